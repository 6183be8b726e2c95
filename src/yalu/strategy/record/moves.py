"""Moves of the target in a quarter: the gravest counts.

- *test*: a nuclear test, or a launch of long range (satellite or intercontinental).
- *missile*: any other missile, or an armed attack on the rival: a bomb, a sinking, a
  naval clash, a mine, shells.
- *overture*: talks, a summit or an agreement with the sender's side or the patron, an
  assurance to them, or a journey of the leader to the patron. Technical talks with
  agencies are none; nor is what is done with the alternative patron.
- *hold*: none of these, as far as the log looked.
"""

from yalu.events import Event, EventKind
from yalu.strategy.record.cell import Cell
from yalu.strategy.record.column import Column
from yalu.strategy.record.grounds import Grounds, Sighting
from yalu.strategy.record.parties import Parties
from yalu.strategy.record.quarter import Quarter
from yalu.strategy.record.weighing import weighed

__all__ = ["ATTACKS", "move"]

ATTACKS = frozenset(
    {"artillery", "attack", "bomb", "mine", "naval clash", "sinking"}
)  # fmt: skip
"""Marks of a provocation that counts as much as a missile."""

_TESTS = (EventKind.NUCLEAR_TEST, EventKind.LONG_RANGE_LAUNCH)
_MEETINGS = (EventKind.TALKS, EventKind.SUMMIT, EventKind.AGREEMENT)


def move(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return the gravest move of the target in a quarter."""
    sight, span = grounds.sight, quarter.span
    target = grounds.parties.target
    tests = [one for one in grounds.during(span, *_TESTS) if target in one.event.actors]
    lesser = [
        one
        for one in grounds.during(
            span, EventKind.MISSILE_LAUNCH, EventKind.OTHER_PROVOCATION
        )
        if target in one.event.actors and _is_armed(one.event)
    ]
    looked = (*_TESTS, EventKind.MISSILE_LAUNCH, EventKind.TALKS, EventKind.SUMMIT)
    return weighed(
        quarter,
        Column.MOVE,
        {"test": tests, "missile": lesser, "overture": _overtures(grounds, quarter)},
        {
            "test": sight.unseen(_TESTS, span),
            "missile": sight.unseen([EventKind.MISSILE_LAUNCH], span),
            "overture": sight.unseen([EventKind.TALKS, EventKind.SUMMIT], span),
        },
        rule="gravest act of the target",
        sources=tuple(
            dict.fromkeys(name for kind in looked for name in sight.sources[kind])
        ),
    )


def _is_armed(event: Event) -> bool:
    return event.kind is EventKind.MISSILE_LAUNCH or bool(ATTACKS & {*event.marks})


def _overtures(grounds: Grounds, quarter: Quarter) -> list[Sighting]:
    kinds = (*_MEETINGS, EventKind.ASSURANCE, EventKind.TARGET_VISIT)
    return [
        one
        for one in grounds.during(quarter.span, *kinds)
        if _reaches_out(grounds.parties, one.event)
    ]


def _reaches_out(parties: Parties, event: Event) -> bool:
    """Return whether an event is an overture to the sender's side or the patron."""
    others = parties.senders | {parties.patron}
    sides = {*event.actors, *filter(None, event.target.split("+"))}
    match event.kind:
        case EventKind.ASSURANCE:
            return parties.target in event.actors and event.target in others
        case EventKind.TARGET_VISIT:
            return event.target == parties.patron and "leader" in event.marks
        case EventKind.SUMMIT:
            return parties.target in sides and bool(sides & others)
        case _:  # others may talk about the target: it must have been at the table
            alone = sides == {parties.target}
            return parties.target in event.actors and bool(sides & others or alone)
