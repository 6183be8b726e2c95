"""The record as a whole: a table, arrays for a model, and counts for a reader."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.errors import SchemaError, UnknownCodeError
from yalu.strategy.record.cell import Cell, Status
from yalu.strategy.record.column import CLASSES, Column
from yalu.strategy.record.quarter import Quarter

__all__ = ["RecordArrays", "StrategicRecord"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordArrays:
    """The record as numbers, one row for each of Q quarters.

    Attributes
    ----------
    quarters : tuple of str
        Names of the quarters in order, such as ``"2017Q4"``.
    codes : mapping of Column to ndarray of int64, shape (Q,)
        Number of the class in `CLASSES`, counted from zero; -1 where not one class
        alone is known: missing, uncertain, or not asked.
    chances : mapping of Column to ndarray of float64, shape (Q, classes)
        Chance of each class, each row summing to 1: one and zeros where the class is
        known. All NaN where it is missing or not asked. They weigh a likelihood: with
        a model's chance :math:`p_k` of class :math:`k`, a row adds the logarithm of
        the sum of ``chances[k] * p_k``.
    asked : mapping of Column to ndarray of bool, shape (Q,)
        Whether the column has a meaning: False of a vote where no text was tabled.

    """

    quarters: tuple[str, ...]
    codes: Mapping[Column, NDArray[np.int64]]
    chances: Mapping[Column, NDArray[np.float64]]
    asked: Mapping[Column, NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicRecord:
    """What was so and what was done, quarter by quarter, each cell with its evidence.

    Attributes
    ----------
    quarters : tuple of Quarter
        The quarters, in order.
    cells : tuple of Cell
        Every column of every quarter, in order of quarters and then of columns.

    Raises
    ------
    SchemaError
        If a cell lacks, repeats or is out of order.

    """

    quarters: tuple[Quarter, ...]
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        wanted = [(quarter, each) for quarter in self.quarters for each in Column]
        if wanted != [(cell.quarter, cell.column) for cell in self.cells]:
            msg = (
                f"Record: found {len(self.cells)} cells for {len(self.quarters)} "
                "quarters; expected each column once for each quarter, in their order. "
                "Build it with yalu.strategy.record.quarterly."
            )
            raise SchemaError(msg)

    def cell(self, quarter: Quarter | str, column: Column | str) -> Cell:
        """Return one cell.

        Parameters
        ----------
        quarter : Quarter or str
            The quarter, or its name such as ``"2017Q4"``.
        column : Column or str
            The column, or its name such as ``"move"``.

        Raises
        ------
        UnknownCodeError
            If the record has no such quarter or column.

        """
        wanted = quarter if isinstance(quarter, Quarter) else Quarter.parse(quarter)
        names = [each.value for each in Column]
        if wanted not in self.quarters or column not in names:
            msg = (
                f"Record: found {wanted}, {column}; expected a quarter from "
                f"{self._span} and one of {', '.join(names)}. Name these."
            )
            raise UnknownCodeError(msg)
        row = self.quarters.index(wanted)
        return self.cells[row * len(names) + names.index(column)]

    def of(self, column: Column | str) -> tuple[Cell, ...]:
        """Return the cells of one column, in order of quarters."""
        return tuple(cell for cell in self.cells if cell.column == column)

    @property
    def table(self) -> pa.Table:
        """One row for each cell: ten columns, lists where there are several."""
        return pa.table(
            {
                "quarter": pa.array([str(c.quarter) for c in self.cells], pa.string()),
                "column": pa.array([c.column.value for c in self.cells], pa.string()),
                "value": pa.array([c.value for c in self.cells], pa.string()),
                "status": pa.array([c.status.value for c in self.cells], pa.string()),
                "chances": pa.array(
                    [list(c.chances) or None for c in self.cells],
                    pa.list_(pa.float64()),
                ),
                "evidence": pa.array([c.evidence for c in self.cells], pa.string()),
                "confidence": pa.array([c.confidence for c in self.cells], pa.string()),
                "sources": _lists([c.sources for c in self.cells]),
                "events": _lists([c.events for c in self.cells]),
                "rule": pa.array([c.rule for c in self.cells], pa.string()),
            }
        )

    def arrays(self) -> RecordArrays:
        """Return codes and chances of every column; see `RecordArrays`."""
        codes, chances, asked = {}, {}, {}
        for column in Column:
            cells = self.of(column)
            empty = (np.nan,) * len(CLASSES[column])
            codes[column] = np.array([cell.code for cell in cells], dtype=np.int64)
            chances[column] = np.array(
                [cell.chances or empty for cell in cells], dtype=np.float64
            ).reshape(len(cells), len(empty))
            asked[column] = np.array(
                [cell.status is not Status.NOT_ASKED for cell in cells], dtype=np.bool_
            )
        return RecordArrays(
            quarters=tuple(map(str, self.quarters)),
            codes=MappingProxyType(codes),
            chances=MappingProxyType(chances),
            asked=MappingProxyType(asked),
        )

    def counts(self) -> dict[str, dict[str, int]]:
        """Return for each column how often each class is known, and the other cells.

        Returns
        -------
        dict of str to dict of str to int
            By column, then by class, ``uncertain``, ``missing`` and ``not_asked``;
            every one is there, and each column adds up to the number of quarters.

        """
        others = [each.value for each in Status if each is not Status.KNOWN]
        found = {}
        for column in Column:
            seen = Counter(cell.value or cell.status.value for cell in self.of(column))
            found[column.value] = {
                name: seen[name] for name in (*CLASSES[column], *others)
            }
        return found

    @property
    def digest(self) -> str:
        """SHA-256 of all cells in order: two records with the same tell the same."""
        return sha256(repr(self.cells).encode()).hexdigest()

    @property
    def _span(self) -> str:
        return f"{self.quarters[0]} to {self.quarters[-1]}" if self.quarters else "none"

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{len(self.quarters)} quarters, {self._span}."
        for column, counted in self.counts().items():
            told = ", ".join(
                f"{number} {name.replace('_', ' ')}"
                for name, number in counted.items()
                if number
            )
            yield f"{column}: {told or 'nothing'}"


def _lists(rows: list[tuple[str, ...]]) -> pa.Array:
    return pa.array([list(row) for row in rows], pa.list_(pa.string()))
