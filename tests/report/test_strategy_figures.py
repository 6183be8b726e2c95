"""What the charts of strategy promise: reviewed specifications, and no false colour.

They are of made-up answers. After a deliberate change, run with YALU_REVIEW=1 to write
the specifications anew, and look at them before they are committed.
"""

import json
import os
from pathlib import Path

import pytest

from tests.report import plays
from tests.report.test_figures import rows, values
from yalu.provenance import Evidence
from yalu.report.block import Chart
from yalu.report.drawing import specification
from yalu.report.figures import strategy, strategy_game
from yalu.report.playing_game import steps
from yalu.report.theme import EVIDENCE_COLOURS

POINTS = tuple(
    strategy.CurvePoint(
        player="target",
        what=what,
        part="posture",
        level=level,
        place=place,
        median=0.2 + 0.1 * place,
        low=0.1,
        high=0.6,
        now=place == 1,
    )
    for what in ("a test", "an overture")
    for place, level in enumerate(("eased", "raised"))
)
INTERVALS = tuple(
    strategy.Interval(
        row="raised posture: enforcement",
        kind=kind,
        median=0.1,
        low=-0.2,
        high=0.3,
        told="+10 %",
    )
    for kind in (strategy.BEFORE, strategy.AFTER)
)
CHARTS: dict[str, Chart] = {
    "strategy-game": strategy_game.game_chart(steps()),
    "strategy-curves": strategy.curves_chart(POINTS),
    "strategy-intervals": strategy.intervals_chart(INTERVALS, title="change"),
    "strategy-weights": strategy.weights_chart(plays.WEIGHTS),
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
def test_what_a_game_says_never_has_the_colour_of_an_accusation(name: str) -> None:
    """Vermilion means alleged, and nothing here is."""
    text = json.dumps(specification(CHARTS[name]))

    assert EVIDENCE_COLOURS[Evidence.ALLEGED] not in text


def test_what_was_held_before_is_paler_than_what_is_known_now() -> None:
    """Whoever reads only the dark lines reads what the record says."""
    spec = json.dumps(specification(CHARTS["strategy-intervals"]))

    assert spec.index("#cfc3e2") < spec.index("#7b5aa6")


def test_a_parameter_on_the_scale_of_its_prior() -> None:
    """By hand: 0.9 lies at (0.9 - 0.6) / (1.4 - 0.6), below the middle likewise."""
    drawn = rows(specification(CHARTS["strategy-weights"]))
    (own,) = {
        (row["low"], row["median"], row["high"])
        for row in drawn
        if row.get("row") == "patron commerce" and row["kind"] == strategy.AFTER
    }

    assert own == pytest.approx(((0.5 - 0.6) / 0.3, 0.3 / 0.8, 0.6 / 0.8))
