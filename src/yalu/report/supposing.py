"""What scenarios say, as far as a report and a list at the terminal tell it.

No scenario is run here: that is done once for those that come with Yalu
(``tools/refit.py scenarios``). What was stored is read, and told to be stale where
levers, law, data or code have changed since.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yalu.errors import ModelError, SchemaError
from yalu.report.supposing_trial import Trial
from yalu.scenario.scenario import Scenario
from yalu.scenario.shipped import shipped
from yalu.scenario.storing import StoredOutcome, stored
from yalu.scenario.uncertainty import Uncertainty, uncertainties

__all__ = [
    "BESIDE",
    "OUTCOMES_FOLDER",
    "TALKS",
    "Supposed",
    "Supposing",
    "supposing_of",
]

BESIDE = "beside.json"
"""What is stored beside the outcomes: what decides, when talks come, and sources."""

TALKS = "talks-48"
"""Of which statement it is stored when it comes true."""

OUTCOMES_FOLDER = (
    Path(__file__).resolve().parent.parent / "scenario" / "data" / "outcomes"
)
"""Where the outcomes are stored that come with Yalu, one folder a scenario."""

_NOTHING = (
    "No outcome of any scenario is stored. Run tools/refit.py scenarios in a source "
    "tree of Yalu, or run one: yalu scenario run oil-embargo."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """One scenario and what is stored of it.

    Attributes
    ----------
    scenario : Scenario
        What is set.
    outcome : StoredOutcome
        What came of it, and what differs from the baseline.
    decided : mapping or None
        How much of the spread of each outcome each uncertainty decides:
        `yalu.scenario.sensitivity.Sensitivity` in plain form; None if not worked out.
    found : mapping or None
        When it ends in talks: `yalu.scenario.discovery.Discovery` in plain form; None
        if not worked out.

    """

    scenario: Scenario
    outcome: StoredOutcome
    decided: Mapping[str, Any] | None = None
    found: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposing:
    """What there is to tell of scenarios.

    Attributes
    ----------
    baseline : Supposed or None
        The run without a lever; None where nothing is stored.
    scenarios : tuple of Supposed
        The others that are stored, in the order in which they come with Yalu.
    missing : tuple of str
        What is not stored, and why; empty if all is.
    stale : tuple of str
        What has changed since it was stored; empty if nothing has.
    sources : tuple of str
        Identifiers of the sources of the case.
    unknown : tuple of Uncertainty
        What is not known, with ranges and reasons.
    doubted : str
        Why the fitted game is not to be relied on, by its own checks; empty if it is.
    trial : Trial or None
        How runs from past days fared; None where none are stored.

    """

    baseline: Supposed | None
    scenarios: tuple[Supposed, ...]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    sources: tuple[str, ...]
    unknown: tuple[Uncertainty, ...]
    trial: Trial | None
    doubted: str = ""


def supposing_of(
    folder: Path = OUTCOMES_FOLDER, scenarios: Sequence[Scenario] | None = None
) -> Supposing:
    """Return what is stored of scenarios, held against their levers of today.

    Parameters
    ----------
    folder : Path
        Where outcomes are stored, one folder a scenario.
    scenarios : sequence of Scenario, optional
        Which ones; by default those that come with Yalu.

    """
    known = shipped() if scenarios is None else tuple(scenarios)
    missing: list[str] = []
    if any((folder / one.id).exists() for one in known):
        beside = _beside(folder, missing)
        found = list(_read(folder, known, beside, missing))
    else:
        beside, found = {}, []
        missing.append(_NOTHING)
    baseline = next((one for one in found if one.scenario.is_baseline), None)
    others = tuple(
        one
        for one in found
        if baseline is not None
        and not one.scenario.is_baseline
        and one.outcome.manifest.baseline_digest == baseline.outcome.manifest.digest
    )
    stale = [words for one in found for words in one.outcome.stale]
    stale += [
        f"{one.scenario.title} was not compared with the baseline that is stored"
        for one in found
        if baseline is not None and one is not baseline and one not in others
    ]
    trial = _trial(missing)
    return Supposing(
        baseline=baseline,
        scenarios=others if baseline is not None else (),
        missing=tuple(dict.fromkeys(missing)),
        stale=tuple(dict.fromkeys(stale)),
        sources=tuple(beside.get("sources", ())),
        unknown=uncertainties(),
        trial=trial,
    )


def _beside(folder: Path, missing: list[str]) -> Mapping[str, Any]:
    path = folder / BESIDE
    try:
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        missing.append("Nothing is stored of what decides the outcomes of scenarios.")
        return MappingProxyType({})
    return found


def _read(
    folder: Path,
    scenarios: Sequence[Scenario],
    beside: Mapping[str, Any],
    missing: list[str],
) -> Iterator[Supposed]:
    decided, found = beside.get("decided", {}), beside.get("found", {})
    for one in scenarios:
        try:
            outcome = stored(folder / one.id, scenario_digest=one.digest)
        except (ModelError, SchemaError) as error:
            missing.append(str(error))
            continue
        yield Supposed(
            scenario=one,
            outcome=outcome,
            decided=decided.get(one.id),
            found=found.get(one.id),
        )


def _trial(missing: list[str]) -> Trial | None:
    """Return how hindcasts fared; None, and why, where none can be read."""
    # What judged them takes a moment to import, and nothing else needs it here.
    from yalu.report.supposing_hindcast import stored_trial  # noqa: PLC0415

    try:
        return stored_trial()
    except (ModelError, SchemaError) as error:
        missing.append(str(error))
        return None
