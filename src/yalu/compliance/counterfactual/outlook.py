"""Outlooks: what might have come, period by period, as joint draws."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.counterfactual.method import (
    DRIFT,
    FEWEST_MONTHS,
    FEWEST_PAIRS,
    FEWEST_YEARS,
    SPARE_MONTHS,
    Method,
    Scale,
)
from yalu.compliance.counterfactual.question import Question
from yalu.compliance.counterfactual.random_walk import random_walk
from yalu.compliance.counterfactual.same_month import pairs_of, same_month
from yalu.compliance.counterfactual.season import season
from yalu.compliance.counterfactual.structural import (
    OneStep,
    Structural,
    independent,
    structural,
)
from yalu.periods import Interval

__all__ = ["Outlook", "outlook"]

Array = NDArray[np.float64]

_LARGEST = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What might have come.

    Attributes
    ----------
    method : Method
        How it was found; with `Method.NONE` there are no periods.
    scale : Scale or None
        What a structural model was fitted to.
    periods : tuple of Interval
        Months or years, in order.
    draws : ndarray of float64, shape (draws, len(periods))
        In the unit of the history, none below zero; NaN where nothing can be said.
    regressors : tuple of str
        Names of the outside series that were used.
    reasons : tuple of str
        Why this method, and what a reader must know.
    model : Structural or None
        The model behind it.
    one_step : OneStep or None
        How it foresaw the months before the measure.

    """

    method: Method
    scale: Scale | None = None
    periods: tuple[Interval, ...] = ()
    draws: Array
    regressors: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    model: Structural | None = None
    one_step: OneStep | None = None

    def over(self, period: Interval) -> Array | None:
        """Return draws of the sum over a period; None where it is not known.

        The period must be made up of whole periods of the outlook.
        """
        inside = [i for i, own in enumerate(self.periods) if period.covers(own)]
        if not inside:
            return None
        first, last = self.periods[inside[0]], self.periods[inside[-1]]
        if (first.start, last.end) != (period.start, period.end):
            return None
        summed = self.draws[:, inside].sum(axis=1)
        return None if np.isnan(summed).any() else np.asarray(summed)


def outlook(question: Question, *, rng: np.random.Generator) -> Outlook:
    """Return what might have come, by the best method that the record allows.

    Parameters
    ----------
    question : Question
        What is asked.
    rng : numpy.random.Generator
        Where chance comes from.

    """
    amounts = question.learnt
    recorded = int((~np.isnan(amounts)).sum())
    reasons: list[str] = []
    if recorded >= FEWEST_MONTHS:
        found = _structural(question, amounts, recorded, reasons, rng)
        if found is not None:
            return found
    else:
        reasons.append(
            f"{recorded} months are recorded before; a structural model asks for "
            f"{FEWEST_MONTHS}."
        )
    pairs, years = pairs_of(amounts), question.years
    if len(pairs) >= FEWEST_PAIRS and not (amounts == 0).any():
        return _same_month(question, amounts, reasons, rng)
    if len(years) >= FEWEST_YEARS:
        found = _random_walk(question, reasons, rng)
        if found is not None:
            return found
    reasons.append(
        f"Too little is recorded before for an estimate: {recorded} months with "
        f"{len(pairs)} pairs a year apart (of {FEWEST_PAIRS} needed), "
        f"{len(years)} years (of {FEWEST_YEARS})."
    )
    return Outlook(method=Method.NONE, draws=np.empty((0, 0)), reasons=tuple(reasons))


