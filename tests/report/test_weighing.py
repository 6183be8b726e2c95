"""What the words on pressure promise: crippling or not, and what help changes."""

from dataclasses import replace

import pytest

from tests.report import pressures
from yalu.report.pressing import Pressure
from yalu.report.weighing import (
    figure,
    reading_words,
    verdicts,
    weighing_words,
)


def words(found: Pressure, package: str) -> str:
    """Return what is said of a package, with plain spaces."""
    (told,) = weighing_words(found, (package,))
    return told.replace("\u00a0", " ")


def test_a_middle_above_the_worst_year_is_crippling() -> None:
    """Each model on its side of 6.5 percent, with its own cost."""
    told = words(pressures.pressure(), "to-2397")

    assert told.startswith(
        "All up to resolution 2397: crippling by mechanical (12 %) and all imports "
        "(17 %); not by general equilibrium (6.0 %)."
    )


def test_what_no_model_calls_crippling_is_said_so() -> None:
    """Of a small package."""
    assert "2270 alone: not crippling by any model: " in words(
        pressures.pressure(), "2270"
    )


def test_help_is_told_from_what_to_what() -> None:
    """And full closure with help is closure by all but the helper."""
    found = pressures.pressure()

    assert (
        "With Russia stepping in: mechanical from 12 to 9.6 %, all imports from 17 to "
        "13 % and general equilibrium from 6.0 to 4.8 %."
    ) in words(found, "to-2397")
    assert "Closed by all but Russia: " in words(found, "closure")


def test_a_cost_of_all_income_is_told_as_the_form_of_a_model() -> None:
    """No reader quotes it as a figure."""
    found = pressures.pressure()
    whole = replace(pressures.PRICES[0], enforcement=1.0, median=1.0, low=1.0, high=1.0)
    prices = (*pressures.PRICES, whole)

    assert "form of a model" not in reading_words(found)
    assert "form of a model" in reading_words(replace(found, prices=prices))


def test_help_that_undoes_a_crippling_cost_is_named() -> None:
    """From above the worst year to below it."""
    prices = tuple(
        replace(row, median=0.01, low=0.0, high=0.02) if row.patron else row
        for row in pressures.PRICES
    )
    told = words(replace(pressures.pressure(), prices=prices), "to-2397")

    assert told.endswith("then no longer crippling by mechanical and all imports.")


def test_the_share_of_draws_stands_beside_the_cost() -> None:
    """As a span where draws without an answer leave it open."""
    prices = tuple(
        replace(row, exceeds_low=0.9, exceeds_high=0.94) for row in pressures.PRICES
    )
    told = words(replace(pressures.pressure(), prices=prices), "to-2397")

    assert "mechanical (12 %; 90\u201394 %)" in told


def test_no_answer_is_neither_crippling_nor_harmless() -> None:
    """A model in which too many draws fail has no verdict."""
    prices = tuple(
        replace(row, median=None, low=None, high=None)
        if row.model == "general equilibrium"
        else row
        for row in pressures.PRICES
    )
    found = replace(pressures.pressure(), prices=prices)

    assert "no answer by general equilibrium" in words(found, "to-2397")
    assert {
        row.crippling for row in verdicts(found) if row.model == "general equilibrium"
    } == {None}


def test_without_a_yardstick_nothing_is_crippling() -> None:
    """There is nothing to hold a cost against."""
    found = replace(pressures.pressure(), yardsticks=())

    assert not list(verdicts(found))
    assert not weighing_words(found)


def test_which_column_to_read_is_said_where_both_are_there() -> None:
    """A model that is not shown cannot be read."""
    assert "column fuels" not in reading_words(pressures.pressure())


@pytest.mark.parametrize(
    ("share", "told"), [(-0.0003, "-0.03"), (-0.02, "-2.0"), (-1e-12, "0.0")]
)
def test_a_gain_keeps_its_sign(share: float, told: str) -> None:
    """A small gain is none of -0.0 and 0.0."""
    assert figure(share) == told


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("markets do not clear: after 9 steps", "says nothing of the cost"),
        ("PRK can buy but not sell", "count as the loss of everything"),
    ],
)
def test_draws_without_an_answer_say_how_they_count(reason: str, told: str) -> None:
    """In words, and without the figures of a search."""
    (row,) = (
        row
        for row in pressures.PRICES
        if (row.package, row.model, row.patron, row.enforcement)
        == ("closure", "general equilibrium", "RUS", 1.0)
    )
    found = replace(
        pressures.pressure(), prices=(replace(row, failed=3, reason=reason),)
    )
    (text,) = found.unanswered

    assert text.startswith("Closure by all but RUS, 100% enforced")
    assert "3 of 100 draws have no answer" in text
    assert told in text
    assert "after 9 steps" not in text
