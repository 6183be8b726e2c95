"""What packages of measures cost, who else bears it, and what came of it."""

import numpy as np
from rich.console import Console

from yalu import library
from yalu.cli.answers import pressure_tables as tables
from yalu.cli.answers.pressure_asked import REGIME, Asked, Wish
from yalu.cli.output import console, print_json, print_list, progress
from yalu.report.pressing import Pressure, pressure_of
from yalu.report.pressure_scope import Scope

__all__ = ["answer"]

_ALL_LAW = "to-2397"
_LEVELS = (0.25, 0.5, 0.75, 1.0)


def answer(wish: Wish, asked: Asked, *, as_json: bool) -> None:
    """Print costs by package and model, with what they are held against."""
    regime, scope = library.load(REGIME), _scope(wish, asked, as_json=as_json)
    with progress("Pricing"):
        found = pressure_of(
            regime,
            rng=np.random.default_rng(wish.seed),
            draws=wish.draws,
            scope=scope,
        )
    if as_json:
        told = tables.told(found, enforcement=wish.enforcement)
        print_json({"seed": wish.seed, "enforcement": wish.enforcement, **told})
        return
    if wish.listed:
        tables.print_packages(found)
        return
    screen = console()
    if scope.priced:
        _print_priced(screen, wish, found)
    if wish.bearers:
        tables.print_bearers(screen, found, enforcement=wish.enforcement)
        if not wish.packages and wish.on is None:
            tables.print_folded(
                screen,
                f"No package was named: this is {_ALL_LAW}, all the law there is. "
                "Name another with --package.",
            )
    if wish.observed:
        tables.print_outturns(screen, found)
    tables.print_sources(screen, found)
    print_list("What this leaves out", (*found.left_out, *found.notes))
    if scope.priced and not wish.packages:
        screen.print("\nOne package with its curve: yalu impact --package 2270")


def _print_priced(screen: Console, wish: Wish, found: Pressure) -> None:
    tables.print_costs(screen, found, enforcement=wish.enforcement)
    every = () if not wish.packages and wish.on is None else _names(found)
    tables.print_weighed(screen, found, every, enforcement=wish.enforcement)
    for name in wish.packages:
        tables.print_curve(screen, found, name)
    if wish.packages:
        tables.print_unknowns(screen, found)


def _names(found: Pressure) -> tuple[str, ...]:
    return tuple(row.package for row in found.packages)


def _scope(wish: Wish, asked: Asked, *, as_json: bool) -> Scope:
    """Return what the models are asked; what is not shown is not priced."""
    named = bool(wish.packages) or wish.on is not None
    other = wish.listed or wish.bearers or wish.observed
    return Scope(
        packages=wish.packages,
        level=wish.enforcement,
        curves=wish.packages,
        levels=_LEVELS,
        model=asked.model,
        patrons=asked.patrons,
        on=asked.on,
        borne=(wish.packages or (_ALL_LAW,)) if wish.bearers else (),
        covered=wish.listed or as_json,
        priced=not wish.listed and (named or not other),
        observed=wish.observed,
    )
