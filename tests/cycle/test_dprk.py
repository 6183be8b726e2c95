"""What the baseline of North Korea promises: days from the log, none typed."""

import numpy as np

from tests.cycle.logbook import event, log_of
from yalu.cycle import Season, Spell, dprk_baseline
from yalu.events import EventKind, read
from yalu.periods import parse_period

YEARS = parse_period("2000..2024")


def test_a_log_that_knows_neither_has_no_exercises_and_no_closed_border() -> None:
    """A term of zeros would promise what is not there."""
    log = log_of(event(EventKind.NUCLEAR_TEST, "2016-01-06"))

    terms = dprk_baseline(log, YEARS).terms

    assert not any(isinstance(term, Season | Spell) for term in terms)


def test_the_closed_border_ends_where_the_log_says_it_opened() -> None:
    """Its days are those of two events, whatever those are moved to."""
    closed = event(
        EventKind.BORDER_CLOSURE, "2020-01-22", id="border-2020-01-22", target="CHN"
    )
    opened = event(EventKind.RELIEF, "2023-08", id="travel-2023-08")

    *_, spell = (
        term
        for term in dprk_baseline(log_of(closed, opened), YEARS).terms
        if isinstance(term, Spell)
    )

    assert spell.interval == parse_period("2020-01-22..2023-08-30")


def test_a_border_that_opened_in_some_month_is_not_known_open_before_its_end() -> None:
    """On the first of the month nobody knew what the month would bring."""
    log = read()
    opened = log.get("travel-2023-08").when
    far = np.array(["2024-01-01"], dtype="datetime64[D]")

    closed = [
        dprk_baseline(log, YEARS).before(day).design(far).values[0, 8]
        for day in (opened.start, opened.last, opened.end)
        if day is not None
    ]

    assert dprk_baseline(log, YEARS).design(far).names[8] == "closed border"
    assert closed == [1, 1, 0]


def test_a_border_that_never_opened_is_still_closed() -> None:
    """Without the second event the spell has no end."""
    closed = event(
        EventKind.BORDER_CLOSURE, "2020-01-22", id="border-2020-01-22", target="CHN"
    )

    *_, spell = (
        term
        for term in dprk_baseline(log_of(closed), YEARS).terms
        if isinstance(term, Spell)
    )

    assert spell.interval is not None
    assert spell.interval.end is None


def test_the_embedded_log_fills_every_term() -> None:
    """Both events are in it, and exercises of many years."""
    baseline = dprk_baseline(read(), YEARS)
    days = np.arange("2000-01-01", "2025-01-01", dtype="datetime64[D]")

    design = baseline.design(days)

    assert design.varying() == design.names
    assert {"closed border", "exercise season"} <= set(design.names)
