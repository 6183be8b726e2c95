"""Outlooks: what might have come, period by period, as joint draws."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.counterfactual.hurdle import moving
from yalu.compliance.counterfactual.method import (
    DENSE,
    DRIFT,
    FEWEST_MONTHS,
    FEWEST_PAIRS,
    FEWEST_YEARS,
    MOST_NIL,
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
_EXACT = 1e-9
_SAME = "Constant before: no interval can be learnt."


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
    reasons: list[str] = []
    known = amounts[~np.isnan(amounts)]
    if len(known) and not known.any():
        reasons.append("Nothing moved before the measure.")
    elif _nils(known) > MOST_NIL * len(known):
        reasons.append(
            f"{_nils(known)} of {len(known)} months before are nil: of trade that "
            "mostly does not move no method here foresees the next shipment."
        )
        return _none(reasons)
    elif len(known) > 1 and np.ptp(known) <= _EXACT * known.max():
        reasons.append(_SAME)
    else:
        found = _structural(question, amounts, reasons, rng)
        if found is not None:
            return found
    pairs, years = pairs_of(amounts), question.years
    if len(pairs) >= FEWEST_PAIRS and not (amounts == 0).any():
        if np.abs(pairs).max() > _EXACT:
            return _same_month(question, amounts, reasons, rng)
        reasons.append(_SAME)
    if len(years) >= FEWEST_YEARS:
        found = _random_walk(question, reasons, rng)
        if found is not None:
            return found
    reasons.append(
        f"Too little is recorded before for an estimate: {len(known)} months with "
        f"{len(pairs)} pairs a year apart (of {FEWEST_PAIRS} needed), "
        f"{len(years)} years (of {FEWEST_YEARS})."
    )
    return _none(reasons)


def _none(reasons: Sequence[str]) -> Outlook:
    return Outlook(method=Method.NONE, draws=np.empty((0, 0)), reasons=tuple(reasons))


def _structural(
    question: Question, amounts: Array, reasons: list[str], rng: np.random.Generator
) -> Outlook | None:
    """Return the outlook of a structural model, or None and the reasons."""
    seen = _dense(amounts)
    nil, recorded = _nils(seen), int((~np.isnan(seen)).sum())
    if recorded - nil < FEWEST_MONTHS:
        reasons.append(_too_few(recorded - nil, 0))
        return None
    names, design = _design(question, recorded - nil)
    lacking = np.asarray(np.isnan(design).any(axis=1))
    seen = np.where(lacking[: len(amounts)], np.nan, seen)
    nil, count = _nils(seen), int((seen > 0).sum())
    if lacking.any():
        reasons.append(f"{lacking.sum()} months lack a regressor and are left out.")
    if count < max(FEWEST_MONTHS, len(names) + 2 + SPARE_MONTHS):
        reasons.append(_too_few(count, len(names) + 1))
        return None
    design = np.where(lacking[:, None], 0.0, design)
    logs = np.log(np.where(seen > 0, seen, np.nan))
    model, one_step, kept = _fitted(question, logs, design)
    if np.min(model.squares) < _EXACT * model.freedom:
        reasons.append(_SAME)
        return None
    far = int((~np.isnan(amounts)).sum()) - recorded
    if far:
        reasons.append(
            f"Not learnt from, as too far back: {far} of the months on record. Of the "
            "time up to the measure that is learnt from, half of the months are known."
        )
    paths = model.paths(design[len(seen) :][:, kept], draws=question.draws, rng=rng)
    draws = np.exp(np.minimum(paths, _LARGEST))
    if nil:
        reasons.append(
            f"{nil} of {count + nil} months before are nil: foreseen are how often a "
            "month is nil, and how much moves in one that is not."
        )
        draws *= moving(seen, draws.shape[1], draws=len(draws), rng=rng)
    draws[:, lacking[len(seen) :]] = np.nan
    own = {r.name for r in question.regressors}
    reasons += [
        f"{name} adds nothing to the others and is left out."
        for place, name in enumerate(names)
        if name in own and place not in kept
    ]
    return Outlook(
        method=Method.STRUCTURAL,
        scale=Scale.HURDLE if nil else Scale.LOG,
        periods=question.months[len(seen) :],
        draws=draws,
        regressors=tuple(names[place] for place in kept if names[place] in own),
        reasons=tuple(reasons),
        model=model,
        one_step=one_step,
    )


def _dense(amounts: Array) -> Array:
    """Return the amounts without what lies before the longest dense stretch.

    It ends with the last month; a part of its months is recorded, `DENSE` or more.
    """
    known = ~np.isnan(amounts)
    lengths = np.arange(len(amounts), 0, -1)
    share = np.cumsum(known[::-1])[::-1] / lengths
    full = np.flatnonzero(share >= DENSE)
    first = int(full[0]) if len(full) else len(amounts)
    return np.where(np.arange(len(amounts)) < first, np.nan, amounts)


def _nils(amounts: Array) -> int:
    return int((amounts == 0).sum())


def _too_few(count: int, coefficients: int) -> str:
    if count < FEWEST_MONTHS:
        return (
            f"In {count} months before, of a time of which half of the months are "
            f"recorded, something moved; a structural model asks for {FEWEST_MONTHS}."
        )
    return (
        f"{count} months for {coefficients} coefficients are too few for a structural "
        "model."
    )


def _design(question: Question, recorded: int) -> tuple[tuple[str, ...], Array]:
    """Return season, regressors and holiday, for every month of the question."""
    asked = question.months
    names, waves = season(asked, recorded=recorded, lunar=question.lunar)
    after = len(names) - question.lunar
    columns = []
    for regressor in question.regressors:
        values = regressor.on(asked)
        if np.isnan(values).all():
            columns.append(values)
            continue
        if not (values <= 0).any():
            values = np.log(values)
        centre, spread = np.nanmean(values), np.nanstd(values)
        columns.append((values - centre) / (spread or 1.0))
    outside = np.column_stack(columns) if columns else np.empty((len(asked), 0))
    own = tuple(regressor.name for regressor in question.regressors)
    design = np.hstack([waves[:, :after], outside, waves[:, after:]])
    return (*names[:after], *own, *names[after:]), design


def _fitted(
    question: Question, logs: Array, design: Array
) -> tuple[Structural, OneStep, list[int]]:
    """Return the model and the columns it holds.

    The level drifts unless the caller says no; unless the caller says so, the drift is
    drawn towards none.
    """
    drift = question.trend is not False
    kept = independent(design[: len(logs)], ~np.isnan(logs), drift=drift)
    model, one_step = structural(
        logs,
        design[: len(logs)][:, kept],
        drift=drift,
        prior=DRIFT if question.trend is None else None,
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
    if np.ptp(amounts) <= _EXACT * amounts.max():
        reasons.append(_SAME)
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
