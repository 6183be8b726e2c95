r"""Newton's method on the log odds of a tree, with no matrix ever made.

At a given precision the step :math:`d` solves :math:`(I - F_x)\,d = F(x) - x`. On the
way from precision 0 it solves the bordered system

.. math::

    \begin{pmatrix} I - F_x & -F_\lambda \\ t_x^\top & t_\lambda \end{pmatrix}
    \begin{pmatrix} d_x \\ d_\lambda \end{pmatrix}
    = \begin{pmatrix} F(x, \lambda) - x \\ 0 \end{pmatrix},

which has a solution where the branch turns back and the first has none (Keller 1977).
Both are solved by GMRES; products with :math:`F_x` are tangents of the sweep.

References
----------
Keller, H. (1977). Numerical solution of bifurcation and nonlinear eigenvalue problems.
In P. Rabinowitz (ed.), *Applications of Bifurcation Theory*. Academic Press.

Knoll, D. & Keyes, D. (2004). Jacobian-free Newton–Krylov methods. *Journal of
Computational Physics* 193, 357–397.

"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import LinearOperator, gmres

from yalu.strategy.trees.sweep import Swept, sweep, tangent
from yalu.strategy.trees.tables import Tables
from yalu.strategy.trees.tree import Floats

__all__ = ["Point", "at_precision", "beside", "greatest", "onwards"]

_RESTART = 120
_LEAST_STEP = 1 / 256
_TANGENT = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Point:
    """Where Newton's method has come to.

    Attributes
    ----------
    odds : ndarray
        Log odds.
    swept : Swept
        The sweep from there.
    first : float
        The greatest change of log odds in the first step: how far off the guess was.
    sweeps : int
        Sweeps and tangents that were needed.

    """

    odds: Floats
    swept: Swept
    first: float
    sweeps: int

    @property
    def precision(self) -> float:
        """The precision there."""
        return self.swept.precision

    @property
    def off(self) -> float:
        """Greatest difference between the log odds and their image."""
        return greatest(self.swept.image - self.odds)


def greatest(vector: Floats) -> float:
    """Return the greatest absolute entry, 0 of none."""
    return float(np.abs(vector).max(initial=0.0))


def at_precision(
    tables: Tables, odds: Floats, precision: float, *, goal: float, most: int = 30
) -> Point:
    """Return where Newton's method leads at a precision; it may be no equilibrium.

    Parameters
    ----------
    tables : Tables
        The tree.
    odds : ndarray
        Where to begin.
    precision : float
        How sharply everybody chooses.
    goal : float
        The greatest difference between log odds and their image to stop at.
    most : int
        How many steps.

    """
    swept, used, first = sweep(tables, precision, odds), 1, 0.0
    for number in range(most):
        fault = swept.image - odds
        off = greatest(fault)
        if off <= goal:
            break

        def left(step: Floats, at: Swept = swept) -> Floats:
            return step - tangent(at, step)

        step, products = _solved(left, fault, _tightness(off, goal))
        used += products
        share = 1.0
        while True:
            tried = odds + share * step
            then = sweep(tables, precision, tried)
            used += 1
            if greatest(then.image - tried) < off or share < _LEAST_STEP:
                break
            share /= 2
        first = greatest(share * step) if number == 0 else first
        if not greatest(then.image - tried) < off:
            break
        odds, swept = tried, then
    return Point(odds=odds, swept=swept, first=first, sweeps=used)


def beside(
    tables: Tables,
    guess: tuple[Floats, float],
    direction: tuple[Floats, float],
    *,
    goal: float,
    most: int = 6,
) -> Point | None:
    """Return the point of a branch that lies beside a guess; None if there is none.

    Parameters
    ----------
    tables : Tables
        The tree.
    guess : tuple
        Log odds and precision.
    direction : tuple
        Along the branch: the point returned is beside the guess at right angles to it.
    goal : float
        The greatest difference between log odds and their image to stop at.
    most : int
        How many steps.

    """
    odds, precision = guess
    used, first = 0, 0.0
    swept = sweep(tables, precision, odds)
    for number in range(most + 1):
        used += 1
        fault = swept.image - odds
        off = greatest(fault)
        if off <= goal and number:
            return Point(odds=odds, swept=swept, first=first, sweeps=used)
        if number == most or not off < np.inf:
            break
        left = _bordered(swept, direction)
        step, products = _solved(left, np.append(fault, 0.0), _tightness(off, goal))
        used += products + 1
        odds, precision = odds + step[:-1], float(precision + step[-1])
        first = greatest(step[:-1]) if number == 0 else first
        if precision < 0:
            break
        swept = sweep(tables, precision, odds)
    return None


def onwards(
    swept: Swept, direction: tuple[Floats, float]
) -> tuple[tuple[Floats, float], int]:
    """Return where a branch goes on from a point on it, and the products it took.

    Parameters
    ----------
    swept : Swept
        The sweep at the point.
    direction : tuple
        About where it goes; what is returned has the product 1 with it.

    """
    right = np.append(np.zeros_like(direction[0]), 1.0)
    step, products = _solved(_bordered(swept, direction), right, _TANGENT)
    return (step[:-1], float(step[-1])), products + 1


def _bordered(
    swept: Swept, direction: tuple[Floats, float]
) -> Callable[[Floats], Floats]:
    """Return the bordered system as a function of its unknowns."""
    along, rise = direction
    lift = tangent(swept, np.zeros_like(along), 1.0)

    def left(step: Floats) -> Floats:
        change, more = step[:-1], step[-1]
        upper = change - tangent(swept, change) - more * lift
        return np.append(upper, along @ change + rise * more)

    return left


def _tightness(off: float, goal: float) -> float:
    """Return how well a step is to be solved for: no better than it is worth."""
    return float(np.clip(0.1 * goal / max(off, goal), 1e-4, 3e-2))


def _solved(
    left: Callable[[Floats], Floats], right: Floats, tightness: float
) -> tuple[Floats, int]:
    """Return the solution of a linear system, and how many products it took."""
    products = 0

    def counted(step: Floats) -> Floats:
        nonlocal products
        products += 1
        return left(np.ravel(step))

    operator = LinearOperator((right.size, right.size), matvec=counted, dtype=float)
    restart = min(_RESTART, right.size)
    step, _ = gmres(operator, right, rtol=tightness, restart=restart, maxiter=2)
    return step, products
