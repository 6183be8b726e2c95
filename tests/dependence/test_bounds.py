"""What the bounds on crude and inter-Korean trade promise."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.dependence import Corner, DependenceProfile, Flow, Lack, Status
from yalu.dependence.figures import crude_in_trade

Row = Callable[..., dict[str, Any]]
Made = Callable[..., DependenceProfile]


def corner(found: DependenceProfile, *, crude: bool, korea: bool) -> Corner:
    """Return the one corner counted this way."""
    (one,) = [c for c in found.corners if (c.crude, c.inter_korean) == (crude, korea)]
    return one


def test_the_four_corners_of_2014_agree_with_division_by_hand(
    figure: Row, profile_of: Made
) -> None:
    """Crude is the difference 6860 - 6390 = 470; Kaesong adds 2343 to the whole."""
    found = profile_of(
        figure(2014, "CHN", 6390, includes_crude=False),
        figure(2014, "CHN", 6860),
        figure(2014, "WLD", 7610),
        figure(2014, "KOR", 2343, compiler="KITA"),
    )

    assert corner(found, crude=True, korea=False).low == pytest.approx(6860 / 7610)
    assert corner(found, crude=False, korea=False).low == pytest.approx(6390 / 7140)
    assert corner(found, crude=True, korea=True).low == pytest.approx(6860 / 9953)
    assert corner(found, crude=False, korea=True).low == pytest.approx(6390 / 9483)


def test_a_bound_names_what_makes_each_end(figure: Row, profile_of: Made) -> None:
    """The reader sees which way of counting gives the extreme."""
    found = profile_of(
        figure(2014, "CHN", 6390, includes_crude=False),
        figure(2014, "CHN", 6860),
        figure(2014, "WLD", 7610),
        figure(2014, "KOR", 2343, compiler="KITA"),
    )
    (bound,) = found.bounds

    assert bound.complete
    assert bound.low_from.startswith("KOTRA, crude out, inter-Korean in")
    assert "crude of 470 million USD taken away" in bound.low_from
    assert bound.high_from == "KOTRA, crude in, inter-Korean out (as printed)"


def test_a_bound_says_in_a_word_what_it_lacks(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """With neither value, with the crude only, and with both."""
    shares = (figure(2018, "CHN", 2400), figure(2018, "WLD", 2600))
    korea = figure(2018, "KOR", 30, compiler="KITA")
    (neither,) = profile_of(*shares).bounds
    (half,) = profile_of(*shares, estimates=(crude(2018, 300, 300),)).bounds
    (both,) = profile_of(*shares, korea, estimates=(crude(2018, 300, 300),)).bounds

    assert list(neither.lacks) == [Lack.CRUDE, Lack.INTER_KOREAN]
    assert list(half.lacks) == [Lack.INTER_KOREAN]
    assert both.lacks == ()
    assert both.complete


def test_crude_is_added_to_a_base_without_it(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """2018: 2431.35 of 2590 without crude; with 310 more on both sides."""
    base = {"compiler": "UN Comtrade", "includes_crude": False}
    found = profile_of(
        figure(2018, "CHN", 2431.35, **base),
        figure(2018, "WLD", 2590, **base),
        estimates=(crude(2018, 310, 310),),
    )
    with_crude = corner(found, crude=True, korea=False)

    assert with_crude.low == pytest.approx(2741.35 / 2900)
    assert with_crude.sources == ("S1", "S9")


def test_a_range_of_crude_gives_a_range_of_shares(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """Both ends of the estimate are carried through."""
    found = profile_of(
        figure(2018, "CHN", 80, includes_crude=False),
        figure(2018, "WLD", 100, includes_crude=False),
        estimates=(crude(2018, 10, 100),),
    )
    with_crude = corner(found, crude=True, korea=False)

    assert with_crude.low == pytest.approx(90 / 110)
    assert with_crude.high == pytest.approx(0.9)


def test_crude_known_in_tonnes_only_has_no_value(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """Without a price the corner is unverifiable, and says so."""
    found = profile_of(
        figure(2016, "CHN", 6050),
        figure(2016, "WLD", 6550),
        estimates=(crude(2016, 5e5, 5.2e5, "t a year"),),
    )
    without = corner(found, crude=False, korea=False)

    assert without.status is Status.UNVERIFIABLE
    assert without.low is None
    assert "no value of the crude is known" in found.bounds[0].missing
    assert not found.bounds[0].complete


def test_an_estimated_line_of_trade_is_a_value_of_crude(
    figure: Row, line: Row, profile_of: Made
) -> None:
    """Where estimates are silent the trade table may speak."""
    sold = {"direction": "export", "series": "estimated", "source": "S8"}
    found = profile_of(
        figure(2017, "CHN", 5260),
        figure(2017, "WLD", 5550),
        lines=(line(2017, "2709", 200, **sold),),
    )

    assert corner(found, crude=False, korea=False).low == pytest.approx(5060 / 5350)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({}, (200e6, 200e6)),
        ({"value_low": 150e6, "value_high": 250e6}, (150e6, 250e6)),
        ({"value_low": None, "value_high": 250e6}, (200e6, 250e6)),
        ({"value_usd": None, "value_low": 150e6, "value_high": 250e6}, (150e6, 250e6)),
        ({"value_usd": None, "value_low": 150e6, "value_high": None}, None),
    ],
)
def test_an_estimated_line_of_crude_keeps_its_range(
    line: Row, ends: dict[str, float | None], expected: tuple[float, float] | None
) -> None:
    """The point between two bounds is not the least and the most at once."""
    sold = line(2017, "2709", 200, direction="export", series="estimated")

    found = crude_in_trade(pa.Table.from_pylist([{**sold, **ends}]), "PRK", "CHN")

    assert {year: (c.low, c.high) for year, c in found.items()} == (
        {} if expected is None else {2017: expected}
    )


def test_an_unstated_base_holds_both_possibilities(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """If nobody says whether crude is in, counting it may change nothing."""
    found = profile_of(
        figure(2018, "CHN", 80, includes_crude=None),
        figure(2018, "WLD", 100, includes_crude=None),
        estimates=(crude(2018, 100, 100),),
    )
    with_crude = corner(found, crude=True, korea=False)

    assert with_crude.low == pytest.approx(0.8)
    assert with_crude.high == pytest.approx(0.9)
    assert "not stated" in with_crude.made_of


def test_exports_have_two_corners(figure: Row, profile_of: Made) -> None:
    """There is no crude to count."""
    found = profile_of(
        figure(2016, "CHN", 2630, flow="exports"),
        figure(2016, "WLD", 2820, flow="exports"),
        figure(2016, "KOR", 186, flow="exports"),
    )

    assert len(found.corners) == 2
    assert found.bounds[0].flow is Flow.EXPORTS
    assert found.bounds[0].low == pytest.approx(2630 / 3006)


def test_crude_larger_than_all_trade_cannot_be_taken_away(
    figure: Row, crude: Row, profile_of: Made
) -> None:
    """A share below zero is not a bound."""
    found = profile_of(
        figure(2018, "CHN", 80),
        figure(2018, "WLD", 100),
        estimates=(crude(2018, 90, 90),),
    )

    assert corner(found, crude=False, korea=False).status is Status.UNVERIFIABLE


@given(
    st.floats(0, 1),
    st.floats(1, 1e4),
    st.tuples(st.floats(0, 1e4), st.floats(0, 1e4)).map(sorted),
    st.floats(0, 1e4),
    st.sampled_from([True, False, None]),
)
def test_bounds_are_ordered_and_hold_every_share(  # noqa: PLR0917
    figure: Row,
    crude: Row,
    profile_of: Made,
    part: float,
    world: float,
    oil: list[float],
    korea: float,
    counted: bool | None,  # noqa: FBT001
) -> None:
    """A bound that does not hold what it bounds is none."""
    found = profile_of(
        figure(2018, "CHN", part * world, includes_crude=counted),
        figure(2018, "WLD", world, includes_crude=counted),
        figure(2018, "KOR", korea, compiler="KITA"),
        estimates=(crude(2018, *oil),),
    )
    (share,), (bound,) = found.shares, found.bounds

    assert share.low is not None
    assert bound.low is not None
    assert bound.high is not None
    assert 0 <= bound.low <= share.low + 1e-9
    assert share.low - 1e-9 <= bound.high <= 1
