"""Measure how long scenarios take, and a reduced one against other programs.

``python benchmarks/scenario.py --peers PATH`` asks Mesa and PySD in the interpreter at
PATH for courses of the reduced model of `reduced_scenario.py`, in the same run; without
it, their rows stay empty. Means of all programs are compared before times are. Then the
whole chain is run. Figures are printed and written to
``benchmarks/results-scenario.md`` and ``.json``.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any

import jax
import numpy as np
from reduced_scenario import MONTHS, OUTCOMES, REDUCED, measured, summary

from yalu.report.scenarios import dprk_case
from yalu.scenario.chain.running import outcome_of, prepare
from yalu.scenario.shipped import shipped_scenario

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
OURS = "JAX, as the chain"
APART = 4.0  # standard errors that means may differ by, of some two dozen
_TIMES = 3


def main() -> None:
    """Measure all and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="interpreter that has Mesa and PySD")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--draws", type=int, default=100_000, help="courses of ours")
    parser.add_argument(
        "--chunk", type=int, default=10_000, help="of the reduced model"
    )
    parser.add_argument("--mesa", type=int, default=20_000, help="courses of Mesa")
    parser.add_argument("--pysd", type=int, default=2_000, help="runs of PySD")
    parser.add_argument("--subscripts", type=int, default=5_000, help="PySD at once")
    parser.add_argument("--scenario", default="oil-embargo")
    parser.add_argument("--results", type=Path, default=HERE / "results-scenario.md")
    chosen = parser.parse_args()
    reduced = {
        OURS: measured(chosen.draws, chosen.chunk, seed=chosen.seed, times=_TIMES)
    } | theirs(chosen)
    held = {
        "day": str(datetime.now(tz=UTC).date()),
        "seed": chosen.seed,
        "machine": machine(),
        "reduced": reduced,
        "apart": apart(reduced),
        "chain": chain(chosen),
        "load": os.getloadavg()[1],
    }
    text = page(held)
    chosen.results.write_text(text, encoding="utf-8")
    chosen.results.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n")
    print(text)


def machine() -> str:
    """Return what it ran on."""
    device = jax.devices()[0]
    return (
        f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, "
        f"jax {version('jax')} on {device.platform} ({device.device_kind})"
    )


