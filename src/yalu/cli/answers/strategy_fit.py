"""What the fit learnt, whether the game looks like the record, and its precedents."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from yalu.cli.answers.refitting import how_to_refit
from yalu.cli.answers.strategy import folded
from yalu.cli.answers.strategy_fitted import Held, fitted
from yalu.cli.output import console, print_json, print_list, print_table
from yalu.strategy.estimation.baselines import Baseline
from yalu.strategy.estimation.doubting import (
    KNOWN,
    comparable,
    reservations,
    unbeaten,
)
from yalu.strategy.estimation.retrodiction import ALL, Retrodiction
from yalu.strategy.estimation.storing import StoredFit
from yalu.strategy.patron import parameter
from yalu.strategy.record import Precedent
from yalu.strategy.record import precedents as cases

__all__ = ["fit", "precedents", "print_fit", "print_scores"]

_GAME = "game"
_SHORT = {
    _GAME: "game",
    Baseline.FREQUENCIES.value: "usual",
    Baseline.SEQUENCE.value: "as before",
}
_NO_SCORES = (
    "How the game does on them, each left out in turn, is not stored with this copy of "
    "Yalu."
)


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
    print_table(
        "Parameters before and after the record: middle, and under it middle 90 %",
        ("parameter", "before", "after", "above 0,\nbefore\nnow", "learnt\n*"),
        [
            (
                f"{parameter(one.name).meaning}\n{one.name}",
                _tall(one.prior_median, one.prior_low, one.prior_high),
                _tall(one.median, one.low, one.high),
                f"{one.prior_above_zero:.0%}\n{one.above_zero:.0%}",
                f"{one.shrinkage:.0%}",
            )
            for one in found.learnt
        ],
        whole=("before", "after", "learnt\n*"),
        apart=True,
    )
    folded(
        screen,
        "* Share of the prior variance that the record took away: near 0 % it says "
        "nothing of the parameter, and what is told of it is judgement; below 0 % it "
        "has made the parameter less certain. Last in a row, the name by which `yalu "
        "strategy solve --set` knows it. Units: yalu strategy fit --json.",
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


def precedents(*, as_json: bool) -> None:
    """Print the cases, and how the game foretold those that it was not fitted on."""
    known, held = cases(), fitted()
    stored = held.fit
    missing = held.missing or f"{_NO_SCORES} {how_to_refit()}"
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
                        "counts": one.is_found,
                        "scores": [asdict(score) for score in one.scores],
                    }
                    for one in found
                ],
                "missing": "" if found else missing,
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
                one.title + (" (not scored)" if one.prior_only else ""),
                f"{one.first} to {one.last or 'now'}",
                one.begins,
                one.ends,
            )
            for one in known
        ],
    )
    if any(one.prior_only for one in known):
        folded(
            screen,
            "not scored: before the record, or at its very beginning. They tell what "
            "the players had lived through, and nothing is fitted to them.",
        )
    screen.print()
    if not found:
        folded(screen, missing)
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
    names = tuple(_SHORT)
    print_table(
        "Left out and foretold: log score, higher is better",
        ("id", "quarters", *_SHORT.values(), "choices hit", "turns hit", "best"),
        [
            (
                one.case,
                len(one.quarters),
                *(f"{one.score(name).log_score:.1f}" for name in names),
                _hits(one.score(_GAME).hits, one.score(_GAME).choices),
                _hits(one.score(_GAME).turn_hits, one.score(_GAME).turns),
                _SHORT[max(names, key=lambda name: one.score(name, ALL).log_score)],
            )
            for one in found
        ],
    )
    kept = comparable(found)
    better = sum(one.beats for one in kept)
    total = {name: sum(one.score(name).log_score for one in kept) for name in names}
    sums = ", ".join(f"{_SHORT[name]} {value:.1f}" for name, value in total.items())
    folded(
        screen,
        f"usual: {KNOWN[Baseline.FREQUENCIES]}; as before: "
        f"{KNOWN[Baseline.SEQUENCE]}. The game foretold {better} of {len(kept)} cases "
        f"better than either. Sum of log scores: {sums}.",
    )
    if unbeaten(found):
        folded(
            screen,
            "All in all it does not beat both: what it says of incentives is no better "
            "founded than habit.",
        )
    print_list(
        "Without a mode of its own, so not counted",
        (one.case for one in found if not one.is_found),
    )


def _hits(number: int, of: int) -> str:
    return f"{number} of {of}" if of else "none"
