"""Trees that Gambit solved, in our words."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.strategy.trees.small_trees import of_table
from yalu.strategy.trees import SignallingTree

__all__ = ["GAMES", "declared"]

HELD = Path(__file__).resolve().parents[1] / "reference" / "gambit" / "trees.json"
GAMES: dict[str, Any] = json.loads(HELD.read_text("utf-8"))["games"]


def declared(name: str) -> SignallingTree:
    """Return one of Gambit's trees in our words."""
    held, patron = GAMES[name], name.startswith("patron")
    return of_table(
        held["payoffs"],
        prior=[float(Fraction(one)) for one in held["prior"]],
        movers=("target", "patron") if patron else ("sender", "receiver"),
        informed="patron" if patron else "sender",
        rounds=held["rounds"],
    )
