"""Estimating: one line of trade, one measure, one answer."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from yalu.compliance.counterfactual.checks import leave_out, placebos
from yalu.compliance.counterfactual.counterfactual import Counterfactual
from yalu.compliance.counterfactual.fit import fit_of
from yalu.compliance.counterfactual.judging import judge
from yalu.compliance.counterfactual.lunar import KEEPERS, YEARS
from yalu.compliance.counterfactual.method import Method
from yalu.compliance.counterfactual.outlook import outlook
from yalu.compliance.counterfactual.question import Question
from yalu.compliance.counterfactual.regressor import Regressor
from yalu.compliance.counterfactual.synthetic import second_opinion
from yalu.compliance.history import History

__all__ = ["expect"]


def expect(
    history: History,
    *,
    starts: date,
    until: date,
    rng: np.random.Generator,
    announced: date | None = None,
    regressors: Sequence[Regressor] = (),
    donors: Sequence[Regressor] = (),
    lunar: bool | None = None,
    trend: bool | None = None,
    checks: bool = True,
    draws: int = 2000,
) -> Counterfactual:
    """Return what would have moved without a measure, beside what did.

    Parameters
    ----------
    history : History
        The line of trade.
    starts : date
        First day that is judged. A month or year that began earlier is left out.
    until : date
        First day that is not judged: the end of the record, or the day another cause
        sets in.
    rng : numpy.random.Generator
        Where chance comes from; the same state gives the same answer.
    announced : date, optional
        First day that is not learnt from, where trade may have moved ahead of the
        measure; by default `starts`.
    regressors : sequence of Regressor, optional
        Outside series that the measure does not move. They must reach to `until`:
        months without them have no expected amount.
    donors : sequence of Regressor, optional
        Lines of others for a synthetic control.
    lunar : bool, optional
        Whether the lunar new year counts; by default where the state keeps it.
    trend : bool, optional
        Whether the level drifts: freely, or not at all; by default as far as the months
        before show it, drawn towards none (one percent a month is thought usual).
    checks : bool, optional
        Whether placebo dates and answers without a regressor are computed too.
    draws : int, optional
        How many worlds are simulated.

    Returns
    -------
    Counterfactual
        With `Method.NONE` and the reasons where the record allows no estimate.

    Raises
    ------
    SchemaError
        If the days are out of order or two regressors share a name.

    """
    spanned = history.points[0].period.start.year if history.points else starts.year
    kept = history.state in KEEPERS and {spanned, until.year} <= YEARS
    question = Question(
        history=history,
        before=min(starts, announced or starts),
        starts=starts,
        until=until,
        regressors=tuple(regressors),
        lunar=kept if lunar is None else lunar,
        trend=trend,
        draws=draws,
    )
    found = outlook(question, rng=rng)
    told = judge(question, found)
    reasons = [*found.reasons]
    if found.method is not Method.NONE and told.whole is None:
        reasons.append(
            "Nothing is recorded under the measure that it could be held to."
        )
    opinion = None
    if donors:
        opinion, why = second_opinion(question, donors)
        reasons += [why] if why else []
    deep = checks and found.method is not Method.NONE
    return Counterfactual(
        history=history,
        before=question.before,
        starts=starts,
        until=until,
        method=found.method,
        scale=found.scale,
        months=told.months,
        by_year=told.years,
        whole=told.whole,
        fit=fit_of(found) if checks else None,
        placebos=placebos(question, found, rng=rng) if deep else (),
        leave_one_out=leave_out(question, found, rng=rng) if deep else (),
        second_opinion=opinion,
        regressors=found.regressors,
        reasons=tuple(reasons),
    )
