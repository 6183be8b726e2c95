"""What queries on pressure promise: change what the models say, the verdict follows."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.claims.conftest import World
from tests.claims.costs import pressed
from tests.claims.test_trade_queries import scaled
from yalu.claims import Verdict
from yalu.provenance import Evidence


@pytest.mark.parametrize(
    ("alone", "verdict"),
    [
        ((0.01, 0.02, 0.059), Verdict.HOLDS),
        ((0.01, 0.02, 0.06), Verdict.HOLDS_WITH_CAVEAT),
        ((0.01, 0.06, 0.08), Verdict.CANNOT_BE_CHECKED),
        ((0.07, 0.08, 0.09), Verdict.DOES_NOT_HOLD),
    ],
)
def test_crippling_is_more_than_the_worst_year(
    world: World, alone: tuple[float, float, float], verdict: Verdict
) -> None:
    """C05 by its whole interval against a fall of six to seven percent."""
    found = replace(world, pressure=pressed(alone)).find("C05")

    assert found.verdict is verdict
    assert found.values["all_cost"] == "10.0 to 30.0"


def test_the_worst_year_says_whose_figure_it_is(world: World) -> None:
    """C05 hangs on the series of one bank."""
    found = replace(world, pressure=pressed()).find("C05")

    assert "6.00 to 7.00 % in the worst single year on record" in found.figure
    assert "(1997, by one compiler, the Bank of Korea)" in found.figure


def test_one_model_that_says_otherwise_is_enough_for_a_caveat(world: World) -> None:
    """C05: no model is preferred in silence."""
    found = replace(
        world, pressure=pressed((0.01, 0.02, 0.03), other=(0.03, 0.05, 0.09))
    ).find("C05")

    assert found.verdict is Verdict.HOLDS_WITH_CAVEAT
    assert found.values["cost"] == "1.0 to 9.0"


@pytest.mark.parametrize(
    ("undone", "verdict"),
    [
        ((0.1, 0.2, 0.49), Verdict.HOLDS),
        ((0.1, 0.2, 0.5), Verdict.HOLDS_WITH_CAVEAT),
        ((0.1, 0.5, 0.6), Verdict.CANNOT_BE_CHECKED),
        ((0.5, 0.6, 0.7), Verdict.DOES_NOT_HOLD),
    ],
)
def test_a_place_is_taken_where_half_of_the_cost_is_undone(
    world: World, undone: tuple[float, float, float], verdict: Verdict
) -> None:
    """C14 by the record and the models together."""
    found = replace(world, pressure=pressed(undone=undone)).find("C14")

    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("fuels", "verdict"),
    [
        ((0.1, 0.4, 0.9), Verdict.HOLDS),
        ((0.6, 0.8, 0.9), Verdict.HOLDS_WITH_CAVEAT),
    ],
)
def test_a_model_of_fuels_that_says_otherwise_is_a_caveat(
    world: World, fuels: tuple[float, float, float], verdict: Verdict
) -> None:
    """C14: told apart from all trade, but not left out."""
    found = replace(world, pressure=pressed(fuels=fuels)).find("C14")

    assert found.verdict is verdict
    assert found.values["undone"] == "10.0 to 30.0"
    assert f"{100 * fuels[1]:.0f} % ({100 * fuels[0]:.1f} to" in found.note


def test_a_ratio_across_years_and_compilers_says_so(world: World) -> None:
    """C14: Russia's best year and China's are not of one table."""
    found = replace(world, pressure=pressed()).find("C14")

    assert "million USD (2007, KOTRA)" in found.figure
    assert "million (2014, " in found.figure
    assert "across years and compilers" in found.figure


@pytest.mark.parametrize("claim", ["C05", "C14"])
def test_the_darkest_view_is_named(world: World, claim: str) -> None:
    """No study tells how goods other than energy can be done without."""
    note = replace(world, pressure=pressed()).find(claim).note

    assert "takes the elasticity of energy for all goods" in note


def test_a_russia_that_had_traded_more_could_have_taken_over(world: World) -> None:
    """C14 says what Russia never had the trade for."""
    rich = scaled(world.partner_totals, 20, partner="RUS")
    asked = replace(world, pressure=pressed())
    found = replace(asked, partner_totals=rich).find("C14")

    assert asked.find("C14").values["alternative_year"] == 2007
    assert found.verdict is Verdict.DOES_NOT_HOLD
    assert Decimal(str(found.values["percent"])) > 25


@pytest.mark.parametrize("claim", ["C05", "C14"])
def test_without_a_model_the_claim_cannot_be_checked(world: World, claim: str) -> None:
    """And it is said that no model was asked."""
    found = replace(world, pressure=None).find(claim)

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert found.note.startswith("No model of pressure was asked.")


@pytest.mark.parametrize("claim", ["C05", "C14"])
def test_a_model_without_an_answer_says_why(world: World, claim: str) -> None:
    """No equilibrium is no harmlessness."""
    silent = replace(
        pressed(), costs=(), reliefs=(), unanswered=("No equilibrium under 2270.",)
    )
    found = replace(world, pressure=silent).find(claim)

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert "No equilibrium under 2270." in found.note


def test_what_a_model_says_is_an_estimate(world: World) -> None:
    """However official the trade that it starts from."""
    found = replace(world, pressure=pressed())

    assert found.find("C05").evidence is Evidence.ESTIMATED
    assert "UNCTADM" in found.find("C14").sources
