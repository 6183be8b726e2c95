"""What `yalu strategy` says of the fit and of its precedents, and against a fit.

Fits and scores here are made up, so that no test depends on what was fitted.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from tests.cli.conftest import Yalu, fits
from tests.strategy.estimation.kept import case_left_out, figures, keep, made
from yalu.cli.answers import strategy_fitted
from yalu.cli.answers.refitting import how_to_refit
from yalu.cli.answers.strategy_precedents import leads, print_scores
from yalu.strategy.estimation.keeping import store_cases, store_recovery
from yalu.strategy.estimation.origins import fitting_sha256, recovering_sha256
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.estimation.storing import stored
from yalu.strategy.patron import PARAMETERS


def test_precedents_are_listed_with_their_bounds(yalu: Yalu) -> None:
    """Whether or not their scores are stored."""
    told = yalu("strategy", "precedents")
    found = yalu("strategy", "precedents", "--json").json

    assert told.code == 0
    assert fits(told.out)
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
    assert fits(told.out)
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

    assert fits(told.out)
    for one in PARAMETERS:
        if one.estimated:
            assert f"\n{one.name} " in told.out
            assert f"{one.name}: {one.meaning}" in " ".join(told.out.split())
    assert "\n  payoff a quarter " in told.out


def test_how_often_parameters_are_found_again_is_told_in_words_and_figures(
    yalu: Yalu, kept: Path
) -> None:
    """Whole, and of each parameter; what the ranges are worth follows from it."""
    store_recovery(figures(recovering_sha256()), made()[1], folder=kept)
    told = yalu("strategy", "fit")
    flat = " ".join(told.out.split())

    assert fits(told.out)
    assert "Tried in 2 worlds" in flat
    assert "Ranges of 90 % held the truth in 75.00 % (26.00 to 100.00)" in flat
    assert "cost 50 % (9 to 91)" in flat
    assert "coverage:" not in flat


def _won(name: str, over_usual: float, over_before: float) -> Retrodiction:
    scores = {"game": 0.0, "frequencies": -over_usual, "sequence": -over_before}
    made = _case(lambda each: scores[each])
    return replace(made, case=name)


def test_a_lead_that_one_case_makes_is_said_to_hang_on_it() -> None:
    """And what is left without that case is told of any lead."""
    usual, before = leads((_won("a", 3.0, 5.0), _won("b", 2.0, -1.0)))

    assert (usual.lead, usual.best, usual.without_best) == (5.0, "a", 2.0)
    assert (usual.ahead, usual.undone_by) == (2, 2)
    assert str(usual).endswith("Without a, where it leads most, +2.0.")
    assert (before.lead, before.ahead, before.undone_by) == (4.0, 1, 1)
    assert str(before).endswith("-1.0: the lead hangs on that one case.")


def test_where_the_game_is_behind_no_lead_is_told() -> None:
    """Nor where no case counts."""
    _, before = leads((_won("a", 3.0, 1.0), _won("b", 2.0, -4.0)))

    assert before.undone_by == 0
    assert "it has none: -3.0 in all, ahead in 1 of 2" in str(before)
    assert not list(leads((replace(_won("a", 1.0, 1.0), is_found=False),)))


def test_hits_of_every_forecaster_and_their_sums_are_told_with_what_limits_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A log score alone does not say how often anybody was right."""
    print_scores(Console(width=80), (_won("a", 3.0, 1.0), _won("b", 2.0, 1.0)))
    flat = " ".join(capsys.readouterr().out.split())

    assert "│all │ 18 │ 8 │ 8 │ 8 │ 4 │ 2 │ 2 │ 2" in flat
    assert "2 cases are few, and quarters of one case are not independent" in flat


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
def test_what_speaks_against_a_fit_stands_before_what_it_says(
    yalu: Yalu, kept: Path
) -> None:
    """Who reads no further than the first figure has read that it may not hold."""
    store_cases((case_left_out(),), made()[1], code=fitting_sha256(), folder=kept)
    told = " ".join(yalu("strategy").out.split())

    assert told.index("NOT to be built upon") < told.index("Today, after")
    assert "│ up" not in told
    assert "│ down" not in told


@pytest.mark.usefixtures("held")
def test_tables_that_have_changed_since_the_fit_are_told_under_an_answer(
    yalu: Yalu, kept: Path
) -> None:
    """The record may be another than the one that was fitted."""
    keep(kept, tables="other")
    told = " ".join(yalu("strategy", "belief").out.split())

    assert "The fit is stale: " in told


def test_solving_at_an_old_fit_says_that_it_is_old(yalu: Yalu, kept: Path) -> None:
    """Parameters that are not given come from it."""
    keep(kept, tables="other")
    found = yalu("strategy", "solve", "--board", "small", "--json").json

    assert found["from"].startswith("its fitted mode (stale: ")
    assert set(found["parameters"]) == {one.name for one in PARAMETERS}


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
        assert fits(told.out)
    assert "cannot be read" in yalu("strategy", "fit").out
    assert "No fit can be read" in yalu("strategy", "posture").out


def test_a_case_whose_own_fit_was_not_found_is_shown_and_not_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whichever way it came out."""
    screen = Console(width=80)
    good = _case(lambda name: -3.0 if name == "game" else -5.0)
    lost = replace(_case(lambda name: -9.0 if name == "game" else -5.0), is_found=False)
    print_scores(screen, (good, lost))
    flat = " ".join(capsys.readouterr().out.split())

    assert "1 of 1 cases" in flat
    assert "│all │ 2 │ -3.0 │ -5.0" in flat
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
