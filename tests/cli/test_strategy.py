"""What `yalu strategy` promises, one promise per test.

The answers here are of invented draws, so that no test depends on what was fitted.
"""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Yalu, fits
from yalu.cli.answers import strategy
from yalu.errors import ModelError, SchemaError
from yalu.strategy.answers import Answers
from yalu.strategy.answers.wording import HEADLINES

ASKED = ("partial", "resolve", "option", "posture", "threat", "overture", "belief")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command find nothing in store."""

    def nothing() -> Answers:
        msg = "No answers of the game are stored. Run tools/refit.py."
        raise ModelError(msg)

    monkeypatch.setattr(strategy, "stored", nothing)


@pytest.mark.usefixtures("held")
def test_the_overview_tells_the_game_today_and_what_each_question_comes_down_to(
    yalu: Yalu,
) -> None:
    """Every headline, with both chances of its sign, on eighty columns."""
    answer = yalu("strategy")

    assert answer.code == 0
    assert fits(answer.out)
    assert "North Korea moves first" in " ".join(answer.out.split())
    assert all(f"│{one.question}" in answer.out for one in HEADLINES)
    assert "80 %" in answer.out
    assert "50 %" in answer.out
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
    assert fits(answer.out)
    assert "  - " in answer.out
    assert (
        "Evidence: estimated by a model. 5 draws of its fit to a record of 12" in flat
    )
    assert "These answers are stale: the code" in flat
    assert "(1 more of both had no equilibrium)" in flat


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


@pytest.mark.usefixtures("held")
def test_the_chance_of_a_sign_is_a_column_only_where_a_figure_is_a_change(
    yalu: Yalu,
) -> None:
    """A level has none, and an empty column tells nothing."""
    levels, changes = yalu("strategy", "partial").out, yalu("strategy", "belief").out

    assert "How much is enforced" in levels
    assert "above 0: now" not in levels
    assert "above 0: now" in changes


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
    assert fits(told.out)


def test_all_that_is_wrong_with_a_wish_is_told_at_once(yalu: Yalu) -> None:
    """Board, name and number."""
    wrong = ("--set", "luck=1", "--set", "discount=much", "--set", "patron_gap=-1")
    answer = yalu("strategy", "solve", "--board", "huge", *wrong)

    assert answer.code == 2
    assert "--board: found huge; expected small, middle, full" in answer.err
    assert "--set luck: found a name that no rule asks for" in answer.err
    assert "--set patron_gap: found -1; expected a number from 0" in answer.err
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
    assert fits(answer.out.partition("Written:")[0])
    assert "\n2016Q1 " in answer.out
    assert "2015Q4" not in answer.out
    assert len(rows) % 11 == 0
    assert all(row["rule"] for row in rows)


def test_the_file_holds_the_quarters_asked_for_and_the_counts_are_of_them(
    yalu: Yalu, tmp_path: Path
) -> None:
    """Whoever asks for three quarters gets and counts three."""
    file = tmp_path / "record.csv"
    span = ("--from", "2017Q1", "--to", "2017Q3")
    told = yalu("strategy", "record", *span, "--csv", str(file))
    found = yalu("strategy", "record", *span, "--json").json
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert {row["quarter"] for row in rows} == {"2017Q1", "2017Q2", "2017Q3"}
    assert "Counts of what is shown, 2017Q1 to 2017Q3" in told.out
    assert all(sum(one.values()) == 3 for one in found["counts"].values())
    assert "33 cells" in told.out


@pytest.mark.parametrize("state", [(), ("--state",)])
def test_an_open_cell_is_its_likeliest_class_with_the_chance_of_it(
    yalu: Yalu, state: tuple[str, ...]
) -> None:
    """In words that are never broken, and no fraction stands beside a chance."""
    told = yalu("strategy", "record", *state).out
    cells = yalu("strategy", "record", "--json").json["cells"]
    (vote,) = (
        one for one in cells if (one["quarter"], one["column"]) == ("2017Q3", "vote")
    )

    assert fits(told)
    assert ("usual 57 %" if state else "either 50 %") in told
    assert ("intercontinental " if state else "two thirds 39 %") in told
    assert "1/3" not in told
    assert "?: not known." in " ".join(told.split())
    assert vote["chances"] == {"accept": 0.5, "refuse": 0.5}


@pytest.mark.parametrize(
    ("span", "error"),
    [
        (("--from", "2050Q1"), "--from: found 2050Q1, of which the record has no"),
        (("--to", "1954Q1"), "--to: found 1954Q1, of which the record has no"),
        (("--from", "2015Q1", "--to", "2014Q4"), "Swap the two"),
    ],
)
def test_quarters_of_which_the_record_has_none_are_refused(
    yalu: Yalu, tmp_path: Path, span: tuple[str, ...], error: str
) -> None:
    """An empty table would look like an answer; and no file is left behind."""
    file = tmp_path / "record.csv"
    answer = yalu("strategy", "record", *span, "--csv", str(file))

    assert answer.code == 2
    assert not answer.out
    assert error in answer.err
    assert not file.exists()


def test_a_quarter_that_is_none_is_told(yalu: Yalu) -> None:
    """Before anything slow is begun."""
    answer = yalu("strategy", "record", "--from", "2016-1")

    assert answer.code == 2
    assert "expected for example 2017Q4" in answer.err
