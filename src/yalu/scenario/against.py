"""Statements that need two runs: what a scenario does that its baseline does not.

Draw n of a scenario is held against draw n of the baseline, which meets the same
chance. A level is compared only where the state still stands in both.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.scenario.decisions import Draws, ever, standing, year_mean
from yalu.scenario.series import Series
from yalu.scenario.statement import SpanKind, Statement, statement

__all__ = ["AGAINST", "Against", "against_of"]

_HALF = 0.5
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Something that is true or not of a draw and the same draw of the baseline.

    Attributes
    ----------
    id, words : str
        Short name, and the statement, with ``{by}`` for the time it is about.
    span : SpanKind
        Which months it looks at.
    needs : tuple of Series
        What it is decided from.
    decide : callable
        From the series of the baseline and of the scenario to truth values of shape
        (draws, months).

    """

    id: str
    words: str
    span: SpanKind
    needs: tuple[Series, ...]
    decide: Callable[[Draws, Draws], NDArray[np.bool_]]


def _halved(series: Series) -> Callable[[Draws, Draws], NDArray[np.bool_]]:
    """Return a decision: over a year less than half of what the baseline has."""

    def decide(baseline: Draws, other: Draws) -> NDArray[np.bool_]:
        less = year_mean(other[series]) < _HALF * year_mean(baseline[series])
        return less & standing(baseline) & standing(other)

    return decide


def _only(series: Series, *, here: bool) -> Callable[[Draws, Draws], NDArray[np.bool_]]:
    """Return a decision: it has happened in one of the two and not in the other."""
    happened = ever(series)

    def decide(baseline: Draws, other: Draws) -> NDArray[np.bool_]:
        ours, theirs = happened(other), happened(baseline)
        return ours & ~theirs if here else theirs & ~ours

    return decide


def _happening(name: str, series: Series, *, words: str, here: bool) -> Against:
    return Against(
        id=name,
        words=words,
        span=SpanKind.UNTIL,
        needs=(series,),
        decide=_only(series, here=here),
    )


AGAINST: tuple[Against, ...] = (
    Against(
        id="oil-half",
        words="Oil over the last year below half of what the baseline has",
        span=SpanKind.YEAR,
        needs=(Series.OIL, Series.COLLAPSE),
        decide=_halved(Series.OIL),
    ),
    Against(
        id="exports-half",
        words="Recorded exports over the last year below half of the baseline's",
        span=SpanKind.YEAR,
        needs=(Series.EXPORTS, Series.COLLAPSE),
        decide=_halved(Series.EXPORTS),
    ),
    _happening(
        "talks-gained",
        Series.TALKS,
        words="Talks {by} where the baseline has none",
        here=True,
    ),
    _happening(
        "talks-missed",
        Series.TALKS,
        words="No talks {by} where the baseline has some",
        here=False,
    ),
    _happening(
        "tests-added",
        Series.TESTS,
        words="A test or long-range launch {by} where the baseline has none",
        here=True,
    ),
    _happening(
        "tests-spared",
        Series.TESTS,
        words="No test or long-range launch {by} where the baseline has one",
        here=False,
    ),
    _happening(
        "collapse-added",
        Series.COLLAPSE,
        words="A collapse {by} where the baseline has none",
        here=True,
    ),
    _happening(
        "collapse-spared",
        Series.COLLAPSE,
        words="No collapse {by} where the baseline has one",
        here=False,
    ),
)
"""What every scenario is asked beside its baseline, in the order it is told."""


def against_of(
    baseline: Draws, other: Draws, posterior: NDArray[np.integer]
) -> tuple[Statement, ...]:
    """Return every statement that can be made of a scenario beside its baseline.

    Parameters
    ----------
    baseline, other : mapping of str to ndarray, shape (N, T)
        Series by name.
    posterior : ndarray of int, shape (N,)
        Which game each draw was played with.

    """
    months = next(iter(other.values())).shape[1]
    return tuple(
        statement(
            one.id, one.words, one.decide(baseline, other), posterior, span=one.span
        )
        for one in AGAINST
        if all(name in other for name in one.needs)
        and (months >= _YEAR or one.span is SpanKind.UNTIL)
    )
