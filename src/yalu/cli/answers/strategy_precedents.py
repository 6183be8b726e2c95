"""Precedents, each left out of the fit, and how certain the lead of the game is.

The *lead* over a forecaster is what the game scores above it, summed over the cases
that count. A few cases may make all of it: so it is told what is left without the best.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any

from rich.console import Console

from yalu.cli.answers.refitting import how_to_refit
from yalu.cli.answers.strategy import folded
from yalu.cli.answers.strategy_fit import print_stale
from yalu.cli.answers.strategy_fitted import fitted
from yalu.cli.output import console, print_json, print_list, print_table
from yalu.strategy.estimation.baselines import Baseline
from yalu.strategy.estimation.doubting import KNOWN, comparable, unbeaten
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.record import Precedent
from yalu.strategy.record import precedents as cases

__all__ = ["Lead", "leads", "precedents", "print_scores"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """By how much the game foretells cases better than one forecaster, and how widely.

    Attributes
    ----------
    over : str
        The forecaster, a `Baseline`.
    cases, ahead : int
        How many cases count, and in how many of them the game scores above it.
    lead : float
        Sum of the differences of log scores; below zero where the game is behind.
    best : str
        The case that the game leads most in.
    without_best : float
        The lead without that case.
    undone_by : int
        How many cases must be left out, those led most in first, for no lead to remain;
        0 where there is none.

    """

    over: str
    cases: int
    ahead: int
    lead: float
    best: str
    without_best: float
    undone_by: int

    def __str__(self) -> str:
        name = _SHORT[self.over]
        of = f"ahead in {self.ahead} of {self.cases} cases"
        if self.lead <= 0:
            return f"Over {name} it has none: {self.lead:+.1f} in all, {of}."
        told = f"Over {name}: {self.lead:+.1f} in all, {of}."
        if self.cases == 1:
            return f"{told} That is one case."
        rest = f"Without {self.best}, where it leads most, {self.without_best:+.1f}"
        if self.undone_by == 1:
            return f"{told} {rest}: the lead hangs on that one case."
        if self.ahead == self.cases:
            return f"{told} {rest}."
        return f"{told} {rest}; without the best {self.undone_by}, none."


def leads(found: Sequence[Retrodiction]) -> Iterator[Lead]:
    """Yield the lead over each forecaster, in the cases that count."""
    kept = comparable(found)
    if not kept:
        return
    for baseline in Baseline:
        by_case = sorted(
            ((_difference(one, baseline.value), one.case) for one in kept), reverse=True
        )
        gains = [gain for gain, _ in by_case]
        whole = sum(gains)
        left = [whole, *(whole - gone for gone in accumulate(gains[:-1])), 0.0]
        yield Lead(
            over=baseline.value,
            cases=len(kept),
            ahead=sum(gain > 0 for gain in gains),
            lead=whole,
            best=by_case[0][1],
            without_best=left[1],
            undone_by=next(number for number, rest in enumerate(left) if rest <= 0),
        )


def _difference(one: Retrodiction, over: str) -> float:
    return one.score(_GAME).log_score - one.score(over).log_score


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
                "leads": [asdict(one) for one in leads(found)],
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
        print_stale(screen, stored)


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
    """Print scores and hits of left-out cases beside those of the baselines."""
    kept = comparable(found)
    _print_log_scores(found, kept)
    folded(
        screen,
        f"usual: {KNOWN[Baseline.FREQUENCIES]}; as before: "
        f"{KNOWN[Baseline.SEQUENCE]}. The game foretold {sum(o.beats for o in kept)} "
        f"of {len(kept)} cases better than either. over: its lead over them; one unit "
        "is a factor of 2.7 in the chance of what was recorded.",
    )
    print_list("How certain the lead of the game is", map(str, leads(found)))
    if kept:
        few = "One case is too" if len(kept) == 1 else f"{len(kept)} cases are"
        folded(
            screen,
            f"{few} few, and quarters of one case are not independent: each is "
            "foretold from those before it. Who wrote the rules knew how all ended.",
        )
    if unbeaten(found):
        folded(
            screen,
            "All in all it does not beat both: what it says of incentives is no better "
            "founded than habit.",
        )
    screen.print()
    _print_hits(found, kept)
    folded(
        screen,
        "hit: the likeliest class was the one recorded. Turns: quarters in which the "
        "target did another thing than in the quarter before.",
    )
    print_list(
        "Without a mode of its own, so not counted",
        (one.case for one in found if not one.is_found),
    )


def _print_log_scores(
    found: Sequence[Retrodiction], kept: Sequence[Retrodiction]
) -> None:
    print_table(
        "Left out and foretold: log score, higher is better",
        (
            *("id", "quarters", *_SHORT.values()),
            *(f"over\n{_SHORT[one.value]}" for one in Baseline),
            "best",
        ),
        [
            (
                name,
                sum(len(one.quarters) for one in some),
                *(f"{sums[each]:.1f}" for each in _SHORT),
                *(f"{sums[_GAME] - sums[each.value]:+.1f}" for each in Baseline),
                _SHORT[max(_SHORT, key=lambda each: sums[each])],
            )
            for name, some in _rows(found, kept)
            for sums in (_sums(some),)
        ],
    )


def _rows(
    found: Sequence[Retrodiction], kept: Sequence[Retrodiction]
) -> Iterator[tuple[str, Sequence[Retrodiction]]]:
    """Yield every case, and at last all that count."""
    for one in found:
        yield one.case, (one,)
    if kept:
        yield "all", kept


def _sums(some: Sequence[Retrodiction]) -> dict[str, float]:
    return {name: sum(one.score(name).log_score for one in some) for name in _SHORT}


def _print_hits(found: Sequence[Retrodiction], kept: Sequence[Retrodiction]) -> None:
    print_table(
        "Choices and turns of the target, and how many of them each hit",
        ("id", "choices", *_SHORT.values(), "turns", *_SHORT.values()),
        [
            (
                name,
                sum(one.score(_GAME).choices for one in some),
                *(sum(score.hits for score in _of(some, each)) for each in _SHORT),
                sum(one.score(_GAME).turns for one in some),
                *(sum(score.turn_hits for score in _of(some, each)) for each in _SHORT),
            )
            for name, some in _rows(found, kept)
        ],
    )


def _of(some: Sequence[Retrodiction], forecaster: str) -> Iterator[Score]:
    return (one.score(forecaster) for one in some)
