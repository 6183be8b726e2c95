"""How numbers are written for a reader."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.report import numerals


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal(2537313613), "2.54 billion USD"),
        (Decimal(213151847), "213 million USD"),
        (Decimal(999), "999 USD"),
        (Decimal(0), "0 USD"),
        (None, "not known"),
    ],
)
def test_money_is_told_in_three_digits(value: Decimal | None, words: str) -> None:
    """Three digits carry what a reader can keep; missing is said to be missing."""
    assert numerals.money(value).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.793, "79 %"), (0.0000890, "0.0089 %"), (3.4395, "344 %"), (1, "100 %")],
)
def test_a_share_keeps_two_digits_however_small(share: float, words: str) -> None:
    """A trace of trade must not be rounded to nothing."""
    assert numerals.percent(share).replace("\u00a0", " ") == words


@given(st.decimals(min_value="0.000001", max_value=10**13, allow_nan=False))
def test_a_positive_amount_is_never_written_as_zero(value: Decimal) -> None:
    """Zero on the page always means a recorded zero."""
    assert not numerals.amount(value, "t").startswith("0\u00a0")


def test_equal_ends_are_one_number() -> None:
    """A range with one value would look like doubt where there is none."""
    assert numerals.span("5 %", "5 %") == "5 %"
    assert numerals.span("5 %", "6 %") == "5\u20136 %"


def test_unlike_units_are_both_written() -> None:
    """Half a million and a billion share no unit to leave out."""
    told = numerals.span(numerals.money(900_000_000), numerals.money(2_000_000_000))

    assert told.replace("\u00a0", " ") == "900 million USD to 2 billion USD"


def test_days_are_written_out() -> None:
    """No reader has to guess which number is the month."""
    assert numerals.day(date(2018, 1, 5)) == "5\u00a0January 2018"
