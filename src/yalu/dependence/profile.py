"""The whole picture of one dependence, from tables of printed figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa

from yalu.dependence.asymmetry import Asymmetry, asymmetries
from yalu.dependence.bounds import Corner, ShareBound, bound_years, corners_of
from yalu.dependence.checking import MatrixCheck, check_matrix
from yalu.dependence.concentration import (
    Concentration,
    Known,
    concentrations,
    known_shares,
    products,
)
from yalu.dependence.counted import (
    matrix_concentration,
    matrix_figures,
    readings,
    repair_lines,
)
from yalu.dependence.criticality import Criticality, criticality
from yalu.dependence.figures import (
    KOREA,
    Flow,
    Status,
    crude_in_trade,
    read_crude,
    read_figures,
)
from yalu.dependence.line import Line
from yalu.dependence.options import OutsideOption, outside_options
from yalu.dependence.output import read_output
from yalu.dependence.printed import PrintedShare, compare_printed
from yalu.dependence.ranks import (
    Alternative,
    Lead,
    Rank,
    alternatives,
    lead,
    rank_years,
)
from yalu.dependence.shares import (
    Share,
    compute_shares,
    with_totals,
)
from yalu.errors import SchemaError
from yalu.flows import Repair
from yalu.provenance import Evidence, weakest

__all__ = ["DependenceProfile", "profile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenceProfile:
    """Who needs whom, each year, as each compiler has it.

    Attributes
    ----------
    target, patron : str
        ISO3 codes.
    shares : tuple of Share
        The patron's share by year, compiler, flow and base.
    printed : tuple of PrintedShare
        Shares as printed, beside the computed ones.
    corners : tuple of Corner
        Each share with crude and inter-Korean trade in and out.
    bounds : tuple of ShareBound
        The span of each year over all of these.
    concentration : tuple of Concentration
        Of partners and, if trade was given, of products.
    ranks : tuple of Rank
        The largest partner by year.
    leads : Lead
        Since when the patron leads.
    alternatives : tuple of Alternative
        What the other patron traded.
    matrix : Repair or None
        The repaired matrix of world trade; None if none was given.
    criticality : tuple of Criticality
        How hard each section would be to do without; empty without a matrix.
    asymmetry : tuple of Asymmetry
        Who depends how much more; empty without a matrix.
    outside_options : tuple of OutsideOption
        The most the other patron moved of each good on record.
    checks : tuple of MatrixCheck
        The patron's share in the matrix beside that of other compilers.

    """

    target: str
    patron: str
    shares: tuple[Share, ...]
    printed: tuple[PrintedShare, ...]
    corners: tuple[Corner, ...]
    bounds: tuple[ShareBound, ...]
    concentration: tuple[Concentration, ...]
    ranks: tuple[Rank, ...]
    leads: Lead
    alternatives: tuple[Alternative, ...]
    matrix: Repair | None = None
    criticality: tuple[Criticality, ...] = ()
    asymmetry: tuple[Asymmetry, ...] = ()
    outside_options: tuple[OutsideOption, ...] = ()
    checks: tuple[MatrixCheck, ...] = ()

    @property
    def best_alternative(self) -> Alternative | None:
        """The other patron's largest total of a year; None if none is known."""
        totals = [row for row in self.alternatives if row.flow is Flow.TOTAL]
        return max(totals, key=lambda row: row.low + row.high, default=None)

    @property
    def unverifiable(self) -> tuple[Line, ...]:
        """Every number that could not be had, with the reason."""
        return tuple(row for row in self.table if row.status is Status.UNVERIFIABLE)

    @property
    def table(self) -> tuple[Line, ...]:
        """All numbers in one tidy table."""
        return tuple(_lines(self))

    def to_rows(self) -> list[dict[str, object]]:
        """Return the tidy table as plain rows, ready for CSV or JSON."""
        return [asdict(line) for line in self.table]

    def share(self, year: int, compiler: str, flow: Flow = Flow.TOTAL) -> Share | None:
        """Return one computed share; None if there is none."""
        for row in self.shares:
            if (row.year, row.compiler, row.flow, row.status) == (
                year,
                compiler,
                flow,
                Status.COMPUTED,
            ):
                return row
        return None

    def __str__(self) -> str:
        return " ".join(_sentences(self))


