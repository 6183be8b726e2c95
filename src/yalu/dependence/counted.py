"""What a repaired matrix of world trade says about the target's partners.

The repair leaves a range, so the matrix counts as two compilers, one for each
reading: *strict* without what is doubtful, *lenient* with it. Each is exact in itself,
which keeps amount and total together: a doubtful pair is in both or in neither.
"""

from collections.abc import Iterable, Iterator

from yalu.dependence.concentration import Concentration
from yalu.dependence.figures import WORLD, Figure, Flow, Status
from yalu.dependence.line import Line
from yalu.flows import ALL_SECTIONS, FlowDirection, Repair, TradeMatrix
from yalu.provenance import Confidence, Evidence

__all__ = [
    "LAST_YEAR_OF_CRUDE",
    "LENIENT",
    "STRICT",
    "matrix_concentration",
    "matrix_figures",
    "readings",
    "repair_lines",
]

STRICT = "UNCTAD, strict"
"""The matrix without what is doubtful, as a compiler."""

LENIENT = "UNCTAD, lenient"
"""The matrix with what is doubtful, as a compiler."""

LAST_YEAR_OF_CRUDE = 2013
"""The last year in which Chinese customs recorded the crude that is piped."""

# Partners below this share of a flow are in its total but are no figures of their own.
_LEAST_SHARE = 0.01


def readings(repair: Repair) -> tuple[tuple[str, TradeMatrix], ...]:
    """Return the two readings of a repaired matrix with their names as compilers."""
    return (STRICT, repair.strict), (LENIENT, repair.matrix)


def matrix_figures(repair: Repair, always: Iterable[str]) -> tuple[Figure, ...]:
    """Return the target's trade by partner, year and reading.

    Parameters
    ----------
    repair : Repair
        The repaired matrix.
    always : iterable of str
        Partners that are shown however small.

    """
    asked = set(always)
    return tuple(
        _figure(compiler, year, flow, partner, value, repair.sources)
        for compiler, year, flow, amounts in _yearly(repair)
        for partner, value in _worth_showing(amounts, asked)
    )


def _worth_showing(
    amounts: dict[str, float], asked: set[str]
) -> Iterator[tuple[str, float]]:
    total = sum(amounts.values())
    yield WORLD, total
    for partner, value in sorted(amounts.items()):
        if partner in asked or value >= _LEAST_SHARE * total:
            yield partner, value


def matrix_concentration(repair: Repair) -> tuple[Concentration, ...]:
    """Return the Herfindahl index over all partners, exact for each reading."""
    found = []
    for compiler, year, flow, amounts in _yearly(repair):
        total = sum(amounts.values())
        if total <= 0:
            continue
        index = sum((value / total) ** 2 for value in amounts.values())
        found.append(
            Concentration(
                of="partners",
                year=year,
                compiler=compiler,
                flow=flow,
                low=index,
                high=index,
                known=tuple(sorted(amounts)),
                known_share=(1.0, 1.0),
                status=Status.COMPUTED,
                reason="",
                sources=repair.sources,
            )
        )
    return tuple(found)


def repair_lines(repair: Repair) -> Iterator[Line]:
    """Yield the patron's share before the repair, and every pair it took from."""
    flows = {
        FlowDirection.EXPORT: Flow.EXPORTS,
        FlowDirection.IMPORT: Flow.IMPORTS,
        None: Flow.TOTAL,
    }
    for row in repair.years:
        yield Line(
            figure="repair",
            year=row.year,
            compiler="UNCTAD, as published",
            flow=flows[row.direction],
            subject=repair.parties.patron,
            low=row.share_published,
            high=row.share_published,
            unit="share",
            status=Status.COMPUTED,
            basis=str(row),
            sources=repair.published.sources,
            evidence=Evidence.ESTIMATED,
        )
    for pair in (*repair.removed, *repair.doubtful):
        yield Line(
            figure="repair",
            year=pair.year,
            compiler=f"UNCTAD, {pair.standing}",
            flow=Flow.TOTAL,
            subject=pair.partner,
            low=pair.amount,
            high=pair.amount,
            unit="USD",
            status=Status.COMPUTED,
            basis=pair.reason,
            sources=repair.sources,
            evidence=Evidence.ESTIMATED,
            good=" ".join(pair.sections),
        )


def _yearly(
    repair: Repair,
) -> Iterator[tuple[str, int, Flow, dict[str, float]]]:
    """Yield amounts by partner for each reading, year and flow."""
    target = repair.parties.target
    for compiler, whole in readings(repair):
        matrix = whole.of(target)
        for year in repair.published.years:
            sides: dict[Flow, dict[str, float]] = {flow: {} for flow in Flow}
            cells = matrix.cells(year=year, section=ALL_SECTIONS)
            for (_, _, exporter, importer), value in cells.items():
                flow = Flow.EXPORTS if exporter == target else Flow.IMPORTS
                partner = importer if exporter == target else exporter
                if value > 0:
                    sides[flow][partner] = value
                    total = sides[Flow.TOTAL].get(partner, 0.0) + value
                    sides[Flow.TOTAL][partner] = total
            for flow, amounts in sides.items():
                if amounts:
                    yield compiler, year, flow, amounts


def _figure(  # noqa: PLR0917 - one record of six facts
    compiler: str,
    year: int,
    flow: Flow,
    partner: str,
    value: float,
    sources: tuple[str, ...],
) -> Figure:
    return Figure(
        year=year,
        compiler=compiler,
        partner=partner,
        flow=flow,
        low=value,
        high=value,
        printed=None,
        crude=None if flow is Flow.EXPORTS else year <= LAST_YEAR_OF_CRUDE,
        inter_korean=False,
        evidence=Evidence.ESTIMATED,
        confidence=Confidence.MEDIUM,
        sources=sources,
        method="matrix after repair",
    )
