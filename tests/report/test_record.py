"""What a report takes for the record: embedded, or a user's own."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from yalu import library
from yalu.errors import SchemaError
from yalu.flows import EXTENDED_SCHEMA, FlowTable, read
from yalu.report import record
from yalu.report.record import Record, embedded, own, recorded

ROW: dict[str, Any] = {
    "reporter": "ARE",
    "partner": "SOM",
    "direction": "import",
    "period_start": date(2013, 1, 1),
    "period_end": date(2013, 2, 1),
    "hs_code": "440290",
    "hs_revision": "HS2012",
    "value_usd": Decimal(100),
    "quantity": Decimal(10),
    "unit": "t",
    "series": "customs",
    "source": "one",
    "evidence": "reported",
}
OTHER = {**ROW, "partner": "KEN", "hs_code": "090240"}
SOMALIA = library.load("somalia")


def made(folder: Path, *rows: dict[str, Any], **options: bool) -> Record:
    """Return the record of a file of some rows."""
    path = folder / "trade.parquet"
    parquet.write_table(FlowTable.from_rows(rows).table, path)
    return own(read(path), SOMALIA, **options)


def test_the_embedded_record_is_that_of_its_target_alone() -> None:
    """Nothing is asked of the record of another country."""
    assert embedded(library.load("dprk")) is not None
    assert embedded(SOMALIA) is None
    with pytest.raises(SchemaError, match="found no record of SOM"):
        recorded(SOMALIA)


def test_what_was_read_and_done_is_told(tmp_path: Path) -> None:
    """Counts, sums, nils and silent amounts stand in the first lines of an answer."""
    later = {
        **OTHER,
        "period_start": date(2013, 2, 1),
        "period_end": date(2013, 3, 1),
    }
    silent = {**ROW, "value_usd": None}
    found = made(tmp_path, ROW, silent, later, complete=True)

    assert str(found).startswith("3 records read: 3 kept, 0 put aside.")
    assert "Summed to 2 cells, and 1 nils of a complete file." in str(found)
    assert "In 1 cells some record states no amount" in str(found)
    assert found.hashes.keys() == {"trade.parquet"}


def test_several_sources_are_kept_apart_and_told(tmp_path: Path) -> None:
    """Files of one record under several names would lose their past."""
    found = made(tmp_path, ROW, {**ROW, "source": "two"})

    assert any("never added" in note and "--source" in note for note in found.notes)


def test_trade_with_third_states_is_kept_unless_it_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then only goods of the law are, and that is said."""
    charcoal = {**ROW, "partner": "KEN"}
    full = made(tmp_path, ROW, OTHER, charcoal)
    monkeypatch.setattr(record, "_MOST_OTHERS", 1)
    cut = made(tmp_path, ROW, OTHER, charcoal)

    assert sorted(full.flows["hs_code"].to_pylist()) == ["090240", "440290", "440290"]
    assert cut.flows["hs_code"].to_pylist() == ["440290", "440290"]
    assert any("only those of goods that the law covers" in n for n in cut.notes)


def test_a_presentable_record_has_every_column_of_a_curated_one(
    tmp_path: Path,
) -> None:
    """The report asks the same of a user's rows as of the embedded ones."""
    table = made(tmp_path, ROW).presentable

    assert table.schema.names == EXTENDED_SCHEMA.names
    assert table["compiler"].to_pylist() == ["one"]
    assert FlowTable(table).table.num_rows == 1


def test_a_file_without_the_target_is_told(tmp_path: Path) -> None:
    """An empty scorecard would look like an answer."""
    with pytest.raises(SchemaError, match="no record about SOM among 1"):
        made(tmp_path, OTHER)
