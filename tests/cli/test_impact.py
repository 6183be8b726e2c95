"""What `yalu impact` promises, one promise per test."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Yalu
from yalu.cli.answers.pressure_asked import PATRONS
from yalu.cli.app import app
from yalu.report.pressure_scope import Scope

FEW = ("--draws", "20")


@pytest.fixture(scope="module")
def told() -> str:
    """Return what is said of one package, with who bears it and what came."""
    asked = ["impact", "--package", "2270", "--bearers", "--observed", *FEW]
    return CliRunner().invoke(app, asked, env={"COLUMNS": "80"}).stdout


@pytest.fixture(scope="module")
def every() -> list[dict[str, Any]]:
    """Return the cost of every package by the plain count."""
    asked = ["impact", "--model", "mech", "--json", *FEW]
    found: dict[str, Any] = json.loads(CliRunner().invoke(app, asked).stdout)
    return [row for row in found["costs"] if not row["patron"]]


def test_packages_are_listed_and_what_is_not_priced_with_the_reason(
    yalu: Yalu,
) -> None:
    """Each resolution alone and with all before it, and every name in an error."""
    answer = yalu("impact", "--list")

    assert answer.code == 0
    assert all(name in answer.out for name in ("2270", "to-2397", "oil", "patron-stop"))
    assert "2356: says nothing about goods" in answer.out
    assert "to-1718: bans the same goods as 1718" in answer.out


def test_an_answer_fits_a_terminal(yalu: Yalu, told: str) -> None:
    """Eighty columns, wrapped and not cut."""
    whole = yalu("impact", "--model", "mechanical", *FEW)

    for out in (told, whole.out):
        assert max(map(len, out.splitlines())) <= 80
        assert "…" not in out


def test_a_cost_stands_beside_its_interval_and_a_yardstick(told: str) -> None:
    """A number alone says nothing of how hard it is, nor how sure."""
    flat = " ".join(told.split())

    assert "the middle, and the middle 90 %, of 20 draws" in flat
    assert "deepest fall of income in a single year on record" in flat
    assert "RUS steps in" in told
    assert "What this leaves out" in told


def test_it_is_said_which_column_to_read(told: str) -> None:
    """Of fuels another than of what is left once all have adapted."""
    assert "For fuels read the column fuels" in " ".join(told.split())


def test_one_package_comes_with_its_curve_and_its_unknowns(told: str) -> None:
    """Half of the law is another question than all of it."""
    assert "Resolution 2270 alone, by how much is enforced" in told
    assert all(f"│{level}%" in told for level in (25, 50, 75, 100))
    assert "reach of the law" in told


def test_who_bears_it_is_told_good_by_good(told: str) -> None:
    """China's purchases of coal, with a range."""
    assert "coal (2015)" in told
    assert all(f"│{state}" in told for state in ("PRK", "CHN", "RUS"))


def test_who_bears_it_is_told_at_the_level_that_was_asked(yalu: Yalu) -> None:
    """Half of the law stops half, and the package is named."""
    half = yalu("impact", "--bearers", "--enforcement", "0.5", *FEW)
    rows = yalu("impact", "--bearers", "--enforcement", "0.5", "--json", *FEW).json

    assert "stops, 50% enforced" in half.out
    assert "this is to-2397" in " ".join(half.out.split())
    assert "steps in" not in half.out  # only what was asked
    for row in rows["bearers"]:
        assert row["high"] <= 0.5 * row["base_high"] * (1 + 1e-9)


def test_crippling_or_not_is_said_in_words(yalu: Yalu) -> None:
    """And what help changes; the same words as in JSON."""
    shown = yalu("impact", "--model", "mech", *FEW)
    found = yalu("impact", "--model", "mech", "--json", *FEW).json
    flat = " ".join(shown.out.replace("\u00a0", " ").split())
    words = [text.replace("\u00a0", " ") for text in found["words"]]

    for start in ("All up to resolution 2397: ", "Complete oil", "Full stop by China"):
        (one,) = (text for text in words if text.startswith(start))
        assert one in flat
    assert "Closed by all but Russia: " in flat


def test_verdicts_and_reliefs_are_in_json(yalu: Yalu) -> None:
    """A middle above the worst year is crippling; shares of draws stand beside it."""
    found = yalu("impact", "--package", "oil", "--json", *FEW).json
    worst = found["verdicts"][0]["yardstick"]

    for row in found["verdicts"]:
        assert row["crippling"] == (row["median"] > worst)
        assert 0 <= row["exceeds_low"] <= row["exceeds_high"] <= 1
    assert {row["patron"] for row in found["reliefs"]} == {"RUS"}


