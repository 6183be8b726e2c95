"""Promises about files that are sent: where they lie, how large, and how long."""

import gzip
import io
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastapi import HTTPException
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import UnusableFileError
from yalu.web.uploads import Upload, Uploads

MOST = 10_000


@pytest.fixture
def uploads() -> Iterator[Uploads]:
    """Return a private folder that is taken away afterwards."""
    held = Uploads()
    yield held
    held.close()


def _sent(
    uploads: Uploads, content: bytes, name: str = "a.csv", *, seconds: float = 60
) -> Upload:
    stream = io.BytesIO(content)
    return uploads.take(stream, name, most=MOST, seconds=seconds, kept=2)


@given(name=st.text(max_size=300))
def test_no_name_leads_out_of_the_private_folder(name: str) -> None:
    """A file lies where the program says, whatever its sender calls it."""
    uploads = Uploads()
    try:
        upload = _sent(uploads, b"x", name)
        place = upload.path.resolve()

        assert place.parent.parent == uploads.folder.resolve()
        assert place.read_bytes() == b"x"
        assert upload.name
        assert not upload.name.startswith(".")
        assert upload.name.isascii()
    finally:
        uploads.close()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\windows\\..\\x.csv", "/abs/x.csv", "..", "a\0b", "*.csv"],
)
def test_names_that_climb_or_match_are_made_harmless(
    uploads: Uploads, name: str
) -> None:
    """No part of a name is a folder, a drive or a pattern."""
    upload = _sent(uploads, b"x", name)

    assert set(upload.name).isdisjoint('/\\:*?[]\0"')
    assert upload.path.parent == uploads.folder / upload.token


def test_only_this_program_may_look_into_the_folder(uploads: Uploads) -> None:
    """Other users of the machine read nothing."""
    upload = _sent(uploads, b"x")

    assert os.stat(uploads.folder).st_mode & 0o077 == 0  # noqa: PTH116
    assert upload.folder.stat().st_mode & 0o077 == 0


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(
    uploads: Uploads,
) -> None:
    """A disk must not fill up with what was refused."""
    with pytest.raises(HTTPException) as caught:
        _sent(uploads, b"x" * (MOST + 1))

    assert caught.value.status_code == 413
    assert list(uploads.folder.iterdir()) == []


def test_what_unpacks_to_far_more_is_refused(uploads: Uploads) -> None:
    """A small file must not fill the memory once it is unpacked."""
    with pytest.raises(UnusableFileError, match="unpack to more than"):
        _sent(uploads, gzip.compress(b"0" * (5 * MOST)), "a.csv.gz")

    assert list(uploads.folder.iterdir()) == []


def test_parquet_that_unpacks_to_far_more_is_refused(uploads: Uploads) -> None:
    """The same for columns that are packed."""
    sink = io.BytesIO()
    table = pa.table({"a": pa.array(["0" * 100] * 10_000)})
    pq.write_table(table, sink, compression="zstd", use_dictionary=False)

    with pytest.raises(UnusableFileError, match="Parquet that unpacks to more than"):
        _sent(uploads, sink.getvalue(), "a.parquet")


