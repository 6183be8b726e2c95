"""What `yalu screen` promises of Parquet, one promise per test."""

from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Yalu
from tests.compliance.test_streaming import spoilt, trade, written

COUNTED = ("read", "kept", "quarantined", "quarantined_by_reason", "repeated")
FOUND = ("identical", "breaches_by_measure", "moved_under_caps", "distinct_breaches")


def answer(yalu: Yalu, path: Path, *options: str) -> Any:  # noqa: ANN401
    """Return what screening a file prints, without the notes, which name the file."""
    found = yalu("screen", str(path), "--json", *options).json
    return {name: found[name] for name in (*COUNTED, *FOUND)}


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_text_and_parquet_give_the_same_figures_and_files(
    yalu: Yalu, tmp_path: Path, suffix: str
) -> None:
    """One is read whole and the other streams; nobody must see that in the answer."""
    held = spoilt(trade(300))
    parquet, text = written(tmp_path, held), tmp_path / "flows.csv"
    pa_csv.write_csv(held, text)
    told, files = [], []
    for path in (text, parquet):
        output, aside = tmp_path / f"o.{suffix}", tmp_path / f"q.{suffix}"
        told.append(answer(yalu, path, "-o", str(output), "--quarantine", str(aside)))
        files.append(output.read_bytes() if suffix == "csv" else pq.read_table(output))

    assert told[0] == told[1]
    assert files[0] == files[1]
    assert told[0]["quarantined"] > 10


def test_a_run_can_be_taken_up_again(yalu: Yalu, tmp_path: Path) -> None:
    """What is done is taken as it is, and the answer says so."""
    path, folder = written(tmp_path, trade(50)), tmp_path / "kept"
    first = answer(yalu, path, "--resume", str(folder))

    again = yalu("screen", str(path), "--resume", str(folder), "--json").json

    assert "1 of 1 parts were taken from it" in again["notes"][-1]
    assert {name: again[name] for name in first} == first


def test_other_law_stops_a_run_that_goes_on(yalu: Yalu, tmp_path: Path) -> None:
    """Exit code 3 and no traceback; what differs is named."""
    path, folder = written(tmp_path, trade(50)), tmp_path / "kept"
    yalu("screen", str(path), "--resume", str(folder))

    refused = yalu("screen", str(path), "--resume", str(folder), "--regime", "somalia")

    assert refused.code == 3
    assert "Traceback" not in refused.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--engine", "local[2]"], "not Parquet in Yalu's own columns"),
        (["--resume", "kept"], "not Parquet in Yalu's own columns"),
        (["--engine", "abacus"], "expected one like duckdb"),
    ],
)
def test_options_that_need_parquet_say_so(
    yalu: Yalu, tmp_path: Path, options: list[str], message: str
) -> None:
    """A cluster reads tables, not whatever a customs office exports."""
    path = tmp_path / "flows.csv"
    pa_csv.write_csv(trade(5), path)

    refused = yalu("screen", str(path), *options)

    assert refused.code == 2
    assert message in " ".join(refused.err.split())


def test_columns_of_another_layout_are_still_read_whole(
    yalu: Yalu, tmp_path: Path
) -> None:
    """Parquet of Comtrade's columns goes the way of all other layouts."""
    held = trade(6).rename_columns({"reporter": "reporterCode"})
    path = tmp_path / "other.parquet"
    pq.write_table(held, path)

    refused = yalu("screen", str(path))

    assert refused.code == 3
    assert "found the columns reporterCode" in refused.err


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_the_rows_that_are_meant_are_written_where_asked(
    yalu: Yalu, tmp_path: Path, suffix: str
) -> None:
    """In either form the same records, as many as the sums count."""
    path, place = written(tmp_path, trade(300)), tmp_path / f"rows.{suffix}"
    found = yalu("screen", str(path), "--json", "--records", str(place)).json

    table = pa_csv.read_csv(place) if suffix == "csv" else pq.read_table(place)
    sums = [*found["breaches_by_measure"], *found["moved_under_caps"]]
    assert table.num_rows == sum(row["records"][1] for row in sums) > 50
    assert set(table["measure"].to_pylist()) == {row["measure"] for row in sums}
    assert {*map(str, table["file"].unique().to_pylist())} == {str(path)}


def test_records_have_no_place_on_another_engine(yalu: Yalu, tmp_path: Path) -> None:
    """Where rows have no number, none is made up."""
    path = written(tmp_path, trade(10))
    place = tmp_path / "rows.csv"
    refused = yalu("screen", str(path), "--engine", "local[1]", "--records", str(place))

    assert refused.code == 2
    assert "--records: found with --engine" in " ".join(refused.err.split())
    assert not place.exists()


def test_no_file_is_written_over_another(yalu: Yalu, tmp_path: Path) -> None:
    """Neither what is read nor what was asked for as well."""
    path = written(tmp_path, trade(10))
    before, one = path.read_bytes(), str(tmp_path / "one.csv")
    refused = [
        yalu("screen", str(path), "--records", str(path)),
        yalu("screen", str(path), "-o", one, "--records", one),
        yalu("screen", str(path), "-o", one, "--quarantine", one),
    ]

    assert [answer.code for answer in refused] == [2, 2, 2]
    assert "--records" in refused[0].err
    assert "found as --output and as --records" in " ".join(refused[1].err.split())
    assert path.read_bytes() == before


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_file_without_records_leaves_what_was_written_before(
    yalu: Yalu, tmp_path: Path, suffix: str
) -> None:
    """An answer that is refused replaces none that was given."""
    path, place = written(tmp_path, trade(0)), tmp_path / f"rows.{suffix}"
    place.write_text("before")

    assert yalu("screen", str(path), "--records", str(place)).code == 3
    assert place.read_text() == "before"
