"""Promises about screening a visitor's own file."""

import html
import io
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pyarrow.parquet as pq
import pytest

from tests.web.senders import (
    API,
    COAL,
    FILE,
    HEAD,
    screening_shelf,
    sent,
)
from tests.web.visitors import Visitor
from yalu.errors import UnknownCodeError
from yalu.web import Limits, Shelf, create_app
from yalu.web.screening_parts import SCREENINGS, law_named
from yalu.web.screenings import Law, Screenings, Wish
from yalu.web.uploads import Uploads


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    """Return a shelf with the law of one edition of the codes."""
    with screening_shelf() as held:
        yield held


@pytest.fixture(scope="module")
def analyst(shelf: Shelf) -> Visitor:
    """Return somebody with a file."""
    return Visitor(create_app(shelf, limits=Limits(upload_bytes=100_000)))


def test_every_record_ends_on_one_side_or_the_other(analyst: Visitor) -> None:
    """Nothing that was sent is lost in silence."""
    told = analyst.get(f"{API}/{sent(analyst)}").json()

    assert told["state"] == "done"
    assert told["read"] == told["kept"] + told["quarantined"] == 4
    assert told["first_put_aside"][0]["remedy"]
    assert told["identical"] == 1


def test_customs_and_what_is_alleged_stand_apart(analyst: Visitor) -> None:
    """Two kinds of statement are never one number."""
    token = sent(analyst)
    told = analyst.get(f"{API}/{token}").json()
    text = analyst.read(f"/screen/{token}").text

    counts = {one["series"]: one["records"] for one in told["distinct_breaches"]}
    assert counts == {"alleged": [0, 1], "customs": [2, 2]}
    assert {row["series"] for row in told["moved_under_caps"]} == {"alleged"}
    assert "2 customs records" in text
    assert [one["evidence"] for one in told["distinct_breaches"]] == [
        "alleged",
        "reported",
    ]
    assert 'class="grade alleged"' in text
    assert "at weakest reported" in text


def test_the_page_shows_what_was_put_aside_with_what_to_do(analyst: Visitor) -> None:
    """Words of a file are shown as words, never run."""
    text = analyst.read(f"/screen/{sent(analyst)}").text

    assert "<b>x" not in text
    assert "not a year, month or day" in html.unescape(text)
    assert "write for example 2016" in html.unescape(text)


def test_findings_and_quarantine_can_be_taken_away(analyst: Visitor) -> None:
    """In a table program, a statistics program, or another program."""
    token = sent(analyst)
    parquet = analyst.get(f"{API}/{token}/findings.parquet")
    aside = analyst.get(f"/screen/{token}/quarantine.csv")

    assert pq.read_table(io.BytesIO(parquet.content)).num_rows
    assert aside.headers["content-disposition"].startswith("attachment")
    assert "own.csv" in aside.text
    assert analyst.get(f"{API}/{token}/findings.xlsx").content[:2] == b"PK"


def test_a_file_is_deleted_as_soon_as_it_was_read(
    analyst: Visitor, shelf: Shelf
) -> None:
    """Only what was found in it stays, for a while."""
    token = sent(analyst)
    one = shelf.take(SCREENINGS).get(token)

    assert not one.upload.path.exists()
    assert one.upload.folder.exists()


def test_a_result_can_be_removed_at_once(analyst: Visitor, shelf: Shelf) -> None:
    """Whoever sent it decides how long it stays."""
    token = sent(analyst)
    folder = shelf.take(SCREENINGS).get(token).upload.folder
    gone = analyst.ask("POST", f"/screen/{token}/remove")

    assert gone.headers["location"] == "/screen"
    assert not folder.exists()
    assert analyst.get(f"{API}/{token}").status_code == 404


