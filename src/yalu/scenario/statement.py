"""Statements: what is asked of every run, decided draw by draw, and how often it holds.

What counts as "talks within 24 months" or as "a collapse" is decided here and nowhere
else, so that a run, its baseline and the report mean the same by the same words. A
statement *until* a month asks whether something has happened by then; one over the
*year* looks back over twelve months. What a collapse leaves behind is not the target
any more: levels count up to the month before it, and nothing happens after it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.decisions import Draws, beyond, ever, never, over_year
from yalu.scenario.series import Series
from yalu.scenario.spread import share

__all__ = [
    "QUESTIONS",
    "Question",
    "SpanKind",
    "Statement",
    "held",
    "is_asked",
    "percent",
    "statement",
    "statements_of",
]

_YEAR = 12
_TWO_THIRDS = 2 / 3
_THIRD = 1 / 3
_TENTH = 0.1
_SHRUNK = -2.0
_LEAST = 0.001


class SpanKind(StrEnum):
    """Which months a statement about a month looks at."""

    UNTIL = "until"
    """All months from the start to that month."""
    YEAR = "year"
    """The twelve months that end with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that is true or not in each draw, by each month.

    Attributes
    ----------
    id : str
        Short name.
    words : str
        The statement, with ``{by}`` for the time it is about.
    span : SpanKind
        Which months it looks at.
    needs : tuple of Series
        What it is decided from.
    months : int or None
        After how many months its chance is told; None for the end of the run.
    decide : callable
        From series to truth values of shape (draws, months).

    """

    id: str
    words: str
    span: SpanKind
    needs: tuple[Series, ...]
    months: int | None
    decide: Callable[[Draws], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """How often something holds, and how well that is known.

    Attributes
    ----------
    id, words : str
        Which question it answers, and the statement in words.
    months : int
        By which month it is told, counted from the start.
    chance : float
        Share of the draws in which it holds.
    low, high : float
        Range of 95 percent for the number of draws: more draws make it smaller.
    games_low, games_high : float or None
        Middle 90 percent of the fitted games: what evidence leaves open. None where
        one game was played only.
    by_month : tuple of float or None
        Its chance by each month; None where the month is too early to ask.

    """

    id: str
    words: str
    months: int
    chance: float
    low: float
    high: float
    games_low: float | None
    games_high: float | None
    by_month: tuple[float | None, ...]

    def __str__(self) -> str:
        told = (
            f"{self.words}: {percent(self.chance)} of the draws "
            f"({percent(self.low)} to {percent(self.high)} for the number of draws"
        )
        if self.games_low is None or self.games_high is None:
            return f"{told})."
        low, high = percent(self.games_low), percent(self.games_high)
        if low == high:
            return f"{told}; fitted games do not differ beyond chance)."
        return f"{told}; {low} to {high} between fitted games)."


def percent(chance: float) -> str:
    """Return a chance in percent, never a rare thing as never.

    Examples
    --------
    >>> percent(0.123), percent(0.0004), percent(0.9996), percent(0.0)
    ('12%', 'less than 0.1%', 'more than 99.9%', '0%')
    >>> percent(0.0123)
    '1.2%'

    """
    if 0 < chance < _LEAST:
        return "less than 0.1%"
    if 1 - _LEAST < chance < 1:
        return "more than 99.9%"
    fine = _LEAST <= chance < _TENTH or 1 - _TENTH < chance <= 1 - _LEAST
    return f"{chance:.1%}" if fine else f"{chance:.0%}"


def _within(
    name: str, series: Series, words: str, months: tuple[int, ...]
) -> tuple[Question, ...]:
    """Return questions whether something happens within so many months."""
    return tuple(
        Question(
            id=f"{name}-{count}",
            words=f"{words} within {count} months",
            span=SpanKind.UNTIL,
            needs=(series,),
            months=count,
            decide=ever(series),
        )
        for count in months
    )


_ENFORCED = (Series.ENFORCEMENT, Series.COLLAPSE)

QUESTIONS: tuple[Question, ...] = (
    *_within("test", Series.TESTS, "A nuclear test or long-range launch", (12, 24)),
    Question(
        id="quiet-12",
        words="No test, no launch of any kind and no collapse within 12 months",
        span=SpanKind.UNTIL,
        needs=(Series.TESTS, Series.LAUNCHES, Series.COLLAPSE),
        months=_YEAR,
        decide=never(Series.TESTS, Series.LAUNCHES),
    ),
    *_within("talks", Series.TALKS, "Talks between target and sender", (12, 24, 48)),
    *_within("overture", Series.OVERTURES, "An overture by the patron", (24,)),
    *_within("text", Series.TEXTS, "A resolution of the Council", (24,)),
    Question(
        id="collapse",
        words="A collapse {by}",
        span=SpanKind.UNTIL,
        needs=(Series.COLLAPSE,),
        months=None,
        decide=ever(Series.COLLAPSE),
    ),
    Question(
        id="income-tenth",
        words="More than 10% of a year's income lost in some month {by}",
        span=SpanKind.UNTIL,
        needs=(Series.INCOME_LOST, Series.COLLAPSE),
        months=None,
        decide=beyond(Series.INCOME_LOST, _TENTH, above=True),
    ),
    Question(
        id="shrunk",
        words="An economy that shrinks by more than 2% in some year {by}",
        span=SpanKind.UNTIL,
        needs=(Series.GROWTH, Series.COLLAPSE),
        months=None,
        decide=beyond(Series.GROWTH, _SHRUNK, above=False),
    ),
    Question(
        id="enforced",
        words="No collapse, and enforcement above two thirds over the last year",
        span=SpanKind.YEAR,
        needs=_ENFORCED,
        months=None,
        decide=over_year(Series.ENFORCEMENT, _TWO_THIRDS, above=True),
    ),
    Question(
        id="unenforced",
        words="No collapse, and enforcement below one third over the last year",
        span=SpanKind.YEAR,
        needs=_ENFORCED,
        months=None,
        decide=over_year(Series.ENFORCEMENT, _THIRD, above=False),
    ),
)
"""What every run is asked, in the order in which it is told."""


def held(question: str, draws: Draws) -> NDArray[np.bool_]:
    """Return in which draws a statement holds by each month.

    Parameters
    ----------
    question : str
        Identifier of one of `QUESTIONS`.
    draws : mapping of str to ndarray, shape (N, T)
        Series by name; those that the question needs. What has happened is one draw.

    Returns
    -------
    ndarray of bool, shape (N, T)

    Raises
    ------
    KeyError
        If there is no such question, or no such series.

    Examples
    --------
    >>> held("test-12", {"tests": np.array([[0, 0, 1, 0]], np.float32)})
    array([[False, False,  True,  True]])

    """
    return {one.id: one for one in QUESTIONS}[question].decide(draws)


def statements_of(
    draws: Draws, posterior: NDArray[np.integer]
) -> tuple[Statement, ...]:
    """Return every statement that can be made of a run.

    Those that need a series that is not there, or more months than there are, are left
    out.

    Parameters
    ----------
    draws : mapping of str to ndarray, shape (N, T)
        Series by name.
    posterior : ndarray of int, shape (N,)
        Which game each draw was played with.

    """
    total = next(iter(draws.values())).shape[1]
    return tuple(
        statement(
            question.id,
            question.words,
            question.decide(draws),
            posterior,
            span=question.span,
            months=question.months,
        )
        for question in QUESTIONS
        if is_asked(question, draws, total)
    )


def is_asked(question: Question, draws: Draws, months: int) -> bool:
    """Return whether a question can be answered from these series and months."""
    least = _YEAR if question.span is SpanKind.YEAR else 1
    enough = months >= max(question.months or 1, least)
    return enough and all(series in draws for series in question.needs)


def statement(
    question: str,
    words: str,
    holds: NDArray[np.bool_],
    posterior: NDArray[np.integer],
    *,
    span: SpanKind,
    months: int | None = None,
) -> Statement:
    """Return how often something holds.

    Parameters
    ----------
    question, words : str
        Identifier and words; ``{by}`` stands for the time it is about.
    holds : ndarray of bool, shape (N, T)
        In which draws it holds by each month.
    posterior : ndarray of int, shape (N,)
        Which game each draw was played with.
    span : SpanKind
        Which months it looks at.
    months : int, optional
        After how many months its chance is told; by default at the end.

    """
    total = holds.shape[1]
    at = months or total
    found = share(holds[:, at - 1], posterior)
    first = _YEAR - 1 if span is SpanKind.YEAR else 0
    chances = holds.mean(axis=0)
    return Statement(
        id=question,
        words=words.format(by=f"within {at} months"),
        months=at,
        chance=found.chance,
        low=found.low,
        high=found.high,
        games_low=found.games_low,
        games_high=found.games_high,
        by_month=tuple(
            float(chance) if month >= first else None
            for month, chance in enumerate(chances)
        ),
    )
