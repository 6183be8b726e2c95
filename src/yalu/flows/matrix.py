"""Trade of everybody with everybody, by year and section of goods.

A *trade matrix* says what each economy sold to each other one in a year, by section
of the Standard International Trade Classification (``"0"`` to ``"9"``) and in all
(``"all"``). Sales at home are not in it. A pair that the compiler does not list is
absent: nothing is known to have moved, and no zero is made up for it.

Sections need not add up to ``"all"``: compilers leave some trade unallocated. The few
sales of an economy to itself that compilers list are goods that came back, or trade
between areas that one code holds together; they stay as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe

__all__ = ["ALL_SECTIONS", "TradeMatrix"]

ALL_SECTIONS = "all"
"""The section of a row that sums all goods."""

_SCHEMA = pa.schema(
    [
        ("year", pa.int16()),
        ("section", pa.string()),
        ("exporter", pa.string()),
        ("importer", pa.string()),
        ("value_usd", pa.float64()),
    ]
)
_KEY = ("year", "section", "exporter", "importer")


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeMatrix:
    """Sales of each economy to each other, by year and section.

    Attributes
    ----------
    rows : pyarrow.Table
        Columns year (int16), section, exporter, importer (text) and value_usd
        (double); one row for each cell that the compiler lists.
    sources : tuple of str
        Identifiers of where the matrix comes from.

    """

    rows: pa.Table
    sources: tuple[str, ...] = ()

    @classmethod
    def from_table(cls, table: pa.Table, *, sources: Iterable[str] = ()) -> Self:
        """Return the matrix that a table holds.

        Parameters
        ----------
        table : pyarrow.Table
            The columns of `rows`, in any order and of any kind that can be cast;
            further columns are left aside.
        sources : iterable of str
            Identifiers of where it comes from.

        Raises
        ------
        SchemaError
            If a column is missing or cannot be read, an amount is missing, negative
            or not finite, or a cell stands twice.

        """
        missing = [name for name in _SCHEMA.names if name not in table.column_names]
        if missing:
            found = ", ".join(table.column_names) or "none"
            msg = (
                f"Trade matrix: found columns {found}; expected also "
                f"{', '.join(missing)}. Pass the table as sources load it."
            )
            raise SchemaError(msg)
        try:
            rows = table.select(_SCHEMA.names).cast(_SCHEMA)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            msg = f"Trade matrix: {error}. Give years and amounts as numbers."
            raise SchemaError(msg) from error
        problems = list(_problems(rows))
        if problems:
            raise SchemaError(describe("Trade matrix cannot be used", problems))
        return cls(rows=rows.combine_chunks(), sources=tuple(sources))

    @property
    def years(self) -> tuple[int, ...]:
        """The years, ascending."""
        return tuple(sorted(pc.unique(self.rows["year"]).to_pylist()))

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections, ascending; without the row that sums them."""
        found = pc.unique(self.rows["section"]).to_pylist()
        return tuple(sorted(set(found) - {ALL_SECTIONS}))

    @property
    def economies(self) -> tuple[str, ...]:
        """Everybody who sells or buys in any year, in alphabetical order."""
        both = [pc.unique(self.rows[name]).to_pylist() for name in _KEY[2:]]
        return tuple(sorted({*both[0], *both[1]}))

    def value(
        self, year: int, section: str, exporter: str, importer: str
    ) -> float | None:
        """Return one cell in USD; None where the compiler lists none."""
        found = self.where(
            year=year, section=section, exporter=exporter, importer=importer
        )
        amounts = found["value_usd"].to_pylist()
        return amounts[0] if amounts else None

    def where(self, **wanted: int | str) -> pa.Table:
        """Return the rows whose columns hold the wanted values.

        Raises
        ------
        SchemaError
            If a name is not a column.

        """
        unknown = [name for name in wanted if name not in _KEY]
        if unknown:
            msg = (
                f"Trade matrix: asked for {', '.join(unknown)}; expected "
                f"{', '.join(_KEY)}. Use these names."
            )
            raise SchemaError(msg)
        rows = self.rows
        for name, value in wanted.items():
            kind = _SCHEMA.field(name).type
            rows = rows.filter(pc.equal(rows[name], pa.scalar(value, kind)))
        return rows

    def of(self, *economies: str) -> Self:
        """Return the part of the matrix in which one of some economies has a side."""
        held = pa.array(economies, pa.string())
        sides = [pc.is_in(self.rows[name], value_set=held) for name in _KEY[2:]]
        rows = self.rows.filter(pc.or_(*sides))
        return type(self)(rows=rows.combine_chunks(), sources=self.sources)

    def cells(self, **wanted: int | str) -> dict[tuple[int, str, str, str], float]:
        """Return cells in USD by year, section, exporter and importer."""
        columns = self.where(**wanted).to_pydict()
        keys = zip(*(columns[name] for name in _KEY), strict=True)
        return dict(zip(keys, columns["value_usd"], strict=True))

    def array(
        self, year: int
    ) -> tuple[tuple[str, ...], tuple[str, ...], NDArray[np.float64]]:
        """Return the year as an array for models that need a number in each cell.

        Returns
        -------
        economies : tuple of str, length N
            Those who trade in any year.
        sections : tuple of str, length K
            The sections, without the sum.
        values : ndarray of float64, shape (N, N, K)
            Sales of the first to the second in USD. A cell that is not listed is 0
            here, because an array has no place for the absence.

        Raises
        ------
        SchemaError
            If the matrix holds no such year.

        """
        rows = self.where(year=year)
        if not len(rows):
            told = ", ".join(map(str, self.years))
            msg = f"Trade matrix: no year {year}; it holds {told}. Ask for one of them."
            raise SchemaError(msg)
        economies, sections = self.economies, self.sections
        rows = rows.filter(pc.not_equal(rows["section"], ALL_SECTIONS))
        places = [
            pc.index_in(rows[name], value_set=pa.array(names, pa.string())).to_numpy()
            for name, names in (
                ("exporter", economies),
                ("importer", economies),
                ("section", sections),
            )
        ]
        values = np.zeros((len(economies), len(economies), len(sections)))
        values[places[0], places[1], places[2]] = rows["value_usd"].to_numpy()
        return economies, sections, values

    def replaced(
        self, of: str, new: Mapping[tuple[int, str, str, str], float | None]
    ) -> Self:
        """Return the matrix with some cells of one economy changed.

        Parameters
        ----------
        of : str
            The economy that sells or buys in every changed cell.
        new : mapping of (year, section, exporter, importer) to float or None
            Amounts in USD of cells that are listed already; None takes a cell out.

        """
        touched = pc.or_(
            pc.equal(self.rows["exporter"], of), pc.equal(self.rows["importer"], of)
        )
        changed = []
        for row in self.rows.filter(touched).to_pylist():
            key = (row["year"], row["section"], row["exporter"], row["importer"])
            value = new.get(key, row["value_usd"])
            if value is not None:
                changed.append({**row, "value_usd": value})
        more = pa.Table.from_pylist(changed, schema=_SCHEMA)
        rows = pa.concat_tables([self.rows.filter(pc.invert(touched)), more])
        return type(self)(rows=rows.combine_chunks(), sources=self.sources)

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    def __str__(self) -> str:
        return (
            f"{len(self):,} cells of trade between {len(self.economies)} economies in "
            f"{', '.join(map(str, self.years))}"
        )


def _problems(rows: pa.Table) -> Iterable[Problem]:
    """Find what is wrong with the rows, one problem per rule."""
    for name in _SCHEMA.names:
        empty = rows[name].null_count
        if empty:
            finding = f"{empty:,} rows are empty"
            yield Problem(f"column {name}", finding, "leave the row out instead")
    amounts = rows["value_usd"]
    sound = pc.and_(pc.is_finite(amounts), pc.greater_equal(amounts, 0.0))
    wrong = pc.sum(pc.invert(pc.fill_null(sound, True))).as_py() or 0  # noqa: FBT003
    if wrong:
        finding = f"{wrong:,} amounts are negative or not finite"
        yield Problem("column value_usd", finding, "check the amounts")
    cells = rows.group_by(list(_KEY)).aggregate([([], "count_all")])
    twice = len(rows) - len(cells)
    if twice:
        yield Problem("rows", f"{twice:,} cells stand more than once", "keep one each")
