r"""Priors of the estimated parameters, and coordinates in which each is any number.

A *point* holds one coordinate :math:`x` for each name of `ESTIMATED`, in that order:

- normal with mean :math:`c` and standard deviation :math:`s`: :math:`v = c + s x`;
- log-normal with median :math:`c` and logarithmic standard deviation :math:`s`:
  :math:`v = c\,e^{s x}`;
- half-normal of scale :math:`s`: :math:`v = s\,e^{x}`;
- beta with mean :math:`c` and standard deviation :math:`s`: :math:`v = 1/(1 + e^{-x})`.

So for the first two the prior of :math:`x` is standard normal. The density is that of
the point, the change of coordinates counted in. Everything but `prior_draw` may be
traced by JAX, and gives NumPy back for NumPy.
"""

from collections.abc import Mapping
from math import lgamma, log, pi
from typing import Any, assert_never

import jax
import jax.numpy as jnp
import numpy as np

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.patron.parameters import (
    ESTIMATED,
    PARAMETERS,
    Family,
    Parameter,
    completed,
    default_parameters,
    parameter,
)

__all__ = [
    "constrained",
    "log_prior",
    "log_prior_slope",
    "prior_draw",
    "slopes",
    "unconstrained",
]

Number = Any
"""A number, or an array of NumPy or JAX."""

_ROOT = 0.5 * log(2 * pi)


def constrained(point: Number) -> dict[str, Number]:
    """Return all parameters at a point: the estimated as it says, others as held.

    Parameters
    ----------
    point : array of shape (len(ESTIMATED),)
        Coordinates, any numbers.

    Raises
    ------
    SchemaError
        If there are more coordinates than estimated parameters, or fewer.

    Examples
    --------
    >>> at_centre = constrained(np.zeros(len(ESTIMATED)))
    >>> at_centre["patron_gap"] == parameter("patron_gap").centre
    True

    """
    xs = _coordinates(point)
    found = {
        name: _value(parameter(name), xs[place]) for place, name in enumerate(ESTIMATED)
    }
    return {**default_parameters(), **found}


def unconstrained(parameters: Mapping[str, float]) -> np.ndarray[Any, Any]:
    """Return the point at which the estimated parameters are as given.

    Parameters
    ----------
    parameters : mapping of str to float
        By name; a name left out is at the centre of its prior. What is held has no
        coordinate and is not looked at.

    Raises
    ------
    SchemaError
        If a name is no parameter's, or a value is outside what its prior allows.

    Examples
    --------
    >>> point = unconstrained({"patron_joint": 0.25})
    >>> constrained(point)["patron_joint"]
    0.25

    """
    given = completed(parameters)
    problems = [
        Problem(
            name,
            f"found {given[name]:g}; expected {_room(parameter(name))}",
            "Give another value",
        )
        for name in ESTIMATED
        if not _is_possible(parameter(name), given[name])
    ]
    if problems:
        raise SchemaError(describe("Parameters are outside their priors", problems))
    return np.array([_coordinate(parameter(name), given[name]) for name in ESTIMATED])


def slopes(point: Number) -> Number:
    """Return how fast each estimated parameter changes along its own coordinate.

    The chain rule from slopes by name to slopes by coordinate: multiply by this.

    Examples
    --------
    >>> along = slopes(np.zeros(len(ESTIMATED)))
    >>> float(along[ESTIMATED.index("patron_joint")])  # its spread
    0.5

    """
    xs = _coordinates(point)
    found = [
        _value_slope(parameter(name), xs[place]) for place, name in enumerate(ESTIMATED)
    ]
    return _stacked(point, found)


def log_prior(point: Number) -> Number:
    """Return the logarithm of the prior density of a point, constants included.

    Examples
    --------
    >>> by_hand = -0.5 * len(ESTIMATED) * log(2 * pi)  # where all are (log-)normal
    >>> bool(np.isclose(log_prior(np.zeros(len(ESTIMATED))), by_hand))
    True

    """
    xs = _coordinates(point)
    total = 0.0
    for place, name in enumerate(ESTIMATED):
        total = total + _density(parameter(name), xs[place])
    return total


def log_prior_slope(point: Number) -> Number:
    """Return the derivative of `log_prior` by each coordinate."""
    xs = _coordinates(point)
    found = [
        _density_slope(parameter(name), xs[place])
        for place, name in enumerate(ESTIMATED)
    ]
    return _stacked(point, found)


def prior_draw(rng: np.random.Generator, *, held: bool = True) -> dict[str, float]:
    """Return all parameters, the estimated drawn from their priors.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    held : bool
        Whether those that are not estimated stay at their centres; if not they are
        drawn as well, for studies of how much hangs on them.

    """
    return {
        one.name: _draw(one, rng) if one.estimated or not held else one.centre
        for one in PARAMETERS
    }


