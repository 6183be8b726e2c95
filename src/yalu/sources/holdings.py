"""The datasets that come with the package, checked against their hashes on loading."""

import hashlib
import io
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import yaml

from yalu.errors import IntegrityError, Problem, UnknownCodeError
from yalu.errors import describe as listing
from yalu.provenance import Source
from yalu.sources.descriptor import Descriptor

__all__ = ["available", "describe", "load", "parse", "source"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def available() -> tuple[str, ...]:
    """Return the names of the embedded datasets, sorted.

    Examples
    --------
    >>> "trade" in available()
    True

    """
    names = [entry.name for entry in _folder().iterdir()]
    return tuple(sorted(n.removesuffix(".yaml") for n in names if n.endswith(".yaml")))


@cache
def describe(name: str) -> Descriptor:
    """Return what one dataset is and what was checked of it.

    Raises
    ------
    UnknownCodeError
        If no dataset has this name.

    Examples
    --------
    >>> describe("trade").columns[0].name
    'reporter'

    """
    if name not in available():
        msg = f"dataset: found {name!r}; expected one of {', '.join(available())}."
        raise UnknownCodeError(f"{msg} Use one of these names.")
    text = _folder().joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return Descriptor.from_mapping(yaml.load(text, Loader=_Loader))  # noqa: S506


def load(name: str) -> pa.Table:
    """Return one dataset as a typed table.

    Parameters
    ----------
    name : str
        One of `available`.

    Raises
    ------
    UnknownCodeError
        If no dataset has this name.
    IntegrityError
        If the file is not the one that was built and checked.

    Examples
    --------
    >>> load("sources").column_names[:2]
    ['id', 'publisher']

    """
    descriptor = describe(name)
    content = _folder().joinpath(descriptor.file).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != descriptor.sha256:
        finding = f"hash {found[:12]}…; expected {descriptor.sha256[:12]}…"
        remedy = "install the package again, or build the data again after an edit"
        problem = Problem(descriptor.file, finding, remedy)
        raise IntegrityError(listing("Dataset cannot be trusted", [problem]))
    return parse(content, descriptor)


def parse(content: bytes, descriptor: Descriptor) -> pa.Table:
    """Return the bytes of a built file as a table of the described types.

    Parameters
    ----------
    content : bytes
        A CSV file in UTF-8 with a header, or a Parquet file, as the description
        says.
    descriptor : Descriptor
        Names and types of its columns. An empty cell of a CSV file is missing; in
        a required text it is the empty text.

    Raises
    ------
    IntegrityError
        If a column is missing, unknown, of another type, or lacks required values.

    """
    read = {"csv": _read_csv, "parquet": _read_parquet}[descriptor.format]
    try:
        table = read(content, descriptor.schema)
        if table.column_names != descriptor.schema.names:
            raise pa.ArrowInvalid(f"columns are {', '.join(table.column_names)}")  # noqa: TRY301
        columns = [_filled(table[field.name], field) for field in descriptor.schema]
        return pa.table(columns, schema=descriptor.schema)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        finding = f"{error}; expected the columns of its description"
        problem = Problem(descriptor.file, finding, "build the data again")
        raise IntegrityError(listing("Dataset cannot be read", [problem])) from error


def _read_csv(content: bytes, schema: pa.Schema) -> pa.Table:
    options = pacsv.ConvertOptions(
        column_types={field.name: field.type for field in schema},
        null_values=[""],
        strings_can_be_null=True,
    )
    return pacsv.read_csv(io.BytesIO(content), convert_options=options)


def _read_parquet(content: bytes, _: pa.Schema) -> pa.Table:
    from pyarrow import parquet  # noqa: PLC0415 - only the matrices need it

    return parquet.read_table(pa.BufferReader(content))


def source(id: str) -> Source:  # noqa: A002
    """Return the publication that rows cite by this identifier.

    Raises
    ------
    UnknownCodeError
        If no source has this identifier.

    Examples
    --------
    >>> source("R1812").publisher
    'Reuters, 2019-01-23'

    """
    found = _sources().get(id)
    if found is None:
        msg = (
            f"source: found {id!r}; expected an id of the dataset 'sources'. Where a "
            "row names several, split it at ';' first."
        )
        raise UnknownCodeError(msg)
    return found


@cache
def _sources() -> dict[str, Source]:
    return {
        row["id"]: Source(
            id=row["id"],
            publisher=", ".join(filter(None, (row["publisher"], row["published"]))),
            url=row["url"],
        )
        for row in load("sources").to_pylist()
    }


def _filled(column: pa.ChunkedArray, field: pa.Field) -> pa.ChunkedArray:
    if field.nullable or not column.null_count:
        return column
    if field.type != pa.string():
        raise pa.ArrowInvalid(f"{field.name} lacks {column.null_count} values")
    return column.fill_null("")


def _folder() -> Traversable:
    return files("yalu.sources").joinpath("data")
