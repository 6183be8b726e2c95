"""Promises about an expected amount beside a recorded one."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.compliance import Amount
from yalu.compliance.counterfactual.expectation import (
    LEAST,
    Expectation,
    expectation,
)
from yalu.periods import Interval

DRAWS = np.arange(101.0, 1102.0)
VAGUE = np.arange(1.0, 1002.0)


def told(
    low: float | None, high: float | None = None, draws: object = DRAWS
) -> Expectation:
    """Return the expectation of one month; without an amount, of none recorded."""
    exact = low if high is None else high
    observed = None
    if low is not None and exact is not None:
        observed = Amount(Decimal(repr(low)), Decimal(repr(exact)))
    return expectation(
        Interval.month(2018, 1),
        np.asarray(draws, dtype=np.float64),
        observed,
        unit="t",
        method="by hand",
        months=1,
    )


def test_the_interval_holds_the_middle_nine_tenths() -> None:
    """Of 101 to 1101, a twentieth lies under 151 and a twentieth over 1051."""
    expected = told(None).expected

    found = (expected.low, expected.value, expected.high)
    assert found == pytest.approx((151, 601, 1051))


def test_nothing_recorded_has_no_compliance() -> None:
    """Silence is never compliance."""
    assert told(None).compliance is None


def test_nothing_moved_is_full_compliance() -> None:
    """A recorded nil, where something would have moved."""
    held = told(0.0).compliance

    assert held is not None
    assert (held.low, held.value, held.high) == (100, 100, 100)


@pytest.mark.parametrize("observed", [0.0, 5.0])
@pytest.mark.parametrize("draws", [VAGUE, np.zeros(10), np.arange(0.0, 50.0)])
def test_what_the_record_does_not_limit_has_no_compliance(
    observed: float, draws: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> None:
    """Of an interval that spans more than tenfold any percentage is made up."""
    one = told(observed, draws=draws)

    assert not one.is_limited
    assert one.compliance is None
    assert "does not limit" in str(one)


@pytest.mark.parametrize(("most", "limited"), [(100.0, True), (100.1, False)])
def test_ten_times_is_the_limit(most: float, limited: bool) -> None:  # noqa: FBT001 - parametrized
    """Up to tenfold there is a percentage."""
    draws = np.repeat([10.0, 50.0, most], 100)

    assert told(1.0, draws=draws).is_limited is limited


def test_more_than_ten_times_the_expected_is_cut_off() -> None:
    """Beyond that the number only tells how small the expected amount was."""
    held = told(1e5).compliance

    assert held is not None
    assert (held.low, held.high) == (LEAST, LEAST)


def test_an_open_range_leaves_the_lowest_compliance_open() -> None:
    """Where only a least amount is known, any more may have moved."""
    amount = Amount(Decimal(100), None)
    held = expectation(
        Interval.month(2018, 1), DRAWS, amount, unit="t", method="", months=1
    ).compliance

    assert held is not None
    assert held.low == LEAST
    assert held.high == pytest.approx(100 * (1 - 100 / 1051))


@given(st.floats(1, 1e6), st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(observed: float, factor: float) -> None:
    """Tonnes or kilograms, the compliance is the same."""
    one = told(observed).compliance
    other = told(observed * factor, draws=DRAWS * factor).compliance

    assert one is not None
    assert other is not None
    assert (one.low, one.high) == pytest.approx((other.low, other.high), rel=1e-6)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_the_more_moved_the_less_was_complied_with(one: float, other: float) -> None:
    """Compliance falls, and never rises, with what is recorded."""
    less, more = told(min(one, other)).compliance, told(max(one, other)).compliance

    assert less is not None
    assert more is not None
    assert (less.low, less.high) >= (more.low, more.high)


@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_recorded_range_widens_the_answer(one: float, other: float) -> None:
    """Doubt about what moved is doubt about compliance."""
    low, high = sorted((one, other))
    wide, narrow = told(low, high).compliance, told(low).compliance

    assert wide is not None
    assert narrow is not None
    assert wide.low <= narrow.low
    assert wide.high == pytest.approx(narrow.high)


@given(st.floats(1, 1e9))
def test_as_much_as_expected_is_zero(amount: float) -> None:
    """Where there is no doubt, the compliance is 1 - 1."""
    held = told(amount, draws=np.full(5, amount)).compliance

    assert held is not None
    assert held.value == pytest.approx(0, abs=1e-9)
