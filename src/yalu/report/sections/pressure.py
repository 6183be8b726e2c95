"""The section on pressure: what packages of measures cost, and against what."""

from collections.abc import Sequence

from yalu.claims.pressed import models_asked
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table
from yalu.report.capping import who
from yalu.report.figures.pressure import curves_chart, packages_chart
from yalu.report.grid import Grid
from yalu.report.naming import state_in_prose
from yalu.report.pressing import Pressure
from yalu.report.pressure_scope import FULL
from yalu.report.pricing import Influence, PackageRow, Price, Yardstick
from yalu.report.sections.pressure_borne import bearers_figure, outturn_figure
from yalu.report.weighing import (
    figure,
    reading_words,
    weighing_words,
    yardstick_words,
)

__all__ = ["cost_span", "pressure_section"]

_GROUPS = {
    "alone": "each resolution alone",
    "together": "all resolutions up to one",
    "beyond": "beyond the law",
}
_ROOM = 1.06  # above the highest mark
_DEFINITION = (
    "Cost: the share of a year's income that the target would lose, beside the same "
    "year with nothing stopped. A mark is the median of the draws of "
    "what is not known, a bar or band their middle 90 %."
)


def pressure_section(found: Pressure) -> Section:
    """Return the section on what pressure costs, whom, and what came of it."""
    blocks: list[Block | None] = [
        _packages_figure(found),
        _curves_figure(found),
        bearers_figure(found),
        outturn_figure(found),
        _packages_table(found),
        _unknowns_table(found),
    ]
    return Section(
        id="pressure",
        heading="What pressure costs",
        text=tuple(_text(found)),
        points=tuple(Cell(text=words) for words in (*found.left_out, *found.notes)),
        blocks=tuple(block for block in blocks if block is not None),
    )


def _text(found: Pressure) -> list[str]:
    target = state_in_prose(found.target)
    other = who(found.alternative)
    told = [
        (
            f"What would {target} lose if a package of measures were enforced? "
            f"It is asked of {models_asked(found.models)}, from a plain count of the "
            "trade that stops to one in which everybody turns to whoever still sells "
            f"and buys. All start from {found.year}; what is not known is drawn "
            f"{found.draws:,} times from its range."
        )
    ]
    if found.crippling is not None:
        told.append(yardstick_words(found.crippling))
        told.append(
            "Crippling or not, where each package is fully enforced. "
            f"{reading_words(found)}"
        )
        told += weighing_words(found)
    told.append(
        f"If {other} steps in, it does not follow the law: in what is banned it "
        "replaces what others no longer sell and buy, up to the most it is on record "
        "to have traded, times a factor that nobody knows and that is drawn."
    )
    told.append("What the models leave out, and what to know of the data:")
    return told


def _is_curved(found: Pressure, row: PackageRow) -> bool:
    return len({price.enforcement for price in found.at(package=row.package)}) > 1


def cost_span(rows: Sequence[Price]) -> str:
    """Return from the lowest to the highest end of the intervals of some models."""
    lows = [row.low for row in rows if row.low is not None]
    highs = [row.high for row in rows if row.high is not None]
    if not lows:
        return "no answer"
    return numerals.span(_percent(min(lows)), _percent(max(highs)))


def _percent(share: float) -> str:
    """Return a share in percent, with a decimal where it is small."""
    return f"{figure(share)}\u00a0%".replace("-", "\u2212")


def _figure(
    found: Pressure,
    rows: Sequence[Price],
    name: str,
    title: str,
    panels: tuple[Panel, ...],
    *,
    summary: str,
    definition: str,
) -> Figure:
    return Figure(
        id=name,
        title=title,
        panels=panels,
        summary=summary,
        definition=definition,
        sources=found.sources,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(rows),
    )


def _top(rows: Sequence[Price], yardsticks: Sequence[Yardstick]) -> float:
    ends = [row.high for row in rows if row.high is not None]
    return min(1.0, _ROOM * max([*ends, *(each.high for each in yardsticks)]))


