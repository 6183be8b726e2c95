"""Accounts: statements about the same trade, settled so that none is added twice.

For one good, unit and compiler the *finest non-overlapping cover* is taken: shorter
periods first; a longer one then adds only what its total leaves for the days that no
part of it covers; a nil total is a nil for each of its months. Where a total has no
such days it confirms its parts or is at odds with them, and both figures are kept as a
range. A total that cuts through the middle
of a part, or is smaller than its parts, is left out. Every such choice is a note.

Among goods the broader total wins where it covers the same days as its parts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from yalu.compliance.statement import Amount, Statement
from yalu.periods import Interval, months
from yalu.provenance import Evidence, weakest
from yalu.quantities import Unit

__all__ = ["Account", "Entry", "settle", "total_of"]

_NIL = Amount(Decimal(0), Decimal(0))
_REST = "what the total leaves beside its parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An amount that moved in some days, counted once.

    Attributes
    ----------
    spans : tuple of Interval
        The days, in order; more than one where parts in between are known.
    amount : Amount
        How much, in the unit of its account.
    code, commodity : str
        The goods.
    statements : tuple of Statement
        What it rests on.
    derived : str
        How it was worked out; empty where it was stated.

    """

    spans: tuple[Interval, ...]
    amount: Amount
    code: str
    commodity: str
    statements: tuple[Statement, ...]
    derived: str = ""

    @property
    def start(self) -> date:
        """First day."""
        return self.spans[0].start

    @property
    def end(self) -> date:
        """First day after the last."""
        return _end(self.spans[-1])

    @property
    def months(self) -> tuple[Interval, ...]:
        """The calendar months it touches."""
        return tuple(m for span in self.spans for m in months(span))

    def within(self, days: Interval) -> bool:
        """Return whether every day of it lies inside."""
        return all(days.covers(span) for span in self.spans)

    def touches(self, days: Interval) -> bool:
        """Return whether any day of it lies inside."""
        return any(days.overlaps(span) for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Entries in one unit that may be added, and the choices that led to them.

    Attributes
    ----------
    unit : Unit
        What is counted.
    entries : tuple of Entry
        In order of time; no two are about the same trade.
    totals : tuple of Entry
        Totals that were stated beside all their parts.
    notes : tuple of str
        What was left out or is at odds.

    """

    unit: Unit
    entries: tuple[Entry, ...]
    totals: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()

    def total(self, days: Interval) -> Amount:
        """Return the sum of the entries that lie inside some days.

        Where a total of exactly those days is stated too, the range in which it
        agrees with the sum; where it does not agree, the range that holds both.
        """
        added = total_of(entry for entry in self.entries if entry.within(days))
        for stated in self.totals:
            if stated.spans == (days,):
                added = added.common(stated.amount) or added.hull(stated.amount)
        return added

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything the entries rest on."""
        return tuple(s for entry in self.entries for s in entry.statements)

    @property
    def sources(self) -> tuple[str, ...]:
        """Identifiers of the sources of the entries, sorted."""
        return tuple(sorted({source for s in self.statements for source in s.sources}))

    @property
    def evidence(self) -> Evidence | None:
        """The weakest grade among the entries."""
        return weakest(tuple(s.evidence for s in self.statements))


def total_of(entries: Iterable[Entry]) -> Amount:
    """Return the sum of some entries."""
    total = _NIL
    for entry in entries:
        total += entry.amount
    return total


def settle(statements: Iterable[Statement], unit: Unit) -> Account:
    """Return the account of statements by one compiler in one series.

    Parameters
    ----------
    statements : iterable of Statement
        Statements of one compiler, series, state and direction. Those that do not
        know their amount in `unit` are passed over.
    unit : Unit
        What to count.

    """
    lines: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        if unit in statement.amounts:
            key = (statement.code, statement.commodity)
            lines.setdefault(key, []).append(statement)
    entries: list[Entry] = []
    totals: list[Entry] = []
    notes: list[str] = []
    for _, line in sorted(lines.items(), key=lambda item: (len(item[0][0]), item[0])):
        found = _settle_line(line, unit)
        notes += found.notes
        broader = [e for e in entries if _is_broader(e.code, line[0].code)]
        kept = [e for e in found.entries if not _overlap(e, broader)]
        if len(kept) < len(found.entries):
            name = line[0].commodity or line[0].code
            notes.append(f"{name}: left to the total of a broader code on some days")
        entries += kept
        totals += found.totals if len(lines) == 1 else ()
    ordered = sorted(entries, key=lambda e: (e.end, e.start, e.code, e.commodity))
    return Account(
        unit=unit, entries=tuple(ordered), totals=tuple(totals), notes=tuple(notes)
    )


def _settle_line(line: Sequence[Statement], unit: Unit) -> Account:
    """Return the account of one good: the finest cover, then what totals add."""
    entries: list[Entry] = []
    totals: list[Entry] = []
    notes: list[str] = []
    by_period: dict[Interval, list[Statement]] = {}
    for statement in line:
        by_period.setdefault(statement.period, []).append(statement)
    for period in sorted(by_period, key=lambda p: (_end(p) - p.start, p.start)):
        whole = _stated(period, by_period[period], unit, notes)
        where = f"{whole.commodity or whole.code}, {period}"
        parts = [e for e in entries if e.touches(period)]
        if whole.amount.is_nil:
            entries += _nils(whole, parts)
            if total_of(p for p in parts if p.within(period)).low:
                notes.append(f"{where}: stated nil, parts {total_of(parts)} {unit}")
            continue
        if not all(part.within(period) for part in parts):
            notes.append(f"{where}: {whole.amount} {unit} left out, cuts through parts")
            continue
        spans = _without(period, [span for part in parts for span in part.spans])
        added = total_of(parts)
        rest = whole.amount.less(added)
        if not spans:
            totals.append(whole)
            if whole.amount.common(added) is None:
                notes.append(f"{where}: stated {whole.amount} {unit}, parts {added}")
        elif parts and rest.high is not None and rest.high < 0:
            notes.append(f"{where}: {whole.amount} {unit} left out, parts {added}")
        elif parts:
            amount = Amount(max(rest.low, Decimal(0)), rest.high)
            entries.append(_rest(whole, parts, spans, amount))
        else:
            entries.append(whole)
    return Account(
        unit=unit, entries=tuple(entries), totals=tuple(totals), notes=tuple(notes)
    )


def _stated(
    period: Interval, said: list[Statement], unit: Unit, notes: list[str]
) -> Entry:
    """Return one entry for everything said about one period; revisions replace."""
    revised = [s for s in said if s.release == "revised"]
    chosen = revised or said
    amount = chosen[0].amounts[unit]
    for statement in chosen[1:]:
        amount = amount.hull(statement.amounts[unit])
    first = chosen[0]
    if any(s.amounts[unit] != first.amounts[unit] for s in chosen):
        name = first.commodity or first.code
        notes.append(f"{name}, {period}: sources differ, {amount} {unit}")
    return Entry(
        spans=(period,),
        amount=amount,
        code=first.code,
        commodity=first.commodity,
        statements=tuple(chosen),
    )


def _nils(whole: Entry, parts: list[Entry]) -> list[Entry]:
    """Return a nil for each month of a nil total: nothing in all is nothing in each."""
    taken = [span for part in parts for span in part.spans]
    found = []
    for span in _without(whole.spans[0], taken):
        for month in months(span):
            start, end = max(span.start, month.start), min(_end(span), _end(month))
            found.append(replace(whole, spans=(Interval(start, end),)))
    return found


def _rest(
    whole: Entry, parts: list[Entry], spans: tuple[Interval, ...], amount: Amount
) -> Entry:
    behind = (*whole.statements, *(s for part in parts for s in part.statements))
    return Entry(
        spans=spans,
        amount=amount,
        code=whole.code,
        commodity=whole.commodity,
        statements=behind,
        derived=_REST,
    )


def _without(period: Interval, taken: list[Interval]) -> tuple[Interval, ...]:
    """Return the days of a period that nothing has taken."""
    left: list[Interval] = []
    day = period.start
    for span in sorted(taken):
        if day < span.start:
            left.append(Interval(day, span.start))
        day = max(day, _end(span))
    if day < _end(period):
        left.append(Interval(day, period.end))
    return tuple(left)


def _end(span: Interval) -> date:
    return span.end or date.max


def _is_broader(code: str, other: str) -> bool:
    return code != other and other.startswith(code)


def _overlap(entry: Entry, others: Iterable[Entry]) -> bool:
    return any(other.touches(span) for other in others for span in entry.spans)
