"""What a repaired matrix of world trade says about the target's partners.

The repair leaves a range, so the matrix counts as two compilers, one for each
reading: *strict* without what is doubtful, *lenient* with it. Each is exact in itself,
which keeps amount and total together: a doubtful pair is in both or in neither.

A matrix that lists no purchases of a partner says nothing about them. Both directions
together are therefore an amount of a partner only if the compiler lists both; the sum
over all partners adds whatever is listed.
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
    "READINGS",
    "STRICT",
    "both_ways",
    "matrix_concentration",
    "matrix_figures",
    "readings",
    "repair_lines",
]

STRICT = "UNCTAD, strict"
"""The matrix without what is doubtful, as a compiler."""

LENIENT = "UNCTAD, lenient"
"""The matrix with what is doubtful, as a compiler."""

READINGS = (
    f"{LENIENT} and {STRICT} are the matrix of world trade after its repair, with and "
    "without what is doubtful."
)
"""What the names of the readings mean, in words."""

LAST_YEAR_OF_CRUDE = 2013
"""The last year in which Chinese customs recorded the crude that is piped."""

# Partners below this share of a flow are in its total but are no figures of their own.
_LEAST_SHARE = 0.01

# Trade of all those whose other direction the compiler does not list.
_ONE_WAY = "one way"


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
        if partner == _ONE_WAY:
            continue
        if partner in asked or value >= _LEAST_SHARE * total:
            yield partner, value


def matrix_concentration(repair: Repair) -> tuple[Concentration, ...]:
    """Return the Herfindahl index over all partners, exact in each direction.

    Over both directions it is a range wherever partners are listed one way only.
    """
    found = []
    for compiler, year, flow, amounts in _yearly(repair):
        total = sum(amounts.values())
        if total <= 0:
            continue
        # What is listed one way only has no partner here: it may be many or one.
        rest = amounts.get(_ONE_WAY, 0.0) / total
        known = sorted(set(amounts) - {_ONE_WAY})
        index = sum((amounts[name] / total) ** 2 for name in known)
        found.append(
            Concentration(
                of="partners",
                year=year,
                compiler=compiler,
                flow=flow,
                low=index,
                high=index + rest**2,
                known=tuple(known),
                known_share=(1 - rest, 1 - rest),
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


def both_ways(repair: Repair) -> frozenset[tuple[int, str, str]]:
    """Return years, sections and partners of whom the compiler lists both directions.

    It is what was published that counts: a row that the repair takes out is judged to
    be nothing, and a row that never was is unknown.
    """
    target = repair.parties.target
    sold, bought = set(), set()
    for year, section, exporter, importer in repair.published.of(target).cells():
        if exporter == target:
            sold.add((year, section, importer))
        else:
            bought.add((year, section, exporter))
    return frozenset(sold & bought)


def _yearly(
    repair: Repair,
) -> Iterator[tuple[str, int, Flow, dict[str, float]]]:
    """Yield amounts by partner for each reading, year and flow.

    Of both directions together, `_ONE_WAY` holds the trade of all partners of whom the
    compiler lists one direction. A year without any row of one direction has no total.
    """
    target = repair.parties.target
    listed = both_ways(repair)
    for compiler, whole in readings(repair):
        matrix = whole.of(target)
        for year in repair.published.years:
            sides: dict[Flow, dict[str, float]] = {flow: {} for flow in Flow}
            for flow, partner, value in _amounts(matrix, target, year):
                sides[flow][partner] = value
                known = (year, ALL_SECTIONS, partner) in listed
                place = partner if known else _ONE_WAY
                total = sides[Flow.TOTAL].get(place, 0.0) + value
                sides[Flow.TOTAL][place] = total
            if not (sides[Flow.EXPORTS] and sides[Flow.IMPORTS]):
                del sides[Flow.TOTAL]
            for flow, amounts in sides.items():
                if amounts:
                    yield compiler, year, flow, amounts


def _amounts(
    matrix: TradeMatrix, target: str, year: int
) -> Iterator[tuple[Flow, str, float]]:
    """Yield what is above nil, by flow and partner."""
    cells = matrix.cells(year=year, section=ALL_SECTIONS)
    for (_, _, exporter, importer), value in cells.items():
        sells = exporter == target
        if value > 0:
            flow = Flow.EXPORTS if sells else Flow.IMPORTS
            yield flow, importer if sells else exporter, value


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