def test_nothing_of_a_result_stays_once_it_is_removed(
    analyst: Visitor, shelf: Shelf
) -> None:
    """Neither on the disk nor in memory, whether or not somebody else comes."""
    token = sent(analyst)
    held = shelf.take(SCREENINGS)
    known = set(held._held)
    analyst.ask("DELETE", f"{API}/{token}")

    assert known - set(held._held) == {token}


def test_nothing_of_a_result_stays_when_its_time_is_over(shelf: Shelf) -> None:
    """The hour is over for memory, too."""
    held = Screenings(Uploads())
    stream = io.BytesIO(FILE)
    upload = held.uploads.take(stream, "a.csv", most=9_999, seconds=0.3, kept=1)
    held.begin(
        upload, lambda: shelf.take(law_named(shelf, "dprk")), Wish(), seconds=0.3
    )
    until = time.monotonic() + 10
    while held._held and time.monotonic() < until:
        time.sleep(0.02)
    left = dict(held._held)
    held.close()

    assert not left


def test_one_record_is_not_told_as_several(analyst: Visitor) -> None:
    """A reader stumbles over it, and doubts the number."""
    token = sent(analyst, f"{HEAD}{COAL}".encode())
    text = analyst.read(f"/screen/{token}").text

    assert "1 customs record in apparent breach" in html.unescape(text)


def test_a_cell_without_end_is_shown_by_its_beginning(analyst: Visitor) -> None:
    """No browser shows a page of fifty such cells; the file holds them whole."""
    cell = b"9" * 5_000
    token = sent(analyst, HEAD.encode() + COAL.encode().replace(b"270112", cell))
    told = analyst.get(f"{API}/{token}").json()

    assert len(told["first_put_aside"][0]["found"]) < 300
    assert cell in analyst.get(f"{API}/{token}/quarantine.csv").content


def test_nobody_finds_a_result_without_its_word(analyst: Visitor) -> None:
    """Words are drawn at random, and wrong ones tell nothing."""
    assert len(sent(analyst)) >= 20
    assert analyst.get(f"{API}/{'x' * 22}").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 zipped", "an Excel workbook"),
        (b"a,b\n1,2\n", "own.csv"),
        (HEAD.encode(), "found no records"),
        (b"PAR1 broken", "own.csv"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_by_its_own_name(
    analyst: Visitor, shelf: Shelf, content: bytes, said: str
) -> None:
    """No message betrays where the program keeps its files."""
    token = sent(analyst, content)
    told = analyst.get(f"{API}/{token}").json()
    text = html.unescape(analyst.read(f"/screen/{token}").text)

    assert told["state"] == "failed"
    assert said in told["message"]
    assert str(shelf.take(SCREENINGS).uploads.folder) not in told["message"] + text
    assert "could not be screened" in text


def test_a_form_leads_to_the_page_of_its_result(analyst: Visitor) -> None:
    """A file from a browser is sent once, however often its result is looked at."""
    data = {"regime": "dprk", "series": "", "direction": "", "revision": ""}
    files = {"file": ("own.csv", FILE)}
    answer = analyst.ask("POST", "/screen", files=files, data=data)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/screen/")


MAPPING = (
    b"columns: {reporter: Land, partner: Partner, hs_code: Ware, value_usd: Wert, "
    b"period: {column: Monat, format: '%d.%m.%Y', span: month}}\n"
    b"constants: {direction: import}\n"
)
GERMAN = b"Land,Partner,Ware,Wert,Monat\nCHN,PRK,270112,1000,01.03.2018\n"


def test_columns_of_other_names_come_in_with_a_mapping(analyst: Visitor) -> None:
    """What the command takes the page takes too; no mapping chosen is none."""
    files = {"file": ("d.csv", GERMAN), "mapping": ("m.yaml", MAPPING)}
    found = analyst.get(f"{API}/{sent(analyst, files=files)}").json()
    none = analyst.ask(
        "POST", "/screen", files={"file": ("own.csv", FILE), "mapping": ("", b"")}
    )

    assert (found["kept"], found["distinct_breaches"][0]["records"]) == (1, [1, 1])
    assert none.status_code == 303


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("columns: {colour: x}", "m.yaml cannot be used"),
        ("a: &a [1]\nb: [*a, *a]", "found an alias"),
        ("#" * 30_001, "more than 30,000 bytes"),
        ("source: 2020-13-45", "month must be in 1..12"),
        ("[" * 9_000, "m.yaml: found a mapping that cannot be read"),
    ],
    ids=lambda words: words[:12],
)
def test_a_mapping_that_cannot_be_used_is_told_and_nothing_kept(
    analyst: Visitor, shelf: Shelf, mapping: str, said: str
) -> None:
    """Nor does it unpack to more than was sent."""
    folder = shelf.take(SCREENINGS).uploads.folder
    before = set(folder.iterdir())
    files = {"file": ("d.csv", GERMAN), "mapping": ("m.yaml", mapping.encode())}
    answer = analyst.ask("POST", API, files=files)

    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert str(folder) not in answer.text
    assert set(folder.iterdir()) == before


