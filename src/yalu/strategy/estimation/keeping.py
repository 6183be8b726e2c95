"""Keeping fits: what is written into files, and what it was made from beside it."""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from yalu.calibration import Calibration
from yalu.files import written_together
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.fit import Fit
from yalu.strategy.estimation.origins import FIT_FOLDER, file_sha256
from yalu.strategy.estimation.retrodiction import Retrodiction, Score

__all__ = ["NUMBERS", "store_cases", "store_fit", "store_recovery"]

NUMBERS = ("weights", "free", "centre", "covariance")
"""Arrays of a fit, as they stand in ``posterior.npz``."""

_LIBRARIES = ("jax", "numpy", "scipy")


def store_fit(
    fit: Fit,
    seen: Evidence,
    *,
    board: str,
    seed: int,
    code: str,
    tables: str,
    folder: Path = FIT_FOLDER,
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
        What `fitting_sha256` returned when the fit began.
    tables : str
        What `tables_sha256` returned then.
    folder : Path
        Where ``posterior.npz`` and ``posterior.json`` are written.

    """
    parts = {name: getattr(fit, name) for name in NUMBERS}
    with written_together(folder, ("posterior.npz", "posterior.json")) as stage:
        np.savez_compressed(stage / "posterior.npz", allow_pickle=False, **parts)
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
            "tables_sha256": tables,
            "numbers_sha256": file_sha256(stage / "posterior.npz"),
        }
        _write(stage / "posterior.json", made)


def store_cases(
    cases: tuple[Retrodiction, ...],
    seen: Evidence,
    *,
    code: str,
    folder: Path = FIT_FOLDER,
) -> None:
    """Write how cases were foretold into ``loco.csv`` and ``loco.json`` of a folder."""
    names = [one.name for one in fields(Score)]
    made = {
        "cases": [
            {"case": one.case, "quarters": one.quarters, "is_found": one.is_found}
            for one in cases
        ],
        "seen_sha256": seen.digest,
        "code_sha256": code,
    }
    with written_together(folder, ("loco.csv", "loco.json")) as stage:
        with (stage / "loco.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, names, lineterminator="\n")
            writer.writeheader()
            for case in cases:
                for score in case.scores:
                    row = asdict(score)
                    row |= {
                        "player": str(score.player),
                        "forecaster": score.forecaster,
                        "log_score": f"{score.log_score:.4f}",
                    }
                    writer.writerow(row)
        _write(stage / "loco.json", made)


def store_recovery(
    figures: tuple[Calibration, ...], seen: Evidence, *, folder: Path = FIT_FOLDER
) -> None:
    """Write figures of recovery into ``recovery.csv`` and ``recovery.json``.

    Parameters
    ----------
    figures : tuple of Calibration
        How often known parameters were found again.
    seen : Evidence
        The record, on the board of the study, that worlds were made alike.
    folder : Path
        Where they are written.

    """
    names = [one.name for one in fields(Calibration)]
    with written_together(folder, ("recovery.csv", "recovery.json")) as stage:
        with (stage / "recovery.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_rounded(asdict(one)) for one in figures)
        _write(stage / "recovery.json", {"seen_sha256": seen.digest})


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with six digits and no infinity, which JSON has no word for."""
    return {name: _told(value) for name, value in row.items()}


def _told(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.6g}") if np.isfinite(value) else None
    return value


def _write(file: Path, made: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
