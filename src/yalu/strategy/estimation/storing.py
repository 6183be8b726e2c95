"""Stored fits: what was drawn once, and whether it is still of this record and code.

A fit takes tens of minutes, so what came out is stored with Yalu: draws and weights,
diagnostics, what each parameter learnt, predictive checks, the cases foretold and the
figures of recovery. Beside each of the three stands what it was made from (`origins`):
hashes of the record as the game saw it, of the code, and of the tables that the record
comes from. A stored fit of which any part is not current says what has changed.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from yalu.calibration import Calibration
from yalu.errors import ModelError
from yalu.files import settle
from yalu.strategy.estimation.evidence import evidence
from yalu.strategy.estimation.fit import Diagnostics, Fit
from yalu.strategy.estimation.identification import Learnt
from yalu.strategy.estimation.keeping import NUMBERS
from yalu.strategy.estimation.model import Model
from yalu.strategy.estimation.origins import (
    FIT_FOLDER,
    file_sha256,
    fit_sha256,
    fitting_sha256,
    recovering_sha256,
    tables_sha256,
)
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.predictive import Check
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.patron import FULL, MIDDLE, SMALL, Setting
from yalu.strategy.record.strategic_record import StrategicRecord

__all__ = [
    "BOARDS",
    "RECOVERED_ON",
    "StoredFit",
    "stored",
]

BOARDS: Mapping[str, Setting] = {"small": SMALL, "middle": MIDDLE, "full": FULL}
"""Boards by the name under which a fit is stored."""

RECOVERED_ON = "small"
"""The board on which recovery is studied."""

_MEND = "Run tools/refit.py in a source tree of Yalu, or install Yalu again."
_UNREADABLE = (
    *(ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, OSError),
    *(TypeError, ValueError),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StoredFit:
    """A fit that comes with Yalu.

    Attributes
    ----------
    fit : Fit
        The posterior.
    board : str
        On which of `BOARDS` it was made.
    between : tuple of str
        First and last quarter of its record.
    cases : tuple of Retrodiction
        Cases left out and foretold; empty where none are stored.
    recovery : tuple of Calibration
        How often known parameters were found again; empty where it is not stored.
    seed : int
        Where chance began.
    libraries : mapping of str to str
        What made it, with versions.
    fit_sha256 : str
        Hash of the fit: of its draws, and of all that is told of them.
    stale : tuple of str
        What has changed since, in words; empty if nothing has.

    """

    fit: Fit
    board: str
    between: tuple[str, str]
    cases: tuple[Retrodiction, ...]
    recovery: tuple[Calibration, ...]
    seed: int
    libraries: Mapping[str, str]
    fit_sha256: str
    stale: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether record and code are those of the fit."""
        return not self.stale

    @property
    def setting(self) -> Setting:
        """The board of the fit."""
        return BOARDS[self.board]

    @property
    def beats(self) -> dict[str, bool]:
        """Whether the game beat each baseline over all cases together.

        Cases without which no mode was reached say nothing of the game and are left
        out; where none is left, it beat nobody.
        """
        cases = [one for one in self.cases if one.is_found]
        mine = sum(one.score("game").log_score for one in cases)
        names = {each.forecaster for one in self.cases for each in one.scores}
        return {
            name: mine > sum(one.score(name).log_score for one in cases)
            for name in sorted(names - {"game"})
        }

    def __str__(self) -> str:
        made = ", ".join(f"{name} {number}" for name, number in self.libraries.items())
        first, last = self.between
        told = f"{self.fit.diagnostics} {first} to {last}, {self.board} board ({made})."
        if self.is_current:
            return told
        return f"{told} Stale because {' and '.join(self.stale)}. {_MEND}"


def stored(
    record: StrategicRecord | None = None, *, folder: Path = FIT_FOLDER
) -> StoredFit:
    """Return the fit that comes with Yalu, and whether it is current.

    Parameters
    ----------
    record : StrategicRecord, optional
        The record as it is now. To make it takes seconds; left out, the tables are
        compared from which it is made, which takes a moment.
    folder : Path
        Where it was stored; by default in the package.

    Raises
    ------
    ModelError
        If nothing is stored, it cannot be read, or it is of other parameters than the
        game now has.

    """
    settle(folder)
    names = ("posterior.json", "posterior.npz")
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        found = " and no ".join(missing)
        msg = (
            f"No fit of the game is stored: found no {found} in {folder.name}. {_MEND}"
        )
        raise ModelError(msg)
    try:
        made = json.loads((folder / "posterior.json").read_text(encoding="utf-8"))
        return StoredFit(
            fit=_fit(made, folder),
            board=made["board"],
            between=(made["between"][0], made["between"][1]),
            cases=_cases(folder),
            recovery=_recovery(folder),
            seed=made["seed"],
            libraries=made["libraries"],
            fit_sha256=fit_sha256(folder),
            stale=tuple(_changes(made, record, folder)),
        )
    except _UNREADABLE as error:
        msg = (
            f"The stored fit cannot be read: found {type(error).__name__} ({error}) in "
            f"{folder.name}; expected the form that this version writes. {_MEND}"
        )
        raise ModelError(msg) from error


