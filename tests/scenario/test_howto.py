"""What the page on writing scenarios shows is what the reader does."""

import re
from pathlib import Path

import pytest

from yalu.errors import SchemaError
from yalu.scenario.form import AMOUNTS, ENTRIES, LAW
from yalu.scenario.reading import scenario_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "howto" / "write-a-scenario.md").read_text(encoding="utf-8")
FILES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

BROKEN = """title = "A"
question = "B"
[[enforcement]]
share = 90
lines = ["coals"]
[[law]]
change = "repeal"
measures = ["UN-2397-04"]
"""


@pytest.mark.parametrize("text", FILES)
def test_a_file_on_the_page_is_a_scenario(text: str) -> None:
    """A reader copies the examples first."""
    assert not scenario_of(text, "mine.toml").is_baseline


def test_every_table_is_shown_on_the_page() -> None:
    """What nobody shows, nobody finds."""
    tables = {"law", *ENTRIES, *AMOUNTS}
    shown = {
        one for text in FILES for one in re.findall(r"^\[+(\w+)", text, re.MULTILINE)
    }
    changes = {one for text in FILES for one in re.findall(r'change = "(\w+)"', text)}

    assert shown == tables
    assert changes == {*LAW}


def test_the_message_on_the_page_is_the_message() -> None:
    """Words of a message change more easily than pages are read again."""
    with pytest.raises(SchemaError) as told:
        scenario_of(BROKEN, "mine.toml")

    assert f"```text\n{told.value}\n```" in PAGE
