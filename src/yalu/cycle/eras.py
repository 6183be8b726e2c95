"""Eras: stretches of years that turning points of the log part from one another.

Nothing is dated here by hand: leaders change where the log has a succession, and the
course of events turns with its first summit with the rival, the closing of the border
that follows, and the veto that follows that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yalu.events import Event, EventKind, EventLog
from yalu.periods import Interval

__all__ = ["Era", "eras_of_course", "eras_of_leaders"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A stretch of days with a name.

    Attributes
    ----------
    label : str
        What readers are shown.
    days : Interval
        From its first day on; open where nothing has ended it.
    since : Event or None
        The event it begins with; None for the first, which begins with the log.

    """

    label: str
    days: Interval
    since: Event | None = None

    def __str__(self) -> str:
        return f"{self.label} ({self.days})"


def eras_of_leaders(log: EventLog, *, target: str = "PRK") -> tuple[Era, ...]:
    """Return the eras between one succession and the next; none of an empty log.

    Examples
    --------
    >>> from yalu.events import read
    >>> print(eras_of_leaders(read())[-1].label)
    since the succession of 2011-12

    """
    turns = log.of(kind=EventKind.SUCCESSION, actor=target)
    return _parted(log, [("succession", turn) for turn in turns])


def eras_of_course(
    log: EventLog, *, target: str = "PRK", rival: str = "USA"
) -> tuple[Era, ...]:
    """Return the eras that a summit, a closing of the border and a veto part.

    Each is the first of its kind after the one before, so that an epidemic years before
    the summit parts nothing; nor does one that the log does not have.

    Parameters
    ----------
    log : EventLog
        The events.
    target, rival : str
        Who must both act in the summit; the target closes its border, and the veto is
        about it.

    Examples
    --------
    >>> from yalu.events import read
    >>> [era.since.id for era in eras_of_course(read()) if era.since]
    ['singapore-2018-06-12', 'border-2020-01-22', 'veto-2022-05-26']

    """
    kinds: tuple[tuple[str, EventKind, set[str]], ...] = (
        ("summit", EventKind.SUMMIT, {target, rival}),
        ("closing of the border", EventKind.BORDER_CLOSURE, {target}),
        ("veto", EventKind.VETO, set()),
    )
    turns: list[tuple[str, Event]] = []
    for name, kind, actors in kinds:
        after = turns[-1][1].when.start if turns else date.min
        turns += [
            (name, event)
            for event in log.of(kind=kind)
            if event.when.start > after
            and actors <= set(event.actors)
            and (kind is not EventKind.VETO or _about(event, target))
        ][:1]
    return _parted(log, turns)


def _parted(log: EventLog, turns: Sequence[tuple[str, Event]]) -> tuple[Era, ...]:
    """Return the stretches that events part; two on one day part once."""
    if not len(log):
        return ()
    days: dict[date, tuple[str, Event]] = {}
    for name, event in sorted(turns, key=lambda turn: turn[1].when.start):
        days.setdefault(event.when.start, (name, event))
    first = log.events[0].when.start
    begins = [day for day in days if day > first]
    ends = [*begins[1:], None]
    if not begins:
        return (Era(label="all years", days=Interval(first)),)
    name, _ = days[begins[0]]
    before = Era(
        label=f"before the {name} of {begins[0]:%Y-%m}",
        days=Interval(first, begins[0]),
    )
    later = (
        Era(label=_label(days, begin, end), days=Interval(begin, end), since=event)
        for begin, end in zip(begins, ends, strict=True)
        for _, event in [days[begin]]
    )
    return (before, *later)


def _label(days: dict[date, tuple[str, Event]], begin: date, end: date | None) -> str:
    """Return the name of an era by the event that it begins with."""
    name, _ = days[begin]
    until = "" if end is None else f" until the {days[end][0]} of {end:%Y-%m}"
    return f"since the {name} of {begin:%Y-%m}{until}"


def _about(event: Event, target: str) -> bool:
    """Return whether an act is about the target: one that names none may be."""
    return not event.target or target in event.target.split("+")
