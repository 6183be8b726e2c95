"""Today: what each would do where the game stands, along each part of the state."""

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

import numpy as np

from yalu.strategy.answers.ahead import ACTS, HORIZONS, at_least_once, quarters_ahead
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row
from yalu.strategy.answers.situation import Situation

__all__ = ["today"]

_ASKED = Question.TODAY
_ENFORCED = "how much of the law is enforced"


def today(asked: Asked) -> Iterator[Row]:
    """Yield choices now, along each part of the state, and in the next quarters."""
    made, where = asked.play, asked.situation
    for axis in made.game.components:
        shape = [1] * where.weights.ndim
        shape[1 + made.game.components.index(axis)] = axis.size
        for place, label in enumerate(axis.labels):
            here = where.mean(np.eye(axis.size)[place].reshape(shape))
            told, at = "how likely the state is so", ((axis.name, label),)
            yield row(asked, _ASKED, "state", here, told, at=at)
    yield from _choices(asked, "now", where, ())
    for part in made.game.state:
        for place, label in enumerate(part.labels):
            there = where.at(**{part.name: place})
            yield from _choices(asked, "curve", there, ((part.name, label),))
    yield from _answers(asked)
    yield from _next(asked)


def _choices(
    asked: Asked,
    id: str,  # noqa: A002 - the name of the column
    where: Situation,
    at: tuple[tuple[str, str], ...],
) -> Iterator[Row]:
    """Yield the chance of every choice of every action, and mean enforcement."""
    for (name, label), table in asked.profile.chances.items():
        chance = where.mean(table)
        if name == "vote":
            chance /= where.mean(asked.profile.any("response", "table"))
        told = f"chance of {_TOLD[name]}"
        yield row(asked, _ASKED, id, chance, told, at=(*at, (name, label)))
    yield row(
        asked, _ASKED, f"{id}.enforced", where.mean(asked.profile.enforced), _ENFORCED,
        unit=Unit.SHARE, at=at,
    )  # fmt: skip


_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "move": "a move of the target",
        "response": "a response of the sender",
        "vote": "a vote of the patron on what is tabled",
        "enforcement": "a level of enforcement by the patron",
        "overture": "an overture of the patron",
    }
)


def _answers(asked: Asked) -> Iterator[Row]:
    """Yield what sender and patron would do after each move of the target."""
    for (move, name, label), table in asked.profile.after.items():
        told = f"chance of {_TOLD[name]} after a move"
        at = (("move", move), (name, label))
        yield row(asked, _ASKED, "answer", asked.situation.mean(table), told, at=at)


def _next(asked: Asked) -> Iterator[Row]:
    """Yield the chances of choices in each of the next quarters, and of acts at all."""
    made, where = asked.play, asked.situation
    year = min(HORIZONS)
    measures = quarters_ahead(made, where.weights, year)
    for number, weights in enumerate(measures, start=1):
        for (name, label), table in asked.profile.chances.items():
            if name == "vote":
                continue
            yield row(
                asked, _ASKED, "path", float(np.sum(weights * table)),
                f"chance of {_TOLD[name]} in a quarter to come",
                at=(("quarter", str(number)), (name, label)),
            )  # fmt: skip
    for act in ACTS:
        chance = where.mean(
            made.once(f"{act} at all", partial(at_least_once, made, act, year))
        )
        told = "chance that the target does it at least once within a year"
        yield row(asked, _ASKED, "within a year", chance, told, at=(("act", act),))
