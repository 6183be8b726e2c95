r"""Newton's method for a fixed point, with no matrix ever made.

The step :math:`d` of :math:`(I - G'(x))\, d = G(x) - x` is found by GMRES from products
of :math:`G'(x)` with vectors, which automatic differentiation gives at the cost of
about two images each (Knoll & Keyes 2004). It is shortened until the residual falls.

References
----------
Knoll, D. & Keyes, D. (2004). Jacobian-free Newton–Krylov methods. *Journal of
Computational Physics* 193, 357–397.

"""

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from scipy.sparse.linalg import LinearOperator, gmres

from yalu.strategy.games.anderson import Iteration

__all__ = ["newton_krylov"]

_LEAST_STEP = 1 / 64
_RESTART = 60


def newton_krylov(
    image: Callable[[Any], Any],
    point: Any,  # noqa: ANN401 - an array of NumPy or JAX
    *,
    tolerance: float,
    most: int = 20,
) -> Iteration:
    """Return a fixed point of a differentiable map near a point, or the best found.

    Parameters
    ----------
    image : callable
        The map, in terms of JAX.
    point : array
        Where to begin.
    tolerance : float
        The residual at which to stop.
    most : int
        How many steps.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> with jax.enable_x64(True):
    ...     found = newton_krylov(jnp.cos, jnp.array([1.0]), tolerance=1e-14)
    >>> print(f"{found.point[0]:.12f}")
    0.739085133215

    """
    size = point.shape[0]
    then, push = jax.linearize(image, point)
    fault, rounds = np.asarray(then - point), 1
    for _ in range(most):
        residual = float(np.abs(fault).max())
        if residual <= tolerance:
            break
        products = 0

        def left(direction: Any, push: Any = push) -> Any:  # noqa: ANN401
            nonlocal products
            products += 1
            flat = np.ravel(direction)
            return flat - np.asarray(push(flat))

        operator = LinearOperator((size, size), matvec=left, dtype=float)
        # Looser far away, tighter near: the last digits cost what they are worth.
        wanted = min(1e-2, max(residual, 1e-6))
        step, _ = gmres(operator, fault, rtol=wanted, restart=_RESTART, maxiter=3)
        rounds += 2 * products
        length = 1.0
        while True:
            tried = point + length * step
            then, push = jax.linearize(image, tried)
            rounds += 1
            new = np.asarray(then - tried)
            if np.abs(new).max() < residual or length <= _LEAST_STEP:
                break
            length /= 2
        if not np.abs(new).max() < residual:
            break
        point, fault = tried, new
    return Iteration(point=point, residual=float(np.abs(fault).max()), rounds=rounds)
