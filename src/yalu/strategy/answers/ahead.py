r"""What is to be expected later, from every state, when all play the equilibrium.

With :math:`g(\theta, s)` the chance that something is done in a quarter, the expected
number of quarters of the next :math:`k` in which it is done is

.. math:: w_0 = 0, \qquad w_{k+1} = g + A_\sigma C w_k ,

in the notation of `yalu.strategy.answers.play`. If the choices of the present quarter
are replaced by :math:`\tau`, the number in the :math:`k` quarters after it is
:math:`A_\tau C w_k`. Measures are carried forward by the transpose of :math:`A C`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from yalu.strategy.answers.play import Choices, Play

__all__ = [
    "ACTS",
    "HORIZONS",
    "Ahead",
    "ahead",
    "at_least_once",
    "carried",
    "quarters_ahead",
]

Array = NDArray[np.float64]

ACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "provocation": ("missile", "test"),
        "test": ("test",),
        "overture": ("overture",),
    }
)
"""What the target may do, and the moves that count as it."""

HORIZONS = (4, 8)
"""Quarters ahead over which acts are counted."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ahead:
    """Expected numbers of acts after the present quarter.

    Attributes
    ----------
    boards : mapping of (str, int) to array
        For an act and a horizon, the number in that many quarters after this one, over
        types, state and the actions of this quarter.
    usual, full, none : array, shape (quarters, types, *state)
        Number of provocations in the first 0, 1, 2 … quarters after this one: as all
        would choose, and with full and with no enforcement in this one.

    """

    boards: Mapping[tuple[str, int], Array]
    usual: Array
    full: Array
    none: Array


def ahead(made: Play) -> Ahead:
    """Return expected numbers of acts. Call it in a context of 64 bits."""
    top = made.game.axis("enforcement").size - 1
    full, none = made.instead(enforcement=top), made.instead(enforcement=0)
    boards: dict[tuple[str, int], Array] = {}
    rows: list[list[Array]] = [[], [], []]
    for act, labels in ACTS.items():
        now = made.likely("move", *labels)
        count = np.zeros(now.shape)
        for quarter in range(max(HORIZONS) + 1):
            later = made.onward(count)
            if quarter in HORIZONS:
                boards[act, quarter] = later
            usual = made.expected(later)
            if act == "provocation":
                each = (usual, made.expected(later, full), made.expected(later, none))
                for kept, table in zip(rows, each, strict=True):
                    kept.append(table)
            count = now + usual
    return Ahead(
        boards=MappingProxyType(boards),
        usual=np.stack(rows[0]),
        full=np.stack(rows[1]),
        none=np.stack(rows[2]),
    )


def at_least_once(made: Play, act: str, quarters: int) -> Array:
    """Return the chance that an act is done at all, this quarter being the first.

    Returns
    -------
    array
        Over types and state.

    """
    axis = made.game.axis("move")
    shape = [1] * (1 + len(made.game.axes))
    shape[made.place("move")] = axis.size
    without = np.array([label not in ACTS[act] for label in axis.labels], dtype=float)
    shape_of_state = [each.size for each in made.game.state]
    missed = np.ones([len(made.game.types), *shape_of_state])
    for _ in range(quarters):
        missed = made.expected(without.reshape(shape) * made.onward(missed))
    return 1 - missed


def carried(made: Play, weights: Array, choices: Choices | None = None) -> Array:
    """Return the measure over types and states that a measure becomes in a quarter.

    Parameters
    ----------
    made : Play
        How the game is played.
    weights : ndarray, shape (types, *state)
        The measure; need not sum to one.
    choices : tuple of tuple of ndarray, optional
        What is chosen in the quarter; by default the equilibrium.

    """
    return made.carried(made.joint(weights, choices))


def quarters_ahead(made: Play, weights: Array, quarters: int) -> Iterator[Array]:
    """Yield the measure at the start of each of the next quarters, this one first."""
    for _ in range(quarters):
        yield weights
        weights = carried(made, weights)
