"""Fit: how well the structural model foresaw the months before the measure."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from yalu.compliance.counterfactual.method import LEVEL
from yalu.compliance.counterfactual.outlook import Outlook

__all__ = ["Fit", "fit_of"]

_LAGS = 12
_FEWEST_ERRORS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How each month before was foreseen from those before it.

    Attributes
    ----------
    months : int
        Months that were foreseen; nil months are not.
    error : float
        Mean absolute error of one step ahead, in percent of the mean that was recorded.
    within : float
        Share of one-step errors inside the interval of 90 percent.
    ljung_box : float or None
        Probability of errors as much alike over twelve months (a fifth of the record
        where that is less) if there were no pattern left; small is bad. None under 20
        errors.
    level : float
        Mean part of the level in the variance of a month, from 0 (constant level) to 1
        (random walk).
    growth : float
        Mean drift of the level in a month, in percent.

    References
    ----------
    Ljung, G. M. and Box, G. E. P. (1978). On a measure of lack of fit in time series
    models. *Biometrika* 65, 297–303.

    """

    months: int
    error: float
    within: float
    ljung_box: float | None
    level: float
    growth: float

    def __str__(self) -> str:
        told = (
            f"Before the measure the model foresaw {self.months} months one by one "
            f"with a mean error of {self.error:.0f} %, {100 * self.within:.0f} % of "
            "them inside its band of 90 %"
        )
        if self.ljung_box is None:
            return f"{told}."
        return f"{told}; pattern left in the errors: p = {self.ljung_box:.2f}."


def fit_of(found: Outlook) -> Fit | None:
    """Return the fit of a structural outlook; None for other methods."""
    if found.model is None or found.one_step is None:
        return None
    step = found.one_step
    seen = ~np.isnan(step.error)
    if not seen.any():
        return None
    error, spread = step.error[seen], step.spread[seen]
    forecast, recorded = step.forecast[seen], step.forecast[seen] + error
    forecast, recorded = np.exp(forecast), np.exp(recorded)
    usual = np.mean(recorded)
    band = NormalDist().inv_cdf((1 + LEVEL) / 2)
    return Fit(
        months=int(seen.sum()),
        error=float(100 * np.mean(np.abs(forecast - recorded)) / usual),
        within=float(np.mean(np.abs(error) <= band * spread)),
        ljung_box=_ljung_box(error / spread),
        level=float(found.model.shares @ found.model.weights),
        growth=100 * found.model.growth,
    )


def _ljung_box(errors: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    if len(errors) < _FEWEST_ERRORS:
        return None
    # Imported here because it takes a second that no other answer needs.
    from statsmodels.stats.diagnostic import acorr_ljungbox  # noqa: PLC0415 - as above

    lag = min(_LAGS, len(errors) // 5)
    return float(acorr_ljungbox(errors, lags=[lag])["lb_pvalue"].iloc[0])
