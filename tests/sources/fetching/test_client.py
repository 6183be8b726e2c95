"""What the client promises, against a server on this machine."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.sources.fetching.conftest import (
    START,
    FakeTime,
    Open,
    Said,
    Server,
    serving,
)
from yalu.errors import SchemaError, UnusableFileError
from yalu.sources.fetching import Limits, Patience, ServiceError
from yalu.sources.fetching.cache import Ask
from yalu.sources.fetching.failure import RefusedError, UnfitReplyError

BODY = b"0123456789" * 200
TAG = {"ETag": '"one"'}


def ask(server: Server, **rest: object) -> Ask:
    """Return a request to the server."""
    chosen: dict[str, object] = {"path": "/data", "name": "data.bin", **rest}
    return Ask(service=server.comtrade, **chosen)  # type: ignore[arg-type]


def anything(path: Path) -> None:
    """Take every body."""


def test_a_reply_is_kept_with_its_hash_and_not_asked_for_again(
    server: Server, opened: Open
) -> None:
    """The second time costs the service nothing."""
    server.says(Said(body=BODY))
    request = ask(server, parameters=(("period", "201701,201702"),))
    with opened() as client:
        first, second = client.fetch(request, anything), client.fetch(request, anything)
    said = json.loads((first.body.parent / "manifest.json").read_text())

    assert len(server.heard) == 1
    assert (first.reused, second.reused) == (False, True)
    assert second.body.read_bytes() == BODY
    assert said["sha256"] == hashlib.sha256(BODY).hexdigest() == second.sha256
    assert said["parameters"] == {"period": "201701,201702"}
    assert (said["status"], said["bytes"]) == (200, len(BODY))
    assert said["retrieved"] == START.isoformat()
    assert said["licence"]


def test_refresh_asks_again_once(server: Server, opened: Open) -> None:
    """Twice in one run would be once too often."""
    server.says(Said(body=b"old"), Said(body=b"new"))
    with opened() as client:
        client.fetch(ask(server), anything)
    with opened(refresh=True) as client:
        client.fetch(ask(server), anything)
        found = client.fetch(ask(server), anything)

    assert found.body.read_bytes() == b"new"
    assert len(server.heard) == 2


def test_a_kept_body_that_was_changed_is_asked_for_again(
    server: Server, opened: Open
) -> None:
    """A wrong figure in the cache must not live on."""
    server.says(Said(body=BODY))
    with opened() as client:
        client.fetch(ask(server), anything).body.write_bytes(b"forged")
        found = client.fetch(ask(server), anything)

    assert found.body.read_bytes() == BODY
    assert len(server.heard) == 2


@pytest.mark.parametrize("damage", ["body", "manifest"])
def test_a_damaged_entry_is_refused_offline(
    server: Server, opened: Open, damage: str
) -> None:
    """There, nothing can be asked again."""
    server.says(Said(body=BODY))
    with opened() as client:
        entry = client.fetch(ask(server), anything)
    spoilt = entry.body if damage == "body" else entry.body.parent / "manifest.json"
    spoilt.write_bytes(b"{")

    with opened(offline=True) as client, pytest.raises(ServiceError, match="refresh"):
        client.fetch(ask(server), anything)


def test_offline_uses_what_is_kept_and_asks_nobody(
    server: Server, opened: Open
) -> None:
    """An archive of replies is enough to repeat a result."""
    server.says(Said(body=BODY))
    with opened() as client:
        client.fetch(ask(server), anything)
    with opened(offline=True) as client:
        client.fetch(ask(server), anything)
        with pytest.raises(ServiceError, match="without --offline"):
            client.fetch(ask(server, path="/other"), anything)

    assert len(server.heard) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failure_that_passes_is_tried_again(
    server: Server, opened: Open, time: FakeTime, status: int
) -> None:
    """With growing waits, so that a service in trouble is spared."""
    server.says(Said(status), Said(status), Said(body=BODY))
    with opened() as client:
        found = client.fetch(ask(server), anything)

    assert found.body.read_bytes() == BODY
    assert 0.5 <= time.slept[0] <= 1.0 <= time.slept[1] <= 2.0


@pytest.mark.parametrize(
    ("header", "body", "wait"),
    [
        ("7", b"", 7.0),
        ("Thu, 01 Jan 2026 00:00:42 GMT", b"", 42.0),
        ("Wed, 31 Dec 2025 23:00:00 GMT", b"", 0.0),
        ("", b'{"message": "Rate limit is exceeded. Try again in 3 seconds."}', 3.0),
    ],
)
def test_the_wait_that_a_service_asks_for_is_kept(  # noqa: PLR0917
    server: Server, opened: Open, time: FakeTime, header: str, body: bytes, wait: float
) -> None:
    """In seconds, as a date, or in words only."""
    headers = {"Retry-After": header} if header else {}
    server.says(Said(429, body, headers), Said(body=BODY))
    with opened() as client:
        client.fetch(ask(server), anything)

    assert time.slept == [wait]


def test_a_wait_of_an_hour_is_left_to_the_user(server: Server, opened: Open) -> None:
    """A program that sleeps for an hour looks dead."""
    server.says(Said(429, headers={"Retry-After": "3600"}))

    with opened() as client, pytest.raises(ServiceError, match="wait of 3,600 s"):
        client.fetch(ask(server), anything)


def test_patience_ends(server: Server, opened: Open) -> None:
    """The message gives the last reply and what to do."""
    server.says(Said(500, b"<html><body>Internal  error</body></html>"))

    with (
        opened() as client,
        pytest.raises(
            ServiceError,
            match=r"500 Internal Server Error \(Internal error\).*4 attempts",
        ),
    ):
        client.fetch(ask(server), anything)
    assert len(server.heard) == 4


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "COMTRADE_API_KEY"), (403, "quota"), (404, "may have moved")],
)
def test_a_refusal_is_final_and_says_what_to_do(
    server: Server, opened: Open, status: int, said: str
) -> None:
    """Asking again changes nothing."""
    body = json.dumps({"statusCode": status, "message": "Out of call volume quota."})
    server.says(Said(status, body.encode()))

    with opened() as client, pytest.raises(ServiceError, match=said):
        client.fetch(ask(server), anything)
    assert len(server.heard) == 1


def test_a_request_that_is_not_taken_is_told_apart(
    server: Server, opened: Open
) -> None:
    """It may be put otherwise."""
    server.says(Said(400))

    with opened() as client, pytest.raises(RefusedError):
        client.fetch(ask(server), anything)


def test_a_service_that_is_not_there_is_named(opened: Open, time: FakeTime) -> None:
    """With the way out: the cache alone."""
    with serving(time) as gone:
        pass

    with (
        opened() as client,
        pytest.raises(ServiceError, match=r"no connection.*offline"),
    ):
        client.fetch(ask(gone), anything)


@pytest.mark.parametrize(
    "address", ["comtrade", "ftp://host", "http://a:b", "https://"]
)
def test_an_address_that_is_none_is_not_understood(
    server: Server, opened: Open, address: str
) -> None:
    """A slip in --server must not look like a fault of the network."""
    server.address = address

    with opened() as client, pytest.raises(SchemaError, match="https://"):
        client.fetch(ask(server), anything)


def test_a_drip_ends_at_the_total_limit(server: Server, opened: Open) -> None:
    """Each piece comes in time, and the whole never would."""
    server.says(Said(body=BODY, drip=10.0))
    limits = Limits(connect=2, read=2, total=60)

    with (
        opened(limits=limits, patience=Patience(attempts=1)) as client,
        pytest.raises(ServiceError, match="longer than 60 s"),
    ):
        client.fetch(ask(server), anything)


def test_a_body_without_end_is_stopped(server: Server, opened: Open) -> None:
    """A disk is finite."""
    server.says(Said(body=BODY))

    with opened() as client, pytest.raises(ServiceError, match="expected fewer"):
        client.fetch(ask(server, most_bytes=100), anything)


def test_a_broken_transfer_goes_on_where_it_stopped(
    server: Server, opened: Open
) -> None:
    """Where the service has ranges and names the state of its file."""
    server.says(
        Said(body=BODY, headers=TAG, cut=700), Said(200, BODY, TAG, ranges=True)
    )
    with opened() as client:
        found = client.fetch(ask(server, resumable=True), anything)

    assert found.body.read_bytes() == BODY
    assert server.heard[1].headers["Range"] == "bytes=700-"
    assert server.heard[1].headers["If-Range"] == '"one"'
    assert sorted(path.name for path in found.body.parent.iterdir()) == [
        "data.bin",
        "manifest.json",
    ]


def test_another_run_goes_on_where_the_first_stopped(
    server: Server, opened: Open
) -> None:
    """Ctrl-C after half a gigabyte is no loss."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    server.says(Said(body=BODY, headers=TAG, ranges=True))
    request = ask(server, resumable=True)
    with opened(tell=interrupt) as client, pytest.raises(KeyboardInterrupt):
        client.fetch(request, anything)
    part = next(client.cache.folder.rglob("*.part"))
    part.write_bytes(BODY[:300])
    with opened() as client:
        found = client.fetch(request, anything)

    assert found.body.read_bytes() == BODY
    assert server.heard[-1].headers["Range"] == "bytes=300-"


