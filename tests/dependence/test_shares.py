"""What computed and printed shares promise."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.dependence import DependenceProfile, Flow, Status
from yalu.provenance import Confidence, Evidence

Row = Callable[..., dict[str, Any]]
Made = Callable[..., DependenceProfile]
AMOUNTS = st.floats(0, 1e5, allow_subnormal=False)


@pytest.mark.parametrize(
    ("compiler", "china", "world", "crude", "printed", "percent"),
    [
        ("KOTRA", 6050, 6550, True, 92.5, 92.4),
        ("ITC", 5510, 6020, False, 91.5, 91.5),
        ("KOTRA", 6860, 7610, True, 90.1, 90.1),
        ("KOTRA", 2720, 2840, True, 95.8, 95.8),
    ],
)
def test_shares_agree_with_division_by_hand_and_with_print(  # noqa: PLR0917
    figure: Row,
    profile_of: Made,
    compiler: str,
    china: float,
    world: float,
    crude: bool,  # noqa: FBT001
    printed: float,
    percent: float,
) -> None:
    """Four published pairs of 2014, 2016 and 2018."""
    row = {"compiler": compiler, "includes_crude": crude}
    found = profile_of(
        figure(2016, "CHN", china, share_pct=printed, **row),
        figure(2016, "WLD", world, **row),
    )
    share = found.share(2016, compiler)

    assert share is not None
    assert share.low == share.high
    assert round((share.low or 0) * 100, 1) == percent
    assert not found.printed[0].differs


def test_an_amount_without_crude_is_never_divided_by_a_total_with_it(
    figure: Row, profile_of: Made
) -> None:
    """2014: 6390 is customs only; over 7610 it would be 84 %, a mixture."""
    found = profile_of(
        figure(2014, "CHN", 6390, includes_crude=False),
        figure(2014, "CHN", 6860),
        figure(2014, "WLD", 7610),
    )
    without, with_crude = found.shares

    assert without.status is Status.UNVERIFIABLE
    assert without.reason == "KOTRA prints no total of all partners on the same base"
    assert round((with_crude.low or 0) * 100, 1) == 90.1


def test_one_compilers_amount_is_never_divided_by_anothers_total(
    figure: Row, profile_of: Made
) -> None:
    """2009: KDI prints China's amount, KOTRA the total."""
    found = profile_of(
        figure(2009, "CHN", 2700, compiler="KDI", includes_crude=None),
        figure(2009, "WLD", 3410),
    )

    assert [share.status for share in found.shares] == [Status.UNVERIFIABLE]
    assert "KDI prints no total" in str(found.shares[0])


def test_a_base_that_is_not_stated_fits_if_no_other_does(
    figure: Row, profile_of: Made
) -> None:
    """The share is given, and its base says what the total counts."""
    share = profile_of(
        figure(2013, "CHN", 90, includes_crude=None), figure(2013, "WLD", 100)
    ).shares[0]

    assert share.low == pytest.approx(0.9)
    assert share.base == "crude in, inter-Korean out"


def test_exports_have_no_crude_in_their_base(figure: Row, profile_of: Made) -> None:
    """The target sells no crude."""
    share = profile_of(
        figure(2013, "CHN", 90, flow="exports", includes_crude=False),
        figure(2013, "WLD", 100, flow="exports", includes_crude=None),
    ).shares[0]

    assert share.base == "inter-Korean out"


def test_a_missing_total_is_the_sum_of_exports_and_imports(
    figure: Row, profile_of: Made
) -> None:
    """2012: 2400 and 3500 of 6800; the share printed for it is 1.5 points higher."""
    found = profile_of(
        figure(2012, "CHN", None, share_pct=88.3),
        figure(2012, "CHN", 2400, flow="exports", includes_crude=None),
        figure(2012, "CHN", 3500, flow="imports"),
        figure(2012, "WLD", 6800),
    )
    share = found.share(2012, "KOTRA")

    assert share is not None
    assert share.low == pytest.approx(5900 / 6800)
    assert "exports and imports added" in share.method
    assert found.printed[0].differs
    assert found.printed[0].difference_points == pytest.approx(1.535, abs=0.001)


