"""Promises about how figures on being right are kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu import calibration
from yalu.compliance.calibration import RECORD
from yalu.errors import SchemaError


def test_coverage_and_false_alarms_err_on_opposite_sides() -> None:
    """Too little coverage is bad, too few false alarms are not."""
    row = RECORD.calibrations("counterfactual")[0]
    low = replace(row, figure="coverage: x", nominal=0.9, value=0.8, low=0.7, high=0.85)
    few = replace(row, figure="false_alarms", nominal=0.1, value=0, low=0, high=0.05)
    plain = replace(low, nominal=None)

    assert (low.errs_more, low.errs_less) == (True, False)
    assert (few.errs_more, few.errs_less) == (False, True)
    assert (plain.errs_more, plain.errs_less) == (False, False)


def test_a_table_that_an_estimator_reads_counts_as_its_code() -> None:
    """Other penalties would be another test for breaks."""
    behind = {
        path.name for path in calibration._behind(RECORD.folder, RECORD.files["breaks"])
    }

    assert {"break_levels.csv", "segmentation.py", "history.py"} <= behind


def test_an_estimator_that_was_never_measured_is_an_error() -> None:
    """No figure is better than somebody else's."""
    with pytest.raises(SchemaError, match="no figures"):
        RECORD.calibrations("astrology")


def test_an_unknown_estimator_has_no_code() -> None:
    """The hash of nothing would always be current."""
    with pytest.raises(SchemaError, match="not known"):
        RECORD.code_sha256("astrology")


def test_code_that_is_not_there_has_no_hash() -> None:
    """A file that was renamed must not leave its figures current for ever."""
    with pytest.raises(SchemaError, match=r"'gone.py': found no file"):
        calibration.code_sha256(RECORD.folder, ["gone.py"])


def test_a_package_without_figures_has_none(tmp_path: Path) -> None:
    """Before the first simulation there is nothing to read, and that is no fault."""
    record = calibration.CalibrationRecord(folder=tmp_path, files={})

    assert record.calibrations() == ()


def test_words_do_not_make_a_figure_stale() -> None:
    """Only what is computed counts, so that comments may be mended at any time."""
    bare = "def f(x):\n    return x + 1\n"
    told = '"""A module."""\n\n# why\ndef f(x):\n    """Say."""\n    return x + 1\n'
    other = bare.replace("1", "2")

    assert calibration._read(bare).computation == calibration._read(told).computation
    assert calibration._read(bare).computation != calibration._read(other).computation


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
