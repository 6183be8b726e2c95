"""The game as it would have been fitted on a past day: later quarters are not seen.

The record ends before the quarter of that day, as its cells look back only: how things
stood on its first day is read from what was recorded before. Growth of a year is read
in the first quarter of the next, though it is printed in July; so the last reading in
such a record is a year older, and had been printed. What a cut cannot undo: priors and
the rules of the record were written by people who know what came later, some figures
were printed later than what they are about, and an exercise counts as yearly by all
years it was held in.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from yalu.errors import ModelError
from yalu.strategy.estimation import (
    BOARDS,
    Evidence,
    Fit,
    StoredFit,
    evidence,
    fit,
    patron_model,
    stored,
)
from yalu.strategy.estimation.keeping import store_fit
from yalu.strategy.estimation.origins import fitting_sha256, tables_sha256
from yalu.strategy.record import Quarter, StrategicRecord

__all__ = [
    "FITS_FOLDER",
    "fit_known",
    "fitted_then",
    "known",
    "refit_all",
    "refit_known",
    "seen_by",
]

Tell = Callable[[str], None]

FITS_FOLDER = Path(__file__).resolve().parent / "data" / "fits"
"""Where the fits are stored that hindcasts start from, one folder a day."""

_FEWEST = 40  # quarters: ten years, below which priors are all that is drawn from


def known(record: StrategicRecord, until: date) -> StrategicRecord:
    """Return a record as it stood on a day: without the quarter of the day and later.

    Parameters
    ----------
    record : StrategicRecord
        The record of today.
    until : date
        The day.

    Raises
    ------
    ModelError
        If fewer than ten years of it lie before.

    """
    kept = tuple(each for each in record.quarters if each < Quarter.of(until))
    if len(kept) < _FEWEST:
        msg = (
            f"Record until {until}: found {len(kept)} quarters; expected {_FEWEST} or "
            "more to learn from. Begin a hindcast on a later day."
        )
        raise ModelError(msg)
    cells = tuple(cell for cell in record.cells if cell.quarter <= kept[-1])
    return StrategicRecord(quarters=kept, cells=cells)


def seen_by(record: StrategicRecord, until: date, *, board: str) -> Evidence:
    """Return what a board sees of a record on a day; see `known`."""
    return evidence(known(record, until), patron_model(BOARDS[board]).game)


def fit_known(
    record: StrategicRecord,
    until: date,
    *,
    rng: np.random.Generator,
    board: str = "middle",
    count: int = 60,
    tell: Tell = lambda _: None,
) -> Fit:
    """Return the game fitted to what was recorded before a day.

    Parameters
    ----------
    record : StrategicRecord
        The record of today.
    until : date
        The day.
    rng : numpy.random.Generator
        Where chance comes from.
    board : str
        On which of `yalu.strategy.estimation.BOARDS`.
    count : int
        How many draws; fewer than for the fit that comes with Yalu, whose tails matter
        more.
    tell : callable
        Is told now and then how far it is.

    Raises
    ------
    ModelError
        If too little was recorded by then, or there is no equilibrium to begin from.

    """
    model, seen = patron_model(BOARDS[board]), seen_by(record, until, board=board)
    return fit(model, seen, rng=rng, count=count, tell=tell).fit


def refit_known(
    record: StrategicRecord,
    until: date,
    *,
    seed: int,
    board: str = "middle",
    count: int = 60,
    tell: Tell = lambda _: None,
    folder: Path = FITS_FOLDER,
) -> Fit:
    """Fit the game as of a day, store the fit in a folder of that day, and return it.

    Parameters
    ----------
    record, until, board, count, tell
        As for `fit_known`.
    seed : int
        Where chance begins; each day has chance of its own.
    folder : Path
        Where it is stored; by default in the package.

    """
    code, tables = fitting_sha256(), tables_sha256()
    seen = seen_by(record, until, board=board)
    rng = np.random.default_rng([seed, until.toordinal()])
    found = fit_known(record, until, rng=rng, board=board, count=count, tell=tell)
    store_fit(
        found,
        seen,
        board=board,
        seed=seed,
        code=code,
        tables=tables,
        folder=folder / until.isoformat(),
    )
    return found


def refit_all(
    record: StrategicRecord,
    days: Iterable[date],
    *,
    seed: int,
    board: str = "middle",
    count: int = 60,
    workers: int = 2,
    tell: Tell = lambda _: None,
    folder: Path = FITS_FOLDER,
) -> Mapping[date, Fit]:
    """Fit the game as of several days, each in a process of its own, and store all.

    Parameters
    ----------
    record, seed, board, count, tell, folder
        As for `refit_known`.
    days : iterable of date
        The days.
    workers : int
        How many processes.

    """
    wanted = list(days)
    asked = partial(
        refit_known, record, seed=seed, board=board, count=count, folder=folder
    )
    found = {}
    # A process that is forked would share the threads of what is compiled.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for day, one in zip(wanted, pool.map(asked, wanted), strict=True):
            tell(f"fit as of {day}: {one.diagnostics}")
            found[day] = one
    return found


def fitted_then(
    until: date,
    record: StrategicRecord | None = None,
    *,
    folder: Path = FITS_FOLDER,
) -> StoredFit:
    """Return the stored fit as of a day, and whether it is current.

    Parameters
    ----------
    until : date
        The day.
    record : StrategicRecord, optional
        The record of today, to see whether it still is what the fit was made from;
        left out, the tables are compared from which it is made.
    folder : Path
        Where fits are stored.

    Raises
    ------
    ModelError
        If none is stored of that day, or it cannot be read.

    """
    cut = None if record is None else known(record, until)
    return stored(cut, folder=folder / until.isoformat())
