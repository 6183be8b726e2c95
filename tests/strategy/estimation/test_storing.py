"""What stored fits promise: they come back as they were, and tell when they are old."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from yalu.errors import ModelError
from yalu.events import read
from yalu.strategy.estimation import storing
from yalu.strategy.estimation.evidence import Evidence, evidence
from yalu.strategy.estimation.fit import Diagnostics, Fit
from yalu.strategy.estimation.identification import identification
from yalu.strategy.estimation.laplace import Draws
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.predictive import Check
from yalu.strategy.estimation.recovery import Recovered, coverage
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.estimation.storing import fit_sha256, store_fit, stored
from yalu.strategy.patron import SMALL
from yalu.strategy.record import StrategicRecord, quarterly


@cache
def record() -> StrategicRecord:
    return quarterly(read())


@cache
def made() -> tuple[Fit, Evidence]:
    model = patron_model(SMALL)
    rng = np.random.default_rng(1)
    free = np.array([model.draw(rng) for _ in range(5)])
    draws = Draws(
        free=free,
        weights=np.full(5, 0.2),
        log_likelihood=np.zeros(5),
        k_hat=-np.inf,
        lost=0,
    )
    found = Fit(
        names=model.names,
        precision=model.precision,
        mode=model.parameters(free[0]),
        draws=tuple(model.parameters(each) for each in free),
        weights=draws.weights,
        free=free,
        centre=free[0],
        covariance=np.eye(len(model.names)),
        diagnostics=Diagnostics(
            evaluations=1,
            sweeps=2,
            slope=0.01,
            is_found=True,
            log_posterior=-2.0,
            log_likelihood=-1.0,
            hills=2,
            below=0.5,
            equilibria=1,
            starts=4,
            repaired=0,
            drawn=5,
            lost=0,
            k_hat=-np.inf,
            effective=5.0,
        ),
        learnt=identification(model, draws, rng=rng, count=20),
        checks=(
            Check(
                name="move: test",
                periods=3,
                observed=1.0,
                low=0.0,
                median=1.0,
                high=2.0,
                p=0.5,
            ),
        ),
    )
    return found, evidence(record(), model.game)


def keep(folder: Path, *, code: str | None = None) -> None:
    found, seen = made()
    own = fit_sha256() if code is None else code
    store_fit(found, seen, board="small", seed=7, code=own, folder=folder)


def test_a_fit_comes_back_as_it_was(tmp_path: Path) -> None:
    """To the digits that are kept."""
    keep(tmp_path)
    back, found = stored(record(), folder=tmp_path), made()[0]

    assert back.is_current
    assert back.board == "small"
    assert back.seed == 7
    assert_allclose(back.fit.free, found.free)
    assert back.fit.diagnostics == found.diagnostics
    assert back.fit.checks == found.checks
    assert_allclose(back.fit.learnt[3].median, found.learnt[3].median, rtol=1e-5)
    for mine, theirs in zip(back.fit.draws, found.draws, strict=True):
        assert_allclose(list(mine.values()), list(theirs.values()), rtol=1e-9)


def test_another_record_makes_a_fit_stale(tmp_path: Path) -> None:
    """A fit says so and is shown nevertheless."""
    keep(tmp_path)
    fewer = replace(
        record(),
        quarters=record().quarters[:-1],
        cells=record().cells[: -len(record().cells) // len(record().quarters)],
    )
    back = stored(fewer, folder=tmp_path)

    assert not back.is_current
    assert "the record is not the one" in str(back)


def test_other_code_makes_a_fit_stale(tmp_path: Path) -> None:
    """A figure must not outlive what made it."""
    keep(tmp_path, code="0" * 64)

    assert "the code or the priors" in stored(record(), folder=tmp_path).stale[0]


def test_nothing_stored_is_told(tmp_path: Path) -> None:
    """And what to do about it."""
    with pytest.raises(ModelError, match=r"Run tools/refit.py"):
        stored(folder=tmp_path)


def test_cases_come_back_with_their_scores(tmp_path: Path) -> None:
    """And tell whether the game beat each baseline over all cases."""
    keep(tmp_path)
    scores = tuple(
        Score(
            case="2003",
            player=player,
            forecaster=name,
            log_score=score,
            choices=3,
            hits=1,
            turns=1,
            turn_hits=0,
        )
        for player in ("target", "all")
        for name, score in (("game", -2.0), ("frequencies", -3.0), ("sequence", -1.0))
    )
    case = Retrodiction(case="2003", quarters=("2003Q1",), scores=scores, is_found=True)
    storing.store_cases((case,), made()[1], code=fit_sha256(), folder=tmp_path)
    back = stored(folder=tmp_path)

    assert back.cases == (case,)
    assert back.beats == {"frequencies": True, "sequence": False}
    assert not case.beats


def test_figures_of_recovery_come_back(tmp_path: Path) -> None:
    """Coverage is counted by hand: of four truths three are inside."""
    keep(tmp_path)
    worlds = [
        Recovered(
            truth=np.array([0.0, 0.0]),
            found=np.array([0.0, at]),
            widths=np.ones(2),
            is_found=True,
        )
        for at in (1.0, 2.0)
    ]
    figures = coverage(worlds, ("gain", "cost"), seed=1, code="x")
    storing.store_recovery(figures, folder=tmp_path)
    back = stored(folder=tmp_path).recovery

    assert [one.figure for one in back] == [
        "coverage",
        "coverage:gain",
        "coverage:cost",
    ]
    assert [one.value for one in back] == [0.75, 1.0, 0.5]
    assert back[0].runs == 2
