r"""One counterfactual equilibrium, in exact hats.

For economies :math:`i, j` and sectors :math:`k`, with :math:`\hat x` new over old:

.. math::

    \hat\lambda_{ij}^k = \frac{(\hat w_i\hat\tau_{ij}^k)^{-\theta_k}}
    {\sum_l \lambda_{lj}^k(\hat w_l\hat\tau_{lj}^k)^{-\theta_k}},\qquad
    \hat w_iY_i = \sum_k\sum_j\hat\lambda_{ij}^k\lambda_{ij}^k\alpha_j^kE_j,\qquad
    \hat W_j = \frac{\hat E_j}{\prod_k(\hat P_j^k)^{\alpha_j^k}}.

References
----------
Dekle, R., Eaton, J. and Kortum, S. (2008). Global rebalancing with gravity. *IMF Staff
Papers* 55, 511–540.

Costinot, A. and Rodríguez-Clare, A. (2014). Trade theory with numbers. *Handbook of
International Economics* 4, 197–261.

"""

from dataclasses import dataclass, replace

import numpy as np

from yalu.errors import ModelError, Problem, SchemaError, describe
from yalu.impact.batch import solve_many
from yalu.impact.economy import Economy, Floats
from yalu.impact.inputs import chain_of, make
from yalu.impact.shock import Deficits, Shock

__all__ = ["Equilibrium", "solve"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Equilibrium:
    """What a shock does to prices, trade and welfare.

    Attributes
    ----------
    baseline : Economy
        The economy before the shock, after deficits were closed if they were.
    shock : Shock
        What happens.
    deficits : Deficits
        What became of imbalances.
    wages, price_index, welfare, spending : ndarray
        (N,): new over old wage, price of what is bought, real spending, and spending in
        money.
    prices : ndarray
        (N, K): new over old price of each sector to each buyer; NaN where it buys none.
    flows : ndarray
        (N, N, K), USD before duties, world income being as before.
    costs : ndarray
        (N, N, K): new over old cost of trade, with what limits amount to; infinite
        where nothing passes, NaN where a supplier steps in that sold nothing before.
    residual : float
        Largest relative distance of what is sold from what is made; 1e-10 at most.
    steps : int
        Steps of the search.

    """

    baseline: Economy
    shock: Shock
    deficits: Deficits
    wages: Floats
    price_index: Floats
    welfare: Floats
    spending: Floats
    prices: Floats
    flows: Floats
    costs: Floats
    residual: float
    steps: int

    def loss(self, economy: str) -> float:
        """Return the share of real spending that an economy loses.

        Parameters
        ----------
        economy : str
            Its code.

        Returns
        -------
        float
            Above 0 for a loss.

        Raises
        ------
        UnknownCodeError
            If it is not among the economies.

        """
        return float(1.0 - self.welfare[self.baseline.at(economy)])

    def __str__(self) -> str:
        at = int(np.argmin(self.welfare))
        name = self.baseline.economies[at]
        return (
            f"{self.shock.name}, deficits {self.deficits}: {name} loses most, "
            f"{self.loss(name):.2%} of real spending; markets clear to "
            f"{self.residual:.0e}"
        )


def solve(
    economy: Economy, shock: Shock, *, deficits: Deficits = Deficits.CLOSED
) -> Equilibrium:
    """Return the equilibrium that a shock leads to.

    Parameters
    ----------
    economy : Economy
        Where it happens.
    shock : Shock
        What happens.
    deficits : Deficits
        What becomes of imbalances.

    Returns
    -------
    Equilibrium
        Wages, prices, trade and welfare; markets clear to 1e-10.

    Raises
    ------
    ModelError
        If there is no equilibrium, or none is found; the message says why.
    SchemaError
        If the shock does not fit the economy.

    Examples
    --------
    >>> import numpy as np
    >>> both = Economy(
    ...     economies=("AAA", "BBB"), sectors=("all",), year=2015,
    ...     flows=np.array([[[90.0], [10.0]], [[10.0], [40.0]]]),
    ...     elasticities=np.array([4.0]),
    ... )
    >>> closed = solve(both, Shock.embargo(both, "BBB"))
    >>> bool(np.isclose(closed.loss("BBB"), 1 - 0.8 ** (1 / 4)))
    True

    """
    if _has_inputs(economy, shock):
        return _with_inputs(economy, shock, deficits)
    found = solve_many(economy, shock, deficits=deficits, keep_flows=True)
    if found.reasons[0]:
        msg = f"{shock.name}: there is no equilibrium: {found.reasons[0]}."
        raise ModelError(msg)
    return Equilibrium(
        baseline=replace(economy, flows=_only(found.former)),
        shock=shock,
        deficits=deficits,
        wages=found.wages[0],
        price_index=found.price_index[0],
        welfare=found.welfare[0],
        spending=found.spending[0],
        prices=found.prices[0],
        flows=_only(found.flows),
        costs=_only(found.costs),
        residual=float(found.residual[0]),
        steps=int(found.steps[0]),
    )


def _has_inputs(economy: Economy, shock: Shock) -> bool:
    extras = economy.value_added, economy.tariffs, shock.tariffs
    return any(extra is not None for extra in extras)


def _with_inputs(economy: Economy, shock: Shock, deficits: Deficits) -> Equilibrium:
    shape = economy.flows.shape
    faults = [
        Problem(name, f"shape {array.shape}; expected {shape}", "mend its axes")
        for name in ("costs", "tariffs", "passing")
        if (array := getattr(shock, name)) is not None and array.shape != shape
    ]
    if shock.capacity is not None or (
        shock.passing is not None and (shock.passing > 0).any()
    ):
        found = "are there with inputs or duties; expected a stop (0) or costs"
        faults.append(Problem("passing, capacity", found, "give costs instead"))
    if faults:
        raise SchemaError(describe(f"The shock {shock.name!r} cannot be used", faults))
    before = make(chain_of(economy, deficits), Shock.none())
    baseline = replace(economy, flows=np.moveaxis(before.flows, 0, 2))
    chain = chain_of(baseline, deficits)
    after = make(chain, shock)
    logs = np.log(after.prices)
    index = np.exp((chain.wanted * logs).sum(axis=0))
    spending = after.used / before.used
    bought = chain.shares.sum(axis=1) > 0
    costs = np.ones(shape) if shock.costs is None else shock.costs
    if shock.passing is not None:
        costs = np.where(shock.passing == 0, np.inf, costs)
    return Equilibrium(
        baseline=baseline,
        shock=shock,
        deficits=deficits,
        wages=after.wages,
        price_index=index,
        welfare=spending / index,
        spending=spending,
        prices=np.where(bought, after.prices, np.nan).T,
        flows=np.moveaxis(after.flows, 0, 2),
        costs=costs,
        residual=max(after.residual, before.residual),
        steps=after.steps,
    )


def _only(draws: Floats | None) -> Floats:
    if draws is None:  # flows were asked for
        raise AssertionError
    return np.asarray(draws[0])
