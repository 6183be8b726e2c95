"""Measure the fit of a Hawkes process against the programs that do it, in one run.

``python benchmarks/cycle.py --peers PATH`` asks hawkesbook and tick in the interpreter
at PATH (by default this one) about the same drawn events, of one and of five streams. A
peer that cannot be imported is reported as absent, one that takes longer than
``--limit`` seconds as stopped. The figures are printed and written to
``benchmarks/results-cycle.md`` and ``.json``.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from yalu.cycle import Hawkes, HawkesIntensity, Occurrences
from yalu.cycle.hawkes.fitting import fit_hawkes, most_likely
from yalu.cycle.hawkes.likelihood import log_likelihood, watches
from yalu.cycle.hawkes.simulation import simulate_hawkes
from yalu.errors import SchemaError

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
SIZES = {1: (500, 1_435, 5_000, 50_000), 5: (500, 1_435, 5_000, 60_000)}
PEERS = ("hawkesbook", "tick")
LOCKED = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_DECAY = 1.0
_TIMES = 7
_ABOUT = 1.0


def main() -> None:
    """Ask all sides and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable, help="their interpreter")
    parser.add_argument("--seed", type=int, default=5, help="of the drawn events")
    parser.add_argument("--limit", type=float, default=240.0, help="seconds a peer has")
    parser.add_argument("--most", type=int, default=100_000, help="most events")
    parser.add_argument("--results", type=Path, default=HERE / "results-cycle.md")
    chosen = parser.parse_args()
    rng = np.random.default_rng(chosen.seed)
    rows = []
    for d, sizes in SIZES.items():
        truth = process(d, rng)
        for size in sizes:
            days = size / truth.stationary_rates.sum()
            seen = closed(simulate_hawkes(truth, days, rng))
            if size <= chosen.most:
                rows.append(measured(seen, chosen.peers, chosen.limit))
                print(json.dumps(rows[-1])[:200], file=sys.stderr)
    text = page(rows, chosen.seed, chosen.limit)
    chosen.results.write_text(text, encoding="utf-8")
    held = {"day": str(datetime.now(tz=UTC).date()), "seed": chosen.seed, "rows": rows}
    chosen.results.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n")
    print(text)


def process(d: int, rng: np.random.Generator) -> HawkesIntensity:
    """Return a process of spectral radius 0.7, three weights in five above zero."""
    weights = rng.uniform(0, 1, (d, d)) * (rng.random((d, d)) < 0.6)
    np.fill_diagonal(weights, rng.uniform(0.2, 0.5, d))
    weights *= 0.7 / np.abs(np.linalg.eigvals(weights)).max()
    return HawkesIntensity(
        names=tuple("abcde"[:d]),
        mu=rng.uniform(0.05, 0.2, d),
        weights=weights[:, :, None],
        decays=np.full((d, 1), _DECAY),
    )


def closed(seen: Occurrences) -> Occurrences:
    """Return events watched up to the last of them, as tick takes it."""
    end = np.nextafter(seen.times[-1], np.inf)
    windows = np.tile([0.0, end], (len(seen.names), 1))
    return Occurrences(
        names=seen.names, times=seen.times, streams=seen.streams, windows=windows
    )


def measured(seen: Occurrences, interpreter: str, limit: float) -> dict[str, Any]:
    """Return what all sides make of some events."""
    d = len(seen.names)
    given = {
        "times": seen.times.tolist(),
        "streams": seen.streams.tolist(),
        "end": float(seen.windows[0, 1]),
        "d": d,
        "decay": _DECAY,
    }
    sides = {name: theirs(given | {"peer": name}, interpreter, limit) for name in PEERS}
    for side in sides.values():
        side.update(best_of(seen, side.pop("tries", [dict(side)])))
    return {"d": d, "n": seen.times.size, "ours": ours(seen), **sides}


