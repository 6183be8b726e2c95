"""Points: where a function is asked, so that indices can be told from its answers."""

from collections.abc import Sequence

import numpy as np

from yalu.errors import Problem, SchemaError, describe
from yalu.scenario.variance import Floats

__all__ = ["saltelli"]


def saltelli(names: Sequence[str], base: int, *, seed: int) -> Floats:
    """Return the points of Saltelli for first and total indices, as SALib draws them.

    Parameters
    ----------
    names : sequence of str
        The uncertainties.
    base : int
        Rows N of each matrix; a power of two.
    seed : int
        Of the scrambling.

    Returns
    -------
    ndarray of float64
        (d + 2, N, d) in [0, 1): matrix A, then A with each column of B, then B.

    Raises
    ------
    SchemaError
        If names repeat or are missing, or `base` is no power of two from 8 on.

    Examples
    --------
    >>> points = saltelli(["x", "y"], 8, seed=1)
    >>> points.shape
    (4, 8, 2)
    >>> bool((points[1, :, 1] == points[0, :, 1]).all())
    True

    """
    problems = []
    if not names or len({*names}) < len(names):
        problems.append(
            Problem(
                "names",
                f"{list(names)}; expected at least one and none twice",
                "name each uncertainty once",
            )
        )
    if base < 8 or base & (base - 1):  # noqa: PLR2004 - fewer rows tell nothing
        problems.append(
            Problem(
                "base",
                f"{base}; expected a power of two from 8 on",
                "choose 256, 512 or 1024: other numbers leave gaps between points",
            )
        )
    if problems:
        raise SchemaError(describe("Points for indices cannot be drawn", problems))
    from SALib.sample import sobol  # noqa: PLC0415 - loads on first use

    width = len(names)
    asked = {"num_vars": width, "names": [*names], "bounds": [[0.0, 1.0]] * width}
    drawn = sobol.sample(asked, base, calc_second_order=False, seed=seed)
    inside: Floats = np.minimum(np.asarray(drawn, float), np.nextafter(1.0, 0.0))
    blocks: Floats = inside.reshape(base, width + 2, width).transpose(1, 0, 2)
    return blocks
