"""The store: what a run told, with hashes of all it was made from.

A folder holds one outcome: ``manifest.json`` (scenario, seed, versions, hashes),
``statements.json``, ``quantiles.parquet``, where a baseline was given
``differences.parquet``, and where asked for ``draws.parquet``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yalu.scenario.comparison import Contrast, SeriesDifference
from yalu.scenario.fan import Fan
from yalu.scenario.outcome import Outcome
from yalu.scenario.statement import Statement

__all__ = ["Manifest", "StoredOutcome", "store", "stored"]


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
        First month.
    months : tuple of str
        All months.
    seed, draws, chunk, games : int
        As in `Outcome`.
    case_sha256, scenario_sha256, code_sha256 : str
        Hashes of case, levers, and of the code that made it.
    digest, baseline_digest : str
        Hashes of all draws; of the baseline's, or empty.
    versions : mapping of str to str
        Libraries.
    files : mapping of str to str
        SHA-256 by file.

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


def store(
    outcome: Outcome,
    folder: Path,
    *,
    baseline: Outcome | None = None,
    with_draws: bool = False,
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

    Raises
    ------
    SchemaError
        If outcome and baseline do not belong together.

    """
    raise NotImplementedError


def stored(
    folder: Path,
    *,
    case_digest: str | None = None,
    scenario_digest: str | None = None,
) -> StoredOutcome:
    """Return a stored outcome, and whether it is current.

    Parameters
    ----------
    folder : Path
        Where it was stored.
    case_digest, scenario_digest : str, optional
        Hashes of case and scenario as they are now; those left out are not compared.

    Raises
    ------
    ModelError
        If nothing is stored there, or it cannot be read.

    """
    raise NotImplementedError
