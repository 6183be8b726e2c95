"""What fitting and simulating promise: one function for processes of every class."""

from datetime import date

import numpy as np
import pytest

from tests.cycle.days import given, record
from yalu.cycle import (
    DPRK_STREAMS,
    DailyProcess,
    FitStatus,
    FittedDaily,
    FittedHawkes,
    FittedPoisson,
    FittedRenewal,
    Hawkes,
    Poisson,
    Process,
    Renewal,
    dprk_baseline,
    fit,
    forecast,
    occurrences,
    simulate,
)
from yalu.errors import SchemaError
from yalu.events import read
from yalu.periods import Interval, parse_period

EVENTS = record(400, [3.0, 50.0, 77.0, 120.0, 121.0, 300.0, 390.0])
YEARS = Interval(date(2000, 1, 1), date(2010, 1, 1))
CLASSES: list[tuple[Process, type]] = [
    (DailyProcess(), FittedDaily),
    (Poisson(), FittedPoisson),
    (Renewal(), FittedRenewal),
    (Hawkes(half_lives=(5.0,)), FittedHawkes),
]


@pytest.mark.parametrize(("process", "kind"), CLASSES)
def test_every_process_is_fitted_and_tells_the_same(
    process: Process, kind: type
) -> None:
    """What was fitted, how likely it is, how it ended, and each number by name."""
    fitted = fit(process, EVENTS, rng=np.random.default_rng(1))

    assert isinstance(fitted, kind)
    assert fitted.process == process
    assert fitted.log_likelihood < 0
    assert str(fitted.status)
    assert str(fitted)
    for row in fitted.table:
        assert {"name", "estimate", "low", "high", "method"} <= set(row)


@pytest.mark.parametrize(("process", "kind"), CLASSES)
def test_every_process_is_simulated_over_the_days_asked_for(
    process: Process, kind: type
) -> None:
    """From its first day to its last, on a calendar."""
    fitted = fit(process, EVENTS, rng=np.random.default_rng(1))

    drawn = simulate(fitted, between=YEARS, rng=np.random.default_rng(2))

    assert isinstance(fitted, kind)
    assert drawn.origin == YEARS.start
    assert drawn.windows.tolist() == [[0.0, 3653.0]]
    assert 0 <= drawn.times.min() <= drawn.times.max() < 3653


def test_a_simulation_without_weights_has_the_mean_of_its_rates() -> None:
    """Within three standard errors over a hundred years."""
    process = DailyProcess(half_lives=(10.0,))
    truth = given(process, [0.05, 0.2], [[[0.0], [0.0]], [[0.0], [0.0]]])
    days = Interval(date(2000, 1, 1), date(2100, 1, 1))

    drawn = simulate(truth, between=days, rng=np.random.default_rng(1))

    for name, rate in (("a", 0.05), ("b", 0.2)):
        chance = 1 - np.exp(-rate)
        error = np.sqrt(36525 * chance * (1 - chance))
        assert drawn.counts[name] == pytest.approx(36525 * chance, abs=3 * error)


def test_a_hawkes_process_needs_a_source_of_chance() -> None:
    """Its searches begin at drawn places."""
    with pytest.raises(SchemaError, match="Pass one"):
        fit(Hawkes(), EVENTS)


def test_a_simulation_must_end() -> None:
    """Else it would never return."""
    fitted = fit(Poisson(), EVENTS)

    with pytest.raises(SchemaError, match="no end"):
        simulate(
            fitted, between=Interval(date(2000, 1, 1)), rng=np.random.default_rng(1)
        )


def test_the_cycle_of_north_korea_is_fitted_and_foreseen() -> None:
    """All streams of the embedded log, its baseline, and the usual groups."""
    log, span = read(), parse_period("1993..2016")
    seen = occurrences(log, DPRK_STREAMS, between=span)
    process = DailyProcess(baseline=dprk_baseline(log, span))

    fitted = fit(process, seen)
    found = forecast(
        fitted, seen, on=date(2017, 1, 1), paths=400, rng=np.random.default_rng(1)
    )

    assert fitted.status is not FitStatus.NOT_CONVERGED
    assert found.of("launches", 365).probability > 0.9
    assert found.of("tests", 365).probability < found.of("launches", 365).probability