def test_a_printed_total_is_not_replaced_by_a_sum(
    figure: Row, profile_of: Made
) -> None:
    """Rounded parts need not add up to the printed whole."""
    found = profile_of(
        figure(2019, "CHN", 3090),
        figure(2019, "CHN", 220, flow="exports"),
        figure(2019, "CHN", 2880, flow="imports"),
        figure(2019, "WLD", 3240),
    )
    share = found.share(2019, "KOTRA")

    assert share is not None
    assert share.patron_usd == (3090e6, 3090e6)


def test_amounts_printed_together_are_divided_together(
    figure: Row, profile_of: Made
) -> None:
    """Two releases of one total: the pair of one page is the one that fits."""
    share = profile_of(
        figure(2022, "CHN", 1532, source="B"),
        figure(2022, "WLD", 1590, source="A"),
        figure(2022, "WLD", 1586, source="B;C"),
    ).shares[0]

    assert share.low == share.high == pytest.approx(1532 / 1586)
    assert share.sources == ("B", "C")


def test_amounts_never_printed_together_give_a_range(
    figure: Row, profile_of: Made
) -> None:
    """All pairs are possible, so none is chosen."""
    share = profile_of(
        figure(2022, "CHN", 90, source="X"),
        figure(2022, "WLD", 100, source="A"),
        figure(2022, "WLD", 120, source="B"),
    ).shares[0]

    assert share.low == pytest.approx(0.75)
    assert share.high == pytest.approx(0.9)
    assert "75.0% to 90.0%" in str(share)


def test_a_part_larger_than_the_whole_is_not_a_share(
    figure: Row, profile_of: Made
) -> None:
    """Two bases were mixed by the source."""
    share = profile_of(figure(2013, "CHN", 110), figure(2013, "WLD", 100)).shares[0]

    assert share.status is Status.UNVERIFIABLE
    assert "exceeds the total" in share.reason


def test_a_share_is_as_weak_as_its_weakest_figure(
    figure: Row, profile_of: Made
) -> None:
    """One estimate makes the fraction an estimate."""
    share = profile_of(
        figure(2006, "CHN", 1700, evidence="official", confidence="high"),
        figure(2006, "WLD", 2995, evidence="estimated", confidence="low"),
    ).shares[0]

    assert (share.evidence, share.confidence) == (Evidence.ESTIMATED, Confidence.LOW)


def test_a_printed_share_without_amounts_stays_printed(
    figure: Row, profile_of: Made
) -> None:
    """It is neither computed nor checked."""
    found = profile_of(figure(2011, "CHN", None, share_pct=89.1))

    assert found.shares == ()
    assert found.printed[0].printed == 0.891
    assert found.printed[0].status is Status.UNVERIFIABLE
    assert not found.printed[0].differs


def test_exactly_half_a_point_does_not_differ(figure: Row, profile_of: Made) -> None:
    """The threshold itself is still agreement."""
    rows = (figure(2013, "WLD", 1000),)
    at = profile_of(*rows, figure(2013, "CHN", 900, share_pct=90.5)).printed[0]
    past = profile_of(*rows, figure(2013, "CHN", 900, share_pct=89.4)).printed[0]

    assert at.difference_points == pytest.approx(0.5)
    assert not at.differs
    assert past.differs


def test_part_of_a_year_is_left_out(figure: Row, profile_of: Made) -> None:
    """Half-years are not compared with years."""
    half = {"period_end": date(2012, 7, 1)}
    found = profile_of(figure(2012, "CHN", 9, **half), figure(2012, "WLD", 10, **half))

    assert found.shares == ()
    assert str(found).startswith("No share of CHN")


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=4))
def test_every_share_lies_between_nothing_and_the_whole(
    figure: Row,
    profile_of: Made,
    drawn: list[tuple[float, float, float, float]],
) -> None:
    """Whatever amounts come in, ordered bounds within [0, 1] or a reason come out."""
    rows = []
    for number, (a, b, c, d) in enumerate(drawn):
        china, world = sorted((a, b)), sorted((c, d))
        ends = {"value_low": china[0], "value_high": china[1]}
        rows.append(figure(2000 + number % 2, "CHN", None, **ends, source=f"C{number}"))
        ends = {"value_low": world[0], "value_high": world[1]}
        rows.append(figure(2000 + number % 2, "WLD", None, **ends, source=f"W{number}"))
    found = profile_of(*rows)

    for share in found.shares:
        if share.low is None or share.high is None:
            assert share.reason
        else:
            assert 0 <= share.low <= share.high <= 1
    assert all(share.flow is Flow.TOTAL for share in found.shares)
