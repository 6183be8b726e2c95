r"""Which flows no gravity equation can fit: separation in a Poisson regression.

A Poisson regression of :math:`y` on :math:`X` has no finite estimate if some
combination :math:`z = X\gamma` is 0 wherever :math:`y > 0` and 0 or more wherever
:math:`y = 0`, and above 0 somewhere: along :math:`-\gamma` the likelihood rises for
ever, and the fitted values of the observations with :math:`z > 0` go to 0. They are
*separated*. Without them the estimate exists, and nothing else is lost with them.

What is done, in this order:

1. Levels of an effect at which all outcomes are 0 are separated.
2. The largest effect is taken out by the means over the positive outcomes. Of what is
   left, the combinations that are 0 at all positive outcomes are found: a basis
   :math:`Q`, orthonormal at the outcomes of 0. If there is none, nothing more is
   separated.
3. The iterative rectifier looks for a combination of them that is nowhere below 0. It
   begins with ones, projects and rectifies, :math:`u \leftarrow \max(QQ'u, 0)`.
   A separating combination keeps its product with :math:`u`, which was the sum of it;
   so once all of :math:`u` is below 1 there is none, and that is a proof. Once
   :math:`QQ'u` is nowhere below 0 it is such a combination itself.
4. Where that takes long, non-negative least squares decides in finitely many steps:
   :math:`\min_{n \ge 0} \lVert Q'(1+n) \rVert`. At 0 nothing is separated; otherwise
   the distance is at least 1, and :math:`z = QQ'(1+n)` separates.
5. A combination counts only if it can be made exactly 0 where it nearly is and stays
   above 0 elsewhere. What it separates is set aside, and step 3 begins again with the
   rest, until nothing is found.

References
----------
Correia, S., Guimarães, P. and Zylkin, T. (2019). Verifying the existence of maximum
likelihood estimates for generalized linear models. arXiv:1903.01633.

Santos Silva, J. M. C. and Tenreyro, S. (2010). On the existence of the maximum
likelihood estimates in Poisson regression. *Economics Letters* 107, 310–312.

Lawson, C. L. and Hanson, R. J. (1974). *Solving Least Squares Problems*, chapter 23.

"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError, Problem, SchemaError, describe
from yalu.impact.gravity.silence import silent_combinations

__all__ = ["Separation", "separation"]

_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]
_Codes = NDArray[np.int64]

_NOTHING = 1e-10  # of the largest singular value: less is no dimension
_NEARLY = 1e-9  # of the largest: how far below 0 a combination may still be mended
_APART = 1e-6  # of the largest: from here on a combination is above 0
_NONE = 1e-3  # distance of least squares: it is 0, or at least 1
_STEPS = 500  # of the rectifier, before least squares decide
_UNDECIDED = (
    "Separation: a combination of covariates and effects is 0 at all positive outcomes "
    "and nearly, but not surely, nowhere below 0 elsewhere. Expected a clear case; "
    "leave out covariates that nearly repeat each other, or rescale them."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Separation:
    """Which observations are separated, and how that was found.

    Attributes
    ----------
    separated : ndarray of bool
        (n,), for each observation whether it is separated.
    by_level : int
        How many are because an effect is positive nowhere at their level.
    candidates : int
        Dimensions of the combinations that are 0 at all positive outcomes and not 0
        at all others.
    steps : int
        Steps of the rectifier.
    least_squares : int
        How many times non-negative least squares had to decide.

    """

    separated: _Flags
    by_level: int
    candidates: int
    steps: int
    least_squares: int

    @property
    def rows(self) -> tuple[int, ...]:
        """Places of the separated observations, from 0."""
        return tuple(int(row) for row in np.flatnonzero(self.separated))

    def __str__(self) -> str:
        count, size = len(self.rows), self.separated.size
        if not count:
            return f"None of {size:,} observations is separated."
        return (
            f"{count:,} of {size:,} observations are separated, {self.by_level:,} of "
            "them because an effect is positive nowhere at their level."
        )


def separation(
    outcome: _Floats, covariates: _Floats, effects: Sequence[_Codes] = ()
) -> Separation:
    """Return which observations of a Poisson regression are separated.

    Without effects the regression has a constant.

    Parameters
    ----------
    outcome : ndarray
        (n,), 0 or more.
    covariates : ndarray
        (n, k), finite; k may be 0.
    effects : sequence of ndarray of int
        (n,) each: the level of each observation, from 0.

    Raises
    ------
    SchemaError
        If an outcome is below 0, a number is missing or the lengths differ.
    ModelError
        If rounding leaves open whether something is separated.

    Notes
    -----
    Time grows with the number of positive outcomes times the square of the number of
    covariates and of levels of all effects but the largest.

    Examples
    --------
    The third observation is separated: the effects of its two levels cancel at all
    positive outcomes.

    >>> import numpy as np
    >>> found = separation(
    ...     np.array([0.0, 1.0, 0.0, 0.0, 1.0]),
    ...     np.empty((5, 0)),
    ...     [np.array([0, 0, 1, 1, 1]), np.array([0, 0, 0, 1, 1])],
    ... )
    >>> found.rows
    (2,)

    """
    problems = list(_faults(outcome, covariates, effects))
    if problems:
        raise SchemaError(describe("Separation cannot be looked for", problems))
    size = outcome.size
    groups = [np.asarray(one) for one in effects] or [np.zeros(size, dtype=np.int64)]
    found = np.zeros(size, dtype=np.bool_)
    for group in groups:
        found |= np.bincount(group, weights=outcome > 0)[group] == 0
    by_level = int(found.sum())
    kept = np.flatnonzero(~found)
    if not kept.size:
        return Separation(
            separated=found, by_level=by_level, candidates=0, steps=0, least_squares=0
        )
    zeros = kept[outcome[kept] == 0]
    basis = silent_combinations(
        outcome[kept] > 0, covariates[kept], [group[kept] for group in groups]
    )
    candidates = _orthonormal(basis).shape[1]
    steps = decided = 0
    while zeros.size:
        ready = _orthonormal(basis)
        if not ready.shape[1]:
            break
        direction, taken = _rectified(ready)
        steps += taken
        if direction is None:
            direction = _by_least_squares(ready)
            decided += 1
        if not direction.any():
            break
        above = _mended(ready, direction)
        found[zeros[above]] = True
        zeros, basis = zeros[~above], basis[~above]
    return Separation(
        separated=found,
        by_level=by_level,
        candidates=candidates,
        steps=steps,
        least_squares=decided,
    )


def _faults(
    outcome: _Floats, covariates: _Floats, effects: Sequence[_Codes]
) -> Iterator[Problem]:
    size = outcome.shape[:1]
    if outcome.ndim != 1 or not outcome.size:
        yield Problem("outcome", f"shape {outcome.shape}; expected (n,)", "mend it")
    elif not np.isfinite(outcome).all() or (outcome < 0).any():
        bad = np.flatnonzero(~(np.isfinite(outcome) & (outcome >= 0)))
        found = f"row {bad[0]} holds {outcome[bad[0]]:g} ({bad.size} such rows)"
        yield Problem("outcome", f"{found}; expected 0 or more", "leave them out")
    if covariates.ndim != len(("row", "column")) or covariates.shape[:1] != size:
        found = f"shape {covariates.shape}; expected ({size[0]}, any)"
        yield Problem("covariates", found, "give one row for each outcome")
    elif not np.isfinite(covariates).all():
        bad = np.flatnonzero(~np.isfinite(covariates).all(axis=1))
        found = f"row {bad[0]} is not finite ({bad.size} such rows)"
        yield Problem("covariates", found, "leave them out or mend them")
    for number, effect in enumerate(effects):
        if effect.shape != size:
            found = f"shape {effect.shape}; expected {size}"
            yield Problem(f"effects[{number}]", found, "give each row a level")
        elif effect.dtype.kind not in "iu" or (effect < 0).any():
            found = f"{effect.dtype} with negative levels, or not whole numbers"
            yield Problem(f"effects[{number}]", found, "number the levels from 0")


def _orthonormal(basis: _Floats) -> _Floats:
    """Return an orthonormal basis of what the columns span."""
    if not basis.size:
        return np.empty((basis.shape[0], 0))
    found, sizes, _ = np.linalg.svd(basis, full_matrices=False)
    kept: _Floats = found[:, sizes > _NOTHING]
    return kept


def _rectified(basis: _Floats) -> tuple[_Floats | None, int]:
    """Return a combination nowhere below 0, zeros if there is none, None if unsure.

    The second is the number of steps.
    """
    image = np.ones(basis.shape[0])
    for step in range(1, _STEPS + 1):
        projected: _Floats = basis @ (basis.T @ image)
        if projected.min() >= -_NEARLY * projected.max() and projected.max() > 0:
            return projected, step
        image = np.maximum(projected, 0.0)
        if image.max() < 1.0 - _NEARLY:
            return np.zeros_like(image), step
    return None, _STEPS


def _by_least_squares(basis: _Floats) -> _Floats:
    """Return a combination nowhere below 0, zeros if there is none."""
    from scipy.optimize import nnls  # noqa: PLC0415 - loading it takes a while

    moved = np.linalg.norm(basis, axis=1) > _NOTHING
    try:
        added, distance = nnls(basis[moved].T, -basis[moved].sum(axis=0))
    except RuntimeError as error:
        raise ModelError(_UNDECIDED) from error
    if distance < _NONE:
        return np.zeros(basis.shape[0])
    if distance < 1.0 - _NONE:
        raise ModelError(_UNDECIDED)
    direction: _Floats = basis @ (basis[moved].T @ (1.0 + added))
    return direction


def _mended(basis: _Floats, direction: _Floats) -> _Flags:
    """Return where a combination is above 0 that is exactly 0 elsewhere.

    Raises
    ------
    ModelError
        If there is none: what seemed to separate was rounding.

    """
    above: _Flags = direction > _APART * direction.max()
    _, sizes, turned = np.linalg.svd(basis[~above], full_matrices=True)
    rank = int((sizes > _NOTHING).sum())
    left = turned[rank:].T
    exact = basis @ (left @ (left.T @ (basis.T @ direction)))
    if not above.any() or (exact[above] <= 0).any():
        raise ModelError(_UNDECIDED)
    return above
