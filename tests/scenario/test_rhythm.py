"""What the rhythm promises of months and numbers."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.testing import assert_allclose

from yalu.cycle import stored
from yalu.errors import SchemaError
from yalu.events import EventLog, read
from yalu.scenario.rhythm import KINDS, MOST, MOVES, Rhythm, rhythm

TESTS, LAUNCHES, TALKS = (KINDS.index(k) for k in ("tests", "launches", "talks"))


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return the events that come with Yalu."""
    return read()


@pytest.fixture(scope="module")
def found(log: EventLog) -> Rhythm:
    """Return the rhythm from the spring of 2025, by the stored cycle."""
    return _found(log, 1)


def _found(log: EventLog, seed: int) -> Rhythm:
    return rhythm(
        log,
        as_of=date(2025, 4, 1),
        rng=np.random.default_rng(seed),
        posterior=stored().posterior,
    )


def test_a_quarter_has_events_as_its_move_says(found: Rhythm) -> None:
    """The move is the gravest act, so it bounds what else there was."""
    at = {name: place for place, name in enumerate(MOVES)}

    assert found.number[TESTS, at["test"], 0] == 0
    assert found.number[LAUNCHES, at["missile"], 0] == 0
    for kind in (TESTS, LAUNCHES):
        assert found.number[kind, at["hold"], 0] == 1
        assert found.number[kind, at["overture"], 0] == 1
    assert found.number[TESTS, at["missile"], 0] == 1
    assert 0 < found.number[LAUNCHES, at["test"], 0] < 1


def test_given_that_there_are_any_there_is_one_or_more(found: Rhythm) -> None:
    """Whether there are any talks, the game says."""
    for kind in ("talks", "overtures", "texts"):
        assert (found.number[KINDS.index(kind), :, 0] == 0).all()


def test_no_month_is_impossible(found: Rhythm) -> None:
    """What was never seen may still happen."""
    assert found.month.min() > 0


def test_the_same_chance_makes_the_same_rhythm(log: EventLog, found: Rhythm) -> None:
    """Runs must repeat to the bit."""
    again, other = _found(log, 1), _found(log, 2)

    assert again.digest == found.digest != other.digest
    assert np.array_equal(again.number, found.number)


def test_talks_are_counted_in_the_log_before_the_day(log: EventLog) -> None:
    """By hand: talks of one quarter only are three in number, in known months."""
    early = rhythm(
        log,
        as_of=date(2012, 1, 1),
        rng=np.random.default_rng(1),
        posterior=stored().posterior,
    )
    late = rhythm(
        log,
        as_of=date(2019, 1, 1),
        rng=np.random.default_rng(1),
        posterior=stored().posterior,
    )

    assert early.seen["talks"] < late.seen["talks"]
    assert early.seen["overtures"] < late.seen["overtures"]


def test_launches_of_a_missile_quarter_are_one_or_more(found: Rhythm) -> None:
    """The chances of 1, 2, ... sum to one."""
    assert found.launches.shape == (MOST,) == (found.most,)
    assert_allclose(found.launches.sum(), 1, atol=1e-5)


def test_every_table_at_fault_is_told_at_once(found: Rhythm) -> None:
    """Who makes a rhythm by hand should not mend it one error at a time."""
    with pytest.raises(SchemaError) as caught:
        replace(found, month=found.month[:2], number=2 * found.number)

    assert "month: found shape (2, 4, 3)" in str(caught.value)
    assert "number: found a chance below 0" in str(caught.value)


def test_a_rhythm_without_stored_draws_fits_what_was_before(log: EventLog) -> None:
    """A hindcast may not know in its cycle how often was tested later."""
    then = rhythm(log, as_of=date(2007, 1, 1), rng=np.random.default_rng(1))
    knowing = rhythm(
        log,
        as_of=date(2007, 1, 1),
        rng=np.random.default_rng(1),
        posterior=stored().posterior,
    )

    assert then.digest != knowing.digest
    assert "as of 2007-01-01" in then.source


def test_a_day_before_all_is_watched_is_refused(log: EventLog) -> None:
    """Of a stream that nobody watched, quiet says nothing."""
    with pytest.raises(SchemaError, match="designations from 2005-01-01"):
        rhythm(log, as_of=date(2004, 1, 1), rng=np.random.default_rng(1))
