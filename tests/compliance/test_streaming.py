"""What screening part by part promises, one promise per test."""

import os
import re
import signal
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.compliance.worlds import NATIONAL, flow, laws, table, world
from yalu.compliance import Per, screen, screen_file, screen_parts
from yalu.errors import SchemaError, UnusableFileError
from yalu.flows import read

pytestmark = pytest.mark.slow

LAW = laws()
COLUMNS = table([flow("2015-02")]).table.column_names
MONTHS = ("2015-02", "2015-03", "2015-05", "2015-06", "2016-12", "2016")
GOODS = ("2701", "270112", "27", "74", "7403", "271019", "TOTAL")


def trade(rows: int) -> pa.Table:
    """Return some sound flows, no two alike in all."""
    return table(
        flow(
            MONTHS[n % len(MONTHS)],
            (code := GOODS[n % len(GOODS)]),
            None if n % 5 == 1 else n,
            None if n % 3 == 1 and n % 5 != 1 else Decimal(n) / 8,
            "t" if n % 3 != 1 or n % 5 == 1 else None,
            hs_revision="" if code == "TOTAL" else "HS2012",
            reporter=("CHN", "RUS", "PRK")[n % 3],
            partner=("PRK", "PRK", "CHN")[n % 3],
            source=f"S{n % 2}",
        )
        for n in range(rows)
    ).table


def spoilt(held: pa.Table) -> pa.Table:
    """Return flows of which some break a rule and some are only written otherwise."""
    columns = {name: held[name].to_pylist() for name in held.column_names}
    changes: list[tuple[str, object]] = [
        ("reporter", "XX"), ("reporter", None), ("partner", "Atlantis"),
        ("direction", "Imports"), ("direction", "sideways"), ("hs_code", "2701.12"),
        ("hs_code", "27011"), ("hs_code", "999999"), ("hs_code", None),
        ("hs_revision", "HS1996"), ("hs_revision", None), ("hs_revision", "2012"),
        ("value_usd", Decimal("-1.00")), ("quantity", Decimal("-0.125")),
        ("unit", "furlong"), ("unit", "KG"), ("unit", None), ("series", "rumour"),
        ("series", None), ("evidence", "hearsay"), ("evidence", None), ("source", None),
        ("period_end", date(2015, 1, 1)), ("period_start", None),
        ("period_start", date(1850, 1, 1)),
    ]  # fmt: skip
    for place, (name, value) in enumerate(changes):
        columns[name][7 * place + 3] = value
    columns["value_usd"][4] = columns["quantity"][4] = None
    loose = pa.schema([pa.field(field.name, field.type) for field in held.schema])
    return pa.table(columns, schema=loose)


def written(folder: Path, held: pa.Table, *, rows: int = 40) -> Path:
    """Write flows as one file of several row groups."""
    path = folder / "flows.parquet"
    pq.write_table(held, path, row_group_size=rows)
    return path


def streamed(path: object, **options: Any) -> Any:  # noqa: ANN401
    """Return what screening part by part gives, with parts of one row group."""
    wish = {"target": "PRK", "per": tuple(Per), "rows": 40} | options
    return screen_parts(path, LAW, **wish)  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", [1, 40, 100, 10_000])
def test_the_sums_of_parts_are_those_of_the_whole(tmp_path: Path, rows: int) -> None:
    """A record counts once, whichever part it lies in, per measure and in all."""
    held = trade(400)
    found = streamed(written(tmp_path, held), rows=rows)

    for per in Per:
        assert found.sums[per].equals(screen(held, LAW, target="PRK", per=per))
    assert found.sums[Per.MEASURE].num_rows > 10


@pytest.mark.parametrize("kind", ["sound", "spoilt", "floats", "texts", "numbers"])
def test_a_stream_keeps_and_puts_aside_what_the_reader_does(
    tmp_path: Path, kind: str
) -> None:
    """Speed is no reason for another answer: sums, words, places, counts and notes."""
    held = trade(300)
    if kind != "sound":
        held = spoilt(held)
    if kind == "floats":
        held = held.set_column(7, "value_usd", held["value_usd"].cast(pa.float64()))
    if kind == "texts":
        held = held.set_column(
            3, "period_start", held["period_start"].cast(pa.string())
        )
    if kind == "numbers":
        whole = [None if v is None else int(v) for v in held["value_usd"].to_pylist()]
        held = held.set_column(7, "value_usd", pa.array(whole, pa.int64()))
    path = written(tmp_path, held)
    expected = read(path)

    found = streamed(path)

    assert (found.read, found.kept, found.quarantined) == (
        expected.read,
        expected.kept,
        expected.quarantined,
    )
    assert found.quarantine.table.equals(expected.quarantine.table)
    assert bool(found.quarantined) == (kind != "sound")
    assert [str(note) for note in found.notes] == [str(n) for n in expected.notes]
    assert (found.repeated, found.identical) == (expected.repeated, expected.identical)
    for per in Per:
        sums = screen(expected.flows, LAW, target="PRK", per=per)
        assert found.sums[per].equals(sums)


