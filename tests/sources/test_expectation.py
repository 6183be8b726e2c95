"""What the checks of a dataset promise."""

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from yalu.sources import Expectation, Total, unmet

GOOD = [
    {"key": "a", "low": 1, "high": 2, "word": "yes"},
    {"key": "b", "low": None, "high": 5, "word": None},
]
EXPECTED = Expectation(
    rows=(1, 3),
    unique=("key",),
    one_of=(("low", "high"),),
    ordered=(("low", "high"),),
    words={"word": ("yes", "no")},
    bounds={"high": ("0", "9")},
)


def findings(*more: dict[str, Any]) -> list[str]:
    """Return what is found in the good rows and some more."""
    table = pa.Table.from_pylist([*GOOD, *more])
    return [str(problem) for problem in unmet(table, EXPECTED, place="demo")]


def test_a_table_as_expected_has_no_problem() -> None:
    """Missing values break nothing by themselves."""
    assert findings() == []


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ({"key": "a", "low": 1, "high": 2}, "1 keys occur more than once, first a"),
        ({"key": "c", "low": 3, "high": 2}, "demo, row 3: low exceeds high"),
        ({"key": "c"}, "demo, row 3: none of low, high is filled"),
        ({"key": "c", "high": 1, "word": "maybe"}, "word is not one of yes, no"),
        ({"key": "c", "high": 10}, "high lies outside 0 to 9"),
    ],
)
def test_each_rule_finds_the_row_that_breaks_it(
    row: dict[str, Any], finding: str
) -> None:
    """One row, one rule, one problem that names both."""
    (found,) = findings(row)

    assert finding in found


def test_too_many_rows_stop_the_build() -> None:
    """A doubled input is as wrong as a lost one."""
    extra = [{"key": key, "low": 1, "high": 1} for key in ("c", "d")]

    (found,) = findings(*extra)

    assert found.startswith("demo: 4 rows; expected 1 to 3. Look for rows lost")


def test_all_problems_are_reported_together() -> None:
    """One run is enough to mend a file."""
    assert len(findings({"key": "a", "low": 20, "high": 10, "word": "maybe"})) == 4


def test_many_bad_rows_are_one_problem() -> None:
    """A message stays short however broken the table is."""
    rows = [{"key": str(n), "high": 99} for n in range(50)]
    problems = findings(*rows)

    assert any("row 3, 4, 5 and 47 more" in problem for problem in problems)
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("given", "bad"),
    [
        ({"grade": "estimated", "low": 1, "figure": 2, "high": 3}, False),
        ({"grade": "estimated", "low": None, "figure": None, "high": 3}, False),
        ({"grade": "reported", "low": None, "figure": 2, "high": None}, False),
        ({"grade": "estimated", "low": 1, "figure": 2, "high": None}, True),
        ({"grade": "estimated", "low": None, "figure": 2, "high": 3}, True),
        ({"grade": "estimated", "low": 3, "figure": 2, "high": 4}, True),
    ],
)
def test_an_estimate_lies_between_both_its_bounds(
    given: dict[str, Any], *, bad: bool
) -> None:
    """A range with one end, or beside its figure, is none."""
    expected = Expectation(
        rows=(1, 1),
        unique=("figure",),
        ranged=(("low", "figure", "high"),),
        words={},
        bounds={},
    )
    schema = pa.schema(
        [(name, pa.int64()) for name in ("low", "figure", "high")]
        + [("evidence", pa.string())]
    )
    row = {**given, "evidence": given["grade"]}

    found = unmet(pa.Table.from_pylist([row], schema=schema), expected, place="demo")

    assert bool(found) is bad


def test_a_sum_outside_what_is_known_is_told_with_its_rows() -> None:
    """Rows lost or doubled, or another unit, show in a total."""
    total = Total(column="high", where={"key": "a"}, low="3", high="4")
    table = pa.Table.from_pylist(GOOD)
    (found,) = unmet(table, replace(EXPECTED, totals=(total,)), place="demo")

    assert "high adds to 2 for key a; expected 3 to 4" in str(found)
    fits = replace(total, low="2")
    assert not unmet(table, replace(EXPECTED, totals=(fits,)), place="demo")


def test_a_sum_over_no_rows_is_nothing() -> None:
    """A year that is missing altogether is the worst loss."""
    total = Total(column="high", where={"key": "z"}, low="1", high="4")
    table = pa.Table.from_pylist(GOOD)
    (found,) = unmet(table, replace(EXPECTED, totals=(total,)), place="demo")

    assert "high adds to 0 for key z" in str(found)
