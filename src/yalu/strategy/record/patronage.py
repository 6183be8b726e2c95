r"""What the patron does in a quarter: enforcement as measured, and overtures.

*Enforcement* is the share of the law carried out, rounded to thirds: 0 (below a sixth),
1/3, 2/3 and 1 (from five sixths on). A range over several of them makes each as likely
as the share of it that the range covers; the outer two are half as wide as the inner.
A range from nothing to all tells nothing and is missing, as is every quarter without a
reading. Where :math:`n` quarters are read from one figure, of a year for example, the
weights of each are the :math:`n`-th root: quarters that were alike then count as the
one reading that they are.

An *overture* is a visit to the target, help given or promised, or word of support. Lax
enforcement and sending back those who fled are none, though the log lists them under
relief.
"""

from yalu.events import EventKind
from yalu.strategy.record.cell import Cell
from yalu.strategy.record.column import CLASSES, Column
from yalu.strategy.record.grounds import Grounds
from yalu.strategy.record.quarter import Quarter
from yalu.strategy.record.standing import likely
from yalu.strategy.record.weighing import missing, mixed, weighed

__all__ = ["NO_OVERTURE", "enforcement", "overture"]

NO_OVERTURE = frozenset({"lax enforcement", "repatriation"})
"""Marks of relief that are no overture."""

_ALL = (0.0, 1.0)
_THIRDS = (1 / 6, 1 / 2, 5 / 6)
_KINDS = (EventKind.PATRON_VISIT, EventKind.RELIEF, EventKind.ASSURANCE)


def enforcement(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return how much of the law the patron carried out in a quarter."""
    column = Column.ENFORCEMENT
    one = grounds.enforcement.get(quarter)
    if one is None:
        return missing(quarter, column, "no reading of this quarter")
    if (one.low, one.high) == (0.0, 1.0):
        return missing(quarter, column, f"measured from nothing to all; {one.note}")
    chances = likely(one.low, one.high, _THIRDS, _ALL)
    weights = [chance ** (1.0 / one.shared) for chance in chances]
    told = f"{one.low:.0%} to {one.high:.0%} carried out"
    if one.shared > 1:
        told += f", by a figure that {one.shared} quarters share and that counts once"
    return mixed(
        quarter,
        column,
        dict(zip(CLASSES[column], weights, strict=True)),
        f"{told}; {one.note}".rstrip("; "),
        evidence=one.evidence,
        confidence=one.confidence,
        sources=one.sources,
    )


def overture(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return whether the patron made an overture to the target in a quarter."""
    parties, sight = grounds.parties, grounds.sight
    seen = [
        one
        for one in grounds.during(quarter.span, *_KINDS)
        if parties.patron in one.event.actors
        and one.event.target == parties.target
        and not NO_OVERTURE & {*one.event.marks}
    ]
    return weighed(
        quarter,
        Column.OVERTURE,
        {"yes": seen},
        {"yes": sight.unseen([EventKind.PATRON_VISIT], quarter.span)},
        rule="visit, help or word of support by the patron",
        sources=sight.sources[EventKind.PATRON_VISIT],
    )