def best_of(seen: Occurrences, tries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the quickest of the answers that come near the best of them."""
    good = [one | {"by_ours": valued(seen, one)} for one in tries if "mu" in one]
    if not good:
        return {}
    best = max(one["by_ours"] for one in good)
    near = [one for one in good if one["by_ours"] >= best - _ABOUT]
    return min(near, key=lambda one: one["seconds"])


def ours(seen: Occurrences) -> dict[str, Any]:
    """Return the median seconds of each way to fit, and what was reached."""
    free, given = Hawkes(), Hawkes(half_lives=(float(np.log(2) / _DECAY),))
    ways: dict[str, Callable[[], Any]] = {
        "one": lambda: most_likely(free, seen, starts=1, rng=chance()),
        "five": lambda: most_likely(free, seen, rng=chance()),
        "ranges": lambda: fit_hawkes(free, seen, rng=chance()),
        "fixed": lambda: most_likely(given, seen, rng=chance()),
    }
    found: dict[str, Any] = {}
    for name, way in ways.items():
        taken = []
        for _ in range(_TIMES):
            begun = time.perf_counter()
            answer = way()
            taken.append(time.perf_counter() - begun)
        found[name] = float(np.median(taken))
        if name in {"one", "five", "fixed"}:
            found[f"{name}_reached"] = sum(one.log_likelihood for one in answer)
    found["evaluation"] = evaluation(seen)
    return found


def evaluation(seen: Occurrences) -> float:
    """Return the seconds of one log-likelihood of all streams with its gradient."""
    d = len(seen.names)
    prepared = watches(seen)
    weights, decays = np.full((1, d), 0.1), np.array([_DECAY])
    nothing = np.empty(0)
    taken = []
    for _ in range(50):
        begun = time.perf_counter()
        for watch in prepared:
            watch.slope(float(np.log(0.1)), nothing, weights, decays)
        taken.append(time.perf_counter() - begun)
    return float(np.median(taken))


def chance() -> np.random.Generator:
    """Return the same chance for every side and time."""
    return np.random.default_rng(1)


def valued(seen: Occurrences, side: dict[str, Any]) -> float:
    """Return the log-likelihood of what a peer found, by our likelihood."""
    try:
        intensity = HawkesIntensity(
            names=seen.names,
            mu=np.array(side["mu"]),
            weights=np.maximum(np.array(side["weights"]), 0.0)[:, :, None],
            decays=np.array(side["decays"])[:, None],
        )
    except SchemaError:  # a baseline that is not above zero has no likelihood
        return float("-inf")
    return log_likelihood(intensity, seen)


def theirs(given: dict[str, Any], interpreter: str, limit: float) -> dict[str, Any]:
    """Return what a peer says; what went wrong where it says nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - our own script, the caller's interpreter
            [interpreter, str(HERE / "cycle_peers.py")],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=False,
            timeout=limit,
            env=os.environ | dict.fromkeys(LOCKED, "1"),
        )
    except subprocess.TimeoutExpired:
        return {"absent": f"stopped after {limit:.0f} s"}
    _, mark, answer = done.stdout.rpartition("ANSWER")
    last = (done.stderr.strip().splitlines() or ["no word"])[-1]
    return dict(json.loads(answer)) if mark else {"absent": last}


def page(rows: list[dict[str, Any]], seed: int, limit: float) -> str:
    """Return the results as a page."""
    hawkesbook = (
        "streams", "events", "ours, one search", "ours, five", "ours, with ranges",
        "hawkesbook", "over one", "over five", "its log-likelihood less ours",
    )  # fmt: skip
    tick = (
        "streams", "events", "ours, decays given", "ours, searched for (five)", "tick",
        "ours given over tick", "its log-likelihood less ours",
        "one evaluation: ours", "tick",
    )  # fmt: skip
    lines = [
        *_heading(rows, seed, limit),
        "## Decays searched for: hawkesbook",
        "",
        *_head(hawkesbook),
        *map(_against_hawkesbook, rows),
        "",
        "## Decays given: tick",
        "",
        *_head(tick),
        *map(_against_tick, rows),
        "",
        *_growth(rows),
    ]
    return "\n".join(lines) + "\n"


def _head(columns: Sequence[str]) -> tuple[str, str]:
    return f"| {' | '.join(columns)} |", "|" + "--:|" * len(columns)


