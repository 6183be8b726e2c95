r"""A gravity equation by Poisson pseudo-maximum likelihood.

The flow of :math:`i` to :math:`j` is expected to be :math:`\exp(x_{ij}'\beta)` times
effects of the exporter, the importer, the pair, each as fine as one asks. The
likelihood is of the Poisson form because it is right on average whatever the spread of
flows, and because flows of 0 stay in (Santos Silva and Tenreyro 2006). With effects of
exporters and importers, fitted sales and purchases of each add up to the recorded ones
(Fally 2015).

The estimate is pyfixest's, which comes with ``pip install "yalu[gravity]"``. Beforehand
the observations are set aside that no estimate can fit (see
:mod:`yalu.impact.gravity.separation`), for pyfixest would answer with numbers that mean
nothing.

References
----------
Santos Silva, J. M. C. and Tenreyro, S. (2006). The log of gravity. *Review of Economics
and Statistics* 88, 641–658.

Fally, T. (2015). Structural gravity and fixed effects. *Journal of International
Economics* 97, 76–85.

Correia, S., Guimarães, P. and Zylkin, T. (2020). Fast Poisson estimation with
high-dimensional fixed effects. *Stata Journal* 20, 95–115.

"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.errors import ModelError, Problem, SchemaError, describe
from yalu.impact.gravity.poisson import PoissonFit, fit_poisson
from yalu.impact.gravity.separation import Separation, separation

__all__ = ["GravityCoefficient", "GravityEstimate", "estimate"]

_Floats = NDArray[np.float64]
_Codes = NDArray[np.int64]

_QUANTILE = 1.959963984540054  # of the normal distribution, for a range of 95 percent
_MOST_CLUSTERS = 2  # ways to cluster that the peer can cross


@dataclass(frozen=True, slots=True, kw_only=True)
class GravityCoefficient:
    """One coefficient.

    Attributes
    ----------
    name : str
        Of the covariate.
    value : float
        Change of the log of the expected flow with the covariate.
    error : float or None
        Standard error; None where the estimated variance is below 0, which clusters in
        two ways can come to if they are few.
    low, high : float or None
        Range of 95 percent, from the normal distribution; None without an error.

    """

    name: str
    value: float
    error: float | None
    low: float | None
    high: float | None

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return f"{self.name} {self.value:.4g} [range not known]"
        return f"{self.name} {self.value:.4g} [{self.low:.4g} to {self.high:.4g}]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GravityEstimate:
    """A gravity equation that was estimated.

    Attributes
    ----------
    flow : str
        Column of the flows.
    effects : tuple of str
        The effects, ``exporter × year`` for example.
    coefficients : tuple of GravityCoefficient
        In the order of the covariates, without those that are collinear.
    covariance : ndarray
        (k, k), of the coefficients.
    fitted : ndarray
        (n,), in the unit of the flow: what is expected of each row; 0 where it is
        separated, which is the limit.
    observations : int
        Rows estimated from.
    separation : Separation
        The rows that no estimate can fit; they are not estimated from.
    collinear : tuple of str
        Covariates without a coefficient, because effects and the other covariates tell
        them already.
    errors : str
        Of which kind the standard errors are.
    remarks : tuple of str
        What pyfixest warned of.

    """

    flow: str
    effects: tuple[str, ...]
    coefficients: tuple[GravityCoefficient, ...]
    covariance: _Floats
    fitted: _Floats
    observations: int
    separation: Separation
    collinear: tuple[str, ...]
    errors: str
    remarks: tuple[str, ...]

    def coefficient(self, name: str) -> GravityCoefficient:
        """Return the coefficient of a covariate.

        Raises
        ------
        ModelError
            If it has none.

        """
        for one in self.coefficients:
            if one.name == name:
                return one
        known = ", ".join(one.name for one in self.coefficients) or "none"
        msg = f"Gravity of {self.flow}: {name!r} has no coefficient; known: {known}."
        raise ModelError(f"{msg} It may be collinear, or not asked for.")

    @property
    def table(self) -> pa.Table:
        """Coefficients as rows: name, value, error, low, high."""
        names = ("name", "value", "error", "low", "high")
        return pa.table(
            {name: [getattr(one, name) for one in self.coefficients] for name in names}
        )

    def __str__(self) -> str:
        told = [str(one) for one in self.coefficients]
        effects = ", ".join(self.effects) or "none"
        lines = [
            f"Gravity of {self.flow}: {'; '.join(told) or 'no coefficient'}.",
            f"{self.observations:,} observations; effects: {effects}; {self.errors}.",
        ]
        if self.separation.rows:
            lines.append(str(self.separation))
        if self.collinear:
            lines.append(f"Collinear, without a coefficient: {self._left_out}.")
        return "\n".join([*lines, *self.remarks])

    @property
    def _left_out(self) -> str:
        return ", ".join(self.collinear)


def estimate(
    flows: pa.Table,
    *,
    flow: str = "value_usd",
    covariates: Sequence[str],
    effects: Sequence[Sequence[str]] = (("exporter",), ("importer",)),
    clusters: Sequence[Sequence[str]] = (("exporter", "importer"),),
    small_sample: bool = True,
) -> GravityEstimate:
    """Return a gravity equation estimated from flows.

    Parameters
    ----------
    flows : pyarrow.Table
        One row a flow. A pair that does not trade must be a row with a flow of 0: what
        is left out is not known.
    flow : str
        Column of the flows, 0 or more.
    covariates : sequence of str
        Columns of numbers, logarithms where elasticities are wanted.
    effects : sequence of sequence of str
        Each effect by the columns that make its levels: ``(("exporter", "year"),
        ("importer", "year"), ("exporter", "importer"))`` for a panel.
    clusters : sequence of sequence of str
        Within which groups errors may go together, up to two ways; empty for errors
        that are robust to heteroskedasticity only.
    small_sample : bool
        Whether standard errors are corrected for the number of coefficients and of
        clusters. Published ones often are not.

    Raises
    ------
    ModelError
        If pyfixest is not there, does not converge or fails, or nothing can be
        estimated.
    SchemaError
        If a column is missing or holds what it should not.

    Examples
    --------
    >>> rows = [("A", "B", 8.0, 1.0), ("A", "C", 2.0, 2.0), ("B", "A", 6.0, 1.0),
    ...         ("B", "C", 3.0, 1.5), ("C", "A", 1.0, 2.0), ("C", "B", 4.0, 1.5)]
    >>> columns = zip(("exporter", "importer", "value_usd", "far"), zip(*rows))
    >>> found = estimate(pa.table(dict(columns)), covariates=["far"], effects=())
    >>> round(found.coefficient("far").value, 2), found.observations
    (-1.5, 6)

    """
    known = _read(flows, (flow, *covariates), (*effects, *clusters), len(clusters))
    outcome = known[flow]
    matrix = np.column_stack([known[name] for name in covariates])
    levels = [_levels(flows, columns) for columns in effects]
    apart = separation(outcome, matrix, levels)
    kept = np.flatnonzero(~apart.separated)
    if not kept.size:
        msg = f"Gravity of {flow}: every flow is 0; expected some above 0."
        raise ModelError(f"{msg} Nothing can be estimated.")
    found = fit_poisson(
        outcome[kept],
        matrix[kept],
        [level[kept] for level in levels],
        [_levels(flows, columns)[kept] for columns in clusters],
        small_sample=small_sample,
    )
    fitted = np.zeros(outcome.size)
    fitted[kept] = found.fitted
    return GravityEstimate(
        flow=flow,
        effects=tuple(" × ".join(columns) for columns in effects),
        coefficients=_coefficients(found, covariates),
        covariance=found.covariance,
        fitted=fitted,
        observations=int(kept.size),
        separation=apart,
        collinear=tuple(
            name for at, name in enumerate(covariates) if at not in found.columns
        ),
        errors=_kind(clusters, small_sample=small_sample),
        remarks=found.remarks,
    )


def _coefficients(
    found: PoissonFit, names: Sequence[str]
) -> tuple[GravityCoefficient, ...]:
    variances = np.diag(found.covariance)
    return tuple(
        _coefficient(names[at], float(value), float(variance))
        for at, value, variance in zip(
            found.columns, found.values, variances, strict=True
        )
    )


def _coefficient(name: str, value: float, variance: float) -> GravityCoefficient:
    if not variance >= 0:
        return GravityCoefficient(
            name=name, value=value, error=None, low=None, high=None
        )
    error = variance**0.5
    return GravityCoefficient(
        name=name,
        value=value,
        error=error,
        low=value - _QUANTILE * error,
        high=value + _QUANTILE * error,
    )


def _read(
    flows: pa.Table, numbers: Sequence[str], groups: Sequence[Sequence[str]], ways: int
) -> dict[str, _Floats]:
    """Return the columns of numbers.

    Raises
    ------
    SchemaError
        Naming everything that is wrong with the table.

    """
    problems = [
        *_misused(numbers, ways),
        *_missing(flows, numbers, [name for group in groups for name in group]),
    ]
    if problems:
        raise SchemaError(describe("Gravity cannot be estimated", problems))
    return {
        name: np.asarray(flows[name].cast(pa.float64()), dtype=np.float64)
        for name in numbers
    }


def _misused(numbers: Sequence[str], ways: int) -> Iterator[Problem]:
    if len(numbers) < len(("flow", "covariate")):
        yield Problem("covariates", "none; expected one or more", "name a column")
    if len(set(numbers)) < len(numbers):
        yield Problem("covariates", "a column stands twice", "name each once")
    if ways > _MOST_CLUSTERS:
        found = f"{ways} ways; expected up to {_MOST_CLUSTERS}"
        yield Problem("clusters", found, "cross fewer")


def _missing(
    flows: pa.Table, numbers: Sequence[str], groups: Sequence[str]
) -> Iterator[Problem]:
    for name in dict.fromkeys([*numbers, *groups]):
        place = f"column {name}"
        if name not in flows.column_names:
            found = f"is missing; found {', '.join(flows.column_names)}"
            yield Problem(place, found, "add it or name another")
            continue
        kind = flows[name].type
        number = (
            pa.types.is_floating(kind)
            or pa.types.is_integer(kind)
            or pa.types.is_decimal(kind)
            or pa.types.is_boolean(kind)
        )
        if flows[name].null_count:
            found = f"{flows[name].null_count} rows hold nothing"
            yield Problem(place, found, "leave the rows out")
        if name in numbers and not number:
            yield Problem(place, f"holds {kind}; expected numbers", "convert it")


def _levels(flows: pa.Table, columns: Sequence[str]) -> _Codes:
    """Return the level of each row, numbered from 0."""
    level = np.zeros(flows.num_rows, dtype=np.int64)
    for name in columns:
        coded = flows[name].combine_chunks().dictionary_encode()
        part = np.asarray(coded.indices, dtype=np.int64)
        mixed = level * (int(part.max(initial=0)) + 1) + part
        level = np.unique(mixed, return_inverse=True)[1].astype(np.int64)
    return level


def _kind(clusters: Sequence[Sequence[str]], *, small_sample: bool) -> str:
    ways = " and by ".join(" × ".join(columns) for columns in clusters)
    kind = f"errors clustered by {ways}" if ways else "robust errors"
    return f"{kind}, {'with' if small_sample else 'without'} small-sample correction"
