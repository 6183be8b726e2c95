"""Promises about the pages where another regime is served than that of the DPRK."""

import html
import re
from dataclasses import replace

import pytest

from tests.web.shelves import IdleShelf
from tests.web.visitors import Visitor
from yalu import library
from yalu.errors import UnknownCodeError
from yalu.web import create_app
from yalu.web.parts import FRONT, LAW
from yalu.web.witnesses import WITNESSES

SERVED = "somalia"
LINK = re.compile(r'href="(/[^"#]*)')


@pytest.fixture(scope="module")
def reader() -> Visitor:
    """Return somebody who asks the app over the law on charcoal from Somalia."""
    shelf = IdleShelf(seed=1, regime=SERVED)
    shelf.take(FRONT)
    with pytest.raises(UnknownCodeError):
        shelf.take(WITNESSES)
    return Visitor(create_app(shelf))


def links_of(reader: Visitor, address: str) -> set[str]:
    """Return the pages that one page leads to."""
    found = {html.unescape(one) for one in LINK.findall(reader.read(address).text)}
    return {one for one in found if not one.startswith("/static/")}


def test_every_page_that_the_first_page_leads_to_is_there(reader: Visitor) -> None:
    """Only the DPRK's record, events, claims and scenarios come with Yalu."""
    found = {one: reader.read(one) for one in links_of(reader, "/")}

    assert {"/law", "/check", "/screen", "/figures", "/sources"} <= found.keys()
    assert {
        one: a.status_code for one, a in found.items() if a.status_code != 200
    } == {}
    assert not {"/scorecard", "/claims", "/forecast", "/scenarios"} & found.keys()


def test_the_examples_of_a_check_are_about_the_law_that_is_asked(
    reader: Visitor,
) -> None:
    """Those of another law are ruled on as nobody meant them."""
    for address, words in (("/check", "SOM"), ("/check?regime=liberia", "liberia")):
        asked = [one for one in links_of(reader, address) if one.startswith("/check?")]

        assert len(asked) >= 3
        assert all(words in one for one in asked)
        assert all(reader.read(one).status_code == 200 for one in asked)


def test_law_of_ones_own_can_be_asked_without_examples() -> None:
    """It may have no worked cases, and comes without the folder that holds them."""
    shelf = IdleShelf(seed=1, regime="own")
    law = replace(library.load(SERVED), id="own")
    shelf.put(LAW, {"own": law})
    text = Visitor(create_app(shelf)).read("/check").text

    assert "The shipment" in text
    assert "For example" not in text


def test_the_first_page_names_no_option_that_its_reader_does_not_have(
    reader: Visitor,
) -> None:
    """Records come to the service by /screen, and to the report by --flows."""
    text = reader.read("/").text

    assert "`yalu report --flows`" in html.unescape(text)


@pytest.mark.parametrize("address", ["/scorecard", "/claims", "/forecast"])
def test_a_page_that_the_regime_does_not_have_says_where_it_is(
    reader: Visitor, address: str
) -> None:
    """Old links lead here, too."""
    answer = reader.read(address)

    assert answer.status_code == 404
    assert "expected the" not in answer.text
    assert "Start `yalu serve --regime dprk`" in html.unescape(answer.text)


def test_scenarios_say_whose_they_are(reader: Visitor) -> None:
    """Whoever types the address reads of oil and China beside the law on Somalia."""
    assert "law against North Korea" in reader.read("/scenarios/own").text
