"""What the reader of scenario files promises."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.scenario.files import HEAD, RICH
from yalu.errors import SchemaError, UnusableFileError
from yalu.quantities import Unit
from yalu.regime import Direction
from yalu.scenario.reading import read_scenario, scenario_of
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    ForcedMove,
    Held,
    LawChange,
    LawChangeKind,
    MoveKind,
    Scenario,
)


def test_a_file_of_two_lines_is_a_scenario_without_a_lever() -> None:
    """Whoever only wants another length need not write more."""
    found = scenario_of(HEAD + "months = 12\n", "My run.toml")

    assert found == Scenario(
        id="my-run", title="A title", question="A question?", months=12
    )
    assert found.is_baseline


def test_every_key_of_the_head_arrives() -> None:
    """Nothing of a file is lost silently."""
    found = scenario_of(RICH, "rich.toml")

    assert found.start == date(2027, 1, 1)
    assert (found.id, found.months) == ("rich", 48)
    assert found.note == "Nothing of it is likely."
    assert found.sources == ("stated judgement", "S/RES/2397 (2017)")


def test_law_named_together_is_changed_one_by_one() -> None:
    """Each measure and instrument is a change of its own, in the order of the file."""
    first, second, third, cap, *_ = scenario_of(RICH, "rich.toml").law

    assert first == LawChange(
        kind=LawChangeKind.REPEAL,
        measure="UN-2371-9",
        since=date(2027, 4, 1),
        until=date(2028, 1, 1),
    )
    assert second == replace(first, measure="UN-2375-16")
    assert third == replace(first, measure="", instrument="unsc-2356")
    assert (cap.quantity, cap.unit, cap.since) == (Decimal("262500.5"), Unit.TONNE, 3)


def test_new_law_keeps_its_codes_and_its_quantity() -> None:
    """What a new cap lets through must be what was written, to the last digit."""
    *_, new = scenario_of(RICH, "rich.toml").law

    assert new == LawChange(
        kind=LawChangeKind.ADD,
        measure="less-food",
        codes=("1006", "10"),
        direction=Direction.TO_TARGET,
        quantity=Decimal(10000),
        unit=Unit.TONNE,
        until=date(2029, 1, 1),
        words="rice",
    )


def test_one_share_is_a_range_without_width() -> None:
    """A number sets enforcement, two numbers leave it open between them."""
    found = scenario_of(RICH, "rich.toml").enforcement

    assert found == (
        EnforcementPath(
            state="CHN", lines=("coal", "crude"), until=24, low=0.25, high=0.75
        ),
        EnforcementPath(state="CHN", lines=("coal",), since=24, low=1, high=1),
        EnforcementPath(state="RUS", low=0.5, high=0.5),
    )


def test_levers_beside_the_law_arrive() -> None:
    """Days stay days and months stay months until the run begins."""
    found = scenario_of(RICH, "rich.toml")

    assert found.support == (Held(level="strong", since=date(2027, 4, 1)),)
    assert found.posture == (
        Held(level="eased", until=12),
        Held(level="raised", since=12),
    )
    assert found.votes == (Held(level="refuse"),)
    assert found.moves == (
        ForcedMove(kind=MoveKind.TEST, on=date(2027, 2, 16)),
        ForcedMove(kind=MoveKind.OVERTURE, on=6),
    )
    assert found.closures == (
        Closure(since=date(2028, 1, 1), until=date(2029, 1, 1), depth=0.95),
        Closure(since=date(2029, 6, 1)),
    )
    assert found.capacity == {"products": 120.5, "coal": 0.0}
    assert found.parameters == {"patron_commerce": 0.9}
    assert found.uncertain == {"recovery": (0.05, 0.15), "toll_model": (1.0, 1.0)}


def test_a_file_on_disk_reads_as_its_text(tmp_path: Path) -> None:
    """Line ends of Windows and a mark of the byte order change nothing."""
    path = tmp_path / "rich.toml"
    path.write_bytes(b"\xef\xbb\xbf" + RICH.replace("\n", "\r\n").encode())

    assert read_scenario(path) == scenario_of(RICH, "rich.toml")


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    """One reading is enough to mend a file."""
    text = (
        'titel = "A"\nquestion = 3\n[[posture]]\nlevel = "rised"\n'
        "[[enforcement]]\nshare = [0.9, 0.1]\nstates = 'CHN'\n[capacity]\ncoals = -1\n"
    )

    with pytest.raises(SchemaError) as told:
        scenario_of(text, "bad.toml")

    lines = str(told.value).splitlines()
    assert lines[0] == "The scenario in bad.toml cannot be used:"
    assert [
        re.sub(r"(: (?:found|no such|the key)).*", "", one) for one in lines[1:]
    ] == [
        "  - bad.toml: title",
        "  - bad.toml, line 1: titel",
        "  - bad.toml, line 2: question",
        "  - bad.toml, line 4: posture 1, level",
        "  - bad.toml, line 6: enforcement 1, share",
        "  - bad.toml, line 7: enforcement 1, states",
        "  - bad.toml, line 9: capacity.coals",
        "  - bad.toml, line 9: capacity.coals",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("months = 0", "line 3: months: found 0; expected a whole number of months"),
        ("months = true", "line 3: months: found true; expected a whole number"),
        ("months = 12.0", "line 3: months: found 12.0; expected a whole number"),
        ("start = 2027-02-01", "found 2027-02-01; expected the first day of a quarter"),
        ("start = '2027-01-01'", "expected a day. Write it without quotes"),
        ("start = 2027-01-01T00:00:00", "expected a day. Write it without quotes"),
        ("start = 9999-10-01", "expected a day from 1950 up to 2150. Mend the year"),
        ("id = 'Oil Embargo'", "expected lower-case letters, digits and dashes"),
        ("note = ' '", "note: found ' '; expected some text. Write it."),
        ("sources = 'one'", "expected a list. Put it in brackets"),
        ("sources = ['a', 'a']", "sources: found 'a'; expected each name once"),
        ("law = 3", "law: found 3; expected a list of tables"),
        ("law = [3]", "law 1: found 3; expected a table. Write [[law]]"),
        ("capacity = 3", "capacity: found 3; expected a table. Write [capacity]"),
        ("[law]\nchange = 'repeal'", "found a table; expected a list of tables"),
        ("[[laws]]", "line 3: laws: no such key is known here; expected law"),
        ("[[law]]\nchange = 'repel'", "found 'repel'; expected repeal"),
        ("[[law]]", "law 1, change: the key is missing; expected one of repeal"),
        ("[[votes]]\nvote = 'veto'", "found 'veto'; expected one of accept, refuse"),
        ("[[moves]]\nmove = 'tests'\non = 3", "line 4: moves 1, move: found 'tests'"),
        ("[[moves]]\nmove = 'test'\non = -3", "moves 1, on: found -3; expected a day"),
        ("[[moves]]\nmove = 'test'", "on: the key is missing. Add it: The day"),
        ("[[closures]]\ndepth = 70", "depth: found 70; expected a share from 0 to 1"),
        ("[[closures]]\ndepth = nan", "depth: found nan; expected a finite number"),
        ("[[support]]\ntitle = 'a'", "no such key here; it belongs above all tables"),
        ("[[enforcement]]\nshare = 80", "write a share, not percent"),
        ("[[enforcement]]\nshare = 1\nstate = 'USA'", "'USA'; expected one of CHN"),
        (
            "[[enforcement]]\nshare = 1\nstate = 'RUS'\nlines = ['coal']",
            "lines are told apart for CHN only",
        ),
        ("[capacity]\ncole = 3", "line 4: capacity.cole: found 'cole'; expected coal"),
        ("[capacity]\ncoal = -3", "capacity.coal: found -3; expected 0 or more"),
        ("[capacity]\ncoal = '3'", "expected a number. Write it without quotes"),
        ("[parameters]\ndiscount = 2", "parameters.discount: found 2; expected a"),
        ("[parameters]\ndiscont = 2", "expected one of discount"),
        ("[uncertain]\nrecovery = 0.1", "expected two numbers. Write low and high"),
        ("[uncertain]\nrecovery = [0.3, 0.1]", "expected low before high"),
        ("[uncertain]\nrecovery = [0, 3]", "found 0 to 3; expected from 0 to 1"),
        ("[uncertain]\nrecovry = [0, 1]", "found 'recovry'; expected recovery"),
    ],
)
def test_a_mistake_is_told_by_key_finding_and_remedy(text: str, told: str) -> None:
    """Who wrote the file must be able to mend it without reading any code."""
    with pytest.raises(SchemaError, match=f"(?i){re.escape(told)}"):
        scenario_of(HEAD + text, "bad.toml")


def test_a_part_that_is_sound_is_judged_beside_one_that_is_not() -> None:
    """A misspelt key must not hide that a name beside it is not known."""
    text = HEAD + "[[enforcement]]\nshare = 1\nline = 'coal'\nlines = ['coals']\n"

    with pytest.raises(SchemaError) as told:
        scenario_of(text, "bad.toml")

    assert "enforcement 1, line: no such key" in str(told.value)
    assert "enforcement 1, lines: found 'coals'; expected coal" in str(told.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "bad.toml: not TOML: invalid value where the file ends"),
        ("a = 1\ntitle = x\n", "bad.toml, line 2, column 9: not TOML: invalid value"),
        ("a = 1\na = 2\n", "a key stands twice"),
        ("a = " + "[" * 5000, "brackets are nested too deeply"),
        ("a = " + "9" * 5000, "a number has too many digits"),
    ],
)
def test_what_is_no_toml_is_told_by_its_line(text: str, told: str) -> None:
    """Syntax comes first: nothing else can be judged."""
    with pytest.raises(UnusableFileError, match=re.escape(told)):
        scenario_of(text, "bad.toml")


def test_a_file_that_cannot_be_read_is_told_by_its_path(tmp_path: Path) -> None:
    """A missing file, a folder and other bytes than text each say what to do."""
    (tmp_path / "latin.toml").write_bytes(b"title = '\xe9'")
    (tmp_path / "large.toml").write_bytes(b"#" * 300_000)

    for name, told in (
        ("none.toml", "none.toml: file is missing. Mend the name"),
        ("", "is a folder, not a file"),
        ("latin.toml", "byte 9 is not UTF-8. Save the file as UTF-8 text"),
        ("large.toml", "found 300,000 bytes; a scenario has at most 200,000"),
    ):
        with pytest.raises(UnusableFileError, match=re.escape(told)):
            read_scenario(tmp_path / name)
