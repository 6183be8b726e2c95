"""Rows of what a model of the cycle says: effects, chances, and how it fared before.

All are estimates that rest on the whole log.
"""

from dataclasses import dataclass
from datetime import date

__all__ = ["Chance", "EffectRow", "HeldBin", "Pull", "Quantile", "ScoreRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What one event of a stream does to another stream.

    Attributes
    ----------
    cause, target : str
        Labels of the streams.
    short : str
        A short name of the cause.
    horizon : int
        Days that are counted.
    added, low, high : float
        Events that it brings about, or holds back if below zero: middle and interval
        of 90 percent.

    """

    cause: str
    target: str
    short: str
    horizon: int
    added: float
    low: float
    high: float

    @property
    def is_told(self) -> bool:
        """Whether the interval leaves out that nothing is done."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """How often something happens after an act, over how often it would without.

    Attributes
    ----------
    cause, of : str
        Labels of the act's stream, and of what is counted.
    horizon : int
        Days after the act.
    against : str
        What the days after are held against.
    ratio, low, high : float or None
        Middle and interval of 90 percent; one where the act does nothing. None where
        nothing bounds it.
    told : str
        The counts or the difference behind it.

    """

    cause: str
    of: str
    horizon: int
    against: str
    ratio: float | None
    low: float | None
    high: float | None
    told: str

    @property
    def is_told(self) -> bool:
        """Whether the interval leaves out that nothing is done."""
        return (self.low is not None and self.low > 1) or (
            self.high is not None and self.high < 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How likely at least one event is in the days to come.

    Attributes
    ----------
    group, label : str
        Of what.
    horizon : int
        Days ahead.
    on, until : date
        From the start of which day, and the last day of the horizon.
    probability, low, high : float
        Of at least one event: the mean over draws of the parameters, and between which
        two those of the middle 90 percent of the draws lie. Of one set of parameters,
        the range is that of the error from drawing futures.
    mean : float
        Expected number of events.
    count_low, count_high : int
        Between which numbers the middle 90 percent of the futures lie.
    usual : float or None
        What the rate of all history says of the same days.
    caution : str
        What the backtest says against it; empty where it beat that rate.

    """

    group: str
    label: str
    horizon: int
    on: date
    until: date
    probability: float
    low: float
    high: float
    mean: float
    count_low: int
    count_high: int
    usual: float | None
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBin:
    """Forecasts of about one probability, and how often they came true.

    Attributes
    ----------
    group : str
        Of what.
    horizon : int
        Days ahead.
    foreseen : float
        Mean probability.
    happened, low, high : float
        Share that came true, and its interval of 90 percent.
    forecasts, apart : int
        How many, and how many of them have windows that do not overlap.

    """

    group: str
    horizon: int
    foreseen: float
    happened: float
    low: float
    high: float
    forecasts: int
    apart: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """A process and a reference, scored on the same past days.

    Attributes
    ----------
    group : str
        Of what.
    horizon : int
        Days ahead.
    process, reference : str
        Who is judged, and against whom.
    score : str
        Which score; the lower the better.
    own, other : float
        Mean scores.
    gain, low, high : float or None
        By how much the process is better, with an interval of 90 percent.
    judgement : str
        Which is better, as far as the interval tells.
    forecasts, events : int
        How many forecasts, and in how many of their windows something happened.

    """

    group: str
    horizon: int
    process: str
    reference: str
    score: str
    own: float
    other: float
    gain: float
    low: float | None
    high: float | None
    judgement: str
    forecasts: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantile:
    """One waiting time of a stream, in units of what the model expects.

    Attributes
    ----------
    stream : str
        Label of the stream.
    expected, observed : float
        The waiting time of this rank if the model is right, and the one there was.
    poor : bool
        Whether the waits of the stream speak against the model.

    """

    stream: str
    expected: float
    observed: float
    poor: bool
