"""Queries on how far a state keeps the measures, as far as a record shows.

A *verdict* is given for each measure and stretch of time (a calendar year or the window
of a cap) that shares a day with the period asked about. What *spotty* and *partial*
mean is defined in `yalu.compliance.pattern`.
"""

from collections import Counter
from datetime import date

from yalu.claims.answer import Answer, Record
from yalu.claims.claim import Value
from yalu.compliance import Score, StatePattern, Step, Verdict, patterns
from yalu.periods import Interval, parse_period
from yalu.provenance import weakest

__all__ = ["enforcement"]

_FULL = 100


def enforcement(
    record: Record,
    state: str,
    body: str,
    between: str,
    adopted_until: date | None = None,
) -> Answer:
    """Return the verdicts on a state's enforcement in some years, and their pattern.

    Only what lies inside those years is counted, graded and cited; and of the law only
    what was adopted up to a day, where one is given.
    """
    if record.assessment is None:
        return Answer(missing="Law and trade were not held against each other.")
    period = parse_period(between)
    held = record.assessment
    mine = [
        score
        for score in held.scorecard
        if score.state == state
        and (adopted_until is None or _adopted(record, score) <= adopted_until)
    ]
    shape = next(
        iter(patterns(mine, thresholds=held.thresholds, body=body, between=period)),
        None,
    )
    if shape is None:
        return Answer(missing=f"No measure of {body} bound {state} in {between}.")
    names = {one.measure for one in shape.measures}
    decided = {one.measure for one in shape.measures if one.decided}
    cited = {
        score: _within(score, period)
        for score in mine
        if score.measure in (decided or names)
    }
    behind = [step for steps in cited.values() for step in steps]
    return Answer(
        values={
            **_values(shape),
            "told": _told(mine, body, period),
            "years": str(between).replace("..", " to "),
        },
        evidence=weakest(s.evidence for s in behind if s.evidence is not None),
        sources=tuple(dict.fromkeys(name for s in behind for name in s.sources)),
        citations=tuple(_cited(score, steps) for score, steps in cited.items()),
    )


def _values(shape: StatePattern) -> dict[str, Value]:
    return {
        "verdicts": shape.verdicts,
        "decided": shape.decided,
        "decided_share": float(shape.decided_share),
        "decided_percent": f"{_FULL * shape.decided_share:.0f}",
        "kept": shape.kept,
        "not_kept": shape.not_kept,
        "unverifiable": shape.verdicts - shape.decided,
        "first_decided": next(
            (str(year.year) for year in shape.years if year.decided), "no year"
        ),
        "differs": shape.differs,
        "thin": shape.is_thin,
        "over_time": shape.path_words,
        "over_measures": shape.over_measures.value,
        "compared": shape.compared,
        "contested": len(shape.contested),
        "by_year": _by_year(shape),
    }


def _adopted(record: Record, score: Score) -> date:
    regime = record.regime
    return regime.instrument_of(regime.measure(score.measure)).adopted_on


def _within(score: Score, period: Interval) -> tuple[Step, ...]:
    """Return the steps of some years: the decided ones, or all where none is."""
    steps = tuple(step for step in score.path if period.overlaps(step.period))
    return tuple(step for step in steps if step.verdict.is_decided) or steps


def _told(scores: list[Score], body: str, period: Interval) -> str:
    """Return how often each verdict was given in some years."""
    counts = Counter(
        step.verdict
        for score in scores
        if score.body == body
        for step in score.path
        if period.overlaps(step.period)
    )
    return ", ".join(
        f"{counts[verdict]} {verdict.replace('_', ' ')}"
        for verdict in Verdict
        if counts[verdict]
    )


def _by_year(shape: StatePattern) -> str:
    """Return the years that are decided, each with what was kept and what was not."""
    told = [
        f"{one.year}: {len(one.kept)} kept, {len(one.not_kept)} not"
        for one in shape.years
        if one.decided
    ]
    return "; ".join(told) or "no year"


def _cited(score: Score, steps: tuple[Step, ...]) -> str:
    where = f"{score.instrument}, para. {score.paragraph}".removesuffix(", para. ")
    if not any(step.verdict.is_decided for step in steps):
        return f"{where} ({score.goods}): unverifiable"
    told = ", ".join(
        f"{step.period.start.year} {step.verdict.replace('_', ' ')}" for step in steps
    )
    return f"{where} ({score.goods}): {told}"
