r"""How anything read off an equilibrium changes with the parameters.

An equilibrium :math:`x = G(x, p)` is never differentiated through its iterations. Of a
number :math:`s(x, p)`, the total derivative is

.. math::

    \frac{ds}{dp} = s_p + \mu^\top G_p, \qquad
    (I - G_x)^\top \mu = s_x^\top,

one linear system whatever the number of parameters (the implicit function theorem). It
is solved by Anderson acceleration of :math:`\mu \leftarrow s_x + G_x^\top \mu`, which
for a linear map is GMRES, from products that automatic differentiation gives.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.flatten_util import ravel_pytree

from yalu.errors import ModelError
from yalu.strategy.games.anderson import anderson
from yalu.strategy.games.board import Tables, tables_of
from yalu.strategy.games.equilibrium import Equilibrium
from yalu.strategy.games.game import Game
from yalu.strategy.games.solving import advance
from yalu.strategy.games.sweep import Choices, sweep, uniform

__all__ = ["Score", "gradient"]

Score = Callable[[Choices, Tables, SimpleNamespace], Array]
"""A number made of choices, the tables of the rules, and the named parameters."""

_TOLERANCE = 1e-8


def gradient(
    equilibrium: Equilibrium, score: Score, *, tolerance: float = _TOLERANCE
) -> tuple[float, dict[str, float]]:
    """Return a number read off an equilibrium, and its derivative by each parameter.

    Parameters
    ----------
    equilibrium : Equilibrium
        Where.
    score : callable
        The number, in terms of JAX: a function of the choices (for each stage and each
        of its players, over types, state and actions), the tables of the rules, and the
        parameters by name. Give the same function again to have it compiled once.
    tolerance : float
        Greatest residual of the linear system, relative to its right side.

    Returns
    -------
    value : float
        The number.
    slopes : dict of str to float
        Its total derivative by each parameter: the equilibrium moves too.

    Raises
    ------
    ModelError
        If the linear system is not solved, as at a point where equilibria branch.

    Examples
    --------
    The chance of taking 1 rather than nothing at precision 2 is logistic in 2 w.

    >>> from yalu.strategy.games import Action, Game, Payoff, Stage, solve
    >>> take = Action(name="take", levels=(0, 1), player="one")
    >>> game = Game(
    ...     name="taking",
    ...     players=("one",),
    ...     stages=(Stage(actions=(take,)),),
    ...     payoffs=(
    ...         Payoff(player="one", name="it", value=lambda at, by: by.w * at.take),
    ...     ),
    ...     discount=lambda by: 0.5,
    ... )
    >>> found = solve(game, {"w": 1.0}, precision=2.0)
    >>> value, slopes = gradient(found, lambda choices, tables, by: choices[0][0][0, 1])
    >>> round(value, 6), round(slopes["w"], 6), round(2 * value * (1 - value), 6)
    (0.880797, 0.209987, 0.209987)

    """
    game, precision = equilibrium.game, equilibrium.precision
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        given = {name: jnp.float64(x) for name, x in equilibrium.parameters.items()}
        point, _ = ravel_pytree(equilibrium.supposed)
        value, (by_point, by_given) = _direct(game, score, precision, point, given)
        back = _pulled(game, precision, point, given)
        size = float(jnp.max(jnp.abs(by_point)))
        if size > 0:
            start = np.asarray(by_point) / size

            def image(weights: Any) -> Any:  # noqa: ANN401 - NumPy or JAX
                return start + np.asarray(_apply(back, jnp.asarray(weights))[0])

            found = anderson(image, start, tolerance=tolerance, most=400)
            # Weights beyond this are what rounding makes of a singular system.
            most = tolerance / np.finfo(float).eps
            if not (found.residual <= tolerance and np.abs(found.point).max() < most):
                msg = (
                    f"Game {game.name!r}: the derivative was not found; the residual "
                    f"is {found.residual:.1e}, wanted is {tolerance:.1e}. Equilibria "
                    "may branch here: try another precision or neighbour."
                )
                raise ModelError(msg)
            _, moved = _apply(back, jnp.asarray(found.point))
            by_given = {k: by_given[k] + size * moved[k] for k in by_given}
        return float(value), {name: float(x) for name, x in by_given.items()}


@partial(jax.jit, static_argnums=(0, 1))
def _direct(
    game: Game, score: Score, precision: float, point: Array, given: Mapping[str, Array]
) -> Any:  # noqa: ANN401 - a value and two derivatives
    """Return the number, and its derivatives with all that is supposed held apart."""

    def number(point: Array, given: Mapping[str, Array]) -> Array:
        tables = tables_of(game, given)
        _, shape = ravel_pytree(uniform(game, tables))
        _, choices = sweep(game, tables, precision, shape(point))
        return score(choices, tables, SimpleNamespace(**given))

    return jax.value_and_grad(number, argnums=(0, 1))(point, given)


@partial(jax.jit, static_argnums=0)
def _pulled(
    game: Game, precision: float, point: Array, given: Mapping[str, Array]
) -> Any:  # noqa: ANN401 - a function that JAX can pass on
    """Return the map from weights on a sweep's outcome to weights on what it used."""

    def image(point: Array, given: Mapping[str, Array]) -> Array:
        return advance(game, tables_of(game, given), precision, point)

    return jax.vjp(image, point, given)[1]


@jax.jit
def _apply(back: Callable[[Array], Any], weights: Array) -> Any:  # noqa: ANN401
    return back(weights)
