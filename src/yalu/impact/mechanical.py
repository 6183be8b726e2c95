r"""The mechanical cost: trade that is stopped, and nobody does anything about it.

With :math:`x` and :math:`m` the sales and purchases abroad that no longer move, at
former prices, and :math:`y` the target's yearly income, the cost is

.. math:: \max(x, m) / y.

The larger side counts because trade is paid for: who earns less abroad buys less
there, and who can buy less there has less use for what he earns. Adding the two would
count one dollar twice.

It is the value of the trade, and a bound in that sense only: the target loses no more
than this if it can put what it sold, and do without what it bought, at what they were
worth. Where a thing bought cannot be done without (oil) the loss is larger than its
price, and the `essential input` model says by how much. Where trade finds another way
the loss is smaller, and the `general equilibrium` says by how much.
"""

from dataclasses import dataclass

import numpy as np

from yalu.impact.economy import Economy
from yalu.impact.estimate import ImpactEstimate
from yalu.impact.remaining import remaining, stopped_share
from yalu.impact.shock import Shock

__all__ = ["Mechanical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanical:
    """Traded value times what the law reaches times what is enforced.

    Examples
    --------
    A country that sells and buys a fifth of its income abroad loses a tenth of its
    income if half of that is stopped:

    >>> import numpy as np
    >>> both = Economy(
    ...     economies=("AAA", "BBB"), sectors=("all",), year=2015,
    ...     flows=np.array([[[90.0], [10.0]], [[10.0], [40.0]]]),
    ...     elasticities=np.array([4.0]),
    ... )
    >>> half = Shock.embargo(both, "BBB", enforcement=0.5)
    >>> Mechanical().estimate(both, half, subject="BBB").value
    0.1

    """

    @property
    def name(self) -> str:
        """``mechanical``."""
        return "mechanical"

    def estimate(
        self, economy: Economy, shock: Shock, *, subject: str
    ) -> ImpactEstimate:
        """Return the larger of the stopped sales and purchases, over income.

        Raises
        ------
        UnknownCodeError
            If the subject is not among the economies.
        SchemaError
            If the shock is of another shape, or changes costs without stopping.

        """
        left = remaining(economy, shock, subject)
        value = float(
            stopped_share(
                left.sold,
                left.still_sold,
                left.bought,
                left.still_bought,
                np.array(left.income),
            )
        )
        return ImpactEstimate(
            shock=shock.name,
            model=self.name,
            subject=subject,
            value=value,
            low=value,
            high=value,
            method=(
                "The larger of the sales and the purchases that are stopped, at former "
                "prices, over a year's income; nobody turns elsewhere."
            ),
            bearers=left.bearers(economy, subject),
            sources=economy.sources,
        )
