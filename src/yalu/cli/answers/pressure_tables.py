"""Tables of pressure for the terminal, and the same in plain form."""

from collections.abc import Sequence
from dataclasses import asdict
from textwrap import fill
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.cli.output import print_list, print_table
from yalu.impact import Bearing
from yalu.impact.observed import Outturn
from yalu.report import numerals
from yalu.report.figures.pressure_borne import judged
from yalu.report.pressing import Pressure
from yalu.report.pricing import Influence, Price, Yardstick
from yalu.report.sections.pressure_borne import hits_by_model, outturns_found
from yalu.report.weighing import (
    figure,
    reading_words,
    verdicts,
    weighing_words,
    yardstick_words,
)
from yalu.territories import territory

__all__ = [
    "print_bearers",
    "print_costs",
    "print_curve",
    "print_folded",
    "print_outturns",
    "print_packages",
    "print_sources",
    "print_unknowns",
    "print_weighed",
    "told",
]

_MILLION = 1e6
_UNITS = {"USD": "million USD"}
_BIG = 100
_STRONGEST = 3  # of what is not known, by model
_DASH = "\u2013"
_SEEN = 5e5  # USD a year


def told(found: Pressure, *, enforcement: float) -> dict[str, Any]:
    """Return everything in plain form, ready to be JSON."""
    named = tuple(row.package for row in found.packages)
    return {
        "target": found.target,
        "patron": found.patron,
        "alternative": found.alternative,
        "year": found.year,
        "draws": found.draws,
        "packages": [asdict(row) for row in found.packages],
        "costs": [asdict(row) for row in found.prices],
        "verdicts": [asdict(row) for row in verdicts(found, enforcement=enforcement)],
        "reliefs": [
            {**asdict(row), "enforcement": enforcement} for row in found.reliefs
        ],
        "words": list(weighing_words(found, named, enforcement=enforcement)),
        "yardsticks": [asdict(row) for row in found.yardsticks],
        "bearers": [asdict(row) for row in found.bearings],
        "observed": [asdict(row) for row in found.outturns],
        "influences": [asdict(row) for row in found.influences],
        "left_out": list(found.left_out),
        "notes": list(found.notes),
        "sources": list(found.sources),
    }


def print_packages(found: Pressure) -> None:
    """Print the packages, and what share of trade each covers."""
    print_table(
        f"Packages, and the share of the trade of {found.year} that each bans",
        ("id", "package", "of what it sells", "of what it buys"),
        [
            (
                row.package,
                row.label,
                _share(row.sold_low, row.sold_high),
                _share(row.bought_low, row.bought_high),
            )
            for row in found.packages
        ],
    )
    print_list(
        "Named too, but not priced unless asked for",
        (f"{package}: {why}" for package, why in found.aside),
    )


def print_costs(screen: Console, found: Pressure, *, enforcement: float) -> None:
    """Print the cost of each package by model, and where another patron steps in."""
    print_folded(
        screen,
        f"Cost to the {territory(found.target).name} in percent of a year's income, "
        f"{enforcement:.0%} enforced: the middle, and the middle 90 %, of "
        f"{found.draws:,} draws of what is not known.",
    )
    for patron in dict.fromkeys(row.patron for row in found.prices):
        screen.print()
        own = found.at(patron=patron, enforcement=enforcement)
        print_table(
            _steps_in(patron),
            ("id", *map(_heading, found.models)),
            [
                (
                    package.package,
                    *(
                        _cost(
                            [
                                row
                                for row in own
                                if (row.package, row.model) == (package.package, model)
                            ]
                        )
                        for model in found.models
                    ),
                )
                for package in found.packages
            ],
        )


def print_weighed(
    screen: Console, found: Pressure, packages: Sequence[str], *, enforcement: float
) -> None:
    """Print whether packages are crippling, and what help changes, in words."""
    screen.print()
    if found.crippling is not None:
        print_folded(screen, yardstick_words(found.crippling))
    others = [one for one in found.yardsticks if one != found.crippling]
    if others:
        print_folded(screen, f"Beside it: {'; '.join(map(_fall, others))}.")
    told = weighing_words(found, packages, enforcement=enforcement)
    if told:
        print_list(f"Crippling or not, {enforcement:.0%} enforced", told)
    if any("(" in words for words in told):
        print_folded(screen, reading_words(found))
    silent = found.unanswered
    if silent:
        print_list("Draws without an answer", silent)


def print_sources(screen: Console, found: Pressure) -> None:
    """Print where the figures come from, and what they are worth."""
    borne = (name for row in found.outturns for name in row.sources)
    names = sorted({*found.sources, *borne})
    screen.print()
    print_folded(screen, f"Evidence: estimated. Sources: {', '.join(names)}.")


def _steps_in(patron: str) -> str:
    return f"{patron} steps in" if patron else "Nobody steps in"


def _heading(model: str) -> str:
    first, _, rest = model.partition(" ")
    return f"{first}\n{rest}"


def _cost(rows: Sequence[Price]) -> str:
    for row in rows:
        if row.median is not None and row.low is not None and row.high is not None:
            return f"{figure(row.median)} ({_span(row.low, row.high, _DASH)})"
    return "no answer"


