"""Asking pyfixest for a Poisson regression, and hearing all that it says.

It warns and fails in many ways, and of one it says nothing: when the steps end without
convergence. Here every one of them is either an error or a remark.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.errors import ModelError

__all__ = ["PoissonFit", "fit_poisson"]

_Floats = NDArray[np.float64]
_Codes = NDArray[np.int64]

_STEPS = 200
_TOLERANCE = 1e-10  # of the deviance between steps, and of effects taken out
_ABSENT = (
    "Gravity: found no pyfixest; expected it, because it does the estimating. Run "
    '`pip install "yalu[gravity]"`.'
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PoissonFit:
    """What came of a regression.

    Attributes
    ----------
    columns : tuple of int
        The covariates that have a coefficient; the others are collinear.
    values : ndarray
        Their coefficients.
    covariance : ndarray
        (k, k), of the coefficients.
    fitted : ndarray
        (n,), what is expected of each outcome.
    remarks : tuple of str
        What pyfixest warned of.

    """

    columns: tuple[int, ...]
    values: _Floats
    covariance: _Floats
    fitted: _Floats
    remarks: tuple[str, ...]


def fit_poisson(
    outcome: _Floats,
    covariates: _Floats,
    effects: Sequence[_Codes],
    clusters: Sequence[_Codes],
    *,
    small_sample: bool,
) -> PoissonFit:
    """Return a Poisson regression without separated observations.

    Parameters
    ----------
    outcome : ndarray
        (n,), 0 or more, some above 0.
    covariates : ndarray
        (n, k).
    effects, clusters : sequence of ndarray of int
        (n,) each. Without effects there is a constant; without clusters errors are
        robust to heteroskedasticity only.
    small_sample : bool
        Whether errors are corrected for the number of coefficients and of clusters.

    Raises
    ------
    ModelError
        If pyfixest is not there, does not converge or fails.

    """
    scale = float(outcome.mean())
    sides: dict[str, Sequence[NDArray[Any]]] = {
        "y": [outcome / scale],
        "x": list(covariates.T),
        "e": effects,
        "c": clusters,
    }
    frame = {
        f"{letter}{at}": column
        for letter, columns in sides.items()
        for at, column in enumerate(columns)
    }
    fit, remarks = _asked(frame, small_sample=small_sample)
    values = np.asarray(fit._beta_hat, dtype=np.float64)  # noqa: SLF001 - see below
    if not fit.convergence or not np.isfinite(values).all():
        msg = f"Gravity: no convergence in {_STEPS} steps; expected fewer."
        raise ModelError(f"{msg} Leave out covariates that nearly repeat each other.")
    # Its public table takes roots of variances first, and warns where one is below 0.
    names = list(fit._coefnames)  # noqa: SLF001
    kept = [place for place, name in enumerate(names) if name in frame]
    return PoissonFit(
        columns=tuple(int(names[place][1:]) for place in kept),
        values=values[kept],
        covariance=np.asarray(fit._vcov)[np.ix_(kept, kept)],  # noqa: SLF001
        fitted=np.asarray(fit._Y_hat_response) * scale,  # noqa: SLF001 - no other way
        remarks=remarks,
    )


def _asked(
    frame: dict[str, NDArray[Any]], *, small_sample: bool
) -> tuple[Any, tuple[str, ...]]:
    """Return what pyfixest found, and what it warned of."""
    try:
        import_module("pyfixest.demeaners")
        pyfixest = import_module("pyfixest")
    except ModuleNotFoundError as error:
        raise ModelError(_ABSENT) from error
    import pandas as pd  # noqa: PLC0415 - loading it takes a while

    named = {letter: [n for n in frame if n[0] == letter] for letter in "xec"}
    formula = " | ".join(" + ".join(named[letter]) for letter in "xe" if named[letter])
    crossed = "+".join(named["c"])
    refused = import_module("pyfixest.errors")
    with warnings.catch_warnings(record=True) as caught:
        # What it warns of is told with the answer, not on the way.
        warnings.simplefilter("always")
        try:
            fit = pyfixest.fepois(
                f"y0 ~ {formula}",
                data=pd.DataFrame(frame),
                vcov={"CRV1": crossed} if crossed else "HC1",
                ssc=pyfixest.ssc(k_adj=small_sample, G_adj=small_sample),
                fixef_rm="none",
                separation_check=[],
                iwls_tol=_TOLERANCE,
                iwls_maxiter=_STEPS,
                demeaner=pyfixest.demeaners.MapDemeaner(fixef_tol=_TOLERANCE),
            )
        except (
            ValueError,
            np.linalg.LinAlgError,
            refused.NonConvergenceError,
            refused.EmptyDesignMatrixError,
        ) as error:
            msg = f"Gravity: pyfixest found no estimate: {str(error).strip(' .')}."
            raise ModelError(f"{msg} Ask for fewer effects or covariates.") from error
    return fit, _remarks(caught)


def _remarks(caught: Sequence[warnings.WarningMessage]) -> tuple[str, ...]:
    """Return what an answer was given with.

    That code will have to change one day is nothing for who reads the answer.
    """
    told = dict.fromkeys(
        str(one.message).strip()
        for one in caught
        if not issubclass(one.category, DeprecationWarning | FutureWarning)
    )
    return tuple(f"pyfixest: {remark}" for remark in told)
