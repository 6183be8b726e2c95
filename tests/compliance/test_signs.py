"""What the collection of signs promises, one promise per test."""

import io
import json
from datetime import date
from functools import cache

import pytest
from rich.console import Console

from tests.compliance.worlds import flow, table, world
from yalu import sources
from yalu.cli.answers.evidence import print_signs
from yalu.compliance import (
    Signs,
    SilenceKind,
    Timing,
    Verdict,
    breaks,
    signs_of_evasion,
    silences,
)
from yalu.library import load


@cache
def found() -> Signs:
    """Return the signs in the embedded record."""
    return signs_of_evasion(load("dprk"), sources.load("trade"))


def test_the_table_has_a_line_for_every_finding() -> None:
    """Nothing is left out and nothing told twice."""
    signs = found()
    parts = (signs.breaks, signs.silences, signs.mirror, signs.diversions)

    assert len(signs.table) == sum(map(len, parts))
    assert [row.sign for row in signs.table if row.finding.startswith("6704")] == [
        "substitution"
    ]


def test_everything_can_be_written_as_json() -> None:
    """Without a number that JSON does not know."""
    text = json.dumps(found().to_dict(), allow_nan=False)

    assert json.loads(text)["target"] == "PRK"


def test_the_words_never_speak_of_guilt() -> None:
    """A sign is a place to look."""
    words = str(found())

    assert "apparent signs; other causes are possible" in words
    assert not {"guilt", "guilty", "proves", "violat"} & set(words.lower().split())


def test_coal_stopped_when_china_suspended_it() -> None:
    """In the gap between January and April 2017, into which 19 February falls."""
    (coal,) = [
        b
        for b in found().breaks
        if (b.measure, b.unit, b.compiler) == ("CN-2017-12", "t", "GACC")
    ]

    assert coal.timing is Timing.ON_TIME
    assert coal.earliest is not None
    assert coal.latest is not None
    assert date(2017, 2, 1) == coal.earliest.start
    assert coal.latest.start == date(2017, 4, 1)


def test_for_the_later_ban_the_same_fall_is_early() -> None:
    """The Council banned coal outright half a year after China had stopped buying."""
    (coal,) = [
        b
        for b in found().breaks
        if (b.measure, b.unit, b.compiler) == ("UN-2371-8-coal", "t", "GACC")
    ]

    assert coal.timing is Timing.ANTICIPATION


def test_parts_asked_for_alone_are_the_same() -> None:
    """One question has one answer, however it is asked."""
    regime, trade = load("dprk"), sources.load("trade")

    assert breaks(regime, trade) == found().breaks


def test_only_the_states_asked_about_are_told() -> None:
    """Everybody else is left out."""
    signs = signs_of_evasion(load("dprk"), sources.load("trade"), states=["RUS"])

    assert signs.states == ("RUS",)
    assert {row.state for row in signs.table} == {"RUS"}


def test_silence_amid_other_trade_is_counted() -> None:
    """Crude stops while everything else goes on."""
    rows = [flow(f"2015-{month:02d}", "0901") for month in range(1, 13)]
    told = silences(
        world(), table([flow("2015-04"), *rows]), states=["CHN"], until=date(2016, 1, 1)
    )
    (stopped,) = [
        s for s in told if (s.measure, s.kind) == ("CN-COAL", SilenceKind.STOPPED)
    ]

    assert (stopped.count, stopped.published) == (8, 8)
    assert stopped.words.endswith(
        "though other trade is on record in 8 of these months"
    )


@pytest.mark.parametrize(("day", "late"), [(29, False), (30, False), (31, True)])
def test_a_figure_is_late_after_sixty_days(day: int, *, late: bool) -> None:
    """April ends before 1 May; sixty days later it is 30 June."""
    printed = date(2015, 6, day) if day < 31 else date(2015, 7, 1)
    told = silences(
        world(),
        table([flow("2015-04")]),
        states=["CHN"],
        until=date(2015, 5, 1),
        published={"S1": printed},
    )
    kinds = {s.kind for s in told if s.measure == "CN-COAL"}

    assert (SilenceKind.LATE in kinds) is late


def test_no_silence_is_ever_compliance() -> None:
    """What cannot be seen cannot be praised."""
    assert {s.verdict for s in found().silences} == {Verdict.UNVERIFIABLE}


def test_what_contradicts_a_nil_is_graded() -> None:
    """A finding carries the weakest grade of what it rests on."""
    contradicted = [s for s in found().silences if s.kind is SilenceKind.CONTRADICTED]

    assert contradicted
    assert all(s.evidence is not None and s.sources for s in contradicted)


def test_the_sum_counts_each_fall_once() -> None:
    """Coal falls once, whatever the ten measures on it."""
    words = str(found())

    assert "4 series: 2 on time for a measure, 1 before any asks for it" in words


def test_without_a_rank_nothing_is_said_of_chance() -> None:
    """Of none that can be ranked, none is no reassurance."""
    assert found().ranked == 0
    assert found().chance.startswith("none can be ranked, since fewer than 19")
    assert "at most would" not in str(found())


def test_where_no_break_is_told_there_is_no_alarm() -> None:
    """A rate of false alarms belongs to an alarm."""
    calm = [b for b in found().breaks if b.change is None]

    assert calm
    assert all(b.false_alarm is None for b in calm)


def test_a_measure_that_has_ended_is_not_lagged() -> None:
    """Both suspensions of coal ended on 1 January 2017; coal fell afterwards."""
    ended = {
        b.timing
        for b in found().breaks
        if b.measure in {"UN-2321-26b-2016", "CN-2016-75"} and b.change is not None
    }

    assert ended == {Timing.AFTER_END}


def test_the_command_says_whose_figures_break_and_alarms_for_breaks_alone() -> None:
    """A compiler and a unit on every break; no rate where none is told."""
    text = io.StringIO()
    print_signs(Console(file=text, width=200), found(), measure=None)
    lines = [line for line in text.getvalue().splitlines() if "  break " in line]

    assert lines
    assert all("(GACC, t" in line or "(KITA, USD" in line for line in lines)
    assert not any("false alarms" in line for line in lines if "break none" in line)
