"""The backtest: every forecast that would have been issued, and how it fared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.judging import (
    ALL_YEARS,
    Contest,
    MeanScore,
    contests,
    mean_scores,
)
from yalu.cycle.backtest.outlook import Group
from yalu.cycle.backtest.reliability import ReliabilityBin, reliability
from yalu.cycle.backtest.verdict import Verdict
from yalu.errors import UnknownCodeError

__all__ = ["ERA_TURNS", "Backtest", "LeftOut", "Unfitted", "judge"]

ERA_TURNS = (2012, 2018, 2022)
"""First years of eras: a new leader, summits, the burst after the closed border."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Windows that reach past the last day that the log covers.

    Attributes
    ----------
    group : str
        Of what.
    horizon : int
        Length of the windows, in days.
    windows : int
        How many were left out.

    """

    group: str
    horizon: int
    windows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfitted:
    """A process that could not be fitted or asked, and issued nothing on a day.

    Attributes
    ----------
    process : str
        Which.
    on : date
        The day.
    reason : str
        Why, in its own words.

    """

    process: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What processes foresaw on past days from what was known then, and what happened.

    Attributes
    ----------
    issued : tuple of Issued
        Every forecast.
    labels : mapping of str to str
        The processes, by name, and what readers are shown.
    groups : tuple of Group
        What was to be foreseen.
    judged : str
        The process that is judged.
    climatology : str
        The one that holds on to the rate of all history.
    references : tuple of str
        The processes against which it is judged, climatology first.
    scores : tuple of MeanScore
        Mean scores, by process, group, horizon and era.
    contests : tuple of Contest
        Every process against every reference.
    left_out : tuple of LeftOut
        Windows whose outcome is not known yet.
    unfitted : tuple of Unfitted
        Where a process could say nothing.

    """

    issued: tuple[Issued, ...]
    labels: Mapping[str, str]
    groups: tuple[Group, ...]
    judged: str
    climatology: str
    references: tuple[str, ...]
    scores: tuple[MeanScore, ...]
    contests: tuple[Contest, ...]
    left_out: tuple[LeftOut, ...] = ()
    unfitted: tuple[Unfitted, ...] = ()

    @property
    def horizons(self) -> tuple[int, ...]:
        """Lengths of windows, in days, from the shortest."""
        return tuple(sorted({row.horizon for row in self.issued}))

    @property
    def table(self) -> list[dict[str, object]]:
        """Mean scores of all years, one plain row a process, group and horizon."""
        rows: dict[tuple[str, int, str], dict[str, object]] = {}
        for found in self.scores:
            if found.era != ALL_YEARS:
                continue
            row = rows.setdefault(
                (found.group, found.horizon, found.process),
                {
                    "group": found.group,
                    "horizon": found.horizon,
                    "process": found.process,
                    "forecasts": found.forecasts,
                    "events": found.events,
                },
            )
            row[found.score.value] = found.value
            row[f"{found.score}_skill"] = found.skill
        return list(rows.values())

    def verdict(self, process: str | None = None) -> tuple[Verdict, ...]:
        """Return how a process did, by group and horizon.

        Parameters
        ----------
        process : str, optional
            By default the one that is judged.

        Raises
        ------
        UnknownCodeError
            If there is no such process.

        """
        asked = self._known(process or self.judged)
        return tuple(
            Verdict(
                process=asked,
                group=group,
                horizon=horizon,
                climatology=self.climatology,
                forecasts=len(rows),
                events=sum(row.happened for row in rows),
                contests=tuple(
                    contest
                    for contest in self.contests
                    if (contest.process, contest.group, contest.horizon)
                    == (asked, group.name, horizon)
                ),
                labels=self.labels,
            )
            for group in self.groups
            for horizon in self.horizons
            if (rows := self.of(asked, group.name, horizon))
        )

    def of(self, process: str, group: str, horizon: int) -> tuple[Issued, ...]:
        """Return the forecasts of one process, group and horizon, in order."""
        return tuple(
            row
            for row in self.issued
            if (row.process, row.group, row.horizon) == (process, group, horizon)
        )

    def reliability(
        self, process: str, group: str, horizon: int
    ) -> tuple[ReliabilityBin, ...]:
        """Return how often forecasts came true, by their probability.

        Raises
        ------
        UnknownCodeError
            If there is no such process.

        """
        rows = self.of(self._known(process), group, horizon)
        return reliability(
            np.asarray([row.probability for row in rows]),
            np.asarray([row.happened for row in rows], dtype=np.bool_),
            [row.on for row in rows],
            horizon=horizon,
        )

    def _known(self, process: str) -> str:
        if process not in self.labels:
            msg = (
                f"Process {process!r}: not part of the backtest; expected one of "
                f"{', '.join(self.labels)}. Name one of these."
            )
            raise UnknownCodeError(msg)
        return process

    def __str__(self) -> str:
        if not self.issued:
            return "No forecasts were issued."
        days = sorted({row.on for row in self.issued})
        verdicts = self.verdict()
        beaten = sum(verdict.beats_climatology for verdict in verdicts)
        name = self.labels[self.judged]
        left = sum(row.windows for row in self.left_out)
        span = (
            f"{len(days)} days of issue from {days[0]} to {days[-1]}, "
            f"{len(self.labels)} forecasters; {left} windows reach past the last "
            "day that the log covers and are left out."
        )
        result = (
            f"By log score the {name} beats the {self.labels[self.climatology]} in "
            f"{beaten} of {len(verdicts)} questions; of two equal forecasters each "
            "would seem to beat the other in about one of twenty."
        )
        first = {row.process: row for row in reversed(self.unfitted)}
        times = Counter(row.process for row in self.unfitted)
        silent = [
            f"- {name} issued nothing on {times[name]} days, first on {row.on}: "
            f"{row.reason.splitlines()[0].rstrip(':')}"
            for name, row in first.items()
        ]
        return "\n".join([span, result, *(f"- {v}" for v in verdicts), *silent])


def judge(
    issued: Sequence[Issued],
    *,
    labels: Mapping[str, str],
    groups: Sequence[Group],
    judged: str,
    references: Sequence[str],
    rng: np.random.Generator,
    left_out: Sequence[LeftOut] = (),
    unfitted: Sequence[Unfitted] = (),
    turns: Sequence[int] = ERA_TURNS,
) -> Backtest:
    """Return forecasts with their scores, and who beats whom.

    Parameters
    ----------
    issued : sequence of Issued
        Every forecast, with what came of it.
    labels : mapping of str to str
        The processes, by name, and what readers are shown.
    groups : sequence of Group
        What was to be foreseen.
    judged : str
        The process that is judged.
    references : sequence of str
        Against which; the first is climatology.
    rng : numpy.random.Generator
        Redraws years for the intervals.
    left_out, unfitted : sequence
        What is missing.
    turns : sequence of int
        First years of eras.

    """
    climatology = references[0]
    return Backtest(
        issued=tuple(issued),
        labels=labels,
        groups=tuple(groups),
        judged=judged,
        climatology=climatology,
        references=tuple(references),
        scores=tuple(mean_scores(issued, turns=turns, climatology=climatology)),
        contests=tuple(contests(issued, references=references, rng=rng)),
        left_out=tuple(left_out),
        unfitted=tuple(unfitted),
    )
