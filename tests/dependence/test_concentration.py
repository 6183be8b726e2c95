"""What the bounds of concentration promise."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.dependence import DependenceProfile, Status, herfindahl

Row = Callable[..., dict[str, Any]]
Made = Callable[..., DependenceProfile]


@given(
    st.lists(st.floats(0.001, 1), min_size=1, max_size=12),
    st.integers(0, 12),
    st.floats(0, 0.2),
)
def test_hiding_partners_never_loses_the_truth(
    sizes: list[float], shown: int, doubt: float
) -> None:
    """The true index lies in the bounds, however few partners are shown."""
    shares = [size / sum(sizes) for size in sizes]
    truth = sum(share * share for share in shares)
    known = [(s * (1 - doubt), min(1.0, s * (1 + doubt))) for s in shares[:shown]]
    bounds = herfindahl(known)

    assert bounds is not None
    assert bounds[0] - 1e-9 <= truth <= bounds[1] + 1e-9


def test_many_doubtful_shares_are_bounded_without_trying_all_corners() -> None:
    """Twenty ranges have a million corners."""
    bounds = herfindahl([(0.04, 0.05)] * 20)

    assert bounds is not None
    assert bounds[0] == pytest.approx(20 * 0.04**2)
    assert bounds[0] <= 0.05 <= bounds[1]


def test_knowing_nobody_says_nothing() -> None:
    """All trade may be with one partner or spread over many."""
    assert herfindahl([]) == (0.0, 1.0)


def test_more_than_the_whole_has_no_index() -> None:
    """Shares from two bases were mixed."""
    assert herfindahl([(0.7, 0.7), (0.4, 0.4)]) is None


def test_partners_of_2007_agree_with_squares_by_hand(
    figure: Row, profile_of: Made
) -> None:
    """Amount of China over the total; printed shares of three others."""
    (index,) = profile_of(
        figure(2007, "CHN", 1974, share_pct=67.1),
        figure(2007, "WLD", 2941),
        figure(2007, "THA", None, share_pct=12.5),
        figure(2007, "RUS", None, share_pct=7.0),
        figure(2007, "JPN", None, share_pct=4.1),
    ).concentration
    known = [1974 / 2941, 0.125, 0.07, 0.041]
    squares = sum(share**2 for share in known)

    assert index.low == pytest.approx(squares)
    assert index.high == pytest.approx(squares + (1 - sum(known)) ** 2)
    assert index.known == ("CHN", "JPN", "RUS", "THA")


def test_the_other_korea_is_no_partner_of_a_total_without_it(
    figure: Row, profile_of: Made
) -> None:
    """Its amount is not part of that whole."""
    rows = (figure(2014, "CHN", 90), figure(2014, "KOR", 30))
    without = profile_of(*rows, figure(2014, "WLD", 100)).concentration[0]
    inside = profile_of(
        *rows, figure(2014, "WLD", 130, includes_inter_korean=True)
    ).concentration[0]

    assert without.known == ("CHN",)
    assert inside.known == ("CHN", "KOR")


def test_a_partner_without_trade_alone_gives_no_index(
    figure: Row, profile_of: Made
) -> None:
    """A published nil is known, yet says nothing about the rest."""
    found = profile_of(figure(2009, "JPN", 0), figure(2009, "WLD", 3410))

    assert found.concentration[0].status is Status.UNVERIFIABLE
    assert found.ranks == ()


def test_products_are_bounded_like_partners(line: Row, profile_of: Made) -> None:
    """Coal 60 and fish 20 of 100; the rest is one good or many."""
    (index,) = profile_of(
        lines=(line(2016, "TOTAL", 100), line(2016, "2701", 60), line(2016, "03", 20))
    ).concentration

    assert index.of == "products"
    assert index.low == pytest.approx(0.40)
    assert index.high == pytest.approx(0.44)


def test_a_code_inside_a_recorded_heading_counts_once(
    line: Row, profile_of: Made
) -> None:
    """Anthracite is part of coal."""
    (index,) = profile_of(
        lines=(
            line(2016, "TOTAL", 100),
            line(2016, "2701", 60),
            line(2016, "270111", 55),
        )
    ).concentration

    assert index.known == ("2701",)


def test_twelve_months_make_a_year_and_eleven_do_not(
    line: Row, profile_of: Made
) -> None:
    """A missing month is missing, not zero."""
    months = [line(2016, "2701", 5, month) for month in range(1, 13)]
    total = line(2016, "TOTAL", 100)
    whole = profile_of(lines=(total, *months)).concentration
    part = profile_of(lines=(total, *months[:-1])).concentration

    assert whole[0].low == pytest.approx(0.36)
    assert part == ()


def test_two_figures_for_one_month_are_a_range_not_a_sum(
    line: Row, profile_of: Made
) -> None:
    """Two pages may print the same month."""
    months = [line(2016, "2701", 5, month) for month in range(1, 13)]
    again = line(2016, "2701", 6, 3)
    (index,) = profile_of(
        lines=(line(2016, "TOTAL", 100), *months, again)
    ).concentration

    assert index.known_share == pytest.approx((0.60, 0.61))


def test_without_a_total_products_are_unverifiable(line: Row, profile_of: Made) -> None:
    """Known goods over an unknown whole have no share."""
    (index,) = profile_of(lines=(line(2016, "2701", 60),)).concentration

    assert index.status is Status.UNVERIFIABLE
    assert "no total" in index.reason


def test_notified_and_foreign_lines_are_not_customs_of_the_patron(
    line: Row, profile_of: Made
) -> None:
    """Series and reporters are kept apart."""
    found = profile_of(
        lines=(
            line(2016, "TOTAL", 100),
            line(2016, "2701", 60, series="notified"),
            line(2016, "2701", 60, reporter="RUS"),
            line(2016, "2701", None),
        )
    )

    assert found.concentration == ()
