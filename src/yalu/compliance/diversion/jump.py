r"""Jumps: how far the pace of a line rises, and how rare that is.

With the pace :math:`b` before and :math:`a` after, the *score* is
:math:`\log((a + f) / (b + f))`. The floor :math:`f` is a small share of the trade that
the measure met, so that a line too small to replace any of it cannot leap. Among
:math:`m` placebo lines of which :math:`k` score as high or higher, the *share* is
:math:`(1 + k) / (1 + m)`: if the line is like them, a share of :math:`\alpha` or less
comes up at most that often, the line itself included.

References
----------
B. Phipson and G. K. Smyth, Permutation p-values should never be zero, Statistical
Applications in Genetics and Molecular Biology 9 (2010) 39.

"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from yalu.compliance.diversion.trade_line import Pace, TradeLine
from yalu.compliance.legal_window import LegalWindow, month_at, month_number
from yalu.periods import Interval

__all__ = [
    "Jump",
    "Rank",
    "Span",
    "earlier_spans",
    "highest_year",
    "jump_of",
    "rank_of",
    "span_of",
]

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """The days compared.

    Attributes
    ----------
    before, after : Interval
        Whole months before a measure starts, and from its first whole month on.

    """

    before: Interval
    after: Interval


@dataclass(frozen=True, slots=True)
class Jump:
    """A rise.

    Attributes
    ----------
    before : Pace or None
        None where nothing is on record although other trade is.
    after : Pace
        The pace after.
    score : float
        See the module.

    """

    before: Pace | None
    after: Pace
    score: float

    @property
    def ratio(self) -> float | None:
        """After over before; None where nothing moved before."""
        if self.before is None or self.before.amount <= 0:
            return None
        return self.after.amount / self.before.amount

    @property
    def rise(self) -> float:
        """After less before, a month."""
        return self.after.amount - (self.before.amount if self.before else 0.0)


@dataclass(frozen=True, slots=True)
class Rank:
    """How a score stands among placebo scores.

    Attributes
    ----------
    lines : int
        Placebo lines.
    as_high : int
        Those that score as high.
    share : float or None
        See the module; None without any.

    """

    lines: int
    as_high: int
    share: float | None


def span_of(law: LegalWindow, *, months: int, end: int) -> Span | None:
    """Return the days compared around a legal window; None where none are left.

    Parameters
    ----------
    law : LegalWindow
        The months of law.
    months : int
        Length of either side.
    end : int
        Running number of the first month that is not asked about.

    """
    last = min(law.last + months, end)
    if last <= law.last:
        return None
    return Span(_days(law.first - months, law.first), _days(law.last, last))


def earlier_spans(span: Span, *, first: int, step: int = 6) -> Iterable[Span]:
    """Yield spans of the same lengths that end before a span's measure starts.

    Parameters
    ----------
    span : Span
        The span of the measure.
    first : int
        Running number of the first month on record.
    step : int
        Months from one to the next.

    """
    start = month_number(span.before.end or span.before.start)
    before = start - month_number(span.before.start)
    after = month_number(span.after.end or span.after.start)
    after -= month_number(span.after.start)
    for place in range(start - after, first + 1, -step):
        yield Span(_days(place - before, place), _days(place, place + after))


def jump_of(
    line: TradeLine, span: Span, *, floor: float, fewest: int, told: bool
) -> Jump | None:
    """Return the rise of a line, or None where the record does not show it.

    Parameters
    ----------
    line : TradeLine
        The line.
    span : Span
        The days compared.
    floor : float
        Pace too small to matter, above 0, in the unit of the line.
    fewest : int
        Months that must be on record on either side.
    told : bool
        Whether the record holds enough other trade of the days before for silence
        about this line to mean something.

    """
    after = line.pace(span.after, fewest=fewest)
    before = line.pace(span.before, fewest=fewest)
    if after is None or (before is None and not told):
        return None
    base = before.amount if before else 0.0
    score = math.log((after.amount + floor) / (base + floor))
    return Jump(before, after, score)


def rank_of(score: float, placebo: ArrayLike) -> Rank:
    """Return how a score stands among placebo scores.

    Examples
    --------
    >>> rank_of(2.0, [0.1, 2.0, 3.0])
    Rank(lines=3, as_high=2, share=0.75)

    """
    held = np.asarray(placebo, dtype=np.float64)
    high = int((held >= score).sum())
    share = (1 + high) / (1 + held.size) if held.size else None
    return Rank(int(held.size), high, share)


def highest_year(line: TradeLine, since: Interval) -> tuple[float, Interval]:
    """Return the highest pace of any whole year after the start of a stretch.

    Where no year is whole, the pace of the stretch itself, or nought without any.
    """
    place = month_number(since.start)
    end = max((month_number(e.end) for e in line.account.entries), default=place)
    whole = []
    for first in range(place, end, _YEAR):
        days = _days(first, first + _YEAR)
        pace = line.pace(days, fewest=_YEAR)
        if pace is not None:
            whole.append((pace.amount, days))
    if whole:
        return max(whole, key=lambda pair: pair[0])
    pace = line.pace(since, fewest=1)
    return (pace.amount if pace else 0.0, since)


def _days(first: int, last: int) -> Interval:
    return Interval(month_at(first).start, month_at(last).start)
