"""The section on dependence: the patron's share, and whether another replaces it."""

from collections.abc import Iterable, Sequence

from yalu.dependence import (
    LENIENT,
    READINGS,
    STRICT,
    DependenceProfile,
    Flow,
    Share,
    ShareBound,
    Status,
)
from yalu.report import numerals
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table, figure_of
from yalu.report.capping import who
from yalu.report.figures import dependence as charts
from yalu.report.grid import Grid
from yalu.report.naming import state_in_prose
from yalu.report.sections.dependence_goods import goods_blocks, goods_text

__all__ = ["dependence"]

_LABELS = {
    Flow.TOTAL: "Of all its trade",
    Flow.EXPORTS: "Of what it sells",
    Flow.IMPORTS: "Of what it buys",
}


_YEARLY = (
    "year",
    "share_low",
    "share_high",
    "lacks",
    "herfindahl",
    "largest",
    "not_covered",
    "sources",
)


def dependence(found: DependenceProfile) -> Section:
    """Return the section on who needs whom."""
    patron = state_in_prose(found.patron)
    target = state_in_prose(found.target)
    blocks: list[Block] = [_shares(found, patron)]
    blocks += _alternatives(found)
    blocks += goods_blocks(found)
    blocks += [_years(found), _printed(found)]
    text = (
        f"The share of {patron} in the trade of {target} moves with "
        "what is counted: crude oil has been outside the customs record since 2014, "
        "and trade between the two Koreas is domestic to both. Each bar spans all "
        "ways to count that the sources allow; what they do not cover is listed."
    )
    told = (text, *goods_text(found))
    return Section(
        id="dependence", heading="Who needs whom", text=told, blocks=tuple(blocks)
    )


def _shares(found: DependenceProfile, patron: str) -> Figure:
    known = [s for s in found.shares if s.low is not None]
    compilers = list(dict.fromkeys(s.compiler for s in known))
    years = (min(s.year for s in known), max(s.year for s in known))
    totals = [b for b in found.bounds if b.flow is Flow.TOTAL and b.low is not None]
    rows = [line for line in found.table if line.figure in ("share", "bound")]
    return figure_of(
        rows,
        "patron-share",
        title=(
            f"{_course(patron, [s for s in known if s.flow is Flow.TOTAL])}; "
            f"{_covered(totals)}"
        ),
        panels=tuple(
            Panel(
                label=label,
                chart=charts.share_chart(
                    found.shares,
                    found.bounds,
                    flow=flow,
                    compilers=compilers,
                    years=years,
                ),
            )
            for flow, label in _LABELS.items()
        ),
        summary="; ".join(f"{b.year} {_span(b)}{_partly(b)}" for b in totals) + ".",
        definition=(
            "The patron's amount over that of all partners, both by one compiler on "
            "one base. Grey bars: lowest to highest over compilers, crude in or out, "
            "inter-Korean trade in or out; broken where not every way to count is "
            "covered, so that the span may be wider. Hollow marks stand in such "
            "years, filled ones where every way is covered. The title follows one "
            "compiler on one base, so that its ends can be compared. Years without a "
            "mark could not be computed." + _readings(compilers)
        ),
    )


def _readings(compilers: Iterable[str]) -> str:
    """Return what the readings of the matrix are, where they are among them."""
    return f" {READINGS}" if {LENIENT, STRICT} & set(compilers) else ""


def _course(patron: str, shares: Sequence[Share]) -> str:
    """Return how the share went by the one compiler and base that reach farthest."""
    series: dict[tuple[str, str], list[Share]] = {}
    for share in shares:
        series.setdefault((share.compiler, share.base), []).append(share)
    (compiler, base), longest = max(series.items(), key=lambda item: len(item[1]))
    first = min(longest, key=lambda s: s.year)
    last = max(longest, key=lambda s: s.year)
    ends = [
        numerals.span(numerals.percent(s.low), numerals.percent(s.high))
        for s in (first, last)
    ]
    return (
        f"By {compiler} ({base}), {patron}'s share of recorded trade went from "
        f"{ends[0]} in {first.year} to {ends[1]} in {last.year}"
    )


def _span(bound: ShareBound) -> str:
    return numerals.span(numerals.percent(bound.low), numerals.percent(bound.high))


def _partly(bound: ShareBound) -> str:
    return "" if bound.complete else " (not all ways covered)"


def _covered(bounds: Sequence[ShareBound]) -> str:
    """Return in how many years the spans take in every way to count."""
    whole = sum(bound.complete for bound in bounds)
    if whole == len(bounds):
        return "every way to count is covered"
    verb = "covers" if whole <= 1 else "cover"
    return f"{numerals.part(whole, len(bounds), 'year')} {verb} every way to count"


