"""What a record as of a past day promises, one promise per test."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from yalu.errors import ModelError
from yalu.events import read
from yalu.provenance import Evidence
from yalu.scenario.hindcast import fitted_then, known
from yalu.strategy.record import Column, GrowthReading, quarterly

DAY = date(2016, 1, 1)
LOG = read()


def grown(last: int) -> list[GrowthReading]:
    """Return growth of every year up to one."""
    return [
        GrowthReading(
            year=year, low=1.0, high=1.0, compiler="bank", evidence=Evidence.ESTIMATED
        )
        for year in range(1991, last + 1)
    ]


RECORD = quarterly(LOG, growth=grown(2025))


def test_the_record_ends_before_the_day() -> None:
    """The first quarter of 2016 had not begun."""
    assert str(known(RECORD, DAY).quarters[-1]) == "2015Q4"


def test_a_day_within_a_quarter_hides_the_whole_of_it() -> None:
    """What happened since its first day is not known by quarters."""
    assert str(known(RECORD, date(2016, 3, 9)).quarters[-1]) == "2015Q4"


def test_later_events_change_nothing() -> None:
    """A log that ends on the day tells the same, but for which exercises are yearly.

    Posture and response rest on that; they are left out of the comparison.
    """
    past = replace(LOG, events=tuple(one for one in LOG.events if one.when.start < DAY))
    then = quarterly(past, growth=grown(2014), until=date(2015, 12, 31))
    now = known(RECORD, DAY)

    for column in Column:
        if column not in {Column.POSTURE, Column.RESPONSE}:
            same = [
                (a.value, a.chances)
                for a in then.of(column)
            ]  # fmt: skip
            assert same == [(b.value, b.chances) for b in now.of(column)], column


def test_the_last_growth_had_been_printed() -> None:
    """In January 2016 the record has growth of 2014, printed in July 2015."""
    told = [cell for cell in known(RECORD, DAY).of(Column.HARDSHIP) if cell.value]

    assert str(told[-1].quarter) == "2015Q1"


def test_too_little_to_learn_from_is_refused() -> None:
    """Ten years are asked for."""
    with pytest.raises(ModelError, match="found 20 quarters; expected 40"):
        known(RECORD, date(1997, 1, 1))


def test_a_day_without_a_fit_says_how_to_make_one(tmp_path: Path) -> None:
    """Nothing is fitted on the way."""
    with pytest.raises(ModelError, match=r"tools/refit\.py"):
        fitted_then(DAY, folder=tmp_path)
