"""The hindcasts that come with Yalu: run once, read by whoever shows them.

Fitting the game four times takes minutes (``tools/refit.py hindcast``). Every forecast
is kept with what came of it, as a table of one row each; averages are worked out when
they are read, so that no figure can differ from the rows behind it. Beside the table
stand the hashes of the rows, of the fits, of the facts and of the code.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from yalu.calibration import code_sha256
from yalu.errors import ModelError
from yalu.files import settle, written_together
from yalu.scenario.hindcast.known import FITS_FOLDER
from yalu.scenario.hindcast.naive import Forecaster
from yalu.scenario.hindcast.observation import Window
from yalu.scenario.hindcast.scoring import Mark
from yalu.scenario.hindcast.tally import Tally, tallied
from yalu.strategy.estimation.origins import (
    file_sha256,
    fit_sha256,
    fitting_sha256,
    tables_sha256,
)

__all__ = [
    "HINDCAST_FOLDER",
    "StoredHindcast",
    "hindcast_sha256",
    "store_hindcast",
    "stored_hindcast",
]

HINDCAST_FOLDER = FITS_FOLDER.parent
"""Where the hindcasts are stored that come with Yalu."""

_SCENARIO = Path(__file__).resolve().parent.parent
_CODE = ("hindcast/scoring.py", "hindcast/observed.py", "chain/*.py", "data/*.csv")
_LIBRARY = _SCENARIO.parent / "library"
_LAW = ("dprk/regime.yaml", "dprk/instruments/*.yaml")
_ROWS, _META = "hindcast.csv", "hindcast.json"
_DIGITS = 5
_LIBRARIES = ("jax", "numpy", "scoringrules")
_MEND = "Run tools/refit.py hindcast in a source tree of Yalu, or install Yalu again."
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredHindcast:
    """Hindcasts that were run once.

    Attributes
    ----------
    marks : tuple of Mark
        Every forecast, judged.
    starts : tuple of date
        The days they were made from.
    months : int
        How long each run is.
    draws : int
        How many draws each has.
    board : str
        On which board the games were fitted.
    fits : mapping of str to str
        What the fit of each start says of itself.
    seed : int
        Where chance began.
    libraries : mapping of str to str
        What made it, with versions.
    stale : tuple of str
        What has changed since, in words; empty if nothing has.

    """

    marks: tuple[Mark, ...]
    starts: tuple[date, ...]
    months: int
    draws: int
    board: str
    fits: Mapping[str, str]
    seed: int
    libraries: Mapping[str, str]
    stale: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether facts, fits and code are those of the hindcasts."""
        return not self.stale

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """How the chain fared on average: all starts together, then each alone."""
        return tallied(self.marks, rng=np.random.default_rng(self.seed))

    def __str__(self) -> str:
        days = ", ".join(map(str, self.starts))
        told = f"Hindcasts from {days}: {self.months} months, {self.draws} draws each."
        lines = [told, *map(str, self.tallies)]
        if self.stale:
            lines.append(f"Stale because {' and '.join(self.stale)}. {_MEND}")
        return "\n".join(lines)


def hindcast_sha256() -> str:
    """Return the hash of the code that runs and judges, and of its judgements."""
    return code_sha256(_SCENARIO, _CODE)


def store_hindcast(
    marks: Sequence[Mark],
    *,
    months: int,
    draws: int,
    board: str,
    fits: Mapping[str, str],
    seed: int,
    code: str,
    tables: str,
    folder: Path = HINDCAST_FOLDER,
) -> None:
    """Write hindcasts, and what they were made from, into a folder.

    Parameters
    ----------
    marks : sequence of Mark
        Every forecast, judged.
    months, draws, board, fits, seed
        As in `StoredHindcast`.
    code, tables : str
        What `hindcast_sha256` and `yalu.strategy.estimation.origins.tables_sha256`
        returned when the runs began.
    folder : Path
        Where ``hindcast.csv`` and ``hindcast.json`` are written.

    """
    names = [one.name for one in fields(Mark)]
    starts = sorted({mark.start for mark in marks})
    with written_together(folder, (_ROWS, _META)) as stage:
        with (stage / _ROWS).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_row(mark) for mark in marks)
        made = {
            "starts": [day.isoformat() for day in starts],
            "months": months,
            "draws": draws,
            "board": board,
            "fits": dict(fits),
            "seed": seed,
            "libraries": {name: version(name) for name in _LIBRARIES},
            "rows_sha256": file_sha256(stage / _ROWS),
            "fits_sha256": _fits_sha256(starts, folder),
            "code_sha256": code,
            "law_sha256": code_sha256(_LIBRARY, _LAW),
            "tables_sha256": tables,
        }
        text = json.dumps(made, indent=2) + "\n"
        (stage / _META).write_text(text, encoding="utf-8")


