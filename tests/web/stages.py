"""A stage whose runs are noise, for pages that show what sliders do."""

from dataclasses import dataclass, field
from typing import cast

from tests.scenario.runs import made_up
from yalu.report.supposing import Supposing
from yalu.report.supposing_told import fresh
from yalu.scenario.comparison import compare
from yalu.scenario.uncertainty import uncertainties
from yalu.web.sliders import Settings, scenario_of
from yalu.web.stage import BusyError, Played, Stage

__all__ = ["NoisyStage", "noisy", "nothing_stored"]


@dataclass(slots=True)
class NoisyStage:
    """Plays any position of the sliders as noise, and remembers what was asked."""

    is_busy: bool = False
    asked: list[Settings] = field(default_factory=list)

    def play(self, settings: Settings) -> Played:
        """Return a run of noise."""
        if self.is_busy:
            raise BusyError
        self.asked.append(settings)
        plain = made_up()
        scenario = scenario_of(settings)
        ran = made_up(scale=1.0 + len(scenario.enforcement))
        return Played(
            settings=settings,
            scenario=scenario,
            told=fresh(ran, compare(plain, ran)),
            plain=fresh(plain),
            months=ran.months,
            draws=ran.draws,
            games=ran.games,
            seed=ran.seed,
            digest=ran.digest,
            case_digest="c" * 64,
        )


def noisy(stage: NoisyStage) -> Stage:
    """Return it as pages take it."""
    return cast("Stage", stage)


def nothing_stored() -> Supposing:
    """Return that no scenario is stored."""
    return Supposing(
        baseline=None,
        scenarios=(),
        missing=("Nothing is stored.",),
        stale=(),
        sources=("un-1718-page",),
        unknown=uncertainties(),
        trial=None,
        doubted="the game fails its <checks>",
    )
