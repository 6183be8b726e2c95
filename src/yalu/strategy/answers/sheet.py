"""One number for each quantity, from one equilibrium in one situation."""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.strategy.answers.ahead import Ahead
from yalu.strategy.answers.answer import Quantity
from yalu.strategy.answers.play import Play
from yalu.strategy.answers.profile import Profile
from yalu.strategy.answers.question import Question, Unit
from yalu.strategy.answers.situation import Situation

__all__ = ["Asked", "Row", "row"]

Row = tuple[Quantity, float]
"""A quantity and its value in one draw."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """What a question is put to.

    Attributes
    ----------
    play : Play
        How the game is played.
    situation : Situation
        Where it stands.
    ahead : Ahead
        What is to be expected later.
    profile : Profile
        What is done in every state.

    """

    play: Play
    situation: Situation
    ahead: Ahead
    profile: Profile


def row(
    asked: Asked,
    question: Question,
    id: str,  # noqa: A002 - the name of the column
    value: float,
    label: str,
    *,
    unit: Unit = Unit.CHANCE,
    at: Iterable[tuple[str, str]] = (),
    is_change: bool = False,
) -> Row:
    """Return a number with what it is of."""
    made = Quantity(
        question=question,
        id=id,
        label=label,
        unit=unit,
        standing=asked.situation.standing,
        at=tuple(at),
        is_change=is_change,
    )
    return made, value
