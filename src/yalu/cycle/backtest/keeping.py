"""The backtest that comes with Yalu: written once, read by whoever shows it.

Running it takes minutes (``tools/refit.py backtest``). Every forecast is kept, with
what came of it, as a table of one row each; so are mean scores and contests. Beside
them stand the hashes of the tables, of the events and of the code that they are from,
so that a table that was changed is refused and one that is out of date says so.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yalu.calibration import code_sha256
from yalu.cycle.backtest.backtest import Backtest, LeftOut, Unfitted
from yalu.cycle.backtest.dprk import dprk_watched
from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.judging import Contest, MeanScore
from yalu.cycle.backtest.outlook import Group
from yalu.cycle.backtest.paired import Margin
from yalu.cycle.backtest.scores import Score
from yalu.cycle.storing import Setting, seen_sha256
from yalu.errors import IntegrityError, ModelError
from yalu.events import EventLog, read
from yalu.files import settle, written_together

__all__ = ["StoredBacktest", "backtest_sha256", "store_backtest", "stored_backtest"]

_CYCLE = Path(__file__).resolve().parent.parent
_CODE = ("backtest/dprk.py",)
_DIGITS = 5
_META = "backtest.json"
_FORECASTS, _SCORES = "backtest_forecasts.csv", "backtest_scores.csv"
_CONTESTS, _VARIANTS = "backtest_contests.csv", "backtest_variants.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBacktest:
    """A backtest that was run once.

    Attributes
    ----------
    backtest : Backtest
        What was foreseen, and how it fared.
    variants : tuple of MeanScore
        Mean scores of other forms of the process that is judged.
    variant_labels : mapping of str to str
        What readers are shown of them.
    seed : int
        Where chance began.
    stale : tuple of str
        What has changed since, in words; empty if nothing has.

    """

    backtest: Backtest
    variants: tuple[MeanScore, ...]
    variant_labels: Mapping[str, str]
    seed: int
    stale: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether events and code are those of the backtest."""
        return not self.stale

    def __str__(self) -> str:
        if self.is_current:
            return str(self.backtest)
        return (
            f"{self.backtest}\nStale because {' and '.join(self.stale)}; run "
            "tools/refit.py."
        )


def backtest_sha256() -> str:
    """Return the hash of the code that runs the backtest, and of all it imports."""
    return code_sha256(_CYCLE, _CODE)


def store_backtest(
    found: Backtest,
    *,
    variants: Sequence[MeanScore] = (),
    variant_labels: Mapping[str, str] = MappingProxyType({}),
    made_from: Setting,
    seed: int,
    code: str,
    folder: Path = _CYCLE / "data",
) -> None:
    """Write a backtest, and what it was made from, into a folder.

    Parameters
    ----------
    found : Backtest
        What is shown.
    variants : sequence of MeanScore
        How other forms of the process that is judged fared.
    variant_labels : mapping of str to str
        What readers are shown of them.
    made_from : Setting
        The process that is judged, and all events.
    seed : int
        Where chance began.
    code : str
        What `backtest_sha256` returned when the run began.
    folder : Path
        Where the tables and ``backtest.json`` are written.

    """
    tables = {
        _FORECASTS: map(_in_full, found.issued),
        _SCORES: map(asdict, found.scores),
        _CONTESTS: map(_flat, found.contests),
        _VARIANTS: map(asdict, variants),
    }
    with written_together(folder, (*tables, _META)) as stage:
        hashes = {
            name: _written(stage / name, list(rows)) for name, rows in tables.items()
        }
        made = {
            "seed": seed,
            "judged": found.judged,
            "climatology": found.climatology,
            "references": found.references,
            "labels": dict(found.labels),
            "variant_labels": dict(variant_labels),
            "groups": {group.name: group.streams for group in found.groups},
            "left_out": [asdict(row) for row in found.left_out],
            "unfitted": [asdict(row) for row in found.unfitted],
            "sha256": hashes,
            "seen_sha256": seen_sha256(made_from),
            "code_sha256": code,
        }
        text = json.dumps(made, indent=2, default=str) + "\n"
        (stage / _META).write_text(text, encoding="utf-8")


def stored_backtest(
    log: EventLog | None = None, *, folder: Path | None = None
) -> StoredBacktest:
    """Return the backtest that comes with Yalu, and whether it is current.

    Parameters
    ----------
    log : EventLog, optional
        The log it should be of; by default the embedded one.
    folder : Path, optional
        Where it was stored; by default in the package.

    Raises
    ------
    ModelError
        If nothing is stored.
    IntegrityError
        If a table is not the one that was stored.

    """
    if log is None and folder is None:
        return _embedded()
    return _read(read() if log is None else log, folder or _CYCLE / "data")


