"""What the report says of the repaired matrix, one promise per test."""

import json
import os
from pathlib import Path

import pytest

from tests.dependence.worlds import repaired
from yalu.dependence import DependenceProfile, Flow, MatrixCheck
from yalu.report import Dossier
from yalu.report.block import Figure, Table
from yalu.report.drawing import specification
from yalu.report.figures import dependence as charts
from yalu.report.sections.dependence_goods import goods_blocks, goods_text

CHECK = MatrixCheck(
    year=2015,
    flow=Flow.TOTAL,
    compiler="KOTRA",
    low=0.91,
    high=0.92,
    matrix_low=0.86,
    matrix_high=0.95,
    inside=True,
    points=0.0,
    base="as printed",
    sources=("S1",),
)


@pytest.fixture(scope="module")
def profile(dossier: Dossier) -> DependenceProfile:
    """Return the profile of the embedded case."""
    assert dossier.profile is not None
    return dossier.profile


def table(profile: DependenceProfile, name: str) -> Table:
    """Return one table of the section."""
    (found,) = [b for b in goods_blocks(profile) if b.id == name]
    assert isinstance(found, Table)
    return found


def test_the_chart_is_the_reviewed_one(golden: Path) -> None:
    """Set YALU_REVIEW to write it anew, and look at what changed."""
    years = [row for row in repaired().years if row.direction is None]
    chart = charts.repair_chart(years, [CHECK])
    text = json.dumps(specification(chart), indent=1, sort_keys=True) + "\n"
    path = golden / "matrix-repair.json"
    if os.environ.get("YALU_REVIEW"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_the_title_tells_the_share_before_and_after(
    profile: DependenceProfile,
) -> None:
    """And the definition which compilers lie outside."""
    figure = goods_blocks(profile)[0]
    assert isinstance(figure, Figure)

    assert "instead of 80" in figure.title
    assert "KOTRA 2005 is 0.4 points below it" in figure.definition
    assert "UNCTADM" in figure.sources


def test_every_cut_is_in_the_file(profile: DependenceProfile) -> None:
    """The page shows the largest, the file all."""
    assert profile.matrix is not None
    cuts = table(profile, "repaired-pairs")

    whole = len(profile.matrix.removed) + len(profile.matrix.doubtful)
    assert len(cuts.data.rows) == whole
    assert len(cuts.rows) < whole


def test_every_section_of_goods_has_its_row(profile: DependenceProfile) -> None:
    """Ten sections, with ranges and never a bare number."""
    goods = table(profile, "criticality")

    assert len(goods.rows) == 10
    assert all(" to " in row[-1].text for row in goods.rows)


def test_the_outside_option_is_no_upper_bound(profile: DependenceProfile) -> None:
    """It is told as what was."""
    options = table(profile, "outside-options")

    assert "What was, not what could be" in options.definition
    assert "198" in options.title


def test_amounts_are_not_told_as_worth(profile: DependenceProfile) -> None:
    """The asymmetry is one of amounts."""
    (text,) = goods_text(profile)

    assert "Amounts say nothing of what the goods are worth" in text
