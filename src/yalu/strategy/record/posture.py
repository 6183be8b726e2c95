"""Posture: what the sender shows in arms, as its last two quarters left it.

A *show* is a deployment (bombers, carriers, defences) or an exercise that is not a
yearly one; an exercise is yearly if one of its names is held again within two calendar
years anywhere in the log. A *let-up* is an exercise cancelled, put off or scaled down,
unless an exercise of that name went on over that very day. In the two quarters before:

- *eased* if a let-up is recorded and fewer than two shows after it, else
- *raised* if two shows or more are recorded, else
- *usual*, as far as the log looked.
"""

from itertools import pairwise

from yalu.events import Event, EventKind
from yalu.periods import Interval
from yalu.strategy.record.cell import Cell
from yalu.strategy.record.column import Column
from yalu.strategy.record.grounds import Grounds, Sighting
from yalu.strategy.record.quarter import Quarter
from yalu.strategy.record.weighing import known, missing, mixed

__all__ = ["posture", "shows"]

_SHOWS = 2
_QUARTERS = 2
_YEARS = 2
_RULE = "shows of force and let-ups of the two quarters before"


def posture(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return how the sender stood at the start of a quarter."""
    column, sight = Column.POSTURE, grounds.sight
    span = Interval(quarter.shifted(-_QUARTERS).start, quarter.start)
    shown = shows(grounds, span)
    eased = _let_ups(grounds, span)
    after = [
        one
        for one in eased
        if sum(each.event.when.start > one.event.when.start for each in shown) < _SHOWS
    ]
    if after:
        rule = f"{_RULE}: a let-up, and fewer than {_SHOWS} shows after it"
        return known(quarter, column, "eased", rule, seen=after)
    if len(shown) >= _SHOWS:
        rule = f"{_RULE}: {len(shown)} shows"
        return known(quarter, column, "raised", rule, seen=shown)
    raised = sight.unseen([EventKind.DEPLOYMENT, EventKind.EXERCISE], span)
    less = sight.unseen([EventKind.EXERCISE_CANCELLED], span)
    if min(raised, less) == 1.0:
        return missing(quarter, column, f"{_RULE}: nobody looked in these days")
    kinds = (EventKind.DEPLOYMENT, EventKind.EXERCISE, EventKind.EXERCISE_CANCELLED)
    return mixed(
        quarter,
        column,
        {"eased": less, "usual": 1.0, "raised": raised},
        f"{_RULE}: shows recorded: {len(shown)}, and the log may lack some",
        seen=shown,
        sources=tuple(name for kind in kinds for name in sight.sources[kind]),
    )


def shows(grounds: Grounds, span: Interval) -> list[Sighting]:
    """Return the deployments and unusual exercises that began in some days."""
    senders = grounds.parties.senders
    found = [
        one
        for one in grounds.during(span, EventKind.DEPLOYMENT, EventKind.EXERCISE)
        if senders & {*one.event.actors} and one.chance == 1.0
        if one.event.kind is EventKind.DEPLOYMENT or not _is_yearly(grounds, one.event)
    ]
    return sorted(found, key=lambda one: one.event.when.start)


def _is_yearly(grounds: Grounds, exercise: Event) -> bool:
    """Return whether an exercise of the same name is held within two years of another.

    The name decides for all years: the first of a series is as yearly as the rest.
    """
    for name in exercise.marks:
        years = sorted(
            {
                one.when.start.year
                for one in grounds.by_kind[EventKind.EXERCISE]
                if name in one.marks
            }
        )
        if any(0 < b - a <= _YEARS for a, b in pairwise(years)):
            return True
    return False


def _let_ups(grounds: Grounds, span: Interval) -> list[Sighting]:
    held = grounds.by_kind[EventKind.EXERCISE]
    return [
        one
        for one in grounds.during(span, EventKind.EXERCISE_CANCELLED)
        if grounds.parties.senders & {*one.event.actors}
        and not any(
            {*one.event.marks} & {*other.marks} and other.when.overlaps(one.event.when)
            for other in held
        )
    ]
