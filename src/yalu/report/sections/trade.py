"""The section on recorded trade: the months with their gaps, and the banned lines."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from yalu import sources
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Figure, Panel, Section, figure_of
from yalu.report.dossier import Dossier
from yalu.report.figures import trade as charts
from yalu.report.grid import Grid
from yalu.report.naming import state_in_prose
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
_TENTH = Decimal("0.1")
_SILENT = {"no record": "no record was returned", "not held": "we hold no answer"}


def trade(dossier: Dossier) -> Section | None:
    """Return the section on the trade that the state recorded with the target.

    None where the record holds neither months of all goods nor years by line.
    """
    name = state_in_prose(dossier.state)
    blocks = [*_lines(dossier, name), *_monthly(dossier, name)]
    if not blocks:
        return None
    text = (
        f"What the customs of {name} published. A month that nobody printed is left "
        "as a gap. Compilers count differently, so their figures stand side by side "
        "and are never added."
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
    """Return the share of a year's imports recorded in lines that are banned today.

    Lines without a record add nothing, so that it is a lower end where there are any;
    None where no banned line is recorded.
    """
    here = [x for x in lines if x.year == year and x.value_usd is not None]
    total = sum((x.value_usd or _NIL for x in here), _NIL)
    banned = [x.value_usd or _NIL for x in here if x.banned_by]
    return sum(banned, _NIL) / total if total and banned else None


def _told_share(lines: Sequence[AnnualLine], year: int) -> str:
    """Return the share of banned lines in words, as a lower end if some are unknown."""
    share = banned_share(lines, year)
    if share is None:
        return numerals.percent(None)
    silent = any(x.value_usd is None for x in lines if x.year == year and x.banned_by)
    told = numerals.percent(share, digits=2 if share >= _TENTH else 1)
    return f"at least {told}" if silent else told


def _told_year(lines: Sequence[AnnualLine], year: int) -> str:
    """Return how many of the banned lines are recorded in a year, and the others."""
    here = [x for x in lines if x.year == year and x.banned_by]
    known = [x for x in here if x.value_usd is not None]
    parts = []
    if known:
        share = numerals.percent(banned_share(lines, year), digits=1)
        verb = "is" if len(known) == 1 else "are"
        number = "all" if len(known) == len(here) else numerals.count(len(known))
        parts.append(f"{number} of them {verb} recorded, at {share}")
    for status, words in _SILENT.items():
        silent = sum(x.status == status for x in here)
        if silent:
            parts.append(f"for {numerals.count(silent)} {words}")
    return ", and ".join(parts)


def _lines(dossier: Dossier, name: str) -> list[Figure]:
    lines = lines_of(dossier)
    banned = {x.goods: x for x in lines if x.banned_by}
    if not banned:
        return []
    first = min(x.year for x in lines)
    after = max(x.banned_from.year for x in banned.values() if x.banned_from) + 1
    title = (
        f"{numerals.plural(len(banned), 'line').capitalize()} banned since made up "
        f"{_told_share(lines, first)} of the imports that {name} recorded in {first}; "
        f"in {after} {_told_year(lines, after)}"
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
                f"Yearly imports as {name} reported them to {ANNUAL}, by line, taken "
                f"from an extract of {ANNUAL} and not asked anew. A line "
                "counts as banned if a measure binding all states bans the whole of "
                f"it today. {len(silent)} line-years have no record at all: that is "
                "what was published, not proof that nothing moved, and what such "
                "lines may hold stands in the rest of the total."
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
        figure_of(
            found,
            "monthly-trade",
            title=_balance(name, both)
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
        )
    ]


def _peak(rows: Sequence[Reading]) -> Reading:
    return max((r for r in rows if r.chosen), key=lambda r: r.value_usd)


def _told(reading: Reading) -> str:
    return f"{numerals.money(reading.value_usd)} in {numerals.month(reading.month)}"


def _balance(name: str, both: dict[str, tuple[Reading, ...]]) -> str:
    """Return the newest month with both figures in words; empty if there is none."""
    chosen = {
        way: {r.month: r.value_usd for r in rows if r.chosen}
        for way, rows in both.items()
    }
    common = chosen["import"].keys() & chosen["export"].keys()
    if not common:
        return "Month by month: "
    month = max(common)
    return (
        f"In {numerals.month(month)}, the newest month with both figures, {name} "
        f"recorded {numerals.money(chosen['export'][month])} of sales and "
        f"{numerals.money(chosen['import'][month])} of purchases; "
    )
