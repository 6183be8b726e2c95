"""Support and channel: what ties the target to others at the start of a quarter.

*Support* of the alternative patron is the higher of two classes. By trade: its trade
with the target over the patron's in the last calendar year, weak below 0.05, some below
0.2, strong from there on, up to as much as the patron's; a range over several makes
each as likely as the share of it that the range covers. By events: acts of support,
visits, summits and agreements of the last four quarters, told as fact: weak below 3,
some below 8, strong from there on. Where neither trade nor events were looked at, a
withdrawal (help ended, alliance given up, rival recognised) within three years makes it
weak unless events lift it, and else it is missing.

The *channel* between patron and target is *broken* by a purge or by the patron's
recognition of the rival, and *working* again from the next contact at the top: a
summit of the two, or a visit of a leader or head of state either way. Working but
without contact of high rank for three years it may have lapsed: that fits both alike.
"""

from datetime import date

from yalu.events import Event, EventKind
from yalu.periods import Interval
from yalu.provenance import Confidence, Evidence
from yalu.strategy.record.cell import Cell
from yalu.strategy.record.column import CLASSES, Column
from yalu.strategy.record.grounds import Grounds, Sighting
from yalu.strategy.record.quarter import Quarter
from yalu.strategy.record.reading import SubstitutionReading
from yalu.strategy.record.standing import likely
from yalu.strategy.record.weighing import known, missing, mixed

__all__ = ["REPLACED", "SUPPORTED", "channel", "support"]

REPLACED = (0.05, 0.2)
"""Ratios of the alternative's trade to the patron's at which support rises a class."""

SUPPORTED = (3, 8)
"""Acts of support within four quarters at which support rises a class."""

_YEAR = 4
_THREE_YEARS = 12
_TOP = frozenset({"leader", "head of state"})
_HIGH = _TOP | {
    "parliament", "politburo", "premier", "vice premier", "vice-president",
}  # fmt: skip
_ACTS = (
    EventKind.ALTERNATIVE_PATRON_SUPPORT,
    EventKind.SUMMIT,
    EventKind.AGREEMENT,
    EventKind.PATRON_VISIT,
)
_VISITS = (EventKind.SUMMIT, EventKind.PATRON_VISIT, EventKind.TARGET_VISIT)


def support(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return what the alternative patron gave at the start of a quarter."""
    column, labels = Column.SUPPORT, CLASSES[Column.SUPPORT]
    span = Interval(quarter.shifted(-_YEAR).start, quarter.start)
    acts = _acts(grounds, span)
    place = sum(len(acts) >= bound for bound in SUPPORTED)
    by_events = f"acts of support within a year: {len(acts)}"
    traded = [one for one in grounds.substitution if one.year == quarter.year - 1]
    if traded:
        return _raised(quarter, traded[0], place, acts, by_events)
    unseen = grounds.sight.unseen([EventKind.ALTERNATIVE_PATRON_SUPPORT], span)
    if place == len(SUPPORTED):
        return known(quarter, column, labels[place], by_events, seen=acts)
    if unseen < 1.0:
        weights = {
            label: unseen if at > place else float(at == place)
            for at, label in enumerate(labels)
        }
        told = f"{by_events}, and the log may lack some"
        return mixed(quarter, column, weights, told, seen=acts)
    left = _withdrawals(grounds, quarter)
    if left and not place:
        rule = f"help withdrawn within three years, and {by_events}"
        low = Confidence.LOW
        return known(quarter, column, labels[0], rule, seen=left, confidence=low)
    return missing(
        quarter, column, f"{by_events}, but hardly looked for, and no trade is read"
    )


def _raised(
    quarter: Quarter,
    one: SubstitutionReading,
    place: int,
    acts: list[Sighting],
    by_events: str,
) -> Cell:
    """Return support by trade, lifted to what events show."""
    labels = CLASSES[Column.SUPPORT]
    weights = dict.fromkeys(labels, 0.0)
    ends = (0.0, max(one.high, 1.0))
    for at, chance in enumerate(likely(one.low, one.high, REPLACED, ends)):
        weights[labels[max(at, place)]] += chance
    return mixed(
        quarter,
        Column.SUPPORT,
        weights,
        f"trade of {one.year} is {one.low:.1%} to {one.high:.1%} of the patron's; "
        f"{by_events}",
        seen=acts,
        evidence=one.evidence,
        confidence=Confidence.MEDIUM,
        sources=one.sources,
    )


def _acts(grounds: Grounds, span: Interval) -> list[Sighting]:
    """Return acts of support told as fact; what one visit brings is one act a day."""
    parties = grounds.parties
    found: dict[date, Sighting] = {}
    for one in grounds.during(span, *_ACTS):
        event = one.event
        both = parties.alternatives & {*event.actors, *event.target.split("+")}
        at_target = parties.target in {*event.actors, *event.target.split("+")}
        if both and at_target and one.chance == 1.0:
            found.setdefault(event.when.start, one)
    return [found[day] for day in sorted(found)]


def _withdrawals(grounds: Grounds, quarter: Quarter) -> list[Sighting]:
    parties = grounds.parties
    since = quarter.shifted(-_THREE_YEARS).start
    kinds = (EventKind.PATRON_PUNISHMENT, EventKind.RECOGNITION)
    return [
        Sighting(event=event, chance=1.0)
        for event in grounds.before(quarter, *kinds)
        if parties.alternatives & {*event.actors}
        and (event.when.end or event.when.start) > since
        and event.evidence is not Evidence.ALLEGED
    ]


def channel(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return whether patron and target spoke at the top at the start of a quarter."""
    column = Column.CHANNEL
    breaks = _breaks(grounds, quarter)
    contacts = [
        event
        for event in grounds.before(quarter, *_VISITS)
        if {grounds.parties.patron, grounds.parties.target}
        <= {*event.actors, event.target}
    ]
    top = [one for one in contacts if _is_of(one, _TOP)]
    broken = max((one.when.start for one in breaks), default=None)
    mended = [one for one in top if broken is None or one.when.start > broken]
    if breaks and not mended:
        rule = f"broken by {breaks[-1].id}, and no contact at the top since"
        return known(quarter, column, "broken", rule, seen=_sure(breaks[-1:]))
    if not contacts:
        return missing(quarter, column, "neither a break nor a contact is recorded")
    since = quarter.shifted(-_THREE_YEARS).start
    high = [one for one in contacts if _is_of(one, _HIGH) and one.when.start >= since]
    if not high:
        rule = "no contact of high rank recorded for three years: it may have lapsed"
        return mixed(quarter, column, {"broken": 1.0, "working": 1.0}, rule)
    rule = f"contact at the top or of high rank, last {high[-1].id}"
    return known(quarter, column, "working", rule, seen=_sure(high[-1:]))


def _breaks(grounds: Grounds, quarter: Quarter) -> list[Event]:
    parties = grounds.parties
    kinds = (EventKind.PURGE, EventKind.RECOGNITION)
    return [
        event
        for event in grounds.before(quarter, *kinds)
        if (event.kind is EventKind.PURGE and parties.target in event.actors)
        or (parties.patron in event.actors and event.target == parties.rival)
    ]


def _is_of(event: Event, ranks: frozenset[str]) -> bool:
    """Return whether a visit is of a rank; a summit always is."""
    return event.kind is EventKind.SUMMIT or bool(ranks & {*event.marks})


def _sure(events: list[Event]) -> list[Sighting]:
    return [Sighting(event=event, chance=1.0) for event in events]
