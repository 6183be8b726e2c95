"""That what is written of a rule in words is what its function asks for."""

from typing import Any

import numpy as np
import pytest

from yalu.strategy.patron import CHANGES, FULL, TERMS, Change, Term, default_parameters
from yalu.strategy.patron import patron_game as game_of


class Asked:
    """Parameters that note which of them were asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getattr__(self, name: str) -> float:
        """Return the centre of a parameter, and note its name."""
        self.names.add(name)
        return default_parameters()[name]


class Seen:
    """Levels of one place that note which axes were looked at."""

    def __init__(self, levels: dict[str, Any], names: set[str]) -> None:
        self.levels, self.names = levels, names

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a level or a rank
        """Return the level of an axis, and note its name."""
        self.names.add(name)
        return self.levels[name]


def place() -> tuple[Any, set[str]]:
    """Return a place on the board that notes what is looked at, and its notes."""
    notes: set[str] = set()
    zero = {axis.name: np.zeros(1, dtype=int) for axis in game_of(FULL).axes}
    rank = Seen({**zero, "next": np.arange(2)}, notes)
    levels = {**zero, "next": np.arange(2.0), "type": np.zeros(1), "rank": rank}
    return Seen(levels, notes), notes


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term.player}: {term.name}")
def test_a_term_names_the_parameters_that_it_asks_for(term: Term) -> None:
    """Its formula is printed for readers who will not read the function."""
    at, by = place()[0], Asked()
    term.value(at, by)  # type: ignore[arg-type]

    assert set(term.parameters) == by.names
    assert all(name in term.formula for name in by.names - {"missile_share"})


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.component)
def test_a_change_names_the_parameters_and_axes_that_it_asks_for(
    change: Change,
) -> None:
    """As for terms; and a change may look at no axis that it does not name."""
    (at, notes), by = place(), Asked()
    change.chances(at, by)  # type: ignore[arg-type]

    assert set(change.parameters) == by.names
    assert all(name in change.formula for name in by.names)
    assert notes - {"rank", "next"} == set(change.given)


def test_a_term_passes_on_as_it_is() -> None:
    """The general layer gets the same function, not a copy that may differ."""
    for term, payoff in zip(TERMS, game_of(FULL).payoffs, strict=True):
        assert (payoff.player, payoff.name) == (term.player, term.name)
        assert payoff.value is term.value