def _coordinates(point: Number) -> Number:
    if np.shape(point) != (len(ESTIMATED),):
        msg = (
            f"A point has shape {np.shape(point)}; expected ({len(ESTIMATED)},), one "
            "coordinate for each estimated parameter. Give one for each."
        )
        raise SchemaError(msg)
    return point


def _stacked(like: Number, found: list[Number]) -> Number:
    return jnp.stack(found) if isinstance(like, jax.Array) else np.array(found)


def _exp(x: Number) -> Number:
    return jnp.exp(x) if isinstance(x, jax.Array) else float(np.exp(x))


def _shape(one: Parameter) -> tuple[float, float]:
    """Return both shape numbers of the beta distribution of that mean and spread."""
    both = one.centre * (1 - one.centre) / one.spread**2 - 1
    return one.centre * both, (1 - one.centre) * both


def _value(one: Parameter, x: Number) -> Number:
    match one.family:
        case Family.NORMAL:
            found = one.centre + one.spread * x
        case Family.LOG_NORMAL:
            found = one.centre * _exp(one.spread * x)
        case Family.HALF_NORMAL:
            found = one.spread * _exp(x)
        case Family.BETA:
            found = 1 / (1 + _exp(-x))
        case _:
            assert_never(one.family)
    return found if isinstance(found, jax.Array) else float(found)


def _value_slope(one: Parameter, x: Number) -> Number:
    match one.family:
        case Family.NORMAL:
            return one.spread + 0 * x
        case Family.LOG_NORMAL:
            return one.spread * _value(one, x)
        case Family.HALF_NORMAL:
            return _value(one, x)
        case Family.BETA:
            return _value(one, x) * (1 - _value(one, x))
        case _:
            assert_never(one.family)


def _coordinate(one: Parameter, value: float) -> float:
    match one.family:
        case Family.NORMAL:
            return (value - one.centre) / one.spread
        case Family.LOG_NORMAL:
            return float(np.log(value / one.centre)) / one.spread
        case Family.HALF_NORMAL:
            return float(np.log(value / one.spread))
        case Family.BETA:
            return float(np.log(value) - np.log1p(-value))
        case _:
            assert_never(one.family)


def _density(one: Parameter, x: Number) -> Number:
    match one.family:
        case Family.NORMAL | Family.LOG_NORMAL:
            return -0.5 * x**2 - _ROOT
        case Family.HALF_NORMAL:  # twice the normal's, and x for the coordinates
            return log(2) - _ROOT - 0.5 * _exp(2 * x) + x
        case Family.BETA:  # the density times v (1 - v), for the coordinates
            a, b = _shape(one)
            low = jnp.logaddexp if isinstance(x, jax.Array) else np.logaddexp
            whole = lgamma(a + b) - lgamma(a) - lgamma(b)
            return whole - a * low(0.0, -x) - b * low(0.0, x)
        case _:
            assert_never(one.family)


def _density_slope(one: Parameter, x: Number) -> Number:
    match one.family:
        case Family.NORMAL | Family.LOG_NORMAL:
            return -x
        case Family.HALF_NORMAL:
            return 1 - _exp(2 * x)
        case Family.BETA:
            a, b = _shape(one)
            return a - (a + b) * _value(one, x)
        case _:
            assert_never(one.family)


def _draw(one: Parameter, rng: np.random.Generator) -> float:
    match one.family:
        case Family.NORMAL:
            return float(rng.normal(one.centre, one.spread))
        case Family.LOG_NORMAL:
            return float(one.centre * np.exp(one.spread * rng.normal()))
        case Family.HALF_NORMAL:
            return float(abs(rng.normal(0.0, one.spread)))
        case Family.BETA:
            return float(rng.beta(*_shape(one)))
        case _:
            assert_never(one.family)


def _room(one: Parameter) -> str:
    match one.family:
        case Family.NORMAL:
            return "a finite number"
        case Family.LOG_NORMAL | Family.HALF_NORMAL:
            return "a finite number above 0"
        case Family.BETA:
            return "a number between 0 and 1, neither of them"
        case _:
            assert_never(one.family)


def _is_possible(one: Parameter, value: float) -> bool:
    if not np.isfinite(value):
        return False
    match one.family:
        case Family.NORMAL:
            return True
        case Family.LOG_NORMAL | Family.HALF_NORMAL:
            return value > 0
        case Family.BETA:
            return 0 < value < 1
        case _:
            assert_never(one.family)
