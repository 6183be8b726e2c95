"""What `yalu cycle` promises, one promise per test."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Yalu
from yalu.cycle import rounds
from yalu.events import read

START = date(2008, 1, 7)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a log of a made-up cycle: each test is answered after three weeks."""
    lines = ["kind,actor,target,when"]
    for number in range(12):
        day = START + timedelta(days=140 * number)
        lines.append(f"nuclear_test,PRK,,{day}")
        lines.append(f"resolution,UNSC,PRK,{day + timedelta(days=21)}")
        lines += [
            f"missile_launch,PRK,,{day + timedelta(days=30 + 9 * step)}"
            for step in range(5)
        ]
    path = tmp_path / "own.csv"
    path.write_text("\n".join(lines) + "\nparade,PRK,,2010-01-01\n", encoding="utf-8")
    return path


@pytest.fixture
def told(yalu: Yalu, own: Path) -> Answer:
    """Return what is said of that log."""
    return yalu("cycle", "--log", str(own))


def test_it_says_where_today_stands_and_tells_every_round(yalu: Yalu) -> None:
    """Each provocation of the log, what answered it, and how long it was quiet."""
    anatomy = rounds(read())
    out = yalu("cycle").out
    flat = " ".join(out.split())

    assert str(anatomy.standing) in flat
    assert all(str(one.opening.when.start) in out for one in anatomy.rounds)
    assert all(f" {one.opening.id} " in out for one in anatomy.rounds)


def test_an_answer_fits_a_terminal(yalu: Yalu, told: Answer) -> None:
    """Eighty columns, wrapped and not cut."""
    for out in (yalu("cycle").out, told.out):
        assert max(map(len, out.splitlines())) <= 80


def test_json_has_what_other_programs_rely_on(yalu: Yalu) -> None:
    """Rounds, durations, effects, forecast and the backtest, all with intervals."""
    found = yalu("cycle", "--json").json

    assert found["standing"]["phase"] in {"quiet", "condemnation", "provocation"}
    assert len(found["rounds"]) == len(rounds(read()).rounds)
    assert {"after_resolutions", "forecast", "backtest_words", "no_model"} <= set(found)
    assert all({"low", "high"} <= set(row) for row in found["after_resolutions"])


def test_a_log_of_ones_own_is_fitted_and_foreseen(told: Answer) -> None:
    """With the row that could not be used, and what the model was fitted to."""
    assert told.code == 0
    assert "85 rows read: 84 kept, 1 put aside" in told.out
    assert "fitted now to 2008-01-07" in told.out
    assert "From 2012-06-01 on: probability of at least one" in told.out
    assert "Fitting the model to" in told.err


def test_a_forecast_that_was_never_tried_says_so(told: Answer) -> None:
    """A number without a record of its own is not recommended."""
    flat = " ".join(told.out.split())

    assert "have not been held against past days here" in flat


def test_the_answer_after_three_weeks_is_told(yalu: Yalu, own: Path) -> None:
    """Every measure of the made-up cycle took 21 days."""
    found = yalu("cycle", "--log", str(own), "--json").json
    row = next(row for row in found["durations"] if row["segment"] == "measure")

    assert (row["shortest_days"], row["longest_days"], row["ended"]) == (21, 21, 12)


def test_nothing_of_a_later_day_is_known_on_an_earlier_one(
    yalu: Yalu, own: Path, tmp_path: Path
) -> None:
    """A forecast from 2011 is the same whether or not 2011 happened."""
    day = "2011-01-01"
    other = tmp_path / "other.csv"
    header, *lines, last, _ = own.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.rsplit(",", 1)[1] < day]
    other.write_text("\n".join([header, *kept, last]) + "\n", encoding="utf-8")
    whole, cut = (
        yalu("cycle", "--log", str(log), "--as-of", day, "--json").json
        for log in (own, other)
    )

    assert whole["forecast"]
    assert whole["forecast"][0]["on"] == day
    assert whole["known"]["last_day"] < day
    assert whole["forecast"] == cut["forecast"]


def test_the_same_seed_gives_the_same_forecast(yalu: Yalu, own: Path) -> None:
    """Chance begins where it is told to, and nowhere else."""
    one, same, other = (
        yalu("cycle", "--log", str(own), "--seed", seed, "--json").json["forecast"]
        for seed in ("1", "1", "2")
    )

    assert one == same
    assert one != other


def test_a_log_without_provocations_is_told_what_it_lacks(
    yalu: Yalu, tmp_path: Path
) -> None:
    """No traceback, and no forecast out of nothing."""
    path = tmp_path / "own.csv"
    path.write_text("kind,actor,when\nholiday,CHN,2017-01-28\n", encoding="utf-8")
    answer = yalu("cycle", "--log", str(path))

    assert answer.code == 0
    assert "no stream of events" in answer.out
    assert "There are no rounds" in answer.out
    assert "\n\n\n" not in answer.out


@pytest.mark.parametrize("day", ["2099-01-01", "1900-01-01"])
def test_a_day_that_the_log_does_not_reach_is_not_understood(
    yalu: Yalu, day: str
) -> None:
    """The message names the first and the last day."""
    answer = yalu("cycle", "--as-of", day)
    span = read().span
    assert span is not None

    assert answer.code == 2
    assert str(span.start) in answer.err
    assert str(span.last) in answer.err


def test_before_anything_can_be_followed_it_is_said_what_is_missing(
    yalu: Yalu,
) -> None:
    """From which day on the first stream is known."""
    flat = " ".join(yalu("cycle", "--as-of", "1977-01-01").out.split())

    assert "is known from" in flat
    assert "There are no rounds" in flat


def test_a_day_that_is_none_is_not_understood(yalu: Yalu) -> None:
    """The message names the option."""
    answer = yalu("cycle", "--as-of", "yesterday")

    assert answer.code == 2
    assert "--as-of: found 'yesterday'" in answer.err
