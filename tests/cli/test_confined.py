"""Yalu runs where it may write nothing: read-only package, no home, no rights."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import yalu

PACKAGE = Path(yalu.__file__).parent
# An administrator may write everywhere. Without the rights that make one, they are held
# to the permissions of files like anybody else.
WITHOUT_RIGHTS = """
import ctypes, os, sys
if os.geteuid() == 0:
    prctl = ctypes.CDLL(None).prctl
    given = [right for right in range(41) if prctl(23, right, 0, 0, 0) == 1]
    if any(prctl(24, right, 0, 0, 0) for right in given):
        sys.exit("these rights cannot be given up")
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""
RUN = "from yalu.cli import main; main()"
SERVED = """
import os, re, signal, subprocess, sys, urllib.request
command = [sys.executable, "-c", "from yalu.cli import main; main()", "serve"]
served = subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True)
address = re.search(r"http://[^ ]+[0-9]", served.stdout.readline())[0]
with urllib.request.urlopen(address + "/law?on=2017-09-01", timeout=200) as answer:
    print(answer.status, b"2017" in answer.read())
served.send_signal(signal.SIGINT)
sys.exit(served.wait(60))
"""
QUESTIONS = [
    ("check", "270112", "--from", "PRK", "--to", "CHN", "--on", "2017-03-01"),
    ("law", "--on", "2017-12-22"),
    ("export", "law", "-o", "law"),
    ("scenario", "run", "oil-embargo"),
]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="rights are told otherwise there"
)


@pytest.fixture(scope="module")
def confined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a copy of the package that nobody may write to."""
    place = tmp_path_factory.mktemp("confined")
    shutil.copytree(PACKAGE, place / "yalu")
    everything = [place, *place.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield place
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)


def run(
    package: Path, place: Path, code: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run code on the copy without a home and without an administrator's rights."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", WITHOUT_RIGHTS, code, *arguments],
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(package)},
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[0])
def test_a_question_is_answered_without_writing_beside_the_package(
    question: tuple[str, ...], confined: Path, tmp_path: Path
) -> None:
    """Neither compiled files nor caches nor anything in a home that is not there."""
    before = sorted(confined.rglob("*"))
    done = run(confined, tmp_path, RUN, *question)

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout
    assert "Traceback" not in done.stderr
    assert sorted(confined.rglob("*")) == before


def test_the_page_is_served_without_writing_beside_the_package(
    confined: Path, tmp_path: Path
) -> None:
    """It answers, and nothing is left beside the package."""
    before = sorted(confined.rglob("*"))
    done = run(confined, tmp_path, SERVED)

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.endswith("200 True\n")
    assert "Traceback" not in done.stderr
    assert sorted(confined.rglob("*")) == before


def test_it_is_the_copy_that_runs_and_nothing_can_be_written_to_it(
    confined: Path, tmp_path: Path
) -> None:
    """Else the other promises here would be about nothing."""
    code = "import yalu; print(yalu.__file__); open(yalu.__file__, 'a')"
    done = run(confined, tmp_path, code)

    assert done.stdout.startswith(str(confined))
    assert "PermissionError" in done.stderr


def test_a_place_that_may_not_be_written_is_told(
    confined: Path, tmp_path: Path
) -> None:
    """In words, with code 3; the folder of the package is one such place."""
    place = str(confined / "yalu" / "law")
    done = run(confined, tmp_path, RUN, "export", "law", "-o", place)

    assert done.returncode == 3, done.stderr[-2000:]
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr
