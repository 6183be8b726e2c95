"""What `yalu dependence` promises, one promise per test."""

import pytest

from tests.cli.conftest import Yalu

FIGURES = (
    "alternative",
    "asymmetry",
    "bound",
    "check",
    "criticality",
    "outside_option",
    "repair",
    "share",
)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_fits_a_narrow_terminal_and_names_its_sources(
    yalu: Yalu, figure: str
) -> None:
    """Eighty columns, and where the numbers come from under each table."""
    answer = yalu("dependence", "--figure", figure)

    assert answer.code == 0
    assert max(len(line) for line in answer.out.splitlines()) <= 80
    assert "Sources: " in answer.out
    assert "UNCTADM" in answer.out


def test_the_share_stands_before_and_after_the_repair(yalu: Yalu) -> None:
    """And what was taken out, with the reason."""
    told = yalu("dependence", "--figure", "repair").out

    assert "80.1%" in told
    assert "COG" in told
    assert "--all shows the rest" in told


def test_all_shows_every_cut(yalu: Yalu) -> None:
    """The longest list is not cut short."""
    told = yalu("dependence", "--figure", "repair", "--all").out

    assert "shows the rest" not in told
    assert len(told.splitlines()) > 600


def test_a_bound_says_in_a_word_what_it_lacks(yalu: Yalu) -> None:
    """A bare range reads as if every way to count were in it."""
    told = [
        [cell.strip() for cell in line.strip("│").split("│")]
        for line in yalu("dependence", "--figure", "bound").out.splitlines()
        if line.startswith("│")
    ]
    lacks = {(year, flow): lacking for year, flow, _, lacking, _ in told}

    assert lacks["2014", "total"] == "nothing"
    assert lacks["2015", "total"] == "crude"
    assert lacks["2024", "total"] == "crude, inter-Korean"


@pytest.mark.parametrize("figure", ["share", "alternative"])
def test_the_readings_of_the_matrix_are_explained(yalu: Yalu, figure: str) -> None:
    """Nobody knows from the name what a lenient compiler is."""
    told = " ".join(yalu("dependence", "--figure", figure).out.split())

    assert "UNCTAD, lenient and UNCTAD, strict are the matrix of world trade" in told


@pytest.mark.parametrize("figure", ["asymmetry", "outside_option"])
def test_sections_of_goods_have_their_titles(yalu: Yalu, figure: str) -> None:
    """A number says nothing of what is in it."""
    told = yalu("dependence", "--figure", figure).out

    assert "5 chemicals" in told
    assert "1 drinks and" in told


def test_json_has_the_good_and_the_grade_of_every_number(yalu: Yalu) -> None:
    """What other programs rely on."""
    rows = yalu("dependence", "--figure", "criticality", "--json").json

    assert {row["good"] for row in rows} == set("0123456789")
    assert all(
        list(row)[:4] == ["figure", "year", "compiler", "flow"]
        and row["evidence"] == "estimated"
        and row["sources"]
        for row in rows
    )


def test_an_unknown_figure_is_answered_with_those_there_are(yalu: Yalu) -> None:
    """An empty answer would read as no dependence."""
    answer = yalu("dependence", "--figure", "shares")

    assert answer.code != 0
    assert "expected one of alternative, asymmetry" in answer.err
