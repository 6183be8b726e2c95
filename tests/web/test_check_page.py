"""Promises about the check of one shipment."""

import html
import re

import pytest

from tests.web.visitors import Visitor
from yalu import library
from yalu.periods import parse_day
from yalu.regime import rule
from yalu.web.assets import Assets

COAL = {"goods": "270112", "exporter": "PRK", "importer": "CHN", "on": "2017-03-01"}
PAGE, RULING = "/check", "/api/v1/ruling"


def test_the_form_alone_asks_and_rules_on_nothing(visitor: Visitor) -> None:
    """No verdict stands on a page where nobody asked for one."""
    text = visitor.read(PAGE).text

    assert 'class="verdict' not in text
    assert "Say what moves" in text


def test_the_page_gives_verdict_basis_steps_ways_out_and_doubts(
    visitor: Visitor,
) -> None:
    """Each part of a ruling is needed to act on it."""
    text = html.unescape(visitor.read(PAGE, COAL).text)
    ruling = rule(
        library.load("dprk"),
        goods="270112",
        exporter="PRK",
        importer="CHN",
        on=parse_day("2017-03-01"),
    )

    assert 'class="verdict prohibited">Prohibited<' in text
    assert all(step.question in text for step in ruling.steps)
    assert all(doubt in text for doubt in ruling.doubts)
    assert 'href="/law/dprk/UN-2321-26b-2017"' in text
    assert ruling.receipt.law_sha256[:12] in text


def test_a_permission_is_not_shown_in_green() -> None:
    """A reader must not take silence of the encoding for a clearance."""
    assets = Assets()
    digest, name = assets.address("web.css").split("/")[-2:]
    style = assets.find(digest, name)

    assert style is not None
    rule_of_look = re.findall(rb"\.verdict\.permitted \{([^}]+)\}", style.plain)
    assert rule_of_look == [
        b" background: #fff; border-color: #123c69; color: #123c69; "
    ]


def test_what_was_asked_stands_in_the_form_again(visitor: Visitor) -> None:
    """A second question usually differs from the first in one field."""
    text = visitor.read(PAGE, {**COAL, "claims": "livelihood"}).text

    assert 'name="goods" value="270112"' in text
    assert 'value="livelihood" checked' in text
    assert '<details class="more" open>' in text


def test_every_problem_is_told_at_once_and_its_field_is_marked(
    visitor: Visitor,
) -> None:
    """Mistakes of form and mistakes of law stand in one list."""
    wrong = {
        "goods": "27x",
        "exporter": "XXY",
        "importer": "CHN",
        "on": "soon",
        "quantity": "many",
        "value": "-1",
        "revision": "HS1066",
        "claims": "luck",
    }
    page = visitor.read(PAGE, wrong)
    told = visitor.get(RULING, wrong).json()["problems"]

    assert page.status_code == 422
    assert page.text.count('aria-invalid="true"') >= 6
    assert {problem["where"] for problem in told} >= {
        "goods",
        "exporter",
        "on",
        "quantity",
        "unit",
        "value",
        "claim",
    }


def test_goods_by_name_are_told_with_their_codes(visitor: Visitor) -> None:
    """Few know the code of what they ask about."""
    named = {**COAL, "goods": "coal"}
    (told,) = visitor.get(RULING, named).json()["problems"]

    assert told["remedy"].startswith("Write a code: 2701, 2702, 2703, 2704 (coal)")
    assert told["remedy"] in visitor.read(PAGE, named).text


@pytest.mark.parametrize("missing", ["goods", "on"])
def test_what_is_needed_and_missing_is_asked_for(
    visitor: Visitor, missing: str
) -> None:
    """An empty field is not a day and not a good."""
    answer = visitor.get(RULING, {k: v for k, v in COAL.items() if k != missing})

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["where"] == missing
    assert answer.json()["problems"][0]["found"] == "nothing"


def test_programs_may_send_a_shipment_or_put_it_in_the_address(
    visitor: Visitor,
) -> None:
    """Both are one question and have one answer."""
    sent = visitor.ask("POST", RULING, json={**COAL, "quantity": 5, "unit": "t"}).json()
    put = visitor.get(RULING, {**COAL, "quantity": "5", "unit": "t"}).json()

    assert sent == put
    assert sent["status"] == "prohibited"


def test_a_quantity_without_its_unit_is_not_counted(visitor: Visitor) -> None:
    """Five of what would change the verdict."""
    answer = visitor.get(RULING, {**COAL, "quantity": "5"})

    assert [p["where"] for p in answer.json()["problems"]] == ["unit"]


def test_dollars_are_no_quantity(visitor: Visitor) -> None:
    """They are a value, and what the page offers is what programs may send."""
    offered = re.findall(r'<select name="unit".*?</select>', visitor.read(PAGE).text)
    answer = visitor.get(RULING, {**COAL, "quantity": "5", "unit": "USD"})

    assert "USD" not in offered[0]
    assert answer.json()["problems"][0]["remedy"] == "Give dollars as value."


def test_a_thing_can_be_named_without_its_claim_form(visitor: Visitor) -> None:
    """The page offers a list; the law's own word for it is ours to write."""
    told = visitor.get(
        RULING,
        {
            "goods": "2710",
            "exporter": "CHN",
            "importer": "PRK",
            "on": "2017-03-01",
            "item": "aviation_fuel",
        },
    ).json()

    assert told["receipt"]["asked"]["item"] == "aviation_fuel"


def test_the_examples_of_the_page_can_be_ruled_on(visitor: Visitor) -> None:
    """An example that fails teaches the wrong thing."""
    links = [
        html.unescape(part.split('"')[0])
        for part in visitor.read(PAGE).text.split('href="')
        if part.startswith("/check?")
    ]

    assert links
    assert all(visitor.read(link).status_code == 200 for link in links)


def test_a_permission_by_code_alone_says_so_beside_the_verdict(
    visitor: Visitor,
) -> None:
    """Lists of items hold whatever the code: who reads one line must know."""
    asked = {"goods": "840120", "exporter": "CHN", "importer": "PRK"}
    text = html.unescape(visitor.read(PAGE, asked | {"on": "2016-01-01"}).text)

    assert 'class="verdict permitted">Permitted by its code<' in text
    assert "No code settles what 8 texts in force name" in text
