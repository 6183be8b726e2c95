"""Launch-days against counts made by hand from the two lists of missile tests."""

from collections import Counter
from datetime import date

import pytest

from yalu.events import Event, EventKind, read
from yalu.periods import Interval

FLOWN = (EventKind.LONG_RANGE_LAUNCH, EventKind.MISSILE_LAUNCH)
LOG = read()
LAUNCHES = tuple(event for event in LOG if event.kind in FLOWN)


def in_year(year: int) -> tuple[Event, ...]:
    """Return the launch-days of a year."""
    return tuple(event for event in LAUNCHES if event.when.start.year == year)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        # CSIS lists 2 entries; both days of CNS's and CSIS's are among them.
        (2006, 2),
        # 7 entries of missiles, and one told within the entry on the nuclear test.
        (2009, 8),
        (2013, 4),
        # 20 entries of missiles; 15 of the days are in CNS as well.
        (2016, 20),
        # 16 entries of missiles, and 29 November from CNS alone.
        (2017, 17),
        # 37 entries of missiles on 37 days; 33 of the days are in CNS as well.
        (2022, 37),
    ],
)
def test_launch_days_of_a_year_are_those_counted_by_hand(year: int, days: int) -> None:
    """The entries were counted on the lists, not by the script that merged them."""
    assert len(in_year(year)) == days


@pytest.mark.parametrize(
    ("year", "by_cns", "by_csis_alone"),
    [
        # Numbers of the entries of CNS, first to last; counts in CSIS's words.
        (2006, 23 - 17 + 1, 2),
        (2009, 31 - 24 + 1, 4 + 2 + 1 + 4 + 5),
        (2013, 39 - 34 + 1, 2),
        (2016, 97 - 74 + 1, 6 + 5 + 1 + 5),
        (2017, 118 - 98 + 1, 4),
        (2022, 229 - 161 + 1, 2 + 2 + 2 + 4),
    ],
)
def test_missiles_of_a_year_add_up(year: int, by_cns: int, by_csis_alone: int) -> None:
    """CNS counts each missile; where it is silent, CSIS's number stands."""
    cns = [e.count or 0 for e in in_year(year) if "CNS" in e.sources]
    csis = [e.count or 0 for e in in_year(year) if "CNS" not in e.sources]

    assert (sum(cns), sum(csis)) == (by_cns, by_csis_alone)


def test_all_missiles_of_cns_are_in_the_log() -> None:
    """Its last entry, of April 2023, has the number 245."""
    assert sum(e.count or 0 for e in LAUNCHES if "CNS" in e.sources) == 245


def test_no_day_has_two_rows() -> None:
    """Merging two lists must not count a day of firing twice."""
    days = Counter(event.when for event in LAUNCHES)

    assert [str(day) for day, rows in days.items() if rows > 1] == []


def test_long_range_days_by_year() -> None:
    """Ten launches of satellites, and each day on which an ICBM flew."""
    long_range = [e for e in LAUNCHES if e.kind is EventKind.LONG_RANGE_LAUNCH]

    assert Counter(e.when.start.year for e in long_range) == {
        1998: 1,
        2006: 1,
        2009: 1,
        2012: 2,
        2016: 1,
        2017: 3,
        2022: 6,
        2023: 8,
        2024: 2,
    }
    assert sum("SLV" in e.mark or e.id.startswith("launch-") for e in long_range) == 10


@pytest.mark.parametrize(
    ("id", "day", "printed"),
    [
        ("missile-2019-08-06", "2019-08-06", "2019-08-05"),
        ("launch-2023-05-31", "2023-05-31", "2023-05-30"),
        ("missile-2023-07-19", "2023-07-19", "2023-07-18"),
        ("missile-2024-11-05", "2024-11-05", "2024-11-04"),
    ],
)
def test_a_washington_day_is_a_variant_of_the_korean_one(
    id: str,  # noqa: A002
    day: str,
    printed: str,
) -> None:
    """CSIS prints now the one, now the other; its clock times and weekdays tell."""
    event = LOG.get(id)

    assert event.when == Interval.day(date.fromisoformat(day))
    assert ("when", printed) in {(v.field, v.value) for v in event.variants}


@pytest.mark.parametrize(
    "id",
    ["missile-1984-09", "missile-1986-05", "missile-1990-05", "missile-1990-06"],
)
def test_a_month_stays_a_month(id: str) -> None:  # noqa: A002
    """The first of a month stands in one list for a day nobody knows."""
    event = LOG.get(id)

    assert not event.precise
    assert event.when.start.day == 1
    assert event.when.last is not None
    assert event.when.last.month == event.when.start.month


def test_both_counts_are_kept_where_the_lists_differ() -> None:
    """Of 2 November 2022 one counts ballistic missiles only, the other everything."""
    event = LOG.get("missile-2022-11-02")

    assert event.count == 7
    assert ("count", "25", "CSISPROV") in {
        (v.field, v.value, v.source) for v in event.variants
    }
