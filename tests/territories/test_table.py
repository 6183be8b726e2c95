"""What the table of territories promises."""

from collections import Counter

import pytest

from yalu.territories import Standing, territories, territory

PLACES = territories()


def test_every_entry_of_the_iso_list_is_there() -> None:
    """249 entries, and Kosovo marked as what it is: user-assigned."""
    standings = Counter(place.standing for place in PLACES)

    assert standings == {Standing.ISO: 249, Standing.USER_ASSIGNED: 1}
    assert territory("XKX").standing is Standing.USER_ASSIGNED


@pytest.mark.parametrize("field", ["iso3", "iso2", "m49", "name"])
def test_no_two_places_share_a_code_or_a_name(field: str) -> None:
    """A shared code would merge the trade of two states."""
    values = Counter(getattr(place, field) for place in PLACES)

    assert max(values.values()) == 1


def test_codes_have_their_form() -> None:
    """Three letters, two letters, three digits; only Kosovo has no number."""
    for place in PLACES:
        assert place.iso3.isupper()
        assert place.iso2.isupper()
        assert (len(place.iso3), len(place.iso2)) == (3, 2)
        assert (len(place.m49), place.m49.isdigit()) == (3, True) or (
            place.iso3 == "XKX"
        )


def test_places_stand_in_the_order_of_their_codes() -> None:
    """The order is a promise, so that output does not wander."""
    assert [place.iso3 for place in PLACES] == sorted(place.iso3 for place in PLACES)


@pytest.mark.parametrize(
    ("iso3", "iso2", "m49"),
    [
        ("PRK", "KP", "408"),
        ("KOR", "KR", "410"),
        ("CHN", "CN", "156"),
        ("RUS", "RU", "643"),
        ("JPN", "JP", "392"),
        ("USA", "US", "840"),
        ("AUT", "AT", "040"),
        ("AUS", "AU", "036"),
        ("SVK", "SK", "703"),
        ("SVN", "SI", "705"),
        ("NER", "NE", "562"),
        ("NGA", "NG", "566"),
    ],
)
def test_codes_of_the_places_that_matter_most(iso3: str, iso2: str, m49: str) -> None:
    """The parties, their neighbours, and pairs that are easily swapped."""
    place = territory(iso3)

    assert (place.iso2, place.m49) == (iso2, m49)


def test_the_world_is_an_aggregate_and_not_a_place() -> None:
    """A loop over places must not count all states as one more."""
    assert territory("WLD").standing is Standing.AGGREGATE
    assert territory("WLD") not in PLACES


def test_a_place_prints_as_its_name() -> None:
    """Messages are read by people."""
    assert str(territory("MNG")) == "Mongolia"
