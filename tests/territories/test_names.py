"""What reading the name of a place promises."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import UnknownCodeError
from yalu.territories import Territory, territories, territory
from yalu.territories.names import _ambiguous, _fold, _spellings

NORTH = [
    "PRK",
    "kp",
    "408",
    "North Korea",
    "DPRK",
    "D.P.R.K.",
    "DPR Korea",
    "Korea, North",
    "the Democratic People's Republic of Korea",
    "Dem. People\u2019s Rep. of Korea",
    "Korea, Dem. People's Rep. of",
    "Korea (Democratic People's Republic of)",
]
SOUTH = [
    "KOR",
    "kr",
    "410",
    "South Korea",
    "ROK",
    "Republic of Korea",
    "Rep. of Korea",
    "Korea, Rep.",
    "Korea, Republic of",
    "KOREA, SOUTH",
]


@given(st.sampled_from(territories()))
def test_every_place_is_found_by_each_of_its_codes_and_its_name(
    place: Territory,
) -> None:
    """Whichever list the user has at hand."""
    codes = [place.iso3, place.iso2.lower(), place.m49.lstrip("0"), place.name.upper()]

    assert {territory(code).iso3 for code in codes if code} == {place.iso3}


@pytest.mark.parametrize("text", NORTH)
def test_the_north_is_found_under_its_names(text: str) -> None:
    """The target of the regime goes by many names."""
    assert territory(text).iso3 == "PRK"


@pytest.mark.parametrize("text", SOUTH)
def test_the_south_is_found_under_its_names(text: str) -> None:
    """Its largest trade is with the states the measures bind."""
    assert territory(text).iso3 == "KOR"


def test_no_spelling_of_one_korea_leads_to_the_other() -> None:
    """Whatever says north, democratic or DPR is the North, and nothing else is."""
    marks = re.compile(r"north|dem|dpr|d p r|\bkp\b|prk|408")
    for spelling, iso3 in _spellings().items():
        if iso3 in {"PRK", "KOR"}:
            assert bool(marks.search(spelling)) == (iso3 == "PRK"), spelling


@pytest.mark.parametrize("text", ["Korea", "korea ", "KOREA"])
def test_korea_alone_is_a_question_that_names_both(text: str) -> None:
    """One is under embargo and the other is not."""
    with pytest.raises(UnknownCodeError) as caught:
        territory(text)

    assert "PRK (Democratic People's Republic of Korea)" in str(caught.value)
    assert "KOR (Republic of Korea)" in str(caught.value)


@pytest.mark.parametrize("text", ["Norht Korea", "Suoth Korea", "Koera", "D.R. Korea"])
def test_a_misspelt_korea_is_never_guessed_and_shows_both(text: str) -> None:
    """The nearest name may be the wrong side."""
    with pytest.raises(UnknownCodeError, match=r"PRK.*KOR|KOR.*PRK"):
        territory(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia", "RUS"),
        ("PRC", "CHN"),
        ("UK", "GBR"),
        ("United States", "USA"),
        ("Viet Nam", "VNM"),
        ("Vietnam", "VNM"),
        ("Cote d'Ivoire", "CIV"),
        ("Turkiye", "TUR"),
        ("St. Lucia", "LCA"),
        ("The Bahamas", "BHS"),
        ("Trinidad & Tobago", "TTO"),
        ("Guinea-Bissau", "GNB"),
        ("Niger", "NER"),
        ("Hong Kong SAR", "HKG"),
        ("Laos", "LAO"),
        ("NA", "NAM"),
    ],
)
def test_names_in_daily_use_are_understood(text: str, expected: str) -> None:
    """Accents, articles, abbreviations and former names."""
    assert territory(text).iso3 == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("", "found nothing"),
        ("Congo", "COD (Democratic Republic of the Congo) or COG"),
        ("Republic of China", "TWN (Taiwan) or CHN (China)"),
        ("Mongolai", "Did you mean MNG (Mongolia)"),
        ("EU", "a group of states"),
        ("European Union", "members('EU', on=...)"),
        ("999", "expected an ISO code"),
        ("ZZ", "expected an ISO code"),
    ],
)
def test_what_is_not_one_place_gets_a_way_out(text: str, phrase: str) -> None:
    """Suggestions, candidates, or the right function."""
    with pytest.raises(UnknownCodeError, match=re.escape(phrase)) as caught:
        territory(text, place="--from")

    assert str(caught.value).startswith("--from: found ")


@given(st.text(max_size=20))
def test_whatever_is_written_gives_a_place_or_a_yalu_error(text: str) -> None:
    """Bad input never ends in a traceback."""
    with suppress(UnknownCodeError):
        assert territory(text).iso3


def test_no_spelling_is_both_clear_and_ambiguous() -> None:
    """An alias must not quietly win over a question."""
    assert not set(_ambiguous()) & set(_spellings())


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    """So stored spellings and typed ones meet."""
    assert _fold(_fold(text)) == _fold(text)
