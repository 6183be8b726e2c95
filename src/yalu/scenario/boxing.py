"""Boxing: a tree of cuts, how large it may be, and its leaves as bounds.

What `yalu.scenario.discovery` rests on. The tree is scikit-learn's; it grows where a
cut gains most, so that a number of leaves is enough to say which tree is meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bounds", "Cuts", "leaves"]

Bounds = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Of each column: above the first and at most the second; infinite where unbounded."""

_FOLDS = 5
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cuts:
    """Conditions as columns that can be cut.

    Attributes
    ----------
    columns : ndarray of float64
        (n, c): numbers as they are; of a choice one column of 0 and 1 for each name.
    labels : tuple of (str, str or None)
        Of each column the condition and, of a choice, the name.

    """

    columns: NDArray[np.float64]
    labels: tuple[tuple[str, str | None], ...]

    @classmethod
    def of(cls, values: Mapping[str, NDArray[Any]]) -> Self:
        """Return columns of conditions.

        Parameters
        ----------
        values : mapping
            Of each condition its values, shape (n,), numbers or strings.

        """
        columns: list[NDArray[np.float64]] = []
        labels: list[tuple[str, str | None]] = []
        for name, column in values.items():
            if column.dtype.kind == "U":
                for label in np.unique(column):
                    columns.append((column == label).astype(float))
                    labels.append((name, str(label)))
            else:
                columns.append(column.astype(float))
                labels.append((name, None))
        return cls(columns=np.stack(columns, axis=1), labels=tuple(labels))

    def bounds(
        self, low: NDArray[np.float64], high: NDArray[np.float64]
    ) -> Iterator[tuple[str, float | None, float | None, tuple[str, ...] | None]]:
        """Yield name, bounds and names left of each condition that a leaf bounds."""
        cut = np.isfinite(low) | np.isfinite(high)
        for name in dict.fromkeys(name for name, _ in self.labels):
            places = [i for i, (held, _) in enumerate(self.labels) if held == name]
            if not cut[places].any():
                continue
            if self.labels[places[0]][1] is None:
                (at,) = places
                yield name, _finite(low[at]), _finite(high[at]), None
            else:
                sure = [i for i in places if low[i] >= _HALF]
                left = sure or [i for i in places if not high[i] <= _HALF]
                yield name, None, None, tuple(self.labels[i][1] or "" for i in left)


def leaves(
    columns: NDArray[np.float64],
    happened: NDArray[np.bool_],
    most: int,
    fewest: float,
    seed: int,
) -> list[Bounds]:
    """Return the bounds of the leaves of a tree that cuts where it pays.

    Parameters
    ----------
    columns : ndarray of float64
        (n, c).
    happened : ndarray of bool
        (n,).
    most : int
        Most leaves that are tried.
    fewest : float
        Smallest share of rows in a leaf.
    seed : int
        Of folds and ties.

    Returns
    -------
    list of Bounds
        One for each leaf; a single one without bounds where no cut pays.

    """
    target = happened.astype(float)
    smallest = max(int(np.ceil(fewest * len(target))), 1)
    size = _size(columns, target, most, smallest, seed)
    if size == 1:
        width = columns.shape[1]
        return [(np.full(width, -np.inf), np.full(width, np.inf))]
    tree = _tree(size, smallest, seed).fit(columns, target).tree_
    return [*_walk(tree, columns.shape[1])]


def _tree(size: int, smallest: int, seed: int) -> Any:  # noqa: ANN401 - it has no types
    """Return a tree of so many leaves, not yet taught."""
    from sklearn.tree import DecisionTreeRegressor  # noqa: PLC0415 - loads on first use

    return DecisionTreeRegressor(
        max_leaf_nodes=size, min_samples_leaf=smallest, random_state=seed
    )


def _size(
    columns: NDArray[np.float64],
    target: NDArray[np.float64],
    most: int,
    smallest: int,
    seed: int,
) -> int:
    """Return the smallest number of leaves within one standard error of the best."""
    fold = np.random.default_rng([seed, 3]).permutation(len(target)) % _FOLDS
    missed = np.empty((most, len(target)))
    for place in range(_FOLDS):
        test = fold == place
        missed[0, test] = target[~test].mean() - target[test]
        for size in range(2, most + 1):
            tree = _tree(size, max(smallest * (_FOLDS - 1) // _FOLDS, 1), seed)
            tree.fit(columns[~test], target[~test])
            missed[size - 1, test] = tree.predict(columns[test]) - target[test]
    error = missed**2
    best = int(error.mean(axis=1).argmin())
    # Both sides miss the same rows, so what counts is the error of their difference.
    more = error - error[best]
    doubt = more.std(axis=1) / np.sqrt(len(target))
    return int(np.argmax(more.mean(axis=1) <= doubt)) + 1


def _walk(tree: Any, width: int) -> Iterator[Bounds]:  # noqa: ANN401 - as above
    """Yield the bounds of each leaf."""
    waiting: list[tuple[int, Sequence[float], Sequence[float]]] = [
        (0, [-np.inf] * width, [np.inf] * width)
    ]
    while waiting:
        node, low, high = waiting.pop()
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left == right:
            yield np.array(low), np.array(high)
            continue
        at, cut = int(tree.feature[node]), float(tree.threshold[node])
        below, above = [*high], [*low]
        below[at], above[at] = min(high[at], cut), max(low[at], cut)
        waiting += [(right, above, high), (left, low, below)]


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
