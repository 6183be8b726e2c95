"""What rankings and the other patron's record promise."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from yalu.dependence import DependenceProfile, Flow, Status

Row = Callable[..., dict[str, Any]]
Made = Callable[..., DependenceProfile]


def test_more_than_half_surely_leads(figure: Row, profile_of: Made) -> None:
    """No unknown partner can be larger than what is left."""
    (rank,) = profile_of(figure(2006, "CHN", 57), figure(2006, "WLD", 100)).ranks

    assert (rank.leader, rank.sure) == ("CHN", True)


def test_exactly_half_does_not_surely_lead(figure: Row, profile_of: Made) -> None:
    """The other half may be one partner."""
    (rank,) = profile_of(figure(2006, "CHN", 50), figure(2006, "WLD", 100)).ranks

    assert rank.status is Status.UNVERIFIABLE
    assert "the rest may be larger" in rank.reason


def test_less_than_half_leads_if_the_others_are_known(
    figure: Row, profile_of: Made
) -> None:
    """40, 30 and 20 leave 10, too little for a rival."""
    (rank,) = profile_of(
        figure(1999, "CHN", 40),
        figure(1999, "JPN", 30),
        figure(1999, "RUS", 20),
        figure(1999, "WLD", 100),
    ).ranks

    assert (rank.leader, rank.sure) == ("CHN", True)


def test_overlapping_ranges_have_no_sure_leader(figure: Row, profile_of: Made) -> None:
    """Which of two is larger must not depend on the choice of a source."""
    (rank,) = profile_of(
        figure(1999, "CHN", None, value_low=40, value_high=50),
        figure(1999, "RUS", None, value_low=41, value_high=45),
        figure(1999, "WLD", 100),
    ).ranks

    assert "cannot be told apart" in rank.reason


def test_the_other_korea_is_ranked_beside(figure: Row, profile_of: Made) -> None:
    """2007: 1974 with China, 1798 across the line, of 2941 and 1798."""
    without, inside = profile_of(
        figure(2007, "CHN", 1974),
        figure(2007, "WLD", 2941),
        figure(2007, "KOR", 1798, compiler="Unification Ministry"),
    ).ranks

    assert not without.inter_korean
    assert inside.inter_korean
    assert inside.low == pytest.approx(1974 / 4739)
    assert (inside.leader, inside.sure) == ("CHN", True)


def test_a_lead_as_old_as_the_data_has_no_known_beginning(
    figure: Row, profile_of: Made
) -> None:
    """That China led by the late 1990s cannot be read from data since 2006."""
    leads = profile_of(figure(2006, "CHN", 57), figure(2006, "WLD", 100)).leads

    assert (leads.since, leads.first_year) == (2006, 2006)
    assert leads.status is Status.UNVERIFIABLE
    assert "no earlier year is settled" in leads.reason


def test_a_lead_begins_after_the_last_year_behind(
    figure: Row, profile_of: Made
) -> None:
    """A lead that was lost again does not count."""
    shares = {1995: 60, 1996: 20, 1997: 70, 1998: 80}
    leads = profile_of(
        *(figure(year, "CHN", share) for year, share in shares.items()),
        figure(1996, "RUS", 70),
        *(figure(year, "WLD", 100) for year in shares),
    ).leads

    assert leads.since == 1997
    assert leads.status is Status.COMPUTED


def test_no_lead_is_said_so(figure: Row, profile_of: Made) -> None:
    """The absence of a lead is an answer too."""
    leads = profile_of(
        figure(1990, "CHN", 10), figure(1990, "RUS", 80), figure(1990, "WLD", 100)
    ).leads

    assert leads.since is None
    assert leads.reason


def test_the_best_year_of_the_other_patron_may_come_from_a_share(
    figure: Row, profile_of: Made
) -> None:
    """7.0 % of 2941 in 2007 is more than the 104 printed for 2013."""
    found = profile_of(
        figure(2007, "RUS", None, share_pct=7.0),
        figure(2007, "WLD", 2941),
        figure(2007, "CHN", 1974),
        figure(2013, "RUS", 104),
    )
    best = found.best_alternative

    assert best is not None
    assert best.year == 2007
    assert best.high == pytest.approx(205.87e6)
    assert best.of_patron_high == pytest.approx(205.87 / 1974)
    assert found.alternatives[1].of_patron_high is None


def test_parts_of_a_year_and_single_flows_are_never_the_best_year(
    figure: Row, profile_of: Made
) -> None:
    """Only totals of whole years compete."""
    found = profile_of(
        figure(2014, "RUS", 500, flow="imports"),
        figure(2015, "RUS", 900, period_end=date(2015, 9, 1)),
        figure(2016, "RUS", 76),
    )
    best = found.best_alternative

    assert best is not None
    assert (best.year, best.flow) == (2016, Flow.TOTAL)


def test_without_record_there_is_no_best_year(figure: Row, profile_of: Made) -> None:
    """A share of an unknown total is no amount."""
    found = profile_of(figure(2007, "RUS", None, share_pct=7.0))

    assert found.best_alternative is None
