"""What is promised where two models foresee one event."""

from dataclasses import replace

import pytest

from yalu.report import Dossier, Report
from yalu.report.cycling import Cycle
from yalu.report.sections.cycle_forecast import chance_rows, chance_span, percent
from yalu.report.sections.rival_forecasts import rival_forecasts
from yalu.report.supposing import Supposing
from yalu.report.supposing_rows import chance_rows as statements
from yalu.report.supposing_words import RIVALS, chance


@pytest.fixture(scope="module")
def cycle(dossier: Dossier) -> Cycle:
    """Return the process of the cycle."""
    assert dossier.cycle is not None
    return dossier.cycle


@pytest.fixture(scope="module")
def scenarios(dossier: Dossier) -> Supposing:
    """Return the game of the scenarios."""
    assert dossier.scenarios is not None
    return dossier.scenarios


def _with_verdict(scenarios: Supposing, verdict: str) -> Supposing:
    assert scenarios.trial is not None
    rows = (replace(row, decade_verdict=verdict) for row in scenarios.trial.rows)
    return replace(scenarios, trial=replace(scenarios.trial, rows=tuple(rows)))


def test_both_chances_of_a_resolution_stand_side_by_side(
    cycle: Cycle, scenarios: Supposing, written: Report
) -> None:
    """Two numbers for one event, pages apart, read as a mistake."""
    (section,) = (one for one in written.sections if one.id == "cycle")
    told = section.text[-1]
    foreseen = [row for row in chance_rows(cycle) if row.group == "resolutions"][-1]
    assert scenarios.baseline is not None
    (said,) = (
        one for one in statements(scenarios.baseline.outcome) if one.id == "text-24"
    )

    assert f"{percent(foreseen.probability)} ({chance_span(foreseen)})" in told
    assert chance(said.chance) in told
    assert told.count("on past days") == 2
    (other,) = (one for one in written.sections if one.id == "scenarios")
    assert any(RIVALS in paragraph for paragraph in other.text)


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        ("worse", "the process is to be preferred"),
        ("not told apart", "neither is to be preferred"),
        ("better", "the game is to be preferred"),
    ],
)
def test_who_is_to_be_preferred_follows_from_the_record(
    cycle: Cycle, scenarios: Supposing, verdict: str, told: str
) -> None:
    """A preference that is typed in outlives its reason."""
    assert told in rival_forecasts(cycle, _with_verdict(scenarios, verdict))


def test_one_model_alone_has_no_rival(cycle: Cycle, scenarios: Supposing) -> None:
    """Where one of them is silent there is nothing to set side by side."""
    assert not rival_forecasts(cycle, replace(scenarios, baseline=None))
    assert not rival_forecasts(replace(cycle, forecast=None), scenarios)


def test_a_range_that_reads_the_same_twice_is_told_once(cycle: Cycle) -> None:
    """From more than 99.9 % to more than 99.9 % is no range."""
    (row, *_) = chance_rows(cycle)
    same = replace(row, probability=0.9999, low=0.9995, high=1.0)

    assert chance_span(same) == percent(same.low)
    assert " to " not in chance_span(same)
