"""What is promised of records told one by one, one promise per test."""

import gzip
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.compliance.test_streaming import spoilt, trade, written
from tests.compliance.worlds import flow, laws, table
from yalu.compliance import Per, screen, screen_parts, screen_read
from yalu.errors import SchemaError, UnusableFileError
from yalu.flows import PLACES, SCHEMA, FlowTable, Quarantine, ReadResult, read

LAW = laws()
CELL = ["measure", "state", "direction", "period_start", "period_end"]
CELL += ["series", "reporter", "unit"]
AMOUNTS = ("value_usd", "quantity")
FEW = settings(
    max_examples=15,
    deadline=None,  # each example screens
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def told(folder: Path, path: object, **options: Any) -> pa.Table:  # noqa: ANN401
    """Return the records of a Parquet file that streams, part by part."""
    place = folder / "records.parquet"
    wish = {"target": "PRK", "rows": 40} | options
    screen_parts(path, LAW, records=place, **wish)  # type: ignore[arg-type]
    return pq.read_table(place)


def told_of_read(folder: Path, *paths: Path) -> pa.Table:
    """Return the records of files that are read into memory."""
    place = folder / "records.parquet"
    screen_read(read(paths), LAW, target="PRK", records=place)
    return pq.read_table(place)


def summed(records: pa.Table, certainty: str) -> dict[tuple[object, ...], list[object]]:
    """Return the sums of records told one by one, per cell: count and amounts."""
    chosen = records.filter(pc.equal(records["certainty"], certainty))
    wanted = [("row", "count"), *((name, "sum") for name in AMOUNTS)]
    grouped = chosen.group_by(CELL).aggregate(wanted)
    return {
        tuple(row[name] for name in CELL): [
            row["row_count"],
            *(row[f"{name}_sum"] or 0 for name in AMOUNTS),
        ]
        for row in grouped.to_pylist()
    }


def sums_of(screened: pa.Table, certainty: str) -> dict[tuple[object, ...], Any]:
    """Return the same of what screening summed."""
    names = ("records", *AMOUNTS)
    return {
        tuple(row[name] for name in CELL): [
            row[f"{name}_{certainty}"] or 0 for name in names
        ]
        for row in screened.to_pylist()
        if row[f"records_{certainty}"]
    }


@pytest.mark.parametrize("rows", [1, 40, 10_000])
def test_records_told_one_by_one_add_up_to_the_sums(tmp_path: Path, rows: int) -> None:
    """What a row is said to have done is what its measure was charged with."""
    held = trade(400)
    screened = screen(held, LAW, target="PRK")
    found = told(tmp_path, written(tmp_path, held), rows=rows)

    for certainty in ("sure", "possible"):
        expected = sums_of(screened, certainty)
        assert len(expected) > 5
        assert summed(found, certainty) == expected


@FEW
@given(
    drawn=st.lists(
        st.builds(
            flow,
            st.sampled_from(["2015-02", "2015-03", "2015-06", "2016", "2016-12"]),
            st.sampled_from(["2701", "270112", "27", "74", "271019"]),
            st.one_of(st.none(), st.integers(0, 999).map(Decimal)),
            st.integers(1, 99),
            st.just("t"),
            hs_revision=st.just("HS2012"),
            reporter=st.sampled_from(["CHN", "RUS"]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_whatever_moved_the_rows_add_up(
    tmp_path: Path, drawn: list[dict[str, Any]]
) -> None:
    """The promise above, of drawn trade: sure and possible, values that miss."""
    held = table(drawn).table
    places = [{"file": "drawn", "row": row} for row in range(len(drawn))]
    result = ReadResult(
        flows=FlowTable(held),
        places=pa.Table.from_pylist(places, schema=PLACES),
        quarantine=Quarantine.of([]),
        read=len(drawn),
        kept=len(drawn),
        quarantined=0,
    )
    place = tmp_path / "records.parquet"
    sums = screen_read(result, LAW, target="PRK", records=place).sums
    found, screened = pq.read_table(place), sums[Per.MEASURE]

    for certainty in ("sure", "possible"):
        assert summed(found, certainty) == sums_of(screened, certainty)


@pytest.mark.parametrize("kind", ["sound", "spoilt", "texts"])
def test_a_stream_tells_the_rows_that_the_reader_does(
    tmp_path: Path, kind: str
) -> None:
    """Parquet and text differ by the line of the heading alone."""
    held = trade(300) if kind == "sound" else spoilt(trade(300))
    if kind == "texts":
        days = held["period_start"].cast(pa.string())
        held = held.set_column(3, "period_start", days)
    path, text = written(tmp_path, held), tmp_path / "flows.csv"
    pa_csv.write_csv(held, text)

    streamed = told(tmp_path, path)
    of_text = told_of_read(tmp_path, text)

    assert streamed.num_rows > 50
    assert pc.add(streamed["row"], 1).equals(of_text["row"])
    assert streamed.drop_columns(["file", "row"]).equals(
        of_text.drop_columns(["file", "row"])
    )
    assert streamed["file"].unique().to_pylist() == [str(path)]
    assert of_text["file"].unique().to_pylist() == [str(text)]


def test_the_row_is_the_line_of_the_file(tmp_path: Path) -> None:
    """Blank lines and lines that cannot be split are lines all the same."""
    head = ",".join(SCHEMA.names)
    good = "CHN,PRK,import,2015-06-01,2015-07-01,270112,HS2012,{},,,customs,a,official"
    lines = [
        "",
        good.format(1),
        "x",
        good.format(2),
        "",
        good.format(-3),
        good.format(4),
    ]
    path = tmp_path / "lines.csv.gz"
    path.write_bytes(gzip.compress("\n".join([head, *lines]).encode()))

    found = told_of_read(tmp_path, path).to_pylist()

    assert {(row["row"], int(row["value_usd"])) for row in found} == {
        (3, 1),
        (5, 2),
        (8, 4),
    }


def test_each_file_counts_its_own_rows(tmp_path: Path) -> None:
    """Small files are one part and large ones several; a row stays where it stood."""
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    held = trade(100)
    pq.write_table(held, one, row_group_size=30)
    pq.write_table(held.slice(10, 20), two)

    for rows in (10, 1000):
        found = told(tmp_path, [two, one], rows=rows)
        of_one = found.filter(pc.equal(found["file"], str(one)))
        of_two = found.filter(pc.equal(found["file"], str(two)))
        amounts = held["value_usd"].to_pylist()
        for row in of_one.to_pylist():
            assert row["value_usd"] == amounts[row["row"] - 1]
        for row in of_two.to_pylist():
            assert row["value_usd"] == amounts[row["row"] + 9]
        assert set(of_two["row"].to_pylist()) <= set(range(1, 21))
        assert 0 < of_two.num_rows < of_one.num_rows


def test_a_run_that_goes_on_tells_the_records_of_both_halves(tmp_path: Path) -> None:
    """What was found before the run was cut short is not lost."""
    path, kept = written(tmp_path, trade(200)), tmp_path / "kept"
    whole = told(tmp_path, path)
    seen: list[int] = []

    def broken_off(done: int, _: int) -> None:
        seen.append(done)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        told(tmp_path, path, checkpoint=kept, told=broken_off)
    again = told(tmp_path, path, checkpoint=kept)

    assert again.equals(whole)


def test_a_run_begun_without_records_does_not_go_on_with_them(tmp_path: Path) -> None:
    """The parts that are done do not know the rows."""
    path, kept = written(tmp_path, trade(100)), tmp_path / "kept"
    screen_parts(path, LAW, target="PRK", checkpoint=kept)

    with pytest.raises(UnusableFileError, match="begun with --records 'left out'"):
        told(tmp_path, path, checkpoint=kept, rows=1 << 24)


def test_trade_that_nothing_concerns_gives_a_table_without_rows(
    tmp_path: Path,
) -> None:
    """An empty answer has the columns of a full one."""
    full = told(tmp_path, written(tmp_path, trade(50)))
    free = table([flow("2015-06", "0101", 5, hs_revision="HS2012")]).table

    found = told(tmp_path, written(tmp_path, free))

    assert found.num_rows == 0
    assert found.column_names == full.column_names


def test_grades_of_evidence_are_those_of_the_record(tmp_path: Path) -> None:
    """Where a file has no column of evidence, no grade is made up."""
    held = trade(50)
    graded = told(tmp_path, written(tmp_path, held))
    bare = told(tmp_path, written(tmp_path, held.drop_columns("evidence")), sift=False)

    assert set(graded["evidence"].to_pylist()) == {"official"}
    assert set(bare["evidence"].to_pylist()) == {None}
    assert bare.num_rows == graded.num_rows


def test_a_sum_over_bodies_is_no_hindrance(tmp_path: Path) -> None:
    """Records stand beside measures, however sums are asked for."""
    path = written(tmp_path, trade(50))
    assert told(tmp_path, path, per=(Per.REGIME,)).equals(told(tmp_path, path))


@pytest.mark.parametrize("kind", ["sound", "spoilt"])
def test_no_column_of_the_file_is_taken_for_ours(tmp_path: Path, kind: str) -> None:
    """A file may call its own columns as it likes."""
    held = trade(200) if kind == "sound" else spoilt(trade(200))
    expected = told(tmp_path, written(tmp_path, held))
    numbers = pa.array(range(1000, 1200), pa.int64())
    for name in ("file", "row", "law", "row_of_record", "sure"):
        held = held.append_column(name, numbers)
    found = told(tmp_path, written(tmp_path, held))

    assert found.equals(expected)


@pytest.mark.parametrize("name", ["file_row_number", "yalu_file_of_record"])
def test_a_name_that_the_engine_needs_is_told(tmp_path: Path, name: str) -> None:
    """Which column it is, and what to do about it."""
    held = trade(10).append_column(name, pa.array(range(10), pa.int64()))
    with pytest.raises(UnusableFileError, match=f"column {name}.*Rename it"):
        told(tmp_path, written(tmp_path, held))


def test_a_disk_that_is_full_is_told(tmp_path: Path) -> None:
    """In words, with the place."""
    place = Path("/dev/full")
    if not place.exists():
        pytest.skip("no such device here")
    path = written(tmp_path, trade(200))
    with pytest.raises(UnusableFileError, match="/dev/full"):
        screen_parts(path, LAW, target="PRK", records=place)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where, and why, as for every file."""
    path = written(tmp_path, trade(10))
    with pytest.raises((UnusableFileError, SchemaError), match="nowhere"):
        screen_parts(
            path, LAW, target="PRK", records=tmp_path / "nowhere" / "r.parquet"
        )
