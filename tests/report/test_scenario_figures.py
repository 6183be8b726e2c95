"""What the charts of scenarios promise: reviewed specifications, and a baseline.

They are of made-up runs. After a deliberate change, run with YALU_REVIEW=1 to write the
specifications anew, and look at them before they are committed.
"""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tests.report.test_figures import rows, values
from yalu.provenance import Evidence
from yalu.report.block import Chart
from yalu.report.drawing import specification
from yalu.report.figures.scenario import (
    WITH,
    WITHOUT,
    FanRow,
    ShareRow,
    fan_chart,
    shares_chart,
)
from yalu.report.theme import EVIDENCE_COLOURS

FAN = tuple(
    FanRow(
        series="Oil",
        unit="thousand t a month",
        run=run,
        month=date(2027, month, 1),
        middle=middle - month,
        low=middle - month - 10,
        high=middle - month + 10,
        inner_low=middle - month - 4,
        inner_high=middle - month + 4,
    )
    for run, middle in ((WITHOUT, 60.0), (WITH, 30.0))
    for month in (1, 2, 3)
)
SHARES = tuple(
    ShareRow(
        outcome="oil",
        name=name,
        first=first,
        first_error=0.05,
        total=first + 0.1,
        total_error=0.06,
    )
    for name, first in (("crude", 0.6), ("smuggled", 0.2))
)
CHARTS: dict[str, Chart] = {
    "scenario-fan": fan_chart(FAN),
    "scenario-fan-alone": fan_chart(FAN[:3]),
    "scenario-shares": shares_chart(SHARES),
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
def test_what_is_supposed_never_has_the_colour_of_an_accusation(name: str) -> None:
    """Vermilion means alleged, and nothing here is."""
    text = json.dumps(specification(CHARTS[name]))

    assert EVIDENCE_COLOURS[Evidence.ALLEGED] not in text


def test_the_baseline_is_drawn_beneath_and_with_a_broken_line() -> None:
    """Whoever cannot tell the colours tells the lines."""
    layers = specification(CHARTS["scenario-fan"])["layer"]
    drawn = [
        (layer["mark"]["type"], layer["mark"].get("strokeDash")) for layer in layers
    ]

    assert drawn[0] == ("area", None)
    assert drawn[-2] == ("line", [5, 3])
    assert drawn[-1] == ("line", [1, 0])


def test_two_standard_errors_stand_on_either_side_of_a_share() -> None:
    """By hand: 0.6 ± 2 × 0.05."""
    drawn = rows(specification(CHARTS["scenario-shares"]))
    (own,) = {
        (row["low"], row["high"])
        for row in drawn
        if row["name"] == "crude" and row["kind"] == "alone"
    }

    assert own == pytest.approx((0.5, 0.7))
