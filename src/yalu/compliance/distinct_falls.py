"""Distinct falls: one change of one series is counted once, whatever laws are on it.

Ten measures on coal make ten lines of the table of breaks out of one series, and one
fall of it is on time for one of them, late for the next and early for a third. Counted
by measure that would be ten findings. Here it is one, and its timing is the one most
favourable to the state: on time if it is so for any measure, else that of the measure
whose start is nearest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.compliance.break_finding import Break, Change, Timing

__all__ = ["DistinctFall", "distinct_falls", "falls_in_words"]

_Series = tuple[object, ...]
_WORDS = (
    (Timing.ON_TIME, "on time for a measure"),
    (Timing.ANTICIPATION, "before any asks for it"),
    (Timing.LAG, "late"),
    (Timing.AFTER_END, "after the measure had ended"),
    (Timing.DRIFT, "by drift alone"),
    (Timing.NONE, "not at all"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctFall:
    """One fall of one series; or, where it has none, that series.

    Attributes
    ----------
    timing : Timing
        The timing most favourable to the state among `breaks`.
    breaks : tuple of Break
        The same change, seen from each measure.

    """

    timing: Timing
    breaks: tuple[Break, ...]


def distinct_falls(breaks: Iterable[Break]) -> tuple[DistinctFall, ...]:
    """Return each fall of each series once, and each series without a fall.

    Breaks of one series are one fall if the months they may lie in overlap. Lines that
    cannot be judged are left out, and of a series that falls, those on which nothing
    is told.
    """
    by_series: dict[_Series, list[Break]] = {}
    for one in breaks:
        if one.timing is not Timing.UNVERIFIABLE:
            by_series.setdefault(_series(one), []).append(one)
    found = []
    for mine in by_series.values():
        falls = [one for one in mine if one.change is Change.FALL]
        found += [_one(group) for group in _overlapping(falls)]
        if not falls:
            drift = any(one.timing is Timing.DRIFT for one in mine)
            timing = Timing.DRIFT if drift else Timing.NONE
            found.append(DistinctFall(timing=timing, breaks=tuple(mine)))
    return tuple(found)


def falls_in_words(breaks: Iterable[Break]) -> str:
    """Return how often the level of how many series falls and when.

    Examples
    --------
    >>> falls_in_words(())
    '0 series'

    """
    found = distinct_falls(breaks)
    series = len({_series(one.breaks[0]) for one in found})
    parts = [
        f"{count} {words}"
        for timing, words in _WORDS
        if (count := sum(one.timing is timing for one in found))
    ]
    return f"{series} series{': ' if parts else ''}{', '.join(parts)}"


def _series(one: Break) -> _Series:
    line = (one.state, one.direction, one.codes)
    return (*line, one.unit, one.compiler, one.series)


def _overlapping(falls: Iterable[Break]) -> list[list[Break]]:
    groups: list[list[Break]] = []
    for one in sorted(falls, key=_months):
        first, _ = _months(one)
        if groups and first <= max(_months(other)[1] for other in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _months(one: Break) -> tuple[str, str]:
    """Return the first and the last month of a fall, to be put in order."""
    return str(one.earliest), str(one.latest)


def _one(group: list[Break]) -> DistinctFall:
    best = min(
        group,
        key=lambda one: (
            one.timing is not Timing.ON_TIME,
            one.timing is Timing.AFTER_END,
            abs(one.shift or 0),
        ),
    )
    return DistinctFall(timing=best.timing, breaks=tuple(group))
