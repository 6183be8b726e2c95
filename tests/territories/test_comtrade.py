"""What the Comtrade area codes promise."""

import pytest

from yalu.errors import UnknownCodeError
from yalu.territories import from_comtrade, territories


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (156, "CHN"),
        (408, "PRK"),
        (410, "KOR"),
        (643, "RUS"),
        (842, "USA"),
        (841, "USA"),
        (251, "FRA"),
        (250, "FRA"),
        (381, "ITA"),
        (579, "NOR"),
        (699, "IND"),
        (757, "CHE"),
        (490, "S19"),
        (0, "WLD"),
        ("8", "ALB"),
        ("008", "ALB"),
        (" 36 ", "AUS"),
    ],
)
def test_own_numbers_of_comtrade_are_translated(code: str | int, expected: str) -> None:
    """Read as plain M49 they would be lost or be another place."""
    assert from_comtrade(code).iso3 == expected


def test_every_m49_number_is_itself() -> None:
    """The exceptions replace nothing that exists."""
    for place in territories():
        if place.m49:
            assert from_comtrade(place.m49) == place


def test_the_rest_of_asia_is_not_turned_into_taiwan() -> None:
    """It mostly is, but the statistics do not say so."""
    assert from_comtrade(490).iso3 != "TWN"


@pytest.mark.parametrize(
    ("code", "meaning"),
    [(810, "the former Soviet Union"), ("899", "areas not specified"), (97, "Union")],
)
def test_former_states_and_remainders_are_named_and_refused(
    code: str | int, meaning: str
) -> None:
    """Assigning them to a present state would be an invention."""
    with pytest.raises(UnknownCodeError, match=meaning):
        from_comtrade(code)


@pytest.mark.parametrize("code", [999, -8, "China", ""])
def test_what_is_no_area_code_is_refused(code: str | int) -> None:
    """Usually the wrong column was read."""
    with pytest.raises(UnknownCodeError, match="Check the column"):
        from_comtrade(code, place="row 2, partnerCode")
