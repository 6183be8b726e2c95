r"""An equilibrium, laid out so that questions can be put to it.

Two operations suffice. With :math:`f` a function of next quarter's type and state,

.. math:: (Cf)(\theta, s, a) = \mathbb{E}\,[f(\theta', s') \mid \theta, s, a]

looks *onward* from every action; and with choices :math:`\sigma` (those of the
equilibrium, or with some of them replaced)

.. math:: (A_\sigma g)(\theta, s) = \sum_a \sigma(a \mid \theta, s)\, g(\theta, s, a)

*expects* what is to be chosen. What players do in later quarters is always the
equilibrium; only choices of the present quarter are ever replaced, so that nothing is
asked of the model that it does not contain.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from yalu.errors import SchemaError
from yalu.strategy.games import Equilibrium, Game
from yalu.strategy.games.board import Tables, tables_of

__all__ = ["Choices", "Play", "believed", "expected", "play", "without_news"]

Array = NDArray[np.float64]

Choices = tuple[tuple[Array, ...], ...]
"""For each stage and each of its players, over types, state and actions."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Play:
    """How a game is played, with its rules at the same parameters.

    Attributes
    ----------
    equilibrium : Equilibrium
        The equilibrium.
    tables : Tables
        The rules.
    choices : tuple of tuple of ndarray
        What is chosen.
    after : ndarray
        Over the board, the chance of the last type that all believe after the period,
        before the type may be drawn anew.

    """

    equilibrium: Equilibrium
    tables: Tables
    choices: Choices
    after: Array

    @property
    def game(self) -> Game:
        """The game."""
        return self.equilibrium.game

    def payoff(self, player: str) -> Array:
        """Return what a player gets in the quarter, over the board."""
        return np.asarray(self.tables.payoffs[self.game.players.index(player)])

    @property
    def discount(self) -> float:
        """What the next quarter counts."""
        return float(self.tables.discount)

    def worth(self, player: str) -> Array:
        """Return what the game is worth to a player, over types and state.

        Who does not know the type expects the same whichever it is.
        """
        values = self.equilibrium.values(player)
        return np.broadcast_to(values, (len(self.game.types), *values.shape[1:]))

    def place(self, name: str) -> int:
        """Return the position of an axis on the board, of which types are the first."""
        return 1 + self.game.axes.index(self.game.axis(name))

    def onward(self, table: Array) -> Array:
        """Return what is expected of a function of next quarter's type and state.

        Parameters
        ----------
        table : ndarray, shape (types, *state)
            The function.

        Returns
        -------
        ndarray
            Over types, state and actions, with length one where it does not matter.

        """
        return np.asarray(_forward(self.game, self.tables, self.after, table))

    def carried(self, board: Array) -> Array:
        """Return the measure of next quarter's type and state that one becomes.

        Parameters
        ----------
        board : ndarray
            A measure over types, state and actions.

        Returns
        -------
        ndarray, shape (types, *state)
            Its sum is that of the measure.

        """
        return np.asarray(_backward(self.game, self.tables, self.after, board))

    def joint(self, weights: Array, choices: Choices | None = None) -> Array:
        """Return the measure over the board that choices make of one over states.

        Parameters
        ----------
        weights : ndarray, shape (types, *state)
            A measure.
        choices : tuple of tuple of ndarray, optional
            What is chosen; by default the equilibrium.

        """
        found = weights.reshape(*weights.shape, *[1] * len(self.game.actions))
        for chosen in self.choices if choices is None else choices:
            for chance in chosen:
                found = found * chance
        return found

    def expected(self, table: Array, choices: Choices | None = None) -> Array:
        """Return what is expected of a table over the board, over types and state."""
        return expected(self.game, table, self.choices if choices is None else choices)

    def instead(self, **actions: int) -> Choices:
        """Return the choices with some of the period's actions put at a position.

        Of a joint choice, what is not named is chosen with the chances that it has when
        the named ones are summed over.

        Raises
        ------
        SchemaError
            If the game has no such action.

        """
        known = {action.name for action in self.game.actions}
        if strange := sorted(set(actions) - known):
            msg = (
                f"Game {self.game.name!r}: found actions {', '.join(strange)}; "
                f"expected some of {', '.join(sorted(known))}. Name these."
            )
            raise SchemaError(msg)
        found = []
        for stage, chosen in zip(self.game.stages, self.choices, strict=True):
            made = []
            for who, chance in zip(stage.players, chosen, strict=True):
                own = [a.name for a in stage.of(who) if a.name in actions]
                axes = tuple(map(self.place, own))
                table = np.sum(chance, axis=axes, keepdims=True) if own else chance
                for name in own:
                    table = table * self.only(name, actions[name])
                made.append(table)
            found.append(tuple(made))
        return tuple(found)

    def only(self, name: str, position: int) -> Array:
        """Return one at a position of an axis and zero elsewhere, over the board."""
        shape = [1] * (1 + len(self.game.axes))
        size = self.game.axis(name).size
        shape[self.place(name)] = size
        return np.asarray(np.eye(size)[position].reshape(shape))

    def levels(self, name: str) -> Array:
        """Return the levels of an axis, shaped for the board."""
        shape = [1] * (1 + len(self.game.axes))
        axis = self.game.axis(name)
        shape[self.place(name)] = axis.size
        return np.asarray(axis.levels).reshape(shape)

    def likely(self, name: str, *labels: str) -> Array:
        """Return the chance of some choices of an action, over types and state."""
        axis = self.game.axis(name)
        picked = [self.only(name, axis.index(label)) for label in labels]
        return self.expected(np.sum(picked, axis=0))


