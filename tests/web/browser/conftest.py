"""A real Chromium, and a small app for it to visit."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi import FastAPI
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.web.browser.served import served
from tests.web.browser.watching import Tab

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_STILL = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # which needs rights that few test machines grant
)
_PATIENCE = 30_000  # ms; speed is measured elsewhere, a busy machine is no failure
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 360, "height": 740}

Opening = Callable[..., Tab]
"""Opens a tab; what is given is as for a Playwright context."""


# While Playwright runs, nobody else in this process can start a loop: it must end with
# this folder, not with the session.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Return the browser that is installed here."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        words = f"no browser was found; install one of {', '.join(_NAMES)}"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*_STILL])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def home(small_app: FastAPI) -> Iterator[str]:
    """Return the address of the small app."""
    with served(small_app) as address:
        yield address


@pytest.fixture(scope="module")
def visiting(chromium: Browser, home: str) -> Iterator[Opening]:
    """Return what opens tabs that stay open for all tests of a file."""
    with ExitStack() as stack:

        def opened(**how: object) -> Tab:
            settings = {"viewport": WIDE, "reduced_motion": "reduce", **how}
            context: BrowserContext = chromium.new_context(**settings)  # type: ignore[arg-type]
            stack.callback(context.close)
            context.set_default_timeout(_PATIENCE)
            return Tab(page=context.new_page(), home=home)

        yield opened


@pytest.fixture
def opening(visiting: Opening) -> Iterator[Opening]:
    """Return what opens tabs; whatever they complain of fails the test."""
    tabs: list[Tab] = []

    def opened(**how: object) -> Tab:
        tabs.append(visiting(**how))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.page.context.close()
    assert not [words for tab in tabs for words in tab.complaints]


@pytest.fixture
def tab(opening: Opening) -> Tab:
    """Return a tab of the width of a desk."""
    return opening()
