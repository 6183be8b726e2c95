"""Ask Gambit for logit equilibria of games in normal form, for tests to compare with.

``PATH/python benchmarks/oracles/gambit_normal_form.py`` with a Python that has pygambit
writes ``tests/strategy/reference/gambit/normal_form.json``. It needs nothing of Yalu.
"""

import argparse
import json
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pygambit
from pygambit import qre

__all__: list[str] = []

HELD = Path(__file__).resolve().parents[2] / "tests/strategy/reference/gambit"
PRECISIONS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
SEED = 20261123


def games(rng: np.random.Generator) -> dict[str, list[np.ndarray]]:
    """Return payoffs of each game, one array for each player."""
    coordination = [
        np.array([[3.0, 0.0], [1.0, 2.0]]),
        np.array([[2.0, 0.5], [0.0, 3.0]]),
    ]
    three = [
        np.array([[2.0, 0.0, 1.0], [0.0, 3.0, -1.0], [1.0, 1.0, 0.5]]),
        np.array([[1.0, 2.0, 0.0], [2.5, -1.0, 0.5], [0.0, 1.0, 1.5]]),
    ]
    drawn = [np.round(rng.normal(size=(3, 3, 3)), 3) for _ in range(3)]
    return {
        "coordination of two players, not symmetric": coordination,
        "two players with three choices": three,
        "three players with three choices, drawn": drawn,
    }


def gap(payoffs: list[np.ndarray], precision: float, choices: list[Any]) -> float:
    """Return how far choices are from logit answers to each other."""
    worst = 0.0
    for player, worth in enumerate(payoffs):
        expected = np.moveaxis(worth, player, 0)
        for other in reversed([c for i, c in enumerate(choices) if i != player]):
            expected = expected @ np.array(other)
        weight = np.exp(precision * (expected - expected.max()))
        worst = max(worst, np.abs(weight / weight.sum() - choices[player]).max())
    return float(worst)


def solved(name: str, payoffs: list[np.ndarray]) -> dict[str, Any]:
    """Return the equilibria of one game on the branch that starts at precision 0."""
    game = pygambit.Game.from_arrays(*payoffs, title=name)
    begun = time.perf_counter()
    found = qre.logit_solve_lambda(game, list(PRECISIONS))
    taken = time.perf_counter() - begun
    points = []
    for asked, point in zip(PRECISIONS, found, strict=True):
        choices = [
            [float(point.profile[strategy]) for strategy in player.strategies]
            for player in game.players
        ]
        off = gap(payoffs, point.lam, choices)
        points.append(
            {"precision": asked, "at": point.lam, "choices": choices, "off": off}
        )
    return {
        "name": name,
        "payoffs": [worth.tolist() for worth in payoffs],
        "seconds": taken,
        "equilibria": points,
    }


def main() -> None:
    """Solve all games and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="of the drawn game")
    parser.add_argument("--into", type=Path, default=HELD / "normal_form.json")
    chosen = parser.parse_args()
    asked = games(np.random.default_rng(chosen.seed))
    held = {
        "program": f"pygambit {version('pygambit')}, qre.logit_solve_lambda",
        "script": "benchmarks/oracles/gambit_normal_form.py",
        "day": str(datetime.now(tz=UTC).date()),
        "seed": chosen.seed,
        "games": [solved(name, payoffs) for name, payoffs in asked.items()],
    }
    chosen.into.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    for game in held["games"]:
        worst = max(point["off"] for point in game["equilibria"])
        print(f"{game['name']}: {game['seconds']:.3f} s, off by {worst:.0e} at most")


if __name__ == "__main__":
    main()
