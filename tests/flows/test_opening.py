"""What opening a file promises: one clear paragraph, or clean lines."""

import gzip
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from yalu.errors import SchemaError
from yalu.flows import ReadResult, opening, read

Reader = Callable[..., ReadResult]
Canonical = Callable[..., str]


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"", "an empty file"),
        (b" \n\n", "an empty file"),
        (gzip.compress(b"", mtime=0), "an empty file"),
        (bytes(range(256)) * 9, "binary data"),
        (b"PK\x03\x04....", "an Excel workbook"),
        ("a,b\n".encode("utf-16"), "text in UTF-16"),
        (b"PAR1 and no more", "a damaged Parquet file"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0)[:-9], "gzip data that end too early"),
        (b"\x1f\x8b and no more", "gzip data that end too early"),
    ],
)
def test_a_file_that_cannot_be_read_stops_with_one_paragraph(
    read_text: Reader, content: bytes, finding: str
) -> None:
    """Place, finding and remedy in one line, no traceback."""
    with pytest.raises(SchemaError, match=finding) as caught:
        read_text(content)
    message = str(caught.value)
    assert "flows.csv: found" in message
    assert "expected" in message
    assert "\n" not in message


def test_a_long_file_that_breaks_off_gives_nothing(
    tmp_path: Path, canonical: Canonical
) -> None:
    """Half of a download must not pass for the whole."""
    draw = random.Random(1)  # noqa: S311 - no secret, only text that packs badly
    rows = [{"value_usd": f"{draw.random() * 1e9:.2f}"} for _ in range(40_000)]
    packed = gzip.compress(canonical(*rows).encode())
    path = tmp_path / "long.csv.gz"
    path.write_bytes(packed[: len(packed) // 2])

    with pytest.raises(SchemaError, match="end too early"):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path in the message is the one that was given."""
    with pytest.raises(SchemaError, match=r"none\.csv: found no such file"):
        read(tmp_path / "none.csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_named(tmp_path: Path) -> None:
    """Permissions are the user's to change."""
    path = tmp_path / "secret.csv"
    path.write_text("a\n")
    path.chmod(0)

    with pytest.raises(SchemaError, match="may not be read"):
        read(path)


def test_text_without_line_breaks_is_refused(
    read_text: Reader, canonical: Canonical, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory holds a block of lines, never a file in one line."""
    monkeypatch.setattr(opening, "_LONGEST_LINE", 1 << 10)
    monkeypatch.setattr(opening, "_BLOCK_BYTES", 1 << 11)

    with pytest.raises(SchemaError, match="found no end within"):
        read_text(canonical({}) + "x" * (1 << 14))


def test_line_numbers_survive_the_ends_of_blocks(
    read_text: Reader, canonical: Canonical, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line counts the same wherever a block happens to end."""
    monkeypatch.setattr(opening, "_BLOCK_BYTES", 97)
    lines = canonical(*[{} for _ in range(60)]).encode().splitlines()
    for number in (7, 20, 41):
        lines[number - 1] = lines[number - 1].replace(b"TEST", b"\xe9t\xe9 d")
    result = read_text(b"\n".join(lines))

    assert result.quarantine.table["row"].to_pylist() == [7, 20, 41]
    assert result.kept == 57


def test_accented_letters_do_not_make_a_file_chinese(
    read_text: Reader, canonical: Canonical
) -> None:
    """Rows in latin-1 are put aside, unless the encoding is stated."""
    content = canonical({"source": "Québec"}, {}).encode("latin-1")

    assert read_text(content).quarantine.table["rule"].to_pylist() == ["encoding"]
    assert read_text(content, encoding="latin-1").kept == 2


def test_an_unknown_encoding_is_refused(
    read_text: Reader, canonical: Canonical
) -> None:
    """The message shows names that are known."""
    with pytest.raises(SchemaError, match="encoding 'klingon'"):
        read_text(canonical({}), encoding="klingon")


def test_a_process_that_stops_midway_ends_cleanly(
    tmp_path: Path, canonical: Canonical
) -> None:
    """Threads that fetch ahead end with the reader, whatever stopped it."""
    path = tmp_path / "flows.csv"
    path.write_text(canonical(*[{} for _ in range(100_000)]))
    code = (
        "import sys, yalu.flows.sorting as s\n"
        "def stop(self, batch): raise KeyError('stopped')\n"
        "s.Judge.judged = stop\n"
        "from yalu.flows import read\n"
        "read(sys.argv[1])\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.strip().endswith("KeyError: 'stopped'")
