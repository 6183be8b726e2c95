"""When two tellings may be of one happening, and whose date holds.

Sources name kinds differently, know the month where others know the day, and date by
the report or by another capital. These rules say which pairs somebody has to look at;
they never decide that two events are one.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from yalu.events.event import Event
from yalu.events.vocabulary import Dating, EventKind
from yalu.periods import Interval

__all__ = [
    "NEAR",
    "alike",
    "is_kindred",
    "may_be_one",
    "settles",
    "told_again",
    "within",
]

NEAR = timedelta(days=2)
"""Sources that date by another place, or by the report, are a day or two apart."""
_MONTH = timedelta(days=31)
_FLOWN = {EventKind.LONG_RANGE_LAUNCH, EventKind.MISSILE_LAUNCH}
_LASTING = {
    EventKind.EXERCISE,
    EventKind.PATRON_VISIT,
    EventKind.TARGET_VISIT,
    EventKind.SUMMIT,
    EventKind.TALKS,
    EventKind.DEPLOYMENT,
    EventKind.COURTSHIP,
}
_FAMILIES = (
    _FLOWN,
    {EventKind.PATRON_VISIT, EventKind.TARGET_VISIT, EventKind.SUMMIT},
    {EventKind.TALKS, EventKind.SUMMIT, EventKind.AGREEMENT, EventKind.BREAKDOWN},
    {EventKind.TALKS, EventKind.PATRON_VISIT, EventKind.TARGET_VISIT},
    {EventKind.COURTSHIP, EventKind.SUMMIT, EventKind.RECOGNITION},
    {EventKind.PATRON_PUNISHMENT, EventKind.ANNOUNCEMENT, EventKind.BORDER_CLOSURE},
    {EventKind.CONDEMNATION, EventKind.COUNCIL_MEETING, EventKind.DILUTION},
    {EventKind.RESOLUTION, EventKind.MANDATE_RENEWAL, EventKind.COUNCIL_MEETING},
    {EventKind.VETO, EventKind.COUNCIL_MEETING, EventKind.DILUTION},
    {EventKind.ALTERNATIVE_PATRON_SUPPORT, EventKind.AGREEMENT, EventKind.RELIEF},
    {EventKind.ALTERNATIVE_PATRON_SUPPORT, EventKind.TARGET_VISIT, EventKind.SUMMIT},
    {EventKind.ALTERNATIVE_PATRON_SUPPORT, EventKind.PATRON_VISIT, EventKind.TALKS},
    {EventKind.ALTERNATIVE_PATRON_SUPPORT, EventKind.STATEMENT},
    {EventKind.EXERCISE, EventKind.EXERCISE_CANCELLED},
    {EventKind.STATEMENT, EventKind.TARGET_CRITICISM, EventKind.ASSURANCE},
    {EventKind.PATRON_WARNING, EventKind.PATRON_PUNISHMENT, EventKind.RETALIATION},
)


def is_kindred(kinds: set[EventKind]) -> bool:
    """Return whether sources may list one happening under these kinds.

    Examples
    --------
    >>> is_kindred({EventKind.TALKS, EventKind.SUMMIT})
    True
    >>> is_kindred({EventKind.TALKS, EventKind.NUCLEAR_TEST})
    False

    """
    return len(kinds) == 1 or any(kinds <= family for family in _FAMILIES)


def may_be_one(one: Event, other: Event) -> bool:
    """Return whether somebody should look whether two events are one.

    They may be if their kinds are kindred, they share two parties (or all that the one
    has), and their days meet. A month is compared with days inside it only where the
    parties are the same; days of one kind may be two apart, save for launches, which
    follow each other as fast.
    """
    parties = [_parties(event) for event in (one, other)]
    if len(parties[0] & parties[1]) < min(2, *map(len, parties)):
        return False
    same_kind = one.kind is other.kind
    overlap = one.when.overlaps(other.when) and is_kindred({one.kind, other.kind})
    if _vague(one) or _vague(other):
        longest = max(_length(one.when), _length(other.when))
        return overlap and longest <= _MONTH and parties[0] == parties[1]
    apart = abs(one.when.start - other.when.start)
    return overlap or (same_kind and one.kind not in _FLOWN and apart <= NEAR)


def alike(one: Event, other: Event) -> bool:
    """Return whether kind, parties and days are the same."""
    parts = [(each.kind, each.actor, each.target, each.when) for each in (one, other)]
    return parts[0] == parts[1]


def told_again(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """Yield each event that may tell again what one before it tells, after that one.

    Only events of one kind whose days meet are held against each other: in a list that
    nobody has ruled on, a wider net would catch what merely follows.
    """
    open_: dict[EventKind, list[Event]] = {}
    for event in sorted(events, key=lambda event: event.when.start):
        before = [
            each for each in open_.get(event.kind, []) if each.when.overlaps(event.when)
        ]
        found = next(
            (e for e in before if alike(e, event) or may_be_one(e, event)), None
        )
        if found is not None:
            yield found, event
        open_[event.kind] = [*before, event]


def settles(fine: Event, coarse: Event) -> bool:
    """Return whether the days of one event lie in the months that another names."""
    return _vague(coarse) and coarse.when.covers(fine.when)


def within(part: Event, whole: Event) -> bool:
    """Return whether the one is dated by some of the days that the other lasted."""
    lasts = whole.kind in _LASTING and whole.dating is Dating.DAYS
    return lasts and whole.when.covers(part.when)


def _vague(event: Event) -> bool:
    return event.dating in {Dating.MONTH, Dating.LONGER}


def _parties(event: Event) -> set[str]:
    return set(filter(None, [*event.actors, *event.target.split("+")]))


def _length(span: Interval) -> timedelta:
    return (span.end or span.start) - span.start
