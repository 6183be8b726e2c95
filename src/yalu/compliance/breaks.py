"""Breaks: whether trade falls when the law says so, before it, after it or not at all.

A window of months around the days of law is segmented into levels
(`yalu.compliance.segmentation`), and the largest fall near those days is held against
the legal window (`yalu.compliance.legal_window`). A *fall* is what a measure asks for;
a *rise* at the legal date is told as such and never counts as keeping it.

Months that are not on record are left out, not filled: the months that a break may lie
in then stretch over the gap, and of these the one nearest to the law is told, which is
the reading most favourable to the state.

A fall that a steady trend, or a level that wanders by itself, explains as well as a
step is told as *drift* (`yalu.compliance.drift`), and one after a measure has ended is
no lag of it.

A fall says that trade changed, not why: an epidemic, a price or an earlier measure on
the same goods can lie behind it. Other measures are named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from yalu.compliance.break_finding import Break, Change, Timing
from yalu.compliance.break_words import Shift, drift_words, month_name, shift_words
from yalu.compliance.drift import enough, gain_of
from yalu.compliance.history import History, histories_of
from yalu.compliance.legal_window import (
    LegalWindow,
    legal_window,
    month_at,
    month_number,
)
from yalu.compliance.level_change import level_change
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.segmentation import Segmentation, segment
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.statement import statements
from yalu.compliance.unit_value import set_aside, unit_values_of
from yalu.flows import WORLD, FlowTable
from yalu.periods import Interval
from yalu.regime import Regime

__all__ = ["break_of", "breaks", "breaks_of"]


def breaks(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
    choices: SignChoices | None = None,
) -> tuple[Break, ...]:
    """Return when each line of trade falls around each measure on it.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade; quantities with an implausible unit value are set aside.
    states : iterable of str, optional
        ISO codes; every single state on record by default.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    choices : SignChoices, optional
        Where a break begins to be told.

    Returns
    -------
    tuple of Break
        One for each measure, bound state, compiler, series and unit on record.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    raw = statements(flows, target=regime.target)
    said = set_aside(raw, unit_values_of(raw))
    wanted = {s.state for s in said} - {WORLD} if states is None else {*states}
    last = until or max((s.period.end or date.max for s in said), default=date.min)
    reached = reaches(regime)
    lines = histories_of(reached, said, states=wanted, until=last)
    return breaks_of(regime, reached, lines, until=last, choices=choices)


def breaks_of(
    regime: Regime,
    reached: Sequence[Reach],
    lines: Iterable[History],
    *,
    until: date,
    choices: SignChoices | None = None,
) -> tuple[Break, ...]:
    """Return the breaks of histories whose measures and reach are known."""
    chosen = choices or SignChoices()
    windows = {reach.measure.id: legal_window(regime, reach) for reach in reached}
    by_id = {reach.measure.id: reach for reach in reached}
    goods = {
        reach.measure.id: {
            key for key, sure in reach.certainty.items() if sure == "sure"
        }
        for reach in reached
    }
    found = []
    for line in lines:
        if line.measure in by_id:
            reach = by_id[line.measure]
            others = {
                other.measure.id: windows[other.measure.id]
                for other in reached
                if other is not reach
                and other.binds(line.state)
                and not goods[line.measure].isdisjoint(goods[other.measure.id])
            }
            mine = windows[line.measure]
            found.append(break_of(line, mine, others, until=until, choices=chosen))
    return tuple(found)


def break_of(
    line: History,
    law: LegalWindow,
    others: dict[str, LegalWindow],
    *,
    until: date,
    choices: SignChoices,
) -> Break:
    """Return when one line of trade falls around one legal window.

    Parameters
    ----------
    line : History
        The line.
    law : LegalWindow
        Months in which a fall is on time.
    others : dict of str to LegalWindow
        Windows of other measures on such goods, by identifier.
    until : date
        First day that is not asked about.
    choices : SignChoices
        Where a break begins to be told.

    """
    first = law.first - choices.window_months
    end = min(law.last + choices.window_months + 1, month_number(until))
    window = Interval(month_at(first).start, month_at(max(end, first + 1)).start)
    _, amounts = line.monthly(window)
    places = np.flatnonzero(~np.isnan(amounts))
    numbers = places + first
    blank = Break(
        state=line.state,
        measure=line.measure,
        goods=line.goods,
        codes=line.codes,
        direction=line.direction,
        unit=line.unit,
        compiler=line.compiler,
        series=line.series,
        timing=Timing.UNVERIFIABLE,
        possible=tuple(t for t in Timing if t is not Timing.UNVERIFIABLE),
        window=window,
        before=int((numbers < law.first).sum()),
        after=int((numbers >= law.first).sum()),
        missing=len(amounts) - len(places),
        dates=law.dates,
        reasons=(),
        evidence=line.evidence,
        sources=line.sources,
    )
    return _judged(blank, law, others, (numbers, amounts[places]), choices)


