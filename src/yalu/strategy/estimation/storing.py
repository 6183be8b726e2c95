"""Stored fits: what was drawn once, and whether it is still of this record and code.

A fit takes tens of minutes, so what came out is stored with Yalu: draws and weights,
diagnostics, what each parameter learnt, predictive checks, the cases foretold and the
figures of recovery. Beside them stands what they were made from: a hash of the record
as the game saw it, a hash of the code, and the versions of libraries. A stored fit that
is not current says what has changed.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from yalu.calibration import Calibration, code_sha256
from yalu.errors import ModelError
from yalu.strategy.estimation.evidence import Evidence, evidence
from yalu.strategy.estimation.fit import Diagnostics, Fit
from yalu.strategy.estimation.identification import Learnt
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.estimation.predictive import Check
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.patron import FULL, MIDDLE, SMALL, Setting
from yalu.strategy.record.strategic_record import StrategicRecord

__all__ = [
    "BOARDS",
    "StoredFit",
    "fit_sha256",
    "store_cases",
    "store_fit",
    "store_recovery",
    "stored",
]

BOARDS: Mapping[str, Setting] = {"small": SMALL, "middle": MIDDLE, "full": FULL}
"""Boards by the name under which a fit is stored."""

_STRATEGY = Path(__file__).resolve().parent.parent
_FOLDER = Path(__file__).resolve().parent / "data"
_CODE = (
    "estimation/fit.py",
    "estimation/patron_model.py",
    "estimation/retrodiction.py",
    "patron/data/parameters.csv",
)
_LIBRARIES = ("jax", "numpy", "scipy")
_NUMBERS = ("weights", "free", "centre", "covariance")


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
        Hash of the draws.
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
        """Whether the game beat each baseline over all cases together."""
        mine = sum(one.score("game").log_score for one in self.cases)
        names = {each.forecaster for one in self.cases for each in one.scores}
        return {
            name: mine > sum(one.score(name).log_score for one in self.cases)
            for name in sorted(names - {"game"})
        }

    def __str__(self) -> str:
        made = ", ".join(f"{name} {number}" for name, number in self.libraries.items())
        first, last = self.between
        told = f"{self.fit.diagnostics} {first} to {last}, {self.board} board ({made})."
        if self.is_current:
            return told
        return f"{told} Stale because {' and '.join(self.stale)}; run tools/refit.py."


def fit_sha256() -> str:
    """Return the hash of the code that fits, and of the priors it reads."""
    return code_sha256(_STRATEGY, _CODE)


def store_fit(
    fit: Fit,
    seen: Evidence,
    *,
    board: str,
    seed: int,
    code: str,
    folder: Path = _FOLDER,
) -> None:
    """Write a fit, and what it was made from, into a folder.

    Parameters
    ----------
    fit : Fit
        The fit.
    seen : Evidence
        The record that it is of.
    board : str
        On which of `BOARDS`.
    seed : int
        Where chance began.
    code : str
        What `fit_sha256` returned when the fit began.
    folder : Path
        Where ``posterior.npz`` and ``posterior.json`` are written.

    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: getattr(fit, name) for name in _NUMBERS}
    np.savez_compressed(folder / "posterior.npz", allow_pickle=False, **parts)
    made = {
        "seed": seed,
        "board": board,
        "precision": fit.precision,
        "names": list(fit.names),
        "between": [seen.periods[0], seen.periods[-1]],
        "diagnostics": _rounded(asdict(fit.diagnostics)),
        "learnt": [_rounded(asdict(one)) for one in fit.learnt],
        "checks": [_rounded(asdict(one)) for one in fit.checks],
        "libraries": {name: version(name) for name in _LIBRARIES},
        "seen_sha256": seen.digest,
        "code_sha256": code,
    }
    _write(folder / "posterior.json", made)


def store_cases(
    cases: tuple[Retrodiction, ...],
    seen: Evidence,
    *,
    code: str,
    folder: Path = _FOLDER,
) -> None:
    """Write how cases were foretold into ``loco.csv`` and ``loco.json`` of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [one.name for one in fields(Score)]
    with (folder / "loco.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, names, lineterminator="\n")
        writer.writeheader()
        for case in cases:
            for score in case.scores:
                row = asdict(score)
                row["player"], row["forecaster"] = str(score.player), score.forecaster
                writer.writerow({**row, "log_score": f"{score.log_score:.4f}"})
    made = {
        "cases": [
            {"case": one.case, "quarters": one.quarters, "is_found": one.is_found}
            for one in cases
        ],
        "seen_sha256": seen.digest,
        "code_sha256": code,
    }
    _write(folder / "loco.json", made)


def store_recovery(figures: tuple[Calibration, ...], *, folder: Path = _FOLDER) -> None:
    """Write the figures of recovery into ``recovery.csv`` of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [one.name for one in fields(Calibration)]
    with (folder / "recovery.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, names, lineterminator="\n")
        writer.writeheader()
        for one in figures:
            row = _rounded(asdict(one))
            writer.writerow(row)


def stored(
    record: StrategicRecord | None = None, *, folder: Path = _FOLDER
) -> StoredFit:
    """Return the fit that comes with Yalu, and whether it is current.

    Parameters
    ----------
    record : StrategicRecord, optional
        The record as it is now; left out, only the code is compared.
    folder : Path
        Where it was stored; by default in the package.

    Raises
    ------
    ModelError
        If nothing is stored, or it is of other parameters than the game now has.

    """
    if not (folder / "posterior.json").exists():
        msg = f"No fit is stored in {folder.name}. Run tools/refit.py."
        raise ModelError(msg)
    made = json.loads((folder / "posterior.json").read_text(encoding="utf-8"))
    model = patron_model(BOARDS[made["board"]], precision=made["precision"])
    if tuple(made["names"]) != model.names:
        odd = ", ".join(sorted(set(made["names"]) ^ set(model.names)))
        msg = (
            f"The stored fit is of other parameters than the game has: {odd}. Run "
            "tools/refit.py."
        )
        raise ModelError(msg)
    with np.load(folder / "posterior.npz", allow_pickle=False) as kept:
        numbers = {name: np.asarray(kept[name], dtype=float) for name in _NUMBERS}
    seen = None if record is None else evidence(record, model.game)
    return StoredFit(
        fit=Fit(
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
        ),
        board=made["board"],
        between=(made["between"][0], made["between"][1]),
        cases=_cases(folder),
        recovery=_recovery(folder),
        seed=made["seed"],
        libraries=made["libraries"],
        fit_sha256=_digest(folder),
        stale=tuple(_changes(made, seen)),
    )


def _digest(folder: Path) -> str:
    return code_sha256(folder, ("posterior.json",))


def _changes(made: Mapping[str, Any], seen: Evidence | None) -> list[str]:
    """Return what has changed since the fit, in words."""
    changes = []
    if seen is not None and seen.digest != made["seen_sha256"]:
        then = " to ".join(made["between"])
        now = f"{seen.periods[0]} to {seen.periods[-1]}"
        changes.append(
            "the record is not the one that it was fitted to"
            + ("" if now == then else f" (quarters now {now}, then {then})")
        )
    if fit_sha256() != made["code_sha256"]:
        changes.append("the code or the priors that made it have changed")
    return changes


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


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with six digits and no infinity, which JSON has no word for."""
    found = {}
    for name, value in row.items():
        if isinstance(value, float):
            found[name] = float(f"{value:.6g}") if np.isfinite(value) else None
        else:
            found[name] = value
    return found


def _numbers(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: -np.inf if value is None else value for name, value in row.items()}


def _write(file: Path, made: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
