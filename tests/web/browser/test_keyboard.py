"""The keys alone: whoever uses no mouse reaches all, and sees where they are."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.addresses import PAGES
from tests.web.browser.watching import Tab

WALKED = ("first", "law", "check", "screen", "sliders", "figure", "scorecard")
_STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const look = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = (s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  one.dataset.walked = one.dataset.walked || String(Math.random());
  return {
    key: one.dataset.walked,
    words: `${one.localName} ${(one.innerText || one.name || "").slice(0, 40)}`,
    ringed: ring(look) || look.boxShadow !== "none",
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 &&
      box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
_MOST = 40


def walked(page: Page) -> list[dict[str, object]]:
    """Return the first stops of the Tab key, in order."""
    stops: list[dict[str, object]] = []
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or any(stop["key"] == one["key"] for one in stops):
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("address", [PAGES[name] for name in WALKED], ids=WALKED)
def test_every_stop_of_the_tab_key_is_seen_and_ringed(tab: Tab, address: str) -> None:
    """Who does not see where they are cannot go on."""
    stops = walked(tab.open(address))

    assert len(stops) > 10
    assert not [one["words"] for one in stops if not (one["seen"] and one["ringed"])]


def test_the_first_stop_leads_past_the_menu(tab: Tab) -> None:
    """Nobody walks through nine links on each page anew."""
    page = tab.open(PAGES["law"])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_is_folded_opens_by_key(tab: Tab) -> None:
    """A summary is a button to the keyboard, too."""
    page = tab.open(PAGES["figure"])
    fold = page.locator("main details.data > summary")
    fold.focus()
    page.keyboard.press("Enter")

    expect(page.locator("main details.data table")).to_be_visible()


def test_moving_the_day_keeps_the_focus_where_it_was(tab: Tab) -> None:
    """An answer that comes in must not throw the reader back to the top."""
    page = tab.open(PAGES["law"])
    slider = page.locator("input.slider")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    tab.settle()

    expect(slider).to_be_focused()
    expect(page.locator("#told")).to_contain_text("June 2017")
