"""Queries on how far a state keeps the measures, as far as a record shows.

A *verdict* is given for each measure and stretch of time (a calendar year or the window
of a cap) that shares a day with the period asked about.
"""

from collections import Counter

from yalu.claims.answer import Answer, Record
from yalu.compliance import Score, Verdict
from yalu.periods import parse_period
from yalu.provenance import weakest

__all__ = ["enforcement"]

_KEPT = (Verdict.ENFORCED, Verdict.MOSTLY)


def enforcement(record: Record, state: str, body: str, between: str) -> Answer:
    """Return the verdicts on a state's enforcement in some years, counted."""
    if record.assessment is None:
        return Answer(missing="Law and trade were not held against each other.")
    period = parse_period(between)
    found = [
        (score, step)
        for score in record.assessment.scorecard
        if score.state == state and score.body == body
        for step in score.path
        if period.overlaps(step.period)
    ]
    if not found:
        return Answer(missing=f"No measure of {body} bound {state} in {between}.")
    counts = Counter(step.verdict for _, step in found)
    told = [
        f"{counts[verdict]} {verdict.replace('_', ' ')}"
        for verdict in Verdict
        if counts[verdict]
    ]
    known = [pair for pair in found if pair[1].verdict is not Verdict.UNVERIFIABLE]
    scores = _unique([score for score, _ in known or found])
    kept = sum(counts[verdict] for verdict in _KEPT)
    return Answer(
        values={
            "verdicts": len(found),
            "decided": len(known),
            "decided_share": len(known) / len(found),
            "kept": kept,
            "not_kept": len(known) - kept,
            "unverifiable": counts[Verdict.UNVERIFIABLE],
            "first_decided": min(
                (str(step.period.start.year) for _, step in known), default="no year"
            ),
            "classes": len({step.verdict for _, step in known}),
            "contested": len(_unique([s for s, _ in found if s.contested])),
            "told": ", ".join(told),
            "years": str(between).replace("..", " to "),
        },
        evidence=weakest(s.evidence for s in scores if s.evidence is not None),
        sources=tuple(dict.fromkeys(name for s in scores for name in s.sources)),
        citations=tuple(_cited(score) for score in scores),
    )


def _unique(scores: list[Score]) -> list[Score]:
    return list({(score.state, score.measure): score for score in scores}.values())


def _cited(score: Score) -> str:
    where = f"{score.instrument}, para. {score.paragraph}".removesuffix(", para. ")
    return f"{where} ({score.goods}): {score.verdict.replace('_', ' ')}"
