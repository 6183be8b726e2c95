"""Verdicts: the five answers to *is it enforced?*, and how bounds become one."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum

from yalu.compliance.thresholds import Thresholds

__all__ = ["Verdict", "overall", "verdict_on_ban", "verdict_on_cap", "worst"]

_FULL = Decimal(100)


class Verdict(StrEnum):
    """How far a measure is kept, as far as the record shows; best first."""

    ENFORCED = "enforced"
    MOSTLY = "mostly"
    PARTLY = "partly"
    NOT_ENFORCED = "not_enforced"
    UNVERIFIABLE = "unverifiable"

    @property
    def is_decided(self) -> bool:
        """Whether the record decides."""
        return self is not Verdict.UNVERIFIABLE

    @property
    def is_kept(self) -> bool:
        """Whether the measure is kept: wholly, or but for a small part."""
        return self in (Verdict.ENFORCED, Verdict.MOSTLY)


_DECIDED = tuple(verdict for verdict in Verdict if verdict is not Verdict.UNVERIFIABLE)


def verdict_on_ban(
    low: Decimal, high: Decimal | None, thresholds: Thresholds
) -> Verdict:
    """Return the verdict on a share of expected trade that is still recorded.

    Parameters
    ----------
    low, high : Decimal or None
        Bounds of the share, in percent.
    thresholds : Thresholds
        Where the verdicts end.

    Returns
    -------
    Verdict
        The one that both bounds fall under; the stricter of two neighbours; and
        *unverifiable* where the bounds lie further apart than that.

    """
    ends = (thresholds.enforced, thresholds.mostly, thresholds.partly)
    return _of_bounds(low, high, tuple(end * _FULL for end in ends))


def verdict_on_cap(
    low: Decimal, high: Decimal | None, thresholds: Thresholds
) -> Verdict:
    """Return the verdict on the use of a cap, in percent of it; see the bans."""
    ends = (_FULL, thresholds.cap_mostly, thresholds.cap_partly)
    return _of_bounds(low, high, ends)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst decided verdict; unverifiable where none is decided."""
    decided = [v for v in verdicts if v is not Verdict.UNVERIFIABLE]
    return max(decided, key=_DECIDED.index, default=Verdict.UNVERIFIABLE)


def overall(
    found: Iterable[tuple[Verdict, Decimal | None]],
    on_bounds: Callable[[Decimal, Decimal | None, Thresholds], Verdict],
    thresholds: Thresholds,
) -> Verdict:
    """Return the verdict on several stretches of time together.

    It is the worst that is decided. Where an open stretch is surely worse than that,
    because its lower bound alone says so, the whole stays open: the years that are
    decided would make it look better than it can be.

    Parameters
    ----------
    found : iterable of tuple
        The verdict on each stretch, and the lower bound behind it where there is one.
    on_bounds : callable
        `verdict_on_ban` or `verdict_on_cap`.
    thresholds : Thresholds
        Where the verdicts end.

    """
    held = tuple(found)
    decided = worst(verdict for verdict, _ in held)
    at_best = [
        on_bounds(low, low, thresholds)
        for verdict, low in held
        if low is not None and not verdict.is_decided
    ]
    return decided if worst((decided, *at_best)) is decided else Verdict.UNVERIFIABLE


def _of_bounds(
    low: Decimal, high: Decimal | None, ends: tuple[Decimal, ...]
) -> Verdict:
    best = sum(low > end for end in ends)
    if best == len(ends):
        return Verdict.NOT_ENFORCED
    if high is None:
        return Verdict.UNVERIFIABLE
    most = sum(high > end for end in ends)
    return _DECIDED[most] if most - best <= 1 else Verdict.UNVERIFIABLE
