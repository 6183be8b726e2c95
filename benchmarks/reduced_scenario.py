"""The reduced model of the benchmark of scenarios, and its courses in JAX.

Law and enforcement stop trade, trade that is stopped costs income, and tests are rarer
the poorer the target is; a test makes the patron stricter. Month by month, for each
course, with :math:`u` and :math:`v` even between 0 and 1,

    trade    += (1 - 2^(-1/half)) ((1 - covered enforcement) - trade)
    lost     += (toll (1 - trade) - lost) / 12 - recovery lost / 12
    happened  = u < chance / (1 + damping lost)
    tests    += happened
    strict    = v < (1 - relax if strict else stiffen + answer happened)

where everything on the right stands as it was before the month, and enforcement is
`high` where the patron is strict and `low` elsewhere. `half`, `toll` and `recovery` are
even in a range, another value for each course; trade begins at 1, the rest at 0. The
figures are there to be timed and say nothing of any state.
"""

import time
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

__all__ = ["MONTHS", "OUTCOMES", "REDUCED", "courses", "measured"]

MONTHS = 120
OUTCOMES = ("trade", "lost", "tests", "strict")

REDUCED: dict[str, Any] = {
    "months": MONTHS,
    "outcomes": OUTCOMES,
    "half": (2.0, 18.0),
    "toll": (0.05, 0.25),
    "recovery": (0.05, 0.35),
    "covered": ((0, 0.35), (36, 0.6), (72, 0.9)),
    "low": 0.3,
    "high": 0.9,
    "chance": 0.05,
    "damping": 10.0,
    "relax": 0.05,
    "stiffen": 0.04,
    "answer": 0.2,
}
"""Figures of the model; of `covered` the month from which each share is in force."""


@partial(jax.jit, static_argnames=("draws",))
def courses(seed: Any, *, draws: int) -> Any:  # noqa: ANN401 - traced
    """Return the outcomes of so many courses, (4, draws)."""
    given = REDUCED
    key, first = jax.random.split(jax.random.key(seed))
    ranges = jnp.array([given[name] for name in ("half", "toll", "recovery")])
    lots = jax.random.uniform(first, (3, draws), jnp.float32)
    half, toll, recovery = ranges[:, :1] + lots * (ranges[:, 1:] - ranges[:, :1])
    speed = 1 - 2.0 ** (-1 / half)
    months = np.arange(MONTHS)
    since, shares = np.array(given["covered"]).T
    covered = shares[np.searchsorted(since, months, side="right") - 1]

    def month(state: Any, now: Any) -> Any:  # noqa: ANN401 - as above
        trade, lost, tests, strict = state
        law, number = now
        u, v = jax.random.uniform(
            jax.random.fold_in(key, number), (2, draws), jnp.float32
        )
        stopped = law * jnp.where(strict, given["high"], given["low"])
        happened = u < given["chance"] / (1 + given["damping"] * lost)
        stays, comes = 1 - given["relax"], given["stiffen"] + given["answer"] * happened
        return (
            trade + speed * ((1 - stopped) - trade),
            lost + (toll * (1 - trade) - lost) / 12 - recovery * lost / 12,
            tests + happened,
            v < jnp.where(strict, stays, comes),
        ), None

    none = jnp.zeros(draws, jnp.float32)
    begin = (none + 1, none, none, jnp.zeros(draws, bool))
    now = (jnp.asarray(covered, jnp.float32), jnp.asarray(months))
    end, _ = jax.lax.scan(month, begin, now)
    return jnp.stack([jnp.asarray(part, jnp.float32) for part in end])


def measured(draws: int, chunk: int, *, seed: int, times: int) -> dict[str, Any]:
    """Return seconds of so many courses in chunks, and what came out.

    The median of `times`, after one that compiles.
    """
    taken = []
    with jax.enable_x64(False):  # noqa: FBT003 - the signature is theirs
        for _ in range(times + 1):
            begun = time.perf_counter()
            parts = [
                courses(np.uint32(seed + place), draws=chunk)
                for place in range(draws // chunk)
            ]
            found = np.concatenate([np.asarray(part) for part in parts], axis=1)
            taken.append(time.perf_counter() - begun)
    return summary(found) | {
        "courses": found.shape[1],
        "first": taken[0],
        "seconds": float(np.median(taken[1:])),
    }


def summary(found: Any) -> dict[str, list[float]]:  # noqa: ANN401 - an array (4, n)
    """Return means of outcomes and their errors."""
    values = np.asarray(found, float)
    return {
        "mean": values.mean(axis=1).tolist(),
        "error": (values.std(axis=1, ddof=1) / np.sqrt(values.shape[1])).tolist(),
        "tests with strict": [float(np.corrcoef(values[2], values[3])[0, 1])],
    }
