"""Promises about the ledger of claims and the forecast."""

import html

import pytest

from tests.web.dossiers import judged_shelf
from tests.web.shelves import CUSTOMS
from tests.web.visitors import Visitor
from yalu.web import create_app


@pytest.fixture(scope="module")
def journalist() -> Visitor:
    """Return somebody who asks the app over a small dossier."""
    return Visitor(create_app(judged_shelf()))


def test_every_claim_leads_to_its_query_and_its_sources(journalist: Visitor) -> None:
    """A verdict is worth what can be checked of it."""
    text = journalist.read("/claims").text
    one = html.unescape(journalist.read("/claims/C01").text)

    assert all(f'href="/claims/C0{n}"' in text for n in (1, 2, 3))
    assert "patron_share(years=[2016])" in one
    assert f'href="/sources/{CUSTOMS.id}"' in one
    assert "0.91" in one


def test_a_claim_leads_to_the_figures_on_the_same_record(journalist: Visitor) -> None:
    """What a claim is held against can be seen drawn."""
    assert 'href="/figures/patron-share"' in journalist.read("/claims/C01").text


def test_claims_can_be_picked_by_verdict(journalist: Visitor) -> None:
    """Readers look first for what does not hold."""
    text = journalist.read("/claims", {"verdict": "does_not_hold"}).text
    told = journalist.get("/api/v1/claims", {"verdict": "does_not_hold"}).json()

    assert "/claims/C02" in text
    assert "/claims/C01" not in text
    assert [one["id"] for one in told["claims"]] == ["C02"]
    assert told["counts"]["holds"] == 1


def test_words_of_a_claim_cannot_become_markup(journalist: Visitor) -> None:
    """What is shown is text, wherever it comes from."""
    text = journalist.read("/claims/C02").text

    assert "<b>56</b>" not in text
    assert "&lt;b&gt;56&lt;/b&gt;" in text


def test_a_claim_that_waits_says_for_what(journalist: Visitor) -> None:
    """An untested claim must not look like a tested one."""
    text = journalist.read("/claims/C03").text

    assert "a record that nobody keeps" in text
    assert "No figure could be computed" in text


def test_a_claim_that_is_not_there_is_not_found(journalist: Visitor) -> None:
    """Wrong addresses are told, with what there is."""
    answer = journalist.get("/api/v1/claims/C99")

    assert answer.status_code == 404
    assert "C01" in answer.json()["detail"]


def test_a_forecast_stands_with_its_range_and_its_track_record(
    journalist: Visitor,
) -> None:
    """A chance without its range and past would be trusted too much."""
    text = html.unescape(journalist.read("/forecast").text)
    told = journalist.get("/api/v1/forecast").json()

    assert "5\u201341 %" in text.replace("\u00a0", " ")
    assert "not held against past days" in text
    assert 'id="trust-heading"' in text
    assert told["chances"][-1]["low"] == 0.05
    assert told["evidence"] == "estimated"


def test_each_chance_stands_with_its_grade_and_its_figure(journalist: Visitor) -> None:
    """At the top of the page too, an estimate is called one."""
    text = journalist.read("/forecast").text
    chances = text[text.index('"openings chances"') :].split("</ul>")[0]

    assert chances.count("<li>") == chances.count('class="grade estimated"') > 0
    assert chances.count("<li>") == chances.count('href="/figures/forecast"')


def test_events_are_told_by_kind_and_day_with_their_sources(
    journalist: Visitor,
) -> None:
    """The log can be read by programs, no event without a source."""
    told = journalist.get(
        "/api/v1/events", {"kind": "nuclear_test", "since": "2016-01-01"}
    ).json()

    assert told["number"] == len(told["events"]) == 3
    assert all(one["sources"] for one in told["events"])
    assert all(one["first_day"] >= "2016" for one in told["events"])


def test_events_are_cut_to_a_number_that_is_told(journalist: Visitor) -> None:
    """Nobody mistakes the first rows for all of them."""
    told = journalist.get("/api/v1/events", {"limit": "2"}).json()

    assert len(told["events"]) == 2
    assert told["number"] > 2
