"""What the charts of the cycle promise: reviewed specifications, and no false colour.

After a deliberate change, run with YALU_REVIEW=1 to write the specifications anew,
and look at them before they are committed.
"""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tests.report import cycles
from tests.report.test_figures import rows, values
from yalu.report.block import Chart
from yalu.report.drawing import specification
from yalu.report.figures import cycle, forecast, timeline

CHARTS: dict[str, Chart] = {
    "cycle-timeline": timeline.timeline_chart(
        cycles.lanes(), cycles.TURNS, cycles.WINDOW
    ),
    "cycle-rounds": cycle.rounds_chart(
        [
            cycles.round_row(),
            cycles.round_row(
                opened=date(2024, 10, 31), answer="", answer_kind="none",
                answered_after=None, quiet_after=40, quiet_low=618, quiet_high=618,
                ends_after=658, over=False, resumption="",
            ),
        ]
    ),
    "cycle-pulls": cycle.pulls_chart(cycles.PULLS),
    "cycle-effects": cycle.effects_chart(cycles.EFFECTS),
    "cycle-chances": forecast.chances_chart(
        [cycles.chance(), cycles.chance(0.998, horizon=365)]
    ),
    "cycle-reliability": forecast.reliability_chart(cycles.BINS),
    "cycle-quantiles": forecast.quantiles_chart(cycles.QUANTILES),
}  # fmt: skip


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


def test_a_date_known_to_the_month_is_as_wide_as_the_month() -> None:
    """A stroke on its first day would claim a day that nobody knows."""
    found = [r for r in rows(specification(CHARTS["cycle-timeline"])) if "dated" in r]
    (vague,) = (row for row in found if not row["dated"])

    assert (vague["from"], vague["until"]) == ("2016-09-01", "2016-10-01")
    assert "day not known" in str(vague["when"])


def test_a_lane_with_many_events_counts_them_by_year() -> None:
    """Hundreds of strokes would be one black band."""
    found = rows(specification(CHARTS["cycle-timeline"]))

    assert any(row.get("what") == "12 of 12 events of the year" for row in found)


def test_what_nobody_looked_at_is_grey_and_not_empty() -> None:
    """An empty stretch of a lane says that nothing happened."""
    shades = [
        (row["from"], row["until"], row["shade"])
        for row in rows(specification(CHARTS["cycle-timeline"]))
        if "shade" in row
    ]

    assert ("2014-01-01", "2015-01-01", "#dfe3e8") in shades
    assert ("2014-01-01", "2015-06-01", "#f1f3f5") in shades


def test_a_round_that_lasts_is_said_to_last() -> None:
    """A bar that ends today did not end."""
    found = rows(specification(CHARTS["cycle-rounds"]))

    assert {row["part"] for row in found if "part" in row} == {
        "waiting for the answer", "quiet", "further provocations, no answer",
        "quiet so far",
    }  # fmt: skip
    assert "618 d quiet so far" in {row.get("label") for row in found}


def test_a_round_without_an_answer_does_not_wait_for_one() -> None:
    """What is quiet in hindsight begins at the last provocation."""
    found = rows(specification(CHARTS["cycle-rounds"]))
    parts = [r["part"] for r in found if r.get("row") == "2024-10-31" and "part" in r]

    assert parts == ["further provocations, no answer", "quiet so far"]


def test_the_next_missile_is_no_dash_before_a_number() -> None:
    """A dash before the days of quiet would read as a minus."""
    marks = [layer["mark"] for layer in specification(CHARTS["cycle-rounds"])["layer"]]
    points = [mark["yOffset"] for mark in marks if mark["type"] == "point"]

    assert min(points) < 0
    assert "stroke" not in [shape for shape, _ in cycle._ACTS.values()]


def test_an_effect_that_is_not_told_from_none_has_no_colour() -> None:
    """A number whose interval holds zero must not catch the eye."""
    found = rows(specification(CHARTS["cycle-pulls"]))

    assert [row["look"] for row in found] == [
        "holds back",
        "brings about",
        "not told",
    ]


def test_an_interval_without_an_end_runs_to_the_edge() -> None:
    """None counted beside leaves the ratio without a bound."""
    (row,) = (
        r
        for r in rows(specification(CHARTS["cycle-effects"]))
        if r.get("against") == "the record"
    )

    assert row["ratio"] is None
    assert row["high"] == 20.0
    assert row["interval"] == "no ratio (0.3 to any number)"


def test_what_is_not_certain_is_not_told_as_certain() -> None:
    """A model that says 99.8 percent has not said always."""
    told = [r["short"] for r in rows(specification(CHARTS["cycle-chances"]))]

    assert told == ["20%", ">99%"]
