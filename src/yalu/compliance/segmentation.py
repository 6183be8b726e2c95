r"""Segmentation: where the level of a monthly series changes, and how surely.

The amounts :math:`x_1, \dots, x_n` of the recorded months are replaced by the normal
scores of their ranks, :math:`z_t = \Phi^{-1}(r_t / (n + 1))`, centred and scaled to
variance one. So neither a few enormous months nor the unit matter, and a halt to
nothing is as good a level as any other. For :math:`k` breaks let :math:`R_k` be the
least sum of squares around the :math:`k + 1` means, found exactly. The *strength* is

.. math:: T = \max_{1 \le k \le K} \frac{R_0 - R_k}{k \, n} ,

the largest share of the variance that breaks explain, each. With a penalty :math:`c`
for each break, the best segmentation has a break exactly if :math:`T > c`. The penalty
is the quantile of :math:`T` in simulated series without a break whose months depend on
one another like those at hand (a table comes with the package; see `levels`).

Ranks tell whether there is a break, but little about how far two levels lie apart. So
each break is then *dated* with logarithms, after a hundredth of the mean is added to
each amount for the sake of those that are nought: it is put where the sum of squares
between its neighbours is least, and the places it may have are those whose likelihood
ratio is not below that of the best by more than :math:`\kappa`, where
:math:`(1 - e^{-\kappa / 2})^2` is the coverage wanted.

References
----------
S. Arlot, A. Celisse and Z. Harchaoui, A kernel multiple change-point algorithm via
model selection, Journal of Machine Learning Research 20 (2019) 162; implemented by
ruptures. Y. Eo and J. Morley, Likelihood-ratio-based confidence sets for the timing of
structural breaks, Quantitative Economics 6 (2015) 463.

"""

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.sign_choices import SignChoices
from yalu.errors import SchemaError

__all__ = [
    "Segmentation",
    "best_breaks",
    "levels",
    "memory_of",
    "normal_scores",
    "segment",
    "strength_of",
]

_NIL = 1e-12
_FLOOR = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """Where the level of a series changes.

    Attributes
    ----------
    breaks : tuple of int
        First place of each new level, counted from 0; empty for none.
    possible : tuple of (int, int)
        For each break, the first and the last place that it may lie at.
    strength : float
        Share of the variance explained by each break; see the module.
    penalty : float
        Share that each break must explain.
    false_alarm : float
        Share of series without a break that look as strong; the nearest tabulated
        share at or above it, 1 where it is above all of them.
    memory : float
        Correlation of neighbouring months around the levels.

    """

    breaks: tuple[int, ...]
    possible: tuple[tuple[int, int], ...]
    strength: float
    penalty: float
    false_alarm: float
    memory: float


def segment(
    amounts: NDArray[np.float64], *, choices: SignChoices | None = None
) -> Segmentation:
    """Return where the level of a series changes.

    Parameters
    ----------
    amounts : ndarray of float64, shape (n,)
        Recorded amounts in order, none missing or negative; what is missing is left
        out before.
    choices : SignChoices, optional
        Share of false alarms, shortest level, most breaks, coverage of the dates.

    Raises
    ------
    SchemaError
        If an amount is missing or infinite, or there are too few for two levels.

    Examples
    --------
    >>> found = segment(np.array([9, 8, 9, 10, 8, 9, 1, 2, 1, 1, 1, 2.0]))
    >>> found.breaks, found.possible
    ((6,), ((6, 6),))

    """
    chosen = choices or SignChoices()
    n, shortest = len(amounts), chosen.shortest_months
    if n < 2 * shortest or not np.isfinite(amounts).all():
        msg = (
            f"Series to segment: found {n} amounts, "
            f"{int((~np.isfinite(amounts)).sum())} of them missing or infinite; "
            f"expected {2 * shortest} or more, all known. Leave out what is missing."
        )
        raise SchemaError(msg)
    z = normal_scores(amounts)
    best = best_breaks(z, shortest, chosen.most_breaks)
    memory = memory_of(z, best[0]) if best else 0.0
    strength = strength_of(z, best)
    table = levels(n, memory)
    penalty = _penalty(table, chosen.false_alarms)
    gains = [
        (_rest(z, ()) - _rest(z, edges)) / n - len(edges) * penalty for edges in best
    ]
    found = best[int(np.argmax(gains))] if gains and max(gains) > _NIL else ()
    dated = _dated(_logs(amounts), found, memory, chosen)
    return Segmentation(
        breaks=tuple(place for place, _, _ in dated),
        possible=tuple((first, last) for _, first, last in dated),
        strength=strength,
        penalty=penalty,
        false_alarm=min((a for a, t in table if strength > t + _NIL), default=1.0),
        memory=memory,
    )


