"""General equilibrium as one of the models: what a shock costs after all have adapted.

Wages, prices and trade adapt until every economy sells what it makes; see
`yalu.impact.equilibrium`. The cost is the loss of real spending: what the target can
still buy of what it used to buy. It is a cost in the long run: goods of different
origin replace each other as the trade elasticities say, and whoever worked for sales
abroad finds other work at home.
"""

from dataclasses import dataclass

from yalu.errors import ModelError
from yalu.impact.economy import Economy
from yalu.impact.equilibrium import solve
from yalu.impact.estimate import ImpactEstimate, ImpactStatus
from yalu.impact.shock import Deficits, Shock

__all__ = ["GeneralEquilibrium"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralEquilibrium:
    """Everybody adapts until markets clear.

    Attributes
    ----------
    deficits : Deficits
        What becomes of imbalances.

    Examples
    --------
    A country that buys a fifth of what it spends abroad, cut off from the world:

    >>> import numpy as np
    >>> both = Economy(
    ...     economies=("AAA", "BBB"), sectors=("all",), year=2015,
    ...     flows=np.array([[[90.0], [10.0]], [[10.0], [40.0]]]),
    ...     elasticities=np.array([4.0]),
    ... )
    >>> closure = Shock.embargo(both, "BBB")
    >>> print(GeneralEquilibrium().estimate(both, closure, subject="BBB"))
    full closure, general equilibrium: BBB loses 5.4% of a year's income.

    """

    deficits: Deficits = Deficits.CLOSED

    @property
    def name(self) -> str:
        """``general equilibrium``."""
        return "general equilibrium"

    def estimate(
        self, economy: Economy, shock: Shock, *, subject: str
    ) -> ImpactEstimate:
        """Return the loss of real spending; no number where there is no equilibrium.

        Raises
        ------
        UnknownCodeError
            If the subject is not among the economies.
        SchemaError
            If the shock does not fit the economy.

        """
        at = economy.at(subject)
        method = (
            "Loss of real spending once wages, prices and trade have adapted; deficits "
            f"{self.deficits}."
        )
        try:
            found = solve(economy, shock, deficits=self.deficits)
        except ModelError as error:
            return ImpactEstimate(
                shock=shock.name,
                model=self.name,
                subject=subject,
                value=None,
                low=None,
                high=None,
                status=ImpactStatus.NO_EQUILIBRIUM,
                reason=str(error).rstrip("."),
                method=method,
                sources=economy.sources,
            )
        value = 1.0 - float(found.welfare[at])
        return ImpactEstimate(
            shock=shock.name,
            model=self.name,
            subject=subject,
            value=value,
            low=value,
            high=value,
            method=method,
            sources=economy.sources,
        )
