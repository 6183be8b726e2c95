r"""Capability, stringency and hardship: what stands on the first day of a quarter.

*Capability* is the highest rung shown before that day: a nuclear test, a missile of
intermediate range flown, an intercontinental missile flown. A missile that a database
holds to have failed shows nothing. A rung is never lost.

*Stringency* is the share :math:`s` of the target's trade that the law in force covers:
none at 0, narrow below 0.1, broad below 0.4, sweeping from there on. A range that
crosses a bound is weighed by `likely`. Without a reading it is the number of texts
adopted since the first nuclear test: 0, 1 to 4, 5 to 7, more.

*Hardship* is growth over the last four quarters: from 2 % on growing, from 0 flat, from
-2 % shrinking, below severe. It is printed by calendar year, and a year is the last
four quarters on one day only, the first of the year after. It is read there, once: a
later quarter would need what is still to come, and the same figure again would count
as another. The doubt of the method, a point to both sides, is ours. A range is spread
evenly, as flat and shrinking are two points wide and the open classes are held to be as
wide beyond their bound; compilers count alike.
"""

import re
from itertools import pairwise

from yalu.events import Event, EventKind
from yalu.provenance import Confidence, Evidence, weakest
from yalu.strategy.record.cell import Cell
from yalu.strategy.record.column import CLASSES, Column
from yalu.strategy.record.grounds import Grounds, Sighting
from yalu.strategy.record.quarter import Quarter
from yalu.strategy.record.reading import GrowthReading
from yalu.strategy.record.weighing import known, missing, mixed

__all__ = [
    "COVERED",
    "GROWN",
    "GROWTH_DOUBT",
    "capability",
    "hardship",
    "likely",
    "spread",
    "stringency",
]

COVERED = (1e-9, 0.1, 0.4)
"""Shares of trade covered at which stringency passes to the next class."""

GROWN = (2.0, 0.0, -2.0)
"""Growth in percent a year below which hardship passes to the next class."""

GROWTH_DOUBT = 1.0
"""Percentage points that growth is held uncertain by, to both sides; our judgement."""

_ALL = (0.0, 1.0)
_TEXTS = (1, 5, 8)
_OUTCOME = re.compile(r"Outcome per [^:]+: ([^.]*)")
_RUNGS = (
    (EventKind.LONG_RANGE_LAUNCH, "ICBM", "intercontinental"),
    (EventKind.MISSILE_LAUNCH, "IRBM", "regional"),
    (EventKind.NUCLEAR_TEST, "", "nuclear"),
)


def spread(low: float, high: float, bounds: tuple[float, ...]) -> tuple[float, ...]:
    """Return how much of a range falls between bounds, as if it were spread evenly.

    Parameters
    ----------
    low, high : float
        The range, in order; a point where they are equal.
    bounds : tuple of float
        Ascending. A number on a bound belongs above it.

    Returns
    -------
    tuple of float
        One more than there are bounds, summing to 1.

    Examples
    --------
    >>> spread(0.25, 0.75, (0.0, 0.5))
    (0.0, 0.5, 0.5)
    >>> spread(0.5, 0.5, (0.1, 0.5))
    (0.0, 0.0, 1.0)

    """
    if low == high:
        place = sum(low >= bound for bound in bounds)
        return tuple(float(at == place) for at in range(len(bounds) + 1))
    inner = [min(max(bound, low), high) for bound in bounds]
    parts = [b - a for a, b in pairwise((low, *inner, high))]
    total = sum(parts)
    return tuple(part / total for part in parts)