def normal_scores(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the normal scores of amounts, mean nought and variance one.

    Equal amounts have equal scores; where all are equal, all scores are nought.
    """
    # Statistics load slowly, and plain screening needs none of them.
    from scipy.special import ndtri  # noqa: PLC0415
    from scipy.stats import rankdata  # noqa: PLC0415

    scores: NDArray[np.float64] = ndtri(rankdata(amounts) / (len(amounts) + 1))
    centred = scores - scores.mean()
    spread = float(centred.std())
    return centred / spread if spread > _NIL else np.zeros_like(centred)


def strength_of(z: NDArray[np.float64], best: list[tuple[int, ...]]) -> float:
    """Return the largest share of the variance that breaks explain, each."""
    whole = _rest(z, ())
    shares = [(whole - _rest(z, edges)) / (len(z) * len(edges)) for edges in best]
    return max(shares, default=0.0)


def memory_of(z: NDArray[np.float64], edges: tuple[int, ...]) -> float:
    """Return the correlation of neighbours around the levels between some breaks."""
    around = np.concatenate([part - part.mean() for part in np.split(z, edges)])
    total = float(around @ around)
    return float(around[1:] @ around[:-1]) / total if total > _NIL else 0.0


@cache
def _table() -> dict[tuple[int, float], tuple[tuple[float, float], ...]]:
    """Return the simulated quantiles by length and memory, as (share, strength)."""
    folder = files("yalu.compliance").joinpath("data")
    text = folder.joinpath("break_levels.csv").read_text("utf-8")
    found: dict[tuple[int, float], list[tuple[float, float]]] = {}
    for row in csv.DictReader(text.splitlines()):
        key = (int(row["months"]), float(row["memory"]))
        found.setdefault(key, []).append(
            (float(row["false_alarms"]), float(row["strength"]))
        )
    return {key: tuple(sorted(rows, reverse=True)) for key, rows in found.items()}


def levels(n: int, memory: float) -> tuple[tuple[float, float], ...]:
    """Return how strong series without a break look, as (share, strength) pairs.

    Parameters
    ----------
    n : int
        Recorded months.
    memory : float
        Correlation of neighbouring months around the levels of the best single break.

    Returns
    -------
    tuple of (float, float)
        Shares of series, falling, and the strength exceeded by that share. Between
        tabulated lengths and memories the strength is interpolated linearly; beyond
        them it is that of the nearest.

    """
    table = _table()
    lengths, memories = (sorted({key[i] for key in table}) for i in (0, 1))
    shares = [share for share, _ in next(iter(table.values()))]
    found = []
    for i, share in enumerate(shares):
        over_n = [
            np.interp(memory, memories, [table[int(m), r][i][1] for r in memories])
            for m in lengths
        ]
        found.append((share, float(np.interp(n, lengths, over_n))))
    return tuple(found)


def _penalty(table: tuple[tuple[float, float], ...], wanted: float) -> float:
    """Return the strength that only the wanted share of series exceeds."""
    shares = np.log([share for share, _ in reversed(table)])
    return float(np.interp(math.log(wanted), shares, [t for _, t in reversed(table)]))


def best_breaks(
    z: NDArray[np.float64], shortest: int, most: int
) -> list[tuple[int, ...]]:
    """Return the best places for one break, for two, and so on; none if all equal."""
    # Only whoever looks for breaks pays for loading the search for them.
    import ruptures  # noqa: PLC0415

    if float(z @ z) <= _NIL:
        return []
    search: Any = ruptures.KernelCPD(kernel="linear", min_size=shortest)
    search.fit(z[:, None])
    counts = range(1, min(most, len(z) // shortest - 1) + 1)
    return [tuple(map(int, search.predict(n_bkps=k)[:-1])) for k in counts]


def _rest(z: NDArray[np.float64], edges: tuple[int, ...]) -> float:
    """Return the sum of squares around the means between some breaks."""
    return sum(float(((part - part.mean()) ** 2).sum()) for part in np.split(z, edges))


def _logs(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    mean = float(amounts.mean())
    return np.log(amounts + mean * _FLOOR) if mean > 0 else np.zeros_like(amounts)


def _dated(
    x: NDArray[np.float64],
    breaks: tuple[int, ...],
    memory: float,
    choices: SignChoices,
) -> tuple[tuple[int, int, int], ...]:
    """Return the likeliest place of each break, and the first and last it may have.

    Every break is moved between its neighbours, one after the other. Months that depend
    on one another hold less information: the likelihood ratio is divided by the factor
    by which they widen the variance of a mean.
    """
    kappa = -2 * math.log(1 - math.sqrt(choices.dating))
    kept = min(max(memory, 0.0), 0.9)
    widened = (1 + kept) / (1 - kept)
    found: list[tuple[int, int, int]] = []
    left = 0
    for right in (*breaks[1:], len(x)) if breaks else ():
        part = x[left:right]
        rests = np.array([_rest(part, (t,)) + _NIL for t in range(1, len(part))])
        # A level shorter than the shortest allowed is no level, however well it fits.
        ends = choices.shortest_months - 1
        inner = rests[ends : len(rests) - ends]
        place = ends + int(np.argmin(inner))
        limit = rests[place] * math.exp(kappa * widened / len(part))
        near = np.flatnonzero(rests <= limit)
        first, last = int(near.min()), int(near.max())
        found.append((left + 1 + place, left + 1 + first, left + 1 + last))
        left = left + 1 + place
    return tuple(found)
