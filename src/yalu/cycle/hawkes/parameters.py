"""Parameters of one stream as one vector, the form in which they are searched for.

The order is: logarithm of the baseline rate, coefficients of the design, weights
(kernel by kernel), logarithms of the decays if they are free. Weights are not taken to
logarithms, since zero is a value that they often have.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.hawkes.likelihood import Watch

__all__ = ["Parameters", "Vector"]

Vector = NDArray[np.float64]

_LEAST_SHARE = 1e-8
_MOST_SHARE = 1e3
_MOST_WEIGHT = 1e3
_MOST_MOVE = 20.0
_REACH = 10.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parameters:
    """Where each parameter of a stream stands in the vector.

    Attributes
    ----------
    watch : Watch
        The stream and its events.
    kernels : int
        How many exponentials make up a kernel.
    decays : ndarray of float64, shape (m,), or None
        Decays that are given; None where they are searched for.
    shortest : float
        Smallest distance of two events that is above zero, in days.

    """

    watch: Watch
    kernels: int
    decays: Vector | None
    shortest: float

    @property
    def columns(self) -> int:
        """How many columns the design has."""
        return int(self.watch.rows.shape[1])

    @property
    def streams(self) -> int:
        """How many streams there are."""
        return len(self.watch.within)

    @property
    def weights_at(self) -> slice:
        """Where the weights stand."""
        first = 1 + self.columns
        return slice(first, first + self.kernels * self.streams)

    @property
    def decays_at(self) -> slice:
        """Where the logarithms of the decays stand; empty where they are given."""
        first = self.weights_at.stop
        return slice(first, first + (self.kernels if self.decays is None else 0))

    @property
    def size(self) -> int:
        """How many parameters are searched for."""
        return int(self.decays_at.stop)

    @property
    def rate(self) -> float:
        """Events a day in the window."""
        return self.watch.number / (self.watch.end - self.watch.start)

    def split(self, vector: Vector) -> tuple[float, Vector, Vector, Vector]:
        """Return level, coefficients, weights (m, d) and decays (m,)."""
        weights = vector[self.weights_at].reshape(self.kernels, self.streams)
        decays = self.decays
        if decays is None:
            decays = np.exp(vector[self.decays_at])
        return float(vector[0]), vector[1 : 1 + self.columns], weights, decays

    def loss(self, vector: Vector) -> tuple[float, Vector]:
        """Return the negative log-likelihood an event, and its gradient."""
        level, coefficients, weights, decays = self.split(vector)
        slope = self.watch.slope(level, coefficients, weights, decays)
        gradient = np.empty(self.size)
        gradient[0] = slope.by_level
        gradient[1 : 1 + self.columns] = slope.by_coefficient
        gradient[self.weights_at] = slope.by_weight.ravel()
        if self.decays is None:
            gradient[self.decays_at] = slope.by_decay * decays
        scale = -1.0 / self.watch.number
        return slope.value * scale, gradient * scale

    def bounds(self) -> tuple[Vector, Vector]:
        """Return the least and the greatest value that each parameter may take."""
        low, high = np.empty(self.size), np.empty(self.size)
        low[0] = np.log(self.rate * _LEAST_SHARE)
        high[0] = np.log(self.rate * _MOST_SHARE)
        reach = np.abs(self.watch.days).max(axis=0, initial=1e-12)
        high[1 : 1 + self.columns] = _MOST_MOVE / reach
        low[1 : 1 + self.columns] = -_MOST_MOVE / reach
        low[self.weights_at], high[self.weights_at] = 0.0, _MOST_WEIGHT
        longest = _REACH * (self.watch.end - self.watch.start)
        low[self.decays_at] = np.log(np.log(2) / longest)
        high[self.decays_at] = np.log(np.log(2) * _REACH / self.shortest)
        return low, high

    def start(self, half_lives: Vector) -> Vector:
        """Return where a search may begin, with half of all events brought about."""
        vector = np.zeros(self.size)
        vector[0] = np.log(self.rate / 2)
        vector[self.weights_at] = 0.5 / (self.kernels * self.streams)
        if self.decays is None:
            vector[self.decays_at] = np.log(np.log(2) / half_lives)
        return np.clip(vector, *self.bounds())

    def ordered(self, vector: Vector) -> Vector:
        """Return the same parameters with the kernel that fades fastest first."""
        if self.decays is not None:
            return vector
        order = np.argsort(-vector[self.decays_at], kind="stable")
        sorted_ = vector.copy()
        sorted_[self.decays_at] = vector[self.decays_at][order]
        weights = vector[self.weights_at].reshape(self.kernels, self.streams)
        sorted_[self.weights_at] = weights[order].ravel()
        return sorted_
