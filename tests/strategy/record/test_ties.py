"""What support and channel promise."""

import pytest

from tests.strategy.record.logbook import cell, event, looked, of
from yalu.events import Completeness, Event, EventKind
from yalu.provenance import Evidence
from yalu.strategy.record import Column, Status, SubstitutionReading

HELP = EventKind.ALTERNATIVE_PATRON_SUPPORT
UNREAD = (looked(HELP, Completeness.THIN),)


def acts(count: int) -> list[Event]:
    """Return so many acts of support in 2016, on days of their own."""
    return [event(HELP, f"2016-{1 + number // 20:02}-{1 + number % 20:02}")
            for number in range(count)]  # fmt: skip


def support(*events: Event) -> str | None:
    """Return the support at the start of 2017."""
    return cell(of(*events), "2017Q1", Column.SUPPORT).value


@pytest.mark.parametrize(
    ("count", "value"),
    [(0, "weak"), (2, "weak"), (3, "some"), (7, "some"), (8, "strong")],
)
def test_support_changes_at_its_bounds(count: int, value: str) -> None:
    """Acts of four quarters."""
    assert support(*acts(count)) == value


def test_several_acts_of_a_day_are_one() -> None:
    """A summit and what is signed at it are one visit."""
    summit = event(EventKind.SUMMIT, "2016-05-01", actor="RUS")
    signed = [
        event(EventKind.AGREEMENT, "2016-05-01", actor="RUS+PRK", id=f"deal-{number}")
        for number in range(9)
    ]

    assert support(summit, *signed) == "weak"


def test_an_allegation_is_no_act_of_support() -> None:
    """What is alleged stays apart from what is told as fact."""
    alleged = [
        event(HELP, f"2016-0{month}-01", evidence=Evidence.ALLEGED)
        for month in range(1, 10)
    ]

    assert support(*alleged) == "weak"


@pytest.mark.parametrize(
    ("ratio", "count", "value"),
    [(0.049, 0, "weak"), (0.05, 0, "some"), (0.2, 0, "strong"), (0.01, 3, "some")],
)
def test_support_is_the_higher_of_trade_and_events(
    ratio: float, count: int, value: str
) -> None:
    """Arms are not in the customs of the year, nor trade in the log."""
    read = [SubstitutionReading(year=2016, low=ratio, high=ratio)]
    found = cell(of(*acts(count)), "2017Q1", Column.SUPPORT, substitution=read)

    assert found.value == value


def test_a_range_of_trade_favours_no_class_for_being_wide() -> None:
    """By hand: it covers half of 0 to 0.05 and half of 0.05 to 0.2."""
    read = [SubstitutionReading(year=2016, low=0.025, high=0.125)]
    found = cell(of(), "2017Q1", Column.SUPPORT, substitution=read)

    assert found.chances == pytest.approx((0.5, 0.5, 0.0))


def test_support_is_missing_where_neither_trade_nor_events_were_read() -> None:
    """Few single finds tell nothing of the rest."""
    log = of(*acts(1), coverage=UNREAD)

    assert cell(log, "2017Q1", Column.SUPPORT).status is Status.MISSING


@pytest.mark.parametrize(
    ("when", "value"), [("2014-01-01", "weak"), ("2013-12-31", None)]
)
def test_a_withdrawal_tells_for_three_years(when: str, value: str | None) -> None:
    """Who gave up an alliance is not looked to for help."""
    log = of(event(EventKind.PATRON_PUNISHMENT, when), coverage=UNREAD)

    assert cell(log, "2017Q1", Column.SUPPORT).value == value


VISIT = EventKind.PATRON_VISIT
PURGE = event(EventKind.PURGE, "2013-12-12")
EARLY = event(VISIT, "2013-01-01", mark="leader")


def channel(quarter: str, *events: Event) -> str | None:
    """Return the channel at the start of a quarter, after a visit in 2013."""
    return cell(of(EARLY, *events), quarter, Column.CHANNEL).value


@pytest.mark.parametrize(
    ("quarter", "value"), [("2013Q4", "working"), ("2014Q1", "broken")]
)
def test_a_purge_breaks_the_channel_from_the_next_quarter(
    quarter: str, value: str
) -> None:
    """The state is that of the first day."""
    assert channel(quarter, PURGE) == value


def test_recognising_the_rival_breaks_it() -> None:
    """As in 1992; that of a third state does not."""
    patron = event(EventKind.RECOGNITION, "2014-01-01")
    other = event(EventKind.RECOGNITION, "2014-01-01", actor="HUN")

    assert channel("2014Q2", patron) == "broken"
    assert channel("2014Q2", other) == "working"


@pytest.mark.parametrize(
    ("mark", "value"),
    [("leader", "working"), ("head of state", "working"), ("minister", "broken")],
)
def test_only_a_contact_at_the_top_mends_it(mark: str, value: str) -> None:
    """Ministers came and went while it was broken."""
    assert channel("2015Q1", PURGE, event(VISIT, "2014-06-01", mark=mark)) == value


def test_a_summit_of_the_two_mends_it_and_one_with_others_does_not() -> None:
    """The rival's summit is no contact."""
    two = event(EventKind.SUMMIT, "2014-06-01")
    other = event(EventKind.SUMMIT, "2014-06-01", actor="PRK+USA", target="")

    assert channel("2015Q1", PURGE, two) == "working"
    assert channel("2015Q1", PURGE, other) == "broken"


@pytest.mark.parametrize(("quarter", "lapsed"), [("2016Q1", False), ("2016Q2", True)])
def test_three_years_without_high_contact_leave_it_in_doubt(
    quarter: str, *, lapsed: bool
) -> None:
    """Nobody says that it broke, and nobody that it works."""
    found = cell(of(EARLY), quarter, Column.CHANNEL)

    assert (found.chances == (0.5, 0.5)) is lapsed


def test_a_log_without_break_or_contact_does_not_tell() -> None:
    """Missing, not working."""
    assert cell(of(), "2017Q1", Column.CHANNEL).status is Status.MISSING