def _alternatives(found: DependenceProfile) -> list[Figure]:
    rows = [row for row in found.alternatives if row.flow is Flow.TOTAL]
    if not rows:
        return []
    best = max(rows, key=lambda row: row.high)
    shares = [row.of_patron_high for row in rows if row.of_patron_high is not None]
    name, patron = who(best.partner), state_in_prose(found.patron)
    years = len({row.year for row in rows})
    return [
        figure_of(
            rows,
            "other-patron",
            title=(
                f"In {numerals.part(years, years, 'year')} on record, {name} never "
                f"traded more than "
                f"{numerals.money(best.high)} a year ({best.year}), at most "
                f"{numerals.percent(max(shares))} of {patron}'s trade in the same year"
            ),
            panels=(
                Panel(
                    chart=charts.alternative_chart(
                        rows,
                        years=(min(r.year for r in rows), max(r.year for r in rows)),
                    )
                ),
            ),
            summary="; ".join(
                f"{r.year} {numerals.money((r.low + r.high) / 2)} ({r.compiler})"
                for r in rows
            )
            + ".",
            definition=(
                f"Exports and imports of {name} with the target, as recorded or "
                "stated. Fuel that is alleged but not recorded is not in here: see "
                "the cap trackers." + _readings(row.compiler for row in rows)
            ),
        )
    ]


def _years(found: DependenceProfile) -> Table:
    rows, data = [], []
    for bound in (b for b in found.bounds if b.flow is Flow.TOTAL):
        rank = [r for r in found.ranks if r.year == bound.year]
        index = [
            c
            for c in found.concentration
            if (c.year, c.of, c.flow) == (bound.year, "partners", Flow.TOTAL)
            and c.low is not None
            and c.high is not None
        ]
        leaders = tuple(dict.fromkeys(r.leader for r in rank))
        lows = [c.low for c in index if c.low is not None]
        highs = [c.high for c in index if c.high is not None]
        hhi = (
            numerals.span(f"{min(lows):.2f}", f"{max(highs):.2f}")
            if lows
            else "unknown"
        )
        rows.append(
            (
                Cell(text=str(bound.year)),
                Cell(
                    text=_span(bound),
                    tone="figure",
                    detail="" if bound.complete else "not all ways",
                ),
                Cell(text=numerals.listing(bound.lacks) or "nothing"),
                Cell(text=hhi, tone="figure"),
                Cell(text=", ".join(leaders)),
                Cell(text=bound.missing or "all ways covered", sources=bound.sources),
            )
        )
        lacks = ", ".join(bound.lacks)
        data.append(
            (bound.year, bound.low, bound.high, lacks, hhi, leaders, bound.missing,
             bound.sources)
        )  # fmt: skip
    return Table(
        id="dependence-years",
        title="Year by year: share, concentration, and what could not be covered",
        columns=("Year", "Share", "Lacks", "Concentration", "Largest", "Not covered"),
        rows=tuple(rows),
        definition=(
            "Concentration is the Herfindahl index over partners, 1 for a single "
            "one; its range lets the unknown partners be many or one. Where the value "
            "of crude or of inter-Korean trade is lacking for a compiler, the share "
            "may lie outside its span." + _ranked_only(found, {row[0] for row in data})
        ),
        sources=tuple(sorted({s for b in found.bounds for s in b.sources})),
        data=Grid(
            _YEARLY,
            tuple(data),
        ),
        folded=True,
    )


def _ranked_only(found: DependenceProfile, years: set[object]) -> str:
    """Return in which years partners can be ranked although no share is known."""
    extra = sorted({r.year for r in found.ranks if r.sure} - years)
    if not extra:
        return ""
    told = numerals.listing([str(year) for year in extra])
    return f" In {told} the largest partner is known, but no share of it."


def _printed(found: DependenceProfile) -> Table:
    differ = [row for row in found.printed if row.differs]
    open_rows = [s for s in found.shares if s.status is Status.UNVERIFIABLE]
    rows = [
        (
            Cell(text=f"{row.year}, {row.flow.value}, {row.compiler}"),
            Cell(text=numerals.percent(row.printed, digits=3), tone="figure"),
            Cell(text="differs from its own amounts", sources=row.sources),
        )
        for row in differ
    ] + [
        (
            Cell(text=f"{s.year}, {s.flow.value}, {s.compiler}"),
            Cell(text="unverifiable", tone="unverifiable"),
            Cell(text=s.reason, sources=s.sources),
        )
        for s in open_rows
    ]
    return Table(
        id="dependence-doubts",
        title=(
            f"{numerals.plural(len(differ), 'printed share').capitalize()} of "
            f"{len(found.printed)} do not follow from the printed amounts; "
            f"{len(open_rows)} shares cannot be computed"
        ),
        columns=("Year, flow, compiler", "Share", "Why"),
        rows=tuple(rows),
        sources=tuple(
            sorted({s for r in differ for s in r.sources})
            + sorted({s for r in open_rows for s in r.sources})
        ),
        data=Grid(
            ("row", "share", "reason", "sources"),
            tuple((a.text, b.text, c.text, c.sources) for a, b, c in rows),
        ),
        folded=True,
    )