@pytest.mark.parametrize(
    "second",
    [
        Said(body=BODY[::-1], headers={"ETag": '"two"'}, ranges=True),
        Said(body=BODY[::-1], headers={}),
    ],
    ids=["changed", "no ranges"],
)
def test_a_file_that_changed_meanwhile_starts_anew(
    server: Server, opened: Open, second: Said
) -> None:
    """Half of one and half of another would be neither."""
    server.says(Said(body=BODY, headers=TAG, cut=700), second)
    with opened() as client:
        found = client.fetch(ask(server, resumable=True), anything)

    assert found.body.read_bytes() == BODY[::-1]


def test_a_range_that_nobody_asked_for_is_not_joined(
    server: Server, opened: Open
) -> None:
    """Some servers answer with another range."""
    wrong = {"Content-Range": "bytes 5-9/10", **TAG}
    server.says(
        Said(body=BODY, headers=TAG, cut=700),
        Said(206, b"56789", wrong),
        Said(body=BODY),
    )
    with opened() as client:
        found = client.fetch(ask(server, resumable=True), anything)

    assert found.body.read_bytes() == BODY


def test_a_range_beyond_the_end_starts_anew(server: Server, opened: Open) -> None:
    """The part on disk is of no use then."""
    server.says(Said(body=BODY, headers=TAG, cut=700), Said(416), Said(body=BODY))
    with opened() as client:
        found = client.fetch(ask(server, resumable=True), anything)

    assert found.body.read_bytes() == BODY
    assert "Range" not in server.heard[2].headers


