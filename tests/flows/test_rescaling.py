"""What rescaling a state's exports promises."""

import pytest

from tests.flows.matrices import matrix_of
from yalu.flows import FlowDirection, PrintedTrade
from yalu.flows.rescaling import rescale

MATRIX = matrix_of(
    (2015, "3", "PRK", "CHN", 3000.0),
    (2015, "8", "PRK", "CHN", 1000.0),
    (2015, "3", "PRK", "IND", 100.0),
    (2015, "7", "CHN", "PRK", 500.0),
    (1995, "3", "PRK", "CHN", 60.0),
)


def printed(
    partner: str, low: float, high: float | None = None, year: int = 2015
) -> PrintedTrade:
    """Return what a buyer printed."""
    return PrintedTrade(
        year=year,
        partner=partner,
        direction=FlowDirection.EXPORT,
        low=low,
        high=low if high is None else high,
        sources=(f"S-{partner}",),
    )


def test_a_buyer_that_prints_gets_its_own_record() -> None:
    """4,000 in the matrix, 3,200 printed: every section times 0.8."""
    matrix, _ = rescale(MATRIX, [printed("CHN", 3200)], target="PRK")

    assert matrix.value(2015, "3", "PRK", "CHN") == pytest.approx(2400)
    assert matrix.value(2015, "all", "PRK", "CHN") == pytest.approx(3200)


def test_other_buyers_are_scaled_alike_and_it_is_said() -> None:
    """The compiler scaled all of them to one total."""
    matrix, changes = rescale(MATRIX, [printed("CHN", 3200)], target="PRK")
    (india,) = [change for change in changes if change.partner == "IND"]

    assert matrix.value(2015, "3", "PRK", "IND") == pytest.approx(80)
    assert india.before == 100
    assert india.after == pytest.approx(80)
    assert not india.own
    assert "record of CHN" in india.reason
    assert india.sources == ("S-CHN",)


def test_two_buyers_give_the_ratio_of_their_sums() -> None:
    """(3,200 + 120) over (4,000 + 100) for whoever else there is."""
    more = matrix_of(
        (2015, "3", "PRK", "CHN", 4000.0),
        (2015, "3", "PRK", "IND", 100.0),
        (2015, "3", "PRK", "BRA", 41.0),
    )
    matrix, _ = rescale(more, [printed("CHN", 3200), printed("IND", 120)], target="PRK")

    assert matrix.value(2015, "3", "PRK", "BRA") == pytest.approx(41 * 3320 / 4100)
    assert matrix.value(2015, "3", "PRK", "IND") == pytest.approx(120)


def test_several_prints_of_one_buyer_count_as_one_range() -> None:
    """Its middle is taken: 3,000 and 3,400 are 3,200."""
    both = [printed("CHN", 3000), printed("CHN", 3400)]
    matrix, _ = rescale(MATRIX, both, target="PRK")

    assert matrix.value(2015, "all", "PRK", "CHN") == pytest.approx(3200)


def test_a_year_without_a_print_stays_and_says_so() -> None:
    """1995 has no record of a buyer."""
    matrix, changes = rescale(MATRIX, [printed("CHN", 3200)], target="PRK")
    (year,) = [change for change in changes if change.year == 1995]

    assert matrix.value(1995, "3", "PRK", "CHN") == 60
    assert (year.partner, year.factor) == ("WLD", 1)
    assert "left as published" in year.reason


def test_purchases_are_never_touched() -> None:
    """They are what the sellers report."""
    matrix, _ = rescale(MATRIX, [printed("CHN", 3200)], target="PRK")

    assert matrix.value(2015, "7", "CHN", "PRK") == 500
