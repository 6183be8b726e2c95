"""Silence: where a record stops, skips, hides or contradicts itself.

What is not recorded cannot be shown to be kept. A month without a figure is therefore
*unverifiable*, never compliant, and this module says which months those are. The
record is the table at hand: where somebody published more than was transcribed, the
silence is ours, and the remedy is to add the figures.

Silence about one line weighs more where the same series goes on recording other trade
of the same state: such months are counted. A figure is *late* if the first source known
to print it did so long after the month ended; until then nobody could check.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pyarrow as pa

from yalu.compliance.account import settle
from yalu.compliance.reach import Reach, reaches
from yalu.compliance.sign_choices import SignChoices
from yalu.compliance.statement import Statement, statements
from yalu.compliance.verdict import Verdict
from yalu.flows import WORLD, FlowTable, Series
from yalu.periods import Interval, months
from yalu.provenance import Evidence, weakest
from yalu.quantities import Unit
from yalu.regime import Regime

__all__ = ["Silence", "SilenceKind", "silences", "silences_of", "spans_of"]


class SilenceKind(StrEnum):
    """How a record falls silent."""

    NEVER = "never"
    STOPPED = "stopped"
    SKIPPED = "skipped"
    AGGREGATED = "aggregated"
    CONTRADICTED = "contradicted"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Months in which one measure cannot be verified from one series.

    Attributes
    ----------
    measure, state : str
        What cannot be verified, and for whom.
    series : Series
        The series that is silent.
    kind : SilenceKind
        How it is silent.
    months : tuple of Interval
        The months, consecutive ones joined.
    count : int
        How many months they are.
    words : str
        The same in a sentence.
    sources : tuple of str
        Sources of what contradicts, hides or came late; none for what is not there.
    evidence : Evidence or None
        The weakest grade of these.
    published : int
        How many of the months hold other trade of the state in the same series.

    """

    measure: str
    state: str
    series: Series
    kind: SilenceKind
    months: tuple[Interval, ...]
    count: int
    words: str
    sources: tuple[str, ...] = ()
    evidence: Evidence | None = None
    published: int = 0

    @property
    def verdict(self) -> Verdict:
        """What the months are worth: unverifiable, whatever the kind."""
        return Verdict.UNVERIFIABLE


def silences(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str],
    until: date | None = None,
    published: Mapping[str, date] | None = None,
    choices: SignChoices | None = None,
) -> tuple[Silence, ...]:
    """Return the silences of a record, measure by measure and state by state.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : FlowTable or pyarrow.Table
        Recorded trade.
    states : iterable of str
        ISO codes of the states asked about.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    published : mapping of str to date, optional
        Day of publication by identifier of a source; without it nothing is late.
    choices : SignChoices, optional
        Days from which a figure is late.

    """
    return silences_of(
        reaches(regime),
        statements(flows, target=regime.target),
        states=states,
        until=until,
        published=published,
        choices=choices,
    )


def silences_of(
    reached: Iterable[Reach],
    said: Sequence[Statement],
    *,
    states: Iterable[str],
    until: date | None = None,
    published: Mapping[str, date] | None = None,
    choices: SignChoices | None = None,
) -> tuple[Silence, ...]:
    """Return the silences of statements about measures whose reach is known."""
    late_after = timedelta(days=(choices or SignChoices()).late_days)
    spoken = _spoken(said)
    last = until or max((s.period.end or date.max for s in said), default=date.min)
    wanted = tuple(states)
    found: list[Silence] = []
    for reach in reached:
        about = [s for s in said if reach.is_about(s) and s.amounts]
        end = min(reach.in_force.end or last, last)
        if end <= reach.in_force.start:
            continue
        asked = tuple(months(Interval(reach.in_force.start, end)))
        kinds = [Series.CUSTOMS]
        if reach.measure.cap is not None:
            kinds.append(Series.NOTIFIED)
        for state in wanted:
            if not reach.binds(state):
                continue
            for series in kinds:
                other = spoken.get((state, series), frozenset())
                found += _in_series((reach, state, series), about, asked, other)
                own = [s for s in about if (s.state, s.series) == (state, series)]
                tardy = _late(own, asked, published or {}, late_after)
                if tardy:
                    found.append(
                        _silence((reach, state, series), SilenceKind.LATE, tardy, own)
                    )
            found += _contradictions(reach, state, about)
    return tuple(found)


def _spoken(
    said: Iterable[Statement],
) -> dict[tuple[str, Series], frozenset[Interval]]:
    """Return the months in which each series records anything of a state."""
    held: dict[tuple[str, Series], list[Statement]] = {}
    for s in said:
        if s.amounts and not s.absent:
            held.setdefault((s.state, s.series), []).append(s)
    return {key: frozenset(_known(mine)) for key, mine in held.items()}


