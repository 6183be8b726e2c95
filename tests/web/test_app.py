"""Promises about the app as a whole."""

import asyncio
import io
import re

import pytest

from tests.web.shelves import IdleShelf
from tests.web.visitors import Visitor
from yalu.web import Limits, Part, create_app
from yalu.web.guard import HEADERS

PAGES = ["/", "/law", "/check", "/figures", "/sources", "/api"]


def test_the_first_page_answers_before_anything_slow_is_worked_out(
    visitor: Visitor,
) -> None:
    """The law is enough for a first page; nobody waits for the report."""
    answer = visitor.read("/")

    assert answer.status_code == 200
    assert "being worked out" in answer.text


def test_the_first_page_gives_the_answer_with_its_range_and_figure(
    reader: Visitor,
) -> None:
    """A reader in a hurry sees what was found, how sure it is and where it stands."""
    text = reader.read("/").text

    assert "Is &lt;coal&gt; bought?" in text
    assert "30 to 70 %" in text
    assert 'href="/figures/coal-bought"' in text


def test_what_cannot_be_verified_is_hatched_on_the_first_page(reader: Visitor) -> None:
    """Blank or plain would read as fine."""
    text = reader.read("/").text

    assert 'class="unverifiable" fill="url(#hatch)"' in text
    assert text.count('id="hatch"') == 1


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_nothing_of_another_host(reader: Visitor, address: str) -> None:
    """It works offline, and tells nobody what is read."""
    text = reader.read(address).text
    loaded = re.findall(
        r"<(?:script|link|img|iframe)[^>]*?(?:src|href)=\"([^\"]+)", text
    )

    assert loaded
    assert all(each.startswith("/") for each in loaded)


@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/api/v1/regimes"])
def test_every_answer_carries_what_keeps_foreign_code_out(
    reader: Visitor, address: str
) -> None:
    """A page that forgets it is the one that gets attacked."""
    headers = reader.read(address).headers

    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "set-cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_neither_code_nor_style_of_its_own(
    reader: Visitor, address: str
) -> None:
    """The policy forbids both, so that what needs them would silently not work."""
    text = reader.read(address).text

    assert not re.findall(r"<[^>]*\s(?:style|on\w+)=", text)
    assert not re.findall(r"<style|<script(?![^>]*(?:src=|application/json))", text)


def test_static_files_change_their_address_with_their_content(reader: Visitor) -> None:
    """A browser may then keep them for ever."""
    address = re.findall(r'href="(/static/[^"]+web\.css)"', reader.read("/").text)[0]
    found = reader.get(address)

    assert found.status_code == 200
    assert "immutable" in found.headers["cache-control"]
    assert reader.get(address.replace("/static/", "/static/0")).status_code == 404


@pytest.mark.parametrize("name", ["../app.py", "..%2Fapp.py", "vendor/htmx.min.js"])
def test_no_address_leads_out_of_the_static_files(reader: Visitor, name: str) -> None:
    """Only what is listed is served."""
    assert reader.get(f"/static/0/{name}").status_code == 404


def test_an_unknown_page_says_where_to_begin(reader: Visitor) -> None:
    """A dead end is the reader's last page."""
    answer = reader.read("/nowhere")

    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_a_program_learns_of_an_unknown_address_part_by_part(reader: Visitor) -> None:
    """The same four parts stand in every problem."""
    answer = reader.get("/api/v1/nowhere")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()["problems"][0]) == {"where", "found", "expected", "remedy"}


def test_a_wrong_way_of_asking_is_told_with_the_right_ones(reader: Visitor) -> None:
    """The standard asks for it, and programs rely on it."""
    answer = reader.ask("DELETE", "/api/v1/ruling")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"
    assert answer.json()["problems"][0]["found"] == "'DELETE'"


def test_a_fault_of_our_own_shows_nothing_of_its_inside() -> None:
    """A traceback helps an attacker and no reader."""
    app = create_app(IdleShelf(seed=1))

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("/secret/path")

    answer = Visitor(app).read("/broken")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_what_is_not_ready_tells_a_program_when_to_come_back(visitor: Visitor) -> None:
    """A program can wait, if it is told how long."""
    answer = visitor.get("/api/v1/figures")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == str(Limits().retry_seconds)


def test_what_is_not_ready_asks_again_by_itself_for_people(visitor: Visitor) -> None:
    """With a script by the block, without one by the whole page."""
    answer = visitor.read("/figures")

    assert answer.status_code == 202
    assert 'hx-get="/figures"' in answer.text
    assert '<noscript><meta http-equiv="refresh"' in answer.text


def test_a_service_that_stops_closes_its_shelf() -> None:
    """What it holds for its visitors goes with it."""
    held = io.StringIO()
    shelf = IdleShelf(seed=1)
    shelf.put(Part(name="file", words="A file", make=lambda _: held), held)
    app = create_app(shelf)

    async def live() -> None:
        async with app.router.lifespan_context(app):
            assert not held.closed

    asyncio.run(live())

    assert held.closed


def test_a_page_that_asks_again_gets_a_page(visitor: Visitor) -> None:
    """HTMX accepts anything; given a problem document it would stop asking."""
    answer = visitor.ask("GET", "/figures", headers={"hx-request": "true"})

    assert answer.status_code == 202
    assert "hx-trigger" in answer.text


def test_programs_learn_what_is_ready(reader: Visitor) -> None:
    """Who waits for the report can look before asking."""
    assert reader.get("/api/v1/status").json()["parts"]["sections"] is True