@cache
def _embedded() -> StoredBacktest:
    return _read(read(), _CYCLE / "data")


def _read(log: EventLog, place: Path) -> StoredBacktest:
    settle(place)
    if not (place / _META).exists():
        msg = f"No backtest is stored in {place.name}. Run tools/refit.py backtest."
        raise ModelError(msg)
    made = json.loads((place / _META).read_text(encoding="utf-8"))
    for name, wanted in made["sha256"].items():
        _require_unchanged(place / name, wanted)
    unfitted = [
        {**row, "on": date.fromisoformat(row["on"])} for row in made["unfitted"]
    ]
    return StoredBacktest(
        backtest=Backtest(
            issued=tuple(map(_issued, _rows(place / _FORECASTS))),
            labels=MappingProxyType(made["labels"]),
            groups=tuple(
                Group(name=name, streams=tuple(streams))
                for name, streams in made["groups"].items()
            ),
            judged=made["judged"],
            climatology=made["climatology"],
            references=tuple(made["references"]),
            scores=tuple(map(_mean_score, _rows(place / _SCORES))),
            contests=tuple(map(_contest, _rows(place / _CONTESTS))),
            left_out=tuple(LeftOut(**row) for row in made["left_out"]),
            unfitted=tuple(Unfitted(**row) for row in unfitted),
        ),
        variants=tuple(map(_mean_score, _rows(place / _VARIANTS))),
        variant_labels=MappingProxyType(made["variant_labels"]),
        seed=made["seed"],
        stale=tuple(_changes(log, made)),
    )


def _changes(log: EventLog, made: Mapping[str, Any]) -> Iterable[str]:
    """Yield what has changed since, in words."""
    if seen_sha256(dprk_watched(log)) != made["seen_sha256"]:
        yield "the events or the process are not those that it was run with"
    if backtest_sha256() != made["code_sha256"]:
        yield "the code that ran it has changed"


def _require_unchanged(path: Path, wanted: str) -> None:
    found = (
        hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "no file"
    )
    if found != wanted:
        msg = (
            f"Table {path.name}: found {found[:12]}, stored was {wanted[:12]}. Run "
            "tools/refit.py backtest."
        )
        raise IntegrityError(msg)


def _written(path: Path, rows: Sequence[Mapping[str, Any]]) -> str:
    """Write a table and return the hash of its bytes."""
    with path.open("w", encoding="utf-8", newline="") as out:
        names = list(rows[0]) if rows else []
        table = csv.DictWriter(out, names, lineterminator="\n")
        table.writeheader()
        table.writerows({key: _plain(row[key]) for key in names} for row in rows)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _in_full(row: Issued) -> dict[str, Any]:
    """Return a forecast, its probability unrounded: near one, scores hang on it."""
    return asdict(row) | {"probability": repr(float(row.probability))}


def _plain(value: object) -> object:
    return f"{value:.{_DIGITS}g}" if isinstance(value, float) else value


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _flat(contest: Contest) -> dict[str, Any]:
    row = asdict(contest)
    margin: dict[str, Any] = row.pop("margin")
    return row | margin


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _issued(row: dict[str, str]) -> Issued:
    return Issued(
        process=row["process"],
        group=row["group"],
        on=date.fromisoformat(row["on"]),
        horizon=int(row["horizon"]),
        probability=float(row["probability"]),
        mean=float(row["mean"]),
        low=float(row["low"]),
        high=float(row["high"]),
        count=int(row["count"]),
        crps=float(row["crps"]),
    )


def _mean_score(row: dict[str, str]) -> MeanScore:
    return MeanScore(
        process=row["process"],
        group=row["group"],
        horizon=int(row["horizon"]),
        score=Score(row["score"]),
        era=row["era"],
        value=float(row["value"]),
        forecasts=int(row["forecasts"]),
        events=int(row["events"]),
        sharpness=float(row["sharpness"]),
        skill=_number(row["skill"]),
    )


def _contest(row: dict[str, str]) -> Contest:
    return Contest(
        process=row["process"],
        reference=row["reference"],
        group=row["group"],
        horizon=int(row["horizon"]),
        score=Score(row["score"]),
        forecasts=int(row["forecasts"]),
        margin=Margin(
            difference=float(row["difference"]),
            low=_number(row["low"]),
            high=_number(row["high"]),
            years=int(row["years"]),
        ),
    )
