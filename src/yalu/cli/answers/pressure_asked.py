"""What is asked about pressure; mistakes are told before any data are loaded."""

from dataclasses import dataclass
from datetime import date

from yalu import library
from yalu.cli.options import day
from yalu.errors import SchemaError, UnknownCodeError
from yalu.territories import territory

__all__ = ["PATRONS", "REGIME", "Asked", "Wish", "checked"]

REGIME = "dprk"
"""Whose law is priced."""

PATRONS = ("", "RUS")
"""Who may step in: nobody, or a patron whose trade is in the data."""

_NOBODY = "none"
_STOP = "patron-stop"


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
        Part of the name of the only model that is asked.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was understood.

    Attributes
    ----------
    on : date or None
        Day whose law is priced.
    patrons : tuple of str
        ISO3 codes of who steps in; an empty one is nobody.
    model : str
        Part of the name of the models; empty for all.

    """

    on: date | None
    patrons: tuple[str, ...]
    model: str


def checked(wish: Wish) -> Asked:
    """Return what was understood of a wish.

    Raises
    ------
    UnknownCodeError
        If a package or a patron is not known.
    SchemaError
        If both a day and packages are given, or the day is none.

    """
    if wish.on is not None and wish.packages:
        msg = (
            "--on: found with --package; expected one of the two, since a day has a "
            "law of its own. Leave one out."
        )
        raise SchemaError(msg)
    on, patrons = day(wish.on, "--on"), _patrons(wish.patron)
    if wish.packages:
        _known(wish.packages)
    model = "" if wish.model is None else wish.model.strip().lower()
    return Asked(on=on, patrons=patrons, model=model)


def _patrons(text: str | None) -> tuple[str, ...]:
    if text is None:
        return PATRONS
    if text.strip().lower() == _NOBODY:
        return ("",)
    asked = territory(text, place="--patron").iso3
    known = [name for name in PATRONS if name]
    if asked in known:
        return (asked,)
    msg = (
        f"--patron: found {text!r}; expected {_NOBODY} or {', '.join(known)}, whose "
        "trade is in the data. Name one."
    )
    raise UnknownCodeError(msg)


def _known(names: tuple[str, ...]) -> None:
    from yalu.impact import packages  # noqa: PLC0415 - slow, and seldom needed

    known = [*(package.id for package in packages(library.load(REGIME))), _STOP]
    strange = [name for name in names if name not in known]
    if strange:
        msg = (
            f"Package: found {', '.join(strange)}; expected of {', '.join(known)}. "
            "`yalu impact --list` tells what they are."
        )
        raise UnknownCodeError(msg)