def likely(
    low: float, high: float, bounds: tuple[float, ...], ends: tuple[float, float]
) -> tuple[float, ...]:
    r"""Return how likely a reading from low to high is in each class, as chances.

    In a class the true number may lie anywhere, all places alike. So the chance of a
    reading is the share of the *class* that it covers, and not the share of the reading
    that lies in the class, which would favour wide classes before anything is read:

    .. math:: w_k = \frac{|[l, h] \cap C_k|}{|C_k|}, \qquad p_k = w_k / \sum_j w_j.

    A reading of all that there is therefore says nothing: all classes come out alike.

    Parameters
    ----------
    low, high : float
        The range, in order; a point where they are equal.
    bounds : tuple of float
        Ascending. A number on a bound belongs above it.
    ends : tuple of float
        The least and the largest number that there can be.

    Returns
    -------
    tuple of float
        One more than there are bounds, summing to 1.

    Examples
    --------
    >>> likely(0.0, 1.0, (0.2,), (0.0, 1.0))
    (0.5, 0.5)
    >>> [round(chance, 3) for chance in likely(0.1, 1.0, (0.2,), (0.0, 1.0))]
    [0.333, 0.667]

    """
    edges = (ends[0], *bounds, ends[1])
    wide = [above - below for below, above in pairwise(edges)]
    shares = spread(low, high, bounds)
    weights = [share / width for share, width in zip(shares, wide, strict=True)]
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def capability(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return the highest rung that the target had shown before a quarter."""
    column = Column.CAPABILITY
    for kind, mark, label in _RUNGS:
        shown = [
            event
            for event in grounds.before(quarter, kind)
            if grounds.parties.target in event.actors
            and (not mark or mark in event.marks)
            and not _failed(event)
        ]
        if shown:
            first = Sighting(event=shown[0], chance=1.0)
            rule = f"first shown by {shown[0].id}; a rung is never lost"
            return known(quarter, column, label, rule, seen=[first])
    sight, test = grounds.sight, EventKind.NUCLEAR_TEST
    if sight.unseen([test], quarter.shifted(-1).span):
        return missing(quarter, column, "nobody looked for tests before this day")
    return known(
        quarter,
        column,
        CLASSES[column][0],
        "no nuclear test and no longer missile recorded before this day",
        sources=sight.sources[test],
    )


def stringency(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return how much of the target's trade the law covered at the start."""
    column = Column.STRINGENCY
    read = [one for one in grounds.coverage if one.day <= quarter.start]
    if not read:
        return _by_count(grounds, quarter)
    last = read[-1]
    chances = likely(last.low, last.high, COVERED, _ALL)
    return mixed(
        quarter,
        column,
        dict(zip(CLASSES[column], chances, strict=True)),
        f"law covers {last.low:.1%} to {last.high:.1%} of the trade of a base year",
        confidence=Confidence.MEDIUM,
        sources=last.sources,
    )


def _failed(event: Event) -> bool:
    """Return whether a database is noted to hold that every missile of it failed."""
    outcome = _OUTCOME.search(event.note)
    return outcome is not None and "success" not in outcome[1]


def _by_count(grounds: Grounds, quarter: Quarter) -> Cell:
    parties, column = grounds.parties, Column.STRINGENCY
    tests = grounds.before(quarter, EventKind.NUCLEAR_TEST)
    texts = [
        Sighting(event=event, chance=1.0)
        for event in grounds.before(quarter, EventKind.RESOLUTION)
        if event.actor == parties.council and event.target == parties.target
        if tests and event.when.start >= tests[0].when.start
    ]
    if grounds.sight.unseen([EventKind.RESOLUTION], quarter.shifted(-1).span) == 1.0:
        return missing(quarter, column, "nobody looked for texts before this day")
    place = sum(len(texts) >= bound for bound in _TEXTS)
    return known(
        quarter,
        column,
        CLASSES[column][place],
        f"{len(texts)} texts adopted since the first nuclear test; no measured share",
        seen=texts,
        confidence=Confidence.LOW,
        sources=grounds.sight.sources[EventKind.RESOLUTION],
    )


def hardship(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return how the target's income had moved over the four quarters before."""
    column, year = Column.HARDSHIP, quarter.year - 1
    if quarter.number != 1:
        told = "growth is printed by calendar year, read in the first quarter after it"
        return missing(quarter, column, told)
    used = [one for one in grounds.growth if one.year == year]
    if not used:
        return missing(quarter, column, f"nobody printed growth of {year}")
    each = zip(*(_classed(one) for one in used), strict=True)
    weights = dict(zip(CLASSES[column], map(sum, each), strict=True))
    told = " and ".join(
        f"{one.compiler} {one.year} {(one.low + one.high) / 2:+.1f} %" for one in used
    )
    return mixed(
        quarter,
        column,
        weights,
        f"growth by {told}, each held uncertain by {GROWTH_DOUBT:g} points",
        evidence=weakest([one.evidence for one in used]) or Evidence.ESTIMATED,
        sources=tuple(name for one in used for name in one.sources),
    )


def _classed(one: GrowthReading) -> tuple[float, ...]:
    """Return the chances of the classes, from growing to severe."""
    bounds = tuple(sorted(GROWN))
    return spread(one.low - GROWTH_DOUBT, one.high + GROWTH_DOUBT, bounds)[::-1]
