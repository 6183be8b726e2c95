"""Worlds drawn at random, and published ones."""

from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from yalu.impact import Economy, Shock
from yalu.impact.economy import Floats

REFERENCE = Path(__file__).parent / "reference" / "equilibrium"


def drawn(seed: int, n: int = 5, k: int = 3) -> Economy:
    """Return a world in which the first economy is small."""
    rng = np.random.default_rng(seed)
    flows = rng.lognormal(0.0, 1.0, (n, n, k))
    flows[np.arange(n), np.arange(n)] *= 20.0
    flows[0] *= 0.05
    flows[:, 0] *= 0.05
    flows[0, 0] *= 20.0
    return Economy(
        economies=tuple("ABCDEFGHIJ"[:n]),
        sectors=tuple("123456789"[:k]),
        flows=flows,
        elasticities=rng.uniform(2.0, 10.0, k),
        year=2015,
    )


def with_inputs(seed: int, n: int = 4, k: int = 3) -> Economy:
    """Return a world that makes goods from goods and levies duties."""
    rng = np.random.default_rng(seed)
    plain = drawn(seed, n, k)
    tariffs = rng.uniform(0.0, 0.2, (n, n, k))
    tariffs[np.arange(n), np.arange(n)] = 0.0
    uses = rng.dirichlet(np.ones(k), (n, k))
    return Economy(
        economies=plain.economies,
        sectors=plain.sectors,
        flows=plain.flows,
        elasticities=plain.elasticities,
        value_added=rng.uniform(0.4, 0.9, (n, k)),
        uses=uses,
        tariffs=tariffs,
        year=2015,
    )


def costs(seed: int, economy: Economy, spread: float = 0.5) -> Floats:
    """Return changes of the cost of trade."""
    rng = np.random.default_rng(seed)
    found: Floats = np.exp(rng.normal(0.0, spread, economy.flows.shape))
    return found


def published(name: str) -> dict[str, Any]:
    """Return a published example."""
    with np.load(REFERENCE / f"{name}.npz") as held:
        return {key: held[key] for key in held.files}


def one_sector(held: dict[str, Any], elasticity: float = 4.0) -> Economy:
    """Return a published example with one sector."""
    return Economy(
        economies=tuple(str(name) for name in held["economies"]),
        sectors=("all",),
        flows=held["trade"][:, :, None],
        elasticities=np.array([elasticity]),
        year=2000,
    )


def effect(name: str, logs: Floats, elasticity: float = 4.0) -> Shock:
    """Return a shock by which trade grows by so much at given prices."""
    return Shock(name=name, costs=np.exp(-logs / elasticity)[:, :, None])


def cut_off(economy: Economy, at: int, log: float) -> Floats:
    """Return effects (N, N) that fall on the trade of one economy only."""
    n = len(economy.economies)
    found = np.zeros((n, n))
    found[at] = found[:, at] = log
    found[at, at] = 0.0
    return found


seeds = st.integers(0, 10_000)
