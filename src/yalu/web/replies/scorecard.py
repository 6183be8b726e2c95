"""What programs are told of the scorecard."""

from datetime import date
from decimal import Decimal

from yalu.compliance import Amount, Breach, Score, Statement, Verdict
from yalu.compliance.score import Step
from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.regime import Direction
from yalu.report.scoring import Tally
from yalu.web.replies.reply import Reply

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


class Span(Reply):
    """Days from the first to the last; no last day where it goes on."""

    first: date
    last: date | None


class Range(Reply):
    """An amount as a range; no upper end where only a least amount is stated."""

    low: float
    high: float | None


class Stretch(Reply):
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


class ScoreTold(Reply):
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


class BreachTold(Reply):
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


class Row(Reply):
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


class Verdicts(Reply):
    """How often each verdict was given to a state, in all and by maker of law."""

    state: str
    name: str
    counts: dict[Verdict, int]
    by_maker: dict[str, dict[Verdict, int]]


class Scorecard(Reply):
    """The scorecard of one state."""

    regime: str
    law_sha256: str
    states: list[Verdicts]
    scores: list[ScoreTold]


class Evidenced(Reply):
    """One verdict with the breaches and the rows of the record behind it."""

    score: ScoreTold
    apparent_breaches: list[BreachTold]
    rows: list[Row]


def verdicts_of(state: str, name: str, makers: dict[str, Tally]) -> Verdicts:
    """Return how often each verdict was given to a state, none left out."""
    return Verdicts(
        state=state,
        name=name,
        counts={v: sum(one.counts[v] for one in makers.values()) for v in Verdict},
        by_maker={maker: one.counts for maker, one in makers.items()},
    )


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
