"""What occurrences promise: days since an origin, within what was watched."""

from datetime import date

import numpy as np
import pytest

from tests.cycle.logbook import event, log_of
from yalu.cycle import Occurrences, Stream, occurrences
from yalu.errors import SchemaError
from yalu.events import EventKind
from yalu.periods import Interval, parse_period
from yalu.provenance import Evidence

TESTS = Stream(name="tests", label="tests", kinds=(EventKind.NUCLEAR_TEST,))
MISSILES = Stream(name="missiles", label="missiles", kinds=(EventKind.MISSILE_LAUNCH,))
YEAR = parse_period("2016")


def made(times: list[float], streams: list[int], end: float = 10.0) -> Occurrences:
    """Return occurrences of two streams watched for some days."""
    return Occurrences(
        names=("a", "b"),
        times=np.array(times, dtype=float),
        streams=np.array(streams, dtype=np.int64),
        windows=np.array([[0.0, end], [2.0, end]]),
        origin=date(2016, 1, 1),
    )


def test_every_flaw_of_the_arrays_is_told_at_once() -> None:
    """Who mends one should not meet the next one by one."""
    with pytest.raises(SchemaError) as told:
        made([3.0, 1.0], [0, 5], end=0.0)

    assert str(told.value).count("\n") == 3


@pytest.mark.parametrize("times", [[np.nan], [np.inf]])
def test_a_time_that_is_no_number_is_refused(times: list[float]) -> None:
    """It would pass as an event that never was."""
    with pytest.raises(SchemaError, match="missing or falling"):
        made(times, [0])


def test_a_window_holds_its_start_and_not_its_end() -> None:
    """Neighbouring windows share no event and miss none."""
    held = made([1.0, 2.0, 9.0, 10.0], [1, 1, 1, 1]).of("b")

    assert held.tolist() == [2.0, 9.0]


def test_what_was_known_before_a_time_holds_nothing_of_it() -> None:
    """A forecast from a day must not see the day."""
    known = made([1.0, 5.0, 6.0], [0, 0, 0]).before(5.0)

    assert known.times.tolist() == [1.0]
    assert known.windows[:, 1].tolist() == [5.0, 5.0]


def test_nothing_is_known_before_a_stream_was_watched() -> None:
    """Silence before the window is not quiet."""
    with pytest.raises(SchemaError, match="empty"):
        made([5.0], [0]).before(2.0)


def test_a_time_falls_on_a_day_of_the_calendar() -> None:
    """The day that holds it, also where it is later than its start."""
    assert made([1.0], [0]).day_of(31.9) == date(2016, 2, 1)


def test_events_of_a_stream_on_one_day_count_once() -> None:
    """Two launches in an hour are one decision."""
    log = log_of(
        event(EventKind.NUCLEAR_TEST, "2016-01-06"),
        event(EventKind.NUCLEAR_TEST, "2016-01-06", id="again"),
        event(EventKind.NUCLEAR_TEST, "2016-09-09"),
        event(EventKind.MISSILE_LAUNCH, "2016-01-06"),
    )

    counts = occurrences(log, [TESTS, MISSILES], between=YEAR).counts

    assert counts == {"tests": 2, "missiles": 1}


def test_a_stream_is_watched_where_the_log_covers_it() -> None:
    """Days outside the coverage are no days without events."""
    log = log_of(
        event(EventKind.NUCLEAR_TEST, "2016-01-06"),
        event(EventKind.NUCLEAR_TEST, "2016-09-09"),
    )

    found = occurrences(log, [TESTS], between=YEAR)

    assert found.windows.tolist() == [[5.0, 253.0]]


def test_a_stream_that_is_never_covered_is_refused_by_name() -> None:
    """An empty stream would be fitted as one that never happens."""
    log = log_of(event(EventKind.NUCLEAR_TEST, "2016-01-06"))

    with pytest.raises(SchemaError, match="missiles: the log covers it on no day"):
        occurrences(log, [TESTS, MISSILES], between=YEAR)


def test_an_event_known_to_the_month_stands_in_its_middle_or_where_drawn() -> None:
    """One fixed day for a single answer, drawn days to see what it matters."""
    log = log_of(
        event(EventKind.NUCLEAR_TEST, "2016-03"),
        event(EventKind.NUCLEAR_TEST, "2016-12-31"),
    )
    rng = np.random.default_rng(1)

    middle = occurrences(log, [TESTS], between=YEAR).times[0]
    drawn = {
        occurrences(log, [TESTS], between=YEAR, rng=rng).times[0] for _ in range(200)
    }

    assert middle == 60 + 15
    assert drawn == set(range(60, 91))


@pytest.mark.parametrize(
    ("last", "counted"), [("2016-03-30", 0), ("2016-03-31", 1), ("2016-04-01", 1)]
)
def test_an_event_that_may_have_been_later_is_not_known_yet(
    last: str, counted: int
) -> None:
    """On 16 March nobody knows of an event of March that it is over."""
    log = log_of(
        event(EventKind.NUCLEAR_TEST, "2016-03"),
        event(EventKind.NUCLEAR_TEST, "2016-12-31"),
    )

    seen = occurrences(log, [TESTS], between=parse_period(f"2016-01-01..{last}"))

    assert seen.counts == {"tests": counted}


def test_days_without_an_end_are_refused() -> None:
    """The last day that was watched is what a rate is divided by."""
    log = log_of(event(EventKind.NUCLEAR_TEST, "2016-01-06"))

    with pytest.raises(SchemaError, match="no end"):
        occurrences(log, [TESTS], between=Interval(date(2016, 1, 1)))


def test_what_is_only_alleged_is_no_occurrence() -> None:
    """A launch that somebody claims must not excite, nor be foreseen, like one seen."""
    log = log_of(
        event(EventKind.MISSILE_LAUNCH, "2016-03-01"),
        event(EventKind.MISSILE_LAUNCH, "2016-05-01", evidence=Evidence.ALLEGED),
    )

    found = occurrences(log, (MISSILES,), between=YEAR)

    assert found.counts == {"missiles": 1}
