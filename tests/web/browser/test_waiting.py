"""What is not there yet: slow lines, and parts that are still being worked out."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser.addresses import PAGES
from tests.web.browser.conftest import WIDE
from tests.web.browser.served import served
from tests.web.browser.watching import Tab
from yalu.report import Section
from yalu.web import Limits, Part, Shelf, create_app
from yalu.web.parts import SECTIONS


class Slow(Shelf):
    """A shelf on which the report is done when it is told so, and no sooner."""

    def __init__(self) -> None:
        super().__init__(seed=1)
        self.done = threading.Event()

    def start(self, *parts: Part[object]) -> None:
        """Begin nothing but to wait."""
        del parts


@pytest.fixture
def slow() -> Slow:
    """Return a shelf without a report."""
    return Slow()


@pytest.fixture
def waiting(chromium: Browser, slow: Slow) -> Iterator[Tab]:
    """Return a tab on the app over that shelf."""
    app = create_app(slow, limits=Limits(retry_seconds=1))
    context = chromium.new_context(viewport=WIDE)
    with served(app) as home:
        yield Tab(page=context.new_page(), home=home)
        context.close()


def test_a_page_that_is_being_worked_out_appears_by_itself(
    waiting: Tab, slow: Slow
) -> None:
    """Nobody need press a key to learn that it is there."""
    page = waiting.open("/figures", quiet=False)
    expect(page.locator("h1")).to_have_text("Being worked out")
    page.evaluate("window.stayed = true")
    slow.put(SECTIONS, (Section(id="answer", heading="The answer"),))

    expect(page.locator("h1")).not_to_have_text("Being worked out")
    assert page.evaluate("window.stayed")
    assert not waiting.complaints


def test_the_law_answers_while_the_report_is_being_worked_out(waiting: Tab) -> None:
    """Minutes of work on one page hold up no other."""
    page = waiting.open("/law?on=2017-09-01")

    expect(page.locator("#told")).to_contain_text("in force")
    assert not waiting.complaints


def test_on_a_slow_line_the_words_come_before_the_scripts(tab: Tab) -> None:
    """With 50 kB a second a reader reads, and charts come when they can."""
    line = tab.page.context.new_cdp_session(tab.page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 200,
            "downloadThroughput": 50_000,
            "uploadThroughput": 20_000,
        },
    )
    page = tab.page
    page.goto(f"{tab.home}{PAGES['figure']}", wait_until="commit")
    expect(page.locator(".plot svg").first).to_be_visible()
    drawn = page.locator(".plot.drawn .live svg").count()
    assert not drawn

    expect(page.locator(".plot .live svg").first).to_be_visible(timeout=30_000)