def _heading(rows: list[dict[str, Any]], seed: int, limit: float) -> list[str]:
    today = datetime.now(tz=UTC).date()
    told = {
        name: row[name]["version"]
        for row in rows
        for name in PEERS
        if "version" in row[name]
    }
    peers = ", ".join(f"{name} {told.get(name, 'absent')}" for name in PEERS)
    words = f"""# Benchmark of the Hawkes process

Written by `python benchmarks/cycle.py` on {today}, seed {seed}:
{os.cpu_count()} processors, Python {sys.version.split()[0]}, numba {version("numba")},
scipy {version("scipy")}; {peers}.

Events are drawn from processes of spectral radius 0.7 with exponential kernels of decay
{_DECAY:g} a day, and watched up to the last of them. All times are seconds of one fit.
Ours are the median of {_TIMES}; *with ranges* adds errors, profile likelihoods and the
range of the spectral radius, which no peer gives. A peer runs after what it compiles is
compiled, three times where that is quick, in a process of its own with {limit:.0f}
seconds for everything and one thread for linear algebra.
hawkesbook begins where our single search does. tick is given the decays, as it must be,
and a start from which it does not diverge at once; of its solver (svrg) the steps
{_steps()} are tried, and the quickest counts that comes within {_ABOUT:g}
of its best log-likelihood; the others cost it nothing here. With decays given it
computes exponentials once, ours at every evaluation. All log-likelihoods are by ours.
"""
    return [*words.splitlines(), ""]


def _steps() -> str:
    from cycle_peers import STEPS  # noqa: PLC0415 - beside this script

    return ", ".join(f"{step:g}" for step in STEPS)


def _against_hawkesbook(row: dict[str, Any]) -> str:
    own, side = row["ours"], row["hawkesbook"]
    told = [
        str(row["d"]), f"{row['n']:,}",
        *(f"{own[way]:.4f}" for way in ("one", "five", "ranges")),
    ]  # fmt: skip
    if "seconds" not in side:
        told += [side.get("absent", "no answer"), *_floor(side, own), ""]
    else:
        told += [
            f"{side['seconds']:.3f}",
            f"{side['seconds'] / own['one']:,.1f}",
            f"{side['seconds'] / own['five']:,.1f}",
            f"{side['by_ours'] - own['five_reached']:+.3f}",
        ]
    return "| " + " | ".join(told) + " |"


def _floor(side: dict[str, Any], own: dict[str, Any]) -> tuple[str, str]:
    """Return the least ratio of a peer that was stopped."""
    words = side.get("absent", "")
    if not words.startswith("stopped after"):
        return "", ""
    spent = float(words.split()[2])
    return f"> {spent / own['one']:,.0f}", f"> {spent / own['five']:,.0f}"


def _against_tick(row: dict[str, Any]) -> str:
    own, side = row["ours"], row["tick"]
    told = [
        str(row["d"]), f"{row['n']:,}", f"{own['fixed']:.4f}", f"{own['five']:.4f}",
    ]  # fmt: skip
    if "seconds" in side:
        told += [
            f"{side['seconds']:.4f} (step {side['step']:g})",
            f"{own['fixed'] / side['seconds']:.2f}",
            f"{side['by_ours'] - own['fixed_reached']:+.3f}",
        ]
    else:
        told += [side.get("absent", "diverged at every step"), "", ""]
    told.append(f"{own['evaluation'] * 1e6:,.0f} µs")
    told.append(f"{side['evaluation'] * 1e6:,.0f} µs" if "evaluation" in side else "")
    return "| " + " | ".join(told) + " |"


def _growth(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["## Growth with events", ""]
    for d in SIZES:
        own = [row for row in rows if row["d"] == d]
        told = ", ".join(
            f"{row['ours']['evaluation'] / row['n'] * 1e9:.0f} ns at {row['n']:,}"
            for row in own
        )
        lines.append(f"One evaluation with {d} streams, an event: {told}.")
    return [*lines, ""]


if __name__ == "__main__":
    main()
