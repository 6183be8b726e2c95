"""What `yalu strategy` promises, one promise per test.

The answers here are of invented draws, so that no test depends on what was fitted.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from tests.cli.conftest import Yalu
from tests.strategy.estimation.kept import case_left_out, keep, made
from yalu.cli.answers import strategy, strategy_fitted
from yalu.cli.answers.refitting import how_to_refit
from yalu.cli.answers.strategy_fit import print_scores
from yalu.errors import ModelError, SchemaError
from yalu.strategy.answers import (
    Answers,
    Basis,
    Figure,
    Quantity,
    Question,
    Spread,
    Standing,
    Turn,
    Unit,
)
from yalu.strategy.answers.wording import HEADLINES
from yalu.strategy.estimation.keeping import store_cases
from yalu.strategy.estimation.origins import fitting_sha256
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.estimation.storing import stored
from yalu.strategy.patron import PARAMETERS

ASKED = ("partial", "resolve", "option", "posture", "threat", "overture", "belief")
MOVES = ("hold", "missile", "test", "overture")
LEVELS = ("0", "1/3", "2/3", "1")
At = tuple[tuple[str, str], ...]


def _figure(
    question: Question, name: str, at: At, standing: Standing, unit: Unit
) -> Figure:
    change = "change" in name or name.startswith(("third", "step", "pressure"))
    spread = Spread(median=0.21, low=-0.1, high=0.4, above=0.8, below=0.2)
    if not change:
        spread = replace(spread, low=0.1, above=1.0, below=0.0)
    label = "worth, in all" if name.startswith("step") else "chance: of something"
    return Figure(
        quantity=Quantity(
            question=question, id=name, label=label, unit=unit, standing=standing,
            at=at, is_change=change,
        ),
        fitted=spread,
        prior=replace(spread, above=0.5, below=0.5),
    )  # fmt: skip


WITHIN: list[At] = [
    (("act", act), ("quarters", span))
    for act in ("provocation", "test", "overture")
    for span in ("4", "8")
]


def _shapes() -> list[tuple[Question, str, list[At], Unit]]:
    """Return the tables and curves that the command prints."""
    ask, chance, payoff, count = Question, Unit.CHANCE, Unit.PAYOFF, Unit.QUARTERS
    alone: list[At] = [()]
    levels: list[At] = [(("enforcement", one),) for one in LEVELS]
    cases = ("none", "usual", "threat", "backed", "used")
    rows: list[tuple[Question, str, list[At], Unit]] = [
        (ask.PARTIAL, "enforcement", alone, Unit.SHARE),
        (ask.PARTIAL, "interior", alone, chance),
        (ask.PARTIAL, "level", levels, chance),
        (ask.PARTIAL, "after", [(("move", one),) for one in MOVES], Unit.SHARE),
        (ask.PARTIAL, "third", [(("term", "commerce"), ("when", "later"))], payoff),
        (ask.PARTIAL, "third.all", alone, payoff),
        *((ask.PARTIAL, f"step.{way}", levels[:1], payoff) for way in ("now", "all")),
        *((ask.RESOLVE, one, WITHIN, count) for one in ("usual", "full", "none")),
        (ask.RESOLVE, "full.change", WITHIN, count),
        (ask.RESOLVE, "none.change", WITHIN, count),
        (ask.RESOLVE, "belief.change", alone, count),
        (
            ask.RESOLVE,
            "path",
            [
                (("enforcement", one), ("quarter", "1"))
                for one in ("usual", "full", "none")
            ],
            chance,
        ),
        *((ask.BELIEF, one, alone, chance) for one in ("held", "provocation.change")),
        (ask.BELIEF, "provocation", [(("belief", x),) for x in ("0.1", "0.9")], chance),
        (ask.THREAT, "bends", [(("case", one),) for one in cases], chance),
        (
            ask.THREAT,
            "move",
            [(("case", one), ("move", move)) for one in cases for move in MOVES],
            chance,
        ),
        (ask.THREAT, "bends.change", [(("case", "threat less none"),)], chance),
        (ask.OVERTURE, "beside", levels, chance),
        (
            ask.OVERTURE,
            "beside.change",
            [(("enforcement", "some rather than 0"),)],
            chance,
        ),
        (ask.TODAY, "now", [(("move", one),) for one in MOVES], chance),
        (ask.TODAY, "now.enforced", alone, Unit.SHARE),
        (
            ask.TODAY,
            "answer",
            [(("move", one), ("response", "table")) for one in MOVES],
            chance,
        ),
        (
            ask.TODAY,
            "within a year",
            [(("act", one),) for one in ("provocation", "test")],
            chance,
        ),
    ]
    return [*rows, *_changes()]


def _changes() -> Iterator[tuple[Question, str, list[At], Unit]]:
    """Yield tables that end with a change."""
    ask, count = Question, Unit.QUARTERS
    alone: list[At] = [()]
    postures: list[At] = [(("posture", one),) for one in ("eased", "raised")]
    supports: list[At] = [(("support", one),) for one in ("weak", "strong")]
    sides: list[At] = [(("patron", one),) for one in ("neither", "both")]
    lesser: list[At] = [
        (("patron", one),)
        for one in ("both less enforcement alone", "both less overture alone")
    ]
    for act in ("provocation", "overture"):
        yield (ask.OVERTURE, f"year.{act}", sides, count)
        yield (ask.OVERTURE, f"year.{act}.change", lesser, count)
    for name in ("pressure.provocation", "enforcement"):
        yield (ask.OPTION, name, supports, count)
        yield (ask.OPTION, f"{name}.change", alone, count)
    for name in ("enforcement", "enforcement.alone"):
        yield (ask.POSTURE, name, postures, Unit.SHARE)
        yield (ask.POSTURE, f"{name}.change", alone, Unit.SHARE)


@pytest.fixture(scope="module")
def invented() -> Answers:
    """Return answers of the right shapes that mean nothing."""
    return Answers(
        figures=tuple(
            _figure(question, name, at, standing, unit)
            for standing in Standing
            for question, name, places, unit in _shapes()
            for at in places
        ),
        path=(
            Turn(
                quarter="2031Q1",
                moves=(("move", "hold"), ("response", "engage")),
                chances=(0.4, 0.5),
                other=("move", "test"),
                kept=1.0,
                turned=2.0,
            ),
        ),
        basis=Basis(
            quarter="2030Q4",
            quarters=12,
            states=320,
            precision=3.0,
            draws=5,
            prior_draws=4,
            effective=4.2,
            unsolved=1,
            residual=1e-8,
            seed=1,
            record_sha256="",
            fit_sha256="",
            code_sha256="",
            libraries={},
        ),
        stale=("the code that worked them out has changed",),
    )


@pytest.fixture
def held(invented: Answers, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Have the command find invented answers in store."""
    monkeypatch.setattr(strategy, "stored", lambda: invented)
    return invented


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command find nothing in store."""

    def nothing() -> Answers:
        msg = "No answers of the game are stored. Run tools/refit.py."
        raise ModelError(msg)

    monkeypatch.setattr(strategy, "stored", nothing)


def _fits(out: str) -> bool:
    return max(map(len, out.splitlines())) <= 80 and "…" not in out


@pytest.mark.usefixtures("held")
def test_the_overview_tells_the_game_today_and_what_each_question_comes_down_to(
    yalu: Yalu,
) -> None:
    """Every headline, with both chances of its sign, on eighty columns."""
    answer = yalu("strategy")

    assert answer.code == 0
    assert _fits(answer.out)
    assert "North Korea moves first" in " ".join(answer.out.split())
    assert all(f"│{one.question}" in answer.out for one in HEADLINES)
    assert "80%" in answer.out
    assert "50%" in answer.out
    assert "open" in answer.out


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("question", [*ASKED, "today"])
def test_every_question_is_answered_in_sentences_and_tables(
    yalu: Yalu, question: str
) -> None:
    """With what it rests on, and that it is stale."""
    answer = yalu("strategy", question)
    flat = " ".join(answer.out.split())

    assert answer.code == 0
    assert _fits(answer.out)
    assert "  - " in answer.out
    assert (
        "Evidence: estimated by a model. 5 draws of its fit to a record of 12" in flat
    )
    assert "These answers are stale: the code" in flat
    assert "Draws without an equilibrium, left out: 1." in flat


@pytest.mark.parametrize("question", ASKED)
def test_json_holds_the_same_figures(yalu: Yalu, held: Answers, question: str) -> None:
    """All of the question, for either standing."""
    today = yalu("strategy", question, "--json").json
    recorded = yalu("strategy", question, "--recorded", "--json").json

    assert len(today["figures"]) == len(held.of(question))
    assert today["standing"] == "today"
    assert recorded["standing"] == "recorded"
    assert today["stale"] == list(held.stale)
    assert today["figures"][0]["prior"]["above"] == 0.5
    assert len(recorded["sentences"]) == len(today["sentences"])


@pytest.mark.usefixtures("held")
def test_the_path_names_where_it_may_turn(yalu: Yalu) -> None:
    """And what follows if it does."""
    told = yalu("strategy", "today")
    found = yalu("strategy", "today", "--json").json

    assert "2031Q1" in told.out
    assert "move test" in told.out
    assert found["path"][0]["other"] == ["move", "test"]


@pytest.mark.usefixtures("bare")
def test_with_nothing_stored_the_overview_says_so_and_what_helps(yalu: Yalu) -> None:
    """The game can still be told, and solved."""
    answer = yalu("strategy")
    found = yalu("strategy", "--json").json

    assert answer.code == 0
    assert "No answers of the game are stored" in " ".join(answer.out.split())
    assert "yalu strategy solve" in " ".join(answer.out.split())
    assert found["headlines"] == []
    assert found["missing"]


def test_answers_that_cannot_be_read_are_told_and_not_called_missing(
    yalu: Yalu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The overview has the game all the same, a question has its reason."""

    def broken() -> Answers:
        msg = "The stored answers cannot be read. Install Yalu anew."
        raise SchemaError(msg)

    monkeypatch.setattr(strategy, "stored", broken)
    overview, asked = yalu("strategy"), yalu("strategy", "posture")

    assert overview.code == 0
    assert "The stored answers cannot be read" in overview.out
    assert asked.code == 2
    assert asked.err.startswith("yalu: The stored answers cannot be read")