def theirs(chosen: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Return what other programs make of the reduced model."""
    if chosen.peers is None:
        return {}
    asked = {
        "model": REDUCED,
        "seed": chosen.seed,
        **{name: getattr(chosen, name) for name in ("mesa", "pysd", "subscripts")},
    }
    done = subprocess.run(  # noqa: S603 - our own script, the caller's Python
        [chosen.peers, str(HERE / "scenario_peers.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    _, mark, answer = done.stdout.rpartition("ANSWER")
    if not mark:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        return {"Mesa and PySD": {"absent": last}}
    found: dict[str, dict[str, Any]] = json.loads(answer)
    return {
        name: one | summary(one.pop("rows")) if "rows" in one else one
        for name, one in found.items()
    }


def apart(found: dict[str, dict[str, Any]]) -> float | None:
    """Return by how many standard errors any two programs differ at most."""
    told = [one for one in found.values() if "mean" in one]
    gaps = [
        abs(a - b) / hypot(c, d)
        for one, two in combinations(told, 2)
        for a, b, c, d in zip(
            one["mean"], two["mean"], one["error"], two["error"], strict=True
        )
    ]
    return max(gaps, default=None)


def chain(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return how long the whole chain takes, and whether it repeats to the bit."""
    begun = time.perf_counter()
    case = dprk_case()
    built = time.perf_counter() - begun
    begun = time.perf_counter()
    scenario = replace(shipped_scenario(chosen.scenario), months=MONTHS)
    ready = prepare(case, scenario, seed=chosen.seed)
    prepared = time.perf_counter() - begun
    taken, digests = [], set()
    for _ in range(_TIMES + 1):
        begun = time.perf_counter()
        found = outcome_of(ready, draws=chosen.draws, seed=chosen.seed)
        taken.append(time.perf_counter() - begun)
        digests.add(found.digest)
    return {
        "scenario": chosen.scenario,
        "draws": chosen.draws,
        "months": ready.months,
        "games": ready.terms.worlds,
        "case": built,
        "prepared": prepared,
        "first": taken[0],
        "seconds": float(np.median(taken[1:])),
        "best": min(taken[1:]),
        "same": len(digests) == 1,
        "digest": found.digest,
    }


def page(held: dict[str, Any]) -> str:
    """Return the results as a page."""
    reduced, ran = held["reduced"], held["chain"]
    written = (
        f"Written by `python benchmarks/scenario.py` on {held['day']}, seed "
        f"{held['seed']}: {held['machine']}.\nThe load of the machine at the end was "
        f"{held['load']:.1f}; above its processors, other work ran beside it, and all "
        "times are longer than they need be."
    )
    ways = (
        f"Law, enforcement, trade, income and tests over {MONTHS} months, with the "
        "same equations and the\nsame chances in all programs "
        "(`benchmarks/reduced_scenario.py`); each draws its own numbers. Ours is the\n"
        f"median of {_TIMES} runs after one that compiles ("
        f"{reduced[OURS]['first']:.1f} s); a peer is timed once, without its start and "
        "without\nreading the model. A course-month is one month of one course."
    )
    head = ("program", "courses", "seconds", "million course-months a second")
    columns = (*head, "ours over it", *(f"mean {name}" for name in OUTCOMES))
    lines = [
        *("# Benchmark of scenarios", "", written, ""),
        *("## The chain", "", *chain_lines(ran), ""),
        *("## A reduced model, in several programs", "", ways, ""),
        "| " + " | ".join(columns) + " |",
        "|:--|" + "--:|" * (len(columns) - 1),
        *(line(name, one, reduced[OURS]) for name, one in reduced.items()),
        *("", agreement(held["apart"])),
    ]
    return "\n".join(lines) + "\n"


def chain_lines(ran: dict[str, Any]) -> list[str]:
    """Return what is told of the chain."""
    same = "the same to the bit" if ran["same"] else "NOT THE SAME"
    speed = ran["draws"] * ran["months"] / ran["seconds"] / 1e6
    what = (
        f"Scenario `{ran['scenario']}`, {ran['draws']:,} draws of {ran['months']} "
        f"months, {ran['games']} draws of the fitted game, all series kept."
    )
    head = (
        "| case put together, s | law and tolls, s | first run, compiling, s | "
        "run, s | best, s | million course-months a second |"
    )
    row = (
        f"| {ran['case']:.1f} | {ran['prepared']:.1f} | {ran['first']:.1f} | "
        f"{ran['seconds']:.1f} | {ran['best']:.1f} | {speed:.2f} |"
    )
    told = f"All {_TIMES + 1} runs are {same} (SHA-256 {ran['digest'][:16]})."
    return [what, "", head, "|--:|--:|--:|--:|--:|--:|", row, "", told]


def line(name: str, one: dict[str, Any], ours: dict[str, Any]) -> str:
    """Return one row of the table of programs."""
    if "absent" in one:
        return f"| {name} | {one['absent']} |" + " |" * 7
    told = f"{name} {one['version']}" if "version" in one else name
    speed = one["courses"] * MONTHS / one["seconds"] / 1e6
    mine = ours["courses"] * MONTHS / ours["seconds"] / 1e6
    means = (
        f"{mean:.4f} ± {error:.4f}"
        for mean, error in zip(one["mean"], one["error"], strict=True)
    )
    ratio = "1" if one is ours else f"{mine / speed:,.0f}"
    cells = (told, f"{one['courses']:,}", f"{one['seconds']:.2f}", f"{speed:.3f}")
    return "| " + " | ".join([*cells, ratio, *means]) + " |"


def agreement(gap: float | None) -> str:
    """Return whether the programs agree, in words."""
    if gap is None:
        return "No other program was asked."
    if gap > APART:
        return (
            f"THE PROGRAMS DISAGREE: two means lie {gap:.1f} standard errors apart, so "
            "that they do not run the same model, and no ratio above means anything."
        )
    return (
        f"No two programs differ in any mean by more than {gap:.1f} standard errors "
        f"(allowed: {APART:.0f}): they run the same model."
    )


if __name__ == "__main__":
    main()
