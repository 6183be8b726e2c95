"""What a real Chromium says of pages: paint, weight, requests, and moves of sliders."""

import shutil
from collections.abc import Mapping
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

__all__ = ["seen", "slid"]

_TIMES = 3
_WATCH = """
window.watched = { largest: 0, shift: 0 };
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  window.watched.largest = one.startTime;
})).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (!one.hadRecentInput) window.watched.shift += one.value;
})).observe({ type: "layout-shift", buffered: true });
"""
_FIRST = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_TIMED = """([slider, words, key]) => new Promise((told) => {
  const handle = document.querySelector(slider);
  const old = document.querySelector(words);
  const began = performance.now();
  const watch = new MutationObserver(() => {
    const now = document.querySelector(words);
    if (!now || now === old) return;  // each answer comes as a new element
    watch.disconnect();
    told(performance.now() - began);
  });
  watch.observe(old.parentElement, { childList: true, subtree: true });
  handle[key > 0 ? "stepUp" : "stepDown"](Math.abs(key));
  handle.dispatchEvent(new Event("input", { bubbles: true }));
  handle.dispatchEvent(new Event("change", { bubbles: true }));
})"""


def seen(home: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """Return paint, weight and requests of each page."""
    with sync_playwright() as playwright:
        browser = _launched(playwright)
        found = {
            name: _page(browser, home, page)
            for name, page in pages.items()
            if not page.startswith("/api/v1")
        }
        version = f"Chromium {browser.version}"
        browser.close()
    return {"browser": version, "pages": found}


def slid(home: str) -> dict[str, list[float]]:
    """Return the milliseconds from a move of a slider to the new answer."""
    with sync_playwright() as playwright:
        browser = _launched(playwright)
        page = browser.new_context().new_page()
        page.goto(f"{home}/law?on=2017-09-01", wait_until="networkidle")
        law = _moved(page, "input.slider", "#told", [-7] * 20)
        page.goto(f"{home}/scenarios/own", wait_until="networkidle")
        moves = [1, 1, 1, 1, 1, 1, -9, -1, -1]
        china = _moved(page, "#slider-china", "#outcome", moves)
        browser.close()
    return {"law, by day": law, "scenario, by enforcement of China": china}


def _launched(playwright: Any) -> Browser:  # noqa: ANN401 - what a context gives
    found = shutil.which("chromium") or shutil.which("google-chrome")
    browser: Browser = playwright.chromium.launch(
        executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
    )
    return browser


def _moved(page: Page, slider: str, words: str, moves: list[int]) -> list[float]:
    times = []
    for steps in moves:
        times.append(float(page.evaluate(_TIMED, [slider, words, steps])))
        page.wait_for_timeout(500)
    return times


def _page(browser: Browser, home: str, page: str) -> dict[str, float]:
    rounds = [_opened(browser, home, page) for _ in range(_TIMES)]
    return {name: median(one[name] for one in rounds) for name in rounds[0]}


def _opened(browser: Browser, home: str, address: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_WATCH)
    weights: list[float] = []
    asked: list[str] = []
    line: CDPSession = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.on(
        "Network.loadingFinished", lambda one: weights.append(one["encodedDataLength"])
    )
    line.on(
        "Network.requestWillBeSent", lambda one: asked.append(one["request"]["url"])
    )
    page.goto(home + address, wait_until="networkidle")
    page.wait_for_timeout(200)
    watched = page.evaluate("window.watched")
    found = {
        "first": float(page.evaluate(_FIRST)),
        "largest": watched["largest"],
        "shift": watched["shift"],
        "weight": sum(weights),
        "requests": len([one for one in asked if one.startswith("http")]),
        "elsewhere": len(
            [one for one in asked if not one.startswith((home, "data:", "blob:"))]
        ),
    }
    context.close()
    return found
