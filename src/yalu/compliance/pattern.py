"""Patterns: whether enforcement is steady, spotty or partial.

A verdict of one measure and stretch of time is *kept* (enforced or mostly), *not kept*
(partly or not enforced) or *unverifiable*. What is kept, but
contested by another kind of statement on the same days, is *unverifiable* too. A
stretch belongs to the calendar year in which it begins. Two questions are asked of
those verdicts, and answered apart.

*Over time*, one measure, or one state with all its measures, is ranked year by year:
2 where everything decided is kept, 0 where nothing is, 1 where some of it is. Years
without a verdict are passed over. The ranks

- are all the same: **consistent**, told as *consistently kept*, *consistently not kept*
  or *consistently kept in part*;
- never fall, and rise: **improving**;
- never rise, and fall: **lapsing**;
- rise and fall: **spotty**;
- are fewer than `Thresholds.pattern_years`: **unverifiable**.

*Over measures*, a state is **partial** if in some year one measure is kept and another
is not; **consistent** if no year is partial and in some year at least
`Thresholds.pattern_measures` measures are decided; **unverifiable** otherwise.

A pattern speaks of the verdicts that the record decides, and always says how many they
are of all. Where the measures that are decided change from year to year, so may the
ranks, without any change in what a state does: that is told as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from yalu.compliance.score import Score, Step
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.year_count import YearCount
from yalu.periods import Interval

__all__ = ["MeasurePattern", "Pattern", "StatePattern", "patterns"]


class Pattern(StrEnum):
    """How verdicts differ over time or over measures."""

    CONSISTENT = "consistent"
    IMPROVING = "improving"
    LAPSING = "lapsing"
    SPOTTY = "spotty"
    PARTIAL = "partial"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePattern:
    """How one state's verdicts on one measure differ over time.

    Attributes
    ----------
    state, measure, body, goods : str
        The state, the measure, who made it, and its goods in words.
    over_time : Pattern
        The pattern.
    verdicts, decided : int
        Stretches of time, and how many of them are decided.
    switches : int
        How often two decided years that follow each other differ.
    years : tuple of YearCount
        Year by year.
    reasons : tuple of str
        Why, in sentences.

    """

    state: str
    measure: str
    body: str
    goods: str
    over_time: Pattern
    verdicts: int
    decided: int
    switches: int
    years: tuple[YearCount, ...]
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        told = _path_words(self.over_time, self.years)
        return f"{self.state}, {self.measure}: {told}. {self.reasons[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePattern:
    """How one state's verdicts differ over time and over measures.

    Attributes
    ----------
    state : str
        The state; ``"WLD"`` for all together, under caps that add them up.
    over_time, over_measures : Pattern
        The patterns.
    verdicts, decided : int
        Verdicts on measure and stretch of time, and how many are decided.
    kept, not_kept : int
        How the decided ones fall.
    switches : int
        How often two decided years that follow each other differ.
    compared : int
        Measures decided in more than one year: only they show like against like.
    contested : tuple of str
        Measures on which another kind of statement says otherwise.
    is_thin : bool
        Whether a smaller share is decided than `Thresholds.pattern_share`.
    years : tuple of YearCount
        Every year from the first measure to the end of the record.
    measures : tuple of MeasurePattern
        Measure by measure.
    reasons : tuple of str
        Why, in sentences.

    """

    state: str
    over_time: Pattern
    over_measures: Pattern
    verdicts: int
    decided: int
    kept: int
    not_kept: int
    switches: int
    compared: int
    contested: tuple[str, ...]
    is_thin: bool
    years: tuple[YearCount, ...]
    measures: tuple[MeasurePattern, ...]
    reasons: tuple[str, ...]

    @property
    def decided_share(self) -> Decimal:
        """Decided of all verdicts, from 0 to 1."""
        return Decimal(self.decided) / self.verdicts if self.verdicts else Decimal(0)

    @property
    def partial_years(self) -> tuple[int, ...]:
        """Years in which one measure is kept and another is not."""
        return tuple(one.year for one in self.years if one.is_partial)

    @property
    def differs(self) -> bool:
        """Whether the verdicts differ at all, over years or between measures."""
        return bool(self.kept) and bool(self.not_kept)

    @property
    def path_words(self) -> str:
        """The pattern over time; steady keeping told apart from steady breach."""
        return _path_words(self.over_time, self.years)

    @property
    def words(self) -> str:
        """The patterns in a clause; how few verdicts they rest on, where they are thin.

        What rests on a small part is no pattern of the state, and is not called one.
        """
        if self.is_thin:
            return (
                f"on {self.decided} of {self.verdicts} verdicts, too few for a pattern"
            )
        return f"{self.path_words} over time, {self.over_measures} over measures"

    def __str__(self) -> str:
        return f"{self.state}: {self.words}. {' '.join(self.reasons)}"


def patterns(
    scorecard: Iterable[Score],
    *,
    thresholds: Thresholds | None = None,
    body: str | None = None,
    between: Interval | None = None,
) -> tuple[StatePattern, ...]:
    """Return the pattern of every state in a scorecard, in its order.

    Parameters
    ----------
    scorecard : iterable of Score
        The scores.
    thresholds : Thresholds, optional
        How many verdicts a pattern asks for.
    body : str, optional
        Keep to the measures of one body. States often ban by their own law what the
        Council bans, and such twins count twice where both are asked about.
    between : Interval, optional
        Keep to stretches that share a day with this time; by default all.

    Returns
    -------
    tuple of StatePattern
        States without a verdict to look at are left out.

    """
    limits = thresholds or Thresholds()
    by_state: dict[str, list[tuple[Score, tuple[Step, ...]]]] = defaultdict(list)
    for score in scorecard:
        path = tuple(
            step
            for step in score.path
            if between is None or between.overlaps(step.period)
        )
        if path and body in (None, score.body):
            by_state[score.state].append((score, path))
    return tuple(_of_state(state, held, limits) for state, held in by_state.items())


def _of_state(
    state: str, held: Sequence[tuple[Score, tuple[Step, ...]]], limits: Thresholds
) -> StatePattern:
    measures = tuple(_of_measure(score, path, limits) for score, path in held)
    years = _years((score.measure, step) for score, path in held for step in path)
    steps = [step for _, path in held for step in path]
    kept = sum(step.verdict.is_kept and _is_decided(step) for step in steps)
    decided = sum(_is_decided(step) for step in steps)
    thin = decided < limits.pattern_share * len(steps)
    ranks = [one.rank for one in years if one.rank is not None]
    compared = sum(
        sum(year.rank is not None for year in one.years) > 1 for one in measures
    )
    contested = tuple(score.measure for score, _ in held if score.contested)
    reasons = (
        _share_in_words(years, len(steps), decided),
        *_caveats(compared, contested, Decimal(decided) / len(steps), thin=thin),
    )
    return StatePattern(
        state=state,
        over_time=_over_time(ranks, limits.pattern_years),
        over_measures=_over_measures(years, limits.pattern_measures),
        verdicts=len(steps),
        decided=decided,
        kept=kept,
        not_kept=decided - kept,
        switches=_switches(ranks),
        compared=compared,
        contested=contested,
        is_thin=thin,
        years=years,
        measures=measures,
        reasons=reasons,
    )


def _of_measure(
    score: Score, path: tuple[Step, ...], limits: Thresholds
) -> MeasurePattern:
    years = _years((score.measure, step) for step in path)
    ranks = [one.rank for one in years if one.rank is not None]
    decided = sum(_is_decided(step) for step in path)
    return MeasurePattern(
        state=score.state,
        measure=score.measure,
        body=score.body,
        goods=score.goods,
        over_time=_over_time(ranks, limits.pattern_years),
        verdicts=len(path),
        decided=decided,
        switches=_switches(ranks),
        years=years,
        reasons=(_share_in_words(years, len(path), decided),),
    )


def _years(steps: Iterable[tuple[str, Step]]) -> tuple[YearCount, ...]:
    """Return the counts of every year from the first to the last, none left out."""
    found: dict[int, dict[str, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for measure, step in steps:
        found[step.period.start.year][measure].append(step)
    counts = []
    for year in range(min(found), max(found) + 1):
        names: dict[bool | None, list[str]] = {True: [], False: [], None: []}
        for measure, held in found.get(year, {}).items():
            names[_kept(held)].append(measure)
        counts.append(
            YearCount(
                year=year,
                kept=tuple(names[True]),
                not_kept=tuple(names[False]),
                unverifiable=tuple(names[None]),
            )
        )
    return tuple(counts)


def _is_decided(step: Step) -> bool:
    """Return whether a verdict counts: what is kept must not be contested."""
    return step.verdict.is_decided and not (step.contested and step.verdict.is_kept)


def _kept(steps: Sequence[Step]) -> bool | None:
    """Return whether a measure was kept in a year: wherever the record decides."""
    decided = [step.verdict.is_kept for step in steps if _is_decided(step)]
    return all(decided) if decided else None


def _over_time(ranks: Sequence[int], fewest: int) -> Pattern:
    if len(ranks) < fewest:
        return Pattern.UNVERIFIABLE
    rises = any(first < then for first, then in pairwise(ranks))
    falls = any(first > then for first, then in pairwise(ranks))
    match rises, falls:
        case True, True:
            return Pattern.SPOTTY
        case True, False:
            return Pattern.IMPROVING
        case False, True:
            return Pattern.LAPSING
        case _:
            return Pattern.CONSISTENT


def _path_words(pattern: Pattern, years: Sequence[YearCount]) -> str:
    if pattern is not Pattern.CONSISTENT:
        return pattern.value
    kept, broken = any(one.kept for one in years), any(one.not_kept for one in years)
    if kept and broken:
        return "consistently kept in part"
    return "consistently kept" if kept else "consistently not kept"


def _over_measures(years: Sequence[YearCount], fewest: int) -> Pattern:
    if any(one.is_partial for one in years):
        return Pattern.PARTIAL
    if any(one.decided >= fewest for one in years):
        return Pattern.CONSISTENT
    return Pattern.UNVERIFIABLE


def _switches(ranks: Sequence[int]) -> int:
    return sum(first != then for first, then in pairwise(ranks))


def _share_in_words(years: Sequence[YearCount], verdicts: int, decided: int) -> str:
    told = "; ".join(
        f"{one.year} {', '.join(_parts(one))}" for one in years if one.decided
    )
    return f"Decided by the record: {decided} of {verdicts} verdicts{_after(told)}."


def _after(told: str) -> str:
    return f" ({told})" if told else ""


def _parts(year: YearCount) -> Iterator[str]:
    if year.kept:
        yield f"{len(year.kept)} kept"
    if year.not_kept:
        yield f"{len(year.not_kept)} not kept"


def _caveats(
    compared: int, contested: Sequence[str], share: Decimal, *, thin: bool
) -> Iterator[str]:
    """Yield what a reader must weigh before making much of a pattern."""
    if share and thin:
        yield f"That is {share:.0%}: what they show is true of a small part only."
    if share:
        count = f"{compared} measures are" if compared != 1 else "1 measure is"
        yield f"{count} decided in more than one year; the rest compares unlike years."
    if contested:
        yield f"Others allege breaches of {', '.join(contested)}."
