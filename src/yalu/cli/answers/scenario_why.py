"""Why a scenario comes out as it does: what decides it, and when it ends in talks."""

from yalu.cli.answers.scenario import plain_scenario, print_trust
from yalu.cli.answers.scenario_running import Wish, asked, prepared
from yalu.cli.answers.strategy import folded
from yalu.cli.output import console, print_json, print_table, progress
from yalu.report.supposing_runs import DECIDED
from yalu.report.supposing_words import UNKNOWNS, chance, named, unknowns_named
from yalu.scenario.chain.running import outcome_of
from yalu.scenario.deciding import decide as decided
from yalu.scenario.deciding import discovered
from yalu.scenario.sensitivity import Attribution, Sensitivity

__all__ = ["decide", "discover"]

_MOST = 6


def decide(wish: Wish, *, points: int, as_json: bool) -> None:
    """Print which uncertainties decide what a scenario changes, or the baseline."""
    scenario = asked(wish)
    _, (baseline, one) = prepared([scenario], seed=wish.seed)
    alone = scenario.is_baseline
    with progress("Running at many points"):
        found = decided(
            one,
            against=None if alone else baseline,
            read=DECIDED,
            base=points,
            seed=wish.seed,
        )
    if as_json:
        print_json(
            {
                "scenario": plain_scenario(scenario),
                "less_the_baseline": not alone,
                **found.to_dict(),
            }
        )
        return
    _print(found, scenario.title, alone=alone)


def _print(found: Sensitivity, title: str, *, alone: bool) -> None:
    screen = console()
    what = "what is to be expected" if alone else "what it changes"
    screen.print(f"[bold]{title}: what decides {what}[/]", soft_wrap=True)
    for one in found.attributions:
        folded(screen, f"\n{_spread(one)}")
        if one.indices:
            print_table(
                "",
                ("what is not known", "alone", "with others"),
                [
                    (
                        UNKNOWNS.get(index.name, index.name),
                        f"{index.first:.2f} \u00b1 {index.first_error:.2f}",
                        f"{index.total:.2f} \u00b1 {index.total_error:.2f}",
                    )
                    for index in one.indices[:_MOST]
                ],
                close=True,
            )
    screen.print()
    folded(
        screen,
        "alone: share of the variance of what can be expected that would vanish if "
        "this were known (Sobol, first index); with others: share that would be left "
        "if all others were (total index); with standard errors. "
        f"{found.runs:,} draws were run. Evidence: estimated by a model. What each is: "
        "docs/methods/scenario-chain.md.",
    )
    print_trust(screen)


def _spread(one: Attribution) -> str:
    if one.uncertain is None:
        return f"{one.outcome}: the same in every draw."
    parts = [f"what is not known {chance(one.uncertain)}"]
    for words, share in (("which fit is right", one.common), ("chance", one.chance)):
        if share is not None:
            parts.append(f"{words} {chance(share)}")
    told = f"{one.outcome}: of the spread of single draws {', '.join(parts)}."
    if one.indices:
        return told
    return f"{told} Nothing that is not known moves it by more than error."


def discover(wish: Wish, *, question: str, early: int, as_json: bool) -> None:
    """Print under which conditions a scenario ends in something.

    Raises
    ------
    SchemaError
        If there is no such statement, or the run is too short for it.

    """
    scenario = asked(wish)
    case, (_, one) = prepared([scenario], seed=wish.seed)
    with progress("Drawing"):
        outcome = outcome_of(one, draws=wish.draws, seed=wish.seed)
    found = discovered(outcome, question, early=early, seed=wish.seed)
    if as_json:
        print_json({"scenario": plain_scenario(scenario), **found.to_dict()})
        return
    screen = console()
    screen.print(f"[bold]{scenario.title}[/]", soft_wrap=True)
    for line in str(found).splitlines():
        folded(screen, unknowns_named(named(line)))
    folded(
        screen,
        "\nEach line: how often it happens where these conditions hold, from the draws "
        "held out, which did not teach the tree; of all: what share of all times that "
        "it happens lies there; in: what share of the draws. A condition is no cause. "
        "Evidence: estimated by a model of what was known on "
        f"{case.as_of}.",
    )
    print_trust(screen)
