"""Measure the crisis-signalling game against the same search without derivatives.

No other Python program estimates it, so the peer is the plain way to do the same:
nested pseudo-likelihood from the same start on the same crises, the likelihood written
down through the bivariate normal distribution as published, and climbed by scipy's BFGS
with numerical gradients. The figures are printed and written to
``benchmarks/results-crisis.md`` and ``.json``.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyarrow import csv
from scipy.optimize import minimize
from scipy.special import ndtr, owens_t

from yalu.strategy.crisis import CrisisSpecification, equilibria, estimate

__all__: list[str] = []

Array = NDArray[np.float64]

HERE = Path(__file__).resolve().parent
CRISES = HERE.parent / "examples" / "sanctions-crises" / "crises.csv"
_TIMES = 5
_LEAST = 1e-300
_TOLERANCE = 1e-7
_PAYOFFS = {
    "status_quo": (
        "sqrt(sender_dependence)",
        "sender_democracy",
        "contiguity",
        "alliance",
    ),
    "gain": ("1", "sender_costs"),
    "concession": (
        "1",
        "sqrt(target_dependence)",
        "target_costs",
        "contiguity",
        "alliance",
    ),
    "sender_firm": (
        "1",
        "sqrt(sender_dependence)",
        "sender_democracy",
        "log_capability_ratio",
    ),
    "target_firm": ("1", "target_democracy", "log_capability_ratio"),
    "retreat": ("1", "sender_democracy"),
}


def main() -> None:
    """Ask both sides and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="of the peer, at most")
    parser.add_argument("--results", type=Path, default=HERE / "results-crisis.md")
    chosen = parser.parse_args()
    found = measured(chosen.rounds)
    text = page(found)
    chosen.results.write_text(text, encoding="utf-8")
    held = {"day": str(datetime.now(tz=UTC).date())} | found
    chosen.results.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n")
    print(text)


def measured(rounds: int) -> dict[str, Any]:
    """Return the figures of both sides."""
    table = csv.read_csv(CRISES)
    asked = CrisisSpecification(**_PAYOFFS)
    given = ("first_resist", "first_firm")
    ours = estimate(table, asked, expectations=given)
    best = estimate(table, asked, method="mle", expectations=given)
    start = time.perf_counter()
    value, counted, resist, firm = numerical(rounds)
    taken = time.perf_counter() - start
    return {
        "npl_seconds": timed(lambda: estimate(table, asked, expectations=given)),
        "mle_seconds": timed(
            lambda: estimate(table, asked, method="mle", expectations=given)
        ),
        "equilibria_seconds": timed(lambda: equilibria(ours.payoffs)),
        "unique": int((equilibria(ours.payoffs).numbers == 1).sum()),
        "games": table.num_rows,
        "ours": -ours.log_likelihood,
        "rounds": ours.rounds,
        "resist": furthest(table["published_resist"].to_numpy(), ours.resist),
        "firm": furthest(table["published_firm"].to_numpy(), ours.firm),
        "full": -best.log_likelihood,
        "most": rounds,
        "peer": value,
        "peer_seconds": taken,
        "peer_rounds": counted,
        "peer_resist": furthest(table["published_resist"].to_numpy(), resist),
        "peer_firm": furthest(table["published_firm"].to_numpy(), firm),
    }


def timed(task: Callable[[], object]) -> float:
    """Return the median of a few times, in seconds."""
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return median(taken)


def furthest(one: Array, other: Array) -> float:
    """Return the largest difference."""
    return float(np.abs(one - other).max())


def bivariate(left: Array, right: Array) -> Array:
    """Return the bivariate normal distribution of correlation 1/√2, by Owen's T."""
    root = 2**0.5
    with np.errstate(all="ignore"):
        found = (
            (ndtr(left) + ndtr(right)) / 2
            - owens_t(left, root * right / left - 1)
            - owens_t(right, root * left / right - 1)
        )
    return np.asarray(found - np.where(left * right < 0, 0.5, 0.0))


