"""A scenario put to a day."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.scenario.files import HEAD, RICH
from yalu.errors import SchemaError
from yalu.scenario.faults import SPANS
from yalu.scenario.reading import scenario_of
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    ForcedMove,
    Held,
    LawChange,
    LawChangeKind,
    MoveKind,
    Scenario,
)
from yalu.scenario.starting import started

START = date(2027, 1, 1)
ONE = Scenario(id="one", title="One", question="What?", months=24)


def test_no_months_are_left_once_a_run_has_begun() -> None:
    """Who runs a scenario meets days alone."""
    found = started(scenario_of(RICH, "rich.toml"), START)

    whens = [
        when
        for name in SPANS
        for span in getattr(found, name)
        for when in (span.since, span.until)
    ]
    whens += [move.on for move in found.moves]
    assert all(when is None or isinstance(when, date) for when in whens)
    assert found.moves[1].on == date(2027, 7, 1)
    assert found.enforcement[1].since == date(2029, 1, 1)


def test_a_run_begun_twice_is_the_same() -> None:
    """Days that are fixed are not counted again."""
    once = started(scenario_of(RICH, "rich.toml"), START)

    assert started(once, START) == once


def test_a_span_without_a_beginning_begins_with_the_run() -> None:
    """Except for law of which only the end is set: its own beginning stays."""
    repeal = LawChange(kind=LawChangeKind.REPEAL, measure="UN-2397-4")
    ended = LawChange(kind=LawChangeKind.SET_DATE, measure="UN-2397-4", until=6)

    found = started(replace(ONE, law=(repeal, ended)), START)

    assert [one.since for one in found.law] == [START, None]
    assert found.law[1].until == date(2027, 7, 1)


@pytest.mark.parametrize(
    ("levers", "told"),
    [
        ({"closures": (Closure(since=24),)}, "closures 1, from: found 24 months after"),
        (
            {"closures": (Closure(until=date(2026, 5, 1)),)},
            "closures 1, until: found 2026-05-01; expected a day after the run begins",
        ),
        (
            {"closures": (Closure(since=6, until=date(2027, 7, 1)),)},
            "found until 2027-07-01, which is not after from 6 months after the start",
        ),
        (
            {"closures": (Closure(until=6), Closure(since=date(2027, 6, 30)))},
            "closures 2, from: its days overlap with those of closures 1",
        ),
        (
            {"posture": (Held(level="eased"), Held(level="raised", since=12))},
            "posture 2, from: its days overlap with those of posture 1",
        ),
        (
            {"posture": (Held(level="eased", since=1, until=3),)},
            "no quarter begins between these days",
        ),
        (
            {"moves": (ForcedMove(kind=MoveKind.TEST, on=date(2029, 1, 1)),)},
            "moves 1, on: found 2029-01-01; expected a day in the run",
        ),
        (
            {"moves": tuple(ForcedMove(kind=MoveKind.TEST, on=on) for on in (3, 5))},
            "moves 2, on: falls in the same quarter of the run as move 1",
        ),
        (
            {
                "enforcement": (
                    EnforcementPath(state="CHN", lines=("coal",), low=1, high=1),
                    EnforcementPath(state="CHN", low=0, high=0),
                )
            },
            "enforcement 2, from: its days overlap with those of enforcement 1",
        ),
        (
            {"start": date(2027, 4, 1)},
            "found 2027-04-01; the case begins on 2027-01-01",
        ),
    ],
)
def test_what_does_not_fit_the_run_is_told(levers: dict[str, Any], told: str) -> None:
    """A lever that falls outside a run must not be lost in silence."""
    with pytest.raises(SchemaError, match=re.escape(told)):
        started(replace(ONE, **levers), START)


def test_spans_that_meet_and_lines_apart_do_not_overlap() -> None:
    """The first day outside one may be the first inside the other."""
    paths = (
        EnforcementPath(state="CHN", lines=("coal",), until=6, low=1, high=1),
        EnforcementPath(state="CHN", lines=("coal",), since=6, low=0, high=0),
        EnforcementPath(state="CHN", lines=("crude",), low=0, high=0),
        EnforcementPath(state="RUS", low=0, high=0),
    )

    assert len(started(replace(ONE, enforcement=paths), START).enforcement) == 4


def test_a_run_begins_with_a_quarter() -> None:
    """The players act by quarters of the calendar."""
    with pytest.raises(SchemaError, match="expected the first day of a quarter"):
        started(ONE, date(2027, 2, 1))


def test_days_are_compared_on_reading_where_they_can_be() -> None:
    """In months alone, or with a start, the order of days is known before any run."""
    text = HEAD + "[[closures]]\nfrom = 6\nuntil = 3\n"

    with pytest.raises(SchemaError, match=r"bad\.toml, line 5: closures 1, until"):
        scenario_of(text, "bad.toml")
