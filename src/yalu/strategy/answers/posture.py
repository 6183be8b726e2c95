"""Posture: what the sender's posture changes in what the patron does."""

from collections.abc import Iterator

import numpy as np

from yalu.strategy.answers.ahead import ACTS
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.sheet import Asked, Row, row
from yalu.strategy.answers.situation import Situation

__all__ = ["posture"]

_ASKED = Question.POSTURE
_PATRON = "patron"


def posture(asked: Asked) -> Iterator[Row]:
    """Yield enforcement, votes and provocations at each posture, and the change.

    Enforcement is told twice: as all would play at that posture, and as the patron
    alone would answer it, the moves of the quarter staying as likely as they are now.
    """
    axis = asked.play.game.axis("posture")
    found = [
        dict(_at(asked, asked.situation.at(posture=place), place))
        for place in range(axis.size)
    ]
    for name, told in _TOLD.items():
        unit = Unit.SHARE if name.startswith("enforcement") else Unit.CHANCE
        for label, values in zip(axis.labels, found, strict=True):
            at = (("posture", label),)
            yield row(asked, _ASKED, name, values[name], told, unit=unit, at=at)
        yield row(
            asked, _ASKED, f"{name}.change", found[-1][name] - found[0][name],
            f"{told}: posture {axis.labels[-1]} less {axis.labels[0]}",
            unit=unit, is_change=True,
        )  # fmt: skip


_TOLD = {
    "enforcement": "how much of the law is enforced",
    "enforcement.alone": "how much is enforced, the quarter's moves as they are now",
    "accept": "chance that a tabled text is accepted",
    "provocation": "chance of a provocation",
}


def _at(asked: Asked, where: Situation, place: int) -> Iterator[tuple[str, float]]:
    yield "enforcement", where.mean(asked.profile.enforced)
    yield "enforcement.alone", _alone(asked, place)
    yield "accept", _accepted(asked, where)
    yield "provocation", where.mean(asked.profile.any("move", *ACTS["provocation"]))


def _accepted(asked: Asked, where: Situation) -> float:
    """Return the chance that a text is accepted, given that one is tabled."""
    accepts = asked.profile.any("vote", "accept")
    return where.given(accepts, asked.profile.any("response", "table"))


def _alone(asked: Asked, place: int) -> float:
    """Return enforcement at a posture, with the moves of the situation as it is."""
    made = asked.play
    own = made.place("posture")
    chances = asked.situation.weights
    chances = chances.reshape(*chances.shape, *[1] * len(made.game.actions))
    for stage, chosen in zip(made.game.stages, made.choices, strict=True):
        if _PATRON not in stage.players:
            for chance in chosen:
                chances = chances * chance
            continue
        table = chosen[stage.players.index(_PATRON)]
        if table.shape[own] > 1:
            table = np.take(table, [place], axis=own)
        enforced = table * made.levels("enforcement")
        axes = tuple(1 + made.game.axes.index(a) for a in stage.of(_PATRON))
        answer = np.sum(enforced, axis=axes, keepdims=True)
        return float(np.sum(chances * answer))
    return float("nan")  # pragma: no cover - the game has a patron
