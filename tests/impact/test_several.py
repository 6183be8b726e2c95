"""Which of several equilibria is found."""

from functools import partial

import numpy as np
import pytest

from tests.impact.worlds import drawn
from yalu.impact import Economy, Shock, solve
from yalu.impact.economy import Floats

POINTS = 200
"""Steps of the log wage, from -1.2 to just below the wage that was found."""


def asked(world: Economy, most: Floats, wages: Floats, log: float) -> float:
    """Return log of what is asked of A over what it makes, by bisection of prices."""
    wages = wages.copy()
    wages[0] = np.exp(log)
    income = world.flows.sum(axis=(1, 2))
    spent = world.flows.sum(axis=0)
    share = world.flows / spent
    spending = spent / spent.sum(axis=1)[:, None] * (wages * income)[:, None]
    offers = share * wages[:, None, None] ** -world.elasticities
    least = wages[:, None, None] * most / spending
    low, high = np.full(spent.shape, -50.0), np.full(spent.shape, 150.0)
    for _ in range(60):
        middle = (low + high) / 2
        over = np.minimum(offers * np.exp(middle), least).sum(axis=0) > 1
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    sold = np.minimum(offers * np.exp(low), least)[0] * spending
    return float(np.log(sold.sum() / (wages[0] * income[0])))


@pytest.mark.parametrize("level", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("seed", range(6))
def test_no_equilibrium_lies_at_a_lower_wage(seed: int, level: float) -> None:
    """Sales and purchases are both limited, and there may be five.

    An own reckoning of the markets, in which everybody else's wage stays: below the
    wage that was found more is asked of the economy than it makes, as far as one looks.
    """
    whole = drawn(seed)
    world = solve(whole, Shock.none()).baseline
    found = solve(world, Shock.embargo(world, "A", enforcement=level))
    most = np.full(world.flows.shape, np.inf)
    most[0] = (1 - level) * world.flows[0]
    most[:, 0] = (1 - level) * world.flows[:, 0]
    most[0, 0] = np.inf
    look = partial(asked, world, most, found.wages)
    top = np.log(found.wages[0])

    assert look(top) == pytest.approx(0.0, abs=1e-8)
    lower = [look(log) for log in np.linspace(-1.2, top - 1e-3, POINTS)]
    assert min(lower) > -1e-9


def test_several_equilibria_are_there_to_choose_from() -> None:
    """Otherwise the promise above would promise nothing.

    With everything let pass to the same share, sales, purchases and so wages may stay
    as they were; the wage that is found is lower, and the loss smaller.
    """
    world = solve(drawn(1), Shock.none()).baseline
    found = solve(world, Shock.embargo(world, "A", enforcement=0.5))
    most = np.full(world.flows.shape, np.inf)
    most[0] = 0.5 * world.flows[0]
    most[:, 0] = 0.5 * world.flows[:, 0]
    most[0, 0] = np.inf

    logs = np.linspace(np.log(found.wages[0]) + 1e-3, 0.1, POINTS)
    signs = np.sign([asked(world, most, found.wages, log) for log in logs])

    assert found.wages[0] < 1.0
    assert (np.diff(signs[signs != 0]) != 0).any()