def test_a_law_that_is_not_known_is_refused_before_anything_is_kept(
    analyst: Visitor, shelf: Shelf
) -> None:
    """A mistake in the form costs no room."""
    before = set(shelf.take(SCREENINGS).uploads.folder.iterdir())
    files = {"file": ("own.csv", FILE)}
    answer = analyst.ask("POST", API, files=files, data={"regime": "drpk"})

    assert answer.status_code == 404
    assert "perhaps 'dprk'" in answer.json()["detail"]
    assert set(shelf.take(SCREENINGS).uploads.folder.iterdir()) == before


def test_more_than_may_be_sent_is_refused(analyst: Visitor) -> None:
    """The limit is told, with a way out."""
    files = {"file": ("own.csv", b"x" * 120_000)}
    answer = analyst.ask("POST", API, files=files)

    assert answer.status_code == 413
    assert "yalu screen" in answer.json()["detail"]


def test_the_form_names_every_column_a_file_should_have(analyst: Visitor) -> None:
    """A visitor makes a usable file without another page."""
    text = analyst.read("/screen").text

    assert all(name in text for name in HEAD.strip().split(","))


def test_files_that_come_at_once_are_all_found_again() -> None:
    """Nobody is told that a file is not there while it is being screened."""

    class Slow(Uploads):
        def holds(self, token: str) -> bool:
            time.sleep(0.0005)  # lets another thread in between
            return Uploads.holds(self, token)

    held = Screenings(Slow())
    together = threading.Barrier(8)

    def refused() -> Law:
        msg = "no law is needed here"
        raise UnknownCodeError(msg)

    def send(number: int) -> str:
        together.wait()
        name = f"{number}.csv"
        upload = held.uploads.take(
            io.BytesIO(FILE), name, most=100_000, seconds=60, kept=200
        )
        return held.begin(upload, refused, Wish(), seconds=60).upload.token

    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(send, range(32)))

    assert all(held.get(token).upload.token == token for token in tokens)
    held.close()


def test_a_file_is_refused_unread_where_there_is_no_room(shelf: Shelf) -> None:
    """Nobody sends fifty megabytes to learn that they are not taken."""
    crowded = Visitor(create_app(shelf, limits=Limits(uploads_kept=0)))
    answer = crowded.ask("POST", API, json={"this": "is no form"})

    assert answer.status_code == 503
    assert "files already" in answer.json()["detail"]
    assert answer.headers["retry-after"]


def test_what_its_own_column_calls_alleged_is_not_shown_as_reported(
    analyst: Visitor,
) -> None:
    """The kind of statement does not tell who vouches for a record."""
    row = COAL.replace("reported", "alleged")
    text = analyst.read(f"/screen/{sent(analyst, f'{HEAD}{row}'.encode())}").text

    assert ">customs<" in text
    assert "grade reported" not in text
