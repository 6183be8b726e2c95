"""Sums of trade over quarters and years, from figures of months and longer spans.

Customs print some months, and sums since January of others. Every printed figure is a
step from its first day to the day after its last; a window is found by walking such
steps, forwards or backwards, from its first day to its end. Of several walks the one
with the least doubt is taken: the sum of the widths of its figures, each held to be at
least a fiftieth of a percent wide. Walks stay within one compiler's figures; only where
none can be walked so are figures of several compilers joined. What no walk reaches is
not known, and never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import count

__all__ = ["Figure", "Sum", "summed"]

_LEAST_WIDE = 2e-4
_STEP = 1.0  # USD: of walks equally sure, the one with fewer figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What somebody printed of some days.

    Attributes
    ----------
    since, until : date
        First day, and the day after the last.
    low, high : float
        Least and most, USD.
    compiler : str
        Who printed it.
    source : str
        Where.

    """

    since: date
    until: date
    low: float
    high: float
    compiler: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What a window sums to.

    Attributes
    ----------
    low, high : float
        Least and most, USD.
    sources : tuple of str
        What was used.

    """

    low: float
    high: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    to: date
    low: float
    high: float
    source: str


def summed(figures: Iterable[Figure], since: date, until: date) -> Sum | None:
    """Return what figures say of a window, or nothing.

    Parameters
    ----------
    figures : iterable of Figure
        What was printed.
    since, until : date
        The window: its first day, and the day after its last.

    Returns
    -------
    Sum or None
        From the least to the most that single compilers say.

    Examples
    --------
    >>> from datetime import date as day
    >>> def printed(since, until, usd):
    ...     return Figure(since=since, until=until, low=usd, high=usd,
    ...                   compiler="customs", source="a")
    >>> half = printed(day(2016, 1, 1), day(2016, 7, 1), 100.0)
    >>> spring = printed(day(2016, 4, 1), day(2016, 7, 1), 60.0)
    >>> summed([half, spring], day(2016, 1, 1), day(2016, 4, 1)).low
    40.0

    """
    rows = list(figures)
    by: dict[str, list[Figure]] = {}
    for one in rows:
        by.setdefault(one.compiler, []).append(one)
    found = [_walked(each, since, until) for each in by.values()]
    kept = [each for each in found if each is not None]
    if not kept:
        joined = _walked(rows, since, until)
        kept = [] if joined is None else [joined]
    if not kept:
        return None
    return Sum(
        low=min(each.low for each in kept),
        high=max(each.high for each in kept),
        sources=tuple(sorted({name for each in kept for name in each.sources})),
    )


def _walked(figures: Sequence[Figure], since: date, until: date) -> Sum | None:
    """Return the sum along the walk of least doubt; nothing where it is below zero."""
    steps = _steps(figures)
    order = count()
    waiting = [(0.0, next(order), since, 0.0, 0.0, frozenset[str]())]
    done: set[date] = set()
    while waiting:
        doubt, _, at, low, high, used = heappop(waiting)
        if at == until:
            known = tuple(sorted(used))
            return (
                Sum(low=max(low, 0.0), high=high, sources=known) if high > 0 else None
            )
        if at in done:
            continue
        done.add(at)
        for step in steps.get(at, ()):
            widest = max(abs(step.low), abs(step.high))
            width = max(step.high - step.low, _LEAST_WIDE * widest) + _STEP
            heappush(
                waiting,
                (
                    doubt + width,
                    next(order),
                    step.to,
                    low + step.low,
                    high + step.high,
                    used | {step.source},
                ),
            )
    return None


def _steps(figures: Sequence[Figure]) -> Mapping[date, list[_Step]]:
    steps: dict[date, list[_Step]] = {}
    for one in figures:
        on = _Step(to=one.until, low=one.low, high=one.high, source=one.source)
        back = _Step(to=one.since, low=-one.high, high=-one.low, source=one.source)
        steps.setdefault(one.since, []).append(on)
        steps.setdefault(one.until, []).append(back)
    return steps
