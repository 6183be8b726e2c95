"""How far each state keeps each measure, and how full the caps are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from rich.console import Console

from yalu.cli.answers.encoded import load_regime
from yalu.cli.answers.evidence import print_estimates, print_signs
from yalu.cli.answers.own_record import OwnTrade, plain, print_record, read_record
from yalu.cli.options import day
from yalu.cli.output import (
    NO_BREAK,
    console,
    print_folded,
    print_json,
    print_list,
    print_table,
    progress,
)
from yalu.cli.own_trade import DEFAULT_SEED
from yalu.compliance import CapLedger, Effect, Score, Sensitivity, StatePattern, Verdict
from yalu.compliance.counterfactual import Counterfactual
from yalu.errors import SchemaError
from yalu.regime import Regime
from yalu.report.enquiry import Enquiry, enquire
from yalu.report.outside import horizon_of
from yalu.report.record import recorded
from yalu.territories import territory

__all__ = ["Wish", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked.

    Attributes
    ----------
    states : tuple of str
        Only these; all on record if empty.
    measure, until, horizon : str or None
        Only this measure, the first day not asked about, and the first day not
        estimated.
    every : bool
        Whether what is unverifiable is shown too.
    estimate, signs, sensitivity : bool
        What is asked beyond the verdicts.
    seed : int or None
        What random draws start from; None for `DEFAULT_SEED`.

    """

    states: tuple[str, ...]
    measure: str | None
    until: str | None
    horizon: str | None
    every: bool
    estimate: bool
    signs: bool
    sensitivity: bool
    seed: int | None


def answer(wish: Wish, trade: OwnTrade, *, regime: str, as_json: bool) -> None:
    """Print the scorecard, the caps, and what else was asked."""
    _require_estimate(wish)
    law = load_regime(regime)
    seed = DEFAULT_SEED if wish.seed is None else wish.seed
    if wish.measure is not None:
        law.measure(wish.measure, place="--measure")
    horizon = day(wish.horizon, "--horizon") or horizon_of(law)
    with progress("Reading the record") as stage:
        record = read_record(trade, law) or recorded(law)
        stage("Holding the record against the law")
        found = enquire(
            law,
            record,
            states=[territory(code, place="--state").iso3 for code in wish.states]
            or None,
            until=day(wish.until, "--until"),
            estimates=wish.estimate,
            signs=wish.signs,
            sensitivity=wish.sensitivity,
            horizon=horizon,
            rng=np.random.default_rng(seed),
        )
    if as_json:
        told = {"record": plain(record), "seed": seed, **found.to_dict()}
        if found.estimates is not None:
            told["horizon"] = horizon
        print_json(_of_measure(told, wish.measure))
        return
    screen = console()
    print_record(screen, record)
    _print_verdicts(screen, found, wish)
    if found.estimates is not None:
        print_estimates(screen, found.estimates, measure=wish.measure)
        _print_horizon(screen, found.estimates, horizon)
    if found.signs is not None:
        print_signs(screen, found.signs, measure=wish.measure)
    if found.sensitivity is not None:
        _print_sensitivity(screen, found.sensitivity, wish)
    # The sums below are of all measures, also where the tables above show one.
    where = "" if wish.measure is None else "In the whole regime: "
    screen.print()
    print_folded(f"{where}{found.assessment}", first="", rest="")
    print_folded(_makers(law, found.assessment.scorecard), first="", rest="")


def _require_estimate(wish: Wish) -> None:
    """Refuse what only an estimate would heed."""
    given = [
        f"--{name}"
        for name, value in (("horizon", wish.horizon), ("seed", wish.seed))
        if value is not None
    ]
    if given and not wish.estimate:
        names = ", ".join(given)
        msg = (
            f"{names}: found without --estimate; nothing else heeds "
            f"{'it' if len(given) == 1 else 'them'}. Add --estimate, or leave "
            f"{names} out."
        )
        raise SchemaError(msg)


def _makers(law: Regime, scores: Sequence[Score]) -> str:
    """Return how many of the verdicts are on whose measures."""
    counted = Counter(score.body for score in scores)
    common = [name for name in counted if "all" in law.bodies[name].binds]
    own = [name for name in counted if name not in common]
    told = [
        f"{sum(counted[name] for name in names)} {whose} "
        f"({', '.join(f'{name} {counted[name]}' for name in names)})"
        for names, whose in (
            (common, "are on measures that bind all states"),
            (own, "are on a state's or union's own"),
        )
        if names
    ]
    line = f"Of these {len(scores)} verdicts, {' and '.join(told)}."
    if common and own:
        line += " The report, its patterns too, counts the former alone."
    return line if told else "There is no verdict."