def test_records_alike_are_counted_over_all_parts(tmp_path: Path) -> None:
    """Copies that lie far apart are copies all the same."""
    held = trade(100)
    path = written(tmp_path, held)

    found = streamed([path, path])

    assert (found.read, found.identical) == (200, 100)
    twice = screen(pa.concat_tables([held, held]), LAW, target="PRK")
    assert found.sums[Per.MEASURE].equals(twice)


def test_folders_patterns_and_lists_name_files(tmp_path: Path) -> None:
    """However trade lies on disk, a path finds it."""
    held = trade(80)
    for year, part in ((2015, held.slice(0, 50)), (2016, held.slice(50))):
        folder = tmp_path / "flows" / f"year={year}"
        folder.mkdir(parents=True)
        pq.write_table(part, folder / "part.parquet")
    expected = screen(held, LAW, target="PRK")

    for path in (
        tmp_path / "flows",
        tmp_path / "flows" / "*" / "*.parquet",
        sorted((tmp_path / "flows").rglob("*.parquet")),
    ):
        assert streamed(path).sums[Per.MEASURE].equals(expected)


@pytest.mark.parametrize("kind", ["sound", "spoilt"])
def test_small_files_that_are_alike_make_one_part(tmp_path: Path, kind: str) -> None:
    """A thousand small files must not take a thousand times as long as one."""
    held = trade(300) if kind == "sound" else spoilt(trade(300))
    for start in range(0, 300, 30):
        pq.write_table(held.slice(start, 30), tmp_path / f"{start:03}.parquet")
    expected = read(sorted(tmp_path.glob("*.parquet")))

    found = streamed(tmp_path, rows=1_000)

    assert (found.parts, found.read) == (1, 300)
    assert found.quarantine.table.equals(expected.quarantine.table)
    assert [str(note) for note in found.notes] == [str(n) for n in expected.notes]
    assert (found.repeated, found.identical) == (expected.repeated, expected.identical)
    sums = screen(expected.flows, LAW, target="PRK")
    assert found.sums[Per.MEASURE].equals(sums)


def test_files_of_other_types_lose_no_cents(tmp_path: Path) -> None:
    """Read as one, the second would be cast to whole dollars like the first."""
    held = trade(60)
    whole = pa.array([100] * 30, pa.int64())
    cents = pa.array([Decimal("0.49")] * 30, pa.decimal128(18, 2))
    for name, values in (("a", whole), ("b", cents)):
        part = held.slice(0, 30).set_column(7, "value_usd", values)
        pq.write_table(part, tmp_path / f"{name}.parquet")

    found = streamed(tmp_path, rows=1_000, per=(Per.REGIME,)).sums[Per.REGIME]

    cells = (
        found["value_usd_sure"].to_pylist() + found["value_usd_possible"].to_pylist()
    )
    assert sum(value % 1 for value in cells if value is not None) > 0
    with pytest.raises(SchemaError, match="types BIGINT, DECIMAL"):
        screen_file(tmp_path / "*.parquet", LAW, target="PRK")


def test_a_column_that_only_folders_name_is_read(tmp_path: Path) -> None:
    """Partitioned tables leave out of their files what their folders say."""
    held = trade(60)
    with duckdb.connect() as connection:
        connection.register("held", held)
        connection.execute(
            f"COPY held TO '{tmp_path / 'flows'}' (FORMAT parquet, "
            "PARTITION_BY (partner, period_start))"
        )

    found = streamed(tmp_path / "flows")

    assert found.quarantined == 0
    assert found.sums[Per.MEASURE].equals(screen(held, LAW, target="PRK"))


