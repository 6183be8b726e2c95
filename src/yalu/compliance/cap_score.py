"""How caps are scored: by the ledger that knows most, unless others contradict it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from yalu.compliance.law_doubt import doubts_of
from yalu.compliance.ledger import CapLedger, LimitShare, UnitUse
from yalu.compliance.reach import Reach
from yalu.compliance.score import Score, Step, Yardstick
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.verdict import Verdict, overall, verdict_on_cap
from yalu.flows import WORLD, Series
from yalu.periods import Interval
from yalu.provenance import weakest
from yalu.regime import CapRule, CapScope

__all__ = ["cap_score"]

_FULL = Decimal(100)
_METHOD = (
    "use of each window of the cap in the ledger that covers most months, what states "
    "notified before what customs recorded; a silent month keeps a window open"
)


def cap_score(
    reach: Reach,
    state: str,
    ledgers: Sequence[CapLedger],
    *,
    until: date,
    thresholds: Thresholds,
) -> Score | None:
    """Return the score of one cap for one state; None if it begins too late.

    Where the cap adds up all states, one state alone can break it but not keep it: a
    state with figures of its own shares the verdict on all, one without has none.

    Parameters
    ----------
    reach : Reach
        The cap.
    state : str
        A state it binds, or ``"WLD"`` for all together.
    ledgers : sequence of CapLedger
        Every ledger there is.
    until : date
        First day that is not asked about.
    thresholds : Thresholds
        Where the verdicts end.

    """
    cap = reach.measure.cap
    if cap is None or reach.in_force.start >= until:
        return None
    mine = [ledger for ledger in ledgers if ledger.measure == reach.measure.id]
    windows = cap.windows(reach.in_force, until=until)
    chosen = [_step(window, state, cap.scope, mine, thresholds) for window in windows]
    path = tuple(step for step, _ in chosen)
    behind = [ledger for _, ledger in chosen if ledger is not None]
    contested = any(_contradicted(ledger, mine) for ledger in behind)
    bounds = ((step.verdict, step.low) for step in path)
    verdict = overall(bounds, verdict_on_cap, thresholds)
    if contested and verdict is not Verdict.NOT_ENFORCED:
        verdict = Verdict.UNVERIFIABLE
    fullest = max(
        (s for s in path if s.low is not None and s.verdict is verdict),
        key=lambda step: step.low or Decimal(0),
        default=None,
    )
    silent = sum(_silent(ledger) for ledger in behind)
    graded = [ledger.evidence for ledger in behind if ledger.evidence is not None]
    return Score(
        state=state,
        measure=reach.measure.id,
        body=reach.body,
        instrument=reach.instrument,
        paragraph=reach.measure.paragraph,
        goods=reach.measure.goods.words,
        yardstick=Yardstick.CAP,
        since=reach.in_force.start,
        verdict=verdict,
        low=fullest.low if fullest else None,
        high=fullest.high if fullest else None,
        contested=contested,
        evidence=weakest(tuple(graded)),
        months=sum(step.months for step in path),
        silent=silent,
        method=_METHOD,
        reasons=(
            *_reasons(reach, path, contested=contested),
            *doubts_of(reach.measure),
        ),
        path=path,
        sources=tuple(sorted({s for ledger in behind for s in ledger.sources})),
    )


def _step(
    window: Interval,
    state: str,
    scope: CapScope,
    ledgers: Sequence[CapLedger],
    thresholds: Thresholds,
) -> tuple[Step, CapLedger | None]:
    here = [x for x in ledgers if x.window == window and x.binding is not None]
    own = _fullest_record([x for x in here if x.states == state])
    together = scope is CapScope.ALL_STATES
    if state == WORLD or (together and own is not None and not _is_over(own)):
        own = _fullest_record([x for x in here if _is_whole(x, here)])
    # Whoever shows the limit passed outweighs a list with gaps that does not reach it.
    over = _fullest_record(
        [x for x in here if _is_over(x) and state in (x.states, WORLD)]
    )
    if over is not None and (own is None or own.exceeded is None):
        own = over
    if own is None or own.binding is None:
        reason = "nothing on record of this state can be held against the limit"
        return Step(period=window, verdict=Verdict.UNVERIFIABLE, reason=reason), None
    share = own.binding
    verdict = verdict_on_cap(share.low, share.high, thresholds)
    reason = str(own)
    if own.exceeded is None:
        verdict = Verdict.UNVERIFIABLE
        silent = _silent(own)
        count = "1 month is" if silent == 1 else f"{silent} months are"
        reason = f"{reason} {count} unreported."
    elif own.exceeded is False and _contradicted(own, ledgers):
        verdict = Verdict.UNVERIFIABLE
        reason = f"{reason} Others allege that the cap was exceeded."
    elif own.exceeded is False and over is not None:
        verdict = Verdict.UNVERIFIABLE
        reason = f"{reason} But {over}"
    use = _use_of(own, share)
    step = Step(
        period=window,
        verdict=verdict,
        low=share.low,
        high=share.high,
        observed=use.total,
        unit=use.unit,
        months=len(use.months) - _silent(own),
        series=own.series,
        compiler=own.compiler,
        reason=reason,
        evidence=own.evidence,
        sources=own.sources,
        contested=_contradicted(own, ledgers),
    )
    return step, own


def _is_over(ledger: CapLedger) -> bool:
    return ledger.binding is not None and ledger.binding.low > _FULL


def _is_whole(ledger: CapLedger, others: Sequence[CapLedger]) -> bool:
    """Return whether a ledger shows everyone whose shipments the cap adds up.

    The Committee publishes what every state notified, so that its list is whole with
    the states that are on it. Customs show their own state and never the others.
    """
    if ledger.states == WORLD or ledger.states.startswith("sum of"):
        return True
    if ledger.series is not Series.NOTIFIED:
        return False
    same = [x for x in others if x.series is ledger.series]
    return {x.states for x in same} == {ledger.states}


def _fullest_record(ledgers: Sequence[CapLedger]) -> CapLedger | None:
    """Return the ledger to judge by: notified first, then most months, then fullest."""
    known = [x for x in ledgers if x.series in (Series.NOTIFIED, Series.CUSTOMS)]

    def rank(ledger: CapLedger) -> tuple[bool, int, Decimal]:
        share = ledger.binding
        low = share.low if share is not None else Decimal(0)
        return (ledger.series is Series.NOTIFIED, -_silent(ledger), low)

    return max(known, key=rank, default=None)


def _use_of(ledger: CapLedger, share: LimitShare) -> UnitUse:
    return next(use for use in ledger.uses if share in use.shares)


def _silent(ledger: CapLedger) -> int:
    """Return how many months of its best-known unit are unreported."""
    return min(len(use.with_status("unreported")) for use in ledger.uses)


def _contradicted(ledger: CapLedger, others: Sequence[CapLedger]) -> bool:
    """Return whether anybody alleges more than the cap for the same window."""
    return ledger.exceeded is not True and any(
        other.series is Series.ALLEGED
        and other.window == ledger.window
        and other.exceeded is True
        for other in others
    )


def _reasons(reach: Reach, path: Sequence[Step], *, contested: bool) -> Iterator[str]:
    cap = reach.measure.cap
    if cap is not None and cap.rule is CapRule.NOT_ABOVE_PREVIOUS_12_MONTHS:
        yield "The limit is each state's own past supply, which is not on record."
    if contested:
        yield "Others allege that the cap was exceeded while notifications stay below."
    decided = [step for step in path if step.verdict is not Verdict.UNVERIFIABLE]
    if not decided:
        yield "In no window does the record reach as far as a verdict."
    for step in decided:
        yield step.reason
    open_windows = len(path) - len(decided)
    if decided and open_windows:
        yield f"{open_windows} of {len(path)} windows stay unverifiable."
