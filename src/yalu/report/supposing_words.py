"""Words and numbers of scenarios, alike in the report and at the terminal.

A level or a sum is told by its median and the middle 90 percent of the draws. Of what
is counted the median is nought for long, so its mean is told beside the same range.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.report import numerals
from yalu.report.supposing_told import Told
from yalu.scenario.comparison import SeriesDifference
from yalu.scenario.fan import Fan
from yalu.scenario.series import Series, SeriesKind
from yalu.scenario.spread import MIDDLE

__all__ = [
    "LABELS",
    "PLAYED",
    "RIVALS",
    "UNKNOWNS",
    "Label",
    "between",
    "chance",
    "chance_change",
    "chance_ranged",
    "changed",
    "direction",
    "label",
    "named",
    "number",
    "ranged",
    "reach",
    "readable",
    "shifts",
    "unknowns_named",
]

_MINUS = "\u2212"
_GAP = numerals.amount(1, "x")[1]  # keeps a number and its unit on one line
_LEAST, _FINE, _SURE, _FEW = 0.001, 0.1, 0.99, 0.05
_HUNDRED, _TEN, _NOUGHT = 100, 10, 5e-3
_AT_AN_END = 0.05  # of the range
_NINETY = 1.6448536269514722  # standard deviations on either side, of 90 percent
_NAMES = {"China", "North", "Pyongyang", "Russia", "Washington"}
_PLAYERS = (
    ("talks between target and sender", "talks between Pyongyang and Washington"),
    ("the other patron", "Russia"),
    ("Russian Federation", "Russia"),
    ("the patron", "China"),
    ("the target", "North Korea"),
    ("the sender", "Washington"),
    ("enforcement above", "enforcement as played above"),
    ("enforcement below", "enforcement as played below"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How a series is told.

    Attributes
    ----------
    words : str
        What it is, as short as can be.
    unit : str
        What its numbers are counted in as they are told.
    scale : float
        By what numbers are multiplied before they are told.

    """

    words: str
    unit: str
    scale: float = 1.0


LABELS: Mapping[Series, Label] = {
    Series.EXPORTS: Label(words="Exports to China", unit="million USD a month"),
    Series.IMPORTS: Label(words="Imports from China", unit="million USD a month"),
    Series.OIL: Label(words="Oil reaching North Korea", unit="thousand t a month"),
    Series.REVENUE_LOST: Label(
        words="Revenue from exports lost since the start", unit="million USD"
    ),
    Series.INCOME_LOST: Label(
        words="Income lost", unit="% of a year's income", scale=100
    ),
    Series.GROWTH: Label(words="Growth over a year", unit="%"),
    Series.ENFORCEMENT: Label(
        words="Enforcement by China as played", unit="% of the law", scale=100
    ),
    Series.COVERED: Label(words="Trade that law covers", unit="% of trade", scale=100),
    Series.TESTS: Label(
        words="Nuclear tests and long-range launches so far", unit="events"
    ),
    Series.LAUNCHES: Label(
        words="Launches of shorter missiles so far", unit="launches"
    ),
    Series.TALKS: Label(words="Months with talks so far", unit="months"),
    Series.OVERTURES: Label(words="Overtures by China so far", unit="overtures"),
    Series.TEXTS: Label(words="Resolutions of the Council so far", unit="resolutions"),
    Series.COLLAPSE: Label(words="A collapse so far", unit="% of draws", scale=100),
}
"""How each series is told."""

PLAYED = (
    "Enforcement as played is a move that the game chooses (none, a third, two thirds "
    "or all of the law) or a lever sets, and no verdict: the game learnt it from the "
    "trade on record, and the scorecard says how little of the law that record decides."
)
"""What enforcement in a run measures, and what it does not."""

RIVALS = (
    "Of resolutions of the Council the process of the cycle gives another chance: the "
    "forecast there sets both side by side."
)
"""That another model foresees some of the same events."""

