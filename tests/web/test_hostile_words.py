"""Words of people who mean harm, in every place that takes words."""

import hashlib
import tempfile
from itertools import cycle
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import yalu
from tests.web.browser.addresses import PAGES
from tests.web.browser.small_dossier import CLAIM
from tests.web.browser.small_shelf import FIGURE, SCENARIO
from tests.web.visitors import Visitor

MARK = "zqx"
HOSTILE = (
    f"<script>alert('{MARK}')</script>",
    f"\"><img src=x onerror=alert('{MARK}')>",
    f"' autofocus onfocus=alert('{MARK}') '",
    f"{{{{7*'{MARK}'}}}}{{% include '/etc/passwd' %}}${{7*7}}#{{7*7}}",
    f"'; DROP TABLE flows; SELECT '{MARK}' --",
    f"1 OR 1=1 UNION SELECT * FROM read_csv('/etc/passwd') -- {MARK}",  # noqa: S608
    f"javascript:alert('{MARK}')",
    f"../../../../etc/passwd\0{MARK}",
    f"{MARK}\r\nSet-Cookie: a=b",
    f"{MARK}\u202e\ud7ff\U0010ffff",
    MARK * 800,
    "__import__('os').system('id')",
    "%s%n{0.__class__}" + MARK,
)
ASKED = {
    "/law": ("on", "as_of", "state", "since", "regime"),
    "/check": (
        "goods", "exporter", "importer", "on", "origin", "contract", "arrived",
        "quantity", "unit", "value", "item", "claims", "revision", "as_of", "regime",
    ),
    "/sources": ("find",),
    "/scorecard": ("state",),
    f"/scorecard/CHN/{'UN-2371-8-coal'}": ("year",),
    "/claims": ("verdict",),
    "/scenarios/own": (
        "china", "china_decides", "russia", "support", "oil", "no_cap", "closed",
        "closed_from", "months",
    ),
    "/scenarios/own.toml": ("support", "oil"),
    "/api/v1/law": ("on", "as_of", "state", "since", "regime"),
    "/api/v1/ruling": ("goods", "exporter", "on", "claims", "item"),
    "/api/v1/events": ("kind", "since", "until", "limit"),
    "/api/v1/claims": ("verdict",),
    "/api/v1/scorecard": ("state",),
}  # fmt: skip
PARTS = (
    "/law/dprk/{}",
    "/law/{}/UN-2371-8-coal",
    "/figures/{}",
    f"/figures/{FIGURE}.{{}}",
    "/sources/{}",
    "/scenarios/{}",
    "/claims/{}",
    "/scorecard/{}/UN-2371-8-coal",
    "/scorecard/CHN/{}",
    "/screen/{}",
    "/static/0123456789abcdef/{}",
    "/api/v1/figures/{}",
    f"/api/v1/figures/{FIGURE}/{{}}",
    "/api/v1/regimes/{}",
    "/api/v1/sources/{}",
    "/api/v1/scenarios/{}",
    "/api/v1/claims/{}",
    "/{}",
)
LIVING = ("<script>alert", "<img src=x", f"' autofocus onfocus=alert('{MARK}')")


@pytest.fixture(scope="module")
def asking(small_app: FastAPI) -> Visitor:
    """Return somebody who asks in process, without being led on."""
    return Visitor(small_app)


def harm(answer: httpx.Response, words: str) -> list[str]:
    """Return what is wrong with an answer to hostile words; nothing, it is hoped."""
    text = answer.text
    signs = {
        f"answered {answer.status_code}": answer.status_code >= 500,
        "a heading was added": "set-cookie" in answer.headers,
        "words became part of the page": "html" in answer.headers["content-type"]
        and any(one in text for one in LIVING),
        "a template was run": MARK * 7 in text and MARK * 7 not in words,
        "something of the inside was shown": "root:x:0" in text or "Traceback" in text,
    }
    return [f"{words[:30]}: {sign}" for sign, is_so in signs.items() if is_so]


@pytest.mark.parametrize("address", ASKED, ids=ASKED)
def test_hostile_words_in_a_question_stay_words(asking: Visitor, address: str) -> None:
    """No parameter of any page runs in the page, in a template or in a query."""
    wrong = []
    for words in HOSTILE:
        answer = asking.read(address, dict.fromkeys(ASKED[address], words))
        wrong += harm(answer, words)
    for name, words in zip(ASKED[address], cycle(HOSTILE), strict=False):
        wrong += harm(asking.read(address, {name: words}), words)

    assert not wrong


@pytest.mark.parametrize("address", PARTS, ids=PARTS)
def test_hostile_words_in_an_address_stay_words(asking: Visitor, address: str) -> None:
    """The same for the names in addresses."""
    wrong = []
    for words in HOSTILE:
        answer = asking.read(address.format(_quoted(words)))
        wrong += harm(answer, words)
        if answer.status_code not in (404, 422):
            wrong.append(f"{words[:30]}: answered {answer.status_code}")

    assert not wrong


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.text(max_size=60), name=st.sampled_from(ASKED["/check"]))
def test_any_words_at_all_are_answered(asking: Visitor, words: str, name: str) -> None:
    """Whatever somebody types, the page answers."""
    answer = asking.get("/check", {"goods": "2701", name: words})

    assert answer.status_code in (200, 422)


def test_reading_pages_writes_nothing(asking: Visitor) -> None:
    """Who only looks leaves no trace on the disk: not in the package, not beside it."""
    before = _standing()
    for address in (*PAGES.values(), f"/claims/{CLAIM}", f"/scenarios/{SCENARIO}"):
        assert asking.read(address).is_success

    assert _standing() == before


def _standing() -> str:
    """Return what lies in the package and in the place for passing files, in short."""
    package = Path(yalu.__file__).parent
    inside = sorted(
        (str(path), path.stat().st_mtime_ns)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    beside = sorted(path.name for path in Path(tempfile.gettempdir()).glob("yalu*"))
    return hashlib.sha256(repr((inside, beside)).encode()).hexdigest()


def _quoted(words: str) -> str:
    return "".join(
        char if char.isalnum() and char.isascii() else _percent(char) for char in words
    )


def _percent(char: str) -> str:
    return "".join(f"%{byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))
