"""What scenarios say, as far as a report and a list at the terminal tell it.

No scenario is run here: that is done once for those that come with Yalu
(``tools/refit.py scenarios``). What was stored is read, and told to be stale where
levers, law, data or code have changed since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yalu.scenario.scenario import Scenario
from yalu.scenario.storing import StoredOutcome

__all__ = ["BASELINE", "OUTCOMES_FOLDER", "Supposed", "Supposing"]

BASELINE = "baseline"
"""Identifier of the run without a lever."""

OUTCOMES_FOLDER = (
    Path(__file__).resolve().parent.parent / "scenario" / "data" / "outcomes"
)
"""Where the outcomes are stored that come with Yalu, one folder a scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """One scenario and what is stored of it.

    Attributes
    ----------
    scenario : Scenario
        What is set.
    outcome : StoredOutcome
        What came of it, and what differs from the baseline.
    decided : tuple of mapping
        How much of the spread of each outcome each uncertainty decides: rows as
        `yalu.scenario.sensitivity.Attribution` in plain form; empty if not worked out.
    found : mapping or None
        When it ends in talks: `yalu.scenario.discovery.Discovery` in plain form; None
        if not worked out.

    """

    scenario: Scenario
    outcome: StoredOutcome
    decided: tuple[Mapping[str, Any], ...] = ()
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

    """

    baseline: Supposed | None
    scenarios: tuple[Supposed, ...]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    sources: tuple[str, ...]