UNKNOWNS: Mapping[str, str] = {
    "exports_scale": "what China would buy",
    "imports_scale": "what China would sell",
    "adjustment": "how fast trade adjusts",
    "trend": "growth without pressure",
    "shock_growth": "swings of growth",
    "toll_model": "which model of the cost",
    "toll_quantile": "how costly within a model",
    "recovery": "how much is regained",
    "capacity_scale": "what Russia can take over",
    "crude": "crude by pipeline",
    "smuggled": "smuggled products",
    "closure": "what a closed border stops",
    "unread": "enforcement before the run",
}
"""What the uncertainties are called, as short as can be."""


def unknowns_named(words: str) -> str:
    """Return words with uncertainties by what they are.

    Examples
    --------
    >>> unknowns_named("smuggled at most 120")
    'smuggled products at most 120'

    """
    for name, told in UNKNOWNS.items():
        words = re.sub(rf"\b{name}\b", told, words)
    return words


def label(series: Series) -> Label:
    """Return how a series is told."""
    return LABELS[series]


def number(value: float, *, signed: bool = False) -> str:
    """Return a number with two digits, or all of them before the point.

    Examples
    --------
    >>> number(1234.5), number(12.34), number(1.234), number(0.1234), number(0.0)
    ('1,234', '12', '1.2', '0.12', '0')
    >>> number(-3.21, signed=True) == "\u22123.2", number(3.21, signed=True)
    (True, '+3.2')

    """
    size = abs(value)
    if size < _NOUGHT:
        return "0"
    places = 0 if size >= _TEN else 1 if size >= 1 else 2
    text = f"{size:,.{places}f}"
    sign = _MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{text}"


def ranged(middle: float, low: float, high: float, *, signed: bool = False) -> str:
    """Return a number with its range; the one without the other where it says all.

    A middle at an end of its range, or nearly, stands where models or games disagree:
    it says nothing of the rest of the range, which is then told alone.

    Examples
    --------
    >>> ranged(3.0, 1.0, 12.0), ranged(0.0, 0.0, 0.0), ranged(0.0, 0.0, 25.0)
    ('3.0 (1.0 to 12)', '0', '0 to 25')

    """
    ends = [number(end, signed=signed) for end in (low, high)]
    told = number(middle, signed=signed)
    if ends == [told, told]:
        return told
    span = f"{ends[0]} to {ends[1]}"
    near = min(middle - low, high - middle) / (high - low) if low < high else 1.0
    return span if 0 <= near < _AT_AN_END else f"{told} ({span})"


def chance(share: float) -> str:
    r"""Return a chance in percent, never a rare thing as never.

    Examples
    --------
    >>> [chance(x).replace("\u00a0", " ") for x in (0.0, 0.0004, 0.0123, 0.41, 1.0)]
    ['0 %', '<0.1 %', '1.2 %', '41 %', '100 %']

    """
    if 0 < share < _LEAST:
        return f"<0.1{_GAP}%"
    if 1 - _LEAST < share < 1:
        return f">99.9{_GAP}%"
    fine = 0 < share < _FINE or _SURE < share < 1
    return f"{share * _HUNDRED:.{1 if fine else 0}f}{_GAP}%"


def between(low: float, high: float) -> str:
    r"""Return between which chances something lies.

    Examples
    --------
    >>> between(0.41, 0.48).replace("\u00a0", " ").replace("\u2013", "-")
    '41-48 %'

    """
    return numerals.span(chance(low), chance(high))


def chance_ranged(share: float, low: float, high: float) -> str:
    r"""Return a chance with its range; once where both read the same.

    Examples
    --------
    >>> told = chance_ranged(0.79, 0.72, 0.84), chance_ranged(0.065, 0.0649, 0.0651)
    >>> [words.replace("\u00a0", " ").replace("\u2013", "-") for words in told]
    ['79 % (72-84 %)', '6.5 %']

    """
    told, span = chance(share), between(low, high)
    return told if span == told else f"{told} ({span})"


def chance_change(change: float, low: float, high: float) -> str:
    """Return a change of a chance in points, with its range.

    Examples
    --------
    >>> chance_change(0.05, 0.02, 0.08)
    '+5.0 (+2.0 to +8.0)'

    """
    return ranged(_HUNDRED * change, _HUNDRED * low, _HUNDRED * high, signed=True)