@pytest.mark.usefixtures("bare")
def test_with_nothing_stored_a_question_is_one_sentence_and_no_traceback(
    yalu: Yalu,
) -> None:
    """A failure is told on the error stream."""
    answer = yalu("strategy", "posture")

    assert answer.code == 2
    assert not answer.out
    assert answer.err.startswith("yalu: No answers of the game are stored")


def test_solving_tells_residual_effort_and_how_many_were_found(yalu: Yalu) -> None:
    """At the parameters that were given."""
    asked = ("strategy", "solve", "--board", "small", "--set", "patron_commerce=0.5")
    found = yalu(*asked, "--starts", "2", "--json").json
    told = yalu(*asked)

    assert found["parameters"]["patron_commerce"] == 0.5
    assert found["equilibria"][0]["residual"] <= 1e-10
    assert found["seconds"] > 0
    for chances in found["equilibria"][0]["average"].values():
        assert abs(sum(chances.values()) - 1) < 1e-9
    assert "patron_commerce = 0.5" in " ".join(told.out.split())
    assert "found from 1 start; there may be more" in " ".join(told.out.split())
    assert _fits(told.out)


def test_all_that_is_wrong_with_a_wish_is_told_at_once(yalu: Yalu) -> None:
    """Board, name and number."""
    wrong = ("--board", "huge", "--set", "luck=1", "--set", "discount=much")
    answer = yalu("strategy", "solve", *wrong)

    assert answer.code == 2
    assert "--board: found huge; expected small, middle, full" in answer.err
    assert "--set luck=1: found luck" in answer.err
    assert "--set discount=much: found 'much'" in answer.err


