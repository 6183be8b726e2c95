"""The parameters of the game: what each means, its prior, and where that comes from.

Payoffs are counted per quarter in a unit that is the same for all players, because
their choices are equally sharp: at `PRECISION`, who stands to gain one unit more, all
later quarters counted in, is about twenty times (:math:`e^3`) as likely to choose so.
Only differences within one player's payoffs have a meaning.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from importlib.resources import files
from math import inf, isfinite

from yalu.errors import Problem, SchemaError, describe

__all__ = [
    "ESTIMATED",
    "PARAMETERS",
    "PRECISION",
    "Family",
    "Parameter",
    "completed",
    "default_parameters",
    "parameter",
    "problems_of",
]

PRECISION = 3.0
"""How sharply all choose, in one over units of payoff; it sets the unit."""


class Family(StrEnum):
    """Families of priors, and what `centre` and `spread` are in each."""

    NORMAL = "normal"
    """Any number: mean and standard deviation."""
    LOG_NORMAL = "log-normal"
    """Above 0: median, and standard deviation of the logarithm."""
    HALF_NORMAL = "half-normal"
    """Above 0: `spread` is the standard deviation before the sign is dropped."""
    BETA = "beta"
    """Between 0 and 1: mean and standard deviation."""

    @property
    def bounds(self) -> tuple[float, float]:
        """Least and greatest value that makes sense, both included."""
        if self is Family.NORMAL:
            return -inf, inf
        return 0.0, 1.0 if self is Family.BETA else inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number that the rules of the game ask for.

    Attributes
    ----------
    name : str
        By which rules ask for it.
    meaning : str
        What it is.
    unit : str
        What it is counted in. *Payoff* is defined by `PRECISION`.
    family : Family
        Family of the prior.
    centre, spread : float
        See `Family`.
    estimated : bool
        Whether it is learnt from the record. If not it is held at `centre`, and its
        prior says within what range that may be doubted.
    claim : str
        Identifier of the claim that its sign or size bears on; empty if none.
    source : str
        Where the prior comes from; a judgement says so, and why.

    """

    name: str
    meaning: str
    unit: str
    family: Family
    centre: float
    spread: float
    estimated: bool
    claim: str
    source: str

    def __str__(self) -> str:
        held = "" if self.estimated else ", held"
        centre, spread = f"{self.centre:g}", f"{self.spread:g}"
        return f"{self.name}: {self.family}({centre}, {spread}){held}; {self.unit}"


def _read(row: Mapping[str, str]) -> Parameter:
    return Parameter(
        name=row["name"],
        meaning=row["meaning"],
        unit=row["unit"],
        family=Family(row["family"]),
        centre=float(row["centre"]),
        spread=float(row["spread"]),
        estimated={"yes": True, "no": False}[row["estimated"]],
        claim=row["claim"],
        source=row["source"],
    )


def _embedded() -> tuple[Parameter, ...]:
    table = files("yalu.strategy.patron") / "data" / "parameters.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return tuple(map(_read, rows))


PARAMETERS = _embedded()
"""All parameters, those of payoffs first."""

ESTIMATED = tuple(one.name for one in PARAMETERS if one.estimated)
"""Names of those that are learnt from the record: the order of every point."""

_BY_NAME = {one.name: one for one in PARAMETERS}


def parameter(name: str) -> Parameter:
    """Return the parameter of that name.

    Raises
    ------
    SchemaError
        If there is none.

    Examples
    --------
    >>> parameter("patron_joint").claim
    'C17'

    """
    if name not in _BY_NAME:
        raise SchemaError(describe("Parameters are not all known", [_unknown(name)]))
    return _BY_NAME[name]


def default_parameters() -> dict[str, float]:
    """Return every parameter at the centre of its prior.

    Examples
    --------
    >>> default_parameters()["discount"]
    0.95

    """
    return {one.name: one.centre for one in PARAMETERS}


def completed(given: Mapping[str, float]) -> dict[str, float]:
    """Return every parameter: as given, or at the centre of its prior.

    Raises
    ------
    SchemaError
        If a name is no parameter's.

    Examples
    --------
    >>> completed({"discount": 0.9})["discount"]
    0.9

    """
    problems = [_unknown(name) for name in given if name not in _BY_NAME]
    if problems:
        raise SchemaError(describe("Parameters are not all known", problems))
    return {**default_parameters(), **given}


def problems_of(given: Mapping[str, float]) -> list[Problem]:
    """Return all that is wrong with names and values of parameters.

    A game may be solved at the bounds of a family, where its prior has no density.

    Examples
    --------
    >>> [problem] = problems_of({"discount": 2.0})
    >>> problem.finding
    'found 2; expected a number from 0 to 1'

    """
    problems = []
    for name, value in given.items():
        if name not in _BY_NAME:
            problems.append(_unknown(name))
            continue
        low, high = _BY_NAME[name].family.bounds
        if not (low <= value <= high and isfinite(value)):
            wanted = "a number" if low < 0 else f"a number from {low:g}"
            wanted += "" if high == inf else f" to {high:g}"
            found = f"found {value:g}; expected {wanted}"
            problems.append(Problem(name, found, "Mend the number"))
    return problems


def _unknown(name: str) -> Problem:
    near = get_close_matches(name, _BY_NAME, n=3)
    expected = f"one of {', '.join(near or _BY_NAME)}"
    found = f"found a name that no rule asks for; expected {expected}"
    return Problem(name, found, "Mend the name")