def _judged(
    blank: Break,
    law: LegalWindow,
    others: dict[str, LegalWindow],
    recorded: tuple[NDArray[np.int64], NDArray[np.float64]],
    choices: SignChoices,
) -> Break:
    """Return a break with its timing, from the recorded months and their amounts."""
    numbers, amounts = recorded
    if min(blank.before, blank.after) < choices.fewest_months:
        words = (
            f"{blank.before} months are on record before the measure starts and "
            f"{blank.after} from then on; {choices.fewest_months} of each are needed."
        )
        return replace(blank, reasons=(words,))
    if not amounts[numbers < law.first].any():
        words = "Nothing moved in the months before, so that nothing could fall."
        return replace(blank, reasons=(words,))
    found = segment(amounts, choices=choices)
    blank = replace(blank, memory=found.memory)
    shifts = _shifts(found, recorded, law)
    reach = choices.attribution_months
    near = [s for s in shifts if law.first - reach <= s.place <= law.last + reach]
    laws = (law, *others.values())
    steps = [s for s in near if _is_step(s, laws, recorded, choices)]
    falls = [s for s in steps if s.drop > 0]
    told = max(falls or steps, key=lambda s: abs(s.drop), default=None)
    if told is not None:
        also = [
            f"The level also {s.words} in {month_name(s.place)}."
            for s in shifts
            if s is not told and (s in steps or s not in near)
        ]
        found_one = _told(blank, told, law, others, found.false_alarm)
        return replace(found_one, reasons=(*found_one.reasons, *also))
    drifts = [s for s in near if s.drop > 0]
    if drifts:
        most = max(drifts, key=lambda s: s.drop)
        timings = {Timing.DRIFT, *(_timing(place, law) for place in most.spread)}
        return replace(
            blank,
            timing=Timing.DRIFT,
            possible=tuple(t for t in Timing if t in timings),
            reasons=(drift_words(most),),
        )
    also = [f"The level also {s.words} in {month_name(s.place)}." for s in shifts]
    if not shifts:
        words = (
            f"No change of level: {100 * found.penalty:.0f} % of the variance must be "
            f"explained, and the best explains {100 * found.strength:.0f} %."
        )
    elif near:
        words, also = drift_words(max(near, key=lambda s: -s.drop)), []
    else:
        words = f"No change of level within {reach} months of the days of law."
    return replace(
        blank, timing=Timing.NONE, possible=(Timing.NONE,), reasons=(words, *also)
    )


def _told(
    blank: Break,
    told: Shift,
    law: LegalWindow,
    others: dict[str, LegalWindow],
    false_alarm: float,
) -> Break:
    """Return a break with the step that is told."""
    falls = told.drop > 0
    possible = {_timing(m, law) for m in told.spread} if falls else {Timing.NONE}
    shared = tuple(
        name for name, window in others.items() if any(map(window.holds, told.spread))
    )
    return replace(
        blank,
        timing=_timing(told.place, law) if falls else Timing.NONE,
        possible=tuple(t for t in Timing if t in possible),
        change=Change.FALL if falls else Change.RISE,
        month=month_at(told.place),
        earliest=month_at(told.earliest),
        latest=month_at(told.latest),
        shift=told.place - law.first,
        size=told.size,
        false_alarm=false_alarm,
        nearest=law.nearest(told.place),
        others=shared,
        reasons=tuple(shift_words(told, law, shared, false_alarm)),
    )


def _shifts(
    found: Segmentation,
    recorded: tuple[NDArray[np.int64], NDArray[np.float64]],
    law: LegalWindow,
) -> list[Shift]:
    """Return the changes of level; one after a gap is put nearest to the law in it."""
    numbers, amounts = recorded
    parts = np.split(amounts, found.breaks)
    return [
        Shift(
            place=min(max(int(numbers[place - 1]) + 1, law.first), int(numbers[place])),
            earliest=int(numbers[low - 1]) + 1,
            latest=int(numbers[high]),
            size=level_change(before, after, memory=found.memory),
        )
        for place, (low, high), before, after in zip(
            found.breaks, found.possible, parts[:-1], parts[1:], strict=True
        )
    ]


def _is_step(
    shift: Shift,
    laws: Iterable[LegalWindow],
    recorded: tuple[NDArray[np.int64], NDArray[np.float64]],
    choices: SignChoices,
) -> bool:
    """Return whether a change of level says more than a trend or a wandering level.

    A month that it may lie in and that a law on such goods names, this one or another,
    was not searched for, and needs to say less.
    """
    numbers, amounts = recorded
    named = {month for law in laws for month in shift.spread if law.holds(month)}
    return any(
        gain_of(numbers, amounts, months) > enough(limit, len(numbers))
        for months, limit in (
            ([shift.place], choices.step_searched),
            (named, choices.step_named),
        )
    )


def _timing(month: int, law: LegalWindow) -> Timing:
    if law.holds(month):
        return Timing.ON_TIME
    if month < law.first:
        return Timing.ANTICIPATION
    return Timing.AFTER_END if law.is_over(month) else Timing.LAG
