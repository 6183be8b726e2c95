"""Measure how long games take to solve, against the program that solves such games.

``python benchmarks/strategy.py --peers PATH`` hands sgamesolver in the interpreter at
PATH the same drawn stochastic games, in the same run; without it, its columns stay
empty. Then the patron-target-sender game is solved, cold and from a neighbour. Figures
are printed and written to ``benchmarks/results-strategy.md`` and ``.json``.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import numpy as np

from yalu.errors import ModelError
from yalu.strategy.games import Equilibrium, solve, tabulated
from yalu.strategy.patron import (
    FULL,
    constrained,
    default_parameters,
    patron_game,
    unconstrained,
)

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
SIZES = tuple(
    (states, players, choices)
    for players in (2, 3)
    for choices in (2, 4)
    for states in (2, 8, 32, 64)
)
DISCOUNT, PRECISION = 0.95, 8.0
PATRON_PRECISIONS = (3.0,)
NEARBY = 0.02  # by how much a neighbour's parameters differ, on their unbounded scale
LOCKED = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_TIMES = 3


def main() -> None:
    """Measure both sides and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="interpreter that has sgamesolver")
    parser.add_argument("--seed", type=int, default=6, help="of the drawn games")
    parser.add_argument("--limit", type=float, default=240.0, help="seconds a peer has")
    parser.add_argument("--most", type=int, default=64, help="most states")
    parser.add_argument("--results", type=Path, default=HERE / "results-strategy.md")
    chosen = parser.parse_args()
    rng = np.random.default_rng(chosen.seed)
    rows = []
    for size in SIZES:
        payoffs, chances = drawn(size, rng)
        if size[0] <= chosen.most:
            rows.append(measured(size, payoffs, chances, chosen))
            print(json.dumps(rows[-1]), file=sys.stderr)
    held = {
        "day": str(datetime.now(tz=UTC).date()),
        "seed": chosen.seed,
        "load": os.getloadavg()[1],
        "machine": machine(),
        "rows": rows,
        "patron": [patron(precision) for precision in PATRON_PRECISIONS],
    }
    text = page(held)
    chosen.results.write_text(text, encoding="utf-8")
    chosen.results.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n")
    print(text)


def drawn(size: tuple[int, int, int], rng: np.random.Generator) -> tuple[Any, Any]:
    """Return payoffs from 0 to 1, and chances of any state from any other."""
    states, players, choices = size
    shape = (states, *[choices] * players)
    chances = rng.exponential(size=(*shape, states))
    return rng.random((players, *shape)), chances / chances.sum(-1, keepdims=True)


def machine() -> str:
    """Return what it ran on."""
    kinds = {device.platform for device in jax.devices()}
    others = ", ".join(sorted(kinds - {"cpu"})) or "none"
    return (
        f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, "
        f"jax {version('jax')}; accelerators that jax sees: {others}"
    )


def measured(
    size: tuple[int, int, int],
    payoffs: Any,  # noqa: ANN401
    chances: Any,  # noqa: ANN401
    chosen: argparse.Namespace,
) -> dict[str, Any]:
    """Return what both sides make of one game."""
    game = tabulated("drawn", [*payoffs], chances, discount=DISCOUNT)
    row: dict[str, Any] = {"size": size}
    try:
        begun = time.perf_counter()
        found = solve(game, {}, precision=PRECISION)
        row["first"] = time.perf_counter() - begun
        taken = []
        for _ in range(_TIMES):
            begun = time.perf_counter()
            found = solve(game, {}, precision=PRECISION)
            taken.append(time.perf_counter() - begun)
    except ModelError as error:
        return row | {"failed": str(error), "peer": theirs(payoffs, chances, chosen)}
    row |= {"seconds": float(np.median(taken)), "sweeps": found.rounds}
    peer = theirs(payoffs, chances, chosen)
    if "choices" in peer:
        peer["apart"] = apart(found, np.array(peer.pop("choices")))
    return row | {"residual": found.residual, "peer": peer}


def apart(found: Equilibrium, choices: Any) -> float:  # noqa: ANN401
    """Return by how much chances of both sides differ at most."""
    names = [action.name for action in found.game.actions]
    ours = np.stack([found.chances(name) for name in names], axis=1)
    return float(np.abs(ours - choices).max())


