"""What pages promise on paper."""

import re
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Browser, ViewportSize

from tests.web.browser.addresses import PAGES
from tests.web.browser.conftest import Opening
from yalu.report import render
from yalu.web.parts import DOSSIER

MOST_SHEETS = 6
MOST_SHEETS_OF_A_REPORT = 20
SHEET: ViewportSize = {"width": 680, "height": 1001}  # A4 within its margins, 96 dpi


def test_a_figure_can_be_printed_on_a_few_sheets(opening: Opening) -> None:
    """Analysts put figures into files of paper."""
    printed = opening().open(PAGES["figure"]).pdf(format="A4")
    sheets = re.findall(rb"/Type\s*/Page\b", printed)

    assert printed.startswith(b"%PDF-")
    assert 0 < len(sheets) < MOST_SHEETS


def test_a_report_is_printed_with_what_it_says_in_short_on_the_first_sheet(
    chromium: Browser, small_app: FastAPI, tmp_path: Path
) -> None:
    """Whoever prints one sheet has the answer and what is not known."""
    dossier = replace(small_app.state.shelf.get(DOSSIER), cycle=None)
    page = chromium.new_page(viewport=SHEET)
    page.goto(render(dossier, tmp_path).page.as_uri())
    page.emulate_media(media="print")
    below = page.locator(".brief").evaluate(
        "(one) => one.getBoundingClientRect().bottom"
    )
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    page.close()

    assert 0 < below < SHEET["height"]
    assert 1 < len(sheets) < MOST_SHEETS_OF_A_REPORT