def numerical(rounds: int) -> tuple[float, int, Array, Array]:
    """Return -log-likelihood, rounds and chances by numerical gradients."""
    table = csv.read_csv(CRISES)
    design = CrisisSpecification(**_PAYOFFS).design(table)
    quiet, gain, give, stand, target, back = design.matrices
    ends = np.cumsum([matrix.shape[1] for matrix in design.matrices])[:-1]

    def chances(place: Array, resist: Array, firm: Array) -> tuple[Array, ...]:
        s, v, c, w, t, a = np.split(place, ends)
        held = ndtr((firm * (target @ t) - give @ c) / firm)
        bar = (quiet @ s - (1 - resist) * (gain @ v)) / resist
        wanted, retreat = stand @ w, back @ a
        threat = 1 - ndtr(bar - wanted) * ndtr(bar - retreat)
        both = bivariate((wanted - retreat) / 2**0.5, wanted - bar)
        return held, threat, both / np.maximum(threat, _LEAST)

    def depth(place: Array, resist: Array, firm: Array) -> float:
        held, threat, stood = chances(place, resist, firm)
        ends = (1 - threat, threat * (1 - held), threat * held * stood)
        all_ends = np.column_stack([*ends, threat * held * (1 - stood)])
        return float(-(design.counts * np.log(np.maximum(all_ends, _LEAST))).sum())

    resist, firm = table["first_resist"].to_numpy(), table["first_firm"].to_numpy()
    # Not noughts: there the sender's two ways tie, and Owen's quotient has no value.
    place, value, counted = np.full(len(design.names), 0.01), np.inf, 0
    change = np.inf
    while counted < rounds and change >= _TOLERANCE:
        counted += 1
        done = minimize(depth, place, args=(resist, firm), method="BFGS")
        held, _, stood = chances(done.x, resist, firm)
        change = max(furthest(held, resist), furthest(stood, firm))
        place, value, resist, firm = done.x, float(done.fun), held, stood
    return value, counted, resist, firm


def page(found: dict[str, Any]) -> str:
    """Return the page of results."""
    ratio = found["peer_seconds"] / found["npl_seconds"]
    told = [
        ("seconds", f"{found['npl_seconds']:.3f}", f"{found['peer_seconds']:.1f}"),
        ("ratio", "", f"{ratio:,.0f}"),
        ("rounds", f"{found['rounds']}", f"{found['peer_rounds']}"),
        ("log-likelihood", f"-{found['ours']:.5f}", f"-{found['peer']:.5f}"),
        (
            "furthest from a published chance to resist",
            f"{found['resist']:.0e}",
            f"{found['peer_resist']:.0e}",
        ),
        (
            "furthest from a published chance to stand firm",
            f"{found['firm']:.0e}",
            f"{found['peer_firm']:.0e}",
        ),
    ]
    rows = "\n".join(f"| {' | '.join(row)} |" for row in told)
    return f"""\
# Benchmark of the crisis-signalling game

Written by `python benchmarks/crisis.py` on {datetime.now(tz=UTC).date()}:
{os.cpu_count()} processors, Python {platform.python_version()},
scipy {version("scipy")}, numpy {version("numpy")}.

{found["games"]} sanctions crises, 20 coefficients, nested pseudo-likelihood from the
same expectations. No other Python program estimates this game; the peer is the
published likelihood climbed by scipy's BFGS with numerical gradients. Ours is the
median of {_TIMES} whole calls, errors included; the peer is run once, until chances
change by less than {_TOLERANCE:.0e}, or for {found["most"]} rounds. Load of the machine
while measuring: {os.getloadavg()[0]:.1f}.

| | ours | numerical gradients |
|---|--:|--:|
{rows}

All equilibria of the {found["games"]} games take
{found["equilibria_seconds"]:.2f} s; {found["unique"]} games have exactly one.

The full likelihood takes {found["mle_seconds"]:.2f} s, the rounds before it included,
and ends at a log-likelihood of -{found["full"]:.4f}.
"""


if __name__ == "__main__":
    main()
