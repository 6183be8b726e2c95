r"""The second opinion: a mixture of others that moved like this one before.

Synthetic control: of donors :math:`1, \dots, J`, which the measure does not bind, take
the weights :math:`w_j \ge 0`, :math:`\sum_j w_j = 1` whose mixture lies nearest to the
line of trade in the months before, and read from the same mixture what would have moved
after. Every line is first divided by its own mean over the months before, since sellers
differ in size. The weights are found by `pysyncon`.

It knows no interval. Its range is what comes out when each donor with weight is left
out in turn, beside the value itself: how much hangs on one of them. It holds the truth
far less often than an interval would; `yalu.compliance.calibration` has how often.

References
----------
Abadie, A. and Gardeazabal, J. (2003). The economic costs of conflict: a case study of
the Basque Country. *American Economic Review* 93, 113–132.
Abadie, A., Diamond, A. and Hainmueller, J. (2010). Synthetic control methods for
comparative case studies. *Journal of the American Statistical Association* 105,
493–505.

"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.counterfactual.expectation import LEAST
from yalu.compliance.counterfactual.question import Question
from yalu.compliance.counterfactual.regressor import Regressor
from yalu.periods import Interval
from yalu.quantities import Estimate

__all__ = ["SecondOpinion", "second_opinion", "weights_of"]

Array = NDArray[np.float64]

_FEWEST = 12
_FEWEST_DONORS = 2
_SHOWN = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion:
    """What a mixture of donors says.

    Attributes
    ----------
    weights : tuple of (str, float)
        Donors with a weight of a thousandth or more, largest first.
    error : float
        Root mean square error before the measure, in percent of the mean.
    months : int
        Months before that the weights rest on.
    compliance : Estimate
        In percent over the recorded months under the measure; the range over leaving
        out one donor at a time.

    """

    weights: tuple[tuple[str, float], ...]
    error: float
    months: int
    compliance: Estimate

    def __str__(self) -> str:
        told = ", ".join(f"{name} {weight:.2f}" for name, weight in self.weights)
        return (
            f"A mixture of others ({told}), which missed the {self.months} months "
            f"before by {self.error:.0f} %, gives {self.compliance.value:.0f} % "
            f"[{self.compliance.low:.0f} to {self.compliance.high:.0f} without one of "
            "them; no interval of chance]."
        )


def second_opinion(
    question: Question, donors: Sequence[Regressor]
) -> tuple[SecondOpinion | None, str]:
    """Return what a synthetic control says, or None and the reason.

    Parameters
    ----------
    question : Question
        What is asked.
    donors : sequence of Regressor
        Lines that the measure does not move: what others sold of the same good to the
        same importer, for example.

    Returns
    -------
    opinion : SecondOpinion or None
        None without two donors that are recorded in the same twelve months before and
        in a month under the measure.
    reason : str
        Why there is none; else empty.

    """
    asked = question.months
    if not asked:
        return None, "No month is recorded, so there is no synthetic control."
    _, own = question.history.monthly(Interval(asked[0].start, asked[-1].end))
    every = {donor.name: donor.on(asked) for donor in donors}
    under = np.array([month.start >= question.starts for month in asked])
    before = np.array([m.end is not None and m.end <= question.before for m in asked])
    own_seen = ~np.isnan(own)
    full = {
        name: line
        for name, line in every.items()
        if not np.isnan(line[own_seen & (before | under)]).any()
        and np.nansum(line[own_seen & before]) > 0
    }
    learn, judged = own_seen & before, own_seen & under
    if len(full) < _FEWEST_DONORS or learn.sum() < _FEWEST or not judged.any():
        return None, (
            f"No synthetic control: {len(full)} donors (of {_FEWEST_DONORS} needed) "
            f"and {learn.sum()} months before (of {_FEWEST}) are recorded together."
        )
    if np.mean(own[learn]) <= 0:
        return None, "No synthetic control: nothing moved before."
    return _opinion(own, full, learn, judged), ""


def _opinion(
    own: Array,
    donors: dict[str, Array],
    learn: NDArray[np.bool_],
    judged: NDArray[np.bool_],
) -> SecondOpinion:
    names = list(donors)
    lines = np.column_stack([donors[n] / donors[n][learn].mean() for n in names])
    mine = own / own[learn].mean()
    weights = weights_of(lines[learn], mine[learn])
    told = _effect(mine, lines @ weights, judged)
    others = [
        _effect(mine, rest @ weights_of(rest[learn], mine[learn]), judged)
        for place in np.flatnonzero(weights >= _SHOWN)
        for rest in [np.delete(lines, place, axis=1)]
    ]
    gaps = mine[learn] - lines[learn] @ weights
    ranked = sorted(zip(names, weights, strict=True), key=lambda pair: -pair[1])
    return SecondOpinion(
        weights=tuple((n, float(w)) for n, w in ranked if w >= _SHOWN),
        error=float(100 * np.sqrt(np.mean(gaps**2))),
        months=int(learn.sum()),
        compliance=Estimate(
            value=told,
            low=min(told, *others),
            high=max(told, *others),
            unit="%",
            method="synthetic control, leaving out one donor at a time",
        ),
    )


def _effect(mine: Array, mixture: Array, judged: NDArray[np.bool_]) -> float:
    expected = mixture[judged].sum()
    if expected <= 0:
        return 0.0
    return float(max(100 * (1 - mine[judged].sum() / expected), LEAST))


def weights_of(
    donors: Array, own: Array, *, predictors: tuple[Array, Array] | None = None
) -> Array:
    """Return the weights of a synthetic control.

    Parameters
    ----------
    donors : ndarray of float64, shape (t, j)
        Outcomes before, one column for each donor.
    own : ndarray of float64, shape (t,)
        The outcome before that is to be matched.
    predictors : tuple of ndarray, optional
        Other properties to match, shape (m, j) of the donors and (m,) of the one: their
        importance is then chosen so that the outcomes fit best, as in the first paper.
        By default the outcomes themselves are matched, each month as important as the
        next.

    Returns
    -------
    ndarray of float64, shape (j,)
        None below zero; they add up to one.

    """
    # Imported here because they take a second that no other answer needs.
    import pandas as pd  # noqa: PLC0415 - as above
    from pysyncon import Synth  # noqa: PLC0415 - as above

    outcomes, outcome = pd.DataFrame(donors), pd.Series(own, name="own")
    control = Synth()
    if predictors is None:
        control.fit(
            X0=outcomes,
            X1=outcome,
            Z0=outcomes,
            Z1=outcome,
            custom_V=np.full(len(own), 1.0),
        )
    else:
        control.fit(
            X0=pd.DataFrame(predictors[0]),
            X1=pd.Series(predictors[1], name="own"),
            Z0=outcomes,
            Z1=outcome,
        )
    weights = np.maximum(np.asarray(control.W, dtype=np.float64), 0.0)
    return np.asarray(weights / weights.sum())
