"""A score: the verdict on one measure for one state, and everything behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yalu.compliance.statement import Amount
from yalu.compliance.verdict import Verdict
from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Unit

__all__ = ["Score", "Step", "Yardstick"]


class Yardstick(StrEnum):
    """What a measure was held against."""

    MONTHS_BEFORE = "months_before"
    CAP = "cap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The verdict on one stretch of time.

    Attributes
    ----------
    period : Interval
        A calendar year, or the window of a cap, as far as the measure was in force.
    verdict : Verdict
        The verdict.
    low, high : Decimal or None
        For a ban, what is recorded of what was expected; for a cap, its use; both in
        percent. None where unknown.
    observed, expected : Amount or None
        What is recorded, and what was expected or allowed, in `unit`.
    unit : Unit or None
        What is counted.
    months : int
        Months on record.
    series : Series or None
        Kind of statement it rests on.
    compiler : str
        Whose figures it rests on.
    reason : str
        Why, in a sentence.
    evidence : Evidence or None
        Weakest grade of the figures it rests on; None without figures.
    sources : tuple of str
        Sources of them.
    contested : bool
        Whether another kind of statement on days of this stretch says otherwise. What
        is kept then counts as undecided.

    """

    period: Interval
    verdict: Verdict
    low: Decimal | None = None
    high: Decimal | None = None
    observed: Amount | None = None
    expected: Amount | None = None
    unit: Unit | None = None
    months: int = 0
    series: Series | None = None
    compiler: str = ""
    reason: str
    evidence: Evidence | None = None
    sources: tuple[str, ...] = ()
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The verdict on one measure for one state.

    Attributes
    ----------
    state : str
        The state; ``"WLD"`` for all together, under a cap that adds them up.
    measure, body, instrument, paragraph, goods : str
        The measure, and what it covers in words.
    yardstick : Yardstick
        What it was held against.
    since : date
        First day of the measure.
    verdict : Verdict
        The verdict on all that is on record.
    low, high : Decimal or None
        Bounds in percent, as in the steps: of the worst of those that carry the
        verdict.
    contested : bool
        Whether another kind of statement says otherwise of some stretch.
    evidence : Evidence or None
        Weakest grade behind the verdict; None without figures.
    months : int
        Months on record since the measure began.
    silent : int
        Months without a figure since then.
    method : str
        How it was judged, in a sentence.
    reasons : tuple of str
        Why, in sentences: stretch by stretch in order of time, then what else a reader
        must weigh.
    path : tuple of Step
        Year by year, or window by window.
    sources : tuple of str
        Sources behind it.

    """

    state: str
    measure: str
    body: str
    instrument: str
    paragraph: str
    goods: str
    yardstick: Yardstick
    since: date
    verdict: Verdict
    low: Decimal | None
    high: Decimal | None
    contested: bool = False
    evidence: Evidence | None
    months: int
    silent: int
    method: str
    reasons: tuple[str, ...]
    path: tuple[Step, ...]
    sources: tuple[str, ...]

    def __str__(self) -> str:
        where = f"{self.instrument}, para. {self.paragraph}".removesuffix(", para. ")
        verdict = self.verdict.replace("_", " ")
        known = f"on {self.months} of {self.months + self.silent} months"
        return f"{self.state}, {self.goods} ({where}): {verdict}, {known}. {self.why}"

    @property
    def why(self) -> str:
        """The reason of the stretch that decides; where none does, the first reason."""
        ends = (self.verdict, self.low, self.high)
        if self.verdict.is_decided and self.low is not None:
            for step in self.path:
                if (step.verdict, step.low, step.high) == ends:
                    return step.reason
        return self.reasons[0] if self.reasons else ""
