"""The game put together from its axes, terms and changes."""

from types import SimpleNamespace

from yalu.strategy.games import Game, Stage
from yalu.strategy.patron import patron, sender, target, transitions
from yalu.strategy.patron.axes import (
    FULL,
    Actor,
    Setting,
    actions_of,
    belief,
    components,
)
from yalu.strategy.patron.terms import Table, Term

__all__ = ["TERMS", "patron_game"]

TERMS: tuple[Term, ...] = (*target.TERMS, *sender.TERMS, *patron.TERMS)
"""All that any player gets or loses."""


def patron_game(setting: Setting = FULL) -> Game:
    """Return the game of target, sender and patron on a board.

    In a quarter the target moves, the sender responds, and the patron votes (refusing
    takes a text that is tabled), enforces and may make an overture, all in one. What it
    asks for by name is listed in `yalu.strategy.patron.PARAMETERS`.

    Games of equal settings are equal, so that what is compiled for one serves all.

    Examples
    --------
    >>> from yalu.strategy.patron import SMALL
    >>> print(patron_game(SMALL))  # doctest: +NORMALIZE_WHITESPACE
    patron, target and sender: 320 states; target move: hold, missile, test, overture;
    then sender response: nothing, table, deploy, engage; then patron vote: accept,
    refuse and patron enforcement: 0, 1/3, 2/3, 1 and patron overture: no, yes.
    >>> patron_game(SMALL) == patron_game(SMALL)
    True

    """
    return Game(
        name="patron, target and sender",
        players=tuple(Actor),
        components=components(setting),
        belief=belief(setting),
        stages=(
            Stage(actions=actions_of(Actor.TARGET)),
            Stage(actions=actions_of(Actor.SENDER)),
            Stage(
                actions=actions_of(Actor.PATRON),
                open_to=((Actor.PATRON, patron.vote_is_open),),
            ),
        ),
        payoffs=tuple(term.payoff() for term in TERMS),
        transitions=tuple(change.transition() for change in transitions.CHANGES),
        discount=_discount,
    )


def _discount(by: SimpleNamespace) -> Table:
    return by.discount