def test_the_record_is_listed_and_written_with_its_grounds(
    yalu: Yalu, tmp_path: Path
) -> None:
    """Every cell with its rule, and the quarters asked for on the screen."""
    file = tmp_path / "record.csv"
    answer = yalu("strategy", "record", "--from", "2016Q1", "--csv", str(file))
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert answer.code == 0
    assert _fits(answer.out.partition("Written:")[0])
    assert "│2016Q1" in answer.out
    assert "│2015Q4" not in answer.out
    assert len(rows) % 11 == 0
    assert all(row["rule"] for row in rows)


def test_a_quarter_that_is_none_is_told(yalu: Yalu) -> None:
    """Before anything slow is begun."""
    answer = yalu("strategy", "record", "--from", "2016-1")

    assert answer.code == 2
    assert "expected for example 2017Q4" in answer.err


def test_precedents_are_listed_with_their_bounds(yalu: Yalu) -> None:
    """Whether or not their scores are stored."""
    told = yalu("strategy", "precedents")
    found = yalu("strategy", "precedents", "--json").json

    assert told.code == 0
    assert _fits(told.out)
    assert {"1983", "2006", "2016"} <= {one["id"] for one in found["cases"]}
    assert found["scores"] or found["missing"]


def _case(score: Callable[[str], float]) -> Retrodiction:
    return Retrodiction(
        case="2016",
        quarters=("2016Q1", "2016Q2"),
        scores=tuple(
            Score(
                case="2016",
                player="all",
                forecaster=name,
                log_score=score(name),
                choices=9,
                hits=4,
                turns=2,
                turn_hits=1,
            )
            for name in ("game", "frequencies", "sequence")
        ),
        is_found=True,
    )