def reach(fan: Fan, month: int) -> tuple[float, float, float]:
    """Return middle, low and high of a series in a month, in the unit it is told in.

    The median and the middle 90 percent of the draws; of counts the mean instead of
    the median; of a state the share of the draws, and what 90 percent of the fitted
    games lie within.

    Parameters
    ----------
    fan : Fan
        The series.
    month : int
        Which month, from zero; -1 is the last.

    """
    scale = label(fan.series).scale
    low, median, high = (float(row[month]) for row in _levels(fan.values, fan.levels))
    mean = float(fan.mean[month])
    if fan.series.kind is SeriesKind.STATE:
        wide = float(np.nan_to_num(fan.between[month])) * _NINETY
        low, high = max(mean - wide, 0.0), min(mean + wide, 1.0)
    if fan.series.kind in {SeriesKind.STATE, SeriesKind.COUNT}:
        median = mean
    return scale * median, scale * low, scale * high


def _levels(
    values: NDArray[np.float64], levels: tuple[float, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    places = [levels.index(one) for one in (MIDDLE[0], 0.5, MIDDLE[1])]
    low, median, high = (values[place] for place in places)
    return low, median, high


def changed(difference: SeriesDifference, month: int) -> tuple[float, float, float]:
    """Return middle, low and high of a draw-by-draw difference, as for `reach`."""
    scale = label(difference.series).scale
    low, median, high = (
        float(row[month]) for row in _levels(difference.values, difference.levels)
    )
    mean = float(difference.mean[month])
    if difference.series.kind is SeriesKind.STATE:
        wide = float(np.nan_to_num(difference.between[month])) * _NINETY
        low, high = mean - wide, mean + wide
    if difference.series.kind in {SeriesKind.STATE, SeriesKind.COUNT}:
        median = mean
    return scale * median, scale * low, scale * high


def direction(difference: SeriesDifference, month: int) -> str:
    """Return in how many draws a scenario lies above its baseline, and below it."""
    above, below = float(difference.above[month]), float(difference.below[month])
    if not above and not below:
        return "the same in all draws"
    told = [
        f"{word} in {chance(share)}"
        for word, share in (("higher", above), ("lower", below))
        if share
    ]
    same = 1 - above - below
    if same > _LEAST:
        told.append(f"the same in {chance(same)}")
    return ", ".join(told)


def named(words: str) -> str:
    """Return a statement with the players by name, and percent signs set off.

    Examples
    --------
    >>> named("An overture by the patron within 24 months")
    'An overture by China within 24 months'

    """
    for role, player in _PLAYERS:
        for old, new in ((role, player), (_opening(role), _opening(player))):
            words = words.replace(old, new)
    return re.sub(r"(?<=\d)%", f"{_GAP}%", words)


def _opening(words: str) -> str:
    """Return words as a sentence begins with them."""
    return words[:1].upper() + words[1:]


def readable(words: str) -> str:
    """Return words as they stand within a sentence: names keep their capital.

    Examples
    --------
    >>> readable("Oil reaching North Korea"), readable("Russia steps in")
    ('oil reaching North Korea', 'Russia steps in')

    """
    first = words.partition(" ")[0]
    if first in _NAMES or first[1:2].isupper():
        return words
    return words[:1].lower() + words[1:]


def shifts(outcome: Told) -> tuple[str, ...]:
    """Return what a scenario changes most plainly, in words, at the end of its run.

    Oil, income, enforcement and tests where one draw in twenty differs, in this order.

    Parameters
    ----------
    outcome : Told
        A run that was compared with its baseline.

    """
    told = []
    for series in (Series.OIL, Series.INCOME_LOST, Series.ENFORCEMENT, Series.TESTS):
        one = outcome.differences.get(series)
        if one is None or one.above[-1] + one.below[-1] < _FEW:
            continue
        middle, low, high = changed(one, -1)
        unit = label(series).unit.replace("% of", "points of").replace("%", "points")
        words = readable(label(series).words)
        told.append(f"{words} {ranged(middle, low, high, signed=True)} {unit}")
    return tuple(told)
