"""Places on the board, drawn at random, with parameters that are not at the centre."""

from types import SimpleNamespace

import jax
import numpy as np

from yalu.strategy.games import Game
from yalu.strategy.games.board import Tables, tables_of
from yalu.strategy.patron import prior_draw

__all__ = ["at_place", "parameters_of", "places", "tables"]


def parameters_of(seed: int) -> dict[str, float]:
    """Return parameters, those that are held drawn as well."""
    return prior_draw(np.random.default_rng(seed), held=False)


def tables(game: Game, parameters: dict[str, float]) -> Tables:
    """Return the rules of a game as arrays."""
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        return tables_of(game, {k: np.float64(v) for k, v in parameters.items()})


def places(game: Game, seed: int, count: int) -> list[tuple[int, ...]]:
    """Return positions on every axis, the type first, where the vote is open to all."""
    rng = np.random.default_rng(seed)
    sizes = [len(game.types), *(axis.size for axis in game.axes)]
    return [tuple(int(n) for n in rng.integers(0, sizes)) for _ in range(count)]


def at_place(game: Game, place: tuple[int, ...]) -> SimpleNamespace:
    """Return levels of the state, labels of move, response and vote, and the rest."""
    named = {
        axis.name: axis.labels[n]
        if axis.name in {"move", "response", "vote"}
        else axis.levels[n]
        for axis, n in zip(game.axes, place[1:], strict=True)
    }
    return SimpleNamespace(type=game.types[place[0]], **named)
