"""What can go wrong, and how it is said.

A message names the place, says what stands there and what should, and tells how to
mend it. All faults of one input are told together, so that one run is enough.

The tree::

    YaluError
    ├── LawError                 something about the law as it is encoded here
    │   ├── InvalidLawError          its files break the form that law must have
    │   └── UnknownMeasureError      no measure or regime of that name
    ├── DataError                something about figures, codes or files
    │   ├── SchemaError              a value or a table is not of the form asked for
    │   │   └── UnusableFileError        a file cannot be read at all
    │   ├── UnitMismatchError        two quantities cannot be compared
    │   ├── UnknownCodeError         no such goods code, territory or dataset
    │   └── IntegrityError           a dataset fails its hash or expectations
    └── ModelError               a method cannot answer
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = [
    "DataError",
    "IntegrityError",
    "InvalidLawError",
    "LawError",
    "ModelError",
    "Problem",
    "SchemaError",
    "UnitMismatchError",
    "UnknownCodeError",
    "UnknownMeasureError",
    "UnusableFileError",
    "YaluError",
    "describe",
    "near",
    "nearest",
    "several",
]

_TELLING = 3  # letters that a part of a name must have to tell it from others
_OFFERED = 3
_LISTED = 12
_LONGEST = 60  # letters of a name that are shown
_ALIKE = 0.75  # of 1: a lower bound offers service for rice


class YaluError(Exception):
    """Anything Yalu itself reports; a command prints it without a traceback."""


class LawError(YaluError):
    """Something is amiss with the law as it is encoded here."""


class InvalidLawError(LawError, ValueError):
    """Law files break the form that law must have."""


class UnknownMeasureError(LawError, LookupError):
    """A regime, instrument or measure identifier points at nothing."""


class DataError(YaluError):
    """Something is amiss with figures, codes or files."""


class SchemaError(DataError, ValueError):
    """A table lacks a column, or a value has the wrong form."""


class UnusableFileError(SchemaError):
    """A file cannot be read at all: it is missing, empty, damaged or of no use."""


class UnitMismatchError(DataError, ValueError):
    """Two quantities are in units that cannot be compared."""


class UnknownCodeError(DataError, LookupError):
    """A goods code, territory code or dataset name is not known."""


class IntegrityError(DataError):
    """A dataset does not match its recorded hash or its expectations."""


class ModelError(YaluError):
    """A method cannot answer, although its input was well formed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    Attributes
    ----------
    place : str
        Where: file and line, row and field, or argument.
    finding : str
        What was found against what was expected.
    remedy : str
        What to do about it.

    Examples
    --------
    >>> print(Problem("flows.csv, row 3", "value is -5; expected 0 or more", "drop it"))
    flows.csv, row 3: value is -5; expected 0 or more. Drop it.

    """

    place: str
    finding: str
    remedy: str

    def __str__(self) -> str:
        remedy = self.remedy[:1].upper() + self.remedy[1:].rstrip(".")
        return f"{self.place}: {self.finding.rstrip('.')}. {remedy}."


def describe(headline: str, problems: Iterable[Problem]) -> str:
    """Return one message that lists every problem under a headline.

    Examples
    --------
    >>> print(describe("The file cannot be used", [Problem("a", "b", "c")]))
    The file cannot be used:
      - a: b. C.

    """
    return "\n".join([f"{headline}:", *(f"  - {problem}" for problem in problems)])


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that somebody probably meant, the likeliest first.

    Somebody who gives the half of a name means one that begins with it, or else one
    that contains it; only where there is none is it taken for mistyped.

    Returns
    -------
    tuple of str
        Three at most; empty where no name is near.

    Examples
    --------
    >>> near("UN-2371-8", ["UN-2371-9", "UN-2371-8-coal", "UN-2371-8-iron"])
    ('UN-2371-8-coal', 'UN-2371-8-iron')
    >>> near("timelin", ["timeline", "lag"])
    ('timeline',)

    """
    names = list(dict.fromkeys(known))
    part = name.strip().casefold()
    if len(part) >= _TELLING:
        within = [one for one in names if part in one.casefold()]
        begun = [one for one in within if one.casefold().startswith(part)]
        if found := begun or within:
            return tuple(found[:_OFFERED])
    return tuple(get_close_matches(name, names, n=_OFFERED, cutoff=_ALIKE))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a clause that suggests the known names `near` one; empty without any.

    Examples
    --------
    >>> nearest("timelin", ["timeline", "lag"])
    ", perhaps 'timeline'"
    >>> nearest("x", ["timeline", "lag"])
    ''

    """
    found = near(name, known)
    return f", perhaps {' or '.join(map(repr, found))}" if found else ""


def several(names: Sequence[str]) -> str:
    """Return names in a row, of many the first alone and how many more there are.

    Whatever holds names may hold any number of them, of any length.

    Examples
    --------
    >>> several(["year", "", "hs"]), several([])
    ('year, (no name), hs', 'none')
    >>> several(["x"] * 200_000)
    'x, x, x, x, x, x, x, x, x, x, x, x and 199,988 more'

    """
    shown = [_shortened(name) or "(no name)" for name in names[:_LISTED]]
    left = len(names) - len(shown)
    return (", ".join(shown) or "none") + (f" and {left:,} more" if left else "")


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}\u2026"
