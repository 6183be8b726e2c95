"""What pages promise on paper."""

import re

from tests.web.browser.addresses import PAGES
from tests.web.browser.conftest import Opening

MOST_SHEETS = 6


def test_a_figure_can_be_printed_on_a_few_sheets(opening: Opening) -> None:
    """Analysts put figures into files of paper."""
    printed = opening().open(PAGES["figure"]).pdf(format="A4")
    sheets = re.findall(rb"/Type\s*/Page\b", printed)

    assert printed.startswith(b"%PDF-")
    assert 0 < len(sheets) < MOST_SHEETS
