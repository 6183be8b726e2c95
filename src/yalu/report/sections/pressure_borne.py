"""Who else bears the cost of pressure, and what came of it in the years after."""

from collections.abc import Sequence

from yalu.goods import SECTIONS
from yalu.impact import Bearing
from yalu.impact.observed import Outturn
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Figure, Panel
from yalu.report.capping import who
from yalu.report.figures.pressure_borne import bearers_chart, judged, outturn_chart
from yalu.report.grid import Grid
from yalu.report.pressing import Pressure

__all__ = ["bearers_figure", "hits_by_model", "outturn_figure", "outturns_found"]

_SHOWN = 10  # goods of one economy
_NAMED = 3
_LEAST = 5e5  # USD a year that can be seen
_FULL, _ANY = "full", "any"
_KEY = (
    "full-enforcement",
    "any-enforcement",
    "recorded-inside",
    "recorded-outside",
)
_SECTIONS, _LINES = "by section", "on record line by line"


def bearers_figure(found: Pressure) -> Figure | None:
    """Return what each side loses of its trade; None where nobody was asked."""
    rows = list(found.bearings)
    if not rows:
        return None
    target, economies = found.target, list(dict.fromkeys(row.economy for row in rows))
    panels = tuple(
        Panel(
            label=f"what {_party(economy, target)} {flow}, {kind}",
            chart=bearers_chart(own),
        )
        for economy in economies
        for flow in ("buys", "sells")
        for kind, of_section in ((_SECTIONS, True), (_LINES, False))
        if (own := _largest(rows, economy, flow, of_section=of_section))
    )
    (label,) = found.labels([rows[0].package])
    return Figure(
        id="pressure-bearers",
        title=_bearers_found(rows, label, target),
        panels=panels,
        summary="; ".join(
            f"{_party(row.economy, target)} {row.flow} {row.label}: {_usd(row)}"
            for row in sorted(rows, key=_amount)[:_SHOWN]
        )
        + ".",
        definition=(
            f"Trade with the target ({target}) that {label} stops if fully enforced, "
            f"beside {found.year}: bars the middle, lines the range that codes and "
            f"record leave open. Goods {_LINES} are customs' figures of the years in "
            "brackets: they stand beside the sections and are not added to them. It is "
            "trade and not income: who can turn to others loses far less. "
            f"The {_SHOWN} largest of each side."
        ),
        sources=tuple(sorted({name for row in rows for name in row.sources})),
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )


def _largest(
    rows: Sequence[Bearing], economy: str, flow: str, *, of_section: bool
) -> list[Bearing]:
    own = [
        row
        for row in rows
        if (row.economy, row.flow) == (economy, flow)
        and (row.good in SECTIONS) is of_section
        and row.central >= _LEAST
    ]
    return sorted(own, key=_amount)[:_SHOWN]


def _amount(row: Bearing) -> float:
    return -row.central


def _usd(row: Bearing) -> str:
    return numerals.span(
        numerals.money(row.low, digits=2), numerals.money(row.high, digits=2)
    )


def _bearers_found(rows: Sequence[Bearing], label: str, target: str) -> str:
    """Return what is stopped of the target's trade, once: partners see the same."""
    whole: dict[str, float] = {}
    for row in rows:
        if row.good in SECTIONS:
            whole[row.economy] = whole.get(row.economy, 0.0) + row.central
    partners = [
        f"{numerals.money(usd, digits=2)} with {who(economy)}"
        for economy, usd in sorted(whole.items(), key=lambda item: -item[1])
        if economy != target
    ]
    told = f"{label[:1].upper()}{label[1:]} stops trade of "
    if target in whole:
        told += f"{numerals.money(whole[target], digits=2)} a year"
        told += f", {numerals.listing(partners)}" if partners else ""
    else:
        told += f"{numerals.listing(partners)} a year"
    own = target if target in whole else next(iter(whole), "")
    lines = [row for row in rows if row.good not in SECTIONS and row.economy == own]
    named = [
        f"{line.label} {numerals.money(line.central, digits=2)}"
        for line in sorted(lines, key=_amount)[:_NAMED]
    ]
    return f"{told}; most of all {numerals.listing(named)}" if named else told


