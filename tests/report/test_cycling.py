"""What is promised of the figures of the cycle: one question, one answer."""

import json
from dataclasses import asdict

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.report import cycles
from yalu.cli.app import app
from yalu.events import read
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
