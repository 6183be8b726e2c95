"""What reading worked cases promises."""

from datetime import date
from pathlib import Path

import pytest

from yalu.errors import InvalidLawError, UnusableFileError
from yalu.regime import CapCase, DaysCase, RulingCase, UseCase, read_cases

FOUR = """
- id: one
  name: a day
  ask: {goods: "270112", exporter: PRK, on: 2010-01-01, quantity: [2, tonnes]}
  expect: {UN: {status: prohibited, basis: [COAL]}}
- id: several
  name: days
  ask: {goods: "270112", exporter: PRK}
  days:
    2009-12-31: {UN: permitted}
    2010-01-01: {UN: prohibited by COAL and STEEL}
- id: cap
  name: a cap
  cap: {measure: JET, on: 2010-01-01}
  expect: {limits: ["5 t"], window: {from: 2010-01-01, until: 2011-01-01}}
- id: use
  name: a use
  use: {measure: JET, window_on: 2010-01-01, amounts: {t: 4}}
  expect: {exceeded: false, share_pct: {t: 80}, alerts: []}
"""


def written(tmp_path: Path, **files: str) -> Path:
    """Write files of cases into a folder."""
    (tmp_path / "cases").mkdir()
    for name, text in files.items():
        (tmp_path / "cases" / f"{name}.yaml").write_text(text)
    return tmp_path


def test_each_kind_of_case_is_known_by_its_keys(tmp_path: Path) -> None:
    """In the order in which they stand."""
    found = read_cases(written(tmp_path, all=FOUR))

    assert [type(case) for case in found] == [RulingCase, DaysCase, CapCase, UseCase]
    assert [case.id for case in found] == ["one", "several", "cap", "use"]
    assert {case.file for case in found} == {"cases/all.yaml"}


def test_on_is_a_key_without_quotes(tmp_path: Path) -> None:
    """Old YAML takes the word for true, and a day would be lost."""
    one, *_ = read_cases(written(tmp_path, all=FOUR))

    assert isinstance(one, RulingCase)
    assert one.ask.on == date(2010, 1, 1)


def test_a_measure_named_on_one_day_must_not_stand_behind_another(
    tmp_path: Path,
) -> None:
    """A case of several days is one case a day, which knows of the others."""
    several = read_cases(written(tmp_path, all=FOUR))[1]
    assert isinstance(several, DaysCase)
    before, on = several.each_day()

    assert [case.id for case in (before, on)] == [
        "several-2009-12-31",
        "several-2010-01-01",
    ]
    assert before.expect["UN"].never == {"COAL", "STEEL"} == on.expect["UN"].basis
    assert not on.expect["UN"].never
    assert on.file == "cases/all.yaml"


def test_every_problem_is_told_with_its_place_and_remedy(tmp_path: Path) -> None:
    """One reading is enough to mend a folder."""
    folder = written(
        tmp_path,
        a=FOUR.replace("status: prohibited", "status: banned").replace("4}", "four}"),
        b=FOUR.replace("id: one", "id: several").replace("prohibited by COAL", "no"),
        c="just words",
        d="- {id: x, name: y, expect: {}}\n- 5\n",
        e="- [",
        f="[" * 5000,
    )
    (folder / "cases" / "g.yml").write_text(FOUR)
    (folder / "cases" / "notes.txt").write_text("kept out")
    with pytest.raises(InvalidLawError) as caught:
        read_cases(folder)
    told = str(caught.value)

    for words in (
        "cases/a.yaml, line 5: case one: expect.UN.status: found 'banned'; expected",
        "case use: use.amounts.t",
        "cases/b.yaml, line 2: case several is written a second time",
        "expected one of prohibited, undecidable",
        "cases/c.yaml: found no list",
        "cases/d.yaml, line 1: case x: says nothing to ask",
        "cases/d.yaml, line 2: case: says nothing to ask",
        "cases/e.yaml, line",
        "cases/f.yaml",
        "cases/g.yml: found the ending .yml",
    ):
        assert words in told
    assert "notes.txt" not in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[2, tonnes]", "[2, bags]", "expected one of"),
        ('"270112"', "270112", "in quotes"),
        ("{UN: {status: prohibited, basis: [COAL]}}", "{}", "at least 1"),
        ("2009-12-31:", "2009-13-31:", "expected a day as YYYY-MM-DD"),
        ("{UN: permitted}", "{UN: 5}", "expected words such as"),
        ('limits: ["5 t"]', 'in_force: false, limits: ["5 t"]', "give one of them"),
        ("id: one", "id: '[/]'", "letters, digits, dots"),
        ("exporter: PRK, on", "exporter: PRK, day: 3, on", "no such key"),
    ],
)
def test_a_mistake_is_told_in_words(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    """With what stands there and what should."""
    assert old in FOUR
    with pytest.raises(InvalidLawError, match=told):
        read_cases(written(tmp_path, all=FOUR.replace(old, new, 1)))


@pytest.mark.parametrize("files", [{}, {"empty": "[]"}])
def test_a_folder_without_cases_is_told(tmp_path: Path, files: dict[str, str]) -> None:
    """It must not look as if all cases held."""
    with pytest.raises(UnusableFileError, match="found no cases"):
        read_cases(written(tmp_path, **files))
    with pytest.raises(UnusableFileError, match="found no cases"):
        read_cases(tmp_path / "none")
