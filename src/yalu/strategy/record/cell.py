"""One cell of the record: what is known of one column in one quarter, and why."""

from dataclasses import dataclass
from enum import StrEnum
from math import isclose

from yalu.errors import SchemaError
from yalu.provenance import Confidence, Evidence
from yalu.strategy.record.column import CLASSES, Column
from yalu.strategy.record.quarter import Quarter

__all__ = ["Cell", "Status"]


class Status(StrEnum):
    """How much a cell says."""

    KNOWN = "known"
    """One class and no other."""
    UNCERTAIN = "uncertain"
    """Several classes, each with a chance."""
    MISSING = "missing"
    """Nothing is known: not looked at, not measured, or not published."""
    NOT_ASKED = "not_asked"
    """Nothing there is to know, as of a vote where no text was tabled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is known of one column in one quarter.

    Attributes
    ----------
    quarter : Quarter
        The quarter.
    column : Column
        The column.
    status : Status
        How much is known.
    chances : tuple of float
        Chance of each class in the order of `CLASSES`, summing to 1; empty where
        nothing is known or asked. With all classes alike before anything was seen.
    rule : str
        How it was judged, in words.
    evidence : Evidence or None
        Grade of the statement it rests on; None where nothing is known.
    confidence : Confidence or None
        How sure it is; None where nothing is known.
    sources : tuple of str
        Identifiers of the sources.
    events : tuple of str
        Identifiers of the events it rests on.

    Raises
    ------
    SchemaError
        If the chances are not those of the classes.

    """

    quarter: Quarter
    column: Column
    status: Status
    chances: tuple[float, ...] = ()
    rule: str
    evidence: Evidence | None = None
    confidence: Confidence | None = None
    sources: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wanted = len(CLASSES[self.column]) if self.holds else 0
        right = len(self.chances) == wanted and all(
            0.0 <= each <= 1.0 for each in self.chances
        )
        sums = not wanted or isclose(sum(self.chances), 1.0, abs_tol=1e-9)
        certain = (1.0 in self.chances) is (self.status is Status.KNOWN)
        if not (right and sums and certain):
            msg = (
                f"Cell {self.quarter}, {self.column}: found {self.status} with chances "
                f"{self.chances}; expected {wanted} chances that sum to 1, with a 1 "
                "where one class is known and only there. Mend the rule that made it."
            )
            raise SchemaError(msg)

    @property
    def holds(self) -> bool:
        """Whether anything is known."""
        return self.status in {Status.KNOWN, Status.UNCERTAIN}

    @property
    def value(self) -> str | None:
        """The class, where one alone is known; else None."""
        if self.status is not Status.KNOWN:
            return None
        return CLASSES[self.column][self.chances.index(1.0)]

    @property
    def code(self) -> int:
        """Number of the class, counted from zero; -1 where not one alone is known."""
        return self.chances.index(1.0) if self.status is Status.KNOWN else -1

    def chance(self, label: str) -> float | None:
        """Return the chance of a class; None where nothing is known.

        Raises
        ------
        SchemaError
            If the column has no such class.

        """
        classes = CLASSES[self.column]
        if label not in classes:
            msg = (
                f"{self.column}: found class {label!r}; expected one of "
                f"{', '.join(classes)}. Name one of these."
            )
            raise SchemaError(msg)
        return self.chances[classes.index(label)] if self.chances else None

    def __str__(self) -> str:
        told = self.value or self.status.replace("_", " ")
        if self.status is Status.UNCERTAIN:
            told = ", ".join(
                f"{label} {chance:.0%}"
                for label, chance in zip(
                    CLASSES[self.column], self.chances, strict=True
                )
                if chance
            )
        return f"{self.quarter} {self.column}: {told} ({self.rule})"
