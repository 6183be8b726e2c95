"""Mirror gaps: the two sides of one movement, each as its own customs recorded it.

An importer values goods with freight and insurance (CIF), an exporter without (FOB).
The gap is the importer's figure less the exporter's; a ratio inside the allowance is
explained, one outside it is not. Only figures on the same code, edition and days are
compared: everything else would compare two different things. Several records that one
source gives for one cell are parts of it, and are summed first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow as pa

from yalu.compliance.statement import Statement, statements
from yalu.compliance.thresholds import Thresholds
from yalu.flows import FlowTable, Series
from yalu.periods import Interval
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["MirrorGap", "mirror_gaps", "mirror_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorGap:
    """What two reporters say about one movement.

    Attributes
    ----------
    state, direction, code, revision, period
        The movement, seen from the target.
    importer, exporter : str
        Compilers of the two figures.
    unit : Unit
        What is compared.
    imported, exported : Decimal
        The two amounts, in `unit`.
    gap : Decimal
        Imported less exported, in `unit`.
    ratio : Decimal or None
        Imported over exported; None where nothing was exported.
    explained : bool
        Whether freight, insurance and timing explain it.
    allowance : str
        What was allowed for.
    sources : tuple of str
        Sources of both sides.

    """

    state: str
    direction: Direction
    code: str
    revision: str
    period: Interval
    importer: str
    exporter: str
    unit: Unit
    imported: Decimal
    exported: Decimal
    gap: Decimal
    ratio: Decimal | None
    explained: bool
    allowance: str
    sources: tuple[str, ...]


def mirror_gaps(
    flows: FlowTable | pa.Table, *, target: str, thresholds: Thresholds | None = None
) -> tuple[MirrorGap, ...]:
    """Return every pair of customs figures that two sides give for one movement.

    Parameters
    ----------
    flows : FlowTable or pyarrow.Table
        Recorded trade with rows of both sides. Where the target publishes nothing,
        as the DPRK does, there is nothing to compare and nothing is returned.
    target : str
        ISO code of the territory the regime is about.
    thresholds : Thresholds, optional
        The allowance.

    """
    said = statements(flows, target=target)
    return mirror_of(said, target=target, thresholds=thresholds or Thresholds())


def mirror_of(
    every: Iterable[Statement], *, target: str, thresholds: Thresholds
) -> tuple[MirrorGap, ...]:
    """Return the mirror gaps in statements; see `mirror_gaps`."""
    sides: dict[tuple[object, ...], tuple[list[Statement], list[Statement]]] = {}
    for said in _summed(s for s in every if s.series is Series.CUSTOMS):
        key = (said.state, said.direction, said.code, said.revision, said.period)
        theirs, ours = sides.setdefault(key, ([], []))
        (ours if said.reporter == target else theirs).append(said)
    gaps = []
    for theirs, ours in sides.values():
        for other in theirs:
            for own in ours:
                gaps += _gaps(other, own, thresholds)
    return tuple(sorted(gaps, key=lambda g: (g.state, g.direction, g.code, g.period)))


def _summed(every: Iterable[Statement]) -> list[Statement]:
    """Return one statement for each cell, reporter, source and release.

    A unit in which any part is not known is left out: the rest would be no total.
    """
    cells: dict[tuple[object, ...], list[Statement]] = {}
    for s in every:
        goods = (s.direction, s.code, s.revision, s.commodity, s.period)
        who = (s.state, s.reporter, s.compiler, s.sources, s.release)
        cells.setdefault((*who, *goods), []).append(s)
    found = []
    for parts in cells.values():
        amounts = dict(parts[0].amounts)
        for part in parts[1:]:
            amounts = {
                unit: amount + part.amounts[unit]
                for unit, amount in amounts.items()
                if unit in part.amounts
            }
        found.append(replace(parts[0], amounts=amounts))
    return found


def _gaps(state: Statement, target: Statement, limits: Thresholds) -> list[MirrorGap]:
    buys = state.direction is Direction.TO_TARGET
    importer, exporter = (target, state) if buys else (state, target)
    found = []
    for unit in Unit:
        bought, sold = importer.amounts.get(unit), exporter.amounts.get(unit)
        if bought is None or sold is None:
            continue
        ratio = bought.low / sold.low if sold.low else None
        money = unit is Unit.USD
        low = limits.cif_fob_low if money else 1 / limits.mirror_quantity
        high = limits.cif_fob_high if money else limits.mirror_quantity
        what = "CIF over FOB" if money else "quantities"
        found.append(
            MirrorGap(
                state=state.state,
                direction=state.direction,
                code=state.code,
                revision=state.revision,
                period=state.period,
                importer=importer.compiler,
                exporter=exporter.compiler,
                unit=unit,
                imported=bought.low,
                exported=sold.low,
                gap=bought.low - sold.low,
                ratio=ratio,
                explained=bought.is_nil if ratio is None else low <= ratio <= high,
                allowance=f"{what} from {low:.2f} to {high:.2f}",
                sources=tuple(sorted({*importer.sources, *exporter.sources})),
            )
        )
    return found