def profile(
    partner_totals: pa.Table,
    estimates: pa.Table,
    *,
    target: str = "PRK",
    patron: str = "CHN",
    alternative: str = "RUS",
    trade: pa.Table | None = None,
    matrix: Repair | None = None,
    output: pa.Table | None = None,
) -> DependenceProfile:
    """Return how the target depends on its patron.

    Parameters
    ----------
    partner_totals : pyarrow.Table
        The target's trade by year, compiler, partner and flow, as the dataset of
        that name. Only whole calendar years are used.
    estimates : pyarrow.Table
        Estimates, among them the value of unrecorded crude.
    target, patron, alternative : str
        ISO3 codes of the dependent state, its patron and the other patron.
    trade : pyarrow.Table or None
        Trade by goods code: customs lines for the concentration of products, and
        estimated lines for the value of crude where `estimates` has none.
    matrix : Repair or None
        World trade after repair. Its two readings count as compilers of their own,
        and sections of goods are known from it alone.
    output : pyarrow.Table or None
        Estimates of the target's output, as the dataset of that name; without it,
        nothing is known of what it makes at home.

    Raises
    ------
    SchemaError
        If a table lacks columns or holds impossible rows, or the matrix was repaired
        for another target.

    """
    printed = read_figures(partner_totals)
    figures = with_totals(printed)
    if matrix is not None:
        _require_target(matrix, target)
        figures = (*figures, *matrix_figures(matrix, (patron, alternative)))
    shares = compute_shares(figures, patron)
    crude = read_crude(estimates, printed, patron)
    if trade is not None:
        crude = crude_in_trade(trade, target, patron) | crude
    corners = corners_of(shares, crude, [f for f in figures if f.partner == KOREA])
    known = known_shares(figures, shares, patron)
    ranks = rank_years(known, figures)
    bought = () if trade is None else products(trade, target, patron)
    exact = () if matrix is None else matrix_concentration(matrix)
    return DependenceProfile(
        target=target,
        patron=patron,
        shares=shares,
        printed=compare_printed(printed, shares, patron),
        corners=corners,
        bounds=bound_years(corners),
        concentration=(*_concentrations(known, matrix), *exact, *bought),
        ranks=ranks,
        leads=lead(ranks, patron),
        alternatives=alternatives(figures, alternative, patron),
        matrix=matrix,
        criticality=()
        if matrix is None
        else criticality(
            matrix,
            patron=patron,
            output=None if output is None else read_output(output),
            crude=crude,
        ),
        asymmetry=() if matrix is None else asymmetries(matrix, patron=patron),
        outside_options=outside_options(
            repair=matrix,
            trade=trade,
            target=target,
            patron=patron,
            alternative=alternative,
        ),
        checks=check_matrix(shares, corners),
    )


def _require_target(matrix: Repair, target: str) -> None:
    if matrix.parties.target != target:
        msg = (
            f"Dependence of {target}: the matrix was repaired for "
            f"{matrix.parties.target}. Repair it for {target}."
        )
        raise SchemaError(msg)


def _concentrations(
    known: Mapping[tuple[int, str, Flow], Mapping[str, Known]], matrix: Repair | None
) -> tuple[Concentration, ...]:
    """Return the bounds for compilers that print some partners only."""
    exact = () if matrix is None else [name for name, _ in readings(matrix)]
    return concentrations(
        {place: dict(one) for place, one in known.items() if place[1] not in exact}
    )


def _lines(found: DependenceProfile) -> Iterator[Line]:
    printed: list[Share | PrintedShare | Alternative] = [
        *found.shares,
        *found.printed,
        *found.alternatives,
    ]
    grades: dict[str, Evidence] = {}
    for figure in printed:
        for source in figure.sources:
            both = (grades.get(source, figure.evidence), figure.evidence)
            grades[source] = weakest(both) or figure.evidence

    def grade(row: ShareBound | Concentration | Rank) -> Evidence | None:
        # A source that printed no total of trade gave an estimate of crude.
        found_grades = [grades.get(s, Evidence.ESTIMATED) for s in row.sources]
        return weakest(found_grades)

    patron = found.patron
    yield from (row.line(patron) for row in found.shares)
    yield from (row.line(patron) for row in found.printed)
    yield from (row.line(patron, grade(row)) for row in found.bounds)
    yield from (row.line(grade(row)) for row in found.concentration)
    yield from (row.line(grade(row)) for row in found.ranks)
    yield from (row.line() for row in found.alternatives)
    if found.matrix is not None:
        yield from repair_lines(found.matrix)
    yield from (row.line(patron) for row in found.checks)
    yield from (row.line(patron) for row in found.criticality)
    yield from (row.line(patron) for row in found.asymmetry)
    yield from (row.line() for row in found.outside_options)


def _sentences(found: DependenceProfile) -> Iterator[str]:
    totals = [b for b in found.bounds if b.flow is Flow.TOTAL and b.low is not None]
    if not totals:
        yield f"No share of {found.patron} in {found.target}'s trade can be computed."
    else:
        yield _of_shares(found, totals)
    different = [row for row in found.printed if row.differs]
    if different:
        yield (
            f"{len(different)} of {len(found.printed)} printed shares differ from "
            "their own amounts by more than half a point."
        )
    if found.leads.since is not None:
        others = sorted({r.leader for r in found.ranks if r.year == found.leads.before})
        before = (
            f"; {' or '.join(others)} was ahead in {found.leads.before}"
            if others
            else ""
        )
        reason = f" ({found.leads.reason})" if found.leads.reason else ""
        yield (
            f"{found.patron} leads without a break from {found.leads.since} on"
            f"{reason}{before}."
        )
    if found.matrix is not None:
        last = [row for row in found.matrix.years if row.direction is None][-1]
        yield (
            f"The matrix of world trade gives {last.share_published:.1%} for "
            f"{last.year} as published, {last.share_low:.1%} to {last.share_high:.1%} "
            f"once trade with {found.matrix.parties.taken_for} is out."
        )
    best = found.best_alternative
    if best is not None:
        yield (
            f"{best.partner} traded at most {best.high / 1e6:,.0f} million USD in a "
            f"year ({best.year}, {best.compiler})."
        )


def _of_shares(found: DependenceProfile, totals: Sequence[ShareBound]) -> str:
    shares = [s for s in found.shares if s.flow is Flow.TOTAL and s.low is not None]
    last = max(shares, key=lambda share: share.year)
    bound = next(b for b in totals if b.year == last.year)
    low, high = bound.low or 0.0, bound.high or 0.0
    span = f", {low:.1%} to {high:.1%} over the ways to count" if low < high else ""
    return (
        f"{found.patron}'s share in the trade of {found.target} is known for "
        f"{len(totals)} years from {totals[0].year} to {totals[-1].year}. "
        f"Last: {last}{span}."
    )