def _packages_figure(found: Pressure) -> Figure | None:
    """Return the cost of every package in full; None where nothing has a price."""
    rows = [row for row in found.at(enforcement=FULL) if row.median is not None]
    alone = [row for row in rows if not row.patron]
    if not alone:
        return None
    top = _top(alone, found.yardsticks)
    groups = [name for name in _GROUPS if any(row.group == name for row in alone)]
    return _figure(
        found,
        rows,
        "pressure-packages",
        _packages_found(found, alone),
        tuple(
            Panel(
                label=_GROUPS[group],
                chart=packages_chart(
                    [row for row in alone if row.group == group],
                    found.yardsticks,
                    models=found.models,
                    top=top,
                    legend=group == groups[0],
                ),
            )
            for group in groups
        ),
        summary=_summary(found, alone),
        definition=(
            f"{_DEFINITION} Here everything that a package bans is stopped by all, and "
            "nobody steps in. Dotted lines: recorded falls of income "
            f"({_falls(found)}). With another patron: see the data and the next figure."
        ),
    )


def _falls(found: Pressure) -> str:
    return "; ".join(
        f"{each.label}: "
        f"{numerals.span(numerals.percent(each.low), numerals.percent(each.high))}"
        for each in found.yardsticks
    )


def _packages_found(found: Pressure, rows: Sequence[Price]) -> str:
    """Return how many packages cost less and more than the worst year on record."""
    worst = found.crippling
    names = list(dict.fromkeys(row.package for row in rows))
    if worst is None:
        return f"What {len(names)} packages cost, fully enforced"
    above, below = [], []
    for name in names:
        own = [row for row in rows if row.package == name]
        if all((row.low or 0.0) > worst.high for row in own):
            above.append(name)
        if all((row.high or 0.0) < worst.low for row in own):
            below.append(name)
    told = numerals.percent(worst.high)
    verb = "cost" if len(above) > 1 else "costs"
    more = numerals.count(len(above)) if above else "none"
    unsure = len(names) - len(above) - len(below)
    least = "costs" if len(below) <= 1 else "cost"
    return (
        f"Fully enforced, {numerals.count(len(below)) if below else 'none'} of "
        f"{numerals.plural(len(names), 'package')} {least} less by every model and its "
        f"interval than the worst single year on record ({worst.first}, {told}), "
        f"{more} {verb} more"
        + (
            f", and for {numerals.count(unsure)} the models or draws differ"
            if unsure
            else ""
        )
    )


def _summary(found: Pressure, rows: Sequence[Price]) -> str:
    told = []
    for package in found.packages:
        own = [row for row in rows if row.package == package.package]
        if own:
            told.append(f"{package.label}: {cost_span(own)}")
    return f"Lowest to highest end over models: {'; '.join(told)}."


def _curves_figure(found: Pressure) -> Figure | None:
    """Return cost against enforcement; None where no package has a curve."""
    shown = [package for package in found.packages if _is_curved(found, package)]
    rows = [
        row
        for package in shown
        for row in found.at(package=package.package)
        if row.median is not None
    ]
    if not rows:
        return None
    return _figure(
        found,
        rows,
        "pressure-curves",
        _curves_found(found, shown),
        tuple(
            Panel(
                label=package.label,
                chart=curves_chart(
                    found.at(package=package.package),
                    found.yardsticks,
                    models=found.models,
                    top=_top(found.at(package=package.package), found.yardsticks[:1]),
                    legend=True,
                ),
            )
            for package in shown
        ),
        summary=" ".join(
            f"{package.label}, nobody stepping in: {_along(found, package)}."
            for package in shown
        ),
        definition=(
            f"{_DEFINITION} Enforcement is the share of what a package bans that is "
            "stopped, the same for every good and state. Broken lines: "
            f"{who(found.alternative)} steps in; beside each panel, the intervals at "
            "full enforcement without and with it. The panels differ in their scales."
        ),
    )


