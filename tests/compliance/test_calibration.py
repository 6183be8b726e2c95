"""Promises about the figures on how often an estimate is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.compliance import calibration
from yalu.errors import SchemaError

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
