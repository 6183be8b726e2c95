"""Measure the solver of signalling trees against Gambit.

``python benchmarks/trees.py`` compares with the seconds that Gambit took when its
figures were recorded; with ``--peers PATH``, a Python that has pygambit, Gambit solves
the same trees again in the same run, as far as it keeps within ``--limit`` seconds.
The figures are printed and written to ``benchmarks/results-trees.md`` and ``.json``.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import scipy

from yalu.strategy.trees import TreeEquilibrium, patron_tree, solve_tree

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
HELD = HERE.parent / "tests/strategy/reference/gambit/trees.json"
ORACLE = HERE / "oracles" / "gambit_tree.py"
LARGER = ((4, 4.0), (5, 4.0), (6, 4.0), (6, 8.0), (7, 4.0))
_TIMES = 7


def main() -> None:
    """Ask both sides and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="a Python that has pygambit")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds it has")
    parser.add_argument("--results", type=Path, default=HERE / "results-trees.md")
    chosen = parser.parse_args()
    recorded = json.loads(HELD.read_text("utf-8"))
    load, compared = os.getloadavg()[0], []
    for rounds in (2, 3, 4):
        for point in recorded["games"][f"patron {rounds}"]["equilibria"]:
            row = ours(rounds, point["precision"])
            row["recorded"] = point["seconds"]
            row["apart"] = apart(rounds, point)
            if chosen.peers:
                row["again"] = theirs(
                    rounds, point["precision"], chosen.peers, chosen.limit
                )
            compared.append(row)
    held = {
        "load": load,
        "day": str(datetime.now(tz=UTC).date()),
        "program": recorded["program"],
        "recorded": recorded["day"],
        "compared": compared,
        "larger": [ours(rounds, precision) for rounds, precision in LARGER],
    }
    text = page(held)
    chosen.results.write_text(text, encoding="utf-8")
    chosen.results.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n")
    print(text)


def ours(rounds: int, precision: float) -> dict[str, Any]:
    """Return the median seconds of several solutions after a first, and what came."""
    tree = patron_tree(rounds)
    found, taken = solve_tree(tree, precision=precision), []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        found = solve_tree(tree, precision=precision)
        taken.append(time.perf_counter() - begun)
    return {
        "rounds": rounds,
        "precision": precision,
        "ends": tree.ends,
        "places": sum(one.shape[0] * one.shape[2] for one in found.logs),
        "seconds": statistics.median(taken),
        "residual": found.residual,
        "sweeps": found.sweeps,
        "turns": found.turns,
    }


def apart(rounds: int, point: dict[str, Any]) -> float:
    """Return the greatest difference from Gambit's chances, where Gambit stopped."""
    found: TreeEquilibrium = solve_tree(patron_tree(rounds), precision=point["at"])
    worst, tree = 0.0, found.tree
    for stage, told in enumerate(point["stages"]):
        paths = product(*(move.choices for move in tree.stages[:stage]))
        order = [tree.place(path)[1] for path in paths]
        chances = np.exp(found.logs[stage][:, :, order]).swapaxes(1, 2)
        gap = chances.reshape(-1, chances.shape[-1]) - np.array(told)
        worst = max(worst, float(np.abs(gap).max()))
    return worst


def theirs(
    rounds: int, precision: float, interpreter: str, limit: float
) -> float | None:
    """Return Gambit's seconds in this run; None where it did not keep to the limit."""
    asked = ["--case", f"patron {rounds}", "--precision", str(precision)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, the caller's interpreter
            [interpreter, str(ORACLE), *asked],
            capture_output=True,
            text=True,
            check=True,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return None
    _, _, answer = done.stdout.rpartition("ANSWER")
    return float(json.loads(answer)["seconds"])


def page(held: dict[str, Any]) -> str:
    """Return the results as a page."""
    rows = "\n".join(_compared(row) for row in held["compared"])
    larger = "\n".join(
        f"| {row['rounds']} | {row['precision']:g} | {row['ends']:,} | "
        f"{row['places']:,} | {row['seconds']:.3f} | {row['residual']:.0e} | "
        f"{row['sweeps']:,} | {row['turns']} |"
        for row in held["larger"]
    )
    return f"""# Benchmark of signalling trees

Written by `python benchmarks/trees.py` on {held["day"]}:
{os.cpu_count()} processors, Python {sys.version.split()[0]}, NumPy {np.__version__},
SciPy {scipy.__version__}; {held["program"]}. Load was
{held["load"]:.1f} when it began; what it is above 0 was other work. Ours are medians of
{_TIMES} runs, nothing is compiled; Gambit's are single runs.

The tree of the patron whose type its target does not see, from precision 0: ours by
`solve_tree`, from the declaration to the checked equilibrium; Gambit's without building
the tree. *Recorded* is what Gambit took on {held["recorded"]}, when its figures were
written down; *again* is in the same run as ours. *Apart* is the greatest difference
between any two chances.

| rounds | precision | ours, ms | recorded, s | ratio | again, s | ratio | apart |
|--:|--:|--:|--:|--:|--:|--:|--:|
{rows}

Beyond what Gambit was asked for. *Turns* are where the branch from play at random turns
from more to less precision or back, so that it is longer.

| rounds | precision | ends | information sets | ours, s | residual | sweeps | turns |
|--:|--:|--:|--:|--:|--:|--:|--:|
{larger}
"""


def _compared(row: dict[str, Any]) -> str:
    again, ratio = row.get("again"), "–"
    told = "not asked" if "again" not in row else "over the limit"
    if again is not None:
        told, ratio = f"{again:.2f}", f"{again / row['seconds']:,.0f}"
    cells = (
        row["rounds"],
        f"{row['precision']:g}",
        f"{1e3 * row['seconds']:.2f}",
        f"{row['recorded']:.2f}",
        f"{row['recorded'] / row['seconds']:,.0f}",
        told,
        ratio,
        f"{row['apart']:.0e}",
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


if __name__ == "__main__":
    main()
