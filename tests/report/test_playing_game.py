"""What the diagram of the game promises of what each player weighs."""

from types import SimpleNamespace

import numpy as np
import pytest

from yalu.report.playing_game import steps
from yalu.strategy.patron import SMALL, TERMS, patron_game
from yalu.strategy.patron.priors import prior_draw
from yalu.strategy.patron.terms import Term

LISTED = {
    (step.player, name): side
    for step in steps()
    for side, names in (
        ("likes", step.gains),
        ("dislikes", step.loses),
        ("either", step.either),
    )
    for name in names
}
DRAWS = 60


def board() -> SimpleNamespace:
    """Return the levels and positions of a small game, shaped to its board."""
    game = patron_game(SMALL)
    size = 1 + len(game.axes)
    types = np.arange(len(game.types)).reshape(-1, *[1] * (size - 1))
    levels, ranks = {"type": types}, {}
    for place, axis in enumerate(game.axes, start=1):
        shape = [1] * size
        shape[place] = axis.size
        levels[axis.name] = np.asarray(axis.levels, dtype=float).reshape(shape)
        ranks[axis.name] = np.arange(axis.size).reshape(shape)
    return SimpleNamespace(**levels, rank=SimpleNamespace(**ranks))


def ends(term: Term) -> tuple[float, float]:
    """Return the least and the greatest that a term is, over draws of the prior."""
    rng, at = np.random.default_rng(5), board()
    found = [
        np.asarray(term.value(at, SimpleNamespace(**prior_draw(rng, held=False))))
        for _ in range(DRAWS)
    ]
    return min(map(np.min, found)), max(map(np.max, found))


def test_every_term_is_listed_once() -> None:
    """Nothing that a player weighs is left out of the picture."""
    assert set(LISTED) == {(str(term.player), term.name) for term in TERMS}
    assert sum(len((*s.gains, *s.loses, *s.either)) for s in steps()) == len(TERMS)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term.player}-{term.name}")
def test_what_is_liked_is_so_whatever_the_weights(term: Term) -> None:
    """A term whose sign the prior leaves open is under neither heading."""
    low, high = ends(term)
    side = LISTED[str(term.player), term.name]

    if side == "likes":
        assert low >= 0
    elif side == "dislikes":
        assert high <= 0
    else:
        assert low < 0 < high
