"""Tables on their way to files, in the form that the ending of a name asks for."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from yalu.errors import Problem, SchemaError, UnusableFileError, describe
from yalu.files import written

__all__ = ["copy_parquet", "require_apart", "require_writable", "write_table"]


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


def require_apart(outputs: Mapping[str, Path | None], inputs: Iterable[str]) -> None:
    """Do nothing if no file would be written over another, or over what is read.

    Parameters
    ----------
    outputs : mapping of str to Path or None
        What is to be written, by the option that asks for it.
    inputs : iterable of str
        What is read.

    Raises
    ------
    SchemaError
        If two of them are one.

    """
    named = {Path(path).resolve(): "a file to be read" for path in inputs}
    problems = []
    for option, path in outputs.items():
        if path is None:
            continue
        before = named.setdefault(path.resolve(), option)
        if before != option:
            finding = f"found as {before} and as {option}"
            problems.append(Problem(str(path), finding, "name a file for each"))
    if problems:
        raise SchemaError(describe("One file cannot be two", problems))


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


def copy_parquet(held: Path, path: Path) -> None:
    """Write what stands in a file of Parquet as `write_table` does, without its memory.

    Parameters
    ----------
    held : Path
        The Parquet.
    path : Path
        What to write: CSV or Parquet.

    """
    from pyarrow import parquet  # noqa: PLC0415 - only where it is asked for

    from yalu.report.exports import write_csv  # noqa: PLC0415 - takes a second

    with written(path) as fresh:
        if path.suffix != ".csv":
            shutil.copyfile(held, fresh)
            return
        with parquet.ParquetFile(held) as file, fresh.open("wb") as sink:
            write_csv(file.schema_arrow.empty_table(), sink)
            for batch in file.iter_batches():
                write_csv(pa.table(batch), sink, headed=False)
