"""What the repaired matrix of world trade adds to the section on dependence."""

from collections.abc import Iterable, Sequence

from yalu.dependence import (
    Criticality,
    DependenceProfile,
    Flow,
    MatrixCheck,
    OutsideOption,
)
from yalu.flows import ALL_SECTIONS, PairRemoval, Repair, YearRepair
from yalu.goods import SECTIONS
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Block, Cell, Figure, Panel, Table
from yalu.report.capping import who
from yalu.report.figures import dependence as charts
from yalu.report.grid import Grid
from yalu.report.naming import state_in_prose

__all__ = ["goods_blocks", "goods_text"]

_SHOWN = 10
_Span = tuple[float, float]


def goods_text(found: DependenceProfile) -> tuple[str, ...]:
    """Return the paragraph on who could do without whom; nothing without a matrix."""
    rows = [
        row
        for row in found.asymmetry
        if row.flow is Flow.TOTAL and row.section == ALL_SECTIONS
    ]
    if not rows:
        return ()
    last = max(rows, key=lambda row: row.year)
    patron = state_in_prose(found.patron)
    target = state_in_prose(found.target)
    told = (
        f"In {last.year} their trade was "
        f"{_percents(last.of_target)} of all trade of {target} and "
        f"{numerals.percent(last.of_patron[1])} of that of {patron}: by amounts, the "
        f"one depended {_times(last.times)} times as much on the other. Amounts say "
        "nothing of what the goods are worth to either."
    )
    return (told,)


def goods_blocks(found: DependenceProfile) -> list[Block]:
    """Return the blocks on the repair and on sections of goods."""
    if found.matrix is None:
        return []
    blocks: list[Block] = [_repair(found, found.matrix)]
    if found.criticality:
        blocks.append(_critical(found))
    if found.outside_options:
        blocks.append(_options(found))
    blocks.append(_cuts(found.matrix))
    return blocks


def _repair(found: DependenceProfile, repair: Repair) -> Figure:
    totals = [row for row in repair.years if row.direction is None]
    checks = [row for row in found.checks if row.flow is Flow.TOTAL]
    last = totals[-1]
    other = state_in_prose(repair.parties.taken_for)
    grades = {Evidence.ESTIMATED} | ({Evidence.REPORTED} if checks else set())
    return Figure(
        id="matrix-repair",
        title=(
            f"Small reporters book trade with {other} under the North: without it, "
            f"{who(found.patron)}'s share in the UNCTAD matrix of {last.year} is "
            f"{_percents((last.share_low, last.share_high))} instead of "
            f"{numerals.percent(last.share_published)}"
        ),
        panels=(Panel(chart=charts.repair_chart(totals, checks)),),
        summary="; ".join(
            f"{row.year} {numerals.percent(row.share_published)} as published, "
            f"{_percents((row.share_low, row.share_high))} repaired"
            for row in totals
        )
        + ".",
        definition=_rule(found, other, checks),
        sources=tuple(
            sorted({*repair.sources, *(s for row in checks for s in row.sources)})
        ),
        grades=tuple(grade for grade in Evidence if grade in grades),
        data=_repair_grid(totals, checks, repair.sources),
    )


def _rule(found: DependenceProfile, other: str, checks: Sequence[MatrixCheck]) -> str:
    """Return the rule of the repair, and which other compilers it does not meet."""
    patron = who(found.patron)
    inside = sum(row.inside for row in checks)
    outside = "".join(
        f"; {row.compiler} {row.year} is {abs(row.points):.1f} points "
        f"{'below' if row.points < 0 else 'above'} it"
        for row in checks
        if not row.inside
    )
    return (
        "A partner's trade with the North is taken out where it weighs more beside "
        f"its trade with {other} than that of {patron}, the neighbour and patron, "
        "in the same section of goods; it is doubtful where it weighs more than "
        "partners usually have. The bar runs from the share with all that is doubtful "
        "to the share without. Exports are put on what buyers' records print. "
        f"{numerals.opened(numerals.part(inside, len(checks), 'share'))} by other "
        f"compilers {'lies' if inside <= 1 else 'lie'} in the bar{outside}. Crude and "
        "trade between the Koreas are not added here."
    )


