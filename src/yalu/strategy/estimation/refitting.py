"""Refit everything that is stored: the posterior, the cases, and recovery."""

import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from yalu.strategy.estimation.evidence import evidence
from yalu.strategy.estimation.fit import Fitting, fit
from yalu.strategy.estimation.keeping import store_cases, store_fit, store_recovery
from yalu.strategy.estimation.origins import (
    FIT_FOLDER,
    fitting_sha256,
    recovering_sha256,
    tables_sha256,
)
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.recovery import coverage, recover_many
from yalu.strategy.estimation.retrodiction import retrodict, rows_of
from yalu.strategy.estimation.storing import BOARDS, RECOVERED_ON
from yalu.strategy.record.cases import precedents
from yalu.strategy.record.strategic_record import StrategicRecord

__all__ = ["refit", "refit_recovery"]

Tell = Callable[[str], None]


def refit(
    record: StrategicRecord,
    *,
    seed: int,
    board: str = "middle",
    count: int = 200,
    tell: Tell = lambda _: None,
    folder: Path = FIT_FOLDER,
) -> Fitting:
    """Fit the patron's game to a record anew, foretell the cases, and store both.

    Parameters
    ----------
    record : StrategicRecord
        The record.
    seed : int
        Where chance begins.
    board : str
        On which of `BOARDS`.
    count : int
        How many draws.
    tell : callable
        Is told how far it is.
    folder : Path
        Where it is stored; by default in the package.

    Raises
    ------
    ModelError
        If the game has no equilibrium to begin from.

    """
    code, tables = fitting_sha256(), tables_sha256()
    model = patron_model(BOARDS[board])
    seen = evidence(record, model.game)
    rng = np.random.default_rng([seed, zlib.crc32(b"strategy")])
    # What serves for questions only is fitted by nobody.
    asked = [rows_of(seen, case) for case in precedents() if case.prior_only]
    without = np.logical_or.reduce(asked)
    fitting = fit(model, seen, rng=rng, without=without, count=count, tell=tell)
    store_fit(
        fitting.fit,
        seen,
        board=board,
        seed=seed,
        code=code,
        tables=tables,
        folder=folder,
    )
    cases = retrodict(fitting, seen, precedents(), tell=tell)
    store_cases(cases, seen, code=code, folder=folder)
    return fitting


def refit_recovery(
    record: StrategicRecord,
    *,
    seed: int,
    worlds: int = 60,
    workers: int = 2,
    tell: Tell = lambda _: None,
    folder: Path = FIT_FOLDER,
) -> str:
    """Simulate records, find their parameters again, store how often, and return it.

    Parameters
    ----------
    record : StrategicRecord
        The record whose length, beginning and cells are taken over.
    seed : int
        Where chance begins.
    worlds : int
        How many records.
    workers : int
        How many processes.
    tell : callable
        Is told how far it is.
    folder : Path
        Where it is stored; by default in the package.

    """
    code = recovering_sha256()
    model = patron_model(BOARDS[RECOVERED_ON])
    seen = evidence(record, model.game)
    found = recover_many(
        seen,
        seeds=[(seed, zlib.crc32(b"recovery"), number) for number in range(worlds)],
        workers=workers,
        tell=tell,
    )
    figures = coverage(found, model.names, seed=seed, code=code)
    store_recovery(figures, seen, folder=folder)
    return str(figures[0])
