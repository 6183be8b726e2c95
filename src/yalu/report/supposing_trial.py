"""How runs from past days fared: what every scenario is validated on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yalu.report import numerals
from yalu.report.supposing_words import LABELS, chance, number
from yalu.scenario.series import Series

__all__ = [
    "ALL",
    "Trial",
    "TrialRow",
    "compared",
    "gain",
    "titled",
    "tried",
    "validated",
]

ALL = "all"
"""All starts together."""

_YEAR = "year"
_WINDOWS = {"span": "whole run"}
_BETTER, _WORSE = "better", "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """How the chain fared on one series and length of window.

    Attributes
    ----------
    start : str
        From which day; `ALL` for all starts together.
    series, window : str
        Of what, and how long the stretches.
    windows : int
        How many.
    inside50, inside90 : float
        Share of windows in which the interval held what happened.
    held50, held90 : float
        What that should be on average.
    distance : float
        Mean distance from what happened (CRPS), in the unit of the series.
    repeated, decade : float or None
        By what share it is nearer than naive forecasts; None where there is none.
    repeated_verdict, decade_verdict : str
        Whether that is told apart from nothing; empty where there is none.

    """

    start: str
    series: str
    window: str
    windows: int
    inside50: float
    inside90: float
    held50: float
    held90: float
    distance: float
    repeated: float | None
    repeated_verdict: str
    decade: float | None
    decade_verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Runs from past days, held against what happened.

    Attributes
    ----------
    rows : tuple of TrialRow
        All starts together first, then each alone.
    starts : tuple of str
        The days.
    months, draws : int
        How long each run is, and how many draws it has.
    stale : tuple of str
        What has changed since; empty if nothing has.

    """

    rows: tuple[TrialRow, ...]
    starts: tuple[str, ...]
    months: int
    draws: int
    stale: tuple[str, ...]

    @property
    def yearly(self) -> tuple[TrialRow, ...]:
        """The rows of all starts together by year, or by any window if by none."""
        pooled = tuple(row for row in self.rows if row.start == ALL)
        return tuple(row for row in pooled if row.window == _YEAR) or pooled


def validated(trial: Trial | None) -> str:
    """Return on what scenarios were validated, in a sentence or two.

    Parameters
    ----------
    trial : Trial or None
        None where none is stored.

    """
    if trial is None or not trial.yearly:
        return (
            "Not validated: no run from a past day is stored that could be held "
            "against what happened."
        )
    return " ".join(_validated(trial, trial.yearly))


def tried(trial: Trial | None, series: Series) -> str:
    """Return how runs from past days fared on one series by year, in a sentence.

    Parameters
    ----------
    trial : Trial or None
        None where none is stored.
    series : Series
        Of what.

    """
    rows = () if trial is None else trial.yearly
    row = next((row for row in rows if row.series == series), None)
    if row is None:
        return f"{titled(series)}: no run from a past day tells how far to trust this."
    gains = [
        f"{gain(value, verdict)} nearer than {naive}"
        for value, verdict, naive in (
            (row.repeated, row.repeated_verdict, "the year before coming again"),
            (row.decade, row.decade_verdict, "any time of the ten years before"),
        )
        if value is not None
    ]
    against = f"; {numerals.listing(gains)}" if gains else ""
    return (
        f"{titled(series)} in runs from past days: the 90 % interval of a year held "
        f"what happened in {chance(row.inside90)} of {row.windows} cases "
        f"({chance(row.held90)} would be right){against}."
    )


def _validated(trial: Trial, rows: Sequence[TrialRow]) -> Iterator[str]:
    count = sum(row.windows for row in rows)
    inside = sum(row.inside90 * row.windows for row in rows) / count
    held = sum(row.held90 * row.windows for row in rows) / count
    starts = numerals.listing([day[:4] for day in trial.starts])
    yield (
        f"Validated on baselines run from the first day of {starts} with what was "
        f"known then: the 90 % interval of a year held what happened in "
        f"{chance(inside)} of {count} cases ({chance(held)} would be right: much of it "
        "is counted, and of counts no interval holds just 90 %)."
    )
    yield (
        f"It is {compared(rows)}. What a scenario changes cannot be tried: history "
        "runs once."
    )
    if trial.stale:
        yield f"The trial is stale: {'; '.join(trial.stale)}."


def compared(rows: Sequence[TrialRow]) -> str:
    """Return in how many comparisons with naive forecasts the chain is nearer.

    Each length of windows is counted apart, since a series may be nearer over one and
    farther over another.
    """
    told: list[str] = []
    for window in dict.fromkeys(row.window for row in rows):
        verdicts = [
            verdict
            for row in rows
            if row.window == window
            for verdict in (row.repeated_verdict, row.decade_verdict)
            if verdict
        ]
        better, worse = verdicts.count(_BETTER), verdicts.count(_WORSE)
        what, farther = ("", "") if told else (" comparisons", "surely farther in ")
        told.append(
            f"{better} of {len(verdicts)}{what} over a {_WINDOWS.get(window, window)} "
            f"({farther}{worse})"
        )
    return (
        "surely nearer to what happened than naive forecasts in "
        f"{numerals.listing(told)}"
    )


def gain(value: float | None, verdict: str) -> str:
    """Return by how much the chain is nearer than a naive forecast, in words."""
    if value is None:
        return f"\u2013 ({verdict})" if verdict else "\u2013"
    return f"{number(100 * value, signed=True)}\u00a0% ({verdict})"


def titled(series: str) -> str:
    """Return what a series is called in a table of trials.

    Examples
    --------
    >>> titled("texts")
    'Resolutions of the Council'

    """
    return LABELS[Series(series)].words.removesuffix(" so far")