def stored_hindcast(folder: Path = HINDCAST_FOLDER) -> StoredHindcast:
    """Return the hindcasts that come with Yalu, and whether they are current.

    Parameters
    ----------
    folder : Path
        Where they were stored; by default in the package.

    Raises
    ------
    ModelError
        If none are stored, or they cannot be read.

    """
    settle(folder)
    missing = [name for name in (_ROWS, _META) if not (folder / name).exists()]
    if missing:
        found = " and no ".join(missing)
        msg = f"No hindcast is stored: found no {found} in {folder.name}. {_MEND}"
        raise ModelError(msg)
    try:
        made = json.loads((folder / _META).read_text(encoding="utf-8"))
        with (folder / _ROWS).open(encoding="utf-8", newline="") as lines:
            marks = tuple(_mark(row) for row in csv.DictReader(lines))
        return StoredHindcast(
            marks=marks,
            starts=tuple(map(date.fromisoformat, made["starts"])),
            months=made["months"],
            draws=made["draws"],
            board=made["board"],
            fits=made["fits"],
            seed=made["seed"],
            libraries=made["libraries"],
            stale=tuple(_changes(made, folder)),
        )
    except _UNREADABLE as error:
        msg = (
            f"The stored hindcasts cannot be read: found {type(error).__name__} "
            f"({error}) in {folder.name}; expected the form that this version writes. "
            f"{_MEND}"
        )
        raise ModelError(msg) from error


def _changes(made: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """Yield what has changed since, in words."""
    starts = tuple(map(date.fromisoformat, made["starts"]))
    if file_sha256(folder / _ROWS) != made["rows_sha256"]:
        yield "its rows are not those that were stored with it"
    if _fits_sha256(starts, folder) != made["fits_sha256"]:
        yield "the fits that it started from have changed"
    elif any(_code_of(day, folder) not in {"", fitting_sha256()} for day in starts):
        yield "the code or the priors of the game have changed since it was fitted"
    if hindcast_sha256() != made["code_sha256"]:
        yield "the code or the judgements of the chain have changed"
    if code_sha256(_LIBRARY, _LAW) != made["law_sha256"]:
        yield "the encoded law has changed"
    if tables_sha256() != made["tables_sha256"]:
        yield "tables of facts have changed"


def _fits_sha256(starts: Iterable[date], folder: Path) -> dict[str, str]:
    fits = folder / FITS_FOLDER.name
    return {day.isoformat(): fit_sha256(fits / day.isoformat()) for day in starts}


def _code_of(day: date, folder: Path) -> str:
    """Return the hash of the code that made the fit of a day; empty without a fit."""
    path = folder / FITS_FOLDER.name / day.isoformat() / "posterior.json"
    if not path.exists():
        return ""
    return str(json.loads(path.read_text(encoding="utf-8"))["code_sha256"])


def _row(mark: Mark) -> dict[str, object]:
    """Return a row with five digits."""
    return {
        name: f"{value:.{_DIGITS}g}" if isinstance(value, float) else str(value)
        for name, value in asdict(mark).items()
    }


def _mark(row: Mapping[str, str]) -> Mark:
    read = {"forecaster": Forecaster, "series": str, "window": Window}
    days = ("start", "since", "until")
    told: dict[str, Any] = {
        name: read.get(name, date.fromisoformat if name in days else float)(cell)
        for name, cell in row.items()
    }
    return Mark(**told)