def play(equilibrium: Equilibrium) -> Play:
    """Return an equilibrium laid out for questions. Call it in a context of 64 bits."""
    game = equilibrium.game
    parameters = {k: np.float64(v) for k, v in equilibrium.parameters.items()}
    return Play(
        equilibrium=equilibrium,
        tables=tables_of(game, parameters),
        choices=tuple(
            tuple(np.asarray(chance) for chance in chosen)
            for chosen in equilibrium.choices
        ),
        after=_after(equilibrium),
    )


def _grid(game: Game) -> Array:
    """Return the belief before the period, over the board; zero if there is none."""
    shape = [1] * (1 + len(game.axes))
    if game.belief is None:
        return np.zeros(shape)
    shape[1 + len(game.components)] = game.belief.size
    return np.asarray(game.belief.levels).reshape(shape)


def _after(equilibrium: Equilibrium) -> Array:
    grid = _grid(equilibrium.game)
    if equilibrium.game.belief is None:
        return grid
    with np.errstate(divide="ignore"):  # a belief of 0 or 1 has infinite odds
        odds = np.log(grid) - np.log1p(-grid)
    for told in equilibrium.supposed.odds:
        odds = odds + np.asarray(told)
    return np.asarray(expit(odds))


def _onward(game: Game, tables: Tables, after: Any, table: Any) -> Any:  # noqa: ANN401
    """Return what is expected of next quarter, over the board; traced by JAX."""
    belief = game.belief
    found = table.reshape(*table.shape, *[1] * len(game.actions))
    if belief is not None:
        first, last = found[:1], found[1:]
        anew = (1 - tables.prior) * first + tables.prior * last
        found = (1 - tables.redraw) * found + tables.redraw * anew
    # Those that depend on least first, so that tables stay small.
    given = {one.component: one.given for one in game.transitions}
    sizes = [
        np.prod([game.axis(name).size for name in given[one.name]], dtype=float)
        for one in game.components
    ]
    for number in sorted(range(len(sizes)), key=sizes.__getitem__):
        there = jnp.moveaxis(jnp.expand_dims(found, 1 + number), 2 + number, -1)
        found = jnp.sum(there * tables.chances[number], axis=-1)
    if belief is None:
        return found
    place = 1 + len(game.components)
    there = jnp.moveaxis(jnp.expand_dims(found, place), place + 1, -1)
    then = (1 - tables.redraw) * after + tables.redraw * tables.prior
    read = there[..., 0]
    for point, (low, high) in enumerate(
        zip(belief.levels, belief.levels[1:], strict=False)
    ):
        along = jnp.clip((then - low) / (high - low), 0.0, 1.0)
        read = read + along * (there[..., point + 1] - there[..., point])
    return read


@partial(jax.jit, static_argnums=0)
def _forward(game: Game, tables: Tables, after: Any, table: Any) -> Any:  # noqa: ANN401
    return _onward(game, tables, after, table)


@partial(jax.jit, static_argnums=0)
def _backward(game: Game, tables: Tables, after: Any, board: Any) -> Any:  # noqa: ANN401
    """Return the transpose of looking onward, applied to a measure on the board."""
    shape = (len(game.types), *(axis.size for axis in game.state))
    like, transposed = jax.vjp(partial(_onward, game, tables, after), jnp.zeros(shape))
    return transposed(jnp.broadcast_to(board, like.shape))[0]


def expected(game: Game, table: Array, choices: Choices) -> Array:
    """Return what is expected of a table when choices are made.

    Parameters
    ----------
    game : Game
        The game.
    table : ndarray of float64
        Over types, state and actions; axes may have length one.
    choices : tuple of tuple of ndarray
        What is chosen, stage by stage.

    Returns
    -------
    ndarray of float64
        Of shape (types, *state).

    """
    found = table
    for stage, chosen in zip(game.stages[::-1], choices[::-1], strict=True):
        for who, chance in zip(stage.players, chosen, strict=True):
            own = tuple(1 + game.axes.index(action) for action in stage.of(who))
            # Chances sum to one: who does not matter to the table is passed over.
            if any(found.shape[place] > 1 for place in own):
                found = np.sum(chance * found, axis=own, keepdims=True)
    shape = (len(game.types), *(axis.size for axis in game.state))
    full = (*shape, *[1] * len(game.actions))
    return np.broadcast_to(found, full).reshape(shape)


def without_news(made: Play) -> Play:
    """Return the play in which nothing is learnt in the present quarter.

    What is believed after it is what was believed before, which is also what is
    believed on average: of an action only its other effects are left.

    """
    return replace(made, after=_grid(made.game))


def believed(made: Play, table: Array) -> Array:
    """Return a table over the board as those see it who do not know the type."""
    if made.game.belief is None or table.shape[0] == 1:
        return table
    grid = _grid(made.game)
    return (1 - grid) * table[:1] + grid * table[1:]
