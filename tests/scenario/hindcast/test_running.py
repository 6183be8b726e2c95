"""What running hindcasts promises, one promise per test."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scenario.hindcast.pasts import year_of
from yalu.events import read
from yalu.scenario.hindcast import (
    Forecaster,
    fitted_then,
    hindcasts,
    refit_known,
)
from yalu.strategy.estimation import Evidence, Fitting, StoredFit, stored
from yalu.strategy.record import quarterly

DAY = date(2016, 1, 1)
STORED = stored()
RECORD = quarterly(read())
# The package gives its name to a function.
KNOWING = import_module("yalu.scenario.hindcast.known")


class Kept:
    """A fitting whose fit is the one that comes with Yalu."""

    fit = STORED.fit


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Evidence]:
    """Fit nothing, and keep what would have been fitted to."""
    found: list[Evidence] = []

    def fit(model: object, asked: Evidence, **_: Any) -> Fitting | Kept:  # noqa: ANN401
        del model
        found.append(asked)
        return Kept()

    monkeypatch.setattr(KNOWING, "fit", fit)
    return found


def test_a_fit_is_given_nothing_of_what_came_later(
    seen: list[Evidence], tmp_path: Path
) -> None:
    """Its last quarter is the one before the day."""
    refit_known(RECORD, DAY, seed=1, board="middle", folder=tmp_path)

    assert [one.periods[-1] for one in seen] == ["2015Q4"]


def test_a_stored_fit_is_read_again_by_its_day(
    seen: list[Evidence], tmp_path: Path
) -> None:
    """With the record it was made from it is current, and knows its quarters."""
    refit_known(RECORD, DAY, seed=1, board="middle", folder=tmp_path)
    found = fitted_then(DAY, RECORD, folder=tmp_path)

    assert len(seen) == 1
    assert found.is_current
    assert found.between == ("1992Q1", "2015Q4")
    assert np.array_equal(found.fit.weights, STORED.fit.weights)


def test_each_day_has_chance_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days of one seed do not share their draws."""
    drawn: list[float] = []

    def fit(*_: object, rng: np.random.Generator, **__: object) -> Kept:
        drawn.append(rng.random())
        return Kept()

    monkeypatch.setattr(KNOWING, "fit", fit)
    monkeypatch.setattr(KNOWING, "store_fit", lambda *_, **__: None)
    for day in (DAY, DAY, date(2019, 1, 1)):
        refit_known(RECORD, day, seed=1)

    assert drawn[0] == drawn[1] != drawn[2]


def test_every_start_is_run_with_its_own_fit() -> None:
    """In order of time, whatever the order of the fits."""
    asked: list[date] = []

    def run(start: date, fit: StoredFit) -> Mapping[str, NDArray[np.floating]]:
        assert fit is STORED
        asked.append(start)
        return {"tests": np.zeros((3, 12))}

    past = [year_of("tests", year, 1.0) for year in range(2006, 2020)]
    fits = {date(2019, 1, 1): STORED, DAY: STORED}

    marks = list(hindcasts(fits, past, run=run))

    assert asked == [DAY, date(2019, 1, 1)]
    assert {mark.start for mark in marks} == set(asked)
    assert {mark.forecaster for mark in marks} == set(Forecaster)
