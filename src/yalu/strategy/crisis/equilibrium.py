r"""All equilibria of a crisis, found by a search that brackets them.

An equilibrium is a chance :math:`f` that the sender stands firm which, expected by the
target, makes the sender stand firm with that chance. Whatever is expected lies on one
line, from never to always; so the answer less what was expected, both as log odds, is
looked at on a fine grid. Where it changes its sign an equilibrium lies between, and is
found by chords and bisection inside the bracket. Where it comes near to nought and
turns back, a search for its smallest distance tells whether two equilibria lie close
together.

Two equilibria that are closer than the grid and that the smallest distance does not
part would be missed; `finer` says how fine the grid is. The grid ends where the sender
stands firm with a chance of 1e-304, or of all but that; an equilibrium past these ends
is told with a chance of 0 or 1, which it has to every digit.

One kind of equilibrium is none of a chance but a limit: the target prefers to concede,
ever more surely the less the sender is thought to stand firm; so the sender, if it
likes the status quo better than a concession, never threatens, and would back down. No
chance to stand firm above 0 is small enough for it. It is not listed but flagged in
`limit`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError, SchemaError
from yalu.strategy.crisis.choices import (
    answered_odds,
    best_response,
    chance_of,
    choice_probabilities,
)
from yalu.strategy.crisis.payoffs import CrisisOutcome, CrisisPayoffs

__all__ = ["CrisisEquilibria", "equilibria"]

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Gap = Callable[[Array, Codes], Array]

_END = 700.0  # log odds of 1e-304, the least that still divides
_AT_ONCE = 512  # games whose grid is held in memory together
_STEPS = 200
_CHORDS = 2  # of three steps; the third is a bisection
_CLOSE = 4e-16
_GOLD = (5**0.5 - 1) / 2
_GOLD_STEPS = 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrisisEquilibria:
    """Every equilibrium that was found, one after the other.

    Attributes
    ----------
    payoffs : CrisisPayoffs
        Of the n games asked about.
    game : ndarray of int64, shape (m,)
        Which game each equilibrium is one of; ascending, and within a game by `firm`.
    resist, firm : ndarray of float64, shape (m,)
        Chance that the target resists, and that a sender that threatened stands firm.
    slope : ndarray of float64, shape (m,)
        How the answer changes with what is expected. Beyond -1 and 1, answering one
        another leads away from the equilibrium, and no estimate that iterates finds it.
    residual : ndarray of float64, shape (m,)
        By how much the answer misses what was expected.
    limit : ndarray of bool, shape (n,)
        Whether a game has one more equilibrium in the limit of no threats.

    """

    payoffs: CrisisPayoffs
    game: Codes
    resist: Array
    firm: Array
    slope: Array
    residual: Array
    limit: Flags

    @property
    def numbers(self) -> Codes:
        """How many equilibria each game has, without one in the limit."""
        return np.bincount(self.game, minlength=self.payoffs.games).astype(np.int64)

    @property
    def probabilities(self) -> Array:
        """Chance of each outcome in each equilibrium, shape (m, 4)."""
        return choice_probabilities(
            self.payoffs.take(self.game), resist=self.resist, firm=self.firm
        )

    def only(self) -> tuple[Array, Array]:
        """Return `resist` and `firm` of games that have one equilibrium each.

        Raises
        ------
        ModelError
            If a game has several or none.

        """
        numbers = self.numbers
        if (numbers == 1).all():
            return self.resist, self.firm
        at = int(np.flatnonzero(numbers != 1)[0])
        msg = (
            f"{int((numbers != 1).sum())} of {self.payoffs.games} games do not have "
            f"exactly one equilibrium; game {at} has {numbers[at]}. Choose among them "
            "by `game`."
        )
        raise ModelError(msg)

    def __str__(self) -> str:
        numbers, counts = np.unique(self.numbers, return_counts=True)
        told = ", ".join(
            f"{count} with {number}"
            for number, count in zip(numbers, counts, strict=True)
        )
        worst = self.residual.max(initial=0.0)
        head = f"Equilibria of {self.payoffs.games} games: {told}"
        lines = [f"{head}; each holds to {worst:.0e}."]
        if self.limit.any():
            lines.append(
                f"{int(self.limit.sum())} games have one more in the limit, where the "
                "sender never threatens."
            )
        if self.payoffs.games == 1:
            rows = zip(self.firm, self.slope, self.probabilities, strict=True)
            lines += [_told(*row) for row in rows]
        return "\n".join(lines)


def equilibria(payoffs: CrisisPayoffs, *, finer: int = 1) -> CrisisEquilibria:
    """Return all equilibria of games.

    Parameters
    ----------
    payoffs : CrisisPayoffs
        Of the games.
    finer : int
        How often the grid of 400 points is divided once more.

    Raises
    ------
    SchemaError
        If `finer` is less than 1.

    Examples
    --------
    >>> game = CrisisPayoffs.single(status_quo=0.9, gain=1.7, concession=-0.3,
    ...                             sender_firm=-1.5, target_firm=-2.0, retreat=-0.5)
    >>> equilibria(game).firm.round(4).tolist()
    [0.0965, 0.1662, 0.232]

    """
    if finer < 1:
        msg = (
            f"`finer` is {finer}; expected 1 or more. Leave it out for the usual grid."
        )
        raise SchemaError(msg)
    grid = _grid(finer)
    found: list[tuple[Codes, Array]] = []
    limit = np.zeros(payoffs.games, dtype=np.bool_)
    for first in range(0, payoffs.games, _AT_ONCE):
        games = np.arange(first, min(first + _AT_ONCE, payoffs.games))
        gap = _gap_of(payoffs)
        heights = gap(np.repeat(grid[:, None], games.size, axis=1), games)
        found += _roots(gap, grid, heights, games)
        # At both ends the answer no longer changes, so it is the equilibrium itself;
        # only a target that prefers to concede changes it without end.
        below, above = heights[0] < 0, heights[-1] > 0
        limit[games] = below & (payoffs.concession[games] > 0)
        below &= ~limit[games]
        found.append((games[below], grid[0] + heights[0, below]))
        found.append((games[above], grid[-1] + heights[-1, above]))
    game = np.concatenate([games for games, _ in found])
    odds = np.concatenate([at for _, at in found])
    order = np.lexsort((odds, game))
    return _told_apart(payoffs, game[order], odds[order], limit)


def _grid(finer: int) -> Array:
    """Return log odds, close together where chances are far from 0 and 1."""
    middle = np.linspace(-6, 6, 240 * finer + 1)
    tail = np.geomspace(6, _END, 80 * finer + 1)[1:]
    return np.concatenate([-tail[::-1], middle, tail])


def _gap_of(payoffs: CrisisPayoffs) -> Gap:
    """Return the function whose noughts are the equilibria."""

    def gap(log_odds: Array, games: Codes) -> Array:
        return answered_odds(payoffs.take(games), log_odds) - log_odds

    return gap


def _roots(
    gap: Gap, grid: Array, heights: Array, games: Codes
) -> list[tuple[Codes, Array]]:
    """Return the games and log odds of all noughts within the grid."""
    at, column = np.nonzero((heights[:-1] > 0) != (heights[1:] > 0))
    brackets = [(games[column], grid[at], grid[at + 1], heights[at, column])]
    near = np.abs(heights)
    turns = (
        (near[1:-1] < near[:-2])
        & (near[1:-1] <= near[2:])
        & ((heights[:-2] > 0) == (heights[1:-1] > 0))
        & ((heights[1:-1] > 0) == (heights[2:] > 0))
    )
    at, column = np.nonzero(turns)
    if at.size:
        sign = np.sign(heights[at + 1, column])
        low, high = grid[at], grid[at + 2]
        lowest = _lowest(gap, low, high, games[column], sign)
        crossed = gap(lowest, games[column]) * sign <= 0
        for ends in ((low, lowest), (lowest, high)):
            start = gap(ends[0][crossed], games[column][crossed])
            brackets.append(
                (games[column][crossed], ends[0][crossed], ends[1][crossed], start)
            )
    return [
        (which, _within(gap, low, high, start, which))
        for which, low, high, start in brackets
    ]


def _lowest(gap: Gap, low: Array, high: Array, games: Codes, sign: Array) -> Array:
    """Return where a gap of a given sign is smallest, by golden section."""
    for _ in range(_GOLD_STEPS):
        width = _GOLD * (high - low)
        left, right = high - width, low + width
        leftward = gap(left, games) * sign < gap(right, games) * sign
        low, high = np.where(leftward, low, left), np.where(leftward, right, high)
    return (low + high) / 2


def _within(gap: Gap, low: Array, high: Array, start: Array, games: Codes) -> Array:
    """Return a nought in each bracket.

    Regula falsi with the height of an end that stays halved (Illinois), and every third
    step a bisection, so that no bracket lasts.
    """
    at_low, at_high = start, gap(high, games)
    stayed = np.zeros(low.size)
    middle = low
    for step in range(_STEPS):
        with np.errstate(invalid="ignore", divide="ignore"):
            middle = (low * at_high - high * at_low) / (at_high - at_low)
        inside = (middle > low) & (middle < high) & (step % 3 < _CHORDS)
        middle = np.where(inside, middle, (low + high) / 2)
        height = gap(middle, games)
        settled = (height == 0) | (high - low <= _CLOSE * (1 + np.abs(middle)))
        if settled.all():
            break
        rises = (height > 0) == (at_low > 0)
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
        weight_low = np.where(stayed < 0, 0.5, 1.0)
        weight_high = np.where(stayed > 0, 0.5, 1.0)
        at_low = np.where(rises, height, at_low * weight_low)
        at_high = np.where(rises, at_high * weight_high, height)
        stayed = np.where(rises, 1.0, -1.0)
    return np.where(settled, middle, (low + high) / 2)


def _told_apart(
    payoffs: CrisisPayoffs, game: Codes, log_odds: Array, limit: Flags
) -> CrisisEquilibria:
    firm = chance_of(log_odds)
    answer = best_response(payoffs.take(game), firm)
    return CrisisEquilibria(
        payoffs=payoffs,
        game=game,
        resist=answer.resist,
        firm=firm,
        slope=answer.slope,
        residual=np.abs(answer.firm - firm),
        limit=limit,
    )


def _told(firm: float, slope: float, chances: Array) -> str:
    ends = ", ".join(
        f"{outcome} {chance:.3f}"
        for outcome, chance in zip(CrisisOutcome, chances, strict=True)
    )
    kind = "stable" if abs(slope) < 1 else "unstable"
    return f"The sender stands firm with {firm:.4f} ({kind}): {ends}."
