"""A small world to be reckoned by hand: a target, its patron, a helper, the rest."""

import numpy as np

from yalu.impact import Economy, Shock
from yalu.impact.economy import Floats

TARGET, PATRON, HELPER, REST = 0, 1, 2, 3
OIL, GOODS, HOME = 0, 1, 2

Cell = tuple[int, int, int]


def economy(*, at_home: float = 800.0) -> Economy:
    """Return a target that sells goods for 100 and buys oil for 20, goods for 80."""
    flows = np.zeros((4, 4, 3))
    flows[TARGET, PATRON, GOODS] = 90.0
    flows[TARGET, REST, GOODS] = 10.0
    flows[PATRON, TARGET, OIL] = 15.0
    flows[HELPER, TARGET, OIL] = 1.0
    flows[REST, TARGET, OIL] = 4.0
    flows[PATRON, TARGET, GOODS] = 70.0
    flows[REST, TARGET, GOODS] = 10.0
    flows[TARGET, TARGET] = [10.0, 0.4 * at_home, 0.6 * at_home]
    flows[PATRON, PATRON] = [4_000.0, 9_000.0, 9_000.0]
    flows[HELPER, HELPER] = [3_000.0, 2_000.0, 3_000.0]
    flows[REST, REST] = [5_000.0, 30_000.0, 40_000.0]
    flows[HELPER, PATRON, OIL] = 500.0
    flows[PATRON, HELPER, GOODS] = 500.0
    flows[REST, PATRON, GOODS] = 2_000.0
    flows[PATRON, REST, GOODS] = 2_000.0
    return Economy(
        economies=("PRK", "CHN", "RUS", "ROW"),
        sectors=("3", "6", "home"),
        flows=flows,
        elasticities=np.array([5.0, 4.0, 4.0]),
        year=2015,
        sources=("a",),
    )


def shock(
    passing: dict[Cell, float] | None = None, capacity: dict[Cell, float] | None = None
) -> Shock:
    """Return a shock to single cells: seller, buyer, sector."""
    return Shock(name="a shock", passing=_array(passing), capacity=_array(capacity))


def _array(cells: dict[Cell, float] | None) -> Floats | None:
    if cells is None:
        return None
    found = np.full((4, 4, 3), np.nan)
    for cell, value in cells.items():
        found[cell] = value
    return found
