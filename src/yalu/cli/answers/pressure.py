"""What packages of measures cost, who else bears it, and what came of it."""

from dataclasses import dataclass

import numpy as np

from yalu import library
from yalu.cli.answers import pressure_tables as tables
from yalu.cli.options import day
from yalu.cli.output import console, print_json, print_list, progress
from yalu.errors import SchemaError, UnknownCodeError
from yalu.report.pressing import pressure_of
from yalu.report.pressure_scope import Scope
from yalu.territories import territory

__all__ = ["Wish", "answer"]

_REGIME = "dprk"
_ALL_LAW = "to-2397"
_NOBODY = "none"
_LEVELS = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked.

    Attributes
    ----------
    packages : tuple of str
        Identifiers; empty for all.
    listed : bool
        Whether packages are only listed.
    model : str or None
        Beginning of the name of the only model that is asked.
    enforcement : float
        Share that is stopped.
    patron : str or None
        ISO3 code of the patron that steps in, or ``none``; both if None.
    on : str or None
        Day whose law is priced.
    draws, seed : int
        How often what is not known is drawn, and what that starts from.
    bearers, observed : bool
        Whether it is asked who else bears it, and what came.

    """

    packages: tuple[str, ...]
    listed: bool
    model: str | None
    enforcement: float
    patron: str | None
    on: str | None
    draws: int
    seed: int
    bearers: bool
    observed: bool


def answer(wish: Wish, *, as_json: bool) -> None:
    """Print costs by package and model, with what they are held against."""
    regime, scope = library.load(_REGIME), _scope(wish, as_json=as_json)
    with progress("Pricing"):
        found = pressure_of(
            regime,
            rng=np.random.default_rng(wish.seed),
            draws=wish.draws,
            scope=scope,
        )
    if as_json:
        print_json({"seed": wish.seed, **tables.told(found)})
        return
    screen = console()
    if wish.listed:
        tables.print_packages(found)
        return
    tables.print_costs(screen, found, enforcement=wish.enforcement)
    for name in wish.packages:
        tables.print_curve(screen, found, name)
    if wish.packages:
        tables.print_unknowns(screen, found)
    if wish.bearers:
        tables.print_bearers(screen, found)
    if wish.observed:
        tables.print_outturns(screen, found)
    print_list("What this leaves out", (*found.left_out, *found.notes))
    if not wish.packages:
        screen.print("\nOne package with its curve: yalu impact --package 2270")


def _scope(wish: Wish, *, as_json: bool) -> Scope:
    """Return what the models are asked.

    Raises
    ------
    UnknownCodeError
        If a patron is not known.
    SchemaError
        If both a day and packages are given.

    """
    if wish.on is not None and wish.packages:
        msg = (
            "--on: found with --package; expected one of the two, since a day has a "
            "law of its own. Leave one out."
        )
        raise SchemaError(msg)
    return Scope(
        packages=wish.packages,
        level=wish.enforcement,
        curves=wish.packages,
        levels=_LEVELS,
        model="" if wish.model is None else wish.model.strip().lower(),
        patrons=_patrons(wish.patron),
        on=day(wish.on, "--on"),
        borne=(wish.packages or (_ALL_LAW,)) if wish.bearers else (),
        covered=wish.listed or as_json,
        priced=not wish.listed,
        observed=wish.observed,
    )


def _patrons(text: str | None) -> tuple[str, ...]:
    if text is None:
        return Scope().patrons
    if text.strip().lower() == _NOBODY:
        return ("",)
    asked = territory(text, place="--patron").iso3
    known = [name for name in Scope().patrons if name]
    if asked in known:
        return (asked,)
    msg = (
        f"--patron: found {text!r}; expected {_NOBODY} or {', '.join(known)}, whose "
        "trade is in the data. Name one."
    )
    raise UnknownCodeError(msg)
