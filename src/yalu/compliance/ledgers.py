"""Which ledgers a regime and a record give, and how far two kinds of record differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from yalu.compliance.account import Account, settle
from yalu.compliance.cap_counting import unit_use
from yalu.compliance.ledger import CapLedger, UnitUse
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.statement import Statement, statements
from yalu.flows import WORLD, FlowTable, Series
from yalu.periods import Interval
from yalu.provenance import Evidence, weakest
from yalu.quantities import BarrelFactor, Unit
from yalu.regime import CapRule, Regime, cap_factors

__all__ = ["RecordGap", "cap_ledgers", "ledgers_of", "record_gaps"]

_SILENT = "unreported"
_UNFIT = (CapRule.PRICE_AT_OR_BELOW, CapRule.NOT_ABOVE_PREVIOUS_12_MONTHS)


def cap_ledgers(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
) -> tuple[CapLedger, ...]:
    """Return the ledger of every cap, window, series and compiler in a record.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade; rows about the same trade may overlap.
    states : iterable of str, optional
        Keep to these states and to several together; all of them by default.
    until : date, optional
        Leave out periods that end after this day; by default none.

    Returns
    -------
    tuple of CapLedger
        In order of measure, window, series, compiler and states. Caps on prices
        and on a state's own past supply have no ledger.

    """
    said = statements(flows, target=regime.target)
    wanted = None if states is None else {*states, WORLD}
    kept = [
        s
        for s in said
        if (wanted is None or s.state in wanted)
        and (until is None or (s.period.end or date.max) <= until)
    ]
    return ledgers_of(reaches(regime), kept, until=until)


def ledgers_of(
    reached: Sequence[Reach],
    said: Sequence[Statement],
    *,
    until: date | None = None,
    factor: str | None = None,
) -> tuple[CapLedger, ...]:
    """Return the ledgers of measures whose reach, and statements, are known.

    Parameters
    ----------
    reached, said : sequence of Reach, sequence of Statement
        The measures, and what is on record.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    factor : str, optional
        Identifier of the one barrel factor to use; by default all that are in use
        for the goods of a cap, side by side. A cap that has no such factor keeps
        those it has.

    """
    last = until or max((s.period.end or date.max for s in said), default=date.min)
    found = []
    for reach in reached:
        cap = reach.measure.cap
        if cap is None or cap.rule in _UNFIT:
            continue
        about = [s for s in said if reach.is_about(s)]
        for window in cap.windows(reach.in_force, until=last):
            counted = _common(window, reach.in_force)
            if counted is not None:
                found += _window_ledgers(
                    reach, about, _Span(window, counted, last, factor)
                )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Span:
    """A window of a cap, the days of it that count, the record's end, the factor."""

    window: Interval
    counted: Interval
    until: date
    factor: str | None


def _window_ledgers(
    reach: Reach,
    about: Sequence[Statement],
    span: _Span,
) -> list[CapLedger]:
    groups: dict[tuple[Series, str], list[Statement]] = {}
    for statement in about:
        if statement.period.overlaps(span.counted):
            key = (statement.series, statement.compiler)
            groups.setdefault(key, []).append(statement)
    order = {series: rank for rank, series in enumerate(Series)}
    found = []
    for key in sorted(groups, key=lambda k: (order[k[0]], k[1])):
        by_state: dict[str, list[Statement]] = {}
        for statement in groups[key]:
            by_state.setdefault(statement.state, []).append(statement)
        accounts = {
            state: _accounts(reach, by_state[state]) for state in sorted(by_state)
        }
        single = [state for state in accounts if state != WORLD]
        chosen = {state: [state] for state in accounts}
        if len(single) > 1:
            chosen[f"sum of {', '.join(single)}"] = single
        for name, members in chosen.items():
            picked = [accounts[state] for state in members]
            ledger = _ledger(reach, key, name, picked, span)
            if ledger is not None:
                found.append(ledger)
    return found


_Accounts = dict[Unit, tuple[Account, Account]]


def _accounts(reach: Reach, said: Sequence[Statement]) -> _Accounts:
    """Return what is surely and what is possibly about a cap, unit by unit."""
    sure = [s for s in said if reach.of(s) == "sure"]
    possible = [s for s in said if reach.of(s) != "sure"]
    units = [unit for unit in Unit if any(unit in s.amounts for s in said)]
    return {unit: (settle(sure, unit), settle(possible, unit)) for unit in units}


def _ledger(
    reach: Reach,
    key: tuple[Series, str],
    states: str,
    accounts: Sequence[_Accounts],
    span: _Span,
) -> CapLedger | None:
    cap = reach.measure.cap
    if cap is None:  # pragma: no cover - asked for caps only
        return None
    uses: list[UnitUse] = []
    behind: list[Account] = []
    notes: list[str] = []
    for unit in Unit:
        held = [account[unit] for account in accounts if unit in account]
        if not held:
            continue
        both = [account for pair in held for account in pair]
        behind += both
        notes += [note for account in both for note in account.notes]
        if len(held) < len(accounts):
            notes.append(f"in {unit} only some of the states are recorded")
        uses.append(
            unit_use(
                cap,
                [account for account, _ in held],
                [account for _, account in held],
                window=span.window,
                counted=span.counted,
                until=span.until,
                factors=_factors(reach, span.factor),
            )
        )
    if not uses:
        return None
    graded = [account.evidence for account in behind if account.evidence is not None]
    return CapLedger(
        measure=reach.measure.id,
        body=reach.body,
        instrument=reach.instrument,
        paragraph=reach.measure.paragraph,
        window=span.window,
        counted=span.counted,
        scope=cap.scope,
        series=key[0],
        compiler=key[1],
        states=states,
        uses=tuple(uses),
        evidence=weakest(tuple(graded)),
        sources=tuple(sorted({s for account in behind for s in account.sources})),
        notes=tuple(dict.fromkeys(notes)),
    )