def _late(
    own: Iterable[Statement],
    asked: Iterable[Interval],
    published: Mapping[str, date],
    after: timedelta,
) -> list[Interval]:
    """Return the months whose first known publication came too long after them."""
    first: dict[Interval, date] = {}
    for s in own:
        days = [published[source] for source in s.sources if source in published]
        for month in _known([s]) if days else ():
            first[month] = min(*days, first.get(month, date.max))
    return [
        month
        for month in asked
        if month in first and month.end and first[month] - month.end > after
    ]


def _in_series(
    who: tuple[Reach, str, Series],
    about: Sequence[Statement],
    asked: Sequence[Interval],
    spoken: frozenset[Interval],
) -> list[Silence]:
    _, state, series = who
    own = _known(s for s in about if (s.state, s.series) == (state, series))
    joint = [s for s in about if (s.state, s.series) == (WORLD, series)]
    together = _known(joint)
    hidden = [m for m in asked if m not in own and m in together]
    silent = [m for m in asked if m not in own and m not in together]
    found = [_silence(who, SilenceKind.AGGREGATED, hidden, joint)] if hidden else []
    recorded = [m for m in asked if m in own or m in together]
    if not recorded:
        never = _silence(who, SilenceKind.NEVER, silent, spoken=spoken)
        return [*found, never]
    tail = [m for m in silent if m.start > recorded[-1].start]
    gaps = [m for m in silent if m.start < recorded[-1].start]
    if gaps:
        found.append(_silence(who, SilenceKind.SKIPPED, gaps, spoken=spoken))
    if tail:
        found.append(_silence(who, SilenceKind.STOPPED, tail, spoken=spoken))
    return found


def _known(said: Iterable[Statement]) -> set[Interval]:
    """Return the calendar months that lie wholly inside some statement."""
    return {
        month
        for statement in said
        for month in months(statement.period)
        if statement.period.covers(month)
    }


def _contradictions(
    reach: Reach, state: str, about: Sequence[Statement]
) -> list[Silence]:
    """Return nils in customs that others contradict for the very same months."""
    nils = [
        entry
        for entry in settle(
            [s for s in about if (s.state, s.series) == (state, Series.CUSTOMS)],
            Unit.TONNE,
        ).entries
        if entry.amount.is_nil
    ]
    against = [
        s
        for s in about
        if s.state in (state, WORLD)
        and s.series is not Series.CUSTOMS
        and any(amount.low > 0 for amount in s.amounts.values())
    ]
    nil_months = {month for entry in nils for month in entry.months}
    found = []
    for series in Series:
        others = [
            s
            for s in against
            if s.series is series and nil_months.issuperset(months(s.period))
        ]
        days = sorted({month for s in others for month in months(s.period)})
        if not days:
            continue
        met = [e for e in nils if not set(days).isdisjoint(e.months)]
        silence = _silence(
            (reach, state, Series.CUSTOMS),
            SilenceKind.CONTRADICTED,
            days,
            [*others, *(s for e in met for s in e.statements)],
            against=f"{series} by {', '.join(sorted({s.compiler for s in others}))}",
        )
        found.append(silence)
    return found


def _silence(
    about: tuple[Reach, str, Series],
    kind: SilenceKind,
    silent: Sequence[Interval],
    behind: Sequence[Statement] = (),
    *,
    against: str = "",
    spoken: frozenset[Interval] = frozenset(),
) -> Silence:
    reach, state, series = about
    other = len(spoken.intersection(silent))
    joined = spans_of(silent)
    when = "; ".join(f"{span.start:%Y-%m} to {span.last:%Y-%m}" for span in joined)
    words = {
        SilenceKind.NEVER: f"no {series} figure for any month of {when}",
        SilenceKind.STOPPED: f"{series} figures end; nothing for {when}",
        SilenceKind.SKIPPED: f"{series} figures skip {when}",
        SilenceKind.AGGREGATED: (
            f"{series} figures are for several states together in {when}"
        ),
        SilenceKind.CONTRADICTED: f"{series} nil against {against} in {when}",
        SilenceKind.LATE: f"{series} figures of {when} were first printed late",
    }[kind]
    if other:
        words += f", though other trade is on record in {other} of these months"
    return Silence(
        measure=reach.measure.id,
        state=state,
        series=series,
        kind=kind,
        months=joined,
        count=len(silent),
        words=words,
        sources=tuple(sorted({source for s in behind for source in s.sources})),
        evidence=weakest(tuple(s.evidence for s in behind)),
        published=other,
    )


def spans_of(silent: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return months in order, those that follow one another joined."""
    joined: list[Interval] = []
    for month in sorted(silent):
        if joined and joined[-1].end == month.start:
            joined[-1] = Interval(joined[-1].start, month.end)
        else:
            joined.append(month)
    return tuple(joined)
