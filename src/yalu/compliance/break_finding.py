"""What is found of breaks: whether, when and how far one line of trade falls."""

from dataclasses import dataclass
from enum import StrEnum

from yalu.compliance.legal_window import LegalDate
from yalu.compliance.level_change import LevelChange
from yalu.flows import Series
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["Break", "Change", "Timing"]


class Timing(StrEnum):
    """When a series falls, seen from the law.

    *Anticipation* is before the months in which the law asks for it, *lag* after them
    while the measure is in force, and *after end* when it no longer is, which is no
    answer to it. *Drift* is a fall that a steady trend, or a level that wanders by
    itself, explains as well as a step does, so that it has no date. *None* is no fall
    near the law; *unverifiable* too little on record.
    """

    ANTICIPATION = "anticipation"
    ON_TIME = "on_time"
    LAG = "lag"
    AFTER_END = "after_end"
    DRIFT = "drift"
    NONE = "none"
    UNVERIFIABLE = "unverifiable"


class Change(StrEnum):
    """Which way a level changes."""

    FALL = "fall"
    RISE = "rise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Whether and when one line of trade falls around one measure.

    Attributes
    ----------
    state, measure, goods, codes, direction, unit, compiler, series
        The line; see `History`.
    timing : Timing
        When it falls, judged by the likeliest month.
    possible : tuple of Timing
        Every answer that the months the break may lie in leave open.
    change : Change or None
        What the told break is; None without one, and for drift. With a rise the timing
        is none.
    month : Interval or None
        Likeliest first month of the new level; in a gap, the one nearest to the law.
    earliest, latest : Interval or None
        First and last month it may be.
    shift : int or None
        Months from the start of the measure to `month`; negative before it.
    size : LevelChange or None
        The levels on either side, a month.
    false_alarm : float or None
        Share of level series, of any memory up to 0.8, that look as strong at the
        least; the tabulated share next above. None where no break is told.
    memory : float or None
        Correlation of neighbouring months around the levels.
    window : Interval
        The months that were searched.
    before, after, missing : int
        Months on record before the start and from it on, and months not on record.
    dates : tuple of LegalDate
        The days of law.
    nearest : LegalDate or None
        The one nearest to `month`.
    others : tuple of str
        Other measures on such goods for which one of the months from `earliest` to
        `latest` would be on time.
    reasons : tuple of str
        What led to the answer and what speaks against it.
    evidence : Evidence or None
        The weakest grade of the figures.
    sources : tuple of str
        Identifiers of the sources.

    """

    state: str
    measure: str
    goods: str
    codes: tuple[str, ...]
    direction: Direction
    unit: Unit
    compiler: str
    series: Series
    timing: Timing
    possible: tuple[Timing, ...]
    change: Change | None = None
    month: Interval | None = None
    earliest: Interval | None = None
    latest: Interval | None = None
    shift: int | None = None
    size: LevelChange | None = None
    false_alarm: float | None = None
    memory: float | None = None
    window: Interval
    before: int
    after: int
    missing: int
    dates: tuple[LegalDate, ...]
    nearest: LegalDate | None = None
    others: tuple[str, ...] = ()
    reasons: tuple[str, ...]
    evidence: Evidence | None
    sources: tuple[str, ...]

    def __str__(self) -> str:
        line = f"{self.state}, {self.measure}, {self.compiler}, {self.unit}"
        return f"{line}: {self.timing.replace('_', ' ')}. {' '.join(self.reasons)}"
