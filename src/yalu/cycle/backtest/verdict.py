"""What a backtest says of a process in plain words, computed from its intervals."""

from collections.abc import Mapping
from dataclasses import dataclass

from yalu.cycle.backtest.judging import Contest
from yalu.cycle.backtest.outlook import Group
from yalu.cycle.backtest.paired import Judgement
from yalu.cycle.backtest.scores import Score

__all__ = ["Verdict"]

_ABOUT = {
    Score.LOG: "whether there would be any (log score)",
    Score.BRIER: "whether there would be any (Brier score)",
    Score.CRPS: "how many (CRPS)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one process did in foreseeing one group over one horizon.

    Attributes
    ----------
    process : str
        The process.
    group : Group
        What was to be foreseen.
    horizon : int
        Length of the windows, in days.
    climatology : str
        The process that holds on to the rate of all history.
    forecasts, events : int
        How many forecasts, and in how many of their windows something happened.
    contests : tuple of Contest
        The process against each reference, by each score.
    labels : mapping of str to str
        What readers are shown in place of the names of processes.

    """

    process: str
    group: Group
    horizon: int
    climatology: str
    forecasts: int
    events: int
    contests: tuple[Contest, ...]
    labels: Mapping[str, str]

    def against(self, reference: str, score: Score = Score.LOG) -> Contest | None:
        """Return how it did against one reference; None where they never met."""
        return next(
            (
                contest
                for contest in self.contests
                if (contest.reference, contest.score) == (reference, score)
            ),
            None,
        )

    @property
    def beats_climatology(self) -> bool:
        """Whether its log score is better, by all of the interval."""
        contest = self.against(self.climatology)
        return contest is not None and contest.margin.judgement is Judgement.BEATS

    @property
    def caution(self) -> str:
        """What must stand beside a forecast; empty where climatology is beaten."""
        if self.beats_climatology:
            return ""
        contest = self.against(self.climatology)
        name = self.labels.get(self.climatology, self.climatology)
        if contest is None:
            return f"It was never compared with the {name} at {self.horizon} days."
        return (
            f"In {self.forecasts} past forecasts over {self.horizon} days it "
            f"{contest.margin.judgement} the {name} (log score {contest.margin})."
        )

    def __str__(self) -> str:
        if not self.contests:
            return f"{self._head}: nothing to compare with."
        told = "; on ".join(self._by(score) for score in (Score.LOG, Score.CRPS))
        return f"{self._head}: on {told}."

    @property
    def _head(self) -> str:
        name = self.labels.get(self.process, self.process)
        label = self.group.name
        return (
            f"{label[:1].upper()}{label[1:]} within {self.horizon} days "
            f"({self.forecasts} forecasts, {self.events} windows with an event), {name}"
        )

    def _by(self, score: Score) -> str:
        told = [
            f"{contest.margin.judgement} the "
            f"{self.labels.get(contest.reference, contest.reference)} "
            f"({contest.margin})"
            for contest in self.contests
            if contest.score is score
        ]
        return f"{_ABOUT[score]} it {', '.join(told)}"