def _repair_grid(
    totals: Sequence[YearRepair],
    checks: Sequence[MatrixCheck],
    matrix: tuple[str, ...],
) -> Grid:
    rows: list[tuple[object, ...]] = []
    for row in totals:
        share, whole = row.share_published, row.published
        rows += [
            (row.year, "UNCTAD, as published", share, share, whole, whole, matrix),
            (
                row.year,
                "UNCTAD, repaired",
                row.share_low,
                row.share_high,
                row.strict,
                row.lenient,
                matrix,
            ),
        ]
    rows += [(c.year, c.compiler, c.low, c.high, None, None, c.sources) for c in checks]
    columns = ("year", "compiler", "share_low", "share_high")
    return Grid((*columns, "total_low_usd", "total_high_usd", "sources"), tuple(rows))


def _critical(found: DependenceProfile) -> Table:
    last = max(row.year for row in found.criticality)
    rows = [row for row in found.criticality if row.year == last]
    rows.sort(key=lambda row: -row.patron_usd[1])
    most = max(rows, key=lambda row: row.dependence[0] * row.of_purchases[0])
    patron = who(found.patron)
    return Table(
        id="criticality",
        title=(
            f"{patron} sold {_percents(most.dependence)} of the "
            f"{SECTIONS[most.section]} bought in {last}, "
            f"{_percents(most.of_purchases)} of all purchases"
        ),
        columns=(
            "Goods",
            "Of all purchases",
            f"From {patron}",
            "Scarcity elsewhere",
            "Criticality",
        ),
        rows=tuple(
            (
                Cell(text=f"{row.section}: {SECTIONS[row.section]}"),
                Cell(text=_percents(row.of_purchases), tone="figure"),
                Cell(text=_percents(row.dependence), tone="figure"),
                Cell(text=_percents(row.scarcity), tone="figure"),
                Cell(
                    text=numerals.span(f"{row.low:.2f}", f"{row.high:.2f}"),
                    tone="figure",
                    grades=(row.evidence,),
                    sources=row.sources,
                ),
            )
            for row in rows
        ),
        definition=(
            "Criticality is the patron's share of purchases times the scarcity of "
            "other suppliers times the lack of home output, from 0 to 1. Scarcity runs "
            "from the case that every other exporter of the world steps in to the case "
            "that only those do that sold such goods before, as far as the matrix "
            "goes. "
            "Home output by section is not known: the high end takes it as nil, the "
            "low end spreads the largest estimate of all output evenly. Crude by "
            "pipeline is in no section."
        ),
        sources=_sources(rows),
        grades=(Evidence.ESTIMATED,),
        data=_critical_grid(found.criticality),
    )


def _critical_grid(rows: Sequence[Criticality]) -> Grid:
    ranges = ("of_purchases", "dependence", "scarcity", "lack", "criticality")
    ends = [f"{name}_{end}" for name in ranges for end in ("low", "high")]
    return Grid(
        ("year", "section", "goods", *ends, "sources"),
        tuple(
            (
                row.year,
                row.section,
                SECTIONS[row.section],
                *row.of_purchases,
                *row.dependence,
                *row.scarcity,
                *row.lack,
                row.low,
                row.high,
                row.sources,
            )
            for row in rows
        ),
    )