def _print_horizon(
    screen: Console, found: Sequence[Counterfactual], horizon: date | None
) -> None:
    """Say so where nothing is judged before the day another cause sets in."""
    if horizon is not None and all(one.whole is None for one in found):
        screen.print(
            f"  Nothing is left to estimate before {horizon}, the horizon: no measure "
            "on recorded goods had begun, or nothing is recorded under it until then. "
            "Name a later --horizon.",
            soft_wrap=True,
        )


def _print_verdicts(screen: Console, found: Enquiry, wish: Wish) -> None:
    held = found.assessment
    scores = [s for s in held.scorecard if wish.measure in (None, s.measure)]
    shown = [
        s
        for s in scores
        if wish.every or wish.measure or s.verdict is not Verdict.UNVERIFIABLE
    ]
    screen.print("[bold]Scorecard[/] (of what was expected, or of the cap)")
    for score in shown:
        _print_score(screen, score)
    if wish.measure is not None:
        _print_paths(scores)
    ledgers = [
        (
            ledger.measure,
            ledger.window.start,
            ledger.series,
            f"{ledger.states} ({ledger.compiler})",
            _percent(ledger.binding.low, ledger.binding.high),
            _months(ledger),
            {True: "yes", False: "no", None: "open"}[ledger.exceeded],
        )
        for ledger in held.ledgers
        if wish.measure in (None, ledger.measure) and ledger.binding is not None
    ]
    if ledgers:
        screen.print()
        print_table(
            "Caps: share used in the months on record, by kind of statement",
            ("measure", "from", "series", "whose", "share used", "months", "exceeded"),
            ledgers,
            close=True,
        )
    if wish.measure is None:
        print_list(
            "Patterns (by measure and year; kept: enforced or mostly)",
            _patterns(held.patterns),
        )
    hidden = len(scores) - len(shown)
    if hidden:
        verb = "verdict is" if hidden == 1 else "verdicts are"
        screen.print(f"\n{hidden} unverifiable {verb} left out: --all.")


def _months(ledger: CapLedger) -> str:
    """Return how many months of a window a ledger knows, by its fullest unit."""
    known, held = max(
        (len(use.months) - len(use.with_status("unreported")), len(use.months))
        for use in ledger.uses
    )
    return f"{known}{NO_BREAK}of{NO_BREAK}{held}"


def _patterns(found: tuple[StatePattern, ...]) -> Iterator[str]:
    for one in found:
        if one.decided:
            count = f"{one.kept} kept, {one.not_kept} not"
            if not one.is_thin:
                count = f"{one.decided} of {one.verdicts} verdicts decided: {count}"
            yield f"{one.state}: {one.words} ({count})"


def _print_score(screen: Console, score: Score) -> None:
    verdict = score.verdict.replace("_", " ")
    share = _percent(score.low, score.high)
    screen.print(
        f"\n[bold]{score.state}  {verdict}[/]  {score.measure}  {share}"
        f" ({score.evidence or 'no evidence'})"
    )
    for line in (score.goods, *score.reasons):
        print_folded(line, screen=screen)


def _print_sensitivity(screen: Console, found: Sensitivity, wish: Wish) -> None:
    changes = [
        (
            shift.state,
            shift.measure,
            shift.alternative,
            shift.verdict.replace("_", " "),
            "left out" if shift.then is None else shift.then.replace("_", " "),
        )
        for shift in found.shifts
        if shift.changed
        and wish.measure in (None, shift.measure)
        and (wish.every or shift.effect is not Effect.GAINED)
    ]
    screen.print()
    if changes:
        print_table(
            "What would change a verdict",
            ("state", "measure", "if", "verdict", "then"),
            changes,
        )
    screen.print(f"Sensitivity: {found}", markup=False)


def _of_measure(found: dict[str, Any], measure: str | None) -> dict[str, Any]:
    """Keep the rows of one measure, where a table has measures at all."""
    if measure is None:
        return found
    return {name: _rows_of(value, measure) for name, value in found.items()}


def _rows_of(value: object, measure: str) -> object:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [row for row in value if row.get("measure", measure) == measure]
    if isinstance(value, dict) and "measure" not in value:
        return {name: _rows_of(part, measure) for name, part in value.items()}
    return value


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
    if low is None:
        return "unknown"
    if high is None:
        return f"at least {low:.1f} %"
    if round(low, 1) == round(high, 1):
        return f"{low:.1f} %"
    return f"{low:.1f} to {high:.1f} %"
