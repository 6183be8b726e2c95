"""What the fit learnt, whether the game looks like the record, and its precedents."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from yalu.cli.answers.strategy import folded
from yalu.cli.answers.strategy_fitted import fitted
from yalu.cli.output import console, print_json, print_list, print_table
from yalu.strategy.estimation.baselines import Baseline
from yalu.strategy.estimation.retrodiction import ALL, Retrodiction
from yalu.strategy.estimation.storing import StoredFit
from yalu.strategy.patron import parameter
from yalu.strategy.record import Precedent
from yalu.strategy.record import precedents as cases

__all__ = ["fit", "precedents", "print_fit", "print_scores"]

_GAME = "game"
_NO_FIT = (
    "No fit of the game is stored with this copy of Yalu. `python tools/refit.py` fits "
    "it to the record."
)
_NO_SCORES = (
    "How the game does on them is not stored with this copy of Yalu; "
    "`python tools/refit.py` leaves each out in turn and scores it."
)


def fit(*, as_json: bool) -> None:
    """Print parameters before and after the record, and predictive checks."""
    found = fitted()
    if as_json:
        print_json(_plain(found))
        return
    screen = console()
    if found is None:
        folded(screen, _NO_FIT)
        return
    print_fit(screen, found)


def print_fit(screen: Console, stored: StoredFit) -> None:
    """Print a fit."""
    found = stored.fit
    folded(screen, str(found.diagnostics))
    if not found.diagnostics.is_trusted:
        folded(
            screen,
            "The weights of the draws are not to be trusted, and with them neither "
            "the ranges nor the chances of signs.",
        )
    screen.print()
    print_table(
        "Parameters before and after the record: middle, and middle 90 %",
        ("parameter", "before", "after", "above 0:\nbefore", "now", "learnt *"),
        [
            (
                one.name,
                _range(one.prior_median, one.prior_low, one.prior_high),
                _range(one.median, one.low, one.high),
                f"{one.prior_above_zero:.0%}",
                f"{one.above_zero:.0%}",
                f"{one.shrinkage:.0%}",
            )
            for one in found.learnt
        ],
    )
    folded(
        screen,
        "* Share of the prior variance that the record took away: near 0 % it says "
        "nothing of the parameter, and what is told of it is judgement.",
    )
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
    print_list(
        "Known parameters found again in simulated records", map(str, stored.recovery)
    )
    _print_stale(screen, stored)


def _print_stale(screen: Console, stored: StoredFit) -> None:
    if stored.stale:
        folded(
            screen,
            f"\nThis fit is stale: {'; '.join(stored.stale)}. `python tools/refit.py` "
            "makes it anew.",
        )


def _range(middle: float, low: float, high: float, *, places: int = 2) -> str:
    return f"{middle:.{places}f} ({low:.{places}f} to {high:.{places}f})"


def _plain(stored: StoredFit | None) -> dict[str, Any]:
    if stored is None:
        return {"fit": None, "missing": _NO_FIT}
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
                {**asdict(one), "meaning": parameter(one.name).meaning}
                for one in found.learnt
            ],
            "checks": [
                {**asdict(one), "extreme": one.is_extreme} for one in found.checks
            ],
            "recovery": [asdict(one) for one in stored.recovery],
            "seed": stored.seed,
            "libraries": dict(stored.libraries),
            "stale": list(stored.stale),
        },
        "missing": "",
    }


def precedents(*, as_json: bool) -> None:
    """Print the cases, and how the game foretold those that it was not fitted on."""
    known, stored = cases(), fitted()
    found = () if stored is None else stored.cases
    if as_json:
        print_json(
            {
                "cases": [_case(one) for one in known],
                "scores": [
                    {
                        "case": one.case,
                        "quarters": list(one.quarters),
                        "beats": one.beats,
                        "scores": [asdict(score) for score in one.scores],
                    }
                    for one in found
                ],
                "missing": "" if found else _NO_SCORES,
                "stale": [] if stored is None else list(stored.stale),
            }
        )
        return
    screen = console()
    print_table(
        "Precedents",
        ("id", "case", "quarters", "begins with", "ends with"),
        [
            (
                one.id,
                one.title + (" (asked only)" if one.prior_only else ""),
                f"{one.first} to {one.last or 'now'}",
                one.begins,
                one.ends,
            )
            for one in known
        ],
    )
    if any(one.prior_only for one in known):
        folded(screen, "asked only: before the record, or at its very beginning.")
    screen.print()
    if not found:
        folded(screen, _NO_SCORES)
        return
    print_scores(screen, found)
    if stored is not None:
        _print_stale(screen, stored)


def _case(one: Precedent) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "first": str(one.first),
        "last": None if one.last is None else str(one.last),
        "prior_only": one.prior_only,
        "events": list(one.events),
        "begins": one.begins,
        "ends": one.ends,
    }


def print_scores(screen: Console, found: tuple[Retrodiction, ...]) -> None:
    """Print scores of left-out cases beside those of the baselines."""
    names = (_GAME, *(one.value for one in Baseline))
    print_table(
        "Left out and foretold: log score, higher is better",
        ("id", "quarters", *names, "choices hit", "turns hit", "best"),
        [
            (
                one.case,
                len(one.quarters),
                *(f"{one.score(name).log_score:.1f}" for name in names),
                _hits(one.score(_GAME).hits, one.score(_GAME).choices),
                _hits(one.score(_GAME).turn_hits, one.score(_GAME).turns),
                max(names, key=lambda name: one.score(name, ALL).log_score),
            )
            for one in found
        ],
    )
    better = sum(one.beats for one in found)
    total = {name: sum(one.score(name).log_score for one in found) for name in names}
    sums = ", ".join(f"{name} {value:.1f}" for name, value in total.items())
    folded(
        screen,
        f"The game foretold {better} of {len(found)} cases better than either forecast "
        f"that knows of no incentives. Sum of log scores: {sums}.",
    )
    if total[_GAME] <= max(total[one.value] for one in Baseline):
        folded(
            screen,
            "All in all it does not beat them: what it says of incentives is no better "
            "founded than habit.",
        )
    print_list(
        "Without a mode of its own, so not to be relied on",
        (one.case for one in found if not one.is_found),
    )


def _hits(number: int, of: int) -> str:
    return f"{number} of {of}" if of else "none"
