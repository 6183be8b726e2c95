r"""The intensity of a multivariate Hawkes process with exponential kernels.

Events of :math:`d` streams come at the rate

.. math::

    \lambda_i(t) = \mu_i(t) + \sum_{j=1}^d \; \sum_{t_k < t,\; k \in j} \;
    \sum_{m=1}^M w_{ijm} \, \beta_{im} \, e^{-\beta_{im} (t - t_k)},

in events a day, with *weights* :math:`w_{ijm} \ge 0` (events of stream :math:`i` that
one event of stream :math:`j` brings about on average), *decays* :math:`\beta_{im}` a
day, and the *baseline* :math:`\mu_i(t) = \mu_i \exp(x(t) c_i)` that comes without any
event before it; :math:`x` is constant within a day. The *branching matrix* is
:math:`B_{ij} = \sum_m w_{ijm}`. Where its spectral radius is below one, a constant
baseline has the stationary rate :math:`(I - B)^{-1} \mu`; else the process explodes.

References
----------
Hawkes, A. G. (1971). Spectra of some self-exciting and mutually exciting point
processes. *Biometrika* 58, 83–90.

Laub, P. J., Lee, Y. and Taimre, T. (2021). *The Elements of Hawkes Processes*.
Springer. Chapters 3 and 8.

"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError, Problem, SchemaError, describe

__all__ = ["HawkesIntensity"]

Array = NDArray[np.float64]

_AXES = 3


def _nothing() -> Array:
    return np.empty((0, 0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HawkesIntensity:
    """The rates of d streams of events, given what happened before.

    Attributes
    ----------
    names : tuple of str
        The streams; d of them.
    mu : ndarray of float64, shape (d,)
        Baseline rates, in events a day: what comes without any event before, where all
        columns of `design` are zero. Above zero.
    weights : ndarray of float64, shape (d, d, m)
        ``weights[i, j, k]`` is how many events of stream i one of stream j brings
        about, on average and by kernel k. Zero or more.
    decays : ndarray of float64, shape (d, m)
        How fast kernel k of stream i fades, a day. Above zero.
    design : ndarray of float64, shape (D, p)
        What moves the baseline, one row a day since time zero; by default nothing.
    coefficients : ndarray of float64, shape (d, p)
        By how much each column of `design` moves the logarithm of each baseline.

    Raises
    ------
    SchemaError
        If shapes do not fit together, or a value is missing or of the wrong sign. All
        problems at once.

    Examples
    --------
    >>> one = HawkesIntensity(
    ...     names=("tests",),
    ...     mu=np.array([0.1]),
    ...     weights=np.array([[[0.5]]]),
    ...     decays=np.array([[0.02]]),
    ... )
    >>> one.spectral_radius, one.half_lives.round(1).item(), one.stationary_rates
    (0.5, 34.7, array([0.2]))

    """

    names: tuple[str, ...]
    mu: Array
    weights: Array
    decays: Array
    design: Array = field(default_factory=_nothing)
    coefficients: Array = field(default_factory=_nothing)

    def __post_init__(self) -> None:
        problems = [*self._misshapen()] or [*self._unusable()]
        if problems:
            msg = describe("This is no intensity of a Hawkes process", problems)
            raise SchemaError(msg)

    def _misshapen(self) -> list[Problem]:
        d = len(self.names)
        kernels = self.decays.shape[-1] if self.decays.ndim else 0
        columns = self.design.shape[-1] if self.design.ndim else 0
        rows = d if columns else self.coefficients.shape[0]
        wanted = {
            "mu": (self.mu, (d,)),
            "weights": (self.weights, (d, d, kernels)),
            "decays": (self.decays, (d, kernels)),
            "design": (self.design, (*self.design.shape[:1], columns)),
            "coefficients": (self.coefficients, (rows, columns)),
        }
        found = [
            Problem(
                name,
                f"shape {array.shape}; expected {shape}",
                f"pass one entry for each of {d} streams and {kernels} kernels",
            )
            for name, (array, shape) in wanted.items()
            if array.shape != shape
        ]
        if not d or not kernels:
            finding = f"{d} streams and {kernels} kernels; expected some of each"
            found.append(Problem("names and decays", finding, "name at least one"))
        return found

    def _unusable(self) -> list[Problem]:
        signs = {
            "mu": (self.mu > 0) & np.isfinite(self.mu),
            "weights": (self.weights >= 0) & np.isfinite(self.weights),
            "decays": (self.decays > 0) & np.isfinite(self.decays),
            "design": np.isfinite(self.design),
            "coefficients": np.isfinite(self.coefficients),
        }
        return [
            Problem(
                name,
                f"{int((~fine).sum())} values are missing, infinite or of the wrong "
                "sign; expected rates and decays above zero, weights zero or more",
                "mend them",
            )
            for name, fine in signs.items()
            if not fine.all()
        ]

    @property
    def branching(self) -> Array:
        """Events of stream i that one of stream j brings about itself, shape (d, d)."""
        return np.asarray(self.weights.sum(axis=2))

    @property
    def spectral_radius(self) -> float:
        """Largest absolute eigenvalue of the branching matrix; it explodes from one."""
        return float(np.abs(np.linalg.eigvals(self.branching)).max())

    @property
    def half_lives(self) -> Array:
        """After how many days a kernel has faded to half, shape (d, m)."""
        return np.asarray(np.log(2) / self.decays)

    @property
    def has_constant_baseline(self) -> bool:
        """Whether no column of a design moves the baseline."""
        return self.coefficients.size == 0

    @property
    def stationary_rates(self) -> Array:
        """Events a day in the long run, shape (d,).

        Raises
        ------
        ModelError
            If the process explodes, or its baseline is not constant.

        """
        self.require_stable()
        if not self.has_constant_baseline:
            msg = (
                "Long-run rates of a Hawkes process: found a baseline that moves with "
                f"{self.coefficients.shape[1]} columns; expected a constant one. "
                "Simulate instead."
            )
            raise ModelError(msg)
        unit = np.eye(len(self.names))
        return np.asarray(np.linalg.solve(unit - self.branching, self.mu))

    def require_stable(self) -> None:
        """Refuse a process that explodes.

        Raises
        ------
        ModelError
            If the spectral radius of the branching matrix is one or more.

        """
        radius = self.spectral_radius
        if radius >= 1:
            msg = (
                f"Hawkes process of {', '.join(self.names)}: each event brings about "
                f"{radius:.3g} others in the long run (the spectral radius of the "
                "branching matrix); expected less than one, else events multiply "
                "without end. Lower the weights."
            )
            raise ModelError(msg)

    def baselines(self, times: Array) -> Array:
        """Return the baseline rates at some times, shape (d, n), in events a day.

        Raises
        ------
        SchemaError
            If the baseline moves and the design holds no row for one of the days.

        """
        if self.has_constant_baseline:
            return np.repeat(self.mu[:, None], len(times), axis=1)
        days = np.floor(times).astype(np.int64)
        if len(days) and not 0 <= days.min() <= days.max() < len(self.design):
            msg = (
                f"Baseline of a Hawkes process: the design holds days 0 to "
                f"{len(self.design) - 1}, asked for were {days.min()} to {days.max()}. "
                "Pass a design that holds all days."
            )
            raise SchemaError(msg)
        return np.asarray(
            self.mu[:, None] * np.exp(self.coefficients @ self.design[days].T)
        )
