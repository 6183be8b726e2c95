r"""The posterior density of parameters and its gradient, in one compiled program.

With :math:`x` what players suppose (values and what choices tell), :math:`z` the free
coordinates, and :math:`G` one sweep, the equilibrium is :math:`x = G(x, z)`. The
logarithm of the posterior is :math:`S(x(z), z)`, and by implicit differentiation

.. math::

    \frac{dS}{dz} = \frac{\partial S}{\partial z}
    + w^\top \frac{\partial G}{\partial z}, \qquad
    w = \frac{\partial S}{\partial x} + \frac{\partial G}{\partial x}^{\!\top} w,

so that one more fixed point, of the *shadow* :math:`w`, gives all derivatives at once.
Both fixed points begin where the last ones ended.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Self

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree
from numpy.typing import NDArray

from yalu.errors import ModelError
from yalu.strategy.estimation.arrangement import Arrangement
from yalu.strategy.estimation.filtering import filtered
from yalu.strategy.estimation.fixed_point import fixed_point
from yalu.strategy.estimation.model import Model
from yalu.strategy.games import Equilibrium, solve
from yalu.strategy.games.board import Tables, tables_of
from yalu.strategy.games.sweep import Supposed, sweep

__all__ = ["TOLERANCE", "Evaluation", "Objective"]

Array = NDArray[np.float64]

TOLERANCE = 1e-6
"""Residual at which an equilibrium is good enough while parameters are sought."""

_MOST = 400
_COARSER = 10.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """The posterior density at one point.

    Attributes
    ----------
    free : ndarray of float64, shape (P,)
        The point, in free coordinates.
    log_posterior : float
        Logarithm of the density, up to a constant; minus infinity where no equilibrium
        was found.
    log_likelihood : float
        The same without the prior.
    gradient : ndarray of float64, shape (P,)
        Derivative of `log_posterior`; zero where it was not asked for.
    supposed, shadow : Supposed
        The two fixed points: where to begin next to it.
    residual : float
        Greatest residual of the equilibrium.
    rounds : int
        Sweeps of both fixed points.

    """

    free: Array
    log_posterior: float
    log_likelihood: float
    gradient: Array
    supposed: Supposed
    shadow: Supposed | None
    residual: float
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Objective:
    """The posterior density of a model given a record.

    Attributes
    ----------
    model : Model
        What is estimated.
    arrangement : Arrangement
        What is recorded.
    counted : ndarray of float64, shape (T,)
        Weight of each period: 0 where it is held out.
    tolerance : float
        Residual at which an equilibrium is good enough.
    coarser : float
        How much coarser the shadow may be, relative to its greatest entry.

    """

    model: Model
    arrangement: Arrangement
    counted: Array
    tolerance: float = TOLERANCE
    coarser: float = _COARSER

    def without(self, rows: NDArray[np.bool_]) -> Self:
        """Return the same with some periods held out."""
        return replace(self, counted=np.where(rows, 0.0, self.counted))

    def begin(self, free: Array) -> Evaluation:
        """Return the evaluation at a point with nothing to begin from.

        Raises
        ------
        ModelError
            If there is no equilibrium.

        """
        equilibrium = solve(
            self.model.game,
            self.model.parameters(free),
            precision=self.model.precision,
            tolerance=self.tolerance,
        )
        return self.near(free, equilibrium.supposed, None)

    def near(
        self,
        free: Array,
        supposed: Supposed,
        shadow: Supposed | None,
        *,
        slope: bool = True,
    ) -> Evaluation:
        """Return the evaluation at a point, from the fixed points at another.

        Parameters
        ----------
        free : ndarray of float64, shape (P,)
            The point.
        supposed, shadow : Supposed
            Those of an evaluation near by; no shadow begins at nothing.
        slope : bool
            Whether the gradient is asked for.

        """
        with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
            found = _evaluated(
                self.model,
                jnp.asarray(free, dtype=float),
                self.arrangement,
                jnp.asarray(self.counted, dtype=float),
                supposed,
                jax.tree.map(jnp.zeros_like, supposed) if shadow is None else shadow,
                self.tolerance,
                self.coarser,
                _MOST if slope else 0,
            )
        value, likelihood, gradient, point, weight, residual, rounds = found
        good = float(residual) <= self.tolerance and np.isfinite(float(value))
        return Evaluation(
            free=np.asarray(free, dtype=np.float64),
            log_posterior=float(value) if good else -np.inf,
            log_likelihood=float(likelihood) if good else -np.inf,
            gradient=np.asarray(gradient) if slope and good else np.zeros(len(free)),
            supposed=point if good else supposed,
            shadow=weight if slope and good else shadow,
            residual=float(residual),
            rounds=int(rounds),
        )

    def played(self, at: Evaluation) -> Equilibrium:
        """Return the equilibrium of an evaluation, as exact as it was solved there.

        For more digits, give its `supposed` to `yalu.strategy.games.solve`.

        Raises
        ------
        ModelError
            If none was found there.

        """
        if not np.isfinite(at.log_posterior):
            msg = "No equilibrium was found at these parameters. Take others."
            raise ModelError(msg)
        parameters, model = self.model.parameters(at.free), self.model
        with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
            tables = tables_of(
                model.game, {k: np.float64(v) for k, v in parameters.items()}
            )
            _, choices = sweep(model.game, tables, model.precision, at.supposed)
        return Equilibrium(
            game=model.game,
            parameters=parameters,
            precision=model.precision,
            supposed=at.supposed,
            choices=choices,
            residual=at.residual,
            rounds=at.rounds,
        )


@partial(jax.jit, static_argnums=0)
def _evaluated(  # noqa: PLR0917 - places are what is static for the compiler
    model: Model,
    free: Any,  # noqa: ANN401 - arrays of JAX, here and below
    arrangement: Arrangement,
    counted: Any,  # noqa: ANN401
    supposed: Supposed,
    shadow: Supposed,
    tolerance: Any,  # noqa: ANN401
    coarser: Any,  # noqa: ANN401
    most_shadow: Any,  # noqa: ANN401
) -> tuple[Any, ...]:
    """Return value, likelihood, gradient, both fixed points, residual and rounds."""
    game = model.game
    start, shape = ravel_pytree(supposed)

    # Rules are worked out once: inside a loop they would be anew in every round.
    tables, by_rules = jax.vjp(
        lambda free: tables_of(game, model.constrained(free)), free
    )

    def image(point: Any, tables: Tables) -> Any:  # noqa: ANN401
        return ravel_pytree(sweep(game, tables, model.precision, shape(point))[0])[0]

    def score(point: Any, tables: Tables) -> Any:  # noqa: ANN401
        _, choices = sweep(game, tables, model.precision, shape(point))
        return filtered(game, arrangement, choices, tables).total(counted)

    found, residual, rounds = fixed_point(
        lambda point: image(point, tables), start, tolerance=tolerance, most=_MOST
    )
    likelihood, (by_point, by_tables) = jax.value_and_grad(score, argnums=(0, 1))(
        found, tables
    )
    prior, by_prior = jax.value_and_grad(model.log_prior)(free)
    _, back = jax.vjp(lambda point: image(point, tables), found)
    # The derivatives scale the tolerance: a shadow of hundreds needs fewer digits.
    scale = jnp.maximum(jnp.max(jnp.abs(by_point)), 1.0)
    weight, _, more = fixed_point(
        lambda weight: by_point + back(weight)[0],
        ravel_pytree(shadow)[0],
        tolerance=tolerance * scale * coarser,
        most=most_shadow,
    )
    _, through = jax.vjp(lambda tables: image(found, tables), tables)
    pulled = jax.tree.map(jnp.add, by_tables, through(weight)[0])
    gradient = by_prior + by_rules(pulled)[0]
    value = likelihood + prior
    return (
        *(value, likelihood, gradient, shape(found), shape(weight)),
        *(residual, rounds + more),
    )
