r"""The threat of the hardest measures, and whether the target bends before them.

The law is put one class below the hardest, so that one more adopted text may bring the
hardest class, which holds the stop of oil. For this quarter alone the sender is bound:
it tables, or does not, whatever the target may do of a kind. The target knows it and
chooses as sharply as ever,

.. math:: \sigma(x) \propto \exp\Bigl(\lambda\, \mathbb{E}_m \sum_y \rho(y \mid x)\,
    Q(x, y)\Bigr),

with :math:`\rho` the bound response and :math:`Q` what follows for the target; later
quarters are equilibrium play. To bend is to hold or to make an overture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from yalu.strategy.answers.ahead import ACTS
from yalu.strategy.answers.play import Choices, Play, believed
from yalu.strategy.answers.question import Question
from yalu.strategy.answers.sheet import Asked, Row, row
from yalu.strategy.answers.situation import Situation

__all__ = ["answered", "threat"]

Array = NDArray[np.float64]
_ASKED = Question.THREAT
_TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """What the sender, and perhaps the patron, is bound to after a provocation."""

    told: str
    tabled: bool | None
    backed: bool = False


_WAYS = {
    "none": _Way(told="nobody would table after a provocation", tabled=False),
    "usual": _Way(told="as all would choose", tabled=None),
    "threat": _Way(told="the sender tables after any provocation", tabled=True),
    "backed": _Way(
        told="so too, and the patron accepts and enforces all", tabled=True, backed=True
    ),
}


def threat(asked: Asked) -> Iterator[Row]:
    """Yield how the target moves under each threat, and once the measures are taken."""
    made = asked.play
    axis = made.game.axis("stringency")
    before = asked.situation.at(stringency=axis.size - 2)
    after = asked.situation.at(stringency=axis.size - 1)
    moves = made.game.axis("move").labels
    found = {
        name: _chances(
            made,
            before,
            made.once(
                f"answered {name}",
                partial(answered, made, tabled=way.tabled, backed=way.backed),
            ),
        )
        for name, way in _WAYS.items()
    }
    found["used"] = [after.mean(asked.profile.any("move", move)) for move in moves]
    told = {name: way.told for name, way in _WAYS.items()}
    told["used"] = "the hardest class of law is in force"
    for name, chances in found.items():
        for move, chance in zip(moves, chances, strict=True):
            at = (("case", name), ("move", move))
            label = f"chance of a move: {told[name]}"
            yield row(asked, _ASKED, "move", chance, label, at=at)
    for name, chances in found.items():
        bends = sum(
            chance
            for move, chance in zip(moves, chances, strict=True)
            if move not in ACTS["provocation"]
        )
        label = f"chance that the target bends: {told[name]}"
        yield row(asked, _ASKED, "bends", bends, label, at=(("case", name),))
    pairs = (("usual", "none"), ("threat", "none"), ("backed", "none"),
             ("threat", "used"), ("backed", "used"))  # fmt: skip
    for first, second in pairs:
        for act, picked in (
            ("bends", ("hold", "overture")),
            ("overture", ("overture",)),
        ):
            apart = sum(
                one - other
                for move, one, other in zip(
                    moves, found[first], found[second], strict=True
                )
                if move in picked
            )
            words = "the target bends" if act == "bends" else "it makes an overture"
            yield row(
                asked, _ASKED, f"{act}.change", apart,
                f"more chance that {words}: {told[first]}, less: {told[second]}",
                at=(("case", f"{first} less {second}"),), is_change=True,
            )  # fmt: skip


def answered(made: Play, *, tabled: bool | None, backed: bool = False) -> Array:
    """Return the target's choice if responses to a provocation are bound.

    Parameters
    ----------
    made : Play
        How the game is played.
    tabled : bool or None
        Whether the sender surely tables after a provocation, surely does not, or (None)
        chooses as in equilibrium.
    backed : bool
        Whether the patron accepts what is tabled after a provocation and enforces all.

    Returns
    -------
    array
        Over types (one), state and moves. With None and without backing it is the
        equilibrium's own choice.

    """
    game = made.game
    worth = made.once(
        "worth of all to the target",
        lambda: made.payoff(_TARGET) + made.discount * made.onward(made.worth(_TARGET)),
    )
    choices = _bound(made, tabled=tabled, backed=backed)
    for stage, chosen in zip(game.stages[:0:-1], choices[:0:-1], strict=True):
        for who, chance in zip(stage.players, chosen, strict=True):
            own = tuple(1 + game.axes.index(action) for action in stage.of(who))
            worth = np.sum(chance * worth, axis=own, keepdims=True)
    sharp = made.equilibrium.precision * believed(made, worth)
    closed = np.asarray(made.tables.closed[0][0])
    return np.asarray(softmax(sharp + closed, axis=made.place("move")))


def _bound(made: Play, *, tabled: bool | None, backed: bool) -> Choices:
    """Return choices in which responses after a provocation are bound."""
    move = made.game.axis("move")
    shape = [1] * (1 + len(made.game.axes))
    shape[made.place("move")] = move.size
    provoked = np.isin(move.labels, ACTS["provocation"]).reshape(shape)
    found: list[tuple[Array, ...]] = [made.choices[0]]
    response = made.place("response")
    tabling = made.game.axis("response").index("table")
    free = made.choices[1][0]
    if tabled is None:
        bound = free
    elif tabled:
        bound = made.instead(response=tabling)[1][0]
    else:
        left = free * (1 - made.only("response", tabling))
        bound = left / np.sum(left, axis=response, keepdims=True)
    found.append((np.where(provoked, bound, free),))
    free = made.choices[2][0]
    top = made.game.axis("enforcement").size - 1
    accept = made.game.axis("vote").index("accept")
    full = made.instead(vote=accept, enforcement=top)[2][0]
    found.append((np.where(provoked, full, free) if backed else free,))
    return tuple(found)


def _chances(made: Play, where: Situation, choice: Array) -> list[float]:
    """Return the chance of each move by a choice of the target."""
    own, size = made.place("move"), made.game.axis("move").size
    rows = np.moveaxis(choice, own, 0).reshape(size, *where.weights.shape[1:])
    states = where.weights.sum(axis=0)
    return [float(np.sum(states * one)) for one in rows]
