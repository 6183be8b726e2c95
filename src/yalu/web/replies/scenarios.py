"""What programs ask of scenarios and are told."""

from math import isfinite

from pydantic import BaseModel, ConfigDict, Field

from yalu.report.levers import levers
from yalu.report.supposing import Supposed, Supposing
from yalu.report.supposing_rows import (
    HEADS,
    ChanceRow,
    ChangeRow,
    chance_rows,
    change_rows,
    head_change,
)
from yalu.report.supposing_told import Told
from yalu.report.supposing_trial import validated
from yalu.scenario.scenario import Scenario
from yalu.web.sliders import LIFTED, SLIDERS, TODAY, Settings, Support
from yalu.web.stage import Played

__all__ = [
    "Change",
    "Run",
    "ScenarioList",
    "ScenarioTold",
    "SlidersAsked",
    "StoredRun",
    "every",
    "list_of",
    "run_of",
    "stored_run_of",
]

_GAP = "\u00a0"
_LEAST_MONTHS = SLIDERS["months"].least


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SlidersAsked(BaseModel):
    """Where sliders are to stand; what is left out stays as in the baseline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    china: int | None = Field(
        default=None,
        ge=0,
        le=SLIDERS["china"].most,
        multiple_of=SLIDERS["china"].step,
        description="Percent of the law that China carries out. Null: as it chooses.",
    )
    russia: int = Field(
        default=SLIDERS["russia"].usual,
        ge=0,
        le=SLIDERS["russia"].most,
        multiple_of=SLIDERS["russia"].step,
        description="Percent of what Russia could stand in for, of goods that China "
        "stops, that it does stand in for. 100: as in the baseline.",
    )
    support: Support = Field(
        default=Support.LEFT, description="How much Russia backs North Korea."
    )
    oil: int = Field(
        default=TODAY,
        ge=0,
        le=TODAY,
        multiple_of=SLIDERS["oil"].step,
        description="Caps on crude oil and products in percent of today's. 0: a ban.",
    )
    no_cap: bool = Field(
        default=False, description="Whether there is no cap at all, whatever `oil` is."
    )
    closed: int = Field(
        default=SLIDERS["closed"].usual,
        ge=0,
        le=SLIDERS["closed"].most,
        multiple_of=SLIDERS["closed"].step,
        description="For how many months the border is closed.",
    )
    closed_from: int = Field(
        default=SLIDERS["closed_from"].usual,
        ge=0,
        le=SLIDERS["closed_from"].most,
        multiple_of=SLIDERS["closed_from"].step,
        description="After how many months it closes.",
    )
    months: int = Field(
        default=SLIDERS["months"].usual,
        ge=_LEAST_MONTHS,
        le=SLIDERS["months"].most,
        multiple_of=SLIDERS["months"].step,
        description="How long the run is.",
    )

    @property
    def settings(self) -> Settings:
        """Where the sliders stand.

        Raises
        ------
        SchemaError
            If they cannot stand so together.

        """
        return Settings(
            china=self.china,
            russia=self.russia,
            support=self.support,
            oil=LIFTED if self.no_cap else self.oil,
            closed=self.closed,
            closed_from=self.closed_from,
            months=self.months,
        )


class Change(_Told):
    """What a scenario changes in one thing, with the middle 90 percent."""

    id: str
    words: str
    middle: float
    low: float
    high: float


class ScenarioTold(_Told):
    """What a scenario is, and in short what it changes."""

    id: str
    title: str
    question: str
    note: str
    months: int
    levers: list[str]
    sources: list[str]
    digest: str
    changes: list[Change]


class ScenarioList(_Told):
    """The scenarios that come with Yalu."""

    scenarios: list[ScenarioTold]
    validated: str
    doubts: str
    missing: list[str]
    stale: list[str]


class _Course(_Told):
    scenario: ScenarioTold
    statements: list[ChanceRow]
    series: list[ChangeRow]
    start: str
    months: list[str]
    draws: int
    games: int
    seed: int
    digest: str
    evidence: str
    validated: str
    doubts: str


class StoredRun(_Course):
    """A scenario as it was run and stored."""

    stale: list[str]


class Run(_Course):
    """A position of the sliders as it was just run, beside the baseline."""

    settings: SlidersAsked
    case_digest: str


def list_of(found: Supposing) -> ScenarioList:
    """Return the scenarios that come with Yalu, the baseline first."""
    return ScenarioList(
        scenarios=[_scenario(one.scenario, one.outcome) for one in every(found)],
        missing=list(found.missing),
        stale=list(found.stale),
        **_trust(found),
    )


def every(found: Supposing) -> tuple[Supposed, ...]:
    """Return all scenarios that are stored, the baseline first."""
    first = () if found.baseline is None else (found.baseline,)
    return (*first, *found.scenarios)


def stored_run_of(found: Supposing, supposed: Supposed) -> StoredRun:
    """Return a scenario as it was run and stored."""
    made = supposed.outcome.manifest
    plain = supposed if found.baseline is None else found.baseline
    return StoredRun(
        scenario=_scenario(supposed.scenario, supposed.outcome),
        **_rows(supposed.outcome, plain.outcome),
        start=made.start,
        months=list(made.months),
        draws=made.draws,
        games=made.games,
        seed=made.seed,
        digest=made.digest,
        evidence="estimated",
        stale=list(supposed.outcome.stale),
        **_trust(found),
    )


def run_of(played: Played, found: Supposing) -> Run:
    """Return a position of the sliders as it was just run."""
    stands = played.settings
    return Run(
        settings=SlidersAsked(
            china=stands.china,
            russia=stands.russia,
            support=stands.support,
            oil=max(stands.oil, 0) if stands.oil != LIFTED else TODAY,
            no_cap=stands.oil == LIFTED,
            closed=stands.closed,
            closed_from=stands.closed_from,
            months=stands.months,
        ),
        scenario=_scenario(played.scenario, played.told),
        **_rows(played.told, played.plain),
        start=f"{played.months[0]}-01",
        months=list(played.months),
        draws=played.draws,
        games=played.games,
        seed=played.seed,
        digest=played.digest,
        case_digest=played.case_digest,
        evidence="estimated",
        **_trust(found),
    )


def _scenario(one: Scenario, told: Told) -> ScenarioTold:
    changes = [(head, head_change(told, head)) for head in HEADS]
    return ScenarioTold(
        id=one.id,
        title=one.title,
        question=one.question,
        note=one.note,
        months=one.months,
        levers=[words.replace(_GAP, " ") for words in levers(one)],
        sources=list(one.sources),
        digest=one.digest,
        changes=[
            Change(id=head.id, words=head.words, middle=m, low=low, high=high)
            for head, change in changes
            if change is not None
            for m, low, high in [change]
            if all(map(isfinite, change))
        ],
    )


def _rows(told: Told, plain: Told) -> dict[str, list[ChanceRow] | list[ChangeRow]]:
    return {
        "statements": list(chance_rows(told)),
        "series": list(change_rows(told, plain)),
    }


def _trust(found: Supposing) -> dict[str, str]:
    return {
        "validated": validated(found.trial).replace(_GAP, " "),
        "doubts": found.doubted.replace(_GAP, " "),
    }
