"""The law under a reader's hand: what the slider, the keys and the links do."""

import re

from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Opening
from tests.web.browser.watching import Tab

LAW = "/law?on=2017-09-01"


def told(page: Page) -> str:
    """Return what the page says is in force."""
    return page.locator("#told").inner_text()


def drag(page: Page, share: float) -> None:
    """Draw the handle of the slider to a share of its way, with the mouse."""
    slider = page.locator("input.slider")
    box = slider.bounding_box()
    assert box is not None
    inside = 8  # half a handle
    least, most, now = (
        float(slider.evaluate(f"one => one.{name}")) for name in ("min", "max", "value")
    )
    way = box["width"] - 2 * inside
    middle = box["y"] + box["height"] / 2
    start = box["x"] + inside + way * (now - least) / (most - least)
    page.mouse.move(start, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + inside + way * share, middle, steps=6)
    page.mouse.up()


def test_dragging_the_slider_reads_the_law_of_another_day(tab: Tab) -> None:
    """The page stays, and what it says of the law follows the hand."""
    page = tab.open(LAW)
    page.evaluate("window.stayed = true")
    before = told(page)
    drag(page, 0.25)

    expect(page.locator("#told")).not_to_have_text(before)
    day = page.locator("#on").input_value()
    assert day < "2017-09-01"
    assert f"on={day}" in page.url
    assert page.evaluate("window.stayed")


def test_the_slider_at_its_end_shows_the_first_day_of_the_law(tab: Tab) -> None:
    """Nothing lies beyond its ends, and both can be reached."""
    page = tab.open(LAW)
    first = page.locator("input.slider").get_attribute("data-first") or ""
    drag(page, 0)

    expect(page.locator("#on")).to_have_value(first)


def test_arrow_keys_move_the_day_by_a_month(tab: Tab) -> None:
    """What the mouse can do, the keys can, and say it."""
    page = tab.open(LAW)
    slider = page.locator("input.slider")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#told")).to_contain_text("August 2017")

    assert page.locator("#on").input_value() == "2017-08-01"
    assert slider.get_attribute("aria-valuetext") == "2017-08-01"


def test_a_link_leads_to_the_change_before(tab: Tab) -> None:
    """Whoever wants to know what changed need not search for the day."""
    page = tab.open(LAW)
    page.get_by_role("link", name=re.compile("^← change of")).click()
    tab.settle()
    day = page.locator("#on").input_value()

    assert day < "2017-09-01"
    heading = page.get_by_role("heading", name="What changed on this day")
    expect(heading).to_be_visible()


def test_the_address_holds_the_day_and_going_back_leaves_the_page(tab: Tab) -> None:
    """A day can be sent to somebody, and its steps do not fill the way back."""
    tab.open("/check")
    page = tab.open(LAW)
    for day in ("2010-01-01", "2012-01-01"):
        page.locator("#on").fill(day)
        page.wait_for_url(f"**on={day}**")
    said = told(page)
    page.reload()
    assert told(page) == said
    page.go_back()

    expect(page.locator("h1")).to_have_text("Check a shipment")


def test_another_regime_brings_its_own_slider(tab: Tab) -> None:
    """The days of one law are not those of another."""
    page = tab.open(LAW)
    page.locator("select[name=state]").select_option("CHN")
    page.locator("select[name=regime]").select_option("iraq")
    page.wait_for_url("**regime=iraq**")
    first = page.locator("input.slider").get_attribute("data-first") or ""

    assert first.startswith("199")
    assert "Iraq" in page.locator("p.lead").inner_text()
    assert "China" not in page.locator("select[name=state]").inner_text()


def test_of_many_moves_on_a_slow_line_the_last_one_counts(tab: Tab) -> None:
    """An answer that was overtaken must not replace a newer one."""
    page = tab.open(LAW)
    waits = iter((1.2, 0.6, 0.3))
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    for day in ("2007-01-01", "2012-01-01", "2016-04-01"):
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": 1000 * next(waits),
                "downloadThroughput": 200_000,
                "uploadThroughput": 200_000,
            },
        )
        page.locator("#on").fill(day)
        page.wait_for_timeout(150)
    tab.settle()

    expect(page.locator("#told")).to_contain_text("April 2016")
    assert "on=2016-04-01" in page.url


def test_a_wish_that_is_not_understood_is_told_at_once(opening: Opening) -> None:
    """A page that kept silent would show the law of another day than was asked."""
    tab = opening()
    tab.expected.add(422)
    page = tab.open(LAW)
    page.locator("input[name=since]").fill("2020-01-01")

    expect(page.get_by_role("alert")).to_contain_text("since")


def test_a_service_that_was_stopped_is_told(opening: Opening) -> None:
    """What was shown before must not pass for an answer."""
    tab = opening()
    page = tab.open(LAW)
    page.context.set_offline(offline=True)
    page.locator("#on").fill("2010-01-01")

    expect(page.get_by_role("alert")).to_contain_text("No answer came")
    tab.complaints.clear()


def test_without_scripts_the_form_asks_for_the_day(opening: Opening) -> None:
    """What the slider does, a field and a button do."""
    page = opening(java_script_enabled=False).open(LAW, quiet=False)
    assert page.locator("input.slider").is_hidden()
    page.locator("#on").fill("2010-01-01")
    page.get_by_role("button", name="Show").click()

    assert "January 2010" in told(page)


def test_a_day_that_is_none_is_told_where_it_stands(opening: Opening) -> None:
    """A typing error leads to a sentence, and the law of today beside it."""
    tab = opening()
    tab.expected.add(422)
    page = tab.open("/law?on=2017-13-01")

    expect(page.get_by_role("alert")).to_contain_text("2017-13-01")
    assert "in force" in told(page)
