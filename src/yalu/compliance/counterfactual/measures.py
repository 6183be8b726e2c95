"""Measures: the question put to every ban and cap on goods, state by state."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from yalu.compliance.counterfactual.counterfactual import Counterfactual
from yalu.compliance.counterfactual.estimating import expect
from yalu.compliance.counterfactual.regressor import Outside
from yalu.compliance.history import History, histories_of
from yalu.compliance.reach import Reach, earlier_restrictions, reaches
from yalu.compliance.statement import Statement, statements
from yalu.compliance.unit_value import set_aside, unit_values_of
from yalu.flows import WORLD, FlowTable
from yalu.regime import Direction, MeasureKind, Regime

__all__ = ["counterfactuals", "counterfactuals_of"]

_BANS = frozenset(
    {MeasureKind.IMPORT_BAN, MeasureKind.EXPORT_BAN, MeasureKind.TRADE_BAN}
)
_ALL_STATES = "*"


def counterfactuals(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    rng: np.random.Generator,
    states: Iterable[str] | None = None,
    starts: date | None = None,
    until: date | None = None,
    horizon: date | None = None,
    outside: Callable[[History], Outside] | None = None,
    untouched: bool = True,
    checks: bool = True,
) -> tuple[Counterfactual, ...]:
    """Return what would have moved without each measure, state by state.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade; quantities with an implausible unit value are set aside.
    rng : numpy.random.Generator
        Where chance comes from.
    states : iterable of str, optional
        ISO codes; every single state on record by default.
    starts : date, optional
        The day from which all goods are judged; by default the first day on which a ban
        on the import or export of goods that binds every state is in force in that
        direction.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    horizon : date, optional
        The day from which another cause is at work, such as a closed border: nothing
        from then on is judged, and the reasons say so.
    outside : callable, optional
        What is known beside a line of trade: outside series, and lines for a synthetic
        control.
    untouched : bool, optional
        Whether to learn only from the time before the first ban, suspension or cap on
        any of the same goods that binds the state: the answer is then about all of them
        together. Where that time allows no estimate, and with False, the time before
        the measure itself is learnt from, whatever bound it then; the reasons tell.
    checks : bool, optional
        Whether placebo dates and answers without a regressor are computed too.

    Returns
    -------
    tuple of Counterfactual
        One for each history of `yalu.compliance.histories` whose measure had begun,
        those without an estimate among them.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    raw = statements(flows, target=regime.target)
    said = set_aside(raw, unit_values_of(raw))
    wanted = {s.state for s in said} - {WORLD} if states is None else {*states}
    last = until or max((s.period.end or date.max for s in said), default=date.min)
    return counterfactuals_of(
        reaches(regime),
        said,
        states=wanted,
        starts=starts,
        until=last,
        horizon=horizon,
        outside=outside,
        untouched=untouched,
        checks=checks,
        rng=rng,
    )


def counterfactuals_of(
    reached: Sequence[Reach],
    said: Iterable[Statement],
    *,
    rng: np.random.Generator,
    states: Iterable[str],
    until: date,
    starts: date | None = None,
    horizon: date | None = None,
    outside: Callable[[History], Outside] | None = None,
    untouched: bool = True,
    checks: bool = True,
) -> tuple[Counterfactual, ...]:
    """Return the same from measures whose reach and statements are known."""
    by_name = {reach.measure.id: reach for reach in reached}
    last = min(until, horizon or until)
    found = []
    for history in histories_of(reached, said, states=states, until=until):
        reach = by_name.get(history.measure)
        days = _days(history, reach, reached, starts, last)
        if days is None:
            continue
        own, begin, end = days
        earlier = (
            () if reach is None else earlier_restrictions(reach, history.state, reached)
        )
        first = min((other.in_force.start for other in earlier), default=own)
        beside = outside(history) if outside else Outside()
        for announced in dict.fromkeys([first, own] if untouched else [own]):
            answer = expect(
                history,
                announced=announced,
                starts=begin,
                until=end,
                regressors=beside.regressors,
                donors=beside.donors,
                checks=checks,
                rng=rng,
            )
            if answer.whole is not None:
                break
        more = (
            *_circumstances(reach, earlier, alone=answer.before == own),
            *_cut(horizon, until, reach),
        )
        found.append(replace(answer, reasons=(*answer.reasons, *more)))
    return tuple(found)


def _days(
    history: History,
    reach: Reach | None,
    reached: Sequence[Reach],
    starts: date | None,
    last: date,
) -> tuple[date, date, date] | None:
    """Return the days learning ends, judging begins and judging ends."""
    if reach is not None:
        announced, begin = reach.in_force.start, reach.sure_from
        end = min(reach.in_force.end or last, last)
        return (announced, begin, end) if begin < end else None
    begin_all = starts or _first_ban(reached, history.direction)
    if begin_all is None or begin_all >= last:
        return None
    return begin_all, begin_all, last


def _first_ban(reached: Sequence[Reach], direction: Direction) -> date | None:
    """Return the first day of a ban on trade that binds all, None without one."""
    days = [
        reach.in_force.start
        for reach in reached
        if reach.measure.kind in _BANS
        and _ALL_STATES in reach.bound
        and reach.measure.direction.includes(direction)
    ]
    return min(days, default=None)


def _circumstances(
    reach: Reach | None, earlier: Sequence[Reach], *, alone: bool
) -> list[str]:
    if reach is None:
        return ["All goods: also those that no measure bans."]
    told = []
    if reach.measure.cap is not None:
        told.append("A cap leaves part of the trade lawful: what moved is no breach.")
    names = ", ".join(other.measure.id for other in earlier)
    if earlier and alone:
        told.append(
            f"The time that was learnt from was itself under {names}: the estimate is "
            "what this measure adds."
        )
    elif earlier:
        told.append(
            f"Learnt from the time before {names}: the estimate is of these measures "
            "together."
        )
    return told


def _cut(horizon: date | None, until: date, reach: Reach | None) -> list[str]:
    ends = reach.in_force.end if reach is not None else None
    if horizon is None or horizon >= until or (ends is not None and ends <= horizon):
        return []
    return [f"Nothing from {horizon} on is judged: from then another cause is at work."]
