"""What the charts of pressure promise: reviewed specifications, and no false colour.

After a deliberate change, run with YALU_REVIEW=1 to write the specifications anew,
and look at them before they are committed.
"""

import json
import os
import re
from pathlib import Path

import pytest

from tests.report import pressures
from tests.report.test_figures import rows, values
from yalu.provenance import Evidence
from yalu.report.block import Chart
from yalu.report.drawing import specification, still, vega
from yalu.report.figures import pressure, pressure_borne
from yalu.report.theme import EVIDENCE_COLOURS

CHARTS: dict[str, Chart] = {
    "pressure-packages": pressure.packages_chart(
        [price for price in pressures.PRICES if price.enforcement == 1],
        pressures.YARDSTICKS,
        models=pressures.MODELS,
        top=0.6,
        legend=True,
    ),
    "pressure-curves": pressure.curves_chart(
        [price for price in pressures.PRICES if price.package == "to-2397"],
        pressures.YARDSTICKS,
        models=pressures.MODELS,
        top=0.4,
        legend=True,
    ),
    "pressure-bearers": pressure_borne.bearers_chart(pressures.BEARINGS),
    "pressure-observed": pressure_borne.outturn_chart(pressures.OUTTURNS),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_reviewed_one(name: str, golden: Path) -> None:
    """A chart changes only when somebody has looked at the change."""
    text = json.dumps(specification(CHARTS[name]), indent=1, sort_keys=True) + "\n"
    path = golden / f"{name}.json"
    if os.environ.get("YALU_REVIEW"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_as_wide_as_its_container_and_loads_nothing(name: str) -> None:
    """It must fit a telephone, and work without a network."""
    spec = specification(CHARTS[name])

    assert spec["width"] == "container"
    assert not list(values(spec, "url"))


@pytest.mark.parametrize("name", CHARTS)
def test_what_a_model_says_never_has_the_colour_of_an_accusation(name: str) -> None:
    """Vermilion means alleged, and nothing here is."""
    text = json.dumps(specification(CHARTS[name]))

    assert EVIDENCE_COLOURS[Evidence.ALLEGED] not in text


def test_a_yardstick_beyond_the_axis_is_not_drawn_at_its_edge() -> None:
    """A line at the edge would be read as its value."""
    chart = pressure.curves_chart(
        [price for price in pressures.PRICES if price.package == "2270"],
        pressures.YARDSTICKS,
        models=pressures.MODELS,
        top=0.1,
        legend=False,
    )
    labels = [str(row["label"]) for row in rows(specification(chart)) if "label" in row]

    assert any(label.startswith("worst single year") for label in labels)
    assert not any("1990s" in label for label in labels)


def test_a_year_without_a_record_shows_its_prediction_alone() -> None:
    """Missing is not zero."""
    found = rows(specification(CHARTS["pressure-observed"]))
    silent = [row for row in found if row.get("year") == "2019"]

    assert silent
    assert all(row["recorded"] is None for row in silent)
    assert all(row["judged"] == "cannot be told" for row in silent)


def test_an_interval_with_another_patron_is_drawn_beside_that_without() -> None:
    """Bands of both would hide each other; a line alone would pass for certain."""
    found = rows(specification(CHARTS["pressure-curves"]))
    beside = [row for row in found if float(str(row.get("enforcement", 0))) > 1]
    drawn = {(row["model"], row["patron"]) for row in beside if "model" in row}
    places = [row["enforcement"] for row in beside if "model" in row]

    assert len(drawn) == 2 * len(pressures.MODELS)
    assert len(set(places)) == len(places)


def test_every_line_of_a_recorded_fall_has_its_name_on_the_plot() -> None:
    """A dotted line that only the text below explains is not read."""
    spec = specification(CHARTS["pressure-packages"])
    layers = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    sets = [spec["datasets"][layer["data"]["name"]] for layer in layers]
    named = [row["fall"] for records in sets for row in records]

    assert list(dict.fromkeys(name.split(" (")[0] for name in named)) == [
        each.label for each in pressures.YARDSTICKS
    ]


def test_every_gridline_of_costs_has_its_label() -> None:
    """On a scale of square roots a line without a number cannot be read."""
    spec = specification(CHARTS["pressure-packages"])
    axes = [axis for axis in values(spec, "axis") if isinstance(axis, dict)]
    (costs,) = [axis for axis in axes if axis.get("format") == ".0%"]

    assert costs["labelOverlap"] is False
    assert "0.5]" in costs["values"]["expr"]  # and nothing beyond the axis, at 0.6


def test_a_long_name_breaks_in_two_lines_on_a_narrow_screen() -> None:
    """Cut after a few letters, goods cannot be told apart on a telephone."""
    name = "metals, textiles, paper and other materials worked up"
    row = pressures.bearing("CHN", "6", name, "buys", 1e9)
    text = json.dumps(specification(pressure_borne.bearers_chart([row])))

    assert "metals, textiles, paper and" in text
    assert "other materials worked up" in text


def test_a_picture_without_scripts_knows_the_width_that_its_letters_need() -> None:
    """Pressed into the width of a telephone, letters of twelve pixels become four."""
    picture = still(vega(CHARTS["pressure-bearers"]), "bearers")
    drawn = re.search(r'style="--drawn:(\d+)px" viewBox="0 0 (\d+) ', picture)

    assert drawn is not None
    assert drawn[1] == drawn[2]
