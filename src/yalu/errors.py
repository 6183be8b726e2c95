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

from collections.abc import Iterable
from dataclasses import dataclass

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
]


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
