"""Files of people who mean harm, sent the whole way through the app."""

import gzip
import io
import json
import time
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.web.shelves import IdleShelf
from tests.web.visitors import Visitor
from yalu.web import Limits, create_app
from yalu.web.screening_parts import SCREENINGS, law_named

HEAD = (
    b"reporter,partner,direction,period_start,period_end,hs_code,hs_revision,"
    b"value_usd,quantity,unit,series,source,evidence\n"
)
ROW = b"CHN,PRK,import,2018-03-01,2018-04-01,270112,HS2017,1,1,t,customs,x,reported\n"
LIMITS = Limits(upload_bytes=2_000_000, uploads_kept=200)
_PATIENCE = 60.0
_MOST_WORDS = 50_000


def parquet(columns: Mapping[str, object], **how: Any) -> bytes:  # noqa: ANN401
    """Return a table as the bytes of a Parquet file."""
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **how)
    return sink.getvalue()


def repeated(cell: pa.Array) -> dict[str, object]:
    """Return canonical columns that hold one cell in each of many rows."""
    column = pa.concat_arrays([cell] * 4_000)
    return dict.fromkeys(HEAD.decode().strip().split(","), column)


HOSTILE = {
    "nothing but zeros": b"\0" * 100_000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "a program": b"\x7fELF" + b"\1" * 4_000,
    "an archive": b"PK\3\4" + b"\0" * 400,
    "one line without an end": HEAD + b"A" * 1_500_000,
    "a cell without an end": HEAD + b'"' + b"A" * 1_500_000,
    "a million commas": HEAD + b"," * 1_000_000,
    "a heading of commas": b"," * 300_000 + b"\n" + ROW,
    "a heading without an end": b"x" * 140_000 + b",b\n1,2\n",
    "a heading of many names": b",".join(b"c%d" % n for n in range(120_000)) + b"\n1\n",
    "bytes that are no text": HEAD + bytes(range(128, 256)) * 40,
    "another alphabet": (HEAD + ROW).decode().encode("utf-16"),
    "zeros between letters": HEAD + ROW.replace(b"CHN", b"C\0N"),
    "lists within lists": b"[" * 500_000,
    "objects within objects": b'{"data":' * 100_000,
    "a number without an end": b'{"data":[{"x":' + b"9" * 500_000 + b"}]}",
    "gzip cut short": gzip.compress(HEAD + ROW * 1_000)[:60],
    "gzip of gzip": gzip.compress(gzip.compress(HEAD + ROW)),
    "gzip that unpacks without end": gzip.compress(b"A" * 60_000_000),
    "Parquet cut short": parquet({"a": [1]})[:-6],
    "Parquet without its columns": parquet({"a": [1, 2]}),
    "Parquet of one word, five million times": parquet(
        {
            name: pa.DictionaryArray.from_arrays(
                pa.array([0] * 400_000, pa.int32()), ["A" * 100_000]
            )
            for name in HEAD.decode().strip().split(",")
        }
    ),
    "Parquet of one word of bytes, many times": parquet(
        repeated(pa.array([b"A" * 5_000], pa.binary(5_000))), compression="zstd"
    ),
    "Parquet of one view of a word, many times": parquet(
        repeated(pa.array(["A" * 5_000], pa.string_view())), compression="zstd"
    ),
    "Parquet of one view of bytes, many times": parquet(
        repeated(pa.array([b"A" * 5_000], pa.binary_view())), compression="zstd"
    ),
    "Parquet of one long document, many times": parquet(
        repeated(pa.array(["A" * 5_000], pa.json_())), compression="zstd"
    ),
    "Parquet of one very long number, many times": parquet(
        repeated(pa.array([Decimal(1)], pa.decimal256(76, 2))), compression="zstd"
    ),
    "a formula": HEAD + ROW.replace(b",x,", b",=cmd|' /C calc'!A0,"),
    "a tag of YAML": b"!!python/object/apply:os.system ['touch pwned']\n",
}
NAMES = (
    "../../../etc/passwd",
    "/etc/cron.d/x.csv",
    "..\\..\\boot.ini",
    "a\0b.csv",
    ".bashrc",
    "CON.csv",
    "x" * 500 + ".csv",
    "{{7*7}}<script>alert(1)</script>.csv",
    'a"; rm -rf *; ".csv',
    "findings.parquet",
    "%2e%2e%2fx.csv",
)


