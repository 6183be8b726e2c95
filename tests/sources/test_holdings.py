"""What the store of datasets promises."""

import io
import re
import time
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from yalu.errors import IntegrityError, UnknownCodeError
from yalu.sources import available, describe, holdings, load, parse, source


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the store at a copy that a test may spoil."""
    original = Path(str(holdings._folder()))
    for path in original.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(holdings, "_folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", available())
def test_a_dataset_holds_what_its_description_says(name: str) -> None:
    """Rows, columns and types are promised before the file is opened."""
    table, descriptor = load(name), describe(name)

    assert table.num_rows == descriptor.rows
    assert table.schema.equals(descriptor.schema)


@pytest.mark.parametrize("name", available())
def test_a_description_answers_the_questions_of_a_careful_reader(name: str) -> None:
    """Whose figures, on what terms, taken when, and what each column means."""
    descriptor = describe(name)

    assert descriptor.publisher
    assert descriptor.licence.name
    assert str(descriptor.retrieved) == "2026-11-22"
    assert all(column.meaning for column in descriptor.columns)
    assert descriptor.expectation.unique


@pytest.mark.parametrize("name", available())
def test_a_dataset_loads_at_once(name: str) -> None:
    """A command that needs one table must not wait for it."""
    load(name)
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        load(name)
        spent.append(time.perf_counter() - start)

    assert min(spent) < (0.05 if describe(name).rows < 100_000 else 0.25)


def test_numbers_are_exact_decimals() -> None:
    """Sums must come out the same on every machine."""
    kinds = {column.kind for column in describe("trade").columns}

    assert {"money", "quantity"} <= kinds
    assert not any(pa.types.is_floating(t) for t in load("trade").schema.types)


def test_one_changed_digit_is_noticed(copied: Path) -> None:
    """A file that is not the one that was checked is not used."""
    path = copied / "trade.csv"
    path.write_bytes(path.read_bytes().replace(b"213151847", b"213151848", 1))

    with pytest.raises(IntegrityError, match=r"trade\.csv: hash \w+…; expected \w+…"):
        load("trade")


def test_an_unknown_dataset_is_answered_with_the_known_ones() -> None:
    """The message is enough to go on."""
    with pytest.raises(UnknownCodeError, match=re.escape("found 'trades'; expected")):
        load("trades")


def test_an_unknown_source_is_answered_with_the_way_to_split_several() -> None:
    """Rows may name several sources in one cell."""
    with pytest.raises(UnknownCodeError, match="split it at ';' first"):
        source("KND1703;KH1704")


def test_a_source_names_its_publisher_and_page() -> None:
    """A reader can follow a figure to where it was printed."""
    found = source("KYO1612")

    assert found.publisher == "Kyodo, 2017-02-22"
    assert found.url.startswith("http://english.kyodonews.jp")


@pytest.mark.parametrize(
    "content",
    [b"id,publisher\nA,B\n", b"", b"id,publisher,published,quotes,kind,terms\n1\n"],
)
def test_a_file_of_another_shape_is_refused_in_one_sentence(content: bytes) -> None:
    """Neither a traceback nor a table with holes."""
    with pytest.raises(IntegrityError, match=r"Dataset cannot be read:\n  - sources"):
        parse(content, describe("sources"))


def test_a_missing_required_number_is_refused() -> None:
    """A price without a value is no price."""
    descriptor = describe("prices")
    header = ",".join(column.name for column in descriptor.columns)
    row = "2020-01-01,2020-02-01,gold,,USD/ozt,official,high,WBPINK"

    with pytest.raises(IntegrityError, match="price lacks 1 values"):
        parse(f"{header}\n{row}\n".encode(), descriptor)


def test_one_changed_byte_of_a_matrix_is_noticed(copied: Path) -> None:
    """Packed files are trusted no more than text."""
    path = copied / "gross_trade.parquet"
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)

    with pytest.raises(
        IntegrityError, match=r"gross_trade\.parquet: hash \w+…; expect"
    ):
        load("gross_trade")


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"year": [2014]}),
        pa.table(
            {"year": ["x"], "exporter": ["A"], "importer": ["B"], "value_usd": [1]}
        ),
        pa.table(
            {"year": [None], "exporter": ["A"], "importer": ["B"], "value_usd": [1]}
        ),
    ],
)
def test_a_matrix_of_another_shape_is_refused_in_one_sentence(table: pa.Table) -> None:
    """Neither a traceback nor a table with holes."""
    sink = io.BytesIO()
    parquet.write_table(table, sink)

    with pytest.raises(
        IntegrityError, match=r"Dataset cannot be read:\n  - gross_trad"
    ):
        parse(sink.getvalue(), describe("gross_trade"))


def test_a_matrix_that_is_no_matrix_is_refused_in_one_sentence() -> None:
    """A broken download says so."""
    with pytest.raises(
        IntegrityError, match=r"Dataset cannot be read:\n  - gross_trad"
    ):
        parse(b"PAR1", describe("gross_trade"))