def _along(found: Pressure, package: PackageRow) -> str:
    own = found.at(package=package.package, patron="")
    levels = sorted({row.enforcement for row in own})
    return "; ".join(
        f"{level:.0%} enforced, "
        f"{cost_span([row for row in own if row.enforcement == level])}"
        for level in levels
        if level
    )


def _curves_found(found: Pressure, shown: Sequence[PackageRow]) -> str:
    """Return what all the law costs, in full and by half, by each model's middle."""
    law = [row for row in shown if row.group == "together"] or shown
    row = law[-1]
    told = []
    for model in found.models:
        full, half = (
            found.at(package=row.package, model=model, patron="", enforcement=level)
            for level in (FULL, FULL / 2)
        )
        if full and half:
            told.append(f"{_middle(full[0])} and {_middle(half[0])} ({model})")
        elif full:
            told.append(f"{_middle(full[0])} ({model})")
    return (
        f"Enforced in full and by half, {row.label} costs, of a year's income, "
        f"{numerals.listing(told)}"
    )


def _middle(row: Price) -> str:
    return "no answer" if row.median is None else _percent(row.median)


def _packages_table(found: Pressure) -> Table | None:
    if not found.packages:
        return None
    full = found.at(enforcement=FULL)
    rows = tuple(
        (
            Cell(text=package.label, detail=", ".join(package.instruments[-1:])),
            Cell(text=_covered(package.sold_low, package.sold_high), tone="figure"),
            Cell(text=_covered(package.bought_low, package.bought_high), tone="figure"),
            *(
                Cell(
                    text=_cost(_one(full, package.package, model, "")),
                    detail=_helped(_one(full, package.package, model, "+"), found),
                    tone="figure",
                )
                for model in found.models
            ),
        )
        for package in found.packages
    )
    return Table(
        id="pressure-numbers",
        title="What each package covers and costs, fully enforced",
        columns=("Package", "Of sales", "Of purchases", *map(_capital, found.models)),
        rows=rows,
        definition=(
            f"{_DEFINITION} Of sales and of purchases: the share of what "
            f"{found.target} sold and bought in {found.year} that the package bans, by "
            "value; the range is what codes, records and exemptions leave open."
        ),
        sources=found.sources,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(found.packages),
        folded=True,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _covered(low: float | None, high: float | None) -> str:
    return numerals.span(numerals.percent(low), numerals.percent(high))


def _one(rows: Sequence[Price], package: str, model: str, patron: str) -> Price | None:
    for row in rows:
        if (row.package, row.model, bool(row.patron)) == (package, model, bool(patron)):
            return row
    return None


def _cost(row: Price | None) -> str:
    if row is None or row.median is None:
        return "no answer"
    return f"{_percent(row.median)} ({cost_span([row])})"


def _helped(row: Price | None, found: Pressure) -> str:
    if row is None or row.median is None:
        return ""
    return f"with {who(found.alternative)}: {_cost(row)}"


def _unknowns_table(found: Pressure) -> Table | None:
    if not found.influences:
        return None
    return Table(
        id="pressure-unknowns",
        title=(
            f"What the spread comes from: {found.influences[0].what} above all, for "
            f"{found.influences[0].package} by the {found.influences[0].model} model"
        ),
        columns=("Not known", "Range", "Goes with cost"),
        rows=tuple(
            (
                Cell(text=row.what, detail=f"{row.package}, {row.model}"),
                Cell(
                    text=numerals.span(_number(row.low, row), _number(row.high, row)),
                    sources=row.sources,
                ),
                Cell(text=f"{row.correlation:+.2f}".replace("-", "\u2212")),
            )
            for row in found.influences
        ),
        definition=(
            "Rank correlation over the draws between what is not known and the cost: "
            "near 1 or \u22121 the one decides the other, near 0 it hardly matters."
        ),
        sources=found.sources,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(found.influences),
        folded=True,
    )


def _number(value: float | None, row: Influence) -> str:
    return numerals.amount(value, row.unit)
