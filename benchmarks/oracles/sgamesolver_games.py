"""Ask sgamesolver for logit equilibria of stochastic games, for tests to compare with.

``PATH/python benchmarks/oracles/sgamesolver_games.py``, with a Python that has
sgamesolver 1.0.2 and NumPy below 2, writes ``games.npz`` and ``games.json`` into
``tests/strategy/reference/sgamesolver``. It needs nothing of Yalu.
"""

import argparse
import json
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import sgamesolver

__all__: list[str] = []

HELD = Path(__file__).resolve().parents[2] / "tests/strategy/reference/sgamesolver"
SIZES = ((2, 2, 2), (8, 2, 3), (8, 3, 3), (32, 2, 3), (24, 3, 3))
PRECISIONS = (0.5, 2.0, 4.0, 8.0)
SEED = 1
DISCOUNT = 0.95
EXACT = 1e-12


def drawn(states: int, players: int, actions: int) -> tuple[Any, Any]:
    """Return payoffs in thousandths, and whole weights of what comes next.

    The draw is the program's own, rounded so that both sides hold exactly the same.
    """
    game = sgamesolver.SGame.random_game(states, players, actions, DISCOUNT, SEED)
    thousandths = np.round(1000 * game.u).astype(np.int16)
    weights = np.maximum(np.round(1000 * game.phi), 1).astype(np.uint16)
    return thousandths, weights


def solved(thousandths: Any, weights: Any, precision: float) -> dict[str, Any]:  # noqa: ANN401
    """Return the equilibrium on the branch that starts at precision 0."""
    chances = weights / weights.sum(axis=-1, keepdims=True, dtype=float)
    game = sgamesolver.SGame(thousandths / 1000, chances, DISCOUNT)
    way = sgamesolver.homotopy.QRE(game)
    way.solver_setup(target_lambda=precision)
    if np.isfinite(precision):
        way.solver.set_parameters(convergence_tol=EXACT, corrector_tol=EXACT)
    way.solver.verbose = 0
    begun = time.perf_counter()
    way.solve()
    taken = time.perf_counter() - begun
    found = way.equilibrium
    return {
        "seconds": taken,
        "steps": int(way.solver.step),
        "at": float(found.homotopy_parameter),
        "choices": found.strategies,
        "values": found.values,
        "off": float(np.abs(way.H(way.solver.y)).max()),
    }


def main() -> None:
    """Solve all games and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=HELD)
    chosen = parser.parse_args()
    arrays, told = {}, []
    for size in SIZES:
        name = "x".join(map(str, size))
        thousandths, weights = drawn(*size)
        arrays[f"{name} payoffs"], arrays[f"{name} weights"] = thousandths, weights
        points = []
        for asked in (*PRECISIONS, float("inf")):
            found = solved(thousandths, weights, asked)
            label = f"{asked:g}"
            for what in ("choices", "values"):
                arrays[f"{name} {what} {label}"] = found.pop(what)
            points.append({"precision": label, **found})
        told.append({"name": name, "equilibria": points})
        last = points[-1]
        print(f"{name}: to the end {last['seconds']:.2f} s, {last['steps']} steps")
    np.savez_compressed(chosen.into / "games.npz", **arrays)
    held = {
        "program": f"sgamesolver {version('sgamesolver')}, homotopy.QRE",
        "numpy": np.__version__,
        "script": "benchmarks/oracles/sgamesolver_games.py",
        "day": str(datetime.now(tz=UTC).date()),
        "seed": SEED,
        "discount": DISCOUNT,
        "games": told,
    }
    text = json.dumps(held, indent=1) + "\n"
    (chosen.into / "games.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
