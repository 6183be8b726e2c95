"""What reading a log promises, with good tables and bad ones."""

import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from yalu.errors import SchemaError
from yalu.events import read

EMBEDDED = Path(str(files("yalu.events").joinpath("data")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the embedded log that a test may spoil."""
    copy = tmp_path / "log"
    shutil.copytree(EMBEDDED, copy)
    return copy


def spoil(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_reads_like_the_embedded_log(folder: Path) -> None:
    """The embedded data have no path of their own."""
    assert read(folder) == read()
    assert read(str(folder)) == read()


def test_every_mistake_is_told_with_its_line(folder: Path) -> None:
    """Five mistakes, one run."""
    events = folder / "events.csv"
    spoil(events, "test-2016-01-06,nuclear_test", "test-2016-01-06,atom")
    spoil(events, "2016-01-06T01:30:01Z", "half past one")
    spoil(events, "res-2270,resolution,UNSC", "res-2270,resolution,the Council")
    spoil(events, "13-2-0", "13 to 2")
    spoil(events, "vote=13-0-2@UNMEET", "13-0-2")

    with pytest.raises(SchemaError) as caught:
        read(folder)

    message = str(caught.value)
    assert message.count("\n  - ") == 5
    assert all(
        f"events.csv, line {line}, {field}: found" in message
        for line, field in (
            (line_of(events, "test-2016-01-06,"), "kind"),
            (line_of(events, "test-2016-01-06,"), "moment"),
            (line_of(events, "res-2270,"), "actor"),
            (line_of(events, "veto-2022-05-26,"), "vote"),
            (line_of(events, "veto-2022-05-26,"), "variants"),
        )
    )


def line_of(file: Path, start: str) -> int:
    """Return the number of the line that starts so, counted from 1."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(start))


def test_an_impossible_event_is_told_with_its_line(folder: Path) -> None:
    """Rules of the event itself are reported like any mistake in a cell."""
    spoil(folder / "events.csv", "39.6596,124.7057", "124.7057,39.6596")

    with pytest.raises(SchemaError, match=r"events.csv, line \d+: Event .* latitude"):
        read(folder)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (",2016-01-06,Korea", ",2016-13-06,Korea", "when"),
        (",MRBM,2,", ",MRBM,0,", "count"),
        ("CHN yes;RUS yes", "CHN aye", "ballots"),
        ("2016-02-08..2016-02-25", "February", "window"),
        ("2016-01-06T01:30:01Z", "2016-01-06T01:30:01", "moment"),
    ],
)
def test_each_kind_of_cell_has_its_own_hint(
    folder: Path, old: str, new: str, field: str
) -> None:
    """A reader learns what the cell should hold."""
    spoil(folder / "events.csv", old, new)

    with pytest.raises(SchemaError, match=rf"line \d+, {field}: found .* expected"):
        read(folder)


def test_an_empty_cell_that_must_be_filled_is_named(folder: Path) -> None:
    """Missing is told apart from wrong."""
    spoil(folder / "events.csv", "Fifth nuclear test", "")

    with pytest.raises(SchemaError, match=r"what: found ''.*Fill the cell"):
        read(folder)


def test_bad_sites_and_sources_are_told_too(folder: Path) -> None:
    """All three tables are read before anything is reported."""
    spoil(folder / "sites.csv", "41.5446", "north")
    spoil(folder / "sources.csv", "USGS,", ",")

    with pytest.raises(SchemaError) as caught:
        read(folder)

    assert "sites.csv" in str(caught.value)
    assert "sources.csv" in str(caught.value)


def test_a_log_may_have_no_sites(folder: Path) -> None:
    """Sites serve distances only."""
    (folder / "sites.csv").unlink()

    assert read(folder).sites == {}


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    """The message says which file is wanted where."""
    with pytest.raises(SchemaError, match="no such file") as caught:
        read(tmp_path)

    assert "events.csv" in str(caught.value)
    assert "sources.csv" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\xff\xfe", b"a;b\n1;2\n"])
def test_an_empty_binary_or_foreign_table_gets_one_clear_line(
    folder: Path, content: bytes
) -> None:
    """Nobody sees a traceback of a parser."""
    (folder / "events.csv").write_bytes(content)

    with pytest.raises(SchemaError, match=r"UTF-8|columns missing"):
        read(folder)


def test_a_cell_too_large_for_a_table_is_told(folder: Path) -> None:
    """A stray quote can swallow the rest of a file."""
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write('"' + "x" * 200_000)

    with pytest.raises(SchemaError, match="not a table"):
        read(folder)


def test_a_row_with_a_comma_too_many_is_named(folder: Path) -> None:
    """An unquoted comma shifts all cells after it."""
    spoil(folder / "events.csv", "Fifth nuclear test", "Fifth, nuclear test")

    with pytest.raises(SchemaError, match=r"line \d+: 24 cells; expected 23"):
        read(folder)


def test_blank_lines_are_skipped(folder: Path) -> None:
    """Editors leave them at the end."""
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("\n\n")

    assert read(folder) == read()


def test_importing_events_does_not_load_pyarrow() -> None:
    """The command line must start fast."""
    code = "import sys, yalu.events; sys.exit('pyarrow' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
