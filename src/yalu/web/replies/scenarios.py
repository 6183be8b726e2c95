"""What programs ask of scenarios and are told."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from pydantic import Field

from yalu.errors import Problem, SchemaError, describe
from yalu.report.levers import levers
from yalu.report.supposing import Supposed, Supposing
from yalu.report.supposing_rows import (
    ChanceRow,
    ChangeRow,
    chance_rows,
    change_rows,
    head_change,
    heads_of,
)
from yalu.report.supposing_told import Told
from yalu.report.supposing_trial import validated
from yalu.scenario.scenario import Scenario
from yalu.web.replies.reply import Reply
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
_SHARE = "share of the draws"
_HUNDRED = 100


def _at(name: str, words: str) -> Any:  # noqa: ANN401 - what Pydantic takes
    """Return where a slider may stand, and where it stands if nothing is said."""
    slider = SLIDERS[name]
    return Field(
        default=slider.usual,
        ge=slider.least,
        le=slider.most,
        multiple_of=slider.step,
        description=words,
    )


class SlidersAsked(Reply):
    """Where sliders are to stand; what is left out stays as in the baseline."""

    china: int | None = Field(
        default=None,
        ge=SLIDERS["china"].least,
        le=SLIDERS["china"].most,
        multiple_of=SLIDERS["china"].step,
        description="Percent of the law that China carries out. Null: as it chooses.",
    )
    russia: int = _at(
        "russia",
        "Percent of what Russia could stand in for, of goods that China stops, that it "
        "does stand in for. 100: as in the baseline.",
    )
    support: Support = Field(
        default=Support.LEFT, description="How much Russia backs North Korea."
    )
    oil: int = _at(
        "oil", "Caps on crude oil and products in percent of today's. 0: a ban."
    )
    no_cap: bool = Field(
        default=False,
        description="Whether there is no cap at all; leave out `oil` then.",
    )
    closed: int = _at("closed", "For how many months the border is closed.")
    closed_from: int = _at("closed_from", "After how many months it closes.")
    months: int = _at("months", "How long the run is.")

    @property
    def settings(self) -> Settings:
        """Where the sliders stand.

        Raises
        ------
        SchemaError
            If they cannot stand so together.

        """
        if self.no_cap and self.oil != TODAY:
            finding = f"found {self.oil} beside no_cap; expected one of the two"
            problem = Problem("oil", finding, "leave out either")
            raise SchemaError(describe("The sliders cannot stand so", [problem]))
        return Settings(
            china=self.china,
            russia=self.russia,
            support=self.support,
            oil=LIFTED if self.no_cap else self.oil,
            closed=self.closed,
            closed_from=self.closed_from,
            months=self.months,
        )


class Change(Reply):
    """What a scenario changes in one thing, with the middle 90 percent."""

    id: str
    words: str
    unit: str = Field(
        description=f"What the numbers are counted in; of statements {_SHARE}."
    )
    middle: float
    low: float
    high: float


class ScenarioTold(Reply):
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


class ScenarioList(Reply):
    """The scenarios that come with Yalu."""

    scenarios: list[ScenarioTold]
    validated: str
    doubts: str
    missing: list[str]
    stale: list[str]


class _Course(Reply):
    scenario: ScenarioTold
    statements: list[ChanceRow] = Field(
        description=f"How likely each thing is, and its change, as {_SHARE}, 0 to 1."
    )
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
    return ScenarioTold(
        id=one.id,
        title=one.title,
        question=one.question,
        note=one.note,
        months=one.months,
        levers=[words.replace(_GAP, " ") for words in levers(one)],
        sources=list(one.sources),
        digest=one.digest,
        changes=list(_changes(told)),
    )


def _changes(told: Told) -> Iterator[Change]:
    """Yield what is summed up; of statements in the unit of the statements."""
    shares = {row.id for row in chance_rows(told)}
    for head in heads_of(told):
        change = head_change(told, head)
        if change is None or not all(map(isfinite, change)):
            continue
        words, _, unit = head.words.removesuffix(")").partition(" (")
        of = _HUNDRED if head.id in shares else 1
        middle, low, high = (one / of for one in change)
        yield Change(
            id=head.id,
            words=words,
            unit=unit if of == 1 else _SHARE,
            middle=middle,
            low=low,
            high=high,
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
