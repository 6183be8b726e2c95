"""Repair of a trade matrix whose rows of one state hold trade of another.

Two steps, each with its own list, so that no money moves silently: the target's
exports are put on what its buyers printed (`yalu.flows.rescaling`), then cells that
belong to the other state are taken out (`yalu.flows.mixup`). Doubtful cells make a
range: two matrices come back, a lenient one that keeps them and a strict one that
does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yalu.flows.matrix import ALL_SECTIONS, TradeMatrix
from yalu.flows.mixup import JudgedCell, Parties, Standing, judge_cells
from yalu.flows.rescaling import PrintedTrade, Rescaling, rescale
from yalu.flows.table import FlowDirection

__all__ = ["PairRemoval", "Repair", "YearRepair", "repair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRemoval:
    """What was taken out of one partner's trade in one year, or put in doubt.

    Attributes
    ----------
    year : int
        Calendar year.
    partner : str
        ISO3 code.
    imports, exports : float
        All that the target buys from and sells to it before the cut, in USD.
    standing : Standing
        Removed under either reading, or doubtful: out under the strict one only.
    amount : float
        What is concerned, in USD.
    beside : float
        The partner's trade with the other state, both directions, in the sections
        concerned, in USD.
    sections : tuple of str
        The sections concerned, the largest first.
    reason : str
        That of the largest cell concerned.
    rules : tuple of str
        All rules that decided.

    """

    year: int
    partner: str
    imports: float
    exports: float
    standing: Standing
    amount: float
    beside: float
    sections: tuple[str, ...]
    reason: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRepair:
    """What the repair did to one year.

    Attributes
    ----------
    year : int
        Calendar year.
    direction : FlowDirection or None
        Seen from the target; None for both together.
    published, rescaled : float
        All trade in USD as published, and with exports rescaled.
    strict, lenient : float
        All trade in USD after the repair.
    patron_published, patron_repaired : float
        The patron's trade in USD as published, and with exports rescaled.

    """

    year: int
    direction: FlowDirection | None
    published: float
    rescaled: float
    strict: float
    lenient: float
    patron_published: float
    patron_repaired: float

    @property
    def share_published(self) -> float:
        """The patron's share as published, from 0 to 1."""
        return _part(self.patron_published, self.published)

    @property
    def share_low(self) -> float:
        """The patron's share under the lenient reading, from 0 to 1."""
        return _part(self.patron_repaired, self.lenient)

    @property
    def share_high(self) -> float:
        """The patron's share under the strict reading, from 0 to 1."""
        return _part(self.patron_repaired, self.strict)

    def __str__(self) -> str:
        way = self.direction or "total"
        return (
            f"{self.year} {way}: {self.published / 1e6:,.0f} million USD published, "
            f"{self.strict / 1e6:,.0f} to {self.lenient / 1e6:,.0f} million repaired; "
            f"the patron's share {self.share_published:.1%} published, "
            f"{self.share_low:.1%} to {self.share_high:.1%} repaired"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A repaired matrix with the list of everything that was done to it.

    Attributes
    ----------
    parties : Parties
        Who is who.
    published : TradeMatrix
        As it came.
    matrix : TradeMatrix
        The lenient reading: only what must go is out.
    strict : TradeMatrix
        The strict reading: what is doubtful is out too.
    cells : tuple of JudgedCell
        Every cell of the target's trade and what became of it.
    rescalings : tuple of Rescaling
        What was done to the target's exports.
    years : tuple of YearRepair
        Totals before and after.

    """

    parties: Parties
    published: TradeMatrix
    matrix: TradeMatrix
    strict: TradeMatrix
    cells: tuple[JudgedCell, ...]
    rescalings: tuple[Rescaling, ...]
    years: tuple[YearRepair, ...]

    @property
    def removed(self) -> tuple[PairRemoval, ...]:
        """Pairs that lost something under either reading, the largest first."""
        found = _pairs(self.cells, Standing.REMOVED)
        return tuple(sorted(found, key=lambda pair: -pair.amount))

    @property
    def doubtful(self) -> tuple[PairRemoval, ...]:
        """Pairs that lose something under the strict reading, the largest first."""
        found = _pairs(self.cells, Standing.DOUBTFUL)
        return tuple(sorted(found, key=lambda pair: -pair.amount))

    @property
    def sources(self) -> tuple[str, ...]:
        """Identifiers of the matrix and of everything the repair rests on."""
        lists = [row.sources for row in self.cells]
        lists += [row.sources for row in self.rescalings]
        more = {source for sources in lists for source in sources}
        return (*self.published.sources, *sorted(more - {*self.published.sources}))

    def year(
        self, year: int, direction: FlowDirection | None = None
    ) -> YearRepair | None:
        """Return what was done to one year; None if the matrix does not hold it."""
        for row in self.years:
            if (row.year, row.direction) == (year, direction):
                return row
        return None

    def __str__(self) -> str:
        both = [str(row) for row in self.years if row.direction is None]
        return "; ".join(both) + "."


def repair(
    matrix: TradeMatrix,
    *,
    target: str = "PRK",
    taken_for: str = "KOR",
    patron: str = "CHN",
    trusted: Sequence[str] = ("RUS", "JPN"),
    printed: Iterable[PrintedTrade] = (),
) -> Repair:
    """Return the matrix without the trade that belongs to another state.

    Parameters
    ----------
    matrix : TradeMatrix
        As the compiler published it.
    target, taken_for : str
        ISO3 codes of the state whose rows are repaired, and of the one whose trade is
        booked under its name.
    patron : str
        The partner that sets the ceiling.
    trusted : sequence of str
        Further partners whose own records keep the two apart. Neighbours with old
        and separate records of both: Russia, and Japan until it closed its ports.
    printed : iterable of PrintedTrade
        What others printed of the target's trade: exports to a partner give the scale
        of the compiler's estimates, and a partner that is named keeps what was printed.

    Examples
    --------
    A partner at the other end of the world sells machines for 100 to the South and
    for 300 to the North, to which the patron sells a tenth of what it sells the South:

    >>> import pyarrow as pa
    >>> cells = [
    ...     ("CHN", "KOR", 1000.0),
    ...     ("CHN", "PRK", 100.0),
    ...     ("HND", "KOR", 100.0),
    ...     ("HND", "PRK", 300.0),
    ... ]
    >>> rows = [
    ...     {"year": 2015, "section": s, "exporter": a, "importer": b, "value_usd": v}
    ...     for a, b, v in cells
    ...     for s in ("7", "all")
    ... ]
    >>> done = repair(TradeMatrix.from_table(pa.Table.from_pylist(rows)))
    >>> [(pair.partner, pair.amount) for pair in done.removed]
    [('HND', 300.0)]
    >>> done.year(2015).share_published, done.year(2015).share_low
    (0.25, 1.0)

    """
    held = [p for p in printed if p.partner not in {target, taken_for}]
    parties = Parties(
        target=target,
        taken_for=taken_for,
        patron=patron,
        trusted=tuple(dict.fromkeys((patron, *trusted))),
    )
    scaled, rescalings = rescale(matrix, held, target=target)
    small = scaled.of(target, taken_for)
    cells = judge_cells(small, parties, held)
    lenient = scaled.replaced(target, _cut(small, parties, cells, strict=False))
    strict = scaled.replaced(target, _cut(small, parties, cells, strict=True))
    return Repair(
        parties=parties,
        published=matrix,
        matrix=lenient,
        strict=strict,
        cells=cells,
        rescalings=rescalings,
        years=tuple(_years((matrix, scaled, strict, lenient), parties)),
    )


def _part(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _cut(
    matrix: TradeMatrix,
    parties: Parties,
    cells: Iterable[JudgedCell],
    *,
    strict: bool,
) -> dict[tuple[int, str, str, str], float | None]:
    """Return what changes in the cut; the sum of a pair shrinks as its sections do.

    Trade between the two states themselves goes out too: it is domestic to both and
    in no foreign trade statistics worth the name.
    """
    new: dict[tuple[int, str, str, str], float | None] = {}
    sums: dict[tuple[int, str, str], list[float]] = {}
    for cell in cells:
        ends = (cell.partner, parties.target)
        if cell.direction is FlowDirection.EXPORT:
            ends = (parties.target, cell.partner)
        left = cell.low if strict else cell.high
        if left < cell.value:
            new[cell.year, cell.section, *ends] = left or None
        both = sums.setdefault((cell.year, *ends), [0.0, 0.0])
        both[0] += left
        both[1] += cell.value
    totals = matrix.cells(section=ALL_SECTIONS)
    for (year, exporter, importer), (left, before) in sums.items():
        key = (year, ALL_SECTIONS, exporter, importer)
        if key in totals and left < before:
            new[key] = totals[key] * left / before or None
    ours = (parties.target, parties.taken_for)
    for exporter, importer in (ours, ours[::-1]):
        between = matrix.cells(exporter=exporter, importer=importer)
        new |= dict.fromkeys(between)
    return new


def _pairs(cells: Iterable[JudgedCell], standing: Standing) -> Iterable[PairRemoval]:
    groups: dict[tuple[int, str], list[JudgedCell]] = {}
    for cell in cells:
        groups.setdefault((cell.year, cell.partner), []).append(cell)
    for (year, partner), group in groups.items():
        hit = [cell for cell in group if cell.standing is standing]
        if not hit:
            continue
        hit.sort(key=lambda cell: cell.low - cell.value)
        yield PairRemoval(
            year=year,
            partner=partner,
            imports=_sum(group, FlowDirection.IMPORT),
            exports=_sum(group, FlowDirection.EXPORT),
            standing=standing,
            amount=sum(cell.value - cell.low for cell in hit),
            beside=sum(cell.beside for cell in hit),
            sections=tuple(dict.fromkeys(cell.section for cell in hit)),
            reason=hit[0].reason,
            rules=tuple(sorted({cell.rule.value for cell in hit})),
        )


def _sum(cells: Iterable[JudgedCell], direction: FlowDirection) -> float:
    return sum(cell.value for cell in cells if cell.direction is direction)


def _years(
    matrices: tuple[TradeMatrix, TradeMatrix, TradeMatrix, TradeMatrix],
    parties: Parties,
) -> Iterable[YearRepair]:
    """Find the totals of published, rescaled, strict and lenient, in this order."""
    stages = [matrix.of(parties.target) for matrix in matrices]
    for year in stages[0].years:
        sums = {
            way: [_totals(stage, parties, year, way) for stage in stages]
            for way in FlowDirection
        }
        ways: tuple[FlowDirection | None, ...] = (*FlowDirection, None)
        for way in ways:
            picked = [sums[way]] if way else list(sums.values())
            whole = [sum(one[i][0] for one in picked) for i in range(4)]
            patron = [sum(one[i][1] for one in picked) for i in range(4)]
            yield YearRepair(
                year=year,
                direction=way,
                published=whole[0],
                rescaled=whole[1],
                strict=whole[2],
                lenient=whole[3],
                patron_published=patron[0],
                patron_repaired=patron[3],
            )


def _totals(
    matrix: TradeMatrix, parties: Parties, year: int, way: FlowDirection
) -> tuple[float, float]:
    own, other = "importer", "exporter"
    if way is FlowDirection.EXPORT:
        own, other = other, own
    wanted: dict[str, int | str] = {
        "year": year,
        "section": ALL_SECTIONS,
        own: parties.target,
    }
    rows = matrix.where(**wanted).to_pylist()
    whole = sum(row["value_usd"] for row in rows)
    patron = sum(row["value_usd"] for row in rows if row[other] == parties.patron)
    return whole, patron
