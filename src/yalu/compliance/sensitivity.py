"""Sensitivity: which verdicts stand whatever is chosen, and which hang on a choice.

Every alternative of `yalu.compliance.alternatives` is one choice made otherwise. Its
effect on a score is

- *same*: the verdict stands;
- *changed*: another verdict is given, and *flipped* if one of the two is kept and the
  other is not;
- *lost* or *gained*: there is no verdict then, or one where there was none;
- *left out*: the measure itself is set aside.

The *robust share* of a score is the share of alternatives that touch it, other than
leaving it out, under which the verdict stands. It counts alternatives and says nothing
of how likely each is. An alternative that is near to the default in numbers may be far
from it in reason, so the rows matter more than the share.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pyarrow as pa

from yalu.compliance.alternatives import Alternative, Choice, Key, alternatives
from yalu.compliance.case import Case, case
from yalu.compliance.pattern import Pattern, StatePattern, patterns
from yalu.compliance.plain_form import plain
from yalu.compliance.score import Score
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.verdict import Verdict
from yalu.compliance.yardsticks import Estimated, estimated_yardsticks
from yalu.flows import FlowTable
from yalu.regime import Regime

__all__ = [
    "Effect",
    "PatternShift",
    "Robustness",
    "Sensitivity",
    "Shift",
    "sensitivity",
    "sensitivity_of",
]


class Effect(StrEnum):
    """What an alternative does to a verdict."""

    SAME = "same"
    CHANGED = "changed"
    FLIPPED = "flipped"
    LOST = "lost"
    GAINED = "gained"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One score under one alternative.

    Attributes
    ----------
    state, measure : str
        Whose score, and on what.
    choice : Choice
        What kind of choice was made otherwise.
    alternative : str
        What was chosen instead.
    verdict, then : Verdict, Verdict or None
        The verdict as it is and as it would be; None where the measure is left out.
    low, high : Decimal or None
        Bounds in percent then, as in the score.
    effect : Effect
        What that does to the verdict.

    """

    state: str
    measure: str
    choice: Choice
    alternative: str
    verdict: Verdict
    then: Verdict | None
    low: Decimal | None
    high: Decimal | None
    effect: Effect

    @property
    def changed(self) -> bool:
        """Whether the verdict differs."""
        return self.effect not in (Effect.SAME, Effect.LEFT_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternShift:
    """The pattern of one state under one alternative.

    Attributes
    ----------
    state : str
        The state.
    choice : Choice
        What kind of choice was made otherwise.
    alternative : str
        What was chosen instead.
    over_time, over_time_then : Pattern
        The pattern over time as it is and as it would be; unverifiable if nothing
        is left.
    over_measures, over_measures_then : Pattern
        The same over measures.

    """

    state: str
    choice: Choice
    alternative: str
    over_time: Pattern
    over_time_then: Pattern
    over_measures: Pattern
    over_measures_then: Pattern

    @property
    def changed(self) -> bool:
        """Whether one of the patterns differs."""
        now = (self.over_time, self.over_measures)
        return now != (self.over_time_then, self.over_measures_then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How many alternatives one verdict stands under.

    Attributes
    ----------
    state, measure : str
        Whose score, and on what.
    verdict : Verdict
        The verdict as it is.
    alternatives, same, flipped : int
        Alternatives that touch the score without leaving it out; under how many the
        verdict stands; under how many what is kept becomes not kept, or the reverse.

    """

    state: str
    measure: str
    verdict: Verdict
    alternatives: int
    same: int
    flipped: int

    @property
    def share(self) -> Decimal | None:
        """The robust share, from 0 to 1; None where nothing touches the score."""
        return Decimal(self.same) / self.alternatives if self.alternatives else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How the scores and patterns of a case depend on what was chosen.

    Attributes
    ----------
    shifts : tuple of Shift
        One for each alternative and score that it touches.
    patterns : tuple of PatternShift
        One for each alternative and state.
    scores : tuple of Robustness
        One for each score.

    """

    shifts: tuple[Shift, ...]
    patterns: tuple[PatternShift, ...]
    scores: tuple[Robustness, ...]

    def robust(self, state: str, measure: str) -> Decimal | None:
        """Return the robust share of one score; None where nothing touches it."""
        held = (s for s in self.scores if (s.state, s.measure) == (state, measure))
        found = next(held, None)
        return None if found is None else found.share

    @property
    def table(self) -> pa.Table:
        """The shifts as a table, in plain form."""
        names = (
            *("state", "measure", "choice", "alternative", "verdict", "then"),
            *("low", "high", "effect"),
        )
        rows = [{name: plain(getattr(s, name)) for name in names} for s in self.shifts]
        schema = pa.schema(
            [(n, pa.float64() if n in ("low", "high") else pa.string()) for n in names]
        )
        return pa.Table.from_pylist(rows, schema=schema)

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain form, ready to be JSON."""
        return {
            "shifts": plain(self.shifts),
            "patterns": plain(self.patterns),
            "scores": [{**plain(s), "share": plain(s.share)} for s in self.scores],
            "words": str(self),
        }

    def __str__(self) -> str:
        decided = [s for s in self.scores if s.verdict.is_decided]
        firm = sum(s.alternatives == s.same for s in decided)
        flipped = sum(s.flipped > 0 for s in decided)
        count = len({(s.choice, s.alternative) for s in self.patterns})
        gained = {(s.state, s.measure) for s in self.shifts if s.effect == "gained"}
        turned = Counter(s.state for s in self.patterns if s.changed)
        told = ", ".join(f"{state} under {n}" for state, n in turned.items())
        return (
            f"{count} alternatives. Of {len(decided)} decided verdicts {firm} stand "
            f"under all of them, {flipped} turn from kept to not kept or back; "
            f"{len(gained)} open ones would be decided. "
            f"Patterns change for {told or 'no state'}."
        )


def sensitivity(
    regime: Regime,
    flows: FlowTable | pa.Table,
    *,
    states: Iterable[str] | None = None,
    until: date | None = None,
    thresholds: Thresholds | None = None,
    absences: pa.Table | None = None,
    estimates: Iterable[Estimated] = (),
) -> Sensitivity:
    """Return how verdicts and patterns change when one choice is made otherwise.

    Parameters
    ----------
    regime, flows, states, until, thresholds, absences
        As for `yalu.compliance.assess`.
    estimates : iterable of Counterfactual, optional
        What would have moved without a measure: each is tried as a yardstick instead
        of the months before. None are made here, since they take chance and time.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    held = case(
        regime,
        flows,
        states=states,
        until=until,
        thresholds=thresholds,
        absences=absences,
    )
    return sensitivity_of(held, estimates)


def sensitivity_of(held: Case, estimates: Iterable[Estimated] = ()) -> Sensitivity:
    """Return the sensitivity of the verdicts on a case; see `sensitivity`."""
    scores = held.scores()
    now = patterns(scores, thresholds=held.thresholds)
    shifts: list[Shift] = []
    shapes: list[PatternShift] = []
    for other in (*alternatives(held), *estimated_yardsticks(held, estimates)):
        shifts += _shifts(scores, other)
        shapes += _shapes(scores, now, other, held.thresholds)
    return Sensitivity(
        shifts=tuple(shifts),
        patterns=tuple(shapes),
        scores=tuple(_robustness(scores, shifts)),
    )


def _shifts(scores: Sequence[Score], other: Alternative) -> Iterator[Shift]:
    for score in scores:
        key = (score.state, score.measure)
        if key in other.scores:
            then = other.scores[key]
            yield Shift(
                state=score.state,
                measure=score.measure,
                choice=other.choice,
                alternative=other.words,
                verdict=score.verdict,
                then=None if then is None else then.verdict,
                low=None if then is None else then.low,
                high=None if then is None else then.high,
                effect=_effect(score.verdict, None if then is None else then.verdict),
            )


def _effect(verdict: Verdict, then: Verdict | None) -> Effect:
    if then is None:
        return Effect.LEFT_OUT
    if then is verdict:
        return Effect.SAME
    match verdict.is_decided, then.is_decided:
        case True, False:
            return Effect.LOST
        case False, _:
            return Effect.GAINED
        case _:
            flipped = verdict.is_kept is not then.is_kept
            return Effect.FLIPPED if flipped else Effect.CHANGED


def _shapes(
    scores: Sequence[Score],
    now: Sequence[StatePattern],
    other: Alternative,
    thresholds: Thresholds,
) -> Iterator[PatternShift]:
    changed = [
        other.scores.get((score.state, score.measure), score) for score in scores
    ]
    left = [score for score in changed if score is not None]
    then = {one.state: one for one in patterns(left, thresholds=thresholds)}
    for one in now:
        after = then.get(one.state)
        yield PatternShift(
            state=one.state,
            choice=other.choice,
            alternative=other.words,
            over_time=one.over_time,
            over_time_then=after.over_time if after else Pattern.UNVERIFIABLE,
            over_measures=one.over_measures,
            over_measures_then=after.over_measures if after else Pattern.UNVERIFIABLE,
        )


def _robustness(
    scores: Sequence[Score], shifts: Sequence[Shift]
) -> Iterator[Robustness]:
    counts: dict[Key, Counter[Effect]] = {}
    for shift in shifts:
        key = (shift.state, shift.measure)
        counts.setdefault(key, Counter())[shift.effect] += 1
    for score in scores:
        found = counts.get((score.state, score.measure), Counter())
        yield Robustness(
            state=score.state,
            measure=score.measure,
            verdict=score.verdict,
            alternatives=found.total() - found[Effect.LEFT_OUT],
            same=found[Effect.SAME],
            flipped=found[Effect.FLIPPED],
        )
