"""What `yalu dependence` promises, one promise per test."""

import pytest

from tests.cli.conftest import Yalu

FIGURES = ("repair", "check", "criticality", "asymmetry", "outside_option", "share")


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
