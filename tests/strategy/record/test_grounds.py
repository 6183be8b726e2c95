"""What the reading of dates promises."""

import pytest

from tests.strategy.record.logbook import event
from yalu.events import EventKind
from yalu.periods import parse_period
from yalu.provenance import Evidence
from yalu.strategy.record.grounds import share_in

QUARTER = parse_period("2017-01..2017-03")
TALKS = EventKind.TALKS


@pytest.mark.parametrize(
    ("when", "chance"),
    [
        ("2016-12-31", 0.0),
        ("2017-01-01", 1.0),
        ("2017-03-31", 1.0),
        ("2017-04-01", 0.0),
        ("2017-02", 1.0),
        ("2017-03-30..2017-04-05", 1.0),
        ("2016-12-30..2017-01-05", 0.0),
        ("2017", 90 / 365),
        ("2016-12..2017-01", 31 / 62),
    ],
)
def test_an_event_falls_where_it_began_or_in_part_if_dated_broadly(
    when: str, chance: float
) -> None:
    """A year is no quarter: each of its days is as likely."""
    assert share_in(event(TALKS, when), QUARTER) == pytest.approx(chance)


def test_an_allegation_counts_half() -> None:
    """What is alleged is not what is recorded."""
    alleged = event(TALKS, "2017-02-01", evidence=Evidence.ALLEGED)

    assert share_in(alleged, QUARTER) == 0.5
