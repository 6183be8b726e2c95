"""Mean scores by process, group, horizon and era, and who beats whom.

Every process is scored on every day on which it issued a forecast; two are compared on
the days on which both did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.paired import Margin, margin
from yalu.cycle.backtest.scores import Score, brier_scores, log_scores

__all__ = [
    "ALL_YEARS",
    "Contest",
    "MeanScore",
    "contests",
    "era_of",
    "mean_scores",
    "scored",
]

ALL_YEARS = "all years"
"""The name of all eras together."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanScore:
    """The mean of one score of one process over the forecasts of an era.

    Attributes
    ----------
    process, group : str
        Who, and of what.
    horizon : int
        Length of the windows, in days.
    score : Score
        Which score; the lower the better.
    era : str
        Years in which the forecasts were issued.
    value : float
        Log score in nats, CRPS in events.
    forecasts, events : int
        How many forecasts, and in how many of their windows something happened.
    sharpness : float
        Of the CRPS the mean width of the intervals of 90 percent, in events; of the
        others the mean of p (1 - p), which is 0.25 where nothing is said and nears
        zero as forecasts become bold.
    skill : float or None
        One less the ratio to the mean score of climatology on the same days; above
        zero where it is better. None where climatology issued none.

    """

    process: str
    group: str
    horizon: int
    score: Score
    era: str
    value: float
    forecasts: int
    events: int
    sharpness: float
    skill: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """One process against another, by one score on the same days.

    Attributes
    ----------
    process, reference : str
        Who is judged, and against whom.
    group : str
        Of what.
    horizon : int
        Length of the windows, in days.
    score : Score
        Which score.
    forecasts : int
        How many days both have.
    margin : Margin
        By how much the process is better.

    """

    process: str
    reference: str
    group: str
    horizon: int
    score: Score
    forecasts: int
    margin: Margin


def era_of(year: int, turns: Sequence[int]) -> str:
    """Return the name of the era of a year; each turn is the first year of one.

    Examples
    --------
    >>> [era_of(year, (2012, 2018)) for year in (2011, 2012, 2017, 2018)]
    ['before 2012', '2012 to 2017', '2012 to 2017', 'since 2018']

    """
    passed = [turn for turn in turns if turn <= year]
    ahead = [turn for turn in turns if turn > year]
    if not turns:
        return ALL_YEARS
    if not passed:
        return f"before {ahead[0]}"
    return f"{passed[-1]} to {ahead[0] - 1}" if ahead else f"since {passed[-1]}"


def mean_scores(
    issued: Sequence[Issued], *, turns: Sequence[int], climatology: str
) -> Iterator[MeanScore]:
    """Yield the mean scores of every process, group and horizon, whole and by era."""
    for (group, horizon), rows in _asked(issued).items():
        others = {row.on: row for row in rows if row.process == climatology}
        for process in _processes(rows):
            own = [row for row in rows if row.process == process]
            for era, some in _by_era(own, turns).items():
                same = [others[row.on] for row in some if row.on in others]
                for score in Score:
                    yield MeanScore(
                        process=process,
                        group=group,
                        horizon=horizon,
                        score=score,
                        era=era,
                        value=float(scored(some, score).mean()),
                        forecasts=len(some),
                        events=sum(row.happened for row in some),
                        sharpness=_sharpness(some, score),
                        skill=_skill(some, same, score),
                    )


def contests(
    issued: Sequence[Issued], *, references: Sequence[str], rng: np.random.Generator
) -> Iterator[Contest]:
    """Yield every process against every other that is a reference."""
    for (group, horizon), rows in _asked(issued).items():
        for reference in references:
            others = {row.on: row for row in rows if row.process == reference}
            for process in _processes(rows):
                own = [r for r in rows if r.process == process and r.on in others]
                if process == reference or not own:
                    continue
                same = [others[row.on] for row in own]
                years = np.asarray([row.on.year for row in own], dtype=np.int64)
                for score in Score:
                    mine, theirs = scored(own, score), scored(same, score)
                    yield Contest(
                        process=process,
                        reference=reference,
                        group=group,
                        horizon=horizon,
                        score=score,
                        forecasts=len(own),
                        margin=margin(mine, theirs, years, rng=rng),
                    )


def scored(rows: Sequence[Issued], score: Score) -> Array:
    """Return one score of each forecast, shape (n,)."""
    if score is Score.CRPS:
        return np.asarray([row.crps for row in rows])
    rule = log_scores if score is Score.LOG else brier_scores
    probabilities = [row.probability for row in rows]
    return rule(probabilities, [row.happened for row in rows])


def _sharpness(rows: Sequence[Issued], score: Score) -> float:
    if score is Score.CRPS:
        return float(np.mean([row.high - row.low for row in rows]))
    return float(np.mean([row.probability * (1 - row.probability) for row in rows]))


def _skill(own: Sequence[Issued], same: Sequence[Issued], score: Score) -> float | None:
    """Return the skill of forecasts; None where not every day has a reference."""
    if len(same) < len(own):
        return None
    theirs = float(scored(same, score).mean())
    # The fair CRPS of few draws may be zero or less: a ratio would mean nothing.
    return 1 - float(scored(own, score).mean()) / theirs if theirs > 0 else None


def _asked(issued: Sequence[Issued]) -> dict[tuple[str, int], list[Issued]]:
    found: dict[tuple[str, int], list[Issued]] = {}
    for row in issued:
        found.setdefault((row.group, row.horizon), []).append(row)
    return found


def _processes(rows: Sequence[Issued]) -> list[str]:
    return list(dict.fromkeys(row.process for row in rows))


def _by_era(rows: Sequence[Issued], turns: Sequence[int]) -> dict[str, list[Issued]]:
    found = {ALL_YEARS: list(rows)}
    for row in rows:
        found.setdefault(era_of(row.on.year, turns), []).append(row)
    # One era alone would repeat all years.
    return found if len(found) > len((ALL_YEARS, "one era")) else {ALL_YEARS: [*rows]}
