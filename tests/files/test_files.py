"""What is promised of every file that is written: it is whole, or it is the old one."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from yalu.errors import UnusableFileError
from yalu.files import (
    make_folder,
    require_folder,
    require_place,
    settle,
    write_bytes,
    write_text,
    written,
    written_together,
)

ROUNDS = 12
SIZE = 1 << 21
DAY = 24 * 60 * 60

ALONE = f"""
import itertools, sys
from yalu.files import written
print("begun", flush=True)
for turn in itertools.cycle((b"a", b"b")):
    with written(sys.argv[1]) as fresh, fresh.open("wb") as out:
        for _ in range(64):
            out.write(turn * {SIZE // 64})
            out.flush()
"""
TOGETHER = """
import itertools, sys
from yalu.files import written_together
print("begun", flush=True)
for turn in itertools.cycle("ab"):
    with written_together(sys.argv[1], ("one", "two", "only-a")) as fresh:
        for name in ("one", "two", *(["only-a"] if turn == "a" else [])):
            (fresh / name).write_text(turn * 50_000)
"""


def killed(code: str, place: Path, after: float) -> None:
    """Let a process write to a place over and over, and kill it in the midst."""
    command = [sys.executable, "-c", code, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own interpreter
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(after)
        assert process.poll() is None, "it ended by itself"
        os.kill(process.pid, signal.SIGKILL)


needs_signals = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="no process can be killed so there"
)


@needs_signals
def test_a_killed_process_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """Whoever reads it next cannot tell a half file from a whole one."""
    place = tmp_path / "table.csv"
    place.write_bytes(b"a" * SIZE)
    delays = np.random.default_rng(9).uniform(0, 0.03, ROUNDS)

    for delay in delays:
        killed(ALONE, place, float(delay))
        content = place.read_bytes()

        assert len(content) == SIZE
        assert len(set(content)) == 1


@needs_signals
def test_files_that_belong_together_are_all_old_or_all_new(tmp_path: Path) -> None:
    """A table beside the hashes of another one is worse than none."""
    place = tmp_path / "outcome"
    with written_together(place, ()) as fresh:
        for name in ("one", "two", "only-a"):
            (fresh / name).write_text("a" * 50_000)
    delays = np.random.default_rng(10).uniform(0, 0.03, ROUNDS)

    for delay in delays:
        killed(TOGETHER, place, float(delay))
        settle(place)
        shown = {p.name: p.read_text() for p in place.iterdir() if p.name[0] != "."}

        assert set(shown) - {"only-a"} == {"one", "two"}
        assert len(set(shown.values())) == 1
        assert ("only-a" in shown) == (shown["one"][0] == "a")


def test_a_writing_that_was_decided_is_finished_later(tmp_path: Path) -> None:
    """The step that decides comes before the files move, so that none is lost."""
    (tmp_path / "one").write_text("old")
    ready = tmp_path / ".ready"
    ready.mkdir()
    (ready / "one").write_text("new")
    (ready / "plan.json").write_text('{"move": ["one", "two"], "delete": ["three"]}')

    settle(tmp_path)

    assert (tmp_path / "one").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_nothing_to_finish_writes_nothing(tmp_path: Path) -> None:
    """Readers of a folder that may not be written into call it, too."""
    (tmp_path / "one").write_text("old")
    before = tmp_path.stat().st_mtime_ns

    settle(tmp_path)

    assert tmp_path.stat().st_mtime_ns == before


def test_a_failure_leaves_the_old_file_and_nothing_beside(tmp_path: Path) -> None:
    """A mistake in the midst of a long writing costs the writing alone."""
    place = tmp_path / "a.txt"
    write_text(place, "old")

    with contextlib.suppress(ZeroDivisionError), written(place) as fresh:
        fresh.write_text("half")
        raise ZeroDivisionError

    assert place.read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_failure_leaves_the_old_files_together(tmp_path: Path) -> None:
    """The same holds for several at once."""
    write_text(tmp_path / "one", "old")

    with (
        contextlib.suppress(ZeroDivisionError),
        written_together(tmp_path, ["one"]) as fresh,
    ):
        (fresh / "one").write_text("half")
        raise ZeroDivisionError

    assert (tmp_path / "one").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_leftovers_of_a_day_ago_are_swept_away(tmp_path: Path) -> None:
    """Killed processes cannot tidy up; younger leftovers may be of a running one."""
    old, young = tmp_path / ".a-0123abcd.partial.txt", tmp_path / ".a-99.partial.txt"
    fresh, other = (
        tmp_path / ".a-aaaaaaaa.partial.txt",
        tmp_path / ".b-0123abcd.partial.txt",
    )
    for path in (old, young, fresh, other):
        path.write_text("half")
    past = time.time() - 2 * DAY
    for path in (old, young, other):
        os.utime(path, (past, past))

    write_text(tmp_path / "a.txt", "new")

    assert not old.exists()
    assert young.exists()  # not a name of ours
    assert fresh.exists()
    assert other.exists()


@pytest.mark.parametrize("write", [write_bytes, write_text])
def test_what_is_written_is_read(
    write: Callable[[Path, bytes | str], None], tmp_path: Path
) -> None:
    """Line ends stay as they are, on every system."""
    content = b"a\r\nb\n" if write is write_bytes else "a\r\nb\n"

    write(tmp_path / "a.txt", content)

    assert (tmp_path / "a.txt").read_bytes() == b"a\r\nb\n"


def test_permissions_of_an_older_file_are_kept(tmp_path: Path) -> None:
    """A file that others could not read must not become readable by a new version."""
    place = tmp_path / "a.txt"
    write_text(place, "old")
    place.chmod(0o600)

    write_text(place, "new")

    assert place.stat().st_mode & 0o777 == 0o600


def test_a_link_is_followed(tmp_path: Path) -> None:
    """Replacing the link would leave the file that it points to as it was."""
    place, link = tmp_path / "a.txt", tmp_path / "link.txt"
    write_text(place, "old")
    link.symlink_to(place)

    write_text(link, "new")

    assert link.is_symlink()
    assert place.read_text() == "new"


@pytest.mark.parametrize(
    "name", ["missing/a.txt", "", "a-file/a.txt"], ids=["none", "folder", "file"]
)
def test_a_place_that_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    """One paragraph with the place and what to do, whatever stands in the way."""
    (tmp_path / "a-file").write_text("")

    with pytest.raises(UnusableFileError, match=r"expected .*\. \w+"):
        write_text(tmp_path / name, "new")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """The message names it."""
    (tmp_path / "a-file").write_text("")

    with pytest.raises(UnusableFileError, match="a-file"):
        make_folder(tmp_path / "a-file" / "folder")


@pytest.mark.parametrize("name", ["a-file/folder", "a-file/folder/deeper", "a-file"])
def test_a_folder_that_cannot_be_made_is_told_before_the_work(
    name: str, tmp_path: Path
) -> None:
    """Nobody waits a minute for a report that has no place."""
    (tmp_path / "a-file").write_text("")

    with pytest.raises(UnusableFileError, match="a-file"):
        require_folder(tmp_path / name)


@pytest.mark.parametrize("name", ["", "new", "new/deeper"])
def test_asking_for_a_folder_makes_none(name: str, tmp_path: Path) -> None:
    """A question that fails later leaves nothing behind."""
    require_folder(tmp_path / name)

    assert not list(tmp_path.iterdir())


def test_a_file_without_a_folder_is_told_before_the_work(tmp_path: Path) -> None:
    """As a folder is."""
    require_place(tmp_path / "figure.png")
    with pytest.raises(UnusableFileError, match="No such file or directory"):
        require_place(tmp_path / "missing" / "figure.png")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
def test_a_full_disk_is_told() -> None:
    """Pipes and devices are written to directly, as there is nothing to replace."""
    with pytest.raises(UnusableFileError, match="No space left"):
        write_bytes("/dev/full", b"x" * SIZE)
