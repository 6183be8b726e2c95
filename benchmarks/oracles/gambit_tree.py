"""Ask Gambit for logit equilibria of signalling trees, for tests to compare with.

``PATH/python benchmarks/oracles/gambit_tree.py`` with a Python that has pygambit writes
``tests/strategy/reference/gambit/trees.json``. It needs nothing of Yalu and states the
games anew. ``--case NAME`` solves one alone and prints the seconds.
"""

import argparse
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pygambit
from pygambit import qre

__all__: list[str] = []

HELD = Path(__file__).resolve().parents[2] / "tests/strategy/reference/gambit"
PATRON = {  # type, move, answer: what target and patron get in a round
    "resolute": {
        "provoke": {"enforce": [-0.6, -0.9], "cover": [1.0, -1.4]},
        "talk": {"enforce": [-0.5, -0.3], "cover": [0.2, 0.0]},
    },
    "soft": {
        "provoke": {"enforce": [-0.6, -1.8], "cover": [1.0, -1.4]},
        "talk": {"enforce": [-0.5, -1.2], "cover": [0.2, 0.0]},
    },
}
BREAKFAST = {  # type, breakfast, answer: what sender and receiver get
    "strong": {
        "beer": {"fight": [1.0, 0.0], "leave": [3.0, 1.0]},
        "quiche": {"fight": [0.0, 0.0], "leave": [2.0, 1.0]},
    },
    "weak": {
        "beer": {"fight": [0.0, 1.0], "leave": [2.0, 0.0]},
        "quiche": {"fight": [1.0, 1.0], "leave": [3.0, 0.0]},
    },
}

TURNING = {  # as above; drawn, because its branch turns back twice
    "high": {
        "left": {"up": [1.4, 0.0], "down": [-0.4, -1.3]},
        "right": {"up": [-1.6, 1.1], "down": [1.1, 1.5]},
    },
    "low": {
        "left": {"up": [-0.7, -1.5], "down": [0.4, 0.9]},
        "right": {"up": [-1.1, 1.2], "down": [-0.9, -1.8]},
    },
}


@dataclass(frozen=True)
class Case:
    """One tree: the same stages in each round, payoffs added up."""

    players: tuple[str, str]
    informed: str
    movers: tuple[str, str]
    prior: tuple[str, ...]
    table: dict[str, Any]
    rounds: int
    precisions: tuple[float, ...]


def cases() -> dict[str, Case]:
    """Return every tree, by its name."""

    def patron(rounds: int, *precisions: float) -> Case:
        who = ("target", "patron")
        return Case(who, "patron", who, ("2/5", "3/5"), PATRON, rounds, precisions)

    who = ("sender", "receiver")
    return {
        "breakfast": Case(
            who, "sender", who, ("9/10", "1/10"), BREAKFAST, 1, (1.0, 4.0, 16.0)
        ),
        "breakfast twice": Case(
            who, "sender", who, ("9/10", "1/10"), BREAKFAST, 2, (1.0, 2.0)
        ),
        "turning": Case(
            who, "sender", who, ("1/2", "1/2"), TURNING, 1, (1.0, 4.0, 5.0, 12.0)
        ),
        "patron 1": patron(1, 1.0, 4.0),
        "patron 2": patron(2, 1.0, 2.0, 4.0),
        "patron 3": patron(3, 1.0, 2.0, 4.0),
        "patron 4": patron(4, 1.0),
    }


def choices(case: Case) -> list[list[str]]:
    """Return the labels of each stage of a round."""
    first = next(iter(case.table.values()))
    return [list(first), list(next(iter(first.values())))]


def paths(case: Case, length: int) -> Iterator[tuple[str, ...]]:
    """Yield every public path of that many moves, in order."""
    stages = choices(case)
    return itertools.product(*(stages[k % 2] for k in range(length)))


