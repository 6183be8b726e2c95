"""What rows of anybody's own list promise: doubles, names, targets, folders."""

from importlib.resources import files
from pathlib import Path

import pytest

from yalu.errors import SchemaError, UnusableFileError
from yalu.events import EventKind, read, read_log
from yalu.periods import Interval

COVERAGE = "kind,actor,since,until,completeness,source,note\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a file that a test writes."""
    return tmp_path / "own.csv"


def test_rows_that_may_be_one_are_kept_and_named_by_line(file: Path) -> None:
    """The same row twice counts twice in every figure unless somebody looks."""
    file.write_text(
        "kind,actor,target,when\n"
        "112,PRK,CHN,2017-05-03\n"
        "112,PRK,CHN,2017-05-04\n"
        "112,PRKGOV,CHN,2017-05-03\n"
    )
    reading = read_log(file)

    assert len(reading.log) == 3
    (note,) = reading.notes
    assert note.startswith("lines 2 and 4: kind, parties and days are the same")
    assert f"Look at {note}" in str(reading)


def test_rows_alike_that_are_known_to_a_year_are_named(file: Path) -> None:
    """A coarse date is no reason to say nothing."""
    file.write_text("kind,actor,when\ntalks,PRK,2017\ntalks,PRK,2017\n")

    assert len(read_log(file).notes) == 1


def test_days_inside_a_month_of_the_same_kind_are_named(file: Path) -> None:
    """One source knows the month where another knows the day."""
    rows = "talks,PRK+KOR,2017-03\ntalks,PRK+KOR,2017-03-05\ntalks,PRK+KOR,2017-05\n"
    file.write_text(f"kind,actor,when\n{rows}")
    (note,) = read_log(file).notes

    assert note.startswith("lines 2 and 3: kind and parties are the same or close")


def test_rows_with_identifiers_of_their_own_are_not_doubted(file: Path) -> None:
    """Whoever names two events has said that they are two."""
    file.write_text("id,kind,actor,when\na,talks,PRK,2017\nb,talks,PRK,2017\n")

    assert read_log(file).notes == ()


@pytest.mark.parametrize(
    ("when", "name"),
    [
        ("2006", "resolution-2006"),
        ("2006-10", "resolution-2006-10"),
        ("2006-10-01", "resolution-2006-10-01"),
        ("2006-10..2006-12", "resolution-2006-10"),
        ("2006-10-01..2006-10-03", "resolution-2006-10-01"),
    ],
)
def test_a_name_pretends_no_finer_date(file: Path, when: str, name: str) -> None:
    """An identifier with a day would be read as the day."""
    file.write_text(f"kind,actor,when\nresolution,UNSC,{when}\n")

    assert [event.id for event in read_log(file).log] == [name]


def test_a_code_without_a_target_is_put_aside_with_a_remedy_that_helps(
    file: Path,
) -> None:
    """Filling the target in mends it; another kind is only one way out."""
    file.write_text("kind,actor,target,when\nSANCTION,USA,,2017\n")
    (aside,) = read_log(file).aside

    assert "designation if done to PRK" in aside.reason
    assert aside.remedy.startswith("fill the cell of the target")
    file.write_text("kind,actor,when\nSANCTION,USA,2017\n")
    (aside,) = read_log(file).aside
    assert aside.remedy.startswith("add a column target, or name yours")


def test_a_folder_says_what_was_looked_at(tmp_path: Path) -> None:
    """A list by itself cannot say on which days nothing happened."""
    (tmp_path / "events.csv").write_text("Kind,Who,Day\ntalks,PRK,2017-05-03\nx,y,z\n")
    (tmp_path / "coverage.csv").write_text(
        COVERAGE + "talks,,2017-01-01,2017-12-31,partial,clippings,\n"
    )
    mapping = {"columns": {"kind": "Kind", "actor": "Who", "when": "Day"}}
    reading = read_log(tmp_path, mapping=mapping)

    assert (len(reading.log), len(reading.aside)) == (1, 1)
    assert reading.log.covered(EventKind.TALKS) == Interval.calendar_year(2017)


def test_a_folder_of_our_own_tables_is_read_in_full() -> None:
    """Variants, rivals and votes with it."""
    data = Path(str(files("yalu.events").joinpath("data")))

    assert read_log(data).log == read()


def test_a_folder_without_a_list_or_with_a_bad_table_is_told(tmp_path: Path) -> None:
    """Both in words, with what to do."""
    with pytest.raises(UnusableFileError, match=r"folder without events\.csv"):
        read_log(tmp_path)
    (tmp_path / "events.csv").write_text("kind,actor,when\ntalks,PRK,2017\n")
    (tmp_path / "coverage.csv").write_text(COVERAGE + "talk,,2017,2018,much,,\n")
    with pytest.raises(SchemaError, match=r"coverage\.csv, line 2, kind"):
        read_log(tmp_path)