def _model(made: Mapping[str, Any]) -> Model:
    """Return the model that a fit is of."""
    if made["board"] not in BOARDS:
        msg = (
            f"The stored fit is on a board that Yalu does not have: found "
            f"{made['board']!r}; expected one of {', '.join(BOARDS)}. {_MEND}"
        )
        raise ModelError(msg)
    model = patron_model(BOARDS[made["board"]], precision=made["precision"])
    if tuple(made["names"]) != model.names:
        odd = ", ".join(sorted(set(made["names"]) ^ set(model.names)))
        msg = (
            f"The stored fit is of other parameters than the game has: found "
            f"{odd or 'another order'}. {_MEND}"
        )
        raise ModelError(msg)
    return model


def _fit(made: Mapping[str, Any], folder: Path) -> Fit:
    model = _model(made)
    with np.load(folder / "posterior.npz", allow_pickle=False) as kept:
        numbers = {name: np.asarray(kept[name], dtype=float) for name in NUMBERS}
    draws, size = len(numbers["weights"]), len(model.names)
    shapes = ((draws,), (draws, size), (size,), (size, size))
    found = tuple(numbers[name].shape for name in NUMBERS)
    if found != shapes:
        msg = f"posterior.npz has numbers of shapes {found}, not {shapes}"
        raise ValueError(msg)
    return Fit(
        names=model.names,
        precision=made["precision"],
        mode=dict(model.constrained(numbers["centre"])),
        draws=tuple(dict(model.constrained(free)) for free in numbers["free"]),
        weights=numbers["weights"],
        free=numbers["free"],
        centre=numbers["centre"],
        covariance=numbers["covariance"],
        diagnostics=Diagnostics(**_numbers(made["diagnostics"])),
        learnt=tuple(Learnt(**_numbers(one)) for one in made["learnt"]),
        checks=tuple(Check(**_numbers(one)) for one in made["checks"]),
    )


def _changes(
    made: Mapping[str, Any], record: StrategicRecord | None, folder: Path
) -> Iterator[str]:
    """Yield what has changed since, in words."""
    if record is None:
        if made.get("tables_sha256") != tables_sha256():
            yield "tables that the record is made from have changed"
    else:
        seen = evidence(record, _model(made).game)
        if seen.digest != made["seen_sha256"]:
            then = " to ".join(made["between"])
            now = f"{seen.periods[0]} to {seen.periods[-1]}"
            yield "the record is not the one that it was fitted to" + (
                "" if now == then else f" (quarters now {now}, then {then})"
            )
    if fitting_sha256() != made["code_sha256"]:
        yield "the code or the priors that made it have changed"
    if made.get("numbers_sha256") != file_sha256(folder / "posterior.npz"):
        yield "its draws are not those that were stored with it"
    yield from _changes_of_cases(made, folder)
    yield from _changes_of_recovery(record, folder)


def _changes_of_cases(made: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """Yield in what the cases differ from the fit that they stand beside."""
    if not (folder / "loco.json").exists():
        return
    cases = json.loads((folder / "loco.json").read_text(encoding="utf-8"))
    told = {
        "seen_sha256": "the cases left out were foretold from another record",
        "code_sha256": "the cases left out were foretold by other code or priors",
    }
    for name, words in told.items():
        if cases.get(name) != made[name]:
            yield words


def _changes_of_recovery(record: StrategicRecord | None, folder: Path) -> Iterator[str]:
    figures = _recovery(folder)
    if not figures:
        return
    code = recovering_sha256()
    if any(one.code_sha256 != code for one in figures):
        yield "the code or the priors of the study of recovery have changed"
    if record is not None:
        text = (folder / "recovery.json").read_text(encoding="utf-8")
        seen = evidence(record, patron_model(BOARDS[RECOVERED_ON]).game)
        if json.loads(text)["seen_sha256"] != seen.digest:
            yield "the study of recovery was made alike another record"


def _cases(folder: Path) -> tuple[Retrodiction, ...]:
    if not (folder / "loco.json").exists():
        return ()
    made = json.loads((folder / "loco.json").read_text(encoding="utf-8"))
    with (folder / "loco.csv").open(encoding="utf-8", newline="") as lines:
        scores = [_score(row) for row in csv.DictReader(lines)]
    return tuple(
        Retrodiction(
            case=one["case"],
            quarters=tuple(one["quarters"]),
            scores=tuple(each for each in scores if each.case == one["case"]),
            is_found=one["is_found"],
        )
        for one in made["cases"]
    )


def _score(row: Mapping[str, str]) -> Score:
    return Score(
        case=row["case"],
        player=row["player"],
        forecaster=row["forecaster"],
        log_score=float(row["log_score"]),
        choices=int(row["choices"]),
        hits=int(row["hits"]),
        turns=int(row["turns"]),
        turn_hits=int(row["turn_hits"]),
    )


def _recovery(folder: Path) -> tuple[Calibration, ...]:
    if not (folder / "recovery.csv").exists():
        return ()
    with (folder / "recovery.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Calibration(
                estimator=row["estimator"],
                world=row["world"],
                figure=row["figure"],
                nominal=float(row["nominal"]),
                value=float(row["value"]),
                low=float(row["low"]),
                high=float(row["high"]),
                runs=int(row["runs"]),
                seed=int(row["seed"]),
                code_sha256=row["code_sha256"],
            )
            for row in csv.DictReader(lines)
        )


def _numbers(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: -np.inf if value is None else value for name, value in row.items()}