@pytest.fixture(scope="module")
def shelf() -> Iterator[IdleShelf]:
    """Return a shelf with the law, compiled, and a place for files."""
    shelf = IdleShelf(seed=1)
    shelf.take(law_named(shelf, "liberia"))
    yield shelf
    shelf.take(SCREENINGS).uploads.close()


@pytest.fixture(scope="module")
def sender(shelf: IdleShelf) -> Visitor:
    """Return somebody who sends files to the app."""
    return Visitor(create_app(shelf, limits=LIMITS))


def screened(sender: Visitor, name: str, content: bytes) -> dict[str, Any]:
    """Return what an app says of a file once it is through with it."""
    answer = sender.ask(
        "POST",
        "/api/v1/screen",
        files={"file": (name, content)},
        data={"regime": "liberia"},
    )
    ends = time.monotonic() + _PATIENCE
    told: dict[str, Any] = answer.json()
    while told.get("state") in ("waiting", "working") and time.monotonic() < ends:
        time.sleep(0.02)
        told = sender.get(f"/api/v1/screen/{told['token']}").json()
    return {"code": answer.status_code, **told}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_told_in_words_and_does_no_harm(
    sender: Visitor,
    shelf: IdleShelf,
    content: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is refused or put aside, with what to do; nothing breaks and nothing stays."""
    monkeypatch.chdir(tmp_path)
    told = screened(sender, "trade.csv", content)

    folder = shelf.take(SCREENINGS).uploads.folder
    assert told["code"] in (202, 422)
    assert told.get("state", "failed") in ("done", "failed")
    words = json.dumps(told)
    assert len(words) < _MOST_WORDS
    assert "fault in Yalu" not in words
    assert "Traceback" not in words
    assert str(folder) not in words
    assert not list(folder.rglob("trade.csv"))
    if told.get("state") == "done":
        assert told["read"] == told["kept"] + told["quarantined"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_leads_nowhere_and_is_shown_as_words(
    sender: Visitor, shelf: IdleShelf, name: str
) -> None:
    """What a file is called chooses neither its place nor what a page runs."""
    told = screened(sender, name, HEAD + ROW)

    folder = shelf.take(SCREENINGS).uploads.folder
    assert told["state"] == "done"
    held = sorted(path.name for path in (folder / told["token"]).iterdir())
    assert held == [".findings.parquet", ".quarantine.parquet", ".records.parquet"]
    assert sender.get(f"/api/v1/screen/{told['token']}/findings.csv").is_success
    page = sender.read(f"/screen/{told['token']}").text
    assert "<script>alert" not in page
    assert "49" not in told["file"]


def test_a_name_longer_than_any_is_refused(sender: Visitor) -> None:
    """What cannot be a name is no file."""
    answer = sender.ask(
        "POST", "/api/v1/screen", files={"file": ("x" * 50_000, HEAD + ROW)}
    )

    assert answer.status_code == 400
    assert answer.json()["problems"]


@pytest.mark.parametrize("kind", ["findings", "quarantine"])
@pytest.mark.parametrize("token", ["..", "%2e%2e", ".", "*", "a" * 5_000, "%00"])
def test_no_word_leads_to_a_file_of_somebody_else(
    sender: Visitor, token: str, kind: str
) -> None:
    """Results are found by their word alone, and words are not paths."""
    answer = sender.get(f"/api/v1/screen/{token}/{kind}.csv")

    assert answer.status_code == 404


def test_what_was_sent_in_cells_is_shown_as_words(sender: Visitor) -> None:
    """Cells and headings of strangers must not run in the page of a reader."""
    trap = b'"<script>alert(1)</script>{{7*7}}"'
    told = screened(sender, "a.csv", HEAD + ROW.replace(b"import", trap))
    page = sender.read(f"/screen/{told['token']}").text

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "{{7*7}}" in page


def test_a_table_for_office_programs_holds_no_formula(sender: Visitor) -> None:
    """What starts like a formula must not be one when a quarantine is opened."""
    openpyxl = pytest.importorskip("openpyxl")
    row = ROW.replace(b"import", b"=1+1")
    told = screened(sender, "a.csv", HEAD + row)
    address = f"/api/v1/screen/{told['token']}/quarantine.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(sender.get(address).content))

    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any(cell.value == "=1+1" for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("name", [name for name in HOSTILE if "many times" in name])
def test_parquet_that_is_small_only_while_packed_is_not_taken(
    sender: Visitor, name: str
) -> None:
    """No kind of column lets a small file fill the memory of the machine."""
    assert screened(sender, "trade.parquet", HOSTILE[name])["code"] == 422
