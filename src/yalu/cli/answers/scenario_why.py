"""Why a scenario comes out as it does: what decides it, and when it ends in talks.

Of the scenarios that come with Yalu both were worked out beforehand; as long as nothing
else is asked for, that is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yalu.cli.answers.scenario import plain_scenario, print_trust
from yalu.cli.answers.scenario_asked import Wish, asked, held
from yalu.cli.answers.scenario_running import prepared
from yalu.cli.answers.strategy import folded
from yalu.cli.output import console, print_json, print_table, progress
from yalu.report.supposing import TALKS, supposing_of
from yalu.report.supposing_rows import share_rows
from yalu.report.supposing_runs import BASE, DECIDED, EARLY
from yalu.report.supposing_told import beside
from yalu.report.supposing_trial import tried
from yalu.report.supposing_words import chance, named, unknowns_named
from yalu.scenario.chain.running import outcome_of
from yalu.scenario.deciding import decide as decided
from yalu.scenario.deciding import discovered, readings
from yalu.scenario.scenario import Scenario
from yalu.scenario.series import Series

__all__ = ["decide", "discover"]

_MOST, _SHOWN, _DRAWS = 6, 0.005, 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What was found of a scenario, in plain form, and how it came about."""

    scenario: Scenario
    plain: Mapping[str, Any]
    made: str
    beside: tuple[float, float] | None = None


def decide(wish: Wish, *, points: int | None, as_json: bool) -> None:
    """Print which uncertainties decide what a scenario changes, or the baseline."""
    found = _decided(wish, points)
    alone = found.scenario.is_baseline
    if as_json:
        print_json(
            {
                "scenario": plain_scenario(found.scenario),
                "less_the_baseline": not alone,
                "made": found.made,
                **found.plain,
            }
        )
        return
    screen = console()
    what = "what is to be expected" if alone else "what it changes"
    title = found.scenario.title
    screen.print(f"[bold]{title}: what decides {what}[/]", soft_wrap=True)
    words = {
        one.id: named(one.words)
        for one in readings(DECIDED, months=found.scenario.months)
    }
    for one in found.plain["attributions"]:
        folded(screen, f"\n{_spread(one, words.get(one['outcome'], one['outcome']))}")
        rows = [row for row in share_rows(one) if row.total >= _SHOWN][:_MOST]
        if rows:
            print_table(
                "",
                ("what is not known", "alone", "with others"),
                [
                    (
                        row.name,
                        f"{_share(row.first)} \u00b1 {row.first_error:.2f}",
                        f"{_share(row.total)} \u00b1 {row.total_error:.2f}",
                    )
                    for row in rows
                ],
                close=True,
            )
    screen.print()
    folded(
        screen,
        "alone: share of the variance of what can be expected that would vanish if "
        "this were known (Sobol, first index); with others: share that would be left "
        "if all others were (total index); with standard errors. "
        f"{found.plain['runs']:,} draws were run. {found.made} Evidence: estimated by "
        "a model. What each is: docs/methods/scenario-chain.md.",
    )
    print_trust(screen)


def _decided(wish: Wish, points: int | None) -> _Found:
    found = None if points is not None else held(wish)
    plain = None if found is None else found.one.decided
    if found is not None and plain is not None:
        return _Found(scenario=found.one.scenario, plain=plain, made=found.made)
    scenario = asked(wish)
    seed = wish.chance
    _, (baseline, ready) = prepared([scenario], seed=seed)
    with progress("Running at many points"):
        told = decided(
            ready,
            against=None if scenario.is_baseline else baseline,
            read=DECIDED,
            base=points or BASE,
            seed=seed,
        )
    return _Found(scenario=scenario, plain=told.to_dict(), made=f"Seed {seed}.")


def _spread(one: Mapping[str, Any], outcome: str) -> str:
    if one["uncertain"] is None:
        return f"{outcome}: the same in every draw."
    parts = [f"what is not known {chance(one['uncertain'])}"]
    for words, share in (
        ("which fit is right", one["common"]),
        ("chance", one["chance"]),
    ):
        if share is not None:
            parts.append(f"{words} {chance(share)}")
    told = f"{outcome}: of the spread of single draws {', '.join(parts)}."
    if one["indices"]:
        return told
    return f"{told} Nothing that is not known moves it by more than error."


def discover(wish: Wish, *, question: str, early: int, as_json: bool) -> None:
    """Print under which conditions a scenario ends in something.

    Raises
    ------
    SchemaError
        If there is no such statement, or the run is too short for it.

    """
    found = _discovered(wish, question, early)
    if as_json:
        scenario = plain_scenario(found.scenario)
        print_json({"scenario": scenario, "made": found.made, **found.plain})
        return
    screen = console()
    screen.print(f"[bold]{found.scenario.title}[/]", soft_wrap=True)
    for line in str(found.plain["words"]).splitlines():
        folded(screen, unknowns_named(named(line)))
    if found.beside:
        before, after = map(chance, found.beside)
        folded(screen, f"\nOf all draws: {after}; in the baseline {before}.")
    if question.startswith(Series.TALKS):
        folded(screen, f"\n{tried(supposing_of().trial, Series.TALKS)}")
    folded(
        screen,
        "\nShares are of draws held out, which did not teach the tree, with the range "
        "of 95 % for their number. A condition is no cause. Evidence: estimated by a "
        f"model. {found.made}",
    )
    print_trust(screen)


def _discovered(wish: Wish, question: str, early: int) -> _Found:
    found = held(wish) if (question, early) == (TALKS, EARLY) else None
    plain = None if found is None else found.one.found
    if found is not None and plain is not None:
        return _Found(
            scenario=found.one.scenario,
            plain=plain,
            made=found.made,
            beside=beside(found.one.outcome, question),
        )
    scenario = asked(wish)
    seed = wish.chance
    _, (_, ready) = prepared([scenario], seed=seed)
    with progress("Drawing"):
        outcome = outcome_of(ready, draws=wish.draws or _DRAWS, seed=seed)
    told = discovered(outcome, question, early=early, seed=seed)
    return _Found(scenario=scenario, plain=told.to_dict(), made=f"Seed {seed}.")


def _share(value: float) -> str:
    """Return a share with two digits; one that is nothing by error has no sign."""
    return f"{round(value, 2) + 0.0:.2f}"
