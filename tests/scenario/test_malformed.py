"""No file, however broken, ends in anything but a message that says what to do."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.files import RICH
from yalu.errors import SchemaError
from yalu.scenario.form import AMOUNTS, ENTRIES, LAW
from yalu.scenario.reading import scenario_of
from yalu.scenario.scenario import Scenario

LINES = RICH.splitlines()
PAIRS = [at for at, line in enumerate(LINES) if " = " in line]
KEYS = sorted({line.split(" = ")[0] for line in LINES if " = " in line})
WORDS = st.text(string.printable, max_size=12)
VALUES = st.one_of(
    st.sampled_from(
        [
            "''", "'x'", "nan", "inf", "-1", "1e400", "true", "[]", "{}", "[1]", "[[]]",
            "[1, 2]", "['a', 2]", "2027-13-01", "2027-02-28", "0001-01-01",
            "9999-12-31", "2027-01-01T00:00:00Z", "07:32:00", "{a = 1}", "'''", "10",
            "[nan, inf]", "9223372036854775808", "'UN-2397-4'", "['UN-2397-4']",
        ]
    ),
    st.integers().map(str),
    st.floats().map(str),
    WORDS,
)  # fmt: skip


def _told_or_read(text: str) -> None:
    """Read a text; whatever is wrong must be told in the one form."""
    try:
        found = scenario_of(text, "mutated.toml")
    except SchemaError as error:
        headline, *problems = str(error).split("\n  - ")
        assert headline.startswith("The scenario in mutated.toml ")
        assert problems
        for problem in problems:
            assert problem.startswith("mutated.toml")
            assert problem.endswith(".")
    else:
        assert isinstance(found, Scenario)
        assert len(found.digest) == len("0" * 64)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PAIRS), VALUES), min_size=1, max_size=3))
def test_another_value_is_read_or_told(changes: list[tuple[int, str]]) -> None:
    """A value of any type may stand behind any key."""
    lines = [*LINES]
    for at, value in changes:
        lines[at] = f"{lines[at].split(' = ')[0]} = {value}"

    _told_or_read("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(range(len(LINES))),
    st.sampled_from([*KEYS, *ENTRIES, *AMOUNTS]),
    VALUES,
)
def test_another_key_is_read_or_told(at: int, key: str, value: str) -> None:
    """Any key may stand in any table."""
    lines = [*LINES[:at], f"{key} = {value}", *LINES[at:]]

    _told_or_read("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(range(len(LINES))), max_size=12))
def test_a_file_with_lines_missing_is_read_or_told(gone: set[int]) -> None:
    """Headers and keys may be lost by cutting and pasting."""
    _told_or_read("\n".join(line for at, line in enumerate(LINES) if at not in gone))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(RICH)), st.integers(0, 40), WORDS)
def test_a_file_with_other_letters_in_it_is_read_or_told(
    at: int, length: int, words: str
) -> None:
    """A slip of the hand anywhere must not end in a traceback."""
    _told_or_read(RICH[:at] + words + RICH[at + length :])


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from([*KEYS, "law"]), VALUES, min_size=1, max_size=6),
    st.sampled_from([*LAW, "none"]),
)
def test_an_entry_of_any_keys_is_read_or_told(keys: dict[str, str], kind: str) -> None:
    """Keys that belong to one kind of change may be written under another."""
    pairs = "\n".join(f"{key} = {value}" for key, value in keys.items())

    _told_or_read(f"title = 'a'\nquestion = 'b'\n[[law]]\nchange = '{kind}'\n{pairs}")
