"""The section on recorded trade: the months with their gaps, and the banned lines."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from yalu import sources, territories
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Figure, Panel, Section
from yalu.report.dossier import Dossier
from yalu.report.figures import trade as charts
from yalu.report.grid import Grid
from yalu.report.recorded import (
    AnnualLine,
    Reading,
    annual_lines,
    gaps,
    main_compiler,
    readings,
)

__all__ = ["banned_share", "lines_of", "trade"]

ANNUAL = "UN Comtrade"
_FIRST = date(2014, 1, 1)
_NIL = Decimal(0)


def trade(dossier: Dossier) -> Section:
    """Return the section on the trade that the state recorded with the target."""
    name = territories.territory(dossier.state).name
    blocks = [*_lines(dossier, name), *_monthly(dossier, name)]
    text = (
        f"What {name}'s customs published. A month that nobody printed is left as a "
        "gap. Compilers count differently, so their figures stand side by side and "
        "are never added."
    )
    return Section(
        id="trade", heading="What was recorded", text=(text,), blocks=tuple(blocks)
    )


def lines_of(dossier: Dossier) -> tuple[AnnualLine, ...]:
    """Return the yearly lines of the state's imports from the target."""
    return annual_lines(
        dossier.trade,
        sources.load("absences"),
        dossier.regime,
        reporter=dossier.state,
        compiler=ANNUAL,
    )


def banned_share(lines: Sequence[AnnualLine], year: int) -> Decimal | None:
    """Return the share of a year's recorded imports in lines that are banned today."""
    here = [x for x in lines if x.year == year and x.value_usd is not None]
    total = sum((x.value_usd or _NIL for x in here), _NIL)
    banned = sum((x.value_usd or _NIL for x in here if x.banned_by), _NIL)
    return banned / total if total else None


def _lines(dossier: Dossier, name: str) -> list[Figure]:
    lines = lines_of(dossier)
    banned = {x.goods: x for x in lines if x.banned_by}
    if not banned:
        return []
    first = min(x.year for x in lines)
    after = max(x.banned_from.year for x in banned.values() if x.banned_from) + 1
    shares = [numerals.percent(banned_share(lines, y), digits=1 + (y == first))
              for y in (first, after)]  # fmt: skip
    title = (
        f"{numerals.plural(len(banned), 'line').capitalize()} banned since made up "
        f"{shares[0]} of {name}'s recorded imports in {first}, "
        f"{shares[1]} in {after}"
    )
    silent = [x for x in lines if x.status == "no record"]
    totals = {
        year: sum((x.value_usd or _NIL for x in lines if x.year == year), _NIL)
        for year in sorted({x.year for x in lines})
    }
    return [
        Figure(
            id="banned-lines",
            title=title,
            panels=(Panel(chart=charts.lines_chart(lines)),),
            summary=(
                "Total recorded imports: "
                + "; ".join(f"{y} {numerals.money(v)}" for y, v in totals.items())
                + f". Banned lines: {'; '.join(sorted(banned))}."
            ),
            definition=(
                f"Yearly imports as {name} reported them to {ANNUAL}, by line. A line "
                "counts as banned if a measure binding all states bans the whole of "
                f"it today. {len(silent)} line-years have no record at all: that is "
                "what was published, not proof that nothing moved."
            ),
            sources=tuple(sorted({s for x in lines for s in x.sources})),
            grades=(Evidence.OFFICIAL,),
            data=Grid.from_items(lines),
        )
    ]


def _monthly(dossier: Dossier, name: str) -> list[Figure]:
    both = {
        way: readings(
            dossier.trade,
            reporter=dossier.state,
            partner=dossier.regime.target,
            direction=way,
        )
        for way in ("import", "export")
    }
    found = [r for way in both.values() for r in way if r.month >= _FIRST]
    if not found:
        return []
    window = (_FIRST, max(r.month for r in found).replace(day=28))
    labels = {"import": f"{name} buys (imports)", "export": f"{name} sells (exports)"}
    panels = tuple(
        Panel(label=labels[way], chart=charts.monthly_chart(rows, window=window))
        for way, rows in both.items()
    )
    missing = {
        way: [m for m in gaps(rows) if m >= _FIRST] for way, rows in both.items()
    }
    printed = {way: len({r.month for r in rows if r.month >= _FIRST})
               for way, rows in both.items()}  # fmt: skip
    peaks = {way: _peak(rows) for way, rows in both.items()}
    conflicts = sum(r.conflict for r in found)
    return [
        Figure(
            id="monthly-trade",
            title=(
                f"{name} still sells but hardly buys: "
                if _sells_more(both)
                else "Month by month: "
            )
            + f"{printed['import']} months of imports and {printed['export']} of "
            f"exports are known since {_FIRST.year}, {len(missing['import'])} and "
            f"{len(missing['export'])} are gaps",
            panels=panels,
            summary=(
                f"Largest month of imports: {_told(peaks['import'])}; of exports: "
                f"{_told(peaks['export'])}. {numerals.plural(conflicts, 'statement')} "
                "contradict another about the same month. Ticks at the foot are "
                "months without any figure."
            ),
            definition=(
                "All goods, US dollars at the border as printed; the line joins one "
                f"figure a month by {main_compiler(r.compiler for r in found)} and "
                "breaks at gaps. Estimated means worked out from other printed "
                "figures; the formula is in the data."
            ),
            sources=tuple(sorted({s for r in found for s in r.sources})),
            grades=tuple(g for g in Evidence if g in {r.evidence for r in found}),
            data=Grid.from_items(found),
        )
    ]


def _peak(rows: Sequence[Reading]) -> Reading:
    return max((r for r in rows if r.chosen), key=lambda r: r.value_usd)


def _told(reading: Reading) -> str:
    return f"{numerals.money(reading.value_usd)} in {numerals.month(reading.month)}"


def _sells_more(both: dict[str, tuple[Reading, ...]]) -> bool:
    """Return whether the newest chosen exports are over five times the imports."""
    newest = [
        next((r for r in reversed(rows) if r.chosen), None) for rows in both.values()
    ]
    bought, sold = newest
    return bool(bought and sold and sold.value_usd > 5 * bought.value_usd)
