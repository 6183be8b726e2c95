"""What the charts promise: reviewed specifications, and honesty in colour.

After a deliberate change, run with YALU_REVIEW=1 to write the specifications anew,
and look at them before they are committed.
"""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.report import worlds
from tests.report.test_recorded import reading
from yalu.dependence import Flow
from yalu.flows import Series
from yalu.report import Figure, Report
from yalu.report.block import Chart
from yalu.report.drawing import specification
from yalu.report.figures import (
    caps,
    dependence,
    expectation,
    law,
    scorecard,
    trade,
)
from yalu.report.theme import SERIES_COLOURS, VERDICT_COLOURS

CHARTS: dict[str, Chart] = {
    "timeline": law.timeline_chart(worlds.BARS, (), worlds.WINDOW),
    "measures-in-force": law.counts_chart(worlds.COUNTS, ()),
    "cap-use": caps.use_chart(
        [worlds.cap_row()], series=Series.NOTIFIED, alerts=[75, 90, 95], lanes=True
    ),
    "cap-alleged": caps.use_chart(
        [worlds.cap_row(Series.ALLEGED, "700", None)],
        series=Series.ALLEGED,
        alerts=[75, 90, 95],
        lanes=True,
    ),
    "cap-running": caps.running_chart(worlds.points(), alerts=[75], label="window"),
    "scorecard-path": scorecard.path_chart(worlds.SQUARES),
    "banned-lines": trade.lines_chart(worlds.LINES),
    "monthly-trade": trade.monthly_chart(
        [reading(date(2018, 1, 1)), reading(date(2018, 4, 1), value="3")],
        window=(date(2018, 1, 1), date(2018, 6, 1)),
    ),
    "expected": expectation.fan_chart(worlds.FAN, worlds.RULES),
    "patron-share": dependence.share_chart(
        worlds.SHARES,
        worlds.BOUNDS,
        flow=Flow.TOTAL,
        compilers=["KOTRA"],
        years=(2015, 2017),
    ),
}


def values(spec: object, name: str) -> Iterator[object]:
    """Yield what stands under one name anywhere in a specification."""
    if isinstance(spec, dict):
        if name in spec:
            yield spec[name]
        for part in spec.values():
            yield from values(part, name)
    elif isinstance(spec, list):
        for part in spec:
            yield from values(part, name)


def rows(spec: dict[str, object]) -> list[dict[str, object]]:
    """Return every record that a specification draws."""
    sets = spec.get("datasets", {})
    assert isinstance(sets, dict)
    inline = [found for found in values(spec, "values") if isinstance(found, list)]
    return [
        r for part in (*sets.values(), *inline) for r in part if isinstance(r, dict)
    ]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_reviewed_one(name: str, golden: Path) -> None:
    """A chart changes only when somebody has looked at the change."""
    text = json.dumps(specification(CHARTS[name]), indent=1, sort_keys=True) + "\n"
    path = golden / f"{name}.json"
    if os.environ.get("YALU_REVIEW"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_as_wide_as_its_container_and_loads_nothing(name: str) -> None:
    """It must fit a telephone, and work without a network."""
    spec = specification(CHARTS[name])

    assert spec["width"] == "container"
    assert not list(values(spec, "url"))


def test_a_silent_month_breaks_the_line() -> None:
    """A line across a gap would claim a figure that nobody printed."""
    drawn = {
        row["month"]: row["value"]
        for row in rows(specification(CHARTS["monthly-trade"]))
        if "value" in row and "evidence" not in row
    }

    assert drawn["2018-01-01"] is not None
    assert drawn["2018-02-01"] is None


def test_a_month_without_a_figure_breaks_the_line_and_not_the_fan() -> None:
    """What would have moved is known although nobody printed what did."""
    found = rows(specification(CHARTS["expected"]))
    path = {r["month"]: r["value"] for r in found if set(r) == {"month", "value"}}
    band = [r["month"] for r in found if "low" in r]

    assert path == {
        "2017-01-01": 90.0,
        "2017-02-01": None,
        "2017-03-01": 110.0,
        "2017-04-01": 40.0,
    }
    assert band == ["2017-04-01", "2017-05-01"]


def test_months_that_are_recorded_together_are_a_level_line() -> None:
    """Two months of 60 in sum are not 60 in one of them, and not nothing."""
    found = rows(specification(CHARTS["expected"]))
    means = [r for r in found if "until" in r]

    assert [(r["month"], r["until"], r["value"]) for r in means] == [
        ("2017-05-01", "2017-07-01", 30.0)
    ]


def test_a_band_that_runs_away_does_not_flatten_the_record() -> None:
    """The axis ends above what is recorded and likely, not above all that may be."""
    spec = specification(CHARTS["expected"])
    ends = [d for d in values(spec, "domain") if isinstance(d, list) and d[0] == 0]

    assert ends
    assert all(end == [0, pytest.approx(165.0)] for end in ends)


def test_a_fan_says_its_unit_and_its_scale() -> None:
    """A reader must not guess whether an axis is logarithmic."""
    titles = set(values(specification(CHARTS["expected"]), "title"))

    assert "t a month, linear scale from nil" in titles


def test_no_line_runs_over_an_unreported_month_or_on_from_it() -> None:
    """It is not nil, and what comes after it is only a lower end."""
    found = {
        (row["month"], row["low"], row["whole"])
        for row in rows(specification(CHARTS["cap-running"]))
        if "whole" in row
    }

    assert found == {(1, 10.0, True), (3, 30.0, False)}


def test_a_bar_with_missing_months_says_at_least_at_every_width() -> None:
    """A record with gaps is a floor, on a telephone too."""
    chart = caps.use_chart(
        [worlds.cap_row(missing=3)], series=Series.NOTIFIED, alerts=[75], lanes=True
    )
    told = [row for row in rows(specification(chart)) if "short" in row]

    assert told
    assert all(str(row["short"]).startswith("at least ") for row in told)
    assert all(str(row["words"]).startswith("at least ") for row in told)


def test_a_lower_bound_is_drawn_with_an_arrow() -> None:
    """Alleged *at least* must not look like *exactly*."""
    found = [r for r in rows(specification(CHARTS["cap-alleged"])) if "open" in r]

    assert [row["open"] for row in found] == [True]


def test_unverifiable_is_hatched_and_no_verdict_is_green() -> None:
    """A reader must not take silence for compliance, whatever his eyes."""
    text = json.dumps(specification(CHARTS["scorecard-path"]))

    assert '"gradient": "linear"' in text
    for colour in VERDICT_COLOURS.values():
        red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        assert not (green > red and green > blue)


def test_alleged_shares_no_panel_and_no_colour_with_the_record(
    written: Report,
) -> None:
    """An accusation beside a record on one axis would look like a record."""
    panels = [
        specification(panel.chart)
        for section in written.sections
        for block in section.blocks
        if isinstance(block, Figure)
        for panel in block.panels
    ]
    coloured = [s for s in panels if SERIES_COLOURS["alleged"] in json.dumps(s)]
    official = [SERIES_COLOURS[name] for name in ("customs", "notified")]

    assert coloured
    assert not any(colour in json.dumps(s) for s in coloured for colour in official)
