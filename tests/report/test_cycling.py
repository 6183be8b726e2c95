"""What is promised of the figures of the cycle: one question, one answer."""

import json
from dataclasses import asdict
from datetime import date

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.report import cycles
from yalu.cli.app import app
from yalu.cycle import occurrences
from yalu.cycle.backtest.naive import Climatology
from yalu.cycle.backtest.outlook import Group, Task
from yalu.events import read
from yalu.periods import Interval
from yalu.report import Dossier
from yalu.report.cycling import ask, cycle_of, seen
from yalu.report.sections.cycle_forecast import chance_rows


def test_the_command_and_the_report_give_the_same_figures(dossier: Dossier) -> None:
    """For the same day and seed, to the last digit, though the report draws more."""
    told = CliRunner().invoke(app, ["cycle", "--seed", "1718", "--json"])
    assert dossier.cycle is not None
    rows = [asdict(row) for row in chance_rows(dossier.cycle)]

    assert json.loads(told.stdout)["forecast"] == json.loads(
        json.dumps(rows, default=str)
    )


def test_untold_the_report_begins_where_the_command_does() -> None:
    """Whoever names no seed sees the same figures in both."""
    told = CliRunner().invoke(app, ["cycle", "--json"])
    found = cycle_of(read(), target="PRK", as_of=None)
    assert found is not None
    rows = [asdict(row) for row in chance_rows(found)]

    assert json.loads(told.stdout)["forecast"] == json.loads(
        json.dumps(rows, default=str)
    )


def test_the_rate_beside_a_forecast_learns_from_the_days_of_the_model() -> None:
    """As the rate does that the backtest holds forecasts against."""
    found = cycles.asked()
    assert found.usual is not None
    assert found.model is not None
    first = found.model.posterior.by_day.days[0].astype(date)
    learnt = occurrences(
        read(), cycles.STREAMS, between=Interval(first, found.window.end)
    )
    task = Task(
        history=learnt,
        on=found.window.end or first,
        groups=(Group(name="tests", streams=("tests",)),),
        horizons=(365,),
        draws=1,
    )
    (expected,) = Climatology().outlooks(task, np.random.default_rng(1))

    assert first > found.window.start
    assert found.usual["tests", 365] == expected.probability


def test_without_a_model_it_is_said_what_would_bring_one() -> None:
    """The same words in the command and in the report."""
    found = cycle_of(read(), target="PRK", as_of=date(2016, 12, 31))
    assert found is not None

    assert "`yalu cycle --as-of 2017-01-01` fits" in found.missing
    assert found.model_words == (found.missing,)


@pytest.mark.parametrize("before", [1, 1000])
def test_what_was_drawn_before_does_not_change_the_forecast(before: int) -> None:
    """Chance of a part is its own."""
    fresh, used = np.random.default_rng(3), np.random.default_rng(3)
    used.random(before)
    one, other = (
        chance_rows(ask(seen(read(), cycles.STREAMS), cycles.model(), rng=rng))
        for rng in (fresh, used)
    )

    assert one
    assert one == other