def _span(low: float, high: float, between: str = " to ") -> str:
    first, last = figure(low), figure(high)
    between = " to " if first.startswith("-") else between
    return first if first == last else f"{first}{between}{last}"


def _share(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "not known"
    return f"{_span(low, high)} %"


def _fall(one: Yardstick) -> str:
    return f"{one.label}, {_share(one.low, one.high)}"


def print_curve(screen: Console, found: Pressure, package: str) -> None:
    """Print the cost of one package at each level of enforcement."""
    (label,) = found.labels([package])
    for patron in dict.fromkeys(row.patron for row in found.prices):
        own = found.at(package=package, patron=patron)
        screen.print()
        print_table(
            f"{label[:1].upper()}{label[1:]}, by how much is enforced: "
            f"{_steps_in(patron).replace('Nobody', 'nobody')}",
            ("enforced", *map(_heading, found.models)),
            [
                (
                    f"{level:.0%}",
                    *(
                        _cost(
                            [
                                row
                                for row in own
                                if (row.model, row.enforcement) == (model, level)
                            ]
                        )
                        for model in found.models
                    ),
                )
                for level in sorted({row.enforcement for row in own})
            ],
        )


def print_unknowns(screen: Console, found: Pressure) -> None:
    """Print what the spread of the cost comes from."""
    if not found.influences:
        return
    screen.print()
    print_table(
        "What the spread comes from: rank correlation with the cost",
        ("package", "model", "not known", "with cost"),
        [
            (
                row.package,
                row.model,
                f"{row.what}: {_range(row)}",
                f"{row.correlation:+.2f}",
            )
            for package in dict.fromkeys(row.package for row in found.influences)
            for model in found.models
            for row in [
                one
                for one in found.influences
                if (one.package, one.model) == (package, model)
            ][:_STRONGEST]
        ],
    )


def _range(row: Influence) -> str:
    ends = (numerals.amount(end, row.unit) for end in (row.low, row.high))
    return " to ".join(ends).replace("\u00a0", " ")


def print_bearers(screen: Console, found: Pressure, *, enforcement: float) -> None:
    """Print what patrons lose of their trade, good by good."""
    screen.print()
    if not found.bearings:
        print_folded(screen, "Nobody else bears it: nothing is banned.")
        return
    for package in dict.fromkeys(row.package for row in found.bearings):
        (label,) = found.labels([package])
        rows = [
            row
            for row in found.bearings
            if row.package == package and row.high >= _SEEN
        ]
        print_table(
            f"What {label} stops, {enforcement:.0%} enforced: million USD of "
            f"{found.year}",
            ("state", "way", "good", "moved", "stops", "of all of it *"),
            [_bearing(row) for row in rows],
        )
    print_folded(
        screen,
        "* Of all that the state buys or sells of the section, whoever the partner. "
        "Goods with a year in brackets are customs' figures of that year, told beside "
        "the sections and not added to them.",
    )


def _bearing(row: Bearing) -> tuple[str, ...]:
    return (
        row.economy,
        row.flow,
        row.label,
        _millions(row.base_low, row.base_high),
        _millions(row.low, row.high),
        "" if row.share_low is None else _share(row.share_low, row.share_high),
    )


def _millions(low: float, high: float) -> str:
    first, last = f"{low / _MILLION:,.0f}", f"{high / _MILLION:,.0f}"
    return first if first == last else f"{first} to {last}"


def print_outturns(screen: Console, found: Pressure) -> None:
    """Print predictions beside the record."""
    screen.print()
    if not found.outturns:
        print_folded(screen, "There is no record to hold a prediction against.")
        return
    print_folded(
        screen,
        f"Predicted from {found.year} and the law in force in each year, beside what "
        f"was recorded. {outturns_found(found.outturns)}. "
        f"{hits_by_model(found.outturns)}.",
    )
    pairs: dict[tuple[str, str, str], dict[int, list[Outturn]]] = {}
    for row in found.outturns:
        kind = (row.label, row.model, row.unit)
        pairs.setdefault(kind, {}).setdefault(row.year, []).append(row)
    for (label, model, unit), years in pairs.items():
        screen.print()
        print_table(
            f"{label} ({_UNITS.get(unit, unit)}; {model})",
            ("year", "full enforcement", "any enforcement", "recorded", "full / any"),
            [_outturn(year, *rows) for year, rows in years.items()],
        )


def _outturn(year: int, full: Outturn, wide: Outturn) -> tuple[str, ...]:
    scale = _MILLION if full.unit in _UNITS else 1.0
    return (
        str(year),
        _numbers(full.low, full.high, scale),
        _numbers(wide.low, wide.high, scale),
        _numbers(full.recorded_low, full.recorded_high, scale),
        f"{judged(full.inside)} / {judged(wide.inside)}",
    )


def _numbers(low: float | None, high: float | None, scale: float) -> str:
    if low is None or high is None:
        return "not known"
    first, last = (
        f"{end / scale:,.0f}"
        if abs(end / scale) >= _BIG
        else f"{round(end / scale, 1) + 0.0:.1f}"
        for end in (low, high)
    )
    return first if first == last else f"{first} to {last}"


def print_folded(screen: Console, text: str) -> None:
    """Print a paragraph, folded to the screen."""
    folded = fill(text.strip(), screen.width, break_on_hyphens=False)
    screen.print(Text(folded), soft_wrap=True)
