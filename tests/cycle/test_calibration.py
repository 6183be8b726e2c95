"""Promises about the figures on how often estimates of the cycle are right."""

from pathlib import Path

import pytest

from yalu.cycle.calibration import RECORD, calibrations

DOCS = Path(__file__).resolve().parents[2] / "docs" / "methods"
LEAST, MOST = 0.85, 0.95
NAMES = sorted({row.estimator for row in calibrations()})


def test_every_estimator_that_is_named_was_measured() -> None:
    """A name without figures promises what nobody has looked at."""
    assert set(NAMES) == set(RECORD.estimators())


@pytest.mark.parametrize("name", NAMES)
def test_figures_are_about_the_code_as_it_is(name: str) -> None:
    """After a change of an estimator its figures are measured again."""
    assert RECORD.is_current(name), f"run: python tools/calibrate.py {name}"


@pytest.mark.parametrize("name", NAMES)
def test_ranges_of_ninety_percent_hold_the_truth_about_as_often(name: str) -> None:
    """In every simulated world, from 85 to 95 times in a hundred."""
    told = [row for row in calibrations(name) if row.figure.startswith("coverage")]

    assert told
    assert not [str(row) for row in told if not LEAST <= row.value <= MOST]
    assert all(row.runs >= 200 for row in told)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_on_a_page_of_a_method(name: str) -> None:
    """A figure that nobody sees warns nobody."""
    pages = [path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")]

    assert any(f"generated/calibration/{name}.md" in page for page in pages)
