r"""Ranges of 90 percent of the parameters of a Hawkes process.

Of a weight whose error :math:`\sigma` is no greater than itself, the logarithm is taken
to be normal, with the error :math:`\sigma(\theta)/\theta` (delta method), so that no
end is below zero. Of all other weights, among them those of zero, which have an upper
end only, and of baseline rates and half-lives the range is that of the profile
likelihood: with a few hundred events, normal ranges of these hold the truth too seldom.

The branching ratio is the sum of the weights of all kernels, its error follows from
their covariance; that of the spectral radius is the scatter of draws of all weights
from their normal distribution, cut at zero. The logarithms of both are taken to be
normal, too. Weights of zero are not drawn: the range of the radius is that of a process
without them.
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
_SMALL = 1.0
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
    ends = np.array([_ends(found).reshape(2, *shape).T for found in founds])
    return _positive(values, errors, ends[..., 0], ends[..., 1])


def branching_ranges(founds: Sequence[Found], weights: Ranged) -> Ranged:
    """Return the weights of all kernels together, shape (d, d).

    Where the error is not small beside the sum, the range goes from the highest of the
    lower ends of the weights to the sum of their upper ends: no less than is needed.
    """
    parameters = founds[0].parameters
    if parameters.kernels == 1:
        return Ranged(
            estimate=weights.estimate[..., 0],
            low=weights.low[..., 0],
            high=weights.high[..., 0],
            method=weights.method[..., 0],
        )
    shape = (parameters.kernels, parameters.streams)
    errors = np.empty(weights.estimate.shape[:2])
    for i, found in enumerate(founds):
        where = found.parameters.weights_at
        covariance = found.covariance[where, where].reshape(*shape, *shape)
        errors[i] = np.sqrt(np.einsum("kjlj->j", covariance))
    low, high = weights.low.max(axis=2), weights.high.sum(axis=2)
    return _positive(weights.estimate.sum(axis=2), errors, low, high)


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
        relative = radii.std() / radius if radius > 0 else np.nan
        low, high = radius * np.exp(np.array([-1, 1]) * QUANTILE * relative)
    return Ranged(
        estimate=np.array(radius),
        low=np.array(low),
        high=np.array(high),
        method=np.array("draws" if np.isfinite(low) else _NONE),
    )


def _positive(values: Array, errors: Array, low: Array, high: Array) -> Ranged:
    """Return ranges on the logarithm, or the ends given where errors are not small."""
    small = _is_small(values, errors)
    relative = np.where(small, errors, 0.0) / np.where(small, values, 1.0)
    return Ranged(
        estimate=values,
        low=np.where(small, values * np.exp(-QUANTILE * relative), low),
        high=np.where(small, values * np.exp(QUANTILE * relative), high),
        method=np.where(small, _NORMAL, _PROFILE),
    )


def _is_small(values: Array, errors: Array) -> NDArray[np.bool_]:
    """Return whether an error is small beside its value; never where it is missing."""
    return (values > 0) & (errors <= _SMALL * values)


def _ends(found: Found) -> Array:
    """Return the ends of the weights whose errors are not small, shape (2, m d)."""
    first, last, _ = found.parameters.weights_at.indices(found.parameters.size)
    ends = np.full((2, last - first), np.nan)
    small = _is_small(found.vector[first:last], found.errors[first:last])
    for k in np.flatnonzero(~small):
        ends[1, k] = _profile(found, first + int(k), 1)
        # Nothing lies below zero, and there is where a search downwards ends.
        is_zero = found.vector[first + k] <= 0
        ends[0, k] = 0.0 if is_zero else profile_end(found, first + int(k), -1)
    return ends


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
