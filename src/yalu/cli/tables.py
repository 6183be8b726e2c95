"""Tables on their way to files, in the form that the ending of a name asks for."""

from pathlib import Path

import pyarrow as pa

from yalu.errors import SchemaError, UnusableFileError
from yalu.files import written

__all__ = ["require_writable", "write_table"]


def require_writable(path: Path, endings: tuple[str, ...]) -> None:
    """Do nothing if a file can be written there, in one of some forms.

    Raises
    ------
    UnusableFileError
        If there is no such folder.
    SchemaError
        If the ending is none of those that can be written.

    """
    if not path.parent.is_dir():
        msg = (
            f"{path}: its folder {path.parent} does not exist; expected a folder to "
            "write into. Create it, or choose another path."
        )
        raise UnusableFileError(msg)
    if path.suffix not in endings:
        expected = " or ".join(endings)
        msg = f"{path}: found {path.suffix!r}; expected {expected}. Rename it."
        raise SchemaError(msg)


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as CSV, byte for byte as the page sends it, or as Parquet."""
    from pyarrow import parquet  # noqa: PLC0415 - only where it is asked for

    from yalu.report.exports import write_csv  # noqa: PLC0415 - takes a second

    with written(path) as fresh:
        if path.suffix == ".csv":
            with fresh.open("wb") as sink:
                write_csv(table, sink)
        else:
            parquet.write_table(table, fresh)
