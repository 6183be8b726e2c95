r"""Ranges of 90 percent of the parameters of a Hawkes process.

Of a weight above zero the logarithm is taken to be normal, with the error
:math:`\sigma(\theta)/\theta` (delta method), so that no end is below zero. Of baseline
rates and half-lives, and of weights of zero, which have an upper end only, the range is
that of the profile likelihood: with a few hundred events, normal ranges of these hold
the truth too seldom. The branching ratio is the sum of the weights of all kernels,
its error follows from their covariance; the spectral radius has the range of draws of
all weights from their normal distribution, cut at zero.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.hawkes.fitted import Ranged
from yalu.cycle.hawkes.searching import QUANTILE, Found, profile_end

__all__ = [
    "baseline_ranges",
    "branching_ranges",
    "coefficient_ranges",
    "half_life_ranges",
    "radius_range",
    "weight_ranges",
]

Array = NDArray[np.float64]

_DRAWS = 1000
_NORMAL, _PROFILE, _NONE = "normal, logarithm", "profile", "none"


def baseline_ranges(founds: Sequence[Found]) -> Ranged:
    """Return baseline rates, events a day, shape (d,)."""
    ends = [[_profile(found, 0, side) for side in (-1, 1)] for found in founds]
    low, high = np.exp(np.array(ends)).T
    return Ranged(
        estimate=np.exp([found.vector[0] for found in founds]),
        low=low,
        high=high,
        method=np.full(len(founds), _PROFILE),
    )


def coefficient_ranges(founds: Sequence[Found]) -> Ranged:
    """Return the coefficients of the design, shape (d, p)."""
    columns = founds[0].parameters.columns
    values = np.array([found.vector[1 : 1 + columns] for found in founds])
    errors = np.array([found.errors[1 : 1 + columns] for found in founds])
    free = np.array([found.free[1 : 1 + columns] for found in founds])
    reach = np.where(free, QUANTILE * errors, np.nan)
    return Ranged(
        estimate=values,
        low=values - reach,
        high=values + reach,
        method=np.where(free, "normal", _NONE),
    )


def weight_ranges(founds: Sequence[Found]) -> Ranged:
    """Return the weights, shape (d, d, m)."""
    parameters = founds[0].parameters
    shape = (parameters.kernels, parameters.streams)
    where = parameters.weights_at
    values = np.array([found.vector[where].reshape(shape).T for found in founds])
    errors = np.array([found.errors[where].reshape(shape).T for found in founds])
    tops = np.array([_tops(found).reshape(shape).T for found in founds])
    return _positive(values, errors, tops)


def branching_ranges(founds: Sequence[Found], weights: Ranged) -> Ranged:
    """Return the weights of all kernels together, shape (d, d).

    Where all weights are zero the upper end is the greatest of theirs.
    """
    parameters = founds[0].parameters
    shape = (parameters.kernels, parameters.streams)
    block = (*shape, *shape)
    errors = np.empty(weights.estimate.shape[:2])
    for i, found in enumerate(founds):
        where = found.parameters.weights_at
        covariance = found.covariance[where, where].reshape(block)
        errors[i] = np.sqrt(np.einsum("kjlj->j", covariance))
    tops = weights.high.max(axis=2)
    return _positive(weights.estimate.sum(axis=2), errors, tops)


def half_life_ranges(founds: Sequence[Found]) -> Ranged:
    """Return half-lives in days, shape (d, m)."""
    ranged = [_half_lives(found) for found in founds]
    estimate, low, high, method = (
        np.array([part[k] for part in ranged]) for k in range(4)
    )
    return Ranged(
        estimate=estimate.astype(float),
        low=low.astype(float),
        high=high.astype(float),
        method=method.astype(str),
    )


def radius_range(founds: Sequence[Found], rng: np.random.Generator) -> Ranged:
    """Return the spectral radius of the branching matrix, shape ()."""
    parameters = founds[0].parameters
    shape = (_DRAWS, parameters.kernels, parameters.streams)
    where = parameters.weights_at
    best = np.array(
        [found.vector[where].reshape(shape[1:]).sum(axis=0) for found in founds]
    )
    radius = np.abs(np.linalg.eigvals(best)).max()
    low = high = np.nan
    if all(np.isfinite(found.covariance).all() for found in founds):
        drawn = np.empty((_DRAWS, len(founds), parameters.streams))
        for i, found in enumerate(founds):
            covariance = found.covariance[where, where]
            shocks = rng.standard_normal((_DRAWS, len(covariance)))
            values, vectors = np.linalg.eigh(covariance)
            moved = shocks * np.sqrt(np.clip(values, 0, None)) @ vectors.T
            weights = np.clip(found.vector[where] + moved, 0, None)
            drawn[:, i] = weights.reshape(shape).sum(axis=1)
        radii = np.abs(np.linalg.eigvals(drawn)).max(axis=1)
        low, high = np.quantile(radii, [0.05, 0.95])
    return Ranged(
        estimate=np.array(radius),
        low=np.array(low),
        high=np.array(high),
        method=np.array("draws" if np.isfinite(low) else _NONE),
    )


def _positive(values: Array, errors: Array, tops: Array) -> Ranged:
    """Return ranges on the logarithm, and up to a given top where a value is zero."""
    above = values > 0
    relative = errors / np.where(above, values, 1.0)
    return Ranged(
        estimate=values,
        low=np.where(above, values * np.exp(-QUANTILE * relative), 0.0),
        high=np.where(above, values * np.exp(QUANTILE * relative), tops),
        method=np.where(above, _NORMAL, _PROFILE),
    )


def _tops(found: Found) -> Array:
    """Return the upper ends of the weights that are zero, kernel by kernel."""
    where = range(*found.parameters.weights_at.indices(found.parameters.size))
    return np.array(
        [_profile(found, k, 1) if found.vector[k] <= 0 else np.nan for k in where]
    )


def _profile(found: Found, place: int, side: int) -> float:
    """Return an end by profile likelihood; infinite where it is a bound."""
    end = profile_end(found, place, side)
    at_bound = end == found.parameters.bounds()[(side + 1) // 2][place]
    return side * np.inf if at_bound else end


def _half_lives(found: Found) -> tuple[Array, Array, Array, list[str]]:
    """Return half-lives of one stream, their ends, and how these were found."""
    parameters = found.parameters
    *_, decays = parameters.split(found.vector)
    lives = np.log(2) / decays
    if parameters.decays is not None:
        return lives, lives, lives, ["given"] * len(lives)
    places = range(*parameters.decays_at.indices(parameters.size))
    ends = np.array(
        [
            [_profile(found, place, side) for side in (1, -1)]
            if found.told[place]
            else [np.inf, -np.inf]
            for place in places
        ]
    )
    low, high = (np.log(2) * np.exp(-ends)).T
    told = [_PROFILE if found.told[place] else _NONE for place in places]
    return np.where([t == _NONE for t in told], np.nan, lives), low, high, told
