"""What every page promises in a real browser."""

from collections.abc import Iterator

import pytest

from tests.web.browser.addresses import PAGES
from tests.web.browser.barriers import barriers
from tests.web.browser.conftest import NARROW, WIDE, Opening
from tests.web.browser.layout import flaws
from tests.web.browser.watching import Tab

STACKED = ("law", "ruling", "verdict", "table")
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module", params=[*PAGES.values()], ids=[*PAGES])
def visited(request: pytest.FixtureRequest, visiting: Opening) -> Iterator[Tab]:
    """Return a tab in which a page was opened, once for all promises about it."""
    tab = visiting()
    tab.open(request.param)
    yield tab
    tab.page.context.close()


@pytest.fixture
def narrowed(visited: Tab) -> Iterator[Tab]:
    """Return the same tab as wide as a small phone."""
    visited.page.set_viewport_size(NARROW)
    yield visited
    visited.page.set_viewport_size(WIDE)


def test_a_page_loads_without_a_complaint(visited: Tab) -> None:
    """Not one error of a script, of the policy or of the network."""
    assert not visited.complaints


def test_a_page_weighs_less_than_it_may(visited: Tab) -> None:
    """Many read on a slow line, and pay for each byte."""
    assert 0 < visited.weigh() < MOST_BYTES


def test_a_page_asks_no_other_host(visited: Tab) -> None:
    """It works offline, and tells nobody what is read."""
    visited.settle()

    assert visited.answers
    assert all(one.url.startswith(f"{visited.home}/") for one in visited.answers)
    assert not [words for words in visited.complaints if "another host" in words]


def test_a_page_has_one_first_heading_and_a_name(visited: Tab) -> None:
    """Whoever hears a page finds out where it is from these two."""
    assert visited.page.locator("h1").count() == 1
    assert "Yalu" in visited.page.title()


def test_a_page_has_no_barrier(visited: Tab) -> None:
    """Colours, names, roles and order serve those who see little or nothing."""
    assert not barriers(visited.page)


def test_a_narrow_screen_never_scrolls_sideways(narrowed: Tab) -> None:
    """On a phone a page that is wider than the screen cannot be read in lines."""
    widths = narrowed.page.evaluate(
        "[document.documentElement.scrollWidth, document.body.scrollWidth]"
    )

    assert max(widths) <= NARROW["width"]


def test_nothing_covers_another_or_is_cut_off(visited: Tab) -> None:
    """Words under words are read by nobody."""
    assert not flaws(visited.page)


def test_on_a_phone_nothing_covers_another_or_is_cut_off(narrowed: Tab) -> None:
    """Nor where there is little room, and a finger is the pointer."""
    assert not flaws(narrowed.page)


@pytest.mark.parametrize("address", [PAGES[name] for name in STACKED], ids=STACKED)
def test_a_table_that_becomes_a_list_has_no_barrier(
    opening: Opening, address: str
) -> None:
    """On a phone rows stand under each other, and are heard as rows all the same."""
    assert not barriers(opening(viewport=NARROW).open(address))


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_answers_without_scripts(opening: Opening, address: str) -> None:
    """What is told never hangs on a script."""
    page = opening(java_script_enabled=False).open(address, quiet=False)

    assert len(page.locator("main").inner_text()) > 100
