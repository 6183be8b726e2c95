"""A made-up fit, cases and figures of recovery, to be stored in a folder."""

from functools import cache
from pathlib import Path

import numpy as np

from yalu.calibration import Calibration
from yalu.events import read
from yalu.strategy.estimation.evidence import Evidence, evidence
from yalu.strategy.estimation.fit import Diagnostics, Fit
from yalu.strategy.estimation.identification import identification
from yalu.strategy.estimation.keeping import store_fit
from yalu.strategy.estimation.laplace import Draws
from yalu.strategy.estimation.origins import (
    fitting_sha256,
    tables_sha256,
)
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.predictive import Check
from yalu.strategy.estimation.recovery import Recovered, coverage
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.patron import SMALL
from yalu.strategy.record import StrategicRecord, quarterly

__all__ = ["case_left_out", "figures", "keep", "made", "record"]


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


def keep(folder: Path, *, code: str | None = None, tables: str | None = None) -> None:
    found, seen = made()
    store_fit(
        found,
        seen,
        board="small",
        seed=7,
        code=fitting_sha256() if code is None else code,
        tables=tables_sha256() if tables is None else tables,
        folder=folder,
    )


def case_left_out(name: str = "2003", *, is_found: bool = True) -> Retrodiction:
    """Return a case that the game foretells better than one baseline, and told so."""
    scores = tuple(
        Score(
            case=name,
            player=player,
            forecaster=forecaster,
            log_score=score,
            choices=3,
            hits=1,
            turns=1,
            turn_hits=0,
        )
        for player in ("target", "all")
        for forecaster, score in (
            ("game", -2.0),
            ("frequencies", -3.0),
            ("sequence", -1.0),
        )
    )
    return Retrodiction(
        case=name, quarters=(f"{name}Q1",), scores=scores, is_found=is_found
    )


def figures(code: str) -> tuple[Calibration, ...]:
    """Return figures of two worlds: of four truths three are inside."""
    worlds = [
        Recovered(
            truth=np.array([0.0, 0.0]),
            found=np.array([0.0, at]),
            widths=np.ones(2),
            is_found=True,
        )
        for at in (1.0, 2.0)
    ]
    return coverage(worlds, ("gain", "cost"), seed=1, code=code)
