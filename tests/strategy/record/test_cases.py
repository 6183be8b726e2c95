"""What the precedents promise."""

from itertools import combinations

import pytest

from yalu.errors import UnknownCodeError
from yalu.events import read
from yalu.strategy.record import FIRST, Precedent, Quarter, precedent, precedents

LOG = read()


@pytest.mark.parametrize("case", precedents(), ids=lambda case: case.id)
def test_what_happened_is_in_the_log_in_order_and_within_the_case(
    case: Precedent,
) -> None:
    """A case that cites what the log does not hold could not be checked."""
    days = [event.when.start for event in case.happened(LOG)]

    assert days == sorted(days)
    assert all(case.covers(Quarter.of(day)) for day in days)


def test_no_two_cases_share_a_quarter() -> None:
    """Leaving one out must not leave out part of another."""
    last = Quarter(2026, 4)
    for one, other in combinations(precedents(), 2):
        assert not {*one.quarters(last)} & {*other.quarters(last)}


def test_cases_that_begin_before_the_record_are_neither_fitted_nor_scored() -> None:
    """The record holds none, or only the end, of them."""
    for case in precedents():
        assert case.prior_only is (case.first < FIRST)


def test_a_case_that_goes_on_ends_with_the_record() -> None:
    """It has as many quarters as are known."""
    case = precedent("2023")

    assert case.quarters(Quarter(2024, 1))[-1] == Quarter(2024, 1)
    assert str(case) == "Russia steps in, 2023Q3 onwards"


def test_an_unknown_case_is_told_with_the_known_ones() -> None:
    """Years are easily confused."""
    with pytest.raises(UnknownCodeError, match="1983, 1991, 2003"):
        precedent("2009")
