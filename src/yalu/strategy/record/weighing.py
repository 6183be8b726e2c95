r"""How sightings and silence make a cell.

A recorded act stands: the gravest class with a sure event is the class. Without one,
classes that the log would not have shown keep a chance. With the weight of silence
:math:`w_k` of class :math:`k` (1 for the quiet class itself) the chances are
:math:`w_k / \sum_j w_j`, as if all classes were alike before anybody looked. An act
that is alleged, or dated too broadly, takes its own chance first and leaves the rest
so.
"""

from collections.abc import Iterable, Mapping, Sequence

from yalu.events import Event
from yalu.provenance import Confidence, Evidence, weakest
from yalu.strategy.record.cell import Cell, Status
from yalu.strategy.record.column import CLASSES, Column
from yalu.strategy.record.grounds import Sighting
from yalu.strategy.record.quarter import Quarter

__all__ = ["known", "missing", "mixed", "weighed"]

_SURE = 1.0
_NOTHING_SEEN = 1.0 - 1e-9


def known(
    quarter: Quarter,
    column: Column,
    label: str,
    rule: str,
    *,
    seen: Sequence[Sighting] = (),
    evidence: Evidence = Evidence.REPORTED,
    confidence: Confidence | None = None,
    sources: tuple[str, ...] = (),
) -> Cell:
    """Return a cell of one class, graded by the best event it rests on if there is one.

    One event is enough to prove an act, so the best proves it best.
    """
    events = [one.event for one in seen]
    best = min(events, key=_grade, default=None)
    return Cell(
        quarter=quarter,
        column=column,
        status=Status.KNOWN,
        chances=tuple(float(one == label) for one in CLASSES[column]),
        rule=rule,
        evidence=best.evidence if best else evidence,
        confidence=confidence or (best.confidence if best else Confidence.MEDIUM),
        sources=_sources(seen) or sources,
        events=tuple(event.id for event in events),
    )


def missing(quarter: Quarter, column: Column, rule: str) -> Cell:
    """Return a cell of which nothing is known."""
    return Cell(quarter=quarter, column=column, status=Status.MISSING, rule=rule)


def mixed(
    quarter: Quarter,
    column: Column,
    weights: Mapping[str, float],
    rule: str,
    *,
    seen: Sequence[Sighting] = (),
    evidence: Evidence = Evidence.ESTIMATED,
    confidence: Confidence = Confidence.LOW,
    sources: tuple[str, ...] = (),
) -> Cell:
    """Return a cell whose chances are proportional to weights.

    Parameters
    ----------
    quarter, column, rule, seen, evidence, confidence, sources
        As in `Cell`; the sources of the events are added.
    weights : mapping of str to float
        None negative, not all zero; a class that is not there has none.

    """
    total = sum(weights.values())
    chances = tuple(weights.get(label, 0.0) / total for label in CLASSES[column])
    return Cell(
        quarter=quarter,
        column=column,
        status=Status.KNOWN if _SURE in chances else Status.UNCERTAIN,
        chances=chances,
        rule=rule,
        evidence=weakest([evidence, *(one.event.evidence for one in seen)]),
        confidence=confidence,
        sources=tuple(sorted({*_sources(seen), *sources})),
        events=tuple(one.event.id for one in seen),
    )


def weighed(
    quarter: Quarter,
    column: Column,
    acts: Mapping[str, Sequence[Sighting]],
    unseen: Mapping[str, float],
    *,
    rule: str,
    sources: tuple[str, ...] = (),
) -> Cell:
    """Return the cell that sightings and silence make.

    Parameters
    ----------
    quarter, column, rule
        As in `Cell`.
    acts : mapping of str to sequence of Sighting
        What was seen of each class but the quiet one, the gravest class first.
    unseen : mapping of str to float
        Weight of silence of each of these classes.
    sources : tuple of str
        Who was read, for a cell that rests on silence.

    Returns
    -------
    Cell
        Missing where nothing was seen of any class and nobody looked.

    """
    for label, seen in acts.items():
        sure = [one for one in seen if one.chance == _SURE]
        if sure:
            return known(quarter, column, label, f"{rule}: recorded", seen=sure)
    hinted = [one for seen in acts.values() for one in seen]
    if not hinted and min(unseen.values()) > _NOTHING_SEEN:
        return missing(quarter, column, f"{rule}: nobody looked in these days")
    quiet = next(label for label in CLASSES[column] if label not in acts)
    if not hinted and not any(unseen.values()):
        told = f"{rule}: none recorded, and the log would have it"
        return known(quarter, column, quiet, told, sources=sources)
    weights = {quiet: 1.0, **unseen}
    left, chances = 1.0, dict.fromkeys(weights, 0.0)
    for label, seen in acts.items():
        odds = max((one.chance for one in seen), default=0.0)
        chances[label] += left * odds
        left *= 1.0 - odds
    total = sum(weights.values())
    for label, weight in weights.items():
        chances[label] += left * weight / total
    told = "hinted at" if hinted else "none recorded"
    return mixed(
        quarter,
        column,
        chances,
        f"{rule}: {told}, and the log may lack what happened",
        seen=hinted,
        sources=sources,
    )


def _grade(event: Event) -> tuple[int, int]:
    """Return the place of an event from the best graded to the worst."""
    return (
        list(Evidence).index(event.evidence),
        list(Confidence).index(event.confidence),
    )


def _sources(seen: Iterable[Sighting]) -> tuple[str, ...]:
    return tuple(sorted({name for one in seen for name in one.event.sources}))
