"""How often the ranges of a Hawkes process hold what is true.

Events are drawn from processes that are known, beginning with nothing, and fitted as
anybody's are, with five starts. *Coverage* is how often a range of 90 percent holds the
truth, of all parameters of one kind together; *converged* is how often the search says
so, on the boundary or not.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.calibration.figures import share_of
from yalu.cycle.hawkes.fitted import FittedHawkes, Ranged
from yalu.cycle.hawkes.fitting import fit_hawkes
from yalu.cycle.hawkes.intensity import HawkesIntensity
from yalu.cycle.hawkes.process import Hawkes
from yalu.cycle.hawkes.simulation import simulate_hawkes
from yalu.cycle.hawkes.status import HawkesStatus

__all__ = ["measure"]

_LEVEL = 0.9
_GOOD = (HawkesStatus.CONVERGED, HawkesStatus.ON_BOUNDARY)


def _world(
    mu: tuple[float, ...], branching: list[list[float]], lives: tuple[float, ...]
) -> HawkesIntensity:
    """Return a process with one kernel and half-lives in days."""
    return HawkesIntensity(
        names=tuple("ab"[: len(mu)]),
        mu=np.array(mu),
        weights=np.array(branching)[:, :, None],
        decays=np.log(2) / np.array(lives)[:, None],
    )


# Process, days it is watched.
_WORLDS = {
    "one stream, about 300 events": (_world((0.3,), [[0.5]], (0.7,)), 500.0),
    "two streams, about 1,150 events": (
        _world((0.2, 0.1), [[0.4, 0.2], [0.3, 0.3]], (0.7, 1.4)),
        1500.0,
    ),
    "two streams, about 380 events": (
        _world((0.1, 0.05), [[0.3, 0.3], [0.4, 0.2]], (3.5, 7.0)),
        1000.0,
    ),
}


def measure(rng: np.random.Generator, runs: int) -> list[dict[str, Any]]:
    """Return how often ranges hold the truth, world by world."""
    rows = []
    for world, (truth, days) in _WORLDS.items():
        fitted = [
            fit_hawkes(Hawkes(), simulate_hawkes(truth, days, rng), rng=rng)
            for _ in range(runs)
        ]
        rows += [_coverage(fitted, truth, name, world) for name in _true(truth)]
        good = [one.status in _GOOD for one in fitted]
        rows.append(share_of(good, world=world, figure="converged"))
    return rows


def _true(truth: HawkesIntensity) -> dict[str, NDArray[np.float64]]:
    """Return what is looked for, by the name of the range."""
    return {
        "mu": truth.mu,
        "branching": truth.branching,
        "half_lives": truth.half_lives,
        "spectral_radius": np.array(truth.spectral_radius),
    }


def _coverage(
    fitted: list[FittedHawkes], truth: HawkesIntensity, name: str, world: str
) -> dict[str, Any]:
    value = _true(truth)[name]
    ranges: list[Ranged] = [getattr(one, name) for one in fitted]
    held = [
        bool(inside)
        for one in ranges
        for inside in np.ravel((one.low <= value) & (value <= one.high))
    ]
    words = {"mu": "baseline", "half_lives": "half-lives"}.get(name, name)
    figure = f"coverage: {words.replace('_', ' ')}"
    return share_of(held, world=world, figure=figure, nominal=_LEVEL)
