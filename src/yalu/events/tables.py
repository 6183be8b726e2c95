"""Reading a table of text cells, with every mistake at once.

`read_table` splits a CSV file into rows and lets a function make something of each;
what a cell should hold is said by that function. Nothing is reported before the
whole table was read.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from io import StringIO
from typing import TypeVar

from yalu.errors import Problem, SchemaError

__all__ = ["Row", "read_cells", "read_table", "unreadable"]

_T = TypeVar("_T")
_LAST = "\x1e"
"""What no line of a table is."""


@dataclass(slots=True)
class Row:
    """One row being read: its cells, where it stands, and what is wrong with it.

    Attributes
    ----------
    place : str
        File and line, for messages.
    cells : dict of str to str
        What stands in each column.
    problems : list of Problem
        What could not be understood so far.

    """

    place: str
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return the cell without the blanks around it."""
        return self.cells[name].strip()

    def items(self, name: str) -> tuple[str, ...]:
        """Return the parts of a cell that are joined by semicolons."""
        return tuple(part.strip() for part in self.text(name).split(";") if part)

    def parsed(self, name: str, parse: Callable[[str], _T], hint: str) -> _T | None:
        """Return the cell as a value; None, and a problem noted, if it is not one."""
        text = self.text(name)
        try:
            return parse(text)
        except ValueError:
            finding = f"found {text!r}; expected {hint}"
            remedy = "mend the cell" if text else "fill the cell"
            self.problems.append(Problem(f"{self.place}, {name}", finding, remedy))
            return None

    def optional(self, name: str, parse: Callable[[str], _T], hint: str) -> _T | None:
        """Return the cell as a value, None where it is empty."""
        return self.parsed(name, parse, hint) if self.text(name) else None


def read_table(
    folder: Traversable,
    name: str,
    columns: tuple[str, ...],
    make: Callable[[Row], _T | None],
    problems: list[Problem],
    *,
    optional: bool = False,
) -> list[_T]:
    """Return what a function makes of each row of a table; note what it cannot.

    Parameters
    ----------
    folder : Traversable
        Where the table lies.
    name : str
        Name of the file.
    columns : tuple of str
        The columns it must have, in any order, and no others.
    make : callable
        Turns a `Row` into a value, or notes problems in it and returns None.
    problems : list of Problem
        Every mistake is added here.
    optional : bool
        Whether the file may be missing.

    """
    file = folder.joinpath(name)
    if not file.is_file():
        if not optional:
            problems.append(
                Problem(str(file), "there is no such file", "pass the log's folder")
            )
        return []
    lines = read_cells(file.read_bytes(), name, problems)
    if lines is None:
        return []
    header = [cell.strip() for cell in lines[0][1]] if lines else []
    if sorted(header) != sorted(columns):
        missing = ", ".join(c for c in columns if c not in header) or "none"
        surprising = ", ".join(c for c in header if c not in columns) or "none"
        finding = f"columns missing: {missing}; not known: {surprising}"
        problems.append(
            Problem(f"{name}, line 1", finding, "use exactly those columns")
        )
        return []
    return _rows(lines[1:], name, header, make, problems)


def read_cells(
    content: bytes,
    name: str,
    problems: list[Problem],
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
) -> list[tuple[int, list[str]]] | None:
    """Return the rows of a table as cells, each with the number of its last line.

    Returns
    -------
    list of (int, list of str) or None
        None, and a problem noted, if it is no table of text.

    """
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        called = encoding.removesuffix("-sig").upper()
        finding = f"byte {error.start} is not {called} text"
        problems.append(Problem(name, finding, "save the table as CSV in UTF-8"))
        return None
    # A quote that is never closed takes all rows below it into one cell, the last line
    # added here among them.
    closed = StringIO(f"{text}\n{_LAST}\n", newline="")
    try:
        reader = csv.reader(closed, delimiter=delimiter)
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        problems.append(Problem(name, f"not a table: {error}", "save it as CSV"))
        return None
    if lines.pop()[1] != [_LAST]:
        first = lines[-1][0] + 1 if lines else 1
        finding = "a quotation mark is opened and never closed"
        problems.append(Problem(f"{name}, line {first}", finding, "close it"))
        return None
    return lines


def unreadable(error: OSError) -> str:
    """Return in words why a file cannot be read, and what to do.

    Examples
    --------
    >>> unreadable(FileNotFoundError())
    'there is no such file. Check the path'

    """
    match error:
        case FileNotFoundError():
            return "there is no such file. Check the path"
        case IsADirectoryError():
            return "it is a folder, and a file is expected. Name the file in it"
        case PermissionError():
            return "this user may not read it. Change its permissions, or copy it"
        case _:
            why = (error.strerror or "the system gives no reason").lower()
            return f"{why}. Check the path and the disk"


def _rows(
    lines: list[tuple[int, list[str]]],
    name: str,
    header: list[str],
    make: Callable[[Row], _T | None],
    problems: list[Problem],
) -> list[_T]:
    made: list[_T] = []
    for number, cells in lines:
        place = f"{name}, line {number}"
        if not any(cells):
            continue
        if len(cells) != len(header):
            finding = f"{len(cells)} cells; expected {len(header)}"
            problems.append(Problem(place, finding, "check commas and quotes"))
            continue
        row = Row(place, dict(zip(header, cells, strict=True)))
        value = _attempt(make, row)
        problems += row.problems
        if value is not None and not row.problems:
            made.append(value)
    return made


def _attempt(make: Callable[[Row], _T | None], row: Row) -> _T | None:
    try:
        return make(row)
    except SchemaError as error:
        row.problems.append(Problem(row.place, str(error), "mend the row"))
        return None