def _factors(reach: Reach, factor: str | None) -> tuple[BarrelFactor, ...]:
    held = cap_factors(reach.measure)
    return tuple(f for f in held if f.id == factor) or held


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGap:
    """How far what others allege lies from what states notified, for one cap.

    Attributes
    ----------
    measure : str
        The cap.
    window, period : Interval
        The accounting window, and the days the allegation is about.
    claimant, notified_by : str
        Who alleges, and whose notifications it is held against.
    measured_in : Unit
        Unit of the notifications.
    alleged_low, alleged_high, notified_low, notified_high : Decimal or None
        Shares of the fullest limit, in percent; None where unknown.
    unreported : tuple of str
        Months of the period that were not notified, as YYYY-MM.
    evidence : Evidence
        Always `alleged`: the gap is no better than its weaker side.
    sources : tuple of str
        Sources of both sides.

    """

    measure: str
    window: Interval
    period: Interval
    claimant: str
    notified_by: str
    measured_in: Unit
    alleged_low: Decimal | None
    alleged_high: Decimal | None
    notified_low: Decimal | None
    notified_high: Decimal | None
    unreported: tuple[str, ...]
    evidence: Evidence
    sources: tuple[str, ...]

    def __str__(self) -> str:
        alleged = f"at least {self.alleged_low:.0f}" if self.alleged_low else "unknown"
        notified = (
            "nothing"
            if self.notified_low is None or self.notified_high is None
            else f"{self.notified_low:.0f} to {self.notified_high:.0f} %"
        )
        return (
            f"{self.measure}, {self.period}: {self.claimant} alleged {alleged} % of "
            f"the cap, {notified} notified ({self.notified_by})."
        )


def record_gaps(ledgers: Iterable[CapLedger]) -> tuple[RecordGap, ...]:
    """Return each allegation beside what was notified for the same months.

    Both are shares of the fullest limit. What was notified counts once its period has
    ended, so that a month known only inside a longer total appears with that total;
    an allegation that ends a few days before a month does is held against the whole
    month. What several states did is held against their sum and against what was
    printed for them together; what one state did, against its own notifications.
    """
    held = list(ledgers)
    gaps = []
    for alleged in held:
        if alleged.series is not Series.ALLEGED:
            continue
        for other in held:
            same = (other.measure, other.window) == (alleged.measure, alleged.window)
            together = other.states == WORLD or other.states.startswith("sum of")
            fits = (
                together if alleged.states == WORLD else other.states == alleged.states
            )
            if same and fits and other.series is Series.NOTIFIED:
                gap = _gap(alleged, other)
                gaps += [] if gap is None else [gap]
    return tuple(gaps)


def _gap(alleged: CapLedger, notified: CapLedger) -> RecordGap | None:
    binding = alleged.binding
    claimed = [m for use in alleged.uses for m in use.months if m.status != _SILENT]
    measured = [use for use in notified.uses if use.shares]
    if binding is None or not claimed or not measured:
        return None
    period = Interval(min(m.month.start for m in claimed), claimed[-1].month.end)
    use = max(measured, key=lambda u: _known_in(u, period))
    during = [m for m in use.months if period.covers(m.month)]
    before = [m for m in use.months if m.month.start < period.start]
    zero = Decimal(0)
    opened = before[-1] if before else None
    known = [m for m in during if m.amount is not None]
    low = high = None
    if known:
        last = during[-1]
        low = (last.low or zero) - ((opened.low or zero) if opened else zero)
        if last.high is not None:
            high = last.high - ((opened.high or zero) if opened else zero)
    silent = tuple(f"{m.month.start:%Y-%m}" for m in during if m.status == _SILENT)
    return RecordGap(
        measure=alleged.measure,
        window=alleged.window,
        period=period,
        claimant=alleged.compiler,
        notified_by=notified.states,
        measured_in=use.unit,
        alleged_low=binding.low,
        alleged_high=binding.high,
        notified_low=low,
        notified_high=high,
        unreported=silent,
        evidence=Evidence.ALLEGED,
        sources=tuple(sorted({*alleged.sources, *notified.sources})),
    )


def _known_in(use: UnitUse, period: Interval) -> int:
    """Return in how many months of a period some figure ends."""
    return sum(m.amount is not None for m in use.months if period.covers(m.month))


def _common(window: Interval, other: Interval) -> Interval | None:
    if not window.overlaps(other):
        return None
    ends = [end for end in (window.end, other.end) if end is not None]
    return Interval(max(window.start, other.start), min(ends) if ends else None)