def _structural(
    question: Question,
    amounts: Array,
    recorded: int,
    reasons: list[str],
    rng: np.random.Generator,
) -> Outlook | None:
    known = amounts[~np.isnan(amounts)]
    if not known.any():
        reasons.append("Nothing moved before the measure.")
        return None
    scale = Scale.LOG if (known > 0).all() else Scale.LEVEL
    if scale is Scale.LEVEL:
        reasons.append("Some months before are nil, so amounts are modelled, not logs.")
    names, design = _design(question, recorded, scale)
    lacking = np.asarray(np.isnan(design).any(axis=1))
    seen = np.where(lacking[: len(amounts)], np.nan, amounts)
    recorded = int((~np.isnan(seen)).sum())
    if lacking.any():
        reasons.append(f"{lacking.sum()} months lack a regressor and are left out.")
    if recorded < max(FEWEST_MONTHS, len(names) + 2 + SPARE_MONTHS):
        reasons.append(
            f"{recorded} months for {len(names) + 1} coefficients are too few for a "
            "structural model."
        )
        return None
    design = np.where(lacking[:, None], 0.0, design)
    model, one_step, kept = _fitted(question, seen, design, scale)
    paths = model.paths(design[len(seen) :][:, kept], draws=question.draws, rng=rng)
    draws = np.exp(np.minimum(paths, _LARGEST)) if scale is Scale.LOG else paths
    draws = np.maximum(draws, 0.0)
    draws[:, lacking[len(seen) :]] = np.nan
    own = {r.name for r in question.regressors}
    reasons += [
        f"{name} adds nothing to the others and is left out."
        for place, name in enumerate(names)
        if name in own and place not in kept
    ]
    return Outlook(
        method=Method.STRUCTURAL,
        scale=scale,
        periods=question.months[len(seen) :],
        draws=draws,
        regressors=tuple(names[place] for place in kept if names[place] in own),
        reasons=tuple(reasons),
        model=model,
        one_step=one_step,
    )


def _design(
    question: Question, recorded: int, scale: Scale
) -> tuple[tuple[str, ...], Array]:
    """Return season, regressors and holiday, for every month of the question."""
    asked = question.months
    names, waves = season(asked, recorded=recorded, lunar=question.lunar)
    after = len(names) - question.lunar
    columns = []
    for regressor in question.regressors:
        values = regressor.on(asked)
        if scale is Scale.LOG and not (values <= 0).any():
            values = np.log(values)
        centre, spread = np.nanmean(values), np.nanstd(values)
        columns.append((values - centre) / (spread or 1.0))
    outside = np.column_stack(columns) if columns else np.empty((len(asked), 0))
    own = tuple(regressor.name for regressor in question.regressors)
    design = np.hstack([waves[:, :after], outside, waves[:, after:]])
    return (*names[:after], *own, *names[after:]), design


def _fitted(
    question: Question, seen: Array, design: Array, scale: Scale
) -> tuple[Structural, OneStep, list[int]]:
    """Return the model and the columns it holds.

    The level drifts unless the caller says no; unless the caller says so, the drift is
    drawn towards none.
    """
    shown = np.log(seen) if scale is Scale.LOG else seen
    usual = 1.0 if scale is Scale.LOG else float(np.nanmean(seen))
    drift = question.trend is not False
    kept = independent(design[: len(seen)], ~np.isnan(seen), drift=drift)
    model, one_step = structural(
        shown,
        design[: len(seen)][:, kept],
        drift=drift,
        prior=DRIFT * usual if question.trend is None else None,
    )
    return model, one_step, kept


def _same_month(
    question: Question, amounts: Array, reasons: Sequence[str], rng: np.random.Generator
) -> Outlook:
    asked = question.months
    places = np.arange(len(amounts), len(asked))
    return Outlook(
        method=Method.SAME_MONTH,
        periods=asked[len(amounts) :],
        draws=same_month(amounts, places, draws=question.draws, rng=rng),
        reasons=(*reasons, *_unused(question)),
    )


def _random_walk(
    question: Question, reasons: list[str], rng: np.random.Generator
) -> Outlook | None:
    years = question.years
    totals = {p.period.start.year: p.amount for p in question.history.years}
    amounts = np.array(
        [float(totals[y].low + (totals[y].high or 0)) / 2 for y in years]
    )
    if (amounts <= 0).any():
        reasons.append("A year before is nil, of which there is no logarithm.")
        return None
    ahead = max(question.until.year - years[-1] - 1, 0)
    draws = random_walk(years, amounts, ahead, draws=question.draws, rng=rng)
    return Outlook(
        method=Method.RANDOM_WALK,
        periods=tuple(
            Interval.calendar_year(years[-1] + step) for step in range(1, ahead + 1)
        ),
        draws=draws,
        reasons=(*reasons, *_unused(question)),
    )


def _unused(question: Question) -> tuple[str, ...]:
    names = ", ".join(regressor.name for regressor in question.regressors)
    return (f"Not used by this method: {names}.",) if names else ()
