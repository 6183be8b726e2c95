"""Queries on what the law says on a day, and on what an announcement restricts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from yalu.claims.answer import Answer, Record
from yalu.claims.queries.provisions import answer_from_law, instrument_named
from yalu.goods import Match, Revision, containment, revision_on
from yalu.regime import Direction, Measure, MeasureKind, Ruling, Status, rule

__all__ = ["announcement", "cap_history", "rulings", "total_ban"]

_BANS = (MeasureKind.IMPORT_BAN, MeasureKind.EXPORT_BAN, MeasureKind.TRADE_BAN)


def rulings(
    record: Record, shipments: Sequence[Mapping[str, str]], on: date, body: str
) -> Answer:
    """Return what one maker of law says about some shipments on a day."""
    texts = [
        text
        for text in record.regime.instruments
        if text.body == body and text.is_law and text.adopted_on <= on
    ]
    made = [_rule(record, shipment, on) for shipment in shipments]
    told = [ruling.body(body).status for ruling in made]
    words = ", ".join(
        f"{one['goods']} {one['exporter']} to {one['importer']}: {status}"
        for one, status in zip(shipments, told, strict=True)
    )
    return answer_from_law(
        record,
        _behind(record, made, body),
        {
            "asked": len(told),
            "permitted": told.count(Status.PERMITTED),
            "banned": told.count(Status.PROHIBITED),
            "statuses": words,
            "on": str(on),
        },
        instruments=texts,
    )


def _rule(record: Record, shipment: Mapping[str, str], on: date) -> Ruling:
    return rule(
        record.regime,
        goods=shipment["goods"],
        exporter=shipment["exporter"],
        importer=shipment["importer"],
        claims=shipment.get("claims", "").split(),
        on=on,
    )


def _behind(record: Record, made: Iterable[Ruling], body: str) -> list[Measure]:
    ids = {basis.measure for one in made for basis in one.body(body).basis}
    return [record.regime.measure(name) for name in sorted(ids)]


def total_ban(
    record: Record, shipments: Sequence[Mapping[str, str]], since: date, body: str
) -> Answer:
    """Return whether all of some goods were ever banned outright since a day."""
    end = record.regime.last_checked_on
    starts = {
        measure.in_force.start
        for measure in record.regime.known()
        if measure.in_force is not None and since <= measure.in_force.start <= end
    }
    days = sorted({since, end, *starts})
    by_day = [[_rule(record, one, day) for one in shipments] for day in days]
    banned = [
        all(one.body(body).status is Status.PROHIBITED for one in made)
        for made in by_day
    ]
    last = [one.body(body).status for one in by_day[-1]]
    words = ", ".join(
        f"{one['goods']} {status}" for one, status in zip(shipments, last, strict=True)
    )
    return answer_from_law(
        record,
        _behind(record, by_day[-1], body),
        {
            "days_examined": len(days),
            "days_banned": sum(banned),
            "last_day": str(end),
            "statuses": words,
        },
    )


def announcement(
    record: Record,
    instrument: str,
    announced: date,
    capped: list[str],
    metal: str,
) -> Answer:
    """Return what an announcement does to fuel and to a metal, each way."""
    text = instrument_named(record, instrument)
    begun = min(
        (m.in_force.start for m in text.measures if m.in_force is not None),
        default=announced,
    )
    caps = {
        code
        for code in capped
        if _of(text.measures, code, (MeasureKind.CAP,), Direction.TO_TARGET, begun)
    }
    outward = _of(text.measures, metal, _BANS, Direction.TO_TARGET, begun)
    inward = _of(text.measures, metal, _BANS, Direction.FROM_TARGET, begun)
    standing = [
        measure
        for measure in _of(
            record.regime.known(), metal, _BANS, Direction.FROM_TARGET, begun
        )
        if record.regime.instrument_of(measure).body == text.body
        and measure not in text.measures
    ]
    since = min((_start(measure) for measure in standing), default=None)
    return answer_from_law(
        record,
        (*text.measures, *standing),
        {
            "adopted": str(text.adopted_on),
            "on_that_day": text.adopted_on == announced,
            "caps": len(caps),
            "capped": ", ".join(sorted(caps)) or "nothing",
            "asked": len(capped),
            "export_bans": len(outward),
            "import_bans": len(inward),
            "imports_banned_since": "never" if since is None else str(since),
            "older_bans": len(standing),
        },
    )


def _start(measure: Measure) -> date:
    return date.max if measure.in_force is None else measure.in_force.start


def _of(
    measures: Iterable[Measure],
    code: str,
    kinds: Sequence[MeasureKind],
    direction: Direction,
    day: date,
) -> list[Measure]:
    """Return the measures of some kinds that may mean a code on a day."""
    return [
        measure
        for measure in measures
        if measure.kind in kinds
        and measure.direction.includes(direction)
        and measure.in_force_on(day)
        and _concerns(measure, code, day)
    ]


def _concerns(measure: Measure, code: str, day: date) -> bool:
    edition = Revision(measure.goods.revision)
    return any(
        containment(prefix, edition, code, revision_on(day)) is not Match.NO
        for prefix in measure.goods.prefixes
    )


def cap_history(record: Record, body: str, goods: str, announced: date) -> Answer:
    """Return the caps that a state put on a good before an announcement and by it."""
    caps = [
        measure
        for measure in record.regime.known()
        if measure.kind is MeasureKind.CAP
        and measure.direction.includes(Direction.TO_TARGET)
        and measure.in_force is not None
        and record.regime.instrument_of(measure).body == body
        and _concerns(measure, goods, measure.in_force.start)
    ]
    made_on = {m.id: record.regime.instrument_of(m).adopted_on for m in caps}
    earlier = [m for m in caps if made_on[m.id] < announced]
    first = min(map(_start, earlier), default=None)
    return answer_from_law(
        record,
        caps,
        {
            "caps": len(caps),
            "earlier": len(earlier),
            "by_it": sum(made_on[m.id] == announced for m in caps),
            "first": "none" if first is None else str(first),
            "days_earlier": 0 if first is None else (announced - first).days,
            "limits": "; ".join(_limits(measure) for measure in caps) or "none",
        },
    )


def _limits(measure: Measure) -> str:
    cap = measure.cap
    words = "" if cap is None else " or ".join(str(limit) for limit in cap.limits)
    window = "" if cap is None else f" for {cap.period.interval}"
    return f"from {_start(measure)}: {words}{window}"