def _party(economy: str, target: str) -> str:
    return "the target" if economy == target else who(economy)


def outturn_figure(found: Pressure) -> Figure | None:
    """Return predictions beside the record; None where nothing was compared."""
    rows = [row for row in found.outturns if row.low is not None]
    if not rows:
        return None
    kinds = list(dict.fromkeys((row.quantity, row.label, row.model) for row in rows))
    return Figure(
        id="pressure-observed",
        title=outturns_found(rows),
        panels=tuple(
            Panel(
                label=f"{_named(label, found)} ({model})",
                chart=outturn_chart(
                    [r for r in rows if (r.quantity, r.model) == (quantity, model)]
                ),
                key=_KEY if (quantity, label, model) == kinds[0] else (),
            )
            for quantity, label, model in kinds
        ),
        summary="; ".join(
            f"{_named(row.label, found)} {row.year} by the model {row.model}: "
            f"{_judged(row)}"
            for row in rows
            if row.enforcement == _FULL
        )
        + ".",
        definition=(
            f"Predicted from {found.year} and the law in force in each year, knowing "
            "nothing of what came. A record is inside if its range and the predicted "
            "one meet. A miss does not say why: the law was not enforced, trade moved "
            "for other reasons, the record has gaps, or the model is wrong. "
            f"{hits_by_model(rows)}. {'. '.join(_notes(rows, found))}."
        ),
        sources=tuple(
            sorted({name for row in rows for name in (*row.sources, *found.sources)})
        ),
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )


def _named(label: str, found: Pressure) -> str:
    return label.replace(found.patron, who(found.patron))


def _notes(rows: Sequence[Outturn], found: Pressure) -> list[str]:
    """Return what to know of each quantity, once."""
    notes = {
        row.quantity: (_named(row.label, found), row.reason.rpartition("; "))
        for row in rows
    }
    return list(
        dict.fromkeys(
            f"{label[:1].upper()}{label[1:]}: {before or last}"
            for label, (before, _, last) in notes.values()
            if before or last
        )
    )


def outturns_found(rows: Sequence[Outturn]) -> str:
    """Return how many predictions the record bears out, by level of enforcement."""
    full, wide = (
        [row for row in rows if row.enforcement == level and row.inside is not None]
        for level in (_FULL, _ANY)
    )
    if not full:
        return "No prediction could be held against a record"
    return (
        f"{sum(map(_inside, full))} of {len(full)} records lie inside what full "
        f"enforcement would have done, and {sum(map(_inside, wide))} of {len(wide)} "
        "inside what any enforcement from none to full could"
    )


def hits_by_model(rows: Sequence[Outturn]) -> str:
    """Return how many records lie inside, model by model, in words."""
    told = []
    for model in dict.fromkeys(row.model for row in rows):
        own = [r for r in rows if r.model == model and r.inside is not None]
        full, wide = (
            [row for row in own if row.enforcement == level] for level in (_FULL, _ANY)
        )
        if own:
            told.append(
                f"{model} {sum(map(_inside, full))} of {len(full)} and "
                f"{sum(map(_inside, wide))} of {len(wide)}"
            )
    return f"Inside under full, and under any enforcement: {'; '.join(told)}"


def _inside(row: Outturn) -> bool:
    return bool(row.inside)


def _judged(row: Outturn) -> str:
    span = numerals.span(numerals.amount(row.low), numerals.amount(row.high))
    record = numerals.span(
        numerals.amount(row.recorded_low), numerals.amount(row.recorded_high)
    )
    return f"predicted {span}, recorded {record} {row.unit} ({judged(row.inside)})"
