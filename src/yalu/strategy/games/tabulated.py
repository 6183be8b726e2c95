"""Games stated as arrays, as other programs and textbooks state them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.games.axes import Action, Component
from yalu.strategy.games.game import Game
from yalu.strategy.games.rules import Payoff, Rule, Stage, Transition

__all__ = ["tabulated"]

Array = NDArray[np.float64]


def tabulated(
    name: str, payoffs: Sequence[Array], chances: Array, *, discount: float
) -> Game:
    """Return the stochastic game whose payoffs and chances are given as arrays.

    All players move at once in every state. The component is called ``state``, the
    players ``player_0`` and on, their actions ``action_0`` and on. The game asks for no
    parameter: solve it with an empty mapping.

    Parameters
    ----------
    name : str
        What the game is about.
    payoffs : sequence of array
        For each player, of shape (states, choices of the first player, of the next …).
    chances : array
        Of the next state, last: of shape (states, choices …, states). A game in normal
        form has one state, and ones.
    discount : float
        What the next period counts.

    Raises
    ------
    SchemaError
        If the shapes do not fit each other.

    Examples
    --------
    A game in normal form, in which the second player wants to meet, the first not.

    >>> import numpy as np
    >>> meet = np.array([[[1.0, 0.0], [0.0, 1.0]]])
    >>> game = tabulated("pennies", (-meet, meet), np.ones((1, 2, 2, 1)), discount=0.0)
    >>> print(game)
    pennies: 1 states; player_0 action_0: 0, 1 and player_1 action_1: 0, 1.

    """
    tables = [np.asarray(one, dtype=float) for one in payoffs]
    then = np.asarray(chances, dtype=float)
    _check(name, tables, then)
    players = tuple(f"player_{number}" for number in range(len(tables)))
    actions = tuple(
        Action(
            name=f"action_{number}",
            levels=tuple(float(level) for level in range(size)),
            player=player,
        )
        for number, (player, size) in enumerate(
            zip(players, tables[0].shape[1:], strict=True)
        )
    )
    axes = ("state", *(action.name for action in actions))

    def read(table: Array, *more: str) -> Rule:
        return lambda at, _: table[tuple(getattr(at.rank, x) for x in (*axes, *more))]

    state = Component(name="state", levels=tuple(float(x) for x in range(len(then))))
    return Game(
        name=name,
        players=players,
        components=(state,),
        stages=(Stage(actions=actions),),
        payoffs=tuple(
            Payoff(player=player, name="table", value=read(table))
            for player, table in zip(players, tables, strict=True)
        ),
        transitions=(
            Transition(component="state", given=axes, chances=read(then, "next")),
        ),
        discount=lambda _: discount,
    )


def _check(name: str, payoffs: Sequence[Array], chances: Array) -> None:
    """Raise if the shapes of payoffs and chances do not fit each other."""
    problems = []
    shape = payoffs[0].shape if payoffs else ()
    if len(shape) != 1 + len(payoffs):
        found = f"{len(payoffs)} tables, the first of {len(shape)} axes"
        wanted = "an axis for the state and one for the choices of each player"
        problems.append(
            Problem("payoffs", f"found {found}; expected {wanted}", "Give one each")
        )
    for number, one in enumerate(payoffs):
        if one.shape != shape:
            found = f"found shape {one.shape}; expected {shape}"
            problems.append(Problem(f"payoffs {number}", found, "Give another"))
    if shape and chances.shape != (*shape, shape[0]):
        found = f"found shape {chances.shape}; expected {(*shape, shape[0])}"
        problems.append(Problem("chances", found, "Put the next state last"))
    if problems:
        raise SchemaError(describe(f"Game {name!r} cannot be read", problems))
