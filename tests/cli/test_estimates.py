"""Promises about estimates as they are printed."""

from datetime import date
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from tests.cli.conftest import Yalu
from tests.compliance.counterfactual.lines import history, named
from yalu.cli.answers.evidence import print_estimates
from yalu.compliance.counterfactual import expect


def printed(amounts: dict[str, float]) -> str:
    """Return what is printed about a measure of 2016."""
    answer = expect(
        history(amounts),
        starts=date(2016, 1, 1),
        until=date(2017, 1, 1),
        rng=np.random.default_rng(1),
        checks=False,
    )
    screen = Console(file=StringIO(), width=200)
    print_estimates(screen, [answer], measure=None)
    return screen.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_what_the_record_does_not_limit_has_no_percentage() -> None:
    """The headline of an interval of a factor of a hundred is that there is none."""
    wild = {m: 10.0 ** (place % 5) for place, m in enumerate(named("2014-01..2016-12"))}

    said = printed(wild)

    assert "RUS  the record does not limit it  BAN" in said
    assert "%" not in said.replace("interval of 90 %", "").split("RUS", 1)[1][:60]
    assert "Compliance is" not in said


def test_the_goods_that_are_counted_are_printed() -> None:
    """The words of the law are wider than what is on record."""
    calm = {m: 90.0 + place % 7 for place, m in enumerate(named("2012-01..2016-12"))}

    assert "counted: HS 2701" in printed(calm)


@pytest.mark.parametrize("command", ["compliance", "report"])
def test_a_seed_below_zero_is_a_question_not_understood(
    yalu: Yalu, command: str
) -> None:
    """Random numbers begin at a whole number from zero on."""
    said = yalu(command, "--seed", "-1")

    assert said.code == 2
    assert "--seed" in said.err
    assert "Traceback" not in said.err


def test_a_horizon_before_every_measure_leaves_nothing_and_says_so(yalu: Yalu) -> None:
    """A day mistyped by a century must not look like an empty record."""
    asked = ("compliance", "--estimate", "--state", "CHN", "--horizon", "1990-01-01")

    assert "Nothing is left to estimate before 1990-01-01" in yalu(*asked).out


@pytest.mark.parametrize(
    "option", [("--horizon", "2019-01-01"), ("--seed", "7"), ("--seed", "1718")]
)
def test_what_only_an_estimate_heeds_is_refused_without_one(
    yalu: Yalu, option: tuple[str, str]
) -> None:
    """A day that is ignored in silence is taken for one that was heeded."""
    said = yalu("compliance", "--state", "CHN", *option)

    assert (said.code, said.out) == (2, "")
    assert f"{option[0]}: found without --estimate" in said.err
