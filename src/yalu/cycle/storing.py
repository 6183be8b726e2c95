"""Stored fits: what was drawn once, and whether it is still of this log and this code.

Drawing a posterior takes minutes and libraries that most users lack, so the draws come
with Yalu (``tools/refit.py`` makes them). Beside them stands what they were made from:
a hash of the events as the model saw them, a hash of the code, and the versions of the
libraries. A stored fit that is not current says what has changed.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.calibration import code_sha256
from yalu.cycle.daily import ByDay, DailyProcess, arrange
from yalu.cycle.dprk import dprk_baseline
from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.posterior import Diagnostics, Posterior
from yalu.cycle.stream import DPRK_STREAMS
from yalu.errors import ModelError
from yalu.events import EventKind, EventLog, read
from yalu.periods import Interval

__all__ = [
    "Setting",
    "StoredFit",
    "dprk_setting",
    "posterior_sha256",
    "seen_sha256",
    "store",
    "stored",
]

_FOLDER = Path(__file__).resolve().parent
_LIBRARIES = ("jax", "numpy", "numpyro", "scipy")
_CODE = ("sampling.py", "dprk.py", "stream.py", "occurrences.py")
_DIGITS = 6
_NUMBERS = ("baseline", "weights", "strengths")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """What is fitted, and to what.

    Attributes
    ----------
    process : DailyProcess
        The process.
    occurrences : Occurrences
        The events.
    between : Interval
        The days.

    """

    process: DailyProcess
    occurrences: Occurrences
    between: Interval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StoredFit:
    """Draws of a posterior that come with Yalu.

    Attributes
    ----------
    posterior : Posterior
        The draws, on the record of the log that was asked about.
    setting : Setting
        Process and events of that log.
    seed : int
        Where chance began.
    drawn : int
        How many draws there were; those kept are spread evenly over them.
    libraries : mapping of str to str
        What drew them, with versions.
    stale : tuple of str
        What has changed since, in words; empty if nothing has.

    """

    posterior: Posterior
    setting: Setting
    seed: int
    drawn: int
    libraries: Mapping[str, str]
    stale: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether events and code are those of the fit."""
        return not self.stale

    def __str__(self) -> str:
        made = ", ".join(f"{name} {number}" for name, number in self.libraries.items())
        kept = len(self.posterior.weights)
        told = f"{self.posterior} {kept} of {self.drawn:,} draws are stored ({made})."
        if self.is_current:
            return told
        return f"{told} Stale because {' and '.join(self.stale)}; run tools/refit.py."


def dprk_setting(log: EventLog) -> Setting:
    """Return the daily process of the cycle of North Korea, and what it is fitted to.

    The days run from the year of the first long-range launch, before which the Council
    had nothing of that kind to answer, to the last day on which every stream is
    covered: later, an event that the log lacks would pass for quiet.

    Raises
    ------
    ModelError
        If the log has no long-range launch, or no day on which all are covered.

    """
    launches = log.of(kind=EventKind.LONG_RANGE_LAUNCH, actor="PRK")
    covered = [log.covered(kind) for one in DPRK_STREAMS for kind in one.kinds]
    ends = [days.end for days in covered if days is not None and days.end is not None]
    start = date(launches[0].when.start.year, 1, 1) if launches else date.max
    if len(ends) < len(covered) or start >= min(ends):
        msg = (
            "The log does not cover every stream of the cycle after its first "
            "long-range launch, so there is nothing to fit. Add events or coverage."
        )
        raise ModelError(msg)
    between = Interval(start, min(ends))
    return Setting(
        process=DailyProcess(baseline=dprk_baseline(log, between)),
        occurrences=occurrences(log, DPRK_STREAMS, between=between),
        between=between,
    )


def seen_sha256(setting: Setting) -> str:
    """Return the hash of all that a process sees: events, windows, baseline, priors.

    Numbers are rounded to six digits, so that the last ones, in which machines differ,
    do not matter.
    """
    by_day, process = arrange(setting.process, setting.occurrences), setting.process
    numbers: tuple[NDArray[Any], ...] = (
        by_day.happened,
        by_day.watched,
        by_day.design.values,
        by_day.design.widths,
        by_day.acts,
        np.asarray(process.half_lives),
        np.asarray([process.strength]),
    )
    digest = hashlib.sha256()
    words = (*by_day.names, *by_day.design.names, process.link.value, by_day.days[0])
    digest.update("\n".join(map(str, words)).encode())
    for part in numbers:
        # Adding zero makes of minus zero the other one.
        rounded = np.round(part.astype(np.float64), _DIGITS) + 0.0
        digest.update(str(part.shape).encode() + rounded.astype("<f8").tobytes())
    return digest.hexdigest()


def posterior_sha256() -> str:
    """Return the hash of the code that draws the posterior, and of all it imports."""
    return code_sha256(_FOLDER, _CODE)


