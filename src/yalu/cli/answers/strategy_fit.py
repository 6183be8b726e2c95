"""What the fit learnt, and whether the game looks like the record."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console

from yalu.calibration import Calibration
from yalu.cli.answers.refitting import how_to_refit
from yalu.cli.answers.strategy import folded
from yalu.cli.answers.strategy_fitted import Held, fitted
from yalu.cli.output import (
    NO_BREAK,
    console,
    percent,
    print_json,
    print_list,
    print_table,
)
from yalu.strategy.estimation.doubting import reservations
from yalu.strategy.estimation.identification import Learnt
from yalu.strategy.estimation.recovery import COVERAGE
from yalu.strategy.estimation.storing import StoredFit
from yalu.strategy.patron import parameter

__all__ = ["fit", "print_fit", "print_stale"]


def fit(*, as_json: bool) -> None:
    """Print parameters before and after the record, and predictive checks."""
    held = fitted()
    if as_json:
        print_json(_plain(held))
        return
    screen = console()
    if held.fit is None:
        folded(screen, held.missing)
        return
    print_fit(screen, held.fit)


def print_fit(screen: Console, stored: StoredFit) -> None:
    """Print a fit."""
    found = stored.fit
    folded(screen, str(found.diagnostics))
    print_list(
        "Why nothing is to be built upon this fit",
        (f"{words[:1].upper()}{words[1:]}." for words in reservations(stored)),
    )
    screen.print()
    _print_learnt(screen, found.learnt)
    screen.print()
    print_table(
        "Does the fitted game look like the record? Paths simulated beside it",
        ("counted", "quarters", "recorded", "in paths (90 %)", "p", ""),
        [
            (
                one.name,
                one.periods,
                f"{one.observed:.1f}",
                _range(one.median, one.low, one.high, places=0),
                f"{one.p:.2f}",
                "off" if one.is_extreme else "",
            )
            for one in found.checks
        ],
    )
    off = sum(one.is_extreme for one in found.checks)
    folded(
        screen,
        f"{off} of {len(found.checks)} counts are off: hardly any path has as many, or "
        "hardly any as few.",
    )
    _print_recovery(screen, stored.recovery)
    print_stale(screen, stored)


def _print_learnt(screen: Console, learnt: Sequence[Learnt]) -> None:
    print_table(
        "Parameters before and after the record: middle, and under it middle 90 %",
        ("parameter\nunit", "before", "after", "above 0:\nbefore\nnow", "learnt\n*"),
        [
            (
                f"{one.name}\n  {parameter(one.name).unit}",
                _tall(one.prior_median, one.prior_low, one.prior_high),
                _tall(one.median, one.low, one.high),
                f"{percent(one.prior_above_zero)}\n{percent(one.above_zero)}",
                percent(one.shrinkage),
            )
            for one in learnt
        ],
        close=True,
    )
    screen.print()
    folded(
        screen,
        "* Share of the prior variance that the record took away: near 0 % it says "
        "nothing of the parameter, and what is told of it is judgement; below 0 % it "
        "has made the parameter less certain. Any of them can be set by its name: yalu "
        "strategy solve --set.",
    )
    print_list(
        "What they are",
        (f"{one.name}: {parameter(one.name).meaning}" for one in learnt),
    )


def _print_recovery(screen: Console, figures: Sequence[Calibration]) -> None:
    """Print how often ranges held the truth where it is known, and what that means."""
    whole = next((one for one in figures if ":" not in one.figure), None)
    if whole is None:
        return
    each = [one for one in figures if ":" in one.figure]
    screen.print("\n[bold]Would the fit find the parameters, were the game true?[/]")
    if whole.errs_more:
        meaning = "less often than they should, so they are too narrow"
    elif whole.errs_less:
        meaning = "more often than they should, so they are wider than need be"
    else:
        meaning = "as often as they should, as far as so few worlds can tell"
    short = sum(one.errs_more for one in each)
    folded(
        screen,
        f"Tried in {whole.runs} worlds, simulated in {whole.world}. Ranges of "
        f"{percent(COVERAGE)} held the truth in {_held(whole, places=2)}: {meaning}. "
        f"Taken one by one, {short} of {len(each)} parameters were held too seldom for "
        "chance. In brackets: 95 % for the number of worlds.",
    )
    screen.print()
    print_table(
        "How often the range of each held the truth",
        ("parameter", "held", ""),
        [
            (_name(one), _held(one), "too seldom" if one.errs_more else "")
            for one in sorted(each, key=lambda one: one.value)
        ],
        close=True,
    )


def _name(one: Calibration) -> str:
    return one.figure.partition(":")[2]


def _held(one: Calibration, *, places: int = 0) -> str:
    value, low, high = (
        f"{100 * each:.{places}f}" for each in (one.value, one.low, one.high)
    )
    return f"{value}{NO_BREAK}% ({low} to {high})"


def print_stale(screen: Console, stored: StoredFit) -> None:
    """Print that figures of a fit are stale, if they are."""
    if stored.stale:
        folded(
            screen,
            f"\nThese figures are stale: {'; '.join(stored.stale)}. {how_to_refit()}",
        )


def _range(middle: float, low: float, high: float, *, places: int = 2) -> str:
    return f"{middle:.{places}f} ({low:.{places}f} to {high:.{places}f})"


def _tall(middle: float, low: float, high: float) -> str:
    return f"{middle:.2f}\n{low:.2f} to {high:.2f}"


def _plain(held: Held) -> dict[str, Any]:
    stored = held.fit
    if stored is None:
        return {"fit": None, "missing": held.missing}
    found = stored.fit
    return {
        "fit": {
            "board": stored.board,
            "between": list(stored.between),
            "precision": found.precision,
            "mode": {name: float(value) for name, value in found.mode.items()},
            "diagnostics": asdict(found.diagnostics),
            "trusted": found.diagnostics.is_trusted,
            "parameters": [
                {
                    **asdict(one),
                    "meaning": parameter(one.name).meaning,
                    "unit": parameter(one.name).unit,
                }
                for one in found.learnt
            ],
            "checks": [
                {**asdict(one), "extreme": one.is_extreme} for one in found.checks
            ],
            "recovery": [asdict(one) for one in stored.recovery],
            "seed": stored.seed,
            "libraries": dict(stored.libraries),
            "stale": list(stored.stale),
            "doubts": list(reservations(stored)),
        },
        "missing": "",
    }
