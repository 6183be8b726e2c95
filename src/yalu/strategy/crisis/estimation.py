"""Estimating the payoffs of crises from how they ended."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.strategy.crisis.accuracy import covariance_of, scores
from yalu.strategy.crisis.choices import best_response, firmness
from yalu.strategy.crisis.design import CrisisDesign, bounded
from yalu.strategy.crisis.estimated import (
    CrisisCoefficient,
    CrisisEstimate,
    CrisisMethod,
    CrisisStatus,
)
from yalu.strategy.crisis.expectations import first_expectations
from yalu.strategy.crisis.full import full
from yalu.strategy.crisis.nested import Nested, nested
from yalu.strategy.crisis.payoffs import CrisisPayoffs
from yalu.strategy.crisis.specification import (
    CrisisSpecification,
    column_problems,
    numbers_of,
)

__all__ = ["estimate"]

Array = NDArray[np.float64]

_QUANTILE = 1.959963984540054  # of the normal distribution, for a range of 95 percent
_LARGE = 100.0  # a payoff that far from the others decides without any shock


def estimate(
    table: pa.Table,
    specification: CrisisSpecification,
    *,
    method: CrisisMethod | str = CrisisMethod.NESTED,
    expectations: tuple[str, str] | None = None,
    start: Array | None = None,
    clusters: str | None = None,
    tolerance: float = 1e-9,
    rounds: int = 500,
) -> CrisisEstimate:
    """Return the payoffs of crises, estimated from how often they ended in which way.

    Parameters
    ----------
    table : pyarrow.Table
        One row a game: a pair of states in a decade, say, whose payoffs stay the same.
        Every row counts; none is left out.
    specification : CrisisSpecification
        Which columns each payoff depends on, and which count the outcomes.
    method : CrisisMethod or str
        ``"pl"`` holds the expectations fixed, ``"npl"`` repeats that until they are
        those of an equilibrium, ``"mle"`` goes on from there to the full likelihood.
    expectations : tuple of str or None
        Two columns with chances that the target resists and that a sender stands firm,
        to begin with; without them, logistic regressions give some.
    start : ndarray of float64, shape (k,), or None
        Coefficients to begin with, in the order of the terms; noughts without.
    clusters : str or None
        A column; errors then allow for rows that share its value hanging together.
    tolerance : float
        Change of a coefficient or chance at which the rounds end.
    rounds : int
        How many rounds at most.

    Raises
    ------
    ModelError
        If no data could tell some coefficients.
    SchemaError
        If the table or a choice is not as it should be, naming everything.

    References
    ----------
    Crisman-Cox, C. and Gibilisco, M. (2021). Estimating signaling games in
    international relations: problems and solutions. *Political Science Research and
    Methods* 9, 565–582.

    Examples
    --------
    >>> rows = {"status_quo": [900, 870, 840, 800], "conceded": [30, 30, 28, 20],
    ...         "stood_firm": [40, 60, 82, 120], "backed_down": [30, 40, 50, 60],
    ...         "trade": [0.1, 0.4, 0.6, 0.9]}
    >>> asked = CrisisSpecification(
    ...     gain=("1",), concession=("1",), sender_firm=("1", "trade"),
    ...     target_firm=("trade",), retreat=("1",),
    ... )
    >>> found = estimate(pa.table(rows), asked)
    >>> one = found.coefficient("target_firm", "trade")
    >>> print(f"{found.status}: {one.value:.2f}, from {one.low:.2f} to {one.high:.2f}")
    converged: 1.03, from 0.64 to 1.43

    """
    chosen = _require(table, method, expectations, clusters, rounds)
    design = specification.design(table)
    _require_crises(design, start)
    resist, firm = (
        first_expectations(design)
        if expectations is None
        else (numbers_of(table, name) for name in expectations)
    )
    design.require_identified(bounded(resist), bounded(firm))
    begin = np.zeros(len(design.names)) if start is None else np.asarray(start, float)
    found, remarks = _searched(
        design,
        (resist, firm, begin),
        method=chosen,
        tolerance=tolerance,
        rounds=rounds,
    )
    levels = None if clusters is None else _levels(table, clusters)
    covariance = _covariance(design, chosen, found, levels)
    payoffs = design.payoffs(found.coefficients)
    return CrisisEstimate(
        specification=specification,
        method=chosen,
        status=CrisisStatus.CONVERGED if found.climbed else CrisisStatus.NOT_CONVERGED,
        coefficients=_coefficients(design, found, covariance),
        covariance=covariance,
        log_likelihood=found.log_likelihood,
        payoffs=payoffs,
        resist=found.resist,
        firm=found.firm,
        residual=_missed(payoffs, found),
        rounds=found.rounds,
        change=found.change,
        outcomes=int(design.counts.sum()),
        errors=_kind(chosen, clusters),
        remarks=(*remarks, *_remarks(found, covariance)),
    )


def _searched(
    design: CrisisDesign,
    begin: tuple[Array, Array, Array],
    *,
    method: CrisisMethod,
    tolerance: float,
    rounds: int,
) -> tuple[Nested, list[str]]:
    """Return what a method finds from expectations and coefficients, with remarks."""
    resist, firm, start = begin
    most = 1 if method is CrisisMethod.PSEUDO else rounds
    found = nested(design, resist, firm, start, tolerance=tolerance, most=most)
    if method is CrisisMethod.PSEUDO:
        return replace(found, resist=resist, firm=firm), []
    if method is CrisisMethod.FULL:
        # It goes on from wherever the rounds ended, at rest or not.
        return _fully(design, found, rounds)
    if found.change <= tolerance:
        return found, []
    return replace(found, climbed=False), [_restless(found)]


def _coefficients(
    design: CrisisDesign, found: Nested, covariance: Array
) -> tuple[CrisisCoefficient, ...]:
    return tuple(
        _coefficient(name, float(value), float(variance))
        for name, value, variance in zip(
            design.names, found.coefficients, np.diag(covariance), strict=True
        )
    )


def _fully(
    design: CrisisDesign, found: Nested, rounds: int
) -> tuple[Nested, list[str]]:
    """Return the peak of the full likelihood, and what is to be said about it."""
    top = full(design, bounded(found.firm), found.coefficients, most=rounds)
    remarks = []
    if not top.converged:
        remarks.append(
            "The climb of the full likelihood did not end on a peak: some game has no "
            "equilibrium next to the one that was held, or the data hardly tell the "
            "coefficients. Ask for fewer terms, or begin elsewhere."
        )
    if top.several:
        remarks.append(
            f"{top.several} games have several equilibria at the estimates; of each, "
            "the one is held under which its outcomes are likeliest."
        )
    return (
        replace(
            found,
            coefficients=top.coefficients,
            resist=top.resist,
            firm=top.firm,
            log_likelihood=top.log_likelihood,
            rounds=found.rounds + top.climbs,
            climbed=top.converged,
        ),
        remarks,
    )


def _covariance(
    design: CrisisDesign,
    method: CrisisMethod,
    found: Nested,
    levels: NDArray[np.int64] | None,
) -> Array:
    """Return the covariance of the coefficients that a method found."""
    # Where the search ran away, numbers overflow, and errors are told as missing.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        known = scores(design, found.coefficients, found.resist, found.firm)
    left = known.whole if method is CrisisMethod.FULL else known.fixed
    right = known.fixed if method is CrisisMethod.PSEUDO else known.whole
    return covariance_of(left, right, known.chances, design.counts, levels)


def _kind(method: CrisisMethod, clusters: str | None) -> str:
    kind = "errors from the information matrix"
    if clusters is not None:
        kind = f"errors clustered by {clusters}"
    if method is CrisisMethod.PSEUDO:
        return f"{kind}, as if the expectations were known"
    return kind


def _missed(payoffs: CrisisPayoffs, found: Nested) -> float:
    """Return by how much the chances of some game miss the condition of equilibrium."""
    answer = best_response(payoffs, bounded(found.firm))
    stands = firmness(payoffs, bounded(found.resist))
    return max(
        float(np.abs(answer.resist - found.resist).max()),
        float(np.abs(stands - found.firm).max()),
    )


def _remarks(found: Nested, covariance: Array) -> Iterator[str]:
    if not np.isfinite(covariance).all():
        yield (
            "The data hardly tell some coefficients, so that errors cannot be told. "
            "Ask for fewer terms."
        )
    largest = found.coefficients[np.abs(found.coefficients).argmax()]
    if abs(largest) > _LARGE:
        yield (
            f"A coefficient came to {largest:,.0f}: either its term is counted in "
            "small units, or it foretells an outcome without fail, and no estimate is "
            "large enough."
        )


def _restless(found: Nested) -> str:
    return (
        f"After {found.rounds} rounds the largest change was still {found.change:.1e}: "
        "coefficients and expectations do not agree. Ask for more rounds, begin with "
        "other expectations, or ask for the full likelihood (method 'mle')."
    )


def _coefficient(
    name: tuple[str, str], value: float, variance: float
) -> CrisisCoefficient:
    payoff, term = name
    if not variance >= 0:
        return CrisisCoefficient(
            payoff=payoff, term=term, value=value, error=None, low=None, high=None
        )
    error = variance**0.5
    return CrisisCoefficient(
        payoff=payoff,
        term=term,
        value=value,
        error=error,
        low=value - _QUANTILE * error,
        high=value + _QUANTILE * error,
    )


def _require(
    table: pa.Table,
    method: CrisisMethod | str,
    expectations: tuple[str, str] | None,
    clusters: str | None,
    rounds: int,
) -> CrisisMethod:
    """Return the method, if the choices and the columns that they name are sound.

    Raises
    ------
    SchemaError
        Naming everything that is wrong.

    """
    problems = []
    if method not in {*CrisisMethod}:
        found = f"{method!r}; expected one of {', '.join(CrisisMethod)}"
        problems.append(Problem("method", found, "choose one of them"))
    if rounds < 1:
        problems.append(Problem("rounds", f"{rounds}; expected 1 or more", "ask more"))
    for name in expectations or ():
        problems += _no_chances(table, name)
    if clusters is not None and clusters not in table.column_names:
        found = f"no column {clusters}; found {', '.join(table.column_names)}"
        problems.append(Problem("clusters", found, "name a column"))
    elif clusters is not None and table[clusters].null_count:
        found = f"{table[clusters].null_count} rows hold nothing"
        problems.append(Problem(f"column {clusters}", found, "fill them"))
    if problems:
        raise SchemaError(describe("Crises cannot be estimated", problems))
    return CrisisMethod(method)


def _no_chances(table: pa.Table, name: str) -> list[Problem]:
    problems = list(column_problems(table, name, counts=False))
    if problems:
        return problems
    values = numbers_of(table, name)
    wrong = ~((values > 0) & (values < 1))
    if not wrong.any():
        return []
    at = int(np.flatnonzero(wrong)[0])
    found = f"row {at} holds {values[at]}; expected a chance between 0 and 1"
    return [Problem(f"column {name}", found, "give chances, neither 0 nor 1")]


def _require_crises(design: CrisisDesign, start: Array | None) -> None:
    """Raise if an outcome never came about, or the start is of another length.

    Raises
    ------
    SchemaError
        Naming everything.

    """
    problems = []
    totals = design.counts.sum(axis=0)
    resisted = totals[2] + totals[3]
    if not (totals[1] > 0 and resisted > 0):
        found = f"{totals[1]:.0f} conceded and {resisted:.0f} resisted; expected some"
        problems.append(Problem("threatened targets", found, "add crises of each end"))
    if not (totals[2] > 0 and totals[3] > 0):
        found = f"{totals[2]:.0f} stood firm and {totals[3]:.0f} backed down"
        found += "; expected some"
        problems.append(Problem("resisted senders", found, "add crises of each end"))
    if start is not None and np.shape(start) != (len(design.names),):
        found = f"shape {np.shape(start)}; expected {len(design.names)} coefficients"
        problems.append(Problem("start", found, "give one for each term, in order"))
    if problems:
        raise SchemaError(describe("Crises cannot be estimated", problems))


def _levels(table: pa.Table, name: str) -> NDArray[np.int64]:
    coded = table[name].combine_chunks().dictionary_encode()
    return np.asarray(coded.indices, dtype=np.int64)
