"""How far each state keeps each measure, and how full the caps are."""

from decimal import Decimal
from typing import Any

from rich.console import Console

from yalu import sources
from yalu.cli.answers.encoded import load_regime
from yalu.cli.options import day
from yalu.cli.output import console, print_json, print_table, progress
from yalu.compliance import Score, Verdict, assess
from yalu.territories import territory

__all__ = ["answer"]


def answer(
    *,
    states: tuple[str, ...],
    measure: str | None,
    until: str | None,
    regime: str,
    every: bool,
    as_json: bool,
) -> None:
    """Print the scorecard and the caps."""
    law = load_regime(regime)
    if measure is not None:
        law.measure(measure)
    with progress("Holding the record against the law"):
        found = assess(
            law,
            sources.load("trade"),
            states=[territory(code, place="--state").iso3 for code in states] or None,
            until=day(until, "--until"),
            absences=sources.load("absences"),
        )
    if as_json:
        print_json(_of_measure(found.to_dict(), measure))
        return
    scores = [s for s in found.scorecard if measure in (None, s.measure)]
    shown = [
        s for s in scores if every or measure or s.verdict is not Verdict.UNVERIFIABLE
    ]
    screen = console()
    screen.print("[bold]Scorecard[/] (of what was expected, or of the cap)")
    for score in shown:
        _print_score(screen, score)
    if measure is not None:
        _print_paths(scores)
    screen.print()
    print_table(
        "Caps: share used, by kind of statement",
        ("measure", "from", "series", "compiler", "share used", "exceeded"),
        [
            (
                ledger.measure,
                ledger.window.start,
                ledger.series,
                ledger.compiler,
                _percent(ledger.binding.low, ledger.binding.high),
                {True: "yes", False: "no", None: "open"}[ledger.exceeded],
            )
            for ledger in found.ledgers
            if measure in (None, ledger.measure) and ledger.binding is not None
        ],
    )
    hidden = len(scores) - len(shown)
    if hidden:
        screen.print(f"\n{hidden} unverifiable measures are left out: --all.")
    screen.print(f"\n{found}", markup=False)


def _print_score(screen: Console, score: Score) -> None:
    verdict = score.verdict.replace("_", " ")
    share = _percent(score.low, score.high)
    screen.print(
        f"\n[bold]{score.state}  {verdict}[/]  {score.measure}  {share}"
        f" ({score.evidence or 'no evidence'})"
    )
    screen.print(f"  {score.goods}", markup=False)
    for reason in score.reasons:
        screen.print(f"  {reason}", markup=False)


def _of_measure(found: dict[str, Any], measure: str | None) -> dict[str, Any]:
    """Keep the rows of one measure, where a table has measures at all."""
    if measure is None:
        return found
    return {
        name: [row for row in value if row.get("measure", measure) == measure]
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else value
        for name, value in found.items()
    }


def _print_paths(scores: list[Score]) -> None:
    print_table(
        "Over time",
        ("state", "period", "verdict", "of expected", "why"),
        [
            (
                score.state,
                step.period,
                step.verdict.replace("_", " "),
                _percent(step.low, step.high),
                step.reason,
            )
            for score in scores
            for step in score.path
        ],
    )


def _percent(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return "unknown"
    if round(low, 1) == round(high, 1):
        return f"{low:.1f} %"
    return f"{low:.1f} to {high:.1f} %"
