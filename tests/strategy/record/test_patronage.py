"""What enforcement and overture promise."""

from dataclasses import replace

import pytest

from tests.strategy.record.logbook import cell, event, looked, of
from yalu.events import Completeness, EventKind
from yalu.provenance import Evidence
from yalu.strategy.record import Column, EnforcementReading, Quarter, Status

WHEN = "2017-02-01"


def read(low: float, high: float) -> list[EnforcementReading]:
    """Return a reading of 2017Q1."""
    return [
        EnforcementReading(
            quarter=Quarter(2017, 1), low=low, high=high, evidence=Evidence.ALLEGED
        )
    ]


@pytest.mark.parametrize(
    ("share", "value"),
    [(0.0, "0"), (0.16, "0"), (0.17, "1/3"), (0.5, "2/3"), (0.84, "1"), (1.0, "1")],
)
def test_a_share_is_rounded_to_thirds(share: float, value: str) -> None:
    """The game has four levels."""
    found = cell(of(), "2017Q1", Column.ENFORCEMENT, enforcement=read(share, share))

    assert (found.value, found.evidence) == (value, Evidence.ALLEGED)


@pytest.mark.parametrize(
    ("low", "high", "chances"),
    [
        (0.5, 1.0, (0.0, 0.0, 1 / 2, 1 / 2)),
        (2 / 3, 1.0, (0.0, 0.0, 1 / 3, 2 / 3)),
        (0.6, 1.0, (0.0, 0.0, 0.7 / 1.7, 1 / 1.7)),
        (0.0, 0.5, (1 / 2, 1 / 2, 0.0, 0.0)),
        (1 / 12, 11 / 12, (1 / 6, 1 / 3, 1 / 3, 1 / 6)),
    ],
)
def test_a_range_favours_no_level_for_being_wide(
    low: float, high: float, chances: tuple[float, ...]
) -> None:
    """By hand: a level is as likely as the share of it that the range covers."""
    found = cell(of(), "2017Q1", Column.ENFORCEMENT, enforcement=read(low, high))

    assert found.chances == pytest.approx(chances)


def test_a_figure_that_quarters_share_counts_once() -> None:
    """The weights of four quarters that were alike multiply to those of one."""
    (alone,) = read(2 / 3, 1.0)
    shared = replace(alone, shared=4)
    found = cell(of(), "2017Q1", Column.ENFORCEMENT, enforcement=[shared])
    odds = found.chances[3] / found.chances[2]

    assert odds**4 == pytest.approx(2.0)
    assert "4 quarters share" in found.rule


def test_a_range_from_nothing_to_all_is_missing() -> None:
    """It tells no more than no reading."""
    found = cell(of(), "2017Q1", Column.ENFORCEMENT, enforcement=read(0.0, 1.0))

    assert found.status is Status.MISSING
    assert cell(of(), "2017Q1", Column.ENFORCEMENT).status is Status.MISSING


@pytest.mark.parametrize(
    ("kind", "mark", "value"),
    [
        (EventKind.PATRON_VISIT, "", "yes"),
        (EventKind.RELIEF, "grain", "yes"),
        (EventKind.RELIEF, "lax enforcement", "no"),
        (EventKind.RELIEF, "repatriation", "no"),
    ],
)
def test_visits_and_help_are_overtures(kind: EventKind, mark: str, value: str) -> None:
    """Enforcing less is counted as enforcement, not twice."""
    log = of(event(kind, WHEN, mark=mark))

    assert cell(log, "2017Q1", Column.OVERTURE).value == value


def test_what_the_target_or_others_do_is_not_the_patrons_overture() -> None:
    """A Russian visit is support, a northern one the target's."""
    log = of(
        event(EventKind.PATRON_VISIT, WHEN, actor="RUS"),
        event(EventKind.RELIEF, WHEN, actor="PRK", target="CHN"),
    )

    assert cell(log, "2017Q1", Column.OVERTURE).value == "no"


def test_silence_is_no_refusal_where_visits_were_looked_for_in_part() -> None:
    """By hand: 1 for no and a half for yes."""
    log = of(coverage=(looked(EventKind.PATRON_VISIT, Completeness.PARTIAL),))

    assert cell(log, "2017Q1", Column.OVERTURE).chances == pytest.approx((2 / 3, 1 / 3))


def test_overture_is_missing_where_visits_were_hardly_looked_for() -> None:
    """As in 2020 and 2021."""
    log = of(coverage=(looked(EventKind.PATRON_VISIT, Completeness.THIN),))

    assert cell(log, "2017Q1", Column.OVERTURE).status is Status.MISSING
