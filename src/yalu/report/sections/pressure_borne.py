"""Who else bears the cost of pressure, and what came of it in the years after."""

from collections.abc import Sequence

from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Figure, Panel
from yalu.report.capping import who
from yalu.report.figures.pressure import bearers_chart, outturn_chart
from yalu.report.grid import Grid
from yalu.report.pressing import Pressure
from yalu.report.pricing import Bearing, Outturn

__all__ = ["bearers_figure", "outturn_figure", "outturns_found"]

_SHOWN = 10  # goods of one economy


def bearers_figure(found: Pressure) -> Figure | None:
    """Return what patrons lose of their trade; None where nobody was asked."""
    rows = [row for row in found.bearings if row.middle_usd]
    if not rows:
        return None
    economies = list(dict.fromkeys(row.economy for row in rows))
    panels = tuple(
        Panel(
            label=f"{who(economy)}: {flow}",
            chart=bearers_chart(own),
        )
        for economy in economies
        for flow in ("buys", "sells")
        if (own := _largest(rows, economy, flow))
    )
    (label,) = found.labels([rows[0].package])
    return Figure(
        id="pressure-bearers",
        title=_bearers_found(rows, label),
        panels=panels,
        summary="; ".join(
            f"{row.economy} {row.flow} {row.label}: {_usd(row)}"
            for row in sorted(rows, key=_amount)[:_SHOWN]
        )
        + ".",
        definition=(
            f"Trade with {found.target} that {label} stops if fully enforced, beside "
            f"{found.year}: bars the middle, lines the range that the codes and the "
            "record leave open. What is bought dearer elsewhere, or not sold at all, "
            "is a cost to the partner far below these amounts, since it can turn to "
            "others. The ten largest of each side."
        ),
        sources=tuple(sorted({name for row in rows for name in row.sources})),
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )


def _largest(rows: Sequence[Bearing], economy: str, flow: str) -> list[Bearing]:
    own = [row for row in rows if (row.economy, row.flow) == (economy, flow)]
    return sorted(own, key=_amount)[:_SHOWN]


def _amount(row: Bearing) -> float:
    return -(row.middle_usd or 0.0)


def _usd(row: Bearing) -> str:
    return numerals.span(
        numerals.money(row.low_usd, digits=2), numerals.money(row.high_usd, digits=2)
    )


def _bearers_found(rows: Sequence[Bearing], label: str) -> str:
    most = min(rows, key=_amount)
    name = who(most.economy)
    whole: dict[str, float] = {}
    for row in rows:
        whole[row.economy] = whole.get(row.economy, 0.0) + (row.middle_usd or 0.0)
    told = [
        f"{who(economy)} {numerals.money(usd, digits=2)}"
        for economy, usd in sorted(whole.items(), key=lambda item: -item[1])
    ]
    return (
        f"Under {label}, trade that stops each year: {numerals.listing(told)}; most of "
        f"all {most.label}, which {name} {most.flow} ({_usd(most)})"
    )


def outturn_figure(found: Pressure) -> Figure | None:
    """Return predictions beside the record; None where nothing was compared."""
    rows = [row for row in found.outturns if row.middle is not None]
    if not rows:
        return None
    quantities = list(dict.fromkeys((row.quantity, row.label) for row in rows))
    grades = {row.evidence for row in rows if row.evidence is not None}
    return Figure(
        id="pressure-observed",
        title=outturns_found(rows),
        panels=tuple(
            Panel(
                label=label,
                chart=outturn_chart([row for row in rows if row.quantity == quantity]),
            )
            for quantity, label in quantities
        ),
        summary="; ".join(f"{row.label} {row.year}: {_judged(row)}" for row in rows)
        + ".",
        definition=(
            f"Bars: predictions from {found.year} and the law in force in each year, "
            "knowing nothing of what came; a stroke is their middle. Circles: what was "
            "recorded, filled where it lies inside, hollow outside. A comparison may "
            "fail because the law was not enforced, because the record misses trade, "
            "or because the model is wrong; it does not say which. "
            + " ".join(dict.fromkeys(row.note for row in rows if row.note))
        ),
        sources=tuple(
            sorted({name for row in rows for name in (*row.sources, *found.sources)})
        ),
        grades=tuple(
            grade for grade in Evidence if grade in {*grades, Evidence.ESTIMATED}
        ),
        data=Grid.from_items(rows),
    )


def outturns_found(rows: Sequence[Outturn]) -> str:
    """Return how many predictions the record bears out."""
    judged = [row for row in rows if row.inside is not None]
    inside = [row for row in judged if row.inside]
    if not judged:
        return "No prediction could be held against a record"
    misses = list(dict.fromkeys(row.label for row in judged if not row.inside))
    told = (
        f"{len(inside)} of {len(judged)} records lie inside what was predicted from "
        "the law and the trade of the base year"
    )
    return f"{told}; outside: {numerals.listing(misses)}" if misses else told


def _judged(row: Outturn) -> str:
    span = numerals.span(numerals.amount(row.low), numerals.amount(row.high))
    record = numerals.span(
        numerals.amount(row.recorded_low), numerals.amount(row.recorded_high)
    )
    word = "cannot be told" if row.inside is None else "outside"
    if row.inside:
        word = "inside"
    return f"predicted {span}, recorded {record} {row.unit} ({word})"
