"""What the words around the cycle promise: cautions stand where they apply."""

from dataclasses import replace

from tests.report import cycles
from yalu.report import Table
from yalu.report.sections.cycle import cycle_section


def test_a_model_that_may_run_away_says_so() -> None:
    """Forecasts far ahead would be read as if it could not."""
    calm = cycles.model()
    strong = replace(calm.posterior, weights=calm.posterior.weights + 9)
    wild = replace(cycles.asked(), model=replace(calm, posterior=strong))
    section = cycle_section(wild)

    assert calm.caution == ""
    assert section is not None
    assert any("may run away" in text for text in section.text)


def test_under_the_durations_chance_and_gaps_are_told() -> None:
    """One small p of five is no wonder, and no condemnation known is not none made."""
    section = cycle_section(cycles.asked())
    assert section is not None
    (found,) = (one for one in section.blocks if one.id == "durations")

    assert isinstance(found, Table)
    assert "would fall below p = 0.05 in about one table of four." in found.note
    assert "partial from 1993-01-01 to 2022-06-30" in found.note
