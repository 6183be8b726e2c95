"""Measure the counterfactual against the programs that are known for it, in one run.

``python benchmarks/counterfactuals.py --peers PATH`` asks CausalPy and tfcausalimpact
in the interpreter at PATH (by default this one) about the same made series: 120 months,
two regressors, an effect that is known. A peer that cannot be imported is reported as
absent. The figures are printed and written to
``benchmarks/results-counterfactuals.md``.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from yalu.compliance import Amount, History, Point
from yalu.compliance.counterfactual import Regressor, expect
from yalu.flows import Series
from yalu.periods import Interval, months
from yalu.quantities import Unit
from yalu.regime import Direction

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
MONTHS, PLACE, EFFECT = 120, 96, -5.0
SPAN = Interval.month(2008, 1).start, Interval.month(2017, 12).end
PEERS = ("tfcausalimpact", "causalpy")
TARGET = 100
_TIMES = 20


def main() -> None:
    """Ask all sides and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable, help="their interpreter")
    parser.add_argument("--seed", type=int, default=120, help="of the made series")
    parser.add_argument(
        "--results", type=Path, default=HERE / "results-counterfactuals.md"
    )
    chosen = parser.parse_args()
    made = series(np.random.default_rng(chosen.seed))
    sides = {"Yalu": ours(made)} | theirs(made, chosen.peers)
    text = page(sides, chosen.seed)
    chosen.results.write_text(text, encoding="utf-8")
    print(text)


def series(rng: np.random.Generator) -> dict[str, Any]:
    """Return a made series: wandering regressors, a slow level, noise, an effect."""
    outside = 10 + np.cumsum(0.3 * rng.standard_normal((2, MONTHS)), axis=1)
    level = 80 + np.cumsum(0.1 * rng.standard_normal(MONTHS))
    amounts = level + 1.2 * outside[0] + 0.8 * outside[1] + rng.standard_normal(MONTHS)
    amounts[PLACE:] += EFFECT
    return {
        "first": str(SPAN[0]),
        "place": PLACE,
        "amounts": amounts.tolist(),
        "regressors": outside.tolist(),
        "peers": PEERS,
    }


def ours(made: dict[str, Any]) -> dict[str, Any]:
    """Return the mean effect by Yalu: cold and warm, the median of warm runs."""
    every = tuple(months(Interval(*SPAN)))
    history = History(
        state="AAA",
        direction=Direction.FROM_TARGET,
        measure="made",
        codes=("270111",),
        goods="a made good",
        unit=Unit.TONNE,
        compiler="made",
        series=Series.CUSTOMS,
        points=tuple(
            Point(period=month, amount=Amount(Decimal(repr(a)), Decimal(repr(a))))
            for month, a in zip(every, made["amounts"], strict=True)
        ),
    )
    regressors = [
        Regressor(name=f"x{place + 1}", months=every, values=tuple(values))
        for place, values in enumerate(made["regressors"])
    ]
    seconds = []
    for deep in (*(False for _ in range(_TIMES + 1)), True):
        begun = time.perf_counter()
        answer = expect(
            history,
            starts=every[PLACE].start,
            until=every[-1].end or every[-1].start,
            regressors=regressors,
            checks=deep,
            rng=np.random.default_rng(1),
        )
        seconds.append(time.perf_counter() - begun)
    if answer.whole is None:
        sys.exit("Yalu gave no estimate for the made series.")
    count, moved = MONTHS - PLACE, sum(made["amounts"][PLACE:])
    expected = answer.whole.expected
    return {
        "seconds": float(np.median(seconds[1:-1])),
        "cold": seconds[0],
        "deep": seconds[-1],
        "effect": (moved - (expected.value or 0.0)) / count,
        "low": (moved - expected.high) / count,
        "high": (moved - expected.low) / count,
        "version": version("yalu"),
    }


def theirs(made: dict[str, Any], interpreter: str) -> dict[str, Any]:
    """Return what the peers say; what went wrong where one says nothing."""
    found: dict[str, Any] = {}
    for name in PEERS:
        done = subprocess.run(  # noqa: S603 - our own script, the caller's interpreter
            [interpreter, str(HERE / "counterfactual_peers.py")],
            input=json.dumps(made | {"peers": [name]}),
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""},
        )
        _, mark, answer = done.stdout.rpartition("ANSWER")
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        found |= json.loads(answer) if mark else {name: {"absent": last}}
    return found


def page(sides: dict[str, Any], seed: int) -> str:
    """Return the results as a page."""
    lines = [
        *_heading(seed),
        "| side | seconds | over ours | effect | interval | holds the truth |",
        "|---|--:|--:|--:|--:|---|",
        *(row(name, side, sides["Yalu"]["seconds"]) for name, side in sides.items()),
        *_ending(sides["Yalu"]),
    ]
    return "\n".join(lines) + "\n"


def _heading(seed: int) -> list[str]:
    today = datetime.now(tz=UTC).date()
    words = f"""# Benchmark of the counterfactual

Written by `python benchmarks/counterfactuals.py` on {today}, seed {seed}:
{os.cpu_count()} processors, Python {sys.version.split()[0]},
statsmodels {version("statsmodels")}.

One made series of {MONTHS} months, two regressors, {MONTHS - PLACE} months under a
measure that lowers each by {-EFFECT:g}. Every side gives the mean effect with an
interval of 90 percent. Ours models a season beside it and is the median of {_TIMES}
warm runs; the peers run once, each in a process of its own, and the time to import
them is not counted.
"""
    return [*words.splitlines(), ""]


def _ending(own: dict[str, Any]) -> list[str]:
    words = f"""
The first run of ours, imports included, takes {own["cold"]:.2f} s; with five placebo
dates and the answers without each regressor, a warm one takes {own["deep"]:.2f} s. The
target is {TARGET} times the time of ours for a peer that installs."""
    return words.splitlines()


def row(name: str, side: dict[str, Any], own: float) -> str:
    """Return one side as a row of the table."""
    if "absent" in side:
        return f"| {name} | absent: {side['absent']} | | | | |"
    holds = "yes" if side["low"] <= EFFECT <= side["high"] else "no"
    return (
        f"| {name} {side['version']} | {side['seconds']:.3f} | "
        f"{side['seconds'] / own:,.0f} | {side['effect']:.2f} | "
        f"{side['low']:.2f} to {side['high']:.2f} | {holds} |"
    )


if __name__ == "__main__":
    main()
