"""Stored answers: what was worked out once, and whether it still stands.

Every draw of the parameters needs the game solved anew, which takes minutes in all, so
the answers come with Yalu (``tools/refit.py`` makes them): a table with one row for
each figure, and beside it what they rest on.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from yalu.calibration import code_sha256
from yalu.errors import ModelError, SchemaError
from yalu.strategy.answers.answer import (
    Answers,
    Basis,
    Figure,
    Quantity,
    Spread,
    Turn,
)
from yalu.strategy.answers.question import Question, Standing, Unit

__all__ = ["answers_sha256", "fit_sha256", "store", "stored"]

_STRATEGY = Path(__file__).resolve().parents[1]
_FOLDER = Path(__file__).resolve().parent / "data"
_FIT = _STRATEGY / "estimation" / "data"
_CODE = ("answers/working.py", "patron/data/*.csv")
_SPREAD = ("median", "low", "high", "above", "below")
_COLUMNS = (
    *("question", "id", "standing", "at", "label", "unit", "is_change"),
    *_SPREAD,
    *(f"prior_{name}" for name in _SPREAD),
)
_DIGITS = 6


def answers_sha256() -> str:
    """Return the hash of the code that works answers out, and of all it imports."""
    return code_sha256(_STRATEGY, _CODE)


def fit_sha256(folder: Path = _FIT) -> str:
    """Return the hash of the fit that comes with Yalu; empty if there is none.

    It is that of ``posterior.json``, in which a hash of the draws stands.
    `yalu.strategy.estimation.fit_sha256` is the same; here it needs no solver.
    """
    if not (folder / "posterior.json").exists():
        return ""
    return code_sha256(folder, ("posterior.json",))


def store(answers: Answers, *, folder: Path = _FOLDER) -> None:
    """Write answers into a folder, as ``answers.csv`` and ``answers.json``.

    Parameters
    ----------
    answers : Answers
        What was worked out.
    folder : Path
        Where to; made if it is not there.

    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(_row, answers.figures))
    made = {
        "basis": {**asdict(answers.basis), "libraries": dict(answers.basis.libraries)},
        "path": [asdict(turn) for turn in answers.path],
    }
    text = json.dumps(made, indent=2) + "\n"
    (folder / "answers.json").write_text(text, encoding="utf-8")


def stored(
    *,
    record_sha256: str | None = None,
    folder: Path | None = None,
) -> Answers:
    """Return the answers that come with Yalu, and whether they are current.

    Parameters
    ----------
    record_sha256 : str, optional
        Hash of the record of today, to hold that of the answers against.
    folder : Path, optional
        Where they were stored; by default in the package.

    Raises
    ------
    ModelError
        If nothing is stored.
    SchemaError
        If a stored file is not of the form that this version writes.

    """
    place = folder or _FOLDER
    missing = [
        name for name in ("answers.csv", "answers.json") if not (place / name).exists()
    ]
    if missing:
        msg = (
            f"No answers of the game are stored: found no {' and no '.join(missing)} "
            f"in {place.name}. They come with Yalu: install it anew, or in a checkout "
            "of its source run tools/refit.py, which works them out."
        )
        raise ModelError(msg)
    try:
        with (place / "answers.csv").open(encoding="utf-8", newline="") as lines:
            figures = tuple(map(_figure, csv.DictReader(lines)))
        made = json.loads((place / "answers.json").read_text(encoding="utf-8"))
        found = Answers(
            figures=figures,
            path=tuple(map(_turn, made["path"])),
            basis=Basis(**made["basis"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        msg = (
            f"The stored answers cannot be read: found {error!r} in {place.name}; "
            "expected the form that this version writes. Install Yalu anew, or in a "
            "checkout of its source run tools/refit.py."
        )
        raise SchemaError(msg) from error
    now = {"record_sha256": record_sha256, "fit_sha256": fit_sha256()}
    return replace(found, stale=tuple(_changes(found.basis, now)))


def _changes(basis: Basis, now: Mapping[str, str | None]) -> Iterator[str]:
    """Yield what has changed since, in words."""
    told = {
        "record_sha256": "the record is not the one that they were worked out for",
        "fit_sha256": "the fit is not the one that they were worked out from",
    }
    for name, words in told.items():
        if now[name] is not None and now[name] != getattr(basis, name):
            yield words
    if answers_sha256() != basis.code_sha256:
        yield "the code that worked them out has changed"


def _row(figure: Figure) -> dict[str, Any]:
    one = figure.quantity
    return {
        "question": one.question.value,
        "id": one.id,
        "standing": one.standing.value,
        "at": ";".join(f"{axis}={label}" for axis, label in one.at),
        "label": one.label,
        "unit": one.unit.value,
        "is_change": "yes" if one.is_change else "no",
        **_numbers(figure.fitted, ""),
        **(_numbers(figure.prior, "prior_") if figure.prior else {}),
    }


def _numbers(spread: Spread, prefix: str) -> dict[str, str]:
    # Adding zero makes of minus zero the other one.
    return {
        f"{prefix}{name}": f"{round(getattr(spread, name), _DIGITS) + 0.0:.{_DIGITS}f}"
        for name in _SPREAD
    }


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        quantity=Quantity(
            question=Question(row["question"]),
            id=row["id"],
            label=row["label"],
            unit=Unit(row["unit"]),
            standing=Standing(row["standing"]),
            at=tuple(_pairs(row["at"])),
            is_change=row["is_change"] == "yes",
        ),
        fitted=_spread(row, ""),
        prior=_spread(row, "prior_") if row["prior_median"] else None,
    )


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, text.split(";")):
        axis, _, label = part.partition("=")
        yield axis, label


def _spread(row: Mapping[str, str], prefix: str) -> Spread:
    return Spread(**{name: float(row[f"{prefix}{name}"]) for name in _SPREAD})


def _turn(made: Mapping[str, Any]) -> Turn:
    pairs: Iterable[list[str]] = made["moves"]
    first, second = made["other"]
    return Turn(
        quarter=made["quarter"],
        moves=tuple((action, label) for action, label in pairs),
        chances=tuple(made["chances"]),
        other=(first, second),
        kept=made["kept"],
        turned=made["turned"],
    )
