"""What the charts of pressure promise: reviewed specifications, and no false colour.

After a deliberate change, run with YALU_REVIEW=1 to write the specifications anew,
and look at them before they are committed.
"""

import json
import os
from pathlib import Path

import pytest

from tests.report import pressures
from tests.report.test_figures import rows, values
from yalu.provenance import Evidence
from yalu.report.block import Chart
from yalu.report.drawing import specification
from yalu.report.figures import pressure
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
    "pressure-bearers": pressure.bearers_chart(pressures.BEARINGS),
    "pressure-observed": pressure.outturn_chart(pressures.OUTTURNS),
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
