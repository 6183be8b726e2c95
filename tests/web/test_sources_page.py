"""Promises about sources and what rests on them."""

import html

from tests.web.shelves import CUSTOMS
from tests.web.visitors import Visitor
from yalu import library

PAGE = f"/sources/{CUSTOMS.id}"


def test_a_source_names_every_figure_and_measure_that_rests_on_it(
    reader: Visitor,
) -> None:
    """If a source falls, one knows what falls with it."""
    text = reader.read(PAGE).text
    resting = [
        measure.id
        for measure in library.load("dprk").measures.values()
        if CUSTOMS.id in measure.sources
    ]

    assert 'href="/figures/coal-bought"' in text
    assert 'href="/figures/coal-months"' in text
    assert all(f'href="/law/dprk/{name}"' in text for name in resting)


def test_a_source_is_told_with_its_grade_address_and_citation(reader: Visitor) -> None:
    """Whoever cites a number cites where it is from."""
    text = reader.read(PAGE).text

    assert 'class="grade official"' in text
    assert f'href="{CUSTOMS.url}"' in text
    assert f"{CUSTOMS.publisher}. {CUSTOMS.url}" in html.unescape(text)


def test_a_source_answers_before_the_report_is_there(visitor: Visitor) -> None:
    """What rests on it in law is known at once; the rest follows by itself."""
    text = visitor.read(PAGE).text

    assert 'hx-select="#figures"' in text
    assert "/law/dprk/" in text


def test_programs_learn_the_same(reader: Visitor) -> None:
    """Figures by identifier, measures by regime."""
    told = reader.get(f"/api/v1{PAGE}").json()

    assert told["figures"] == ["coal-bought", "coal-months"]
    assert told["measures"]["dprk"]


def test_a_program_that_asks_too_early_is_told_to_wait(visitor: Visitor) -> None:
    """Half a list would look like a whole one."""
    assert visitor.get(f"/api/v1{PAGE}").status_code == 503


def test_sources_can_be_found_by_the_words_of_their_publisher(reader: Visitor) -> None:
    """Nobody remembers identifiers."""
    found = reader.read("/sources", {"find": "resolutions COMMITTEE 1718"}).text

    assert 'href="/sources/un-1718-resolutions"' in found
    assert 'href="/sources/un-coal-page"' not in found


def test_every_source_is_listed(reader: Visitor) -> None:
    """On the page as for programs."""
    told = reader.get("/api/v1/sources").json()
    text = reader.read("/sources").text

    assert {source["id"] for source in told} >= set(library.load("dprk").sources)
    assert all(f'href="/sources/{source["id"]}"' in text for source in told)


def test_an_unknown_source_is_told(reader: Visitor) -> None:
    """With the nearest that there is."""
    answer = reader.read("/sources/un-1718-pag")

    assert answer.status_code == 404
    assert "un-1718-page" in answer.text
