"""What programs are told of the scorecard."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from yalu.compliance import Amount, Breach, Score, Statement, Verdict
from yalu.compliance.score import Step
from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.regime import Direction

__all__ = [
    "BreachTold",
    "Evidenced",
    "Range",
    "Row",
    "ScoreTold",
    "Scorecard",
    "Span",
    "Stretch",
    "Verdicts",
    "breach_told",
    "row_told",
    "score_told",
    "verdicts_of",
]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Told):
    """Days from the first to the last; no last day where it goes on."""

    first: date
    last: date | None


class Range(_Told):
    """An amount as a range; no upper end where only a least amount is stated."""

    low: float
    high: float | None


class Stretch(_Told):
    """The verdict on one stretch of time."""

    days: Span
    verdict: Verdict
    percent_low: float | None
    percent_high: float | None
    observed: Range | None
    expected: Range | None
    unit: str | None
    months_on_record: int
    series: Series | None
    compiler: str
    reason: str
    evidence: Evidence | None
    sources: list[str]
    contested: bool


class ScoreTold(_Told):
    """The verdict on one measure for one state. Unverifiable is not kept."""

    state: str
    measure: str
    body: str
    instrument: str
    paragraph: str
    goods: str
    held_against: str
    since: date
    verdict: Verdict
    percent_low: float | None
    percent_high: float | None
    contested: bool
    evidence: Evidence | None
    months_on_record: int
    months_silent: int
    method: str
    reasons: list[str]
    stretches: list[Stretch]
    sources: list[str]


class BreachTold(_Told):
    """What moved under a ban in one period, as far as one record shows."""

    days: Span
    series: Series
    reporter: str
    compiler: str
    records_sure: int
    records_possible: int
    value_usd: Range | None
    quantity: Range | None
    unit: str
    evidence: Evidence | None
    sources: list[str]


class Row(_Told):
    """One row of the record, seen from the target."""

    state: str
    direction: Direction
    days: Span
    code: str
    edition: str
    goods: str
    series: Series
    reporter: str
    compiler: str
    amounts: dict[str, Range]
    evidence: Evidence
    sources: list[str]
    note: str


class Verdicts(_Told):
    """How often each verdict was given to a state."""

    state: str
    name: str
    counts: dict[Verdict, int]


class Scorecard(_Told):
    """The scorecard of one state."""

    regime: str
    law_sha256: str
    states: list[Verdicts]
    scores: list[ScoreTold]


class Evidenced(_Told):
    """One verdict with the breaches and the rows of the record behind it."""

    score: ScoreTold
    apparent_breaches: list[BreachTold]
    rows: list[Row]


def verdicts_of(state: str, name: str, scores: tuple[Score, ...]) -> Verdicts:
    """Return how often each verdict was given to a state, none left out."""
    counts = {v: sum(score.verdict is v for score in scores) for v in Verdict}
    return Verdicts(state=state, name=name, counts=counts)


def score_told(score: Score) -> ScoreTold:
    """Return a verdict in plain form."""
    return ScoreTold(
        state=score.state,
        measure=score.measure,
        body=score.body,
        instrument=score.instrument,
        paragraph=score.paragraph,
        goods=score.goods,
        held_against=score.yardstick.value,
        since=score.since,
        verdict=score.verdict,
        percent_low=_number(score.low),
        percent_high=_number(score.high),
        contested=score.contested,
        evidence=score.evidence,
        months_on_record=score.months,
        months_silent=score.silent,
        method=score.method,
        reasons=list(score.reasons),
        stretches=list(map(_stretch, score.path)),
        sources=list(score.sources),
    )


def breach_told(breach: Breach) -> BreachTold:
    """Return what moved under a ban in plain form."""
    return BreachTold(
        days=_span(breach.period),
        series=breach.series,
        reporter=breach.reporter,
        compiler=breach.compiler,
        records_sure=breach.records_sure,
        records_possible=breach.records_possible,
        value_usd=_range(breach.value_usd),
        quantity=_range(breach.quantity),
        unit=str(breach.unit),
        evidence=breach.evidence,
        sources=list(breach.sources),
    )


def row_told(row: Statement) -> Row:
    """Return a row of the record in plain form."""
    amounts = {unit.value: _range(amount) for unit, amount in row.amounts.items()}
    return Row(
        state=row.state,
        direction=row.direction,
        days=_span(row.period),
        code=row.code,
        edition=row.revision,
        goods=row.commodity,
        series=row.series,
        reporter=row.reporter,
        compiler=row.compiler,
        amounts={unit: one for unit, one in amounts.items() if one is not None},
        evidence=row.evidence,
        sources=list(row.sources),
        note=row.note,
    )


def _stretch(step: Step) -> Stretch:
    return Stretch(
        days=_span(step.period),
        verdict=step.verdict,
        percent_low=_number(step.low),
        percent_high=_number(step.high),
        observed=_range(step.observed),
        expected=_range(step.expected),
        unit=None if step.unit is None else step.unit.value,
        months_on_record=step.months,
        series=step.series,
        compiler=step.compiler,
        reason=step.reason,
        evidence=step.evidence,
        sources=list(step.sources),
        contested=step.contested,
    )


def _span(period: Interval) -> Span:
    return Span(first=period.start, last=period.last)


def _range(amount: Amount | None) -> Range | None:
    if amount is None:
        return None
    return Range(low=float(amount.low), high=_number(amount.high))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
