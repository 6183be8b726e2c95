"""Judging: an outlook held against what was recorded, period by period and in sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.counterfactual.expectation import Expectation, expectation
from yalu.compliance.counterfactual.method import Method
from yalu.compliance.counterfactual.outlook import Outlook
from yalu.compliance.counterfactual.question import Question
from yalu.compliance.history import Point
from yalu.compliance.statement import Amount
from yalu.periods import Interval

__all__ = ["Judgement", "judge"]

_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Expected beside recorded.

    Attributes
    ----------
    months : tuple of Expectation
        Every month, recorded or not; none where the method knows years only.
    years : tuple of Expectation
        Every calendar year: the sum of what is recorded of it, against the same days.
        Where nothing is recorded, all of it that was asked about.
    whole : Expectation or None
        All that is recorded, against the same days; None where nothing is.

    """

    months: tuple[Expectation, ...] = ()
    years: tuple[Expectation, ...] = ()
    whole: Expectation | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that is recorded and foreseen."""

    point: Point
    draws: NDArray[np.float64]


def judge(question: Question, found: Outlook) -> Judgement:
    """Return what was recorded beside what might have come."""
    if found.method is Method.NONE:
        return Judgement()
    asked = Interval(question.starts, question.until)
    pieces = tuple(_pieces(question, found, asked))
    periods = [period for period in found.periods if asked.covers(period)]
    years = sorted({period.start.year for period in periods})
    judged = (_year(year, periods, pieces, question, found) for year in years)
    return Judgement(
        months=tuple(_months(periods, question, found)),
        years=tuple(year for year in judged if year is not None),
        whole=_sum(pieces, question, found) if pieces else None,
    )


def _pieces(question: Question, found: Outlook, asked: Interval) -> Iterator[_Piece]:
    """Yield what is recorded, once: a stated year replaces its parts."""
    history = question.history
    if found.method is Method.RANDOM_WALK:
        points: Sequence[Point] = history.years
        stated: set[Interval] = set()
    else:
        stated = {p.period for p in history.totals if asked.covers(p.period)}
        points = sorted((*history.totals, *history.points), key=lambda p: p.period)
    for point in points:
        part = any(y != point.period and y.covers(point.period) for y in stated)
        if asked.covers(point.period) and not part:
            draws = found.over(point.period)
            if draws is not None:
                yield _Piece(point, draws)


def _months(
    periods: Sequence[Interval], question: Question, found: Outlook
) -> Iterator[Expectation]:
    known = {point.period: point.amount for point in question.history.points}
    for period in periods:
        draws = found.over(period)
        if draws is not None and period.is_month:
            yield _told(
                period,
                draws,
                known.get(period),
                months=1,
                question=question,
                found=found,
            )


def _year(
    year: int,
    periods: Sequence[Interval],
    pieces: Sequence[_Piece],
    question: Question,
    found: Outlook,
) -> Expectation | None:
    whole = Interval.calendar_year(year)
    held = [piece for piece in pieces if whole.covers(piece.point.period)]
    if held:
        return _sum(held, question, found)
    mine = [(p, found.over(p)) for p in periods if whole.covers(p)]
    known = [(p, draws) for p, draws in mine if draws is not None]
    if not known:
        return None
    span = Interval(known[0][0].start, known[-1][0].end)
    draws = np.sum([draws for _, draws in known], axis=0)
    count = sum(map(_length, (p for p, _ in known)))
    return _told(span, draws, None, months=count, question=question, found=found)


def _sum(pieces: Sequence[_Piece], question: Question, found: Outlook) -> Expectation:
    observed = Amount(Decimal(0), Decimal(0))
    for piece in pieces:
        observed += piece.point.amount
    first, last = pieces[0].point.period, pieces[-1].point.period
    draws = np.sum([piece.draws for piece in pieces], axis=0)
    count = sum(_length(piece.point.period) for piece in pieces)
    span = Interval(first.start, last.end)
    return _told(span, draws, observed, months=count, question=question, found=found)


def _told(
    period: Interval,
    draws: NDArray[np.float64],
    observed: Amount | None,
    *,
    months: int,
    question: Question,
    found: Outlook,
) -> Expectation:
    return expectation(
        period,
        draws,
        observed,
        unit=question.history.unit,
        method=found.method,
        months=months,
        sources=question.history.sources,
    )


def _length(period: Interval) -> int:
    """Return how many months a period of whole months has."""
    end = period.end or date.max
    years = end.year - period.start.year
    return years * _YEAR + end.month - period.start.month
