"""Promises about what is refused before it is read."""

import httpx
import pytest

from tests.web.shelves import IdleShelf
from tests.web.visitors import Visitor
from yalu.web import Limits, create_app

RULING = "/api/v1/ruling"
COAL = {"goods": "270112", "exporter": "PRK", "importer": "CHN", "on": "2017-03-01"}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "",
        "127.0.0.1.x",
        "testserver",
        "[::1].x",
        "localhost:x",
        "::1",
    ],
)
def test_a_request_under_a_foreign_name_is_refused(visitor: Visitor, host: str) -> None:
    """A page elsewhere could else point a name of its own here and read the answers."""
    answer = visitor.ask("GET", "/", headers={"host": host})

    assert answer.status_code == 421
    assert answer.json()["problems"][0]["where"] == "Host"


@pytest.mark.parametrize(
    "host", ["localhost:8765", "127.0.0.1", "[::1]:1", "[::1]", "LOCALHOST"]
)
def test_every_own_name_is_let_in(visitor: Visitor, host: str) -> None:
    """With and without a port, however it is written."""
    assert visitor.ask("GET", "/check", headers={"host": host}).status_code == 200


def test_a_service_for_others_answers_under_any_name() -> None:
    """Who opens it to a network chooses so."""
    open_to_all = Visitor(create_app(IdleShelf(seed=1), limits=Limits(hosts=("*",))))

    answer = open_to_all.ask("GET", "/check", headers={"host": "monitor.example"})

    assert answer.status_code == 200


OUTER = "yalu.example.org"


@pytest.fixture(scope="module")
def outsider() -> Visitor:
    """Return somebody who comes through a server with a name of its own."""
    limits = Limits(names=(OUTER,))
    return Visitor(create_app(IdleShelf(seed=1), limits=limits))


@pytest.mark.parametrize("host", [OUTER, f"{OUTER}:8443", "127.0.0.1:8765"])
def test_pages_behind_another_server_can_be_read_and_sent_from(
    outsider: Visitor, host: str
) -> None:
    """Some servers pass on the name under which they are asked, others their own."""
    origin = f"https://{host if host.startswith(OUTER) else OUTER}"
    headers = {"host": host, "origin": origin, "sec-fetch-site": "same-origin"}

    assert outsider.ask("GET", "/check", headers=headers).status_code == 200
    sent = outsider.ask("POST", RULING, json=COAL, headers=headers)
    assert sent.status_code == 200


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("evil.example", f"https://{OUTER}", 421),
        (OUTER, "https://evil.example", 403),
        ("127.0.0.1", f"https://{OUTER}.evil.example", 403),
        ("127.0.0.1", "http://127.0.0.1:9", 403),
    ],
)
def test_a_further_name_opens_the_door_to_no_other(
    outsider: Visitor, host: str, origin: str, status: int
) -> None:
    """It is one name more, and not any name."""
    headers = {"host": host, "origin": origin}
    answer = outsider.ask("POST", RULING, json=COAL, headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nothing_can_be_sent_from_a_foreign_page(visitor: Visitor, site: str) -> None:
    """A page elsewhere could else make a browser send files here."""
    answer = visitor.ask("POST", RULING, json=COAL, headers={"sec-fetch-site": site})

    assert answer.status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none", ""])
def test_own_pages_and_programs_may_send(visitor: Visitor, site: str) -> None:
    """Programs send no such header, and people may type an address."""
    answer = visitor.ask("POST", RULING, json=COAL, headers={"sec-fetch-site": site})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:9",
        "http://127.0.0.1.x",
        "null",
        "[",
        "",
    ],
)
def test_nothing_can_be_sent_by_a_foreign_origin(visitor: Visitor, origin: str) -> None:
    """Old browsers name the page in this header alone."""
    answer = visitor.ask("POST", RULING, json=COAL, headers={"origin": origin})

    assert answer.status_code == 403
    assert answer.json()["problems"][0]["where"] == "Origin"


def test_an_own_origin_may_send(visitor: Visitor) -> None:
    """Whatever port it has and whether a gate before it encrypts."""
    headers = {"host": "localhost:8765", "origin": "https://localhost:8765"}

    answer = visitor.ask("POST", RULING, json=COAL, headers=headers)

    assert answer.status_code == 200


def test_a_length_in_other_digits_breaks_nothing(visitor: Visitor) -> None:
    """A raised two looks like a digit, and no number is read from it."""
    length = httpx.Headers([(b"content-length", b"\xb2")])

    assert visitor.ask("GET", "/check", headers=length).status_code == 200


def test_the_head_of_a_page_is_that_of_the_page(visitor: Visitor) -> None:
    """Checkers of links ask so."""
    head, page = visitor.ask("HEAD", "/check"), visitor.ask("GET", "/check")

    assert head.status_code == 200
    assert not head.content
    assert head.headers == page.headers


def test_reading_from_a_link_elsewhere_is_allowed(visitor: Visitor) -> None:
    """A citation in somebody's text must open."""
    answer = visitor.ask("GET", "/check", headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 200


def test_a_body_that_is_too_large_is_refused_with_the_limit(visitor: Visitor) -> None:
    """Nobody needs to guess how much may be sent."""
    answer = visitor.ask("POST", RULING, json={"goods": "x" * 70_000})

    assert answer.status_code == 413
    assert str(Limits().body_bytes) in answer.json()["problems"][0]["expected"]


def test_a_body_that_hides_its_length_is_counted_as_it_comes(visitor: Visitor) -> None:
    """The announced length is a promise of the sender, and may be left out."""
    answer = visitor.stream("POST", RULING, chunks=[b"x" * 10_000] * 8)

    assert answer.status_code == 413
