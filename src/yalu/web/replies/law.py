"""What programs are told of the law: regimes, a day of it, and the ruling."""

from datetime import date
from typing import Any

from yalu.provenance import Confidence, Evidence
from yalu.regime import Direction, Measure, MeasureKind, Regime, Ruling, Status
from yalu.web.law_day import LawDay
from yalu.web.replies.reply import Reply

__all__ = [
    "BasisTold",
    "BodyTold",
    "LawTold",
    "MakerTold",
    "MeasureTold",
    "ReceiptTold",
    "RegimeTold",
    "RulingTold",
    "StepTold",
    "law_told",
    "regime_told",
    "ruling_told",
]


class MakerTold(Reply):
    """A maker of law, and the kinds of its law that are not encoded."""

    id: str
    name: str
    not_encoded: list[MeasureKind]


class RegimeTold(Reply):
    """A regime of the library."""

    id: str
    name: str
    target: str
    makers: list[MakerTold]
    instruments: int
    measures: int
    last_checked_on: date
    law_sha256: str


class MeasureTold(Reply):
    """A measure: what one paragraph does; `until` is the first day without it."""

    id: str
    body: str
    instrument: str
    paragraph: str
    kind: MeasureKind
    direction: Direction
    words: str
    codes: list[str]
    start: date | None
    until: date | None
    evidence: Evidence
    confidence: Confidence
    sources: list[str]
    doubts: list[str]


class LawTold(Reply):
    """The law on one day; `began` and `ended` are null unless `since` is given."""

    regime: str
    law_sha256: str
    last_checked_on: date
    on: date
    as_of: date | None
    since: date | None
    state: str
    in_force: list[MeasureTold]
    began: list[MeasureTold] | None
    ended: list[MeasureTold] | None
    changes: list[date]


class BasisTold(Reply):
    """A paragraph that a verdict rests on."""

    instrument: str
    paragraph: str
    measure: str


class BodyTold(Reply):
    """What one maker of law says."""

    body: str
    name: str
    status: Status
    basis: list[BasisTold]


class StepTold(Reply):
    """A question put by one measure, and its answer."""

    body: str
    measure: str
    instrument: str
    paragraph: str
    question: str
    answer: str


class ReceiptTold(Reply):
    """What is needed to repeat the ruling."""

    regime: str
    law_sha256: str
    engine: str
    last_checked_on: str
    asked: dict[str, Any]


class RulingTold(Reply):
    """The verdict of the law on one shipment.

    Each of `frees` names a measure and one way to meet it: of several of one measure
    any one is enough, but every measure that is named must be met.
    """

    status: Status
    bodies: list[BodyTold]
    steps: list[StepTold]
    doubts: list[str]
    frees: list[str]
    receipt: ReceiptTold


def regime_told(regime: Regime) -> RegimeTold:
    """Return what programs are told of a regime."""
    return RegimeTold(
        id=regime.id,
        name=regime.name,
        target=regime.target,
        makers=[
            MakerTold(id=b.id, name=b.name, not_encoded=list(b.not_encoded))
            for b in regime.bodies.values()
        ],
        instruments=len(regime.instruments),
        measures=len(regime.measures),
        last_checked_on=regime.last_checked_on,
        law_sha256=regime.digest,
    )


def law_told(day: LawDay) -> LawTold:
    """Return what programs are told of the law on a day."""
    change = day.compared
    return LawTold(
        regime=day.regime.id,
        law_sha256=day.regime.digest,
        last_checked_on=day.regime.last_checked_on,
        on=day.on,
        as_of=day.as_of,
        since=day.since,
        state=day.state,
        in_force=[_measure(day.regime, m) for m in day.measures],
        began=change and [_measure(day.regime, m) for m in change.began],
        ended=change and [_measure(day.regime, m) for m in change.ended],
        changes=[each.day for each in day.changes],
    )


def ruling_told(ruling: Ruling) -> RulingTold:
    """Return what programs are told of a ruling."""
    return RulingTold.model_validate(ruling)


def _measure(regime: Regime, measure: Measure) -> MeasureTold:
    instrument, span = regime.instrument_of(measure), measure.in_force
    return MeasureTold(
        id=measure.id,
        body=instrument.body,
        instrument=instrument.symbol,
        paragraph=measure.paragraph,
        kind=measure.kind,
        direction=measure.direction,
        words=measure.goods.words,
        codes=list(measure.goods.prefixes),
        start=None if span is None else span.start,
        until=None if span is None else span.end,
        evidence=measure.evidence,
        confidence=measure.confidence.measure,
        sources=list(measure.sources),
        doubts=[doubt.words for doubt in measure.doubts],
    )