def test_predictions_alone_are_shown_where_they_alone_are_asked(yalu: Yalu) -> None:
    """Two tables of prices would bury them; hits are counted by model."""
    out = yalu("impact", "--observed", "--model", "mech", *FEW).out
    flat = " ".join(out.split())

    assert "steps in" not in out
    assert "Inside under full, and under any enforcement: mechanical" in flat
    assert "-0.0 " not in out
    assert "Evidence: estimated. Sources: " in flat


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--package", "2087"), "costs nothing: says nothing about goods"),
        (("--on", "1990-01-01"), "no law on goods is in force on this day"),
        (("--on", "2030-01-01"), "law as encoded up to S/RES/"),
    ],
)
def test_a_nought_has_a_reason(
    yalu: Yalu, options: tuple[str, ...], words: str
) -> None:
    """A cost of nothing is a finding only if it is known why."""
    answer = yalu("impact", "--model", "mech", *options, *FEW)

    assert words in " ".join(answer.out.split())


def test_who_may_step_in_is_the_same_for_command_and_report() -> None:
    """The command tells mistakes before the report's parts are loaded."""
    assert Scope().patrons == PATRONS


def test_what_is_not_known_is_named_for_readers(yalu: Yalu) -> None:
    """Amounts in words, and no share of a share."""
    out = yalu("impact", "--model", "mech", "--package", "to-2397", *FEW).out

    assert "billion USD" in out
    assert "e+10" not in out
    assert "1 share" not in out


def test_a_model_is_named_by_a_part_of_its_name(yalu: Yalu) -> None:
    """As its column is headed."""
    costs = yalu("impact", "--model", "fuels", "--package", "oil", "--json", *FEW).json

    assert {row["model"] for row in costs["costs"]} == {"essential input: fuels"}


def test_predictions_stand_beside_the_record(told: str) -> None:
    """Also where they failed."""
    assert "full enforcement" in told
    assert "inside / inside" in told
    assert "outside" in told


def test_json_has_what_other_programs_rely_on(yalu: Yalu) -> None:
    """Every number with its interval, its model and who steps in."""
    found = yalu("impact", "--package", "oil", "--json", *FEW).json

    assert found["year"] == 2015
    assert {"costs", "yardsticks", "left_out", "notes", "sources"} <= set(found)
    for row in found["costs"]:
        assert {"package", "model", "patron", "enforcement"} <= set(row)
        if row["median"] is not None:
            assert row["low"] <= row["median"] <= row["high"]


def test_half_of_the_law_costs_less_than_all_of_it(
    yalu: Yalu, every: list[dict[str, Any]]
) -> None:
    """By the plain count, half as much: the draws are the same."""
    half = yalu(
        "impact", "--model", "mech", "--patron", "none", "--enforcement", "0.5",
        "--json", *FEW,
    ).json["costs"]  # fmt: skip

    assert [row["median"] * 2 for row in half] == pytest.approx(
        [row["median"] for row in every]
    )


def test_what_else_is_asked_does_not_change_a_price(
    yalu: Yalu, every: list[dict[str, Any]]
) -> None:
    """One package alone costs what it costs among all."""
    one = yalu("impact", "--package", "2371", "--model", "mech", "--json", *FEW).json
    alone = [row for row in one["costs"] if row["enforcement"] == 1]

    assert alone[0] in every


def test_the_law_of_a_day_has_a_price(yalu: Yalu) -> None:
    """Before resolution 2270 little was banned."""
    early, late = (
        yalu("impact", "--on", day, "--model", "mech", "--json", *FEW).json["costs"][0]
        for day in ("2016-01-01", "2018-12-31")
    )

    assert early["median"] < 0.2 * late["median"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--package", "2999"), "Package: found 2999"),
        (("--model", "guess"), "Model: found 'guess'"),
        (("--patron", "FRA"), "--patron: found 'FRA'"),
        (("--on", "someday"), "--on: found 'someday'"),
        (("--on", "2016-01-01", "--package", "oil"), "--on: found with --package"),
    ],
)
def test_what_is_not_known_is_answered_with_what_is(
    yalu: Yalu, options: tuple[str, ...], words: str
) -> None:
    """No traceback, and what to give instead."""
    answer = yalu("impact", *options)

    assert answer.code == 2
    assert words in answer.err
