"""The store: what a run told, with hashes of all that it was made from.

A folder holds one outcome:

- ``manifest.json``: the scenario in words, seed, numbers of draws, versions, and hashes
  of case, levers, code, draws and of the other files;
- ``statements.json``: statements, with the baseline's where it was compared;
- ``quantiles.parquet`` and, where it was compared, ``differences.parquet``;
- ``draws.parquet``, where it was asked for: every draw.

Nothing in it tells the hour, so that the same run gives the same files.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from yalu.errors import ModelError
from yalu.files import settle, written_together
from yalu.scenario.comparison import (
    Contrast,
    Difference,
    SeriesDifference,
    compare,
)
from yalu.scenario.draws import DRAWS, draws_table
from yalu.scenario.fan import Fan
from yalu.scenario.grounds import facts_sha256, outcome_sha256
from yalu.scenario.keeping import differences_in, fans_in
from yalu.scenario.outcome import Outcome
from yalu.scenario.statement import Statement

__all__ = ["Manifest", "StoredOutcome", "store", "stored"]

_MANIFEST, _STATEMENTS = "manifest.json", "statements.json"
_QUANTILES, _DIFFERENCES = "quantiles.parquet", "differences.parquet"
_TABLES = (_QUANTILES, _DIFFERENCES, DRAWS)
_MEND = "Run tools/refit.py in a source tree of Yalu, or run the scenario anew."
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, OSError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an outcome was made from.

    Attributes
    ----------
    scenario, title, question, note : str
        Identifier and words of the scenario.
    baseline : str
        Identifier of the scenario it is compared with; empty where with none.
    start : str
        First day of the run.
    months : tuple of str
        All months.
    seed, draws, chunk, games : int
        As in `Outcome`.
    case_sha256, scenario_sha256 : str
        Hashes of case and levers.
    code_sha256, facts_sha256 : str
        Hashes of the code that made it, and of the facts, law and fits that it rests
        on; see `yalu.scenario.grounds`.
    digest, baseline_digest : str
        Hashes of all draws; of the baseline's, or empty.
    versions : mapping of str to str
        Libraries.
    files : mapping of str to str
        SHA-256 of the other files by name.

    """

    scenario: str
    title: str
    question: str
    note: str
    baseline: str
    start: str
    months: tuple[str, ...]
    seed: int
    draws: int
    chunk: int
    games: int
    case_sha256: str
    scenario_sha256: str
    code_sha256: str
    facts_sha256: str
    digest: str
    baseline_digest: str
    versions: Mapping[str, str]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StoredOutcome:
    """What is stored of an outcome.

    Attributes
    ----------
    manifest : Manifest
        What it was made from.
    fans : mapping of str to Fan
        Quantiles and means by series.
    statements : tuple of Statement
        What can be said of it alone.
    differences : mapping of str to SeriesDifference
        Against the baseline, by series; empty where it was compared with none.
    contrasts : tuple of Contrast
        Statements in both runs.
    against : tuple of Statement
        Statements that need both runs.
    stale : tuple of str
        What has changed since, in words; empty if nothing has.

    """

    manifest: Manifest
    fans: Mapping[str, Fan]
    statements: tuple[Statement, ...]
    differences: Mapping[str, SeriesDifference]
    contrasts: tuple[Contrast, ...]
    against: tuple[Statement, ...]
    stale: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether nothing has changed since it was stored."""
        return not self.stale

    def __str__(self) -> str:
        made = self.manifest
        with_what = ", ".join(f"{name} {one}" for name, one in made.versions.items())
        told = (
            f"{made.title}, {made.months[0]} to {made.months[-1]}: {made.draws:,} "
            f"draws, seed {made.seed} ({with_what})."
        )
        if self.is_current:
            return told
        return f"{told} Stale because {' and '.join(self.stale)}. {_MEND}"


def store(
    outcome: Outcome,
    folder: Path,
    *,
    baseline: Outcome | None = None,
    with_draws: bool = False,
    code: str | None = None,
    facts: str | None = None,
) -> Manifest:
    """Store an outcome in a folder, and return what it was made from.

    Parameters
    ----------
    outcome : Outcome
        The run.
    folder : Path
        Where; made if it is not there. What it held of an outcome is replaced.
    baseline : Outcome, optional
        The run it is compared with.
    with_draws : bool
        Whether all draws are kept, for whoever asks them anew.
    code, facts : str, optional
        Hashes of the code that made the run and of what it rests on; by default
        `yalu.scenario.grounds` tells them as they are now.

    Raises
    ------
    SchemaError
        If outcome and baseline do not belong together.
    UnusableFileError
        If the folder cannot be written; what it held stays as it was.

    """
    difference = None if baseline is None else compare(baseline, outcome)
    tables = {_QUANTILES: outcome.table}
    if difference is not None:
        tables[_DIFFERENCES] = difference.table
    if with_draws:
        tables[DRAWS] = draws_table(outcome)
    with written_together(folder, (*_TABLES, _STATEMENTS, _MANIFEST)) as fresh:
        for name, table in tables.items():
            pq.write_table(table, fresh / name, compression="zstd")
        _write(fresh / _STATEMENTS, _told(outcome, difference))
        files = {name: _file_sha256(fresh / name) for name in (*tables, _STATEMENTS)}
        manifest = _manifest_of(outcome, baseline, files, code=code, facts=facts)
        _write(fresh / _MANIFEST, asdict(manifest))
    return manifest


def _manifest_of(
    outcome: Outcome,
    baseline: Outcome | None,
    files: Mapping[str, str],
    *,
    code: str | None,
    facts: str | None,
) -> Manifest:
    scenario = outcome.scenario
    return Manifest(
        scenario=scenario.id,
        title=scenario.title,
        question=scenario.question,
        note=scenario.note,
        baseline=baseline.scenario.id if baseline else "",
        start=outcome.start.isoformat(),
        months=outcome.months,
        seed=outcome.seed,
        draws=outcome.draws,
        chunk=outcome.chunk,
        games=outcome.games,
        case_sha256=outcome.case_digest,
        scenario_sha256=scenario.digest,
        code_sha256=outcome_sha256() if code is None else code,
        facts_sha256=facts_sha256() if facts is None else facts,
        digest=outcome.digest,
        baseline_digest=baseline.digest if baseline else "",
        versions=dict(outcome.versions),
        files=files,
    )


def _told(outcome: Outcome, difference: Difference | None) -> dict[str, Any]:
    """Return all statements about an outcome."""
    both = () if difference is None else difference.contrasts
    against = () if difference is None else difference.statements
    return {
        "statements": [asdict(one) for one in outcome.statements()],
        "contrasts": [asdict(one) for one in both],
        "against": [asdict(one) for one in against],
    }


def _write(path: Path, told: Mapping[str, Any]) -> None:
    text = json.dumps(told, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _file_sha256(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def stored(
    folder: Path,
    *,
    case_digest: str | None = None,
    scenario_digest: str | None = None,
    baseline_digest: str | None = None,
) -> StoredOutcome:
    """Return a stored outcome, and whether it is current.

    Parameters
    ----------
    folder : Path
        Where it was stored.
    case_digest, scenario_digest, baseline_digest : str, optional
        Hashes of case, scenario and all draws of the baseline as they are now; those
        left out are not compared.

    Raises
    ------
    ModelError
        If nothing is stored there, or it cannot be read.

    """
    settle(folder)
    if not (folder / _MANIFEST).exists():
        msg = f"No outcome is stored: found no {_MANIFEST} in {folder.name}. {_MEND}"
        raise ModelError(msg)
    try:
        manifest = _manifest(_read(folder / _MANIFEST))
        told = _read(folder / _STATEMENTS)
        return StoredOutcome(
            manifest=manifest,
            fans=fans_in(pq.read_table(folder / _QUANTILES)),
            statements=tuple(map(_statement, told["statements"])),
            differences=differences_in(pq.read_table(folder / _DIFFERENCES))
            if _DIFFERENCES in manifest.files
            else MappingProxyType({}),
            contrasts=tuple(map(_contrast, told["contrasts"])),
            against=tuple(map(_statement, told["against"])),
            stale=tuple(
                _changes(
                    manifest,
                    folder,
                    case=case_digest,
                    scenario=scenario_digest,
                    baseline=baseline_digest,
                )
            ),
        )
    except (*_UNREADABLE, ValueError, pa.ArrowException) as error:
        msg = (
            f"The stored outcome cannot be read: found {type(error).__name__} "
            f"({error}) in {folder.name}; expected the form that this version writes. "
            f"{_MEND}"
        )
        raise ModelError(msg) from error


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _manifest(told: dict[str, Any]) -> Manifest:
    known = {field.name for field in fields(Manifest)}
    if set(told) != known:
        odd = ", ".join(sorted(set(told) ^ known))
        msg = f"{_MANIFEST} differs in {odd}"
        raise ValueError(msg)
    return Manifest(**{**told, "months": tuple(told["months"])})


def _statement(told: dict[str, Any]) -> Statement:
    return Statement(**{**told, "by_month": tuple(told["by_month"])})


def _contrast(told: dict[str, Any]) -> Contrast:
    runs = {name: _statement(told[name]) for name in ("baseline", "other")}
    return Contrast(**{**told, **runs})


def _changes(
    made: Manifest,
    folder: Path,
    *,
    case: str | None,
    scenario: str | None,
    baseline: str | None,
) -> Iterator[str]:
    """Yield what has changed since, in words."""
    for now, then, words in (
        (case, made.case_sha256, "the case is not the one that it was run on"),
        (scenario, made.scenario_sha256, "the scenario sets something else now"),
        (baseline, made.baseline_digest, "the baseline is not the one of then"),
        (outcome_sha256(), made.code_sha256, "the code that made it has changed"),
        (facts_sha256(), made.facts_sha256, "facts, law or fits have changed"),
    ):
        if now is not None and now != then:
            yield words
    for name, digest in made.files.items():
        if _file_sha256(folder / name) != digest:
            yield f"{name} is not what was stored"