def theirs(payoffs: Any, chances: Any, chosen: argparse.Namespace) -> dict[str, Any]:  # noqa: ANN401
    """Return what the peer says; what went wrong where it says nothing."""
    if chosen.peers is None:
        return {"absent": "not asked"}
    with tempfile.TemporaryDirectory() as scratch:
        held = Path(scratch) / "game.npz"
        np.savez(held, payoffs=payoffs, chances=chances, discount=DISCOUNT)
        script = str(HERE / "oracles/sgamesolver_timing.py")
        try:
            done = subprocess.run(  # noqa: S603 - our own script, the caller's Python
                [chosen.peers, script, str(held), str(PRECISION)],
                capture_output=True,
                text=True,
                check=False,
                timeout=chosen.limit,
                env=os.environ | dict.fromkeys(LOCKED, "2"),
            )
        except subprocess.TimeoutExpired:
            return {"absent": f"stopped after {chosen.limit:.0f} s"}
    _, mark, answer = done.stdout.rpartition("ANSWER")
    last = (done.stderr.strip().splitlines() or ["no word"])[-1]
    return dict(json.loads(answer)) if mark else {"absent": last}


def patron(precision: float) -> dict[str, Any]:
    """Return how long the patron's game takes, cold and from a neighbour."""
    game, here = patron_game(FULL), default_parameters()
    near = constrained(unconstrained(here) + NEARBY)
    there = here | {name: float(value) for name, value in near.items()}
    row: dict[str, Any] = {"states": game.states, "precision": precision}
    steps: dict[str, Any] = {
        "first": lambda _: solve(game, here, precision=precision),
        "cold": lambda _: solve(game, here, precision=precision),
        "warm": lambda last: solve(
            game, there, precision=precision, start=last.supposed
        ),
    }
    last = None
    for name, step in steps.items():
        begun = time.perf_counter()
        try:
            last = step(last)
        except ModelError as error:
            return row | {"failed": f"{name}: {error}"}
        row[name] = time.perf_counter() - begun
        row[f"{name} sweeps"] = last.rounds
    return row | {"residual": last.residual if last else None}


def page(held: dict[str, Any]) -> str:
    """Return the results as a page."""
    head = (
        "states", "players", "choices", "ours, compiling", "ours", "sweeps",
        "sgamesolver", "steps", "over ours", "chances differ by",
    )  # fmt: skip
    written = (
        f"Written by `python benchmarks/strategy.py` on {held['day']}, seed "
        f"{held['seed']}: {held['machine']}.\nThe load of the machine at the end was "
        f"{held['load']:.1f}; above 1, other work ran beside it, and all times are "
        "longer than they need be."
    )
    ways = (
        f"Drawn games, discount {DISCOUNT}, precision {PRECISION:g}; all times in "
        f"seconds. Ours go to a residual of 1e-10 and are the median of {_TIMES},\n"
        "after one more that compiles; sgamesolver keeps its own tolerances (1e-7), "
        "follows the branch from precision 0,\nand is timed once, in a process of its "
        "own, without its start."
    )
    nearby = (
        "Parameters are at their defaults; from there to the neighbour each that is "
        f"estimated moves by {NEARBY} on its unbounded scale."
    )
    lines = [
        *("# Benchmark of the solver of games", "", written, ""),
        *("## Stochastic games, as size grows", "", ways, ""),
        "| " + " | ".join(head) + " |",
        "|" + "--:|" * len(head),
        *(line(row) for row in held["rows"]),
        *("", "## The patron-target-sender game", "", nearby, ""),
        "| states | precision | first, compiling | cold | sweeps | warm | sweeps |",
        "|--:|--:|--:|--:|--:|--:|--:|",
        *(patron_line(row) for row in held["patron"]),
    ]
    return "\n".join(lines) + "\n"


def line(row: dict[str, Any]) -> str:
    """Return one row of the table of sizes."""
    ours = (
        ("not found", "", "")
        if "failed" in row
        else (f"{row['first']:.2f}", f"{row['seconds']:.4f}", f"{row['sweeps']}")
    )
    peer = row["peer"]
    other = (peer.get("absent", ""), "", "", "")
    if "seconds" in peer:
        ratio = f"{peer['seconds'] / row['seconds']:,.0f}" if "seconds" in row else ""
        gap = f"{peer['apart']:.0e}" if "apart" in peer else ""
        other = (f"{peer['seconds']:.3f}", f"{peer['steps']}", ratio, gap)
    return "| " + " | ".join([*map(str, row["size"]), *ours, *other]) + " |"


def patron_line(row: dict[str, Any]) -> str:
    """Return one row of the table of the patron's game."""
    start = f"| {row['states']:,} | {row['precision']:g} | "
    if "failed" in row:
        return start + f"{row['failed']} | | | | |"
    return start + (
        f"{row['first']:.1f} | {row['cold']:.1f} | {row['cold sweeps']} | "
        f"{row['warm']:.1f} | {row['warm sweeps']} |"
    )


if __name__ == "__main__":
    main()
