r"""The structural model of months: level, season, outside regressors, noise.

For a month :math:`t` with amount :math:`y_t` (or its logarithm),

.. math::
   y_t = \mu_t + x_t'\beta + \varepsilon_t, \qquad
   \mu_{t+1} = \mu_t + \nu + \eta_t, \qquad
   \varepsilon_t \sim N(0, (1 - w)\sigma^2), \quad \eta_t \sim N(0, w\sigma^2).

:math:`x_t` holds the season, the lunar new year and the regressors. Level, drift and
:math:`\beta` are states with a diffuse beginning (exact diffuse filter), so their
uncertainty is in every forecast. The drift may have a prior :math:`N(0, \tau^2)`, which
draws it towards none: then its estimate :math:`\hat\nu` with variance :math:`s^2`
counts as one observation, and no drift as another,

.. math::
   \nu \mid w, \sigma^2, y \sim
   N\!\left(\tfrac{\tau^2}{\tau^2 + s^2} \hat\nu,\
   \tfrac{\tau^2 s^2}{\tau^2 + s^2}\right),

with :math:`\sigma^2` at its estimate :math:`S(w)/m`; the other states follow, and
:math:`p(w \mid y)` gains the density of :math:`\hat\nu` at :math:`\tau^2 + s^2`.

What is left are :math:`\sigma^2` and :math:`w`, the part of the level in the variance.
Given :math:`w`, the filter is run at :math:`\sigma^2 = 1`; its sum of squared
standardized errors :math:`S(w)` has :math:`m` terms (months less diffuse states), and
with the prior :math:`1/\sigma^2`

.. math::
   \sigma^2 \mid w, y \sim S(w) / \chi^2_m, \qquad
   p(w \mid y) \propto p(w)\, e^{\ell_1(w) + S(w)/2}\, S(w)^{-m/2},

where :math:`\ell_1` is the diffuse likelihood at :math:`\sigma^2 = 1`. With
:math:`w = \sin^2\varphi` and :math:`\varphi` uniform, noise and level are treated
alike, and a grid of :math:`\varphi` does the rest. Given both, the months to come are
jointly normal in closed form. Nothing is optimised, so nothing can fail to converge.

The filter and the likelihood are those of `statsmodels.tsa.UnobservedComponents`. A
month without a record is passed over by the filter.

References
----------
Harvey, A. C. (1989). *Forecasting, structural time series models and the Kalman
filter*. Cambridge University Press.
Durbin, J. and Koopman, S. J. (2012). *Time series analysis by state space methods*, 2nd
edition, chapters 5 and 7. Oxford University Press.
Brodersen, K. H. and others (2015). Inferring causal impact using Bayesian structural
time-series models. *Annals of Applied Statistics* 9, 247–274.

"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["OneStep", "Structural", "independent", "structural"]

Array = NDArray[np.float64]

_CELLS = 32
_NEGLIGIBLE = 1e-3
_RANK = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class OneStep:
    """How the model foresees each month from the months before it.

    Attributes
    ----------
    forecast : ndarray of float64, shape (n,)
        One step ahead, on the scale of the model; NaN where the month is not recorded
        or the states are still diffuse.
    error : ndarray of float64, shape (n,)
        Recorded less forecast.
    spread : ndarray of float64, shape (n,)
        Standard deviation of the error.

    """

    forecast: Array
    error: Array
    spread: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Structural:
    """A model that has seen the months before a measure.

    Attributes
    ----------
    shares : ndarray of float64, shape (k,)
        The part of the level in the variance, w, where it has weight.
    weights : ndarray of float64, shape (k,)
        Posterior probability of each; they add up to one.
    squares : ndarray of float64, shape (k,)
        Sum of squared standardized errors at unit variance.
    freedom : int
        Months less diffuse states.
    states : ndarray of float64, shape (k, s)
        Level, drift if any, and coefficients, as they stand after the last month.
    covariances : ndarray of float64, shape (k, s, s)
        Of the states, at unit variance.
    drift : bool
        Whether the level drifts.
    centre, unit : float
        The model sees amounts less `centre`, over `unit`.

    """

    shares: Array
    weights: Array
    squares: Array
    freedom: int
    states: Array
    covariances: Array
    drift: bool
    centre: float
    unit: float

    def moments(self, design: Array, place: int) -> tuple[Array, Array]:
        """Return mean and covariance of the months to come, given w and unit variance.

        Parameters
        ----------
        design : ndarray of float64, shape (h, p)
            The regressors from the first month after the last one seen.
        place : int
            Which of the shares is given.

        Returns
        -------
        mean : ndarray of float64, shape (h,)
            In units of the model.
        covariance : ndarray of float64, shape (h, h)
            At unit variance.

        """
        steps = np.arange(len(design), dtype=np.float64)
        level = np.ones((len(design), 1))
        drift = [steps[:, None]] if self.drift else []
        seen = np.hstack([level, *drift, design])
        share = self.shares[place]
        walk = share * np.minimum.outer(steps, steps)
        noise = (1 - share) * np.eye(len(design))
        covariance = seen @ self.covariances[place] @ seen.T + walk + noise
        return seen @ self.states[place], covariance

    def paths(self, design: Array, *, draws: int, rng: np.random.Generator) -> Array:
        """Return what might come, as joint draws.

        Parameters
        ----------
        design : ndarray of float64, shape (h, p)
            The regressors from the first month after the last one seen.
        draws : int
            How many.
        rng : numpy.random.Generator
            Where chance comes from.

        Returns
        -------
        ndarray of float64, shape (draws, h)
            On the scale that the model was fitted to.

        """
        counts = rng.multinomial(draws, self.weights)
        found = []
        for place, count in enumerate(counts):
            if not count:
                continue
            mean, covariance = self.moments(design, place)
            root = np.linalg.cholesky(covariance)
            chance = rng.standard_normal((count, len(design)))
            scale = np.sqrt(self.squares[place] / rng.chisquare(self.freedom, count))
            found.append(mean + scale[:, None] * (chance @ root.T))
        return self.centre + self.unit * np.vstack(found)

    @property
    def mode(self) -> int:
        """The place of the likeliest share."""
        return int(np.argmax(self.weights))

    @property
    def growth(self) -> float:
        """The mean drift of a month, on the scale of the amounts; 0 without one."""
        if not self.drift:
            return 0.0
        return float(self.unit * (self.weights @ self.states[:, 1]))


def structural(
    amounts: Array,
    design: Array,
    *,
    drift: bool = False,
    prior: float | None = None,
    shares: Array | None = None,
) -> tuple[Structural, OneStep]:
    """Return the model after the months before a measure, and how it foresaw them.

    Parameters
    ----------
    amounts : ndarray of float64, shape (n,)
        Month after month, on the scale of the model; NaN where not recorded.
    design : ndarray of float64, shape (n, p)
        Season, holiday and regressors, finite and linearly independent of each other,
        of a constant and of the drift over the recorded months (see `independent`).
    drift : bool, optional
        Whether the level drifts.
    prior : float, optional
        Standard deviation of the drift of a month beforehand, on the scale of the
        amounts; by default any drift is as likely as the next.
    shares : ndarray of float64, shape (k,), optional
        The values of w that are weighed, each as likely as the next beforehand,
        between 0 and 1; by default 32 that are even in the angle.

    Notes
    -----
    There must be more recorded months than states; whoever calls sees to that.

    """
    known = ~np.isnan(amounts)
    centre = float(np.mean(amounts[known]))
    unit = float(np.std(amounts[known])) or 1.0
    model = _model((amounts - centre) / unit, design, drift=drift)
    freedom = int(known.sum()) - model.k_states
    if shares is None:
        shares = np.sin((np.arange(_CELLS) + 0.5) / _CELLS * np.pi / 2) ** 2
    squares, logs = np.empty(len(shares)), np.empty(len(shares))
    for place, share in enumerate(shares):
        variances = np.array([1 - share, share])
        once, twice = model.loglike(variances), model.loglike(2 * variances)
        # Doubling all variances halves the sum of squares and nothing else but m ln 2.
        square = max(4 * (twice - once + freedom / 2 * np.log(2)), 1e-12)
        squares[place] = square
        logs[place] = once + square / 2 - freedom / 2 * np.log(square)
    weights = np.exp(logs - logs.max())
    kept = weights > _NEGLIGIBLE * weights.max()
    weights = weights[kept] / weights[kept].sum()
    filtered = [_filtered(model, share) for share in shares[kept]]
    found = Structural(
        shares=shares[kept],
        weights=weights,
        squares=squares[kept],
        freedom=freedom,
        states=np.array([f.predicted_state[:, -1] for f in filtered]),
        covariances=np.array([f.predicted_state_cov[:, :, -1] for f in filtered]),
        drift=drift,
        centre=centre,
        unit=unit,
    )
    one_step = _one_step(found, filtered[found.mode])
    return (_drawn(found, prior) if drift and prior else found), one_step


def independent(design: Array, known: NDArray[np.bool_], *, drift: bool) -> list[int]:
    """Return which columns add something to those before them, over recorded months.

    Parameters
    ----------
    design : ndarray of float64, shape (n, p)
        Columns in order of importance.
    known : ndarray of bool, shape (n,)
        Which months are recorded.
    drift : bool
        Whether a drift is there before all columns, beside the constant.

    """
    steps = np.arange(len(design), dtype=np.float64)[:, None]
    always = [np.ones((len(design), 1)), *([steps] if drift else [])]
    columns = np.hstack([*always, design])[known]
    lengths = np.linalg.norm(columns, axis=0)
    kept = []
    basis = np.empty((len(columns), 0))
    for place in range(columns.shape[1]):
        rest = columns[:, place] - basis @ (basis.T @ columns[:, place])
        rest -= basis @ (basis.T @ rest)
        if np.linalg.norm(rest) > _RANK * max(lengths[place], _RANK):
            basis = np.column_stack([basis, rest / np.linalg.norm(rest)])
            kept.append(place)
    return [place - len(always) for place in kept if place >= len(always)]


def _model(amounts: Array, design: Array, *, drift: bool) -> Any:  # noqa: ANN401
    # Imported here because it takes a second that no other answer needs.
    from statsmodels.tsa.statespace.structural import (  # noqa: PLC0415 - as above
        UnobservedComponents,
    )

    return UnobservedComponents(
        amounts,
        level=True,
        stochastic_level=True,
        trend=drift,
        irregular=True,
        exog=design if design.shape[1] else None,
        mle_regression=False,
        use_exact_diffuse=True,
    )


def _filtered(model: Any, share: float) -> Any:  # noqa: ANN401 - untyped library
    model.update(np.array([1 - share, share]))
    return model.ssm.filter()


def _drawn(model: Structural, prior: float) -> Structural:
    """Return the model with its drift drawn towards none."""
    variance = model.squares / model.freedom
    column = model.covariances[:, :, 1]
    spread = variance * column[:, 1] + (prior / model.unit) ** 2
    gain = variance[:, None] * column / spread[:, None]
    drift = model.states[:, 1]
    weights = model.weights * np.exp(-(drift**2) / spread / 2) / np.sqrt(spread)
    rest = gain[:, :, None] * column[:, None, :]
    return replace(
        model,
        weights=weights / weights.sum(),
        states=model.states - gain * drift[:, None],
        covariances=model.covariances - rest,
    )


def _one_step(model: Structural, filtered: Any) -> OneStep:  # noqa: ANN401 - untyped
    """Return forecasts, errors and spreads at the likeliest share."""
    errors = np.array(filtered.forecasts_error[0])
    spread = np.sqrt(filtered.forecasts_error_cov[0, 0])
    spread *= np.sqrt(model.squares[model.mode] / model.freedom)
    errors[: filtered.nobs_diffuse] = np.nan
    forecast = np.array(filtered.forecasts[0])
    forecast[np.isnan(errors)] = np.nan
    spread[np.isnan(errors)] = np.nan
    return OneStep(
        forecast=model.centre + model.unit * forecast,
        error=model.unit * errors,
        spread=model.unit * spread,
    )
