"""What a stored backtest promises: what went in comes out, and what is old says why."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.cycle.backtest.worlds import dated
from yalu.cycle import Poisson, Renewal
from yalu.cycle.backtest import Backtest, Modelled, replay
from yalu.cycle.backtest.dprk import dprk_watched
from yalu.cycle.backtest.keeping import (
    backtest_sha256,
    store_backtest,
    stored_backtest,
)
from yalu.cycle.backtest.schedule import Every, issue_days
from yalu.cycle.storing import Setting
from yalu.errors import IntegrityError, ModelError
from yalu.events import read
from yalu.periods import Interval

LOG = read()


@pytest.fixture(scope="module")
def setting() -> Setting:
    """Return the process that is judged, with all events of the embedded log."""
    return dprk_watched(LOG)


@pytest.fixture(scope="module")
def found() -> Backtest:
    """Return a small backtest of a made world."""
    world = dated(
        {"tests": [date(2000 + n, 1 + n * 5 % 12, 9) for n in range(15)]},
        date(1995, 1, 1),
        date(2016, 1, 1),
    )
    return replay(
        world,
        {
            "daily": Modelled(process=Poisson(), label="Poisson process"),
            "renewal": Modelled(process=Renewal(), label="Weibull waits"),
        },
        days=issue_days(Interval(date(2008, 1, 1), date(2016, 1, 1)), Every.QUARTER),
        groups={"tests": ("tests",)},
        horizons=(30, 365),
        draws=20,
        rng=np.random.default_rng(20),
    )


@pytest.fixture
def folder(tmp_path: Path, found: Backtest, setting: Setting) -> Path:
    """Return a folder in which the backtest is stored."""
    mine = [row for row in found.scores if row.process == "daily"]
    store_backtest(
        found,
        variants=mine,
        variant_labels={"daily": "as judged"},
        made_from=setting,
        seed=20,
        code=backtest_sha256(),
        folder=tmp_path,
    )
    return tmp_path


def test_what_was_stored_is_read(folder: Path, found: Backtest) -> None:
    """Every forecast in full, scores and contests to five digits, what is missing."""
    stored = stored_backtest(LOG, folder=folder)
    kept = stored.backtest

    assert stored.is_current
    assert stored.seed == 20
    assert [(row.process, row.on, row.count) for row in kept.issued] == [
        (row.process, row.on, row.count) for row in found.issued
    ]
    assert [row.probability for row in kept.issued] == [
        row.probability for row in found.issued
    ]
    assert [contest.margin.judgement for contest in kept.contests] == [
        contest.margin.judgement for contest in found.contests
    ]
    assert (kept.left_out, kept.unfitted) == (found.left_out, found.unfitted)
    assert len(kept.verdict()) == len(found.verdict()) == 2


def test_what_is_said_is_the_same_after_storing(folder: Path, found: Backtest) -> None:
    """The report reads what whoever ran it saw, up to the last digit."""
    kept = stored_backtest(LOG, folder=folder).backtest

    assert [verdict.caution[:60] for verdict in kept.verdict()] == [
        verdict.caution[:60] for verdict in found.verdict()
    ]
    assert str(kept).splitlines()[0] == str(found).splitlines()[0]


def test_variants_are_kept_beside_it(folder: Path, found: Backtest) -> None:
    """Whoever tried other forms shows them all."""
    stored = stored_backtest(LOG, folder=folder)

    assert stored.variant_labels == {"daily": "as judged"}
    assert len(stored.variants) == len(
        [row for row in found.scores if row.process == "daily"]
    )


def test_a_table_that_was_changed_is_refused(folder: Path) -> None:
    """A hash tells that a figure is not the one that was computed."""
    table = folder / "backtest_scores.csv"
    table.write_text(table.read_text("utf-8").replace("daily", "dayly"), "utf-8")

    with pytest.raises(IntegrityError, match=r"backtest_scores\.csv"):
        stored_backtest(LOG, folder=folder)


def test_a_log_that_has_changed_makes_it_stale(folder: Path) -> None:
    """And it says so wherever it is printed."""
    kept = tuple(event for event in LOG if event.id != "test-2013-02-12")

    stored = stored_backtest(replace(LOG, events=kept), folder=folder)

    assert not stored.is_current
    assert "Stale because the events or the process" in str(stored)


def test_nothing_stored_is_said_with_what_to_run(tmp_path: Path) -> None:
    """The message names the tool."""
    with pytest.raises(ModelError, match=r"tools/refit\.py backtest"):
        stored_backtest(LOG, folder=tmp_path)
