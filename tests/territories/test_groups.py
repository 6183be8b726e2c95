"""What the dated groups promise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import SchemaError, UnknownCodeError
from yalu.territories import Standing, groups, members, territory


@pytest.mark.parametrize(
    ("day", "size"),
    [
        ("1972-12-31", 6),
        ("1973-01-01", 9),
        ("1981-01-01", 10),
        ("1986-01-01", 12),
        ("1995-01-01", 15),
        ("2004-04-30", 15),
        ("2004-05-01", 25),
        ("2007-01-01", 27),
        ("2013-06-30", 27),
        ("2013-07-01", 28),
        ("2020-01-31", 28),
        ("2020-02-01", 27),
    ],
)
def test_the_union_has_as_many_members_as_treaties_gave_it(day: str, size: int) -> None:
    """Just before and at each enlargement."""
    assert len(members("EU", on=date.fromisoformat(day))) == size


def test_the_united_kingdom_left_after_its_last_day() -> None:
    """The day before, the day itself and the day after."""
    left = date(2020, 2, 1)
    step = timedelta(days=1)

    inside = [
        "GBR" in members("EU", on=day) for day in (left - step, left, left + step)
    ]

    assert inside == [True, False, False]


def test_the_permanent_members_are_the_five() -> None:
    """Each could have vetoed every resolution of the regime."""
    assert members("UNSC_P5", on=date(2006, 10, 14)) == {
        "CHN",
        "FRA",
        "GBR",
        "RUS",
        "USA",
    }


def test_the_seven_are_seven() -> None:
    """Russia's years at the table made it the Eight, not the Seven."""
    found = members("G7", on=date(2013, 6, 17))

    assert found == {"CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"}


@given(
    st.sampled_from(["EU", "G7", "UNSC_P5"]),
    st.dates(date(1992, 1, 1), date(2035, 1, 1)),
)
def test_members_are_places_of_the_table(group: str, day: date) -> None:
    """A typing error in a code would silently drop a state."""
    for iso3 in members(group, on=day):
        assert territory(iso3).iso3 == iso3
        assert territory(iso3).standing is Standing.ISO


def test_each_group_carries_its_memberships() -> None:
    """So that a reader can see since when."""
    spans = dict(groups()["EU"].memberships)

    assert spans["HRV"].start == date(2013, 7, 1)


def test_an_unknown_group_is_refused_with_those_there_are() -> None:
    """The list is short enough to print."""
    with pytest.raises(UnknownCodeError, match="EU, G7, UNSC_P5"):
        members("ASEAN", on=date(2018, 1, 1))


@pytest.mark.parametrize("group", ["EU", "G7", "UNSC_P5"])
def test_days_before_the_membership_is_held_are_refused(group: str) -> None:
    """Four permanent members in 1980 would look like an answer."""
    first = groups()[group].held_from
    known = members(group, on=first)

    with pytest.raises(SchemaError, match=f"expected {first} or later"):
        members(group, on=first - timedelta(days=1))

    assert known
