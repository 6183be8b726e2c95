"""Runs of the scenarios that come with Yalu, stored for whoever tells of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from yalu.files import write_text
from yalu.report.scenarios import dprk_case
from yalu.report.supposing import BESIDE, OUTCOMES_FOLDER, TALKS
from yalu.scenario.case import Case
from yalu.scenario.chain.running import Prepared, outcome_of, prepare
from yalu.scenario.deciding import decide, discovered
from yalu.scenario.equilibria import Equilibria, keep
from yalu.scenario.grounds import facts_sha256, outcome_sha256
from yalu.scenario.outcome import Outcome
from yalu.scenario.playing import equilibria_of
from yalu.scenario.scenario import Scenario
from yalu.scenario.shipped import shipped
from yalu.scenario.storing import store
from yalu.strategy.estimation import stored

__all__ = ["BASE", "DECIDED", "EARLY", "refit_scenarios", "store_scenarios"]

DECIDED = ("oil", "income_lost", "tests", "talks-24")
"""What is asked of every scenario: which of the things not known decide it."""

EARLY = 12
"""Months whose course may tell beforehand."""

Tell = Callable[[str], None]

BASE = 128
"""Points of each matrix from which it is worked out what decides."""

_DRAWS, _DIGITS = 12_000, 5


def refit_scenarios(
    seed: int,
    folder: Path = OUTCOMES_FOLDER,
    *,
    draws: int = _DRAWS,
    tell: Tell = lambda _: None,
) -> str:
    """Run every scenario that comes with Yalu beside the baseline, and store them.

    Parameters
    ----------
    seed : int
        Where chance begins.
    folder : Path
        Where they go, one folder a scenario; by default in the package.
    draws : int
        How many draws each has.
    tell : callable
        Is told how far it is.

    Returns
    -------
    str
        How many were stored, in a line.

    """
    code, facts = outcome_sha256(), facts_sha256()
    fit = stored()
    # Solved afresh, and then taken up again: what is shipped is what others will run.
    keep(Equilibria(), fit_sha256=fit.fit_sha256)
    case = dprk_case(fit=fit)
    keep(equilibria_of(case.play), fit_sha256=fit.fit_sha256)
    case = dprk_case(fit=fit)
    tell(str(case))
    return store_scenarios(
        case,
        shipped(),
        seed=seed,
        folder=folder,
        draws=draws,
        grounds=(code, facts),
        tell=tell,
    )


def store_scenarios(
    case: Case,
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    folder: Path,
    draws: int,
    grounds: tuple[str, str],
    tell: Tell = lambda _: None,
) -> str:
    """Run scenarios of a case, the baseline among them, and store what they tell.

    Parameters
    ----------
    case : Case
        What is known.
    scenarios : sequence of Scenario
        One of them without a lever.
    seed, folder, draws, tell
        As for `refit_scenarios`.
    grounds : tuple of str
        Hashes of the code and of the facts when the work began.

    """
    (first,) = (one for one in scenarios if one.is_baseline)
    plain = prepare(case, first, seed=seed)
    ready = {
        one.id: plain if one is first else prepare(case, one, seed=seed, beside=plain)
        for one in scenarios
    }
    baseline = outcome_of(plain, draws=draws, seed=seed)
    decided: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for name, one in ready.items():
        alone = one is plain
        outcome = baseline if alone else outcome_of(one, draws=draws, seed=seed)
        _store(outcome, None if alone else baseline, folder / name, grounds)
        decided[name] = _decided(one, None if alone else plain, seed)
        found[name] = _found(outcome, seed)
        tell(str(outcome).partition("\n")[0])
    told = {"sources": sorted(case.sources), "decided": decided, "found": found}
    text = json.dumps(_short(told), ensure_ascii=False, indent=1)
    write_text(folder / BESIDE, f"{text}\n")
    return f"{len(ready)} scenarios, {draws:,} draws each."


def _store(
    outcome: Outcome, baseline: Outcome | None, folder: Path, grounds: tuple[str, str]
) -> None:
    code, facts = grounds
    store(outcome, folder, baseline=baseline, code=code, facts=facts)


def _decided(one: Prepared, against: Prepared | None, seed: int) -> Mapping[str, Any]:
    """Return what decides what is to be expected, or what a scenario changes."""
    return decide(one, against=against, read=DECIDED, base=BASE, seed=seed).to_dict()


def _found(outcome: Outcome, seed: int) -> Mapping[str, Any] | None:
    """Return when there are talks after the first year; None of too short a run."""
    if len(outcome.months) < int(TALKS.partition("-")[2]):
        return None
    return discovered(outcome, TALKS, early=EARLY, seed=seed).to_dict()


def _short(value: Any) -> Any:  # noqa: ANN401 - whatever is stored
    """Return plain values with five digits a number."""
    match value:
        case bool() | int() | str() | None:
            return value
        case float():
            return float(f"{value:.{_DIGITS}g}")
        case Mapping():
            return {str(key): _short(one) for key, one in value.items()}
        case _:
            return [_short(one) for one in value]
