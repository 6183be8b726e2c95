"""Why a stored fit is not to be built upon: what it says of itself, in words.

One list for the terminal, the report and the claims, so that none of them tells a sign
without a word where another refuses to.
"""

from collections.abc import Iterator, Mapping, Sequence

from yalu.strategy.estimation.baselines import Baseline
from yalu.strategy.estimation.fit import Diagnostics, Fit
from yalu.strategy.estimation.retrodiction import Retrodiction
from yalu.strategy.estimation.storing import StoredFit

__all__ = ["KNOWN", "comparable", "doubts", "misfits", "reservations", "unbeaten"]

_GAME = "game"
KNOWN: Mapping[Baseline, str] = {
    Baseline.FREQUENCIES: "a count of how often each choice is made",
    Baseline.SEQUENCE: "a count of what followed what",
}
"""What each forecaster without a strategy goes by, in words that can follow "than"."""


def doubts(found: Diagnostics) -> str:
    """Return why the draws of a fit are not to be relied on; empty if they are."""
    if found.is_trusted:
        return ""
    if not found.is_found:
        return f"the likeliest parameters were not reached (slope {found.slope:.2g})"
    return f"the tail of the weights of its draws is heavy (k-hat {found.k_hat:.2f})"


def misfits(fit: Fit) -> str:
    """Return what paths of a fitted game do not show as recorded; empty if nothing."""
    off = [one.name for one in fit.checks if one.is_extreme]
    if not off:
        return ""
    return (
        f"paths of the fitted game do not look like the record in {len(off)} of "
        f"{len(fit.checks)} counts ({', '.join(off)})"
    )


def comparable(cases: Sequence[Retrodiction]) -> tuple[Retrodiction, ...]:
    """Return the cases whose own fit was found: others say nothing of the game."""
    return tuple(case for case in cases if case.is_found)


def unbeaten(cases: Sequence[Retrodiction]) -> tuple[Baseline, ...]:
    """Return the forecasters without a strategy that the game does not score above.

    Parameters
    ----------
    cases : sequence of Retrodiction
        Cases left out; those whose own fit was not found do not count. Where none is
        left, nobody is beaten.

    """
    kept = comparable(cases)
    return tuple(
        baseline
        for baseline in Baseline
        if not kept
        or sum(
            case.score(_GAME).log_score - case.score(baseline.value).log_score
            for case in kept
        )
        <= 0
    )


def reservations(stored: StoredFit) -> Iterator[str]:
    """Yield why nothing may be built on a fit as it stands; nothing where it may.

    What is stale is told elsewhere, with what it is stale for.
    """
    doubted = doubts(stored.fit.diagnostics)
    if doubted:
        yield f"by its own checks the fit is not to be relied on: {doubted}"
    unlike = misfits(stored.fit)
    if unlike:
        yield unlike
    kept = comparable(stored.cases)
    if not kept:
        yield "the game has not been tried on cases that it had not seen"
        return
    lost = " and ".join(KNOWN[one] for one in unbeaten(kept))
    if lost:
        yield (
            f"on cases that it had not seen ({len(kept)} counted) the game foretells "
            f"no better than {lost}"
        )
