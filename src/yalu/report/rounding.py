"""Rows of the rounds of the cycle: how long each part lasted, and how each ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yalu.cycle.anatomy import Anatomy
from yalu.cycle.round import Round, Segment
from yalu.events import Event
from yalu.provenance import Evidence, weakest

__all__ = ["RoundRow", "round_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """One round of the cycle, in days from its opening.

    Attributes
    ----------
    opened : date
        The day of the provocation that opened it.
    opening, what : str
        Identifier of that provocation, and what it was.
    provocations : int
        How many there were before an answer.
    condemned_after : int or None
        Days to the first condemnation; None where nobody condemned it in time.
    answer : str
        Identifier of the Council's act; empty without one.
    answer_kind : str
        ``"resolution"``, ``"statement"`` or ``"none"``.
    answered_after : int or None
        Days to that act.
    quiet_after : int or None
        Days to the beginning of the quiet; None while an answer may come.
    quiet_low, quiet_high : int or None
        Days that the quiet lasted, or has lasted so far.
    missile_after : int or None
        Days to the next missile of any kind once the quiet had begun.
    ends_after : int
        Days to the next round, or to the last day that is known.
    over : bool
        Whether the next round has begun.
    resumption : str
        Identifier of the provocation that ended it; empty while it lasts.
    evidence : Evidence
        Weakest grade of the events it is parted by.
    sources : tuple of str
        Their sources.

    """

    opened: date
    opening: str
    what: str
    provocations: int
    condemned_after: int | None
    answer: str
    answer_kind: str
    answered_after: int | None
    quiet_after: int | None
    quiet_low: int | None
    quiet_high: int | None
    missile_after: int | None
    ends_after: int
    over: bool
    resumption: str
    evidence: Evidence
    sources: tuple[str, ...]


def round_rows(anatomy: Anatomy) -> tuple[RoundRow, ...]:
    """Return the rounds of a cycle as rows, in order."""
    return tuple(_row(one, anatomy.until) for one in anatomy.rounds)


def _row(one: Round, until: date) -> RoundRow:
    quiet = one.duration(Segment.QUIET)
    events = _events(one)
    return RoundRow(
        opened=one.opening.when.start,
        opening=one.opening.id,
        what=one.opening.what,
        provocations=len(one.provocations),
        condemned_after=_after(one, one.condemnation),
        answer="" if one.answer is None else one.answer.id,
        answer_kind=_kind(one),
        answered_after=_after(one, one.answer),
        quiet_after=_after(one, one.quiet_since),
        quiet_low=None if quiet is None else quiet.fewest,
        quiet_high=None if quiet is None else quiet.most,
        missile_after=_after(one, one.missile),
        ends_after=_after(one, one.resumption) or (until - one.opening.when.start).days,
        over=one.resumption is not None,
        resumption="" if one.resumption is None else one.resumption.id,
        evidence=weakest(event.evidence for event in events) or Evidence.REPORTED,
        sources=tuple(sorted({name for event in events for name in event.sources})),
    )


def _kind(one: Round) -> str:
    if one.measure is not None:
        return "resolution"
    return "none" if one.statement is None else "statement"


def _after(one: Round, event: Event | None) -> int | None:
    return None if event is None else (event.when.start - one.opening.when.start).days


def _events(one: Round) -> Sequence[Event]:
    others = (one.condemnation, one.answer, one.resumption)
    return [*one.provocations, *(event for event in others if event is not None)]