def store(
    posterior: Posterior,
    setting: Setting,
    *,
    seed: int,
    code: str,
    kept: int = 400,
    folder: Path = _FOLDER / "data",
) -> None:
    """Write draws of a posterior, and what they were made from, into a folder.

    Parameters
    ----------
    posterior : Posterior
        The draws.
    setting : Setting
        What they were drawn from.
    seed : int
        Where chance began.
    code : str
        What `posterior_sha256` returned when drawing began.
    kept : int
        How many draws are kept, spread evenly.
    folder : Path
        Where ``posterior.npz`` and ``posterior.json`` are written.

    Raises
    ------
    ModelError
        If the chains do not agree: what did not converge is not shipped.

    """
    if not posterior.converged:
        msg = f"The posterior {posterior.status}. Draw more, or mend the model."
        raise ModelError(msg)
    few = posterior.thinned(kept)
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: np.float32(getattr(few, name)) for name in _NUMBERS}
    np.savez_compressed(
        folder / "posterior.npz", allow_pickle=False, scales=few.by_day.scales, **parts
    )
    made = {
        "seed": seed,
        "chains": posterior.chains,
        "drawn": len(posterior.weights),
        "streams": list(posterior.names),
        "columns": list(posterior.by_day.design.names),
        "between": [str(setting.between.start), str(setting.between.last)],
        "diagnostics": [
            {
                "target": one.target,
                "r_hat": round(one.r_hat, 4),
                "ess": round(one.ess, 1),
                "divergences": one.divergences,
            }
            for one in posterior.diagnostics
        ],
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "seen_sha256": seen_sha256(setting),
        "code_sha256": code,
    }
    text = json.dumps(made, indent=2) + "\n"
    (folder / "posterior.json").write_text(text, encoding="utf-8")


def stored(log: EventLog | None = None, *, folder: Path | None = None) -> StoredFit:
    """Return the posterior that comes with Yalu, and whether it is current.

    Parameters
    ----------
    log : EventLog, optional
        The log to use it on; by default the embedded one.
    folder : Path, optional
        Where it was stored; by default in the package.

    Raises
    ------
    ModelError
        If nothing is stored, or the log has other streams or another baseline than
        the draws are of.

    """
    if log is None and folder is None:
        return _embedded()
    return _read(read() if log is None else log, folder or _FOLDER / "data")


@cache
def _embedded() -> StoredFit:
    return _read(read(), _FOLDER / "data")


def _read(log: EventLog, place: Path) -> StoredFit:
    if not (place / "posterior.json").exists():
        msg = f"No posterior is stored in {place.name}. Run tools/refit.py."
        raise ModelError(msg)
    made = json.loads((place / "posterior.json").read_text(encoding="utf-8"))
    with np.load(place / "posterior.npz", allow_pickle=False) as kept:
        numbers = {
            name: np.asarray(kept[name], dtype=np.float64)
            for name in (*_NUMBERS, "scales")
        }
    setting = dprk_setting(log)
    by_day = _as_fitted(arrange(setting.process, setting.occurrences), made, numbers)
    posterior = Posterior(
        process=setting.process,
        by_day=by_day,
        baseline=numbers["baseline"],
        weights=numbers["weights"],
        strengths=numbers["strengths"],
        diagnostics=tuple(Diagnostics(**one) for one in made["diagnostics"]),
        chains=made["chains"],
    )
    return StoredFit(
        posterior=posterior,
        setting=setting,
        seed=made["seed"],
        drawn=made["drawn"],
        libraries=made["libraries"],
        stale=tuple(_changes(setting, made)),
    )


def _as_fitted(
    by_day: ByDay, made: Mapping[str, Any], numbers: Mapping[str, NDArray[np.float64]]
) -> ByDay:
    """Return the record with the mean rates that the draws are relative to."""
    now = (list(by_day.names), list(by_day.design.names))
    if now != (made["streams"], made["columns"]):
        msg = (
            "The stored posterior is of other streams or of another baseline: found "
            f"{', '.join((*now[0], *now[1]))}; stored are "
            f"{', '.join((*made['streams'], *made['columns']))}. Run tools/refit.py, "
            "or fit the log with yalu.cycle.fit."
        )
        raise ModelError(msg)
    return replace(by_day, scales=numbers["scales"])


def _changes(setting: Setting, made: Mapping[str, Any]) -> list[str]:
    """Return what has changed since the fit, in words."""
    changes = []
    if seen_sha256(setting) != made["seen_sha256"]:
        first, last = made["between"]
        days = f"{first} to {last}"
        now = f"{setting.between.start} to {setting.between.last}"
        changes.append(
            "the events or the baseline are not those that it was fitted to"
            + ("" if now == days else f" (days now {now}, then {days})")
        )
    if posterior_sha256() != made["code_sha256"]:
        changes.append("the code that drew it has changed")
    return changes


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
