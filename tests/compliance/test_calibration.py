"""Promises about the figures on how often an estimate is right."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.compliance import calibration
from yalu.errors import SchemaError

DOCS = Path(__file__).resolve().parents[2] / "docs" / "methods"
PAGES = {
    "breaks": "breaks.md",
    "counterfactual": "counterfactual.md",
    "diversion": "evasion.md",
    "mirror": "evasion.md",
    "synthetic": "counterfactual.md",
}
ALLOWED = 0.03

# What falls short of its promise by more than is allowed, and the words of the page of
# the estimator that say so.
_WALK = "no break, a random walk of {} a month under noise"
EXCEPTIONS = {
    **{
        ("breaks", world, "false_alarms"): words
        for world, words in (
            ("no break, decline of 4% a month", "decline by 1, 2 and 4 %"),
            ("no break, growth of 4% a month", "grow as fast"),
            (_WALK.format("10%"), "random walks"),
            (_WALK.format("20%"), "random walks"),
        )
    },
    **{
        ("breaks", world, "coverage: size"): "Ranges of the size"
        for world in (
            "falls by half, 3 months early",
            "falls by half, 3 months late",
            "falls by four fifths, on time",
        )
    },
}

EMBEDDED = sorted({row.estimator for row in calibration.calibrations()})


@pytest.mark.parametrize("name", EMBEDDED)
def test_figures_are_about_the_code_as_it_is(name: str) -> None:
    """After a change of an estimator its figures are measured again."""
    assert calibration.is_current(name), f"run: python tools/calibrate.py {name}"


@pytest.mark.parametrize("name", EMBEDDED)
def test_the_range_holds_the_figure(name: str) -> None:
    """A figure without its doubt is a claim."""
    rows = calibration.calibrations(name)

    assert all(row.low <= row.value <= row.high for row in rows)
    assert all(row.runs >= 100 for row in rows)


def shortfalls(name: str) -> dict[tuple[str, str, str], calibration.Calibration]:
    """Return the figures of an estimator that are worse than is allowed."""
    return {
        (name, row.world, row.figure): row
        for row in calibration.calibrations(name)
        if row.nominal is not None
        and (
            row.low > row.nominal + ALLOWED
            if row.figure.startswith("false_alarms")
            else row.high < row.nominal - ALLOWED
        )
    }


@pytest.mark.parametrize("name", EMBEDDED)
def test_an_estimate_is_right_as_often_as_it_should_be(name: str) -> None:
    """Within three in a hundred, as far as the runs can tell; or it is an exception."""
    assert {*shortfalls(name)} <= {*EXCEPTIONS}


@pytest.mark.parametrize(("key", "words"), EXCEPTIONS.items())
def test_an_exception_is_one_and_told_on_the_page(
    key: tuple[str, str, str], words: str
) -> None:
    """What falls short is said where the method is explained, and not excused twice."""
    page = (DOCS / PAGES[key[0]]).read_text(encoding="utf-8")

    assert key in shortfalls(key[0])
    assert words in page


@pytest.mark.parametrize("name", EMBEDDED)
def test_every_table_is_on_the_page_of_its_method(name: str) -> None:
    """A figure that nobody sees warns nobody."""
    page = (DOCS / PAGES[name]).read_text(encoding="utf-8")

    assert f"generated/calibration/{name}.md" in page


def test_coverage_and_false_alarms_err_on_opposite_sides() -> None:
    """Too little coverage is bad, too few false alarms are not."""
    row = calibration.calibrations("counterfactual")[0]
    low = replace(row, figure="coverage: x", nominal=0.9, value=0.8, low=0.7, high=0.85)
    few = replace(row, figure="false_alarms", nominal=0.1, value=0, low=0, high=0.05)
    plain = replace(low, nominal=None)

    assert (low.errs_more, low.errs_less) == (True, False)
    assert (few.errs_more, few.errs_less) == (False, True)
    assert (plain.errs_more, plain.errs_less) == (False, False)


def test_a_table_that_an_estimator_reads_counts_as_its_code() -> None:
    """Other penalties would be another test for breaks."""
    behind = {path.name for path in calibration._behind("breaks")}

    assert {"break_levels.csv", "segmentation.py", "history.py"} <= behind


def test_an_estimator_that_was_never_measured_is_an_error() -> None:
    """No figure is better than somebody else's."""
    with pytest.raises(SchemaError, match="no figures"):
        calibration.calibrations("astrology")


def test_an_unknown_estimator_has_no_code() -> None:
    """The hash of nothing would always be current."""
    with pytest.raises(SchemaError, match="not known"):
        calibration.code_sha256("astrology")


def test_words_do_not_make_a_figure_stale() -> None:
    """Only what is computed counts, so that comments may be mended at any time."""
    bare = "def f(x):\n    return x + 1\n"
    told = '"""A module."""\n\n# why\ndef f(x):\n    """Say."""\n    return x + 1\n'
    other = bare.replace("1", "2")

    assert calibration._computation(bare) == calibration._computation(told)
    assert calibration._computation(bare) != calibration._computation(other)


@given(st.integers(1, 500), st.data())
def test_the_range_of_a_share_stays_within_zero_and_one(
    runs: int, data: st.DataObject
) -> None:
    """Even where all or none came true."""
    hits = data.draw(st.integers(0, runs))

    low, high = calibration.wilson(hits, runs)

    assert 0 <= low <= hits / runs + 1e-12
    assert hits / runs - 1e-12 <= high <= 1


def test_the_range_of_a_share_is_the_published_one() -> None:
    """Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662."""
    low, high = calibration.wilson(81, 263)

    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
