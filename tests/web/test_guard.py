"""Promises about what is refused before it is read."""

import pytest

from tests.web.shelves import IdleShelf
from tests.web.visitors import Visitor
from yalu.web import Limits, create_app

RULING = "/api/v1/ruling"
COAL = {"goods": "270112", "exporter": "PRK", "importer": "CHN", "on": "2017-03-01"}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "", "127.0.0.1.x"]
)
def test_a_request_under_a_foreign_name_is_refused(visitor: Visitor, host: str) -> None:
    """A page elsewhere could else point a name of its own here and read the answers."""
    answer = visitor.ask("GET", "/", headers={"host": host})

    assert answer.status_code == 421
    assert answer.json()["problems"][0]["where"] == "Host"


@pytest.mark.parametrize(
    "host", ["localhost:8765", "127.0.0.1", "[::1]:1", "LOCALHOST"]
)
def test_every_own_name_is_let_in(visitor: Visitor, host: str) -> None:
    """With and without a port, however it is written."""
    assert visitor.ask("GET", "/check", headers={"host": host}).status_code == 200


def test_a_service_for_others_answers_under_any_name() -> None:
    """Who opens it to a network chooses so."""
    open_to_all = Visitor(create_app(IdleShelf(seed=1), limits=Limits(hosts=("*",))))

    answer = open_to_all.ask("GET", "/check", headers={"host": "monitor.example"})

    assert answer.status_code == 200


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
