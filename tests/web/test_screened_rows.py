"""Promises about the rows of a visitor's file, told one by one."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.senders import API, FILE, screening_shelf, sent
from tests.web.visitors import Visitor
from yalu.errors import UnusableFileError
from yalu.web import Limits, Shelf, create_app
from yalu.web.screening_parts import SCREENINGS


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    """Return a shelf with the law of one edition of the codes."""
    with screening_shelf() as held:
        yield held


@pytest.fixture(scope="module")
def analyst(shelf: Shelf) -> Visitor:
    """Return somebody with a file."""
    return Visitor(create_app(shelf, limits=Limits(upload_bytes=100_000)))


def test_the_rows_in_breach_are_shown_and_can_be_taken_away(analyst: Visitor) -> None:
    """The line of the sender's own file, each beside the measure that it meets."""
    token = sent(analyst)
    told = analyst.get(f"{API}/{token}").json()
    text = analyst.read(f"/screen/{token}").text
    rows = analyst.get(f"/screen/{token}/records.csv").text.splitlines()

    coal = [row for row in told["first_in_breach"] if "coal" in row["measure"]]
    assert {row["row"] for row in coal} == {2, 3}
    assert told["records_concerned"] == told["records_told"] == len(rows) - 1
    assert all(line.startswith('"own.csv",') for line in rows[1:])
    assert "Which rows of the file" in text
    assert ">row 3</th>" in text


def test_of_a_large_file_the_page_tells_the_first_rows_and_says_so(
    analyst: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not told here is said, with the command that tells it."""
    monkeypatch.setattr("yalu.web.screenings._MOST", 1)
    token = sent(analyst)
    told = analyst.get(f"{API}/{token}").json()
    text = analyst.read(f"/screen/{token}").text

    assert told["records_told"] == 1 < told["records_concerned"]
    assert told["records_under_bans"] == len(told["first_in_breach"]) > 1
    assert "hold the first 1, and <code>yalu screen FILE --records" in text


def test_a_full_disk_is_told_without_where_it_is(
    analyst: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends a file learns nothing of this machine."""

    def full(*_: object, records: Path, **__: object) -> None:
        msg = f"{records}: no space left"
        raise UnusableFileError(msg)

    monkeypatch.setattr("yalu.web.screenings.screen_read", full)
    message = analyst.get(f"{API}/{sent(analyst)}").json()["message"]
    assert "no space left" in message
    assert "yalu-uploads" not in message
    assert not message.startswith("/")


def test_what_is_taken_away_while_it_is_screened_leaves_nothing(
    analyst: Visitor, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a folder nor an error: nobody asks for it any more."""
    uploads = shelf.take(SCREENINGS).uploads
    gone = []

    def taken_away(*_: object, records: Path, **__: object) -> None:
        token = records.parent.parent.name
        gone.append(token)
        uploads.drop(token)
        records.touch()  # fails, since the folder is gone

    monkeypatch.setattr("yalu.web.screenings.screen_read", taken_away)
    answer = analyst.ask("POST", API, files={"file": ("own.csv", FILE)})
    for thread in threading.enumerate():
        if thread.name.endswith("(_work)"):
            thread.join(60)

    assert gone == [answer.json()["token"]]
    assert not (uploads.folder / gone[0]).exists()