def _options(found: DependenceProfile) -> Table:
    rows = [row for row in found.outside_options if row.flow is Flow.IMPORTS]
    name, patron = who(rows[0].partner), who(found.patron)
    held = [str(y) for y in found.matrix.published.years] if found.matrix else []
    sold = [row for row in rows if row.series == "matrix" and row.good != ALL_SECTIONS]
    best = max(sold, key=lambda row: row.high, default=rows[0])
    near = "" if best.of_patron is None else f", {_percents(best.of_patron)} of"
    goods = SECTIONS.get(best.good, best.good)
    return Table(
        id="outside-options",
        title=(
            f"In {numerals.part(len(held), len(held), 'year')} of the matrix {name} "
            f"sold most of {goods}: {_moved(best)} ({best.year}){near}"
            + (f" {patron}'s most" if near else "")
        ),
        columns=("Goods", "Year", "Most in a year", f"Of {patron}'s most", "Record"),
        rows=tuple(
            (
                Cell(text=_good(row)),
                Cell(text=str(row.year)),
                Cell(text=_moved(row), tone="figure"),
                Cell(
                    text=_percents(row.of_patron) if row.of_patron else "unknown",
                    tone="figure",
                ),
                Cell(text=row.series, sources=row.sources, grades=(row.evidence,)),
            )
            for row in rows
        ),
        definition=(
            "What was, not what could be: nothing here bounds what it might sell. "
            f"Sections come from the matrix of {numerals.listing(held)} after "
            "repair, goods codes from trade lines of whole years; statements of "
            "different kinds are not put together."
        ),
        sources=_sources(rows),
        grades=tuple(g for g in Evidence if g in {row.evidence for row in rows}),
        data=Grid.from_items(found.outside_options),
        folded=True,
    )


def _good(row: OutsideOption) -> str:
    if row.good == ALL_SECTIONS:
        return "all goods"
    title = SECTIONS.get(row.good)
    return f"{row.good}: {title}" if title else row.good


def _moved(row: OutsideOption) -> str:
    if row.unit == "USD":
        return numerals.span(numerals.money(row.low), numerals.money(row.high))
    return numerals.span(
        numerals.amount(row.low, row.unit), numerals.amount(row.high, row.unit)
    )


def _cuts(repair: Repair) -> Table:
    pairs = (*repair.removed, *repair.doubtful)
    largest = (*repair.removed[:_SHOWN], *repair.doubtful[:_SHOWN])
    return Table(
        id="repaired-pairs",
        title=(
            f"The repair takes {_sum(repair.removed)} out of three years for good and "
            f"puts {_sum(repair.doubtful)} in doubt; the largest of each"
        ).replace("three years", numerals.plural(len(repair.published.years), "year")),
        columns=("Partner and year", "Amount", "Reading", "Why"),
        rows=tuple(
            (
                Cell(text=f"{who(pair.partner)}, {pair.year}"),
                Cell(text=numerals.money(pair.amount), tone="figure"),
                Cell(text=pair.standing.value),
                Cell(text=f"Sections {', '.join(pair.sections)}: {pair.reason}"),
            )
            for pair in largest
        ),
        definition=(
            f"All {len(pairs)} cuts are in the file, with the trade with the other "
            "state beside them. Both directions together. The reason is that of the "
            "largest section concerned."
        ),
        sources=repair.sources,
        grades=(Evidence.ESTIMATED,),
        data=Grid(
            ("year", "partner", "reading", "cut_usd", "with_other_usd", "sections"),
            tuple(
                (
                    pair.year,
                    pair.partner,
                    pair.standing.value,
                    round(pair.amount),
                    round(pair.beside),
                    "".join(pair.sections),
                )
                for pair in pairs
            ),
        ),
        folded=True,
    )


def _sum(pairs: Iterable[PairRemoval]) -> str:
    return numerals.money(sum(pair.amount for pair in pairs))


def _sources(rows: Sequence[Criticality | OutsideOption]) -> tuple[str, ...]:
    return tuple(sorted({source for row in rows for source in row.sources}))


def _percents(span: _Span) -> str:
    return numerals.span(*(numerals.percent(share) for share in span))


def _times(span: _Span) -> str:
    return numerals.span(*(numerals.amount(times) for times in span))
