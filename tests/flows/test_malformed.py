"""No file of trade, however broken, loses a record or ends in a traceback."""

import string
import tempfile
from pathlib import Path

import pyarrow as pa
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tests.flows.conftest import COAL, HEADER
from yalu.errors import SchemaError
from yalu.flows import ReadResult, read

NAMES = HEADER.split(",")
ROWS = 20
CELLS = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1e400", "nan", "NaN", "inf", "TRUE", "2018-02-30", "=1+1",
         "27011", "2.701e5", "XX", "WLD", "\u20282", "\x00", "1,5", "1\u00a0000"]
    ),
    st.text(st.characters(exclude_characters='"\r\n', exclude_categories=["Cs"])),
)  # fmt: skip
COLUMNS = st.one_of(
    st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), min_size=3, max_size=3),
    st.lists(st.none() | st.floats(), min_size=3, max_size=3),
    st.lists(st.none() | st.booleans(), min_size=3, max_size=3),
    st.lists(st.none() | st.dates(), min_size=3, max_size=3),
    st.lists(st.none() | st.text(max_size=5), min_size=3, max_size=3),
    st.lists(st.none() | st.binary(max_size=5), min_size=3, max_size=3),
)


def read_or_told(content: bytes, name: str) -> ReadResult | None:
    """Read a file; whatever is wrong with it as a whole must be told in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            found = read(path)
        except SchemaError as error:
            assert str(error).rstrip().endswith(".")  # noqa: PT017 - its form
            return None
    assert found.read == found.kept + found.quarantined
    return found


def sound(rows: int) -> list[list[str]]:
    """Return the cells of some good records."""
    return [[*COAL.values()] for _ in range(rows)]


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(NAMES), CELLS)))
def test_cells_of_any_text_lose_no_record(
    changes: list[tuple[int, str, str]],
) -> None:
    """Every line is a record, whatever stands in its cells."""
    rows = sound(5)
    for at, column, text in changes:
        rows[at][NAMES.index(column)] = '"' + text + '"'
    lines = [",".join(row) for row in rows]

    found = read_or_told("\n".join([HEADER, *lines, ""]).encode(), "flows.csv")

    assert found is None or found.read == len(rows)


@settings(max_examples=15, deadline=None)
@given(
    st.binary(max_size=300) | st.text(string.printable, max_size=300).map(str.encode)
)
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    """A file may be of another program, or of none."""
    assume(content.decode("utf-8", "replace").lstrip("\ufeff").splitlines())
    for name in ("flows.csv", "flows.json", "flows.parquet", "flows.csv.gz"):
        read_or_told(content, name)
    read_or_told(HEADER.encode() + b"\n" + content, "flows.csv")


@settings(max_examples=6, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), COLUMNS, max_size=4))
def test_columns_of_any_type_lose_no_record(changes: dict[str, list[object]]) -> None:
    """A Parquet file of another program may hold numbers where we write text."""
    plain = {name: [COAL[name]] * 3 for name in NAMES}
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table({**plain, **changes}), sink)

    found = read_or_told(sink.getvalue().to_pybytes(), "flows.parquet")

    assert found is None or found.read == len(next(iter(plain.values())))


def test_a_file_of_nothing_but_a_mark_of_its_encoding_is_told() -> None:
    """Some programs write one into an empty file."""
    assert read_or_told(b"\xef\xbb\xbf", "flows.csv") is None


def test_a_column_of_lists_is_told() -> None:
    """No record can be made of it."""
    plain = {name: [COAL[name]] for name in NAMES}
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table({**plain, "hs_code": [["2701"]]}), sink)

    assert read_or_told(sink.getvalue().to_pybytes(), "flows.parquet") is None


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255))),
    st.floats(0.05, 1),
)
def test_a_damaged_parquet_file_is_read_or_told(
    flips: list[tuple[float, int]], whole: float
) -> None:
    """A disk that fails, or a transfer cut off, makes nothing up, crashes nothing."""
    sink = pa.BufferOutputStream()
    table = pa.table({name: [COAL[name]] * ROWS for name in NAMES})
    parquet.write_table(table, sink, write_page_checksum=True)
    content = bytearray(sink.getvalue().to_pybytes())
    for place, byte in flips:
        content[int(place * len(content))] = byte

    read_or_told(bytes(content[: int(len(content) * whole)]), "flows.parquet")