def built(case: Case) -> tuple[Any, dict[Any, Any]]:
    """Return the game, and its information sets by type and public path."""
    game = pygambit.Game.new_tree(players=list(case.players))
    types, stages = list(case.table), choices(case)
    game.append_move(game.root, game.players.chance, types)
    game.set_chance_probs(game.root.infoset, list(case.prior))
    nodes = {(t, ()): game.root.children[t] for t in types}
    sets: dict[Any, Any] = {}
    for depth, (kinds, all_paths) in enumerate(layout(case)):
        player, labels = case.movers[depth % 2], stages[depth % 2]
        for path, kind in itertools.product(all_paths, kinds):
            seen = [nodes[t, path] for t in types if kind in {None, t}]
            game.append_move(seen, player, labels)
            sets[kind, path] = seen[0].infoset
            sets[kind, path].label = _named(kind, path)
            for t in types:
                if kind in {None, t}:
                    for label in labels:
                        nodes[t, (*path, label)] = nodes[t, path].children[label]
    for t, path in itertools.product(types, paths(case, 2 * case.rounds)):
        steps = [case.table[t][a][b] for a, b in zip(*[iter(path)] * 2, strict=True)]
        worth = [sum(step[k] for step in steps) for k in range(2)]
        end = game.add_outcome("/".join((t, *path)), worth)
        game.set_outcome(nodes[t, path], end)
    return game, sets


def _named(kind: str | None, path: tuple[str, ...]) -> str:
    return "/".join((kind or "all", *path))


def layout(case: Case) -> Iterator[tuple[list[Any], list[tuple[str, ...]]]]:
    """Yield, stage by stage, the types that choose apart and the public paths."""
    for depth in range(2 * case.rounds):
        apart = case.movers[depth % 2] == case.informed
        yield list(case.table) if apart else [None], list(paths(case, depth))


def solved(case: Case) -> dict[str, Any]:
    """Return the equilibria of a case, each traced from precision 0, with its time."""
    game, sets = built(case)
    points = []
    for precision in case.precisions:
        begun = time.perf_counter()
        (point,) = qre.logit_solve_lambda(game, precision)
        taken = time.perf_counter() - begun
        flat = iter(range(sum(len(list(held.actions)) for held in sets.values())))
        chances = {
            held.label: [float(point[next(flat)]) for _ in held.actions]
            for player in game.players
            for held in player.infosets
        }
        stages = [
            [chances[_named(kind, path)] for kind in kinds for path in all_paths]
            for kinds, all_paths in layout(case)
        ]
        points.append(
            {
                "precision": precision,
                "at": point.lam,
                "seconds": taken,
                "stages": stages,
            }
        )
        print(f"  precision {precision:g}: {taken:.2f} s", flush=True)
    return {
        "information_sets": len(sets),
        "rounds": case.rounds,
        "prior": list(case.prior),
        "payoffs": case.table,
        "equilibria": points,
    }


def main() -> None:
    """Solve the cases and write the file, or time one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", choices=sorted(cases()), help="solve this one alone")
    parser.add_argument("--precision", type=float, help="and only here")
    parser.add_argument("--into", type=Path, default=HELD / "trees.json")
    parser.add_argument("--new", action="store_true", help="keep what is there")
    chosen = parser.parse_args()
    if chosen.case:
        game, _ = built(cases()[chosen.case])
        begun = time.perf_counter()
        qre.logit_solve_lambda(game, chosen.precision)
        print("ANSWER" + json.dumps({"seconds": time.perf_counter() - begun}))
        return
    held: dict[str, Any] = {
        "program": f"pygambit {version('pygambit')}, qre.logit_solve_lambda",
        "script": "benchmarks/oracles/gambit_tree.py",
        "day": str(datetime.now(tz=UTC).date()),
        "games": {},
    }
    known = json.loads(chosen.into.read_text()) if chosen.into.exists() else held
    for name, case in cases().items():
        if chosen.new and name in known["games"]:
            held["games"][name] = known["games"][name]
        else:
            print(name, flush=True)
            held["games"][name] = solved(case)
        chosen.into.write_text(json.dumps(held) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
