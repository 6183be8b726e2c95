"""How bans are scored: what is still recorded of the trade of the year before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from yalu.compliance.account import Account, Entry, settle
from yalu.compliance.baseline import Baseline, Share, baseline, pooled, share_of
from yalu.compliance.reach import Reach
from yalu.compliance.score import Score, Step, Yardstick
from yalu.compliance.statement import Statement, weakest
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.verdict import Verdict, verdict_on_ban
from yalu.flows import WORLD, Series
from yalu.periods import Interval, months
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["ban_score"]

_SUBHEADING = 6

_METHOD = (
    "what customs record under the ban over the same months' trade in the {} months "
    "before it, good by good; no counterfactual"
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
        The other measures, to name those that bit before.
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
    trials = sorted(_trials(reach, about, end, thresholds), key=lambda t: t.rank)
    known = {month for trial in trials for e in trial.under for month in e.months}
    contested = any(_alleges(s, asked) for s in mine)
    years = [(year, _best_in(year, trials)) for year in _years(asked)]
    used = [found for _, found in years if found is not None]
    best = max(used, key=lambda pair: pair[1].months, default=None)
    share = _excused(reach, _pooled(used))
    graded = [t.account.evidence for t, _ in used if t.account.evidence is not None]
    measure = reach.measure
    return Score(
        state=state,
        measure=measure.id,
        body=reach.body,
        instrument=reach.instrument,
        paragraph=measure.paragraph,
        goods=measure.goods.words,
        yardstick=Yardstick.MONTHS_BEFORE,
        since=asked.start,
        verdict=_verdict(share, thresholds, contested=contested),
        low=share.low if share else None,
        high=share.high if share else None,
        contested=contested,
        evidence=weakest(tuple(graded)),
        months=len(known),
        silent=sum(month not in known for month in months(asked)),
        method=_METHOD.format(thresholds.baseline_months),
        reasons=(
            *_reasons(share, used, trials, thresholds, contested=contested),
            *_circumstances(reach, state, others, best),
        ),
        path=tuple(
            _step(reach, year, found, thresholds, contested=contested)
            if found is not None
            else Step(
                period=year,
                verdict=Verdict.UNVERIFIABLE,
                reason=_why_not(year, trials, about),
            )
            for year, found in years
        ),
        sources=tuple(sorted({s for t, _ in used for s in t.account.sources})),
    )


def _verdict(
    share: Share | None, thresholds: Thresholds, *, contested: bool
) -> Verdict:
    if share is None or share.months < thresholds.fewest_months:
        return Verdict.UNVERIFIABLE
    verdict = verdict_on_ban(share.low, share.high, thresholds)
    if contested and verdict is not Verdict.NOT_ENFORCED:
        return Verdict.UNVERIFIABLE
    return verdict


def _alleges(statement: Statement, days: Interval) -> bool:
    return (
        statement.series is Series.ALLEGED
        and days.covers(statement.period)
        and any(amount.low > 0 for amount in statement.amounts.values())
    )


def _trials(
    reach: Reach, about: Sequence[Statement], end: date, thresholds: Thresholds
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
                account, start=reach.in_force.start, thresholds=thresholds
            )
            under = tuple(e for e in account.entries if e.within(days))
            yield _Trial(compiler, account, before, under, share_of(under, before))


def _years(asked: Interval) -> Iterator[Interval]:
    last = asked.last or asked.start
    for year in range(asked.start.year, last.year + 1):
        whole = Interval.calendar_year(year)
        start = max(whole.start, asked.start)
        yield Interval(start, min(whole.end or last, asked.end or last))


_Found = tuple[_Trial, Share]


def _best_in(year: Interval, trials: Sequence[_Trial]) -> _Found | None:
    """Return who records most of a year, with what of the usual trade is recorded."""
    shares = [
        (trial, share)
        for trial in trials
        for share in [
            share_of((e for e in trial.under if e.within(year)), trial.before)
        ]
        if share is not None
    ]
    return max(shares, key=lambda pair: (pair[1].months, pair[0].rank), default=None)


def _excused(reach: Reach, share: Share | None) -> Share | None:
    """Lower the low end to nothing where all that moved may have been lawful."""
    if share is None or not reach.measure.is_excusable:
        return share
    return replace(share, low=Decimal(0))


def _pooled(used: Sequence[_Found]) -> Share | None:
    """Return the share over all years, in the unit that most months are recorded in."""
    months_in: dict[Unit, int] = {}
    for trial, share in used:
        unit = trial.account.unit
        months_in[unit] = months_in.get(unit, 0) + share.months
    if not months_in:
        return None
    chosen = max(months_in, key=lambda unit: months_in[unit])
    return pooled([s for trial, s in used if trial.account.unit is chosen])


def _step(
    reach: Reach,
    year: Interval,
    found: _Found,
    thresholds: Thresholds,
    *,
    contested: bool,
) -> Step:
    trial, usual = found
    share = _excused(reach, usual) or usual
    verdict = verdict_on_ban(share.low, share.high, thresholds)
    if contested and verdict is not Verdict.NOT_ENFORCED:
        verdict = Verdict.UNVERIFIABLE
    return Step(
        period=year,
        verdict=verdict,
        low=share.low,
        high=share.high,
        observed=share.observed,
        expected=share.expected,
        unit=trial.account.unit,
        months=share.months,
        series=Series.CUSTOMS,
        compiler=trial.compiler,
        reason=f"{_words(trial, share)}.",
    )


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
        return "figures, but none of the same goods before the measure"
    return "no customs figure lies wholly inside this time"


def _words(trial: _Trial, share: Share) -> str:
    goods = ", ".join(dict.fromkeys(e.commodity or e.code for e in share.entries))
    count = "one month" if share.months == 1 else f"{share.months} months"
    first, last = share.entries[0].start, max(e.months[-1] for e in share.entries)
    when = f"{count} ({first:%Y-%m} to {last.start:%Y-%m})"
    return (
        f"{trial.compiler} records {share.observed} {trial.account.unit} of {goods} in "
        f"{when}, where {share.expected.low:,.0f} were usual before"
    )


def _reasons(
    share: Share | None,
    used: Sequence[_Found],
    trials: Sequence[_Trial],
    thresholds: Thresholds,
    *,
    contested: bool,
) -> Iterator[str]:
    if share is None:
        if any(trial.under for trial in trials):
            yield "Customs record these goods under the ban, but not just before it."
        elif any(trial.before.entries for trial in trials):
            yield "Customs record these goods before the ban, but no period under it."
        else:
            yield "Customs record nothing of these goods around the ban in this table."
        return
    if contested:
        yield "Others allege that such goods moved all the same."
    if share.months < thresholds.fewest_months:
        yield (
            f"{share.months} months are too few for a verdict, which asks for "
            f"{thresholds.fewest_months}."
        )
    for trial, part in used:
        yield f"{_words(trial, part)}."
    chosen = {id(trial) for trial, _ in used}
    for other in trials:
        if id(other) not in chosen and other.share is not None:
            yield f"Beside it, {_words(other, other.share)}."


def _circumstances(
    reach: Reach, state: str, others: Sequence[Reach], best: _Found | None
) -> Iterator[str]:
    """Yield what else a reader must weigh: exemptions, and law that bit before."""
    if reach.measure.is_excusable:
        yield "Goods may pass on a claim that no record shows: volume proves no breach."
    for exemption in reach.measure.exemptions:
        words = exemption.words.rstrip(".")
        yield f"Exempt, and not told apart in the record: {words}."
    if best is None:
        return
    goods = _goods(reach)
    earlier = [
        other.measure.id
        for other in others
        if other.measure.id != reach.measure.id
        and other.in_force.start < reach.in_force.start
        and other.in_force.overlaps(best[0].before.days)
        and other.binds(state)
        and not goods.isdisjoint(_goods(other))
    ]
    if earlier:
        yield f"The months before were already under {', '.join(earlier)}."


def _goods(reach: Reach) -> set[tuple[Direction, str, str]]:
    """Return the six-digit goods of a measure; headings hold goods of others too."""
    return {key for key in reach.certainty if len(key[2]) == _SUBHEADING}
