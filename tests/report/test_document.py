"""What the page promises to whoever opens it, with or without a network or eyes."""

import re
from html.parser import HTMLParser

import pytest

from yalu.report import Cell, Figure, Grid, Report, Section, Table, drawing
from yalu.report.document import Page, compose
from yalu.report.packing import unpack

LOADING = {
    "audio", "embed", "iframe", "img", "image", "input", "link", "object", "script",
    "source", "track", "use", "video",
}  # fmt: skip
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Reader(HTMLParser):
    """Collects what a test wants to know of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an element that closes out of turn."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


@pytest.fixture(scope="module")
def page(html: str) -> Reader:
    """Return the page of the DPRK case, parsed."""
    reader = Reader()
    reader.feed(html)
    return reader


def test_the_page_loads_nothing_from_elsewhere(page: Reader, html: str) -> None:
    """It must open on a plane, and tell nobody who reads it."""
    sources = [
        (tag, attributes)
        for tag, attributes in page.tags
        if tag in LOADING and {"src", "href", "xlink:href", "data"} & attributes.keys()
    ]
    style = html.split("<style>")[1].split("</style>", maxsplit=1)[0]

    assert not sources
    assert not re.search(r"url\(|@import", style)


def test_the_library_is_passed_on_with_the_notices_of_its_authors() -> None:
    """Its licences ask for them wherever it goes, and its bundle has lost them."""
    page = Page(title="t", kicker="k", standing="s", colophon="c", version="0")
    html, bundle = compose(page, [Section(id="a", heading="A")], []), drawing.library()

    assert bundle.startswith("/*!")
    for told in ("University of Washington", "Mike Bostock", "DISCLAIMED. IN NO EVENT"):
        assert told in html
        assert told in bundle[: bundle.index("*/")]


def test_the_browser_is_told_to_refuse_connections(page: Reader) -> None:
    """A policy holds even where a mistake slipped in."""
    policies = [
        attributes["content"] or ""
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]

    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'")
    assert "connect-src" not in policies[0]
    assert "unsafe-eval" not in policies[0]


def test_elements_close_in_turn(page: Reader) -> None:
    """What a lenient browser mends, a screen reader may not."""
    assert not page.faults
    assert not page.open


def test_every_identifier_is_unique_and_every_anchor_lands(page: Reader) -> None:
    """A link in the page leads to the thing it names."""
    ids = [a["id"] for _, a in page.tags if a.get("id")]
    anchors = {
        (a["href"] or "")[1:]
        for tag, a in page.tags
        if tag == "a" and (a.get("href") or "").startswith("#")
    }

    assert len(ids) == len(set(ids))
    assert anchors <= set(ids)


def test_links_to_the_world_are_links_only(page: Reader) -> None:
    """Sources may be followed by the reader, never by the page."""
    addresses = {a.get("href") or "" for tag, a in page.tags if tag == "a"}
    schemes = {
        address.partition(":")[0] for address in addresses if address[:1] != "#"
    } - {address for address in addresses if address.startswith("data/")}

    assert schemes <= {"https", "http"}


def test_every_chart_has_words_for_those_who_cannot_see_it(page: Reader) -> None:
    """The summary is the chart for a screen reader."""
    charts = [a for _, a in page.tags if a.get("class") == "plot"]

    assert charts
    assert all(a.get("role") == "img" and a.get("aria-label") for a in charts)


def test_every_table_has_a_caption_and_headers_with_a_scope(page: Reader) -> None:
    """A cell read aloud must carry its row and column."""
    tags = [tag for tag, _ in page.tags]
    headers = [a for tag, a in page.tags if tag == "th"]

    assert tags.count("caption") == tags.count("table")
    assert all(a.get("scope") in ("row", "col") for a in headers)


def test_what_scrolls_can_be_reached_with_the_keyboard(page: Reader) -> None:
    """A wide table on a narrow screen scrolls in a box that takes the focus."""
    boxes = [a for _, a in page.tags if a.get("class") == "scroll"]

    assert boxes
    assert all(a.get("tabindex") == "0" for a in boxes)


def test_every_chart_is_there_without_scripts(html: str, written: Report) -> None:
    """A still picture stands in place until the live one is drawn."""
    panels = sum(
        len(block.panels)
        for section in written.sections
        for block in section.blocks
        if isinstance(block, Figure)
    )

    assert html.count('class="still"') == panels


def test_the_data_of_every_block_travel_inside_the_page(
    html: str, written: Report
) -> None:
    """Moved alone, the page still gives every number away."""
    packed = re.findall(r'id="packed-data">([^<]*)<', html)
    blocks = [block for section in written.sections for block in section.blocks]

    assert unpack(packed[0]) == {block.id: block.data.csv for block in blocks}


def test_data_are_handed_out_without_scripts_too(page: Reader, written: Report) -> None:
    """Where nothing inflates them, links lead to the files beside the page."""
    links = {
        a.get("download"): a.get("href")
        for tag, a in page.tags
        if tag == "a" and a.get("class") == "csv"
    }

    assert links == {path.name: f"data/{path.name}" for path in written.data}


def test_what_data_say_cannot_become_part_of_the_page() -> None:
    """A law file or a source is text to show, whatever it holds."""
    evil = "<script>alert(1)</script>"
    table = Table(
        id="t",
        title=evil,
        columns=(evil,),
        rows=((Cell(text=evil, detail=evil, href='"><b>'),),),
        data=Grid((evil,), ((evil,),)),
    )
    section = Section(id="s", heading=evil, text=(evil,), blocks=(table,))
    page = Page(title=evil, kicker=evil, standing=evil, colophon=evil, version=evil)
    text = compose(page, (section,), ())

    assert evil not in text
    assert "&lt;script&gt;alert(1)" in text
    assert '"><b>' not in text
