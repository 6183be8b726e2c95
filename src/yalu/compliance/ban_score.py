"""How bans are scored: what is still recorded of the trade of the year before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yalu.compliance.account import Account, Entry, settle
from yalu.compliance.baseline import Baseline, Share, baseline, share_of
from yalu.compliance.law_doubt import doubts_of
from yalu.compliance.reach import Reach, earlier_restrictions
from yalu.compliance.score import Score, Step, Yardstick
from yalu.compliance.statement import Statement
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.verdict import Verdict, overall, verdict_on_ban
from yalu.flows import WORLD, Series
from yalu.periods import Interval, months
from yalu.provenance import Evidence, weakest
from yalu.quantities import Unit

__all__ = ["ban_score"]

_CLOSED = "before the measure only of months that earlier ones had closed"
_ALLEGED = "Others allege that such goods moved all the same."

_METHOD = (
    "what customs record under the ban over the same months' trade in the {} months "
    "before it, good by good, months already closed by earlier measures left out; no "
    "counterfactual"
)


@dataclass(frozen=True, slots=True)
class _Trial:
    """One compiler's figures in one unit, before and under a ban."""

    compiler: str
    account: Account
    before: Baseline
    under: tuple[Entry, ...]
    share: Share | None

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most months under the ban first, then better grade, then longer before."""
        grade = list(Evidence).index(self.account.evidence or Evidence.ALLEGED)
        before = sum(len(entry.months) for entry in self.before.entries)
        return (self.share.months if self.share else 0, -grade, before)


def ban_score(
    reach: Reach,
    state: str,
    said: Sequence[Statement],
    others: Sequence[Reach],
    *,
    until: date,
    thresholds: Thresholds,
) -> Score | None:
    """Return the score of one ban for one state; None if it begins too late.

    Parameters
    ----------
    reach : Reach
        The ban.
    state : str
        A state it binds.
    said : sequence of Statement
        Everything on record; only customs figures on goods surely meant are used.
    others : sequence of Reach
        The other measures: months that they had closed are no yardstick.
    until : date
        First day that is not asked about.
    thresholds : Thresholds
        Where the verdicts end.

    """
    end = min(reach.in_force.end or until, until)
    if end <= reach.in_force.start:
        return None
    asked = Interval(reach.in_force.start, end)
    mine = [s for s in said if s.state in (state, WORLD) and reach.of(s) == "sure"]
    about = [s for s in mine if s.state == state and s.series is Series.CUSTOMS]
    earlier = earlier_restrictions(reach, state, others)
    trials = sorted(
        _trials(reach, about, earlier, end, thresholds), key=lambda t: t.rank
    )
    known = {month for trial in trials for e in trial.under for month in e.months}
    alleged = [s.period for s in mine if _alleges(s, asked)]
    contested = bool(alleged)

    def step_of(year: Interval) -> Step:
        denied = any(period.overlaps(year) for period in alleged)
        return _step(reach, year, trials, about, thresholds, contested=denied)

    path = tuple(step_of(year) for year in _years(asked))
    verdict, fullest = _whole(path, thresholds)
    denied = contested and verdict is not Verdict.NOT_ENFORCED
    if denied or len(known) < thresholds.fewest_months:
        verdict = Verdict.UNVERIFIABLE
    judged = [t for t in trials if t.share is not None]
    measure = reach.measure
    told = [*_reasons(path, trials), *[_ALLEGED] * contested]
    told += [*_circumstances(reach, earlier, trials), *doubts_of(measure)]
    return Score(
        state=state,
        measure=measure.id,
        body=reach.body,
        instrument=reach.instrument,
        paragraph=measure.paragraph,
        goods=measure.goods.words,
        yardstick=Yardstick.MONTHS_BEFORE,
        since=asked.start,
        verdict=verdict,
        low=fullest.low,
        high=fullest.high,
        contested=contested,
        evidence=weakest(
            tuple(t.account.evidence for t in judged if t.account.evidence)
        ),
        months=len(known),
        silent=sum(month not in known for month in months(asked)),
        method=_METHOD.format(thresholds.baseline_months),
        reasons=tuple(told),
        path=path,
        sources=tuple(sorted({s for t in judged for s in t.account.sources})),
    )


def _whole(path: Sequence[Step], thresholds: Thresholds) -> tuple[Verdict, Step]:
    """Return the verdict on all years, and the year that speaks for it."""
    bounds = ((step.verdict, step.low) for step in path)
    verdict = overall(bounds, verdict_on_ban, thresholds)
    return verdict, max((s for s in path if s.verdict is verdict), key=_share_of_step)


def _share_of_step(step: Step) -> Decimal:
    """Return the share that a year is ranked by: the worst year is told first."""
    return Decimal(-1) if step.low is None else step.high or step.low


def _alleges(statement: Statement, days: Interval) -> bool:
    return (
        statement.series is Series.ALLEGED
        and days.covers(statement.period)
        and any(amount.low > 0 for amount in statement.amounts.values())
    )


def _trials(
    reach: Reach,
    about: Sequence[Statement],
    earlier: Sequence[Reach],
    end: date,
    thresholds: Thresholds,
) -> Iterator[_Trial]:
    sure = reach.sure_days
    if sure.start >= end:
        return
    days = Interval(sure.start, end)
    for compiler in sorted({s.compiler for s in about}):
        mine = [s for s in about if s.compiler == compiler]
        for unit in Unit:
            account = settle(mine, unit)
            if not account.entries:
                continue
            before = baseline(
                account,
                start=reach.in_force.start,
                thresholds=thresholds,
                earlier=earlier,
            )
            under = tuple(e for e in account.entries if e.within(days))
            yield _Trial(compiler, account, before, under, share_of(under, before))


def _years(asked: Interval) -> Iterator[Interval]:
    last = asked.last or asked.start
    for year in range(asked.start.year, last.year + 1):
        whole = Interval.calendar_year(year)
        start = max(whole.start, asked.start)
        yield Interval(start, min(whole.end or last, asked.end or last))


def _step(
    reach: Reach,
    year: Interval,
    trials: Sequence[_Trial],
    about: Sequence[Statement],
    thresholds: Thresholds,
    *,
    contested: bool,
) -> Step:
    """Return the verdict on one year, by all who record most of it.

    They are never added up: where compilers or units differ, the share is a range.
    """
    shares = [
        (trial, share)
        for trial in trials
        for share in [
            share_of((e for e in trial.under if e.within(year)), trial.before)
        ]
        if share is not None
    ]
    if not shares:
        reason = _why_not(year, trials, about)
        return Step(
            period=year,
            verdict=Verdict.UNVERIFIABLE,
            reason=reason,
            contested=contested,
        )
    most = max(share.months for _, share in shares)
    fullest = [(trial, share) for trial, share in shares if share.months == most]
    lows = [share.low for _, share in fullest]
    highs = [share.high for _, share in fullest if share.high is not None]
    low = Decimal(0) if reach.measure.is_excusable else min(lows)
    high = max(highs) if len(highs) == len(fullest) else None
    verdict = verdict_on_ban(low, high, thresholds)
    if most < thresholds.fewest_months or (
        contested and verdict is not Verdict.NOT_ENFORCED
    ):
        verdict = Verdict.UNVERIFIABLE
    trial, share = fullest[-1]
    behind = [s for held in fullest for s in _behind(*held)]
    return Step(
        period=year,
        verdict=verdict,
        low=low,
        high=high,
        observed=share.observed,
        expected=share.expected,
        unit=trial.account.unit,
        months=most,
        series=Series.CUSTOMS,
        compiler=", ".join(dict.fromkeys(t.compiler for t, _ in fullest)),
        reason=_too_few(most, thresholds)
        + "; ".join(_words(t, found) for t, found in reversed(fullest))
        + ".",
        evidence=weakest(tuple(s.evidence for s in behind)),
        sources=tuple(sorted({name for s in behind for name in s.sources})),
        contested=contested,
    )


def _too_few(count: int, thresholds: Thresholds) -> str:
    """Return that a year has too few months for a verdict; empty where it has not."""
    if count >= thresholds.fewest_months:
        return ""
    months_are = "1 month is" if count == 1 else f"{count} months are"
    least = thresholds.fewest_months
    return f"{months_are} too few for a verdict, which asks for {least}: "


def _behind(trial: _Trial, share: Share) -> Iterator[Statement]:
    """Yield what a share rests on: the figures under the ban, and those before."""
    goods = {(entry.code, entry.commodity) for entry in share.entries}
    before = (e for e in trial.before.entries if (e.code, e.commodity) in goods)
    for entry in (*share.entries, *before):
        yield from entry.statements


def _why_not(
    year: Interval, trials: Sequence[_Trial], about: Sequence[Statement]
) -> str:
    absent = sorted({s.compiler for s in about if s.absent and s.period.overlaps(year)})
    if absent:
        return (
            f"{', '.join(absent)} returned no record of these goods, though the total "
            "of the year was published: neither a figure nor a nil"
        )
    if any(e.touches(year) for trial in trials for e in trial.under):
        if any(trial.before.closed for trial in trials):
            return f"figures, but {_CLOSED}"
        return "figures, but none of the same goods before the measure"
    return "no customs figure lies wholly inside this time"


def _words(trial: _Trial, share: Share) -> str:
    goods = ", ".join(dict.fromkeys(e.commodity or e.code for e in share.entries))
    count = "one month" if share.months == 1 else f"{share.months} months"
    first, last = share.entries[0].start, max(e.months[-1] for e in share.entries)
    days = f"{first:%Y-%m}"
    if (last.start.year, last.start.month) != (first.year, first.month):
        days += f" to {last.start:%Y-%m}"
    when = f"{count} ({days})"
    return (
        f"{trial.compiler} records {share.observed} {trial.account.unit} of {goods} in "
        f"{when}, where {share.expected.low:,.0f} were usual before"
    )


def _reasons(path: Sequence[Step], trials: Sequence[_Trial]) -> Iterator[str]:
    """Yield why: year by year, in order of time."""
    told = [step for step in path if step.low is not None]
    if not told:
        if any(trial.under and trial.before.closed for trial in trials):
            yield f"Customs record these goods under the ban, but {_CLOSED}."
        elif any(trial.under for trial in trials):
            yield "Customs record these goods under the ban, but not just before it."
        elif any(trial.before.entries for trial in trials):
            yield "Customs record these goods before the ban, but no period under it."
        else:
            yield "No customs record of these goods around the ban is known here."
        return
    for step in told:
        yield step.reason


def _circumstances(
    reach: Reach, earlier: Sequence[Reach], trials: Sequence[_Trial]
) -> Iterator[str]:
    """Yield what else a reader must weigh: exemptions, and law that bit before."""
    if reach.measure.is_excusable:
        yield "Goods may pass on a claim that no record shows: volume proves no breach."
    for exemption in reach.measure.exemptions:
        words = exemption.words.rstrip(".")
        yield f"Exempt, and not told apart in the record: {words}."
    before = [
        other
        for other in earlier
        if any(other.in_force.overlaps(trial.before.days) for trial in trials)
    ]
    closing = ", ".join(other.measure.id for other in before if other.closes)
    leaving = ", ".join(other.measure.id for other in before if not other.closes)
    if closing:
        yield (
            f"What {closing} had closed before is left out of the usual trade, as far "
            "as months are told apart."
        )
    if leaving:
        yield (
            f"The months before were already under {leaving}, which left trade lawful."
        )
