"""What the questions promise, one promise per test; none of them about a sign."""

from collections import defaultdict

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.answers.conftest import World
from yalu.errors import SchemaError
from yalu.strategy.answers import Answers, Question, Standing, Unit
from yalu.strategy.answers.ahead import HORIZONS, at_least_once, carried
from yalu.strategy.answers.partial import patron_terms, shifted
from yalu.strategy.answers.situation import Situation
from yalu.strategy.answers.threat import answered
from yalu.strategy.games.paths import simulate

RUNS = 4000


def _value(world: World, question: Question, name: str, **at: str) -> float:
    (found,) = (
        value
        for one, value in world.drawn.rows
        if (one.question, one.id, one.standing) == (question, name, Standing.TODAY)
        and set(at.items()) <= set(one.at)
    )
    return found


def test_every_question_is_answered_for_today_and_for_the_record(
    world: World,
) -> None:
    """The same figures for both, each once."""
    keys = [(one.question, one.id, one.at, one.standing) for one, _ in world.drawn.rows]
    today = [key[:3] for key in keys if key[3] is Standing.TODAY]

    assert len(set(keys)) == len(keys)
    assert today == [key[:3] for key in keys if key[3] is Standing.RECORDED]
    assert {key[0] for key in keys} == set(Question)


def test_chances_and_shares_are_within_bounds(world: World) -> None:
    """Levels from 0 to 1, and changes of them from -1 to 1."""
    for one, value in world.drawn.rows:
        if one.unit in {Unit.CHANCE, Unit.SHARE}:
            low = -1.0 if one.is_change else 0.0
            assert low - 1e-9 <= value <= 1 + 1e-9, one


def test_chances_of_all_choices_of_an_action_sum_to_one(world: World) -> None:
    """Wherever they are told."""
    sums: dict[tuple[object, ...], float] = defaultdict(float)
    for one, value in world.drawn.rows:
        if one.question is Question.TODAY and one.id in {"now", "curve", "path"}:
            sums[one.id, one.standing, one.at[:-1], one.at[-1][0]] += value

    assert_allclose(list(sums.values()), 1.0)


def test_an_unbound_threat_is_the_equilibrium(world: World) -> None:
    """The target's choice found anew from what follows is the one that was solved."""
    found = answered(world.play, tabled=None)

    assert_allclose(found, world.play.choices[0][0], atol=1e-8)


def test_terms_of_the_patron_sum_to_his_payoff(world: World) -> None:
    """Nothing that he weighs is left out."""
    total = sum(patron_terms(world.play).values())

    assert_allclose(
        total + 0 * world.play.payoff("patron"), world.play.payoff("patron")
    )


def test_one_third_more_is_worth_the_sum_of_its_terms(world: World) -> None:
    """Exactly, with what comes after the horizon as a line of its own."""
    made, where = world.play, world.asked.situation
    whole = made.payoff("patron") + made.discount * made.onward(made.worth("patron"))
    apart = made.expected(whole, shifted(made)) - made.expected(whole)

    assert_allclose(
        _value(world, Question.PARTIAL, "third.all"), where.mean(apart), atol=1e-8
    )


def test_routes_of_a_step_sum_to_the_whole(world: World) -> None:
    """At once, through pressure, and through belief."""
    for step in ("0 to 1/3", "1/3 to 2/3", "2/3 to 1"):
        parts = [
            _value(world, Question.PARTIAL, f"step.{way}", enforcement=step)
            for way in ("now", "pressure", "belief")
        ]
        whole = _value(world, Question.PARTIAL, "step.all", enforcement=step)
        assert_allclose(sum(parts), whole)


def test_counts_ahead_are_those_of_simulated_paths(world: World) -> None:
    """Within four standard errors of paths that draw every choice by lot."""
    game, rng = world.play.game, np.random.default_rng(11)
    start: dict[str, str | int] = {axis.name: 0 for axis in game.state}
    year = min(HORIZONS)
    paths = simulate(
        world.equilibrium, {**start, "type": 0}, periods=1 + year, rng=rng, runs=RUNS
    )
    done = np.isin(paths.positions["move"], (1, 2))
    corner = (0,) * world.asked.ahead.usual[0].ndim
    found = np.sum(done[:, 1:], axis=1)
    once = np.any(done[:, :year], axis=1)

    wanted = world.asked.ahead.usual[year][corner]
    assert abs(found.mean() - wanted) < 4 * found.std() / RUNS**0.5
    chance = at_least_once(world.play, "provocation", year)[corner]
    assert abs(once.mean() - chance) < 4 * (0.25 / RUNS) ** 0.5


def test_a_path_of_chances_is_that_of_the_measure_carried_forward(
    world: World,
) -> None:
    """The second quarter, by one step from the first."""
    then = carried(world.play, world.asked.situation.weights)
    wanted = float(np.sum(then * world.play.likely("move", "test")))

    found = _value(world, Question.TODAY, "path", quarter="2", move="test")

    assert_allclose(found, wanted)


def test_changing_a_state_keeps_all_the_rest(world: World) -> None:
    """All chance goes to the position, and other parts stay as likely."""
    where = world.asked.situation
    there = where.at(support=1)
    place = 1 + [axis.name for axis in where.game.state].index("support")

    assert_allclose(np.take(there.weights, 0, axis=place), 0.0)
    assert_allclose(there.weights.sum(axis=place), where.weights.sum(axis=place))
    with pytest.raises(SchemaError, match="found 'weather'"):
        where.at(weather=0)


def test_weights_that_are_no_chances_are_refused(world: World) -> None:
    """A filter that went wrong must not become an answer."""
    where = world.asked.situation
    with pytest.raises(SchemaError, match="sum to 2"):
        Situation(standing=where.standing, game=where.game, weights=2 * where.weights)


def test_the_likeliest_path_names_quarters_choices_and_where_it_may_turn(
    answers: Answers,
) -> None:
    """A year from the quarter after the record; a vote only where a text is tabled."""
    names = [turn.quarter for turn in answers.path]

    assert names == ["2018Q1", "2018Q2", "2018Q3", "2018Q4"]
    for turn in answers.path:
        actions = [action for action, _ in turn.moves]
        assert ("vote" in actions) == (("response", "table") in turn.moves)
        assert all(0 < chance <= 1 for chance in turn.chances)
        assert turn.other not in turn.moves
        assert min(turn.kept, turn.turned) >= 0
