"""Belief: what is held of the patron, and what the target makes of it.

The two types of the patron have names, and which of them loses less by a collapse is
learnt from the record. Here the belief is always the chance that it is of the
*steadier* type, the one that loses less; the other is *more afraid*. Where the steadier
type is the first one, a point of the grid is one less that chance of the other type.
That need not be a point of the grid: between two, the belief is at either with the
chances that keep its mean, as it is in the game.
"""

from collections.abc import Iterator

import numpy as np

from yalu.strategy.answers.ahead import ACTS
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row
from yalu.strategy.answers.situation import Situation
from yalu.strategy.games import Belief
from yalu.strategy.patron import steadier

__all__ = ["belief"]

_ASKED = Question.BELIEF
_TOLD = {
    "provocation": "chance of a provocation",
    "test": "chance of a nuclear test or long-range launch",
    "overture": "chance of an overture of the target",
    "enforcement": "how much of the law is enforced",
}


def belief(asked: Asked) -> Iterator[Row]:
    """Yield what is done at each point of the belief's grid, and the change along it.

    The belief is part of the public state and is put at the point; all else stays as
    likely as it is.
    """
    held = asked.play.game.belief
    if held is None:
        return
    as_named = steadier(asked.play.equilibrium.parameters) == held.types[-1]
    on_grid = [
        dict(_at(asked, asked.situation.at(**{held.name: place})))
        for place in range(held.size)
    ]
    for name, told in _TOLD.items():
        unit = Unit.SHARE if name == "enforcement" else Unit.CHANCE
        values = [one[name] for one in on_grid]
        levels = np.asarray(held.levels)
        found = np.interp(levels if as_named else 1 - levels, levels, values)
        for label, value in zip(held.labels, map(float, found), strict=True):
            at = (("belief", label),)
            yield row(asked, _ASKED, name, value, told, unit=unit, at=at)
        yield row(
            asked, _ASKED, f"{name}.change", float(found[-1] - found[0]),
            f"{told}: patron held to be the steadier type less the one more afraid",
            unit=unit, is_change=True,
        )  # fmt: skip
    yield from _types(asked, held, as_named=as_named)


def _at(asked: Asked, where: Situation) -> Iterator[tuple[str, float]]:
    for act, moves in ACTS.items():
        yield act, where.mean(asked.profile.any("move", *moves))
    yield "enforcement", where.mean(asked.profile.enforced)


def _types(asked: Asked, held: Belief, *, as_named: bool) -> Iterator[Row]:
    """Yield what is believed now, and what each type enforces where the game stands."""
    where = asked.situation
    shape = [1] * where.weights.ndim
    shape[1 + len(asked.play.game.components)] = held.size
    level = where.mean(np.asarray(held.levels).reshape(shape))
    told = "what others believe: chance that the patron is of the steadier type"
    yield row(asked, _ASKED, "held", level if as_named else 1 - level, told)
    enforced = asked.profile.enforced
    states = where.weights.sum(axis=0)
    each = [float(np.sum(states * enforced[place])) for place in range(2)]
    more_afraid, steady = each if as_named else each[::-1]
    for name, value in (("more afraid", more_afraid), ("steadier", steady)):
        yield row(
            asked, _ASKED, "type", value, "how much a type of the patron enforces",
            unit=Unit.SHARE, at=(("type", name),),
        )  # fmt: skip
    yield row(
        asked, _ASKED, "type.change", steady - more_afraid,
        "how much is enforced: by the steadier type less by the one more afraid",
        unit=Unit.SHARE, is_change=True,
    )  # fmt: skip
