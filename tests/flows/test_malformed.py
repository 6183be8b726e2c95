"""No file of trade, however broken, loses a record or ends in a traceback."""

import string
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tests.flows.conftest import COAL, HEADER
from yalu.errors import SchemaError
from yalu.flows import ReadResult, read

NAMES = HEADER.split(",")
ROWS = 20
FEW = 2_000  # letters of a message
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
            told = str(error).rstrip()
            assert len(told) < FEW
            assert told.endswith(".")
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


LONG = "x" * 140_000
NARROW = ",".join(f"c{place}" for place in range(100_000))
WIDE = ",".join(f"column_{place}" for place in range(200_000))


@pytest.mark.parametrize(
    "heading",
    [f"{LONG},b", f"{HEADER},{LONG}", f'"{LONG}",b', NARROW, WIDE],
    ids=["first", "last", "quoted", "many", "more than are looked at"],
)
def test_a_heading_that_is_too_long_is_told_in_few_words(heading: str) -> None:
    """A cell may have no end, and a line may have columns without number."""
    assert read_or_told(f"{heading}\n1,2\n".encode(), "flows.csv") is None


@pytest.mark.parametrize(
    "cell",
    [LONG, f'"{LONG}"', f'{LONG}"', f'"{LONG}'],
    ids=["plain", "quoted", "ended", "begun"],
)
def test_a_cell_that_is_too_long_costs_its_own_record_alone(cell: str) -> None:
    """Its neighbours are read as if it were not there."""
    rows = sound(3)
    rows[1][NAMES.index("hs_code")] = cell
    lines = [",".join(row) for row in rows]

    found = read_or_told("\n".join([HEADER, *lines, ""]).encode(), "flows.csv")

    assert found is not None
    assert (found.kept, found.quarantined) == (2, 1)


def test_columns_that_are_not_read_are_told_in_few_words() -> None:
    """Whoever keeps thousands of them need not read their names."""
    row = ",".join([*COAL.values()]) + "," * 100_000
    found = read_or_told(f"{HEADER},{NARROW}\n{row}\n".encode(), "flows.csv")

    assert found is not None
    assert [str(note) for note in found.notes if "99,988 more" in str(note)]
    assert all(len(str(note)) < 1_000 for note in found.notes)


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
