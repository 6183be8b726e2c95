"""Lines of keys, told from the text of a file."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.files import RICH
from yalu.scenario.places import Places


def test_every_key_of_a_file_has_the_line_it_stands_on() -> None:
    """A wrong line is worse than none."""
    places, lines = Places.of(RICH), RICH.split("\n")
    content = tomllib.loads(RICH)

    for table, entries in content.items():
        parts = entries if isinstance(entries, list) else [entries]
        for at, entry in enumerate(parts):
            for key in entry if isinstance(entry, dict) else ():
                path = (table, at, key) if entries is parts else (table, key)
                line = places.line(path)
                assert line is not None
                assert lines[line - 1].startswith(f"{key} = ")


@pytest.mark.parametrize(
    "value",
    [
        '"""\nlaw = 3\n[[law]]\n"""',
        "'''\nlaw = 3\n[[law]]\n'''",
        '[\n"law = 3",\n# [[law]]\n"[[law]]",\n]',
        '"a \\" # [ {"',
        "'a [' # it's [ open",
        '"""\n\\"""\nlaw = 3\n"""',
        '""""law = [" is quoted"""',
    ],
)
def test_what_stands_in_a_string_or_a_list_is_no_key(value: str) -> None:
    """Text may speak of tables and of brackets."""
    text = f"note = {value}\nlast = 1\n[[law]]\nchange = 2\n"
    places = Places.of(text)
    tomllib.loads(text)

    lines = text.split("\n")
    assert places.line(("last",)) == lines.index("last = 1") + 1
    assert places.line(("law", 0, "change")) == lines.index("change = 2") + 1
    assert places.line(("law", 1)) == lines.index("[[law]]", len(lines) - 4) + 1


def test_a_key_that_is_missing_is_looked_for_where_it_belongs() -> None:
    """What is missing from an entry is told at the head of the entry."""
    places = Places.of("a = 1\n[[law]]\nb = 1\n[[law]]\nc = 1\n[capacity]\n'd' = 1\n")

    assert places.line(("law", 1, "change")) == 4
    assert places.line(("capacity", "d")) == 7
    assert places.line(("title",)) is None


@given(st.text())
def test_any_text_has_places(text: str) -> None:
    """Lines are sought only after reading, and never in the way of a message."""
    last = text.count("\n") + 1

    assert all(1 <= line <= last for line in Places.of(text).lines.values())
