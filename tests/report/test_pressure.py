"""What the section on pressure promises."""

import json
from dataclasses import replace

import pytest

from tests.report import pressures
from yalu.report import Figure, Section, Table
from yalu.report.block import Block
from yalu.report.drawing import specification
from yalu.report.sections.pressure import cost_span, pressure_section
from yalu.report.sections.pressure_borne import hits_by_model, outturns_found
from yalu.report.weighing import weighing_words


@pytest.fixture(scope="module")
def section() -> Section:
    """Return the section on a made-up answer."""
    return pressure_section(pressures.pressure())


def block(section: Section, name: str) -> Block:
    """Return a figure or table by its name."""
    return next(one for one in section.blocks if one.id == name)


def test_everything_that_was_asked_for_is_there(section: Section) -> None:
    """Packages, curves, who bears it, what came, the numbers and the unknowns."""
    assert [one.id for one in section.blocks] == [
        "pressure-packages", "pressure-curves", "pressure-bearers",
        "pressure-observed", "pressure-numbers", "pressure-unknowns",
    ]  # fmt: skip


def test_what_the_models_leave_out_stands_before_the_figures(section: Section) -> None:
    """A cost is read with what is not in it."""
    found = pressures.pressure()

    assert [one.text for one in section.points] == [*found.left_out, *found.notes]


def test_crippling_is_told_as_a_recorded_fall(section: Section) -> None:
    """The yardstick is computed from the record and named with its year."""
    told = "deepest fall of income in a single year on record: 6.5\u00a0% in 1997"

    assert any(told in text for text in section.text)


def test_packages_are_counted_by_the_ends_of_their_intervals(section: Section) -> None:
    """Below by every model, above by every model, or not told."""
    title = block(section, "pressure-packages").title

    assert title.startswith("Fully enforced, one of three packages costs less")
    assert "one costs more" in title
    assert "for one the models or draws differ" in title


def test_an_interval_over_models_reaches_from_the_lowest_to_the_highest() -> None:
    """No model is preferred in silence."""
    found = pressures.pressure().at(package="2270", patron="", enforcement=1.0)

    assert cost_span(found) == "0.3\u20132.5\u00a0%"


def test_a_cost_without_an_answer_is_not_nought(section: Section) -> None:
    """No equilibrium is no harmlessness."""
    silent = tuple(
        replace(price, median=None, low=None, high=None, reason="No equilibrium.")
        if price.model == "general equilibrium"
        else price
        for price in pressures.PRICES
    )
    found = pressure_section(replace(pressures.pressure(), prices=silent))
    table = block(found, "pressure-numbers")

    assert isinstance(table, Table)
    assert any(cell.text == "no answer" for row in table.rows for cell in row)
    assert isinstance(block(section, "pressure-numbers"), Table)


def test_the_data_hold_every_price_with_and_without_another_patron(
    section: Section,
) -> None:
    """What a chart leaves out for room is in its file."""
    figure = block(section, "pressure-packages")

    assert isinstance(figure, Figure)
    patron = figure.data.columns.index("patron")
    assert {row[patron] for row in figure.data.rows} == {"", "RUS"}


def test_a_cost_with_another_patron_carries_its_interval(section: Section) -> None:
    """A median alone would pass for certain beside one with its range."""
    table = block(section, "pressure-numbers")

    assert isinstance(table, Table)
    helped = [cell.detail for row in table.rows for cell in row if cell.detail]
    told = [words for words in helped if words.startswith("with ")]
    assert told
    assert all(words.startswith("with Russia: ") for words in told)
    assert all(words.endswith(")") for words in told)


def test_states_have_their_names_in_what_came_of_it(section: Section) -> None:
    """A code beside a name would be taken for somebody else."""
    figure = block(section, "pressure-observed")

    assert isinstance(figure, Figure)
    assert "China buys, all goods: without crude oil" in figure.definition
    assert "CHN" not in figure.definition + figure.summary


def test_every_panel_of_curves_tells_its_looks(section: Section) -> None:
    """On a telephone the panel that alone has the legend is out of sight."""
    figure = block(section, "pressure-curves")

    assert isinstance(figure, Figure)
    charts = [json.dumps(specification(panel.chart)) for panel in figure.panels]
    assert all('"labelLimit": 300' in chart for chart in charts)


def test_how_many_predictions_the_record_bears_out_is_the_title() -> None:
    """Also where it does not; years without a record are not counted."""
    told = outturns_found(pressures.OUTTURNS)

    assert told.startswith("1 of 2 records lie inside what full enforcement")
    assert "2 of 2 inside what any enforcement" in told


def test_hits_are_counted_by_model() -> None:
    """A model that is right by being vague shows beside one that is not."""
    told = hits_by_model(pressures.OUTTURNS)

    assert told.endswith("mechanical 1 of 2 and 2 of 2")


def test_the_section_answers_in_words_whether_a_package_is_crippling(
    section: Section,
) -> None:
    """The words of the command, a paragraph a package."""
    told = weighing_words(pressures.pressure())

    assert told
    assert set(told) <= set(section.text)


def test_the_target_bears_it_too() -> None:
    """What it no longer sells, before who no longer buys."""
    found = pressures.pressure()
    own = replace(found.bearings[0], economy="PRK", flow="sells")
    shown = pressure_section(replace(found, bearings=(own, *found.bearings)))
    figure = block(shown, "pressure-bearers")

    assert isinstance(figure, Figure)
    assert figure.panels[0].label.startswith("what the target ")


def test_without_bearers_and_records_their_figures_are_left_out() -> None:
    """A command that asked for less shows less."""
    bare = replace(pressures.pressure(), bearings=(), outturns=(), influences=())
    names = {one.id for one in pressure_section(bare).blocks}

    assert names.isdisjoint(
        {"pressure-bearers", "pressure-observed", "pressure-unknowns"}
    )
