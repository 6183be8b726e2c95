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

from yalu.strategy.games.anderson import Iteration, Vector

__all__ = ["newton_krylov"]

_LEAST_STEP = 1 / 64
_RESTART = 60
_FINEST = {np.float32: 5e-5, np.float64: 1e-6}  # as GMRES can tell in as many digits


def newton_krylov(
    image: Callable[[Any], Any],
    point: Any,  # noqa: ANN401 - an array of NumPy or JAX
    *,
    tolerance: float,
    most: int = 600,
    short: Callable[[Any], Any] | None = None,
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
        After how many images the search ends, a product counted as two.
    short : callable, optional
        The same map in single precision. If given, it alone is differentiated, which
        takes half the time: a step then brings fewer digits, but none of them is lost.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> with jax.enable_x64(True):
    ...     found = newton_krylov(jnp.cos, jnp.array([1.0]), tolerance=1e-14)
    >>> print(f"{found.point[0]:.12f}")
    0.739085133215

    """
    point = np.asarray(point)
    fault, rounds = np.asarray(image(point)) - point, 1
    while rounds < most:
        residual = float(np.abs(fault).max())
        if residual <= tolerance:
            break
        step, products = _step(short or image, point, fault, short=short is not None)
        rounds += 1 + 2 * products
        length = 1.0
        while True:
            tried = point + length * step
            new = np.asarray(image(tried)) - tried
            rounds += 1
            if np.abs(new).max() < residual or length <= _LEAST_STEP:
                break
            length /= 2
        if not np.abs(new).max() < residual:
            break
        point, fault = tried, new
    return Iteration(point=point, residual=float(np.abs(fault).max()), rounds=rounds)


def _step(
    image: Callable[[Any], Any], point: Vector, fault: Vector, *, short: bool
) -> tuple[Vector, int]:
    """Return the step of Newton's method, and how many products it took."""
    kind = np.float32 if short else np.float64
    products = 0
    with jax.enable_x64(not short):
        _, push = jax.linearize(image, point.astype(kind))

        def left(direction: Any) -> Any:  # noqa: ANN401
            nonlocal products
            products += 1
            flat = np.ravel(direction).astype(kind)
            return flat - np.asarray(push(flat))

        operator = LinearOperator((point.size, point.size), matvec=left, dtype=kind)
        # Looser far away, tighter near: the last digits cost what they are worth.
        wanted = min(1e-2, max(float(np.abs(fault).max()), _FINEST[kind]))
        step, _ = gmres(
            operator, fault.astype(kind), rtol=wanted, restart=_RESTART, maxiter=2
        )
    return step, products