def test_a_page_that_asks_for_too_much_room_is_refused_before_it_is_read(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader makes room first and unpacks then, whatever the end of a file says."""
    monkeypatch.setattr(pq, "ParquetFile", lambda *_, **__: pytest.fail("it was read"))

    with pytest.raises(UnusableFileError, match="Parquet that unpacks to more than"):
        _sent(uploads, _parquet(pa.array(["0" * 50_000]), 1), "a.parquet")


def test_parquet_whose_pages_are_not_those_its_end_tells_of_is_refused(
    uploads: Uploads,
) -> None:
    """Another reader might find pages that were never looked at."""
    whole = _parquet(pa.array(["0"] * 9))
    spoilt = whole[:4] + b"\x19" + whole[5:]

    with pytest.raises(UnusableFileError, match="packed unusually"):
        _sent(uploads, spoilt, "a.parquet")


def test_an_empty_file_is_refused(uploads: Uploads) -> None:
    """Nothing was sent, and that is said."""
    with pytest.raises(UnusableFileError, match="empty"):
        _sent(uploads, b"")


def test_more_files_than_are_kept_are_refused(uploads: Uploads) -> None:
    """One visitor cannot crowd out the machine."""
    _sent(uploads, b"x")
    _sent(uploads, b"x")

    with pytest.raises(HTTPException, match="2 files already"):
        _sent(uploads, b"x")


def test_a_file_is_gone_when_its_time_is_over(uploads: Uploads) -> None:
    """What was sent in confidence does not stay."""
    upload = _sent(uploads, b"x", seconds=0.05)
    until = time.monotonic() + 10
    while upload.folder.exists() and time.monotonic() < until:
        time.sleep(0.02)

    assert not upload.folder.exists()
    assert not uploads.holds(upload.token)


def test_everything_is_gone_when_the_program_ends() -> None:
    """Nothing of a visitor outlives the service."""
    uploads = Uploads()
    _sent(uploads, b"x")
    folder = uploads.folder
    uploads.close()

    assert not folder.exists()


def test_what_a_killed_program_left_is_taken_away_at_the_next_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A program that is killed cannot tidy up; the next one does."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = tmp_path / "yalu-uploads-a"
    (gone / "token").mkdir(parents=True)
    running = Uploads()
    upload = _sent(running, b"x")
    Uploads().close()

    assert not gone.exists()
    assert upload.path.exists()
    running.close()


def test_a_folder_that_cannot_be_made_is_told_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Who looks after the machine mends it without starting the service again."""
    place = tmp_path / "later"
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    uploads = Uploads()
    with pytest.raises(UnusableFileError, match="TMPDIR") as caught:
        _sent(uploads, b"x")

    assert str(tmp_path) not in str(caught.value)
    place.mkdir()
    assert _sent(uploads, b"x").path.exists()
    uploads.close()


def test_nothing_is_written_beside_a_file_that_was_dropped(uploads: Uploads) -> None:
    """What its sender removed does not come back from a thread that was slower."""
    upload = _sent(uploads, b"x")
    written: list[str] = []
    began, dropped = threading.Event(), threading.Event()

    def writing() -> None:
        began.set()
        written.append("while it was kept")
        assert not dropped.wait(0.1)  # whoever drops it waits
        (upload.folder / "found").write_bytes(b"x")

    def dropping() -> None:
        began.wait()
        uploads.drop(upload.token)
        dropped.set()

    thread = threading.Thread(target=dropping)
    thread.start()
    assert uploads.write(upload.token, writing)
    thread.join()

    assert not upload.folder.exists()
    assert not uploads.write(upload.token, lambda: written.append("after that"))
    assert written == ["while it was kept"]


def _parquet(column: pa.Array, rows: int = 1) -> bytes:
    sink = io.BytesIO()
    table = pa.table({"a": pa.concat_arrays([column] * rows)})
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


@pytest.mark.parametrize(
    "column",
    [
        pa.array([b"A" * 5_000], pa.binary(5_000)),
        pa.array([b"A" * 16], pa.uuid()).cast(pa.binary(16)),
        pa.array(["A" * 5_000], pa.string_view()),
        pa.array([b"A" * 5_000], pa.binary_view()),
        pa.array(["A" * 5_000], pa.large_string()),
        pa.array(["A" * 5_000], pa.json_()),
        pa.array([Decimal(1)], pa.decimal256(60, 2)),
        pa.array([7], pa.int64()),
    ],
    ids=lambda column: str(column.type),
)
def test_no_kind_of_column_hides_how_large_it_is(
    uploads: Uploads, column: pa.Array
) -> None:
    """Each kind is counted as it is written out, or refused."""
    with pytest.raises(UnusableFileError, match=r"unpacks to more|columns of bytes"):
        _sent(uploads, _parquet(column, 10_000), "a.parquet")


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["A"]),
        pa.array([b"A"]),
        pa.array(["A"]).dictionary_encode(),
        pa.array([None], pa.null()),
        pa.array([True]),
        pa.array([1.5]),
        pa.array([Decimal(1)], pa.decimal128(38, 2)),
        pa.array([1], pa.timestamp("ns")),
        pa.array([1], pa.date32()),
    ],
    ids=lambda column: str(column.type),
)
def test_every_kind_of_column_that_trade_has_comes_in(
    uploads: Uploads, column: pa.Array
) -> None:
    """What is modest is not refused for its kind."""
    assert _sent(uploads, _parquet(column, 5), "a.parquet").path.exists()


def test_words_packed_as_differences_are_refused_with_a_way_out(
    uploads: Uploads,
) -> None:
    """They cannot be counted without being laid out, so that they are not taken."""
    sink = io.BytesIO()
    table = pa.table({"a": ["A" * 1_000 + str(number) for number in range(500)]})
    packed = {"a": "DELTA_BYTE_ARRAY"}
    pq.write_table(table, sink, use_dictionary=False, column_encoding=packed)

    with pytest.raises(UnusableFileError, match="or as CSV"):
        _sent(uploads, sink.getvalue(), "a.parquet")
