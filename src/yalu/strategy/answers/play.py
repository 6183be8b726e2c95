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

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.strategy.games import Equilibrium, Game
from yalu.strategy.games.board import Tables, tables_of
from yalu.strategy.games.sweep import Supposed, prospects

__all__ = ["Choices", "Play", "believed", "expected", "play", "without_news"]

Array = NDArray[np.float64]
Made = TypeVar("Made")

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
    odds : tuple of array
        What choices tell of the type, as in `Supposed`.
    kept : dict
        What was worked out `once`; not to be changed by others.

    """

    equilibrium: Equilibrium
    tables: Tables
    choices: Choices
    odds: tuple[Any, ...]
    kept: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def game(self) -> Game:
        """The game."""
        return self.equilibrium.game

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what a name stands for, worked out when it is first asked for.

        The questions are put where the game stands and over the record: what depends on
        the draw alone serves for both.

        Parameters
        ----------
        name : str
            A name that stands for the same thing throughout.
        make : callable
            Works it out.

        """
        if name not in self.kept:
            self.kept[name] = make()
        found: Made = self.kept[name]
        return found

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
        return np.asarray(_forward(self.game, self.tables, self.odds, table))

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
        return np.asarray(_backward(self.game, self.tables, self.odds, board))

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
        name = ", ".join(f"{one}={place}" for one, place in sorted(actions.items()))
        return self.once(f"choices with {name}", lambda: self._instead(actions))

    def _instead(self, actions: Mapping[str, int]) -> Choices:
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
        odds=equilibrium.supposed.odds,
    )


def _onward(game: Game, tables: Tables, odds: Any, table: Any) -> Any:  # noqa: ANN401
    """Return what is expected of next quarter, over the board; traced by JAX.

    It is what the solver makes of values, of a game that pays nothing now and in which
    the next period counts in full.
    """
    blank = jnp.zeros([1] * (1 + len(game.axes)))
    unpaid = replace(tables, payoffs=(blank,), discount=jnp.ones(()))
    supposed = Supposed(values=(table,), odds=odds, mixed=())
    return prospects(game, unpaid, supposed)[0][0]


@partial(jax.jit, static_argnums=0)
def _forward(game: Game, tables: Tables, odds: Any, table: Any) -> Any:  # noqa: ANN401
    return _onward(game, tables, odds, table)


@partial(jax.jit, static_argnums=0)
def _backward(game: Game, tables: Tables, odds: Any, board: Any) -> Any:  # noqa: ANN401
    """Return the transpose of looking onward, applied to a measure on the board."""
    shape = (len(game.types), *(axis.size for axis in game.state))
    like, transposed = jax.vjp(partial(_onward, game, tables, odds), jnp.zeros(shape))
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
    silent = tuple(np.zeros_like(told) for told in made.odds)
    return replace(made, odds=silent, kept={})


def believed(made: Play, table: Array) -> Array:
    """Return a table over the board as those see it who do not know the type."""
    if made.game.belief is None or table.shape[0] == 1:
        return table
    shape = [1] * (1 + len(made.game.axes))
    shape[1 + len(made.game.components)] = made.game.belief.size
    grid = np.asarray(made.game.belief.levels).reshape(shape)
    return (1 - grid) * table[:1] + grid * table[1:]
