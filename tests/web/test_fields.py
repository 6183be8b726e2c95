"""Promises about what an address takes: nothing else is lost in silence."""

import re
from typing import Any

import pytest

from tests.web.shelves import IdleShelf
from tests.web.stages import NoisyStage, noisy, nothing_stored
from tests.web.visitors import Visitor
from yalu.web import create_app
from yalu.web.scenario_parts import STAGE, SUPPOSING

FILE = {"file": ("a.csv", b"a,b\n1,2\n")}
SCREEN, RUN, RULING = "/api/v1/screen", "/api/v1/scenarios/run", "/api/v1/ruling"
FRAMEWORK = re.compile(r"Input should|Value error|UploadFile|<class|decode error|\{\}$")


def told(answer: Any, place: str) -> dict[str, str]:  # noqa: ANN401 - of httpx
    """Return what is said of one thing that was sent."""
    assert answer.status_code == 422, answer.text
    faults = {one["where"]: one for one in answer.json()["problems"]}
    assert faults[place]["remedy"] in answer.json()["detail"]
    found: dict[str, str] = faults[place]
    return found


@pytest.mark.parametrize(
    ("address", "name", "meant"),
    [
        ("/scenarios?chinaa=1", "chinaa", ""),
        ("/?on=2017-03-01", "on", ""),
        ("/law?onn=2017-03-01", "onn", "on"),
        ("/sources?finds=coal", "finds", "find"),
        ("/sources/un-1718-page?name=x", "name", ""),
        ("/api/v1/events?sinse=2017-01-01", "sinse", "since"),
        ("/api/v1/claims?verdit=holds", "verdit", "verdict"),
        ("/scenarios/own?chine=90", "chine", "china"),
    ],
)
def test_what_an_address_does_not_take_is_refused_with_what_was_meant(
    visitor: Visitor, address: str, name: str, meant: str
) -> None:
    """A misspelt option that is ignored gives a wrong answer in silence."""
    said = told(visitor.get(address), name)["expected"]

    assert said == "no field of that name" + (f", perhaps {meant!r}" if meant else "")


def test_what_a_form_does_not_take_is_refused(visitor: Visitor) -> None:
    """All of it at once, before anything of the file is kept."""
    sent = {"direcion": "import", "bogus": "1"}
    answer = visitor.ask("POST", SCREEN, files=FILE, data=sent)

    assert told(answer, "direcion")["expected"].endswith("perhaps 'direction'")
    assert told(answer, "bogus")["remedy"].startswith("Use file, mapping")


def test_what_is_given_twice_is_told(visitor: Visitor) -> None:
    """One of them would be taken, and nobody knows which; claims may be many."""
    asked = {"goods": "2701", "exporter": "PRK", "importer": "CHN", "on": "2017-03-01"}
    twice = visitor.get("/api/v1/law", {"on": ["2017-03-01", "2018-03-01"]})
    claims = ["food_or_medicine", "humanitarian"]
    many: dict[str, str | list[str]] = {**asked, "claims": claims}

    assert told(twice, "on")["expected"] == "one value"
    assert "one value" not in visitor.get(RULING, many).text


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({"since": "2017-01-01", "until": "2016-01-01"}, "until"),
        ({"since": "2017-01-01", "until": "2017-01-01"}, "until"),
        ({"since": "86400"}, "since"),
    ],
)
def test_days_that_hold_none_between_them_are_told(
    visitor: Visitor, query: dict[str, str], place: str
) -> None:
    """No event is found there, which reads as if none had happened."""
    assert "a day" in told(visitor.get("/api/v1/events", query), place)["expected"]


def test_a_cap_beside_no_cap_is_told() -> None:
    """One of the two would be dropped."""
    shelf = IdleShelf(seed=1)
    shelf.put(STAGE, noisy(NoisyStage()))
    shelf.put(SUPPOSING, nothing_stored())
    player = Visitor(create_app(shelf))

    said = told(player.ask("POST", RUN, json={"no_cap": True, "oil": 50}), "oil")
    again = player.ask("POST", RUN, json={"no_cap": True}).json()["settings"]

    assert said["found"] == "50 beside no_cap"
    assert player.ask("POST", RUN, json=again).status_code == 200


@pytest.mark.parametrize(
    ("sent", "place", "expected"),
    [
        ({"files": FILE, "data": {"mapping": "a: b"}}, "mapping", "a file"),
        ({"data": {"series": "custom"}}, "file", "a file"),
        ({"files": FILE, "data": {"series": "custom"}}, "series", "one of 'customs'"),
    ],
)
def test_a_form_that_does_not_fit_is_told_in_plain_words(
    visitor: Visitor, sent: dict[str, Any], place: str, expected: str
) -> None:
    """The words of the framework are for its programmers."""
    answer = visitor.ask("POST", SCREEN, **sent)

    assert told(answer, place)["expected"].startswith(expected) or place == "file"
    assert not FRAMEWORK.search(answer.text)


@pytest.mark.parametrize(
    ("body", "place", "expected"),
    [
        ({"china": 33}, "china", "a whole number in steps of 5"),
        ({"china": 105}, "china", "a number of 100 or less"),
        ({"oil": "x"}, "oil", "a whole number"),
        ({"closed": 3.5}, "closed", "a whole number"),
        ({"no_cap": "maybe"}, "no_cap", "true or false"),
        ({"support": "total"}, "support", "one of 'left', 'weak', 'some' or 'strong'"),
        ([1], "body", "fields with their values, as JSON"),
        (None, "body", "a value, as the field is needed"),
    ],
)
def test_a_body_that_does_not_fit_is_told_in_plain_words(
    visitor: Visitor, body: object, place: str, expected: str
) -> None:
    """With the place, and what may stand there."""
    answer = visitor.ask("POST", RUN, json=body)

    assert told(answer, place)["expected"] == expected
    assert not FRAMEWORK.search(answer.text)


def test_a_body_that_is_no_json_is_shown_as_it_came(visitor: Visitor) -> None:
    """Its sender sees at once what a program made of it."""
    answer = visitor.ask(
        "POST", RULING, content=b"x", headers={"content-type": "application/json"}
    )

    assert told(answer, "body")["found"] == "'x'"
    assert told(answer, "body")["expected"].startswith("JSON")


def test_no_form_is_called_by_the_function_that_reads_it(visitor: Visitor) -> None:
    """Programs that are generated carry its name."""
    assert "Body_" not in visitor.get("/api/openapi.json").text
    assert "ScreeningForm" in visitor.read("/api").text