def test_a_cut_body_without_ranges_is_asked_for_whole(
    server: Server, opened: Open
) -> None:
    """As for data, which have no state to go on from."""
    server.says(Said(body=BODY, cut=700), Said(body=BODY))
    with opened() as client:
        found = client.fetch(ask(server), anything)

    assert found.body.read_bytes() == BODY


def test_a_body_that_is_unfit_is_asked_for_again_and_never_kept(
    server: Server, opened: Open
) -> None:
    """A page of maintenance must not be taken for data later."""

    def fit(path: Path) -> None:
        if path.read_bytes() != BODY:
            msg = "found a web page"
            raise UnfitReplyError(msg)

    server.says(Said(body=b"<html>"), Said(body=BODY))
    with opened() as client:
        found = client.fetch(ask(server), fit)

    assert found.body.read_bytes() == BODY
    server.says(Said(body=b"<html>"))
    with (
        opened(folder="other") as client,
        pytest.raises(ServiceError, match="web page"),
    ):
        client.fetch(ask(server), fit)
    assert not list(client.cache.folder.rglob("*.*"))


def test_the_pace_is_kept(server: Server, opened: Open, time: FakeTime) -> None:
    """One request a second is what the services ask for."""
    server.says(Said(body=BODY))
    with opened(pace=1.0) as client:
        for path in ("/a", "/b", "/c"):
            client.fetch(ask(server, path=path), anything)

    assert time.slept == [1.0, 1.0]


def test_a_full_disk_is_told(server: Server, opened: Open) -> None:
    """As a fault of the folder, not of the service."""
    server.says(Said(body=BODY))
    with opened() as client:
        (client.cache.place(ask(server)) / "data.bin.part").mkdir()
        with pytest.raises(UnusableFileError, match="--cache"):
            client.fetch(ask(server), anything)


def test_a_folder_that_cannot_be_made_is_told(server: Server, opened: Open) -> None:
    """Here a file stands in its way."""
    with opened() as client:
        client.cache.folder.write_text("")
        with pytest.raises(UnusableFileError, match="--cache"):
            client.fetch(ask(server), anything)
