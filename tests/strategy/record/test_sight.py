"""What the weight of silence promises."""

from datetime import date

import pytest

from tests.strategy.record.logbook import event, looked, of
from yalu.events import Completeness, EventKind, EventLog
from yalu.periods import Interval, parse_period
from yalu.strategy.record.sight import SILENCE, Sight

TALKS, TEST = EventKind.TALKS, EventKind.NUCLEAR_TEST
SPAN = parse_period("2016..2018")
QUARTER = parse_period("2017-01..2017-03")


def weight(log: EventLog, *kinds: EventKind, span: Interval = QUARTER) -> float:
    """Return the weight of silence within some days."""
    return Sight.of(log, SPAN).unseen(kinds, span)


@pytest.mark.parametrize("completeness", Completeness)
def test_silence_weighs_as_much_as_nobody_looked(completeness: Completeness) -> None:
    """The judgement is a table that a reader can dispute."""
    log = of(coverage=(looked(TALKS, completeness),))

    assert weight(log, TALKS) == SILENCE[completeness]


def test_what_nobody_looked_for_weighs_all() -> None:
    """Absence of events in an unread kind says nothing."""
    assert (
        weight(of(coverage=(looked(TEST, Completeness.THIN),), bare=True), TALKS) == 1
    )


def test_a_part_of_the_days_weighs_its_part() -> None:
    """A log that ends within a quarter is silent on the rest."""
    until = date(2017, 1, 30)  # 30 of 90 days
    log = of(coverage=(looked(TALKS, Completeness.COMPLETE, until=until),))

    assert weight(log, TALKS) == pytest.approx(60 / 90)


def test_of_two_who_looked_the_better_counts() -> None:
    """A thin source beside a complete one takes nothing away."""
    log = of(
        coverage=(
            looked(TALKS, Completeness.COMPLETE),
            looked(TALKS, Completeness.THIN),
        )
    )

    assert weight(log, TALKS) == 0


def test_kinds_that_tell_of_the_same_weigh_their_mean() -> None:
    """Half of what would show a class is looked for, half is not."""
    assert weight(of(coverage=(looked(TALKS, Completeness.THIN),)), TALKS, TEST) == 0.5


def test_days_out_of_reach_count_as_not_looked_at() -> None:
    """Nothing is known of what was not asked about."""
    assert weight(of(), TALKS, span=parse_period("2019-01..2019-03")) == 1


def test_a_log_that_says_nothing_of_coverage_is_taken_by_its_span() -> None:
    """So does the log itself: covered from first to last event, by kinds it holds."""
    log = EventLog(
        events=(event(TALKS, "2016-05-01"), event(TALKS, "2018-05-01")),
        sources=of().sources,
        sites={},
    )

    assert weight(log, TALKS) == 0
    assert weight(log, TEST) == 1
