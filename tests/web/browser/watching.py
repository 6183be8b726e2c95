"""A tab of a real browser that complains of everything a reader should not meet."""

from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import ConsoleMessage, Page, Request, Response

__all__ = ["Tab"]

_Wait = Literal["domcontentloaded", "load"]
_LOUD = {"error", "warning"}
_ABORTED = "net::ERR_ABORTED"  # a newer position of a slider takes an older one's place
_TOLD = "Failed to load resource"  # the answer itself says it more plainly

_DRAWN = """() => document.readyState === "complete" &&
  [...document.querySelectorAll(".plot")].every((plot) => {
    const near = plot.getBoundingClientRect().top < innerHeight + 500;
    return !plot.checkVisibility() || !near || plot.querySelector(".live svg");
  })"""


@dataclass(eq=False)  # no slots: Playwright hangs marks of its own on it
class Tab:
    """One tab, and what went wrong in it.

    Attributes
    ----------
    page : Page
        The tab as Playwright drives it.
    home : str
        Address of the app; a request to any other host is wrong.
    complaints : list of str
        Errors of scripts and of the console, breaches of the content policy, requests
        that failed and requests that went elsewhere.
    expected : set of int
        Codes of answers that are no complaint, beside those of success.
    answers : list of Response
        What came, in turn.

    """

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on("request", self._see)
        self.page.on("requestfailed", self._miss)
        self.page.on("response", self._judge)

    def open(self, address: str, *, quiet: bool = True) -> Page:
        """Load a page, and wait until the charts in sight are drawn."""
        wait: _Wait = "load" if quiet else "domcontentloaded"
        self.page.goto(f"{self.home}{address}", wait_until=wait)
        if quiet:
            self.page.wait_for_function(_DRAWN)
        return self.page

    def weigh(self) -> int:
        """Return how many bytes of content have travelled, as compressed."""
        self.settle()
        return sum(one.request.sizes()["responseBodySize"] for one in self.answers)

    def settle(self) -> None:
        """Wait until nothing is loaded any more."""
        self.page.wait_for_load_state("networkidle")

    def _note(self, words: str) -> None:
        self.complaints.append(words)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in _LOUD and not message.text.startswith(_TOLD):
            self._note(f"console, {message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:", "blob:")):
            self._note(f"another host: {request.url}")

    def _miss(self, request: Request) -> None:
        if request.failure != _ABORTED:
            self._note(f"failed: {request.url}: {request.failure}")

    def _judge(self, response: Response) -> None:
        if response.url.startswith("http"):
            self.answers.append(response)
        if response.status >= 400 and response.status not in self.expected:
            self._note(f"answer {response.status}: {response.url}")