@pytest.mark.parametrize("game", [-3.0, -9.0])
def test_a_game_that_habit_beats_is_said_to_be_beaten(game: float) -> None:
    """And one that beats habit is not; misses are never left out."""
    screen = Console(width=80, record=True)
    print_scores(screen, (_case(lambda name: game if name == "game" else -5.0),))
    flat = " ".join(screen.export_text().split())

    assert ("no better founded than habit" in flat) == (game < -5.0)
    assert f"{int(game > -5.0)} of 1 cases" in flat


def test_the_fit_is_told_or_that_there_is_none(yalu: Yalu) -> None:
    """In words and in JSON."""
    told = yalu("strategy", "fit")
    found = json.loads(yalu("strategy", "fit", "--json").out)

    assert told.code == 0
    assert _fits(told.out)
    assert found["fit"] or found["missing"]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the command find a made-up fit in a folder."""
    keep(tmp_path)
    found = partial(stored, folder=tmp_path)
    monkeypatch.setattr(strategy_fitted, "stored", found)
    return tmp_path


@pytest.mark.usefixtures("kept")
def test_a_parameter_is_told_by_its_meaning_and_by_its_unbroken_name(
    yalu: Yalu,
) -> None:
    """A reader sees what it is, and can set it by the name."""
    told = yalu("strategy", "fit")

    assert _fits(told.out)
    for one in PARAMETERS:
        if one.estimated:
            assert f"│{one.name} " in told.out
    assert "│price at home of an " in told.out


@pytest.mark.usefixtures("held", "kept")
def test_why_no_sign_is_to_be_built_upon_stands_under_every_answer(
    yalu: Yalu, kept: Path
) -> None:
    """The terminal does not tell a sign that the claims refuse to."""
    reason = "the game has not been tried on cases that it had not seen"
    told = yalu("strategy", "posture").out
    plain = yalu("strategy", "--json").json

    assert reason in " ".join(told.split()).lower()
    assert plain["doubts"] == [reason]

    store_cases((case_left_out(),), made()[1], code=fitting_sha256(), folder=kept)
    (beaten,) = yalu("strategy", "posture", "--json").json["doubts"]

    assert beaten.endswith("no better than a count of what followed what")


@pytest.mark.usefixtures("held")
def test_tables_that_have_changed_since_the_fit_are_told_under_an_answer(
    yalu: Yalu, kept: Path
) -> None:
    """The record may be another than the one that was fitted."""
    keep(kept, tables="other")
    told = " ".join(yalu("strategy", "belief").out.split())

    assert "The fit is stale: " in told


@pytest.mark.usefixtures("held")
def test_files_that_cannot_be_read_are_told_and_never_end_in_a_traceback(
    yalu: Yalu, kept: Path
) -> None:
    """Cut short, or of another version."""
    (kept / "posterior.json").write_text("{", encoding="utf-8")

    for question in ("fit", "precedents", "posture"):
        told = yalu("strategy", question)
        assert told.code == 0
        assert not told.err
        assert _fits(told.out)
    assert "cannot be read" in yalu("strategy", "fit").out
    assert "No fit can be read" in yalu("strategy", "posture").out


def test_a_case_whose_own_fit_was_not_found_is_shown_and_not_counted() -> None:
    """Whichever way it came out."""
    screen = Console(width=80, record=True)
    good = _case(lambda name: -3.0 if name == "game" else -5.0)
    lost = replace(_case(lambda name: -9.0 if name == "game" else -5.0), is_found=False)
    print_scores(screen, (good, lost))
    flat = " ".join(screen.export_text().split())

    assert "1 of 1 cases" in flat
    assert "Sum of log scores: game -3.0" in flat
    assert "no better founded than habit" not in flat


@pytest.mark.parametrize("is_source", [True, False])
def test_the_script_is_named_only_where_it_is(
    tmp_path: Path, *, is_source: bool
) -> None:
    """Whoever installed a release has no such folder."""
    if is_source:
        (tmp_path / "tools").mkdir()
        (tmp_path / "tools" / "refit.py").touch()

    assert how_to_refit(tmp_path).startswith("`python tools/refit.py`") == is_source
    assert ("newer release" in how_to_refit(tmp_path)) != is_source