SCRIPT = """
import sys
from pathlib import Path
from tests.compliance.test_streaming import streamed

def told(done, whole):
    print(done, flush=True)
    if done >= {stop}:
        sys.stdin.read()

streamed({path!r}, checkpoint={folder!r}, told=told)
"""


def test_a_run_that_is_killed_goes_on_without_loss_or_double_counting(
    tmp_path: Path,
) -> None:
    """A night's work is not lost to a power cut, nor counted twice after it."""
    held = spoilt(trade(400))
    path, folder = str(written(tmp_path, held)), tmp_path / "checkpoint"
    script = SCRIPT.format(path=path, folder=str(folder), stop=120)
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path])},
    ) as run:
        assert run.stdout is not None
        while int(run.stdout.readline() or -1) < 120:
            assert run.poll() is None
        run.send_signal(signal.SIGKILL)
    (folder / "tmp-1-part-000003").mkdir()

    found = streamed(path, checkpoint=folder)

    assert 3 <= found.taken < found.parts == 10
    once = streamed(path)
    assert found.quarantine.table.equals(once.quarantine.table)
    assert (found.read, found.kept, found.notes) == (once.read, once.kept, once.notes)
    assert (found.repeated, found.identical) == (once.repeated, once.identical)
    for per in Per:
        assert found.sums[per].equals(once.sums[per])


def test_a_run_that_was_done_is_taken_as_it_is(tmp_path: Path) -> None:
    """Asking again costs nothing and changes nothing."""
    path = written(tmp_path, trade(100))
    first = streamed(path, checkpoint=tmp_path / "done")

    again = streamed(path, checkpoint=tmp_path / "done")

    assert (first.taken, again.taken) == (0, first.parts)
    assert again.sums[Per.REGIME].equals(first.sums[Per.REGIME])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"target": "IRN"}, "begun with target 'PRK'; now it is 'IRN'"),
        ({"series": "notified"}, "begun with series ''; now it is 'notified'"),
        ({"rows": 1_000}, "begun with 3 parts of trade; now it is 1"),
    ],
)
def test_a_run_with_other_options_is_refused(
    tmp_path: Path, changed: dict[str, Any], message: str
) -> None:
    """Sums made under different wishes must not be put together."""
    path = written(tmp_path, trade(100))
    streamed(path, checkpoint=tmp_path / "begun")

    with pytest.raises(UnusableFileError, match=re.escape(message)):
        streamed(path, checkpoint=tmp_path / "begun", **changed)


def test_a_run_under_other_law_is_refused(tmp_path: Path) -> None:
    """An amendment between two halves of a run would make sums of neither."""
    path = written(tmp_path, trade(100))
    folder = tmp_path / "begun"
    streamed(path, checkpoint=folder)

    with pytest.raises(UnusableFileError, match="begun with law "):
        screen_parts(
            path, laws(world(NATIONAL)), target="PRK", per=tuple(Per), rows=40,
            checkpoint=folder,
        )  # fmt: skip


def test_a_run_on_changed_trade_is_refused(tmp_path: Path) -> None:
    """A file that was replaced is other trade, even with as many records."""
    path = written(tmp_path, trade(100))
    streamed(path, checkpoint=tmp_path / "begun")
    written(tmp_path, trade(101).slice(1))

    with pytest.raises(UnusableFileError, match="not the part it was: state ") as told:
        streamed(path, checkpoint=tmp_path / "begun")
    assert str(path) in str(told.value)


def test_a_folder_of_other_things_is_not_written_into(tmp_path: Path) -> None:
    """A slip of the name must not spoil a folder."""
    path = written(tmp_path, trade(10))

    with pytest.raises(UnusableFileError, match="expected an empty folder"):
        streamed(path, checkpoint=tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing.parquet", "no such file"), ("*.none", "found no Parquet file there")],
)
def test_trade_that_is_not_there_is_named(
    tmp_path: Path, name: str, message: str
) -> None:
    """Whoever reads the message has many files."""
    with pytest.raises(UnusableFileError, match=re.escape(message)) as told:
        streamed(tmp_path / name)
    assert name in str(told.value)


def test_progress_ends_with_all_records(tmp_path: Path) -> None:
    """A bar that never fills looks like a hang."""
    seen: list[tuple[int, int]] = []

    streamed(
        written(tmp_path, trade(100)), told=lambda done, all_: seen.append((done, all_))
    )

    assert seen == [(40, 100), (80, 100), (100, 100)]
