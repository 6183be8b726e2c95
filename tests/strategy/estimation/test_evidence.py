"""What evidence promises: every cell of the record, on every board."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.estimation.toys import PARAMETERS, toy, toy_evidence
from yalu.errors import ModelError, SchemaError
from yalu.events import read
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import Evidence, evidence, evidence_of_path
from yalu.strategy.games import solve
from yalu.strategy.games.paths import simulate
from yalu.strategy.patron import FULL, SMALL, patron_game
from yalu.strategy.record import Column, Status, StrategicRecord, quarterly


@cache
def record() -> StrategicRecord:
    return quarterly(read())


def test_each_cell_is_the_evidence_on_the_full_board() -> None:
    """Labels of the game are those of the record, so nothing is lost."""
    seen = evidence(record(), patron_game(FULL))
    for column in Column:
        for row, cell in enumerate(record().of(column)):
            weights = seen.weights[column][row]
            match cell.status:
                case Status.MISSING:
                    assert (weights == 1).all()
                case Status.NOT_ASKED:
                    assert weights[0] == 1
                    assert weights[1:].sum() == 0
                case _:
                    assert_allclose(weights, cell.chances)


def test_a_merged_position_is_known_where_one_of_its_classes_is() -> None:
    """A class that is known leaves no doubt on a coarser board."""
    fine = evidence(record(), patron_game(FULL)).weights["capability"]
    coarse = evidence(record(), patron_game(SMALL)).weights["capability"]

    assert_allclose(coarse[:, 0], fine[:, 0] + fine[:, 1])
    assert_allclose(coarse[:, 1], fine[:, 2] + fine[:, 3])


def test_what_says_nothing_says_nothing_on_a_coarser_board() -> None:
    """Chances are weights of a likelihood, so merged classes have their mean."""
    fine = evidence(record(), patron_game(FULL)).weights["posture"]
    coarse = evidence(record(), patron_game(SMALL)).weights["posture"]
    ratio = coarse[:, 0] / (coarse[:, 0] + coarse[:, 1])
    mean = (fine[:, 0] + fine[:, 1]) / 2

    assert_allclose(ratio, mean / (mean + fine[:, 2]))


def test_a_game_of_other_axes_is_refused() -> None:
    """The toy speaks of arms, of which the record has no column."""
    with pytest.raises(SchemaError, match="found axes arms"):
        evidence(record(), toy())


def test_the_hash_is_of_what_is_seen_and_of_nothing_else() -> None:
    """It tells whether a stored fit is of this record."""
    seen = toy_evidence()
    weights = {name: rows + 1e-9 for name, rows in seen.weights.items()}
    same = Evidence(periods=seen.periods, weights=weights)
    changed = {**seen.weights, "move": np.ones((3, 2))}
    other = Evidence(periods=seen.periods, weights=changed)

    assert same.digest == seen.digest
    assert other.digest != seen.digest


def test_evidence_of_a_shorter_time_is_its_beginning() -> None:
    """Of every axis alike."""
    short = toy_evidence().until(2)

    assert short.periods == ("1", "2")
    assert all(len(rows) == 2 for rows in short.weights.values())


def test_a_simulated_record_errs_as_often_as_it_says() -> None:
    """A reading is right with its chance, and the weights tell that chance."""
    played = solve(toy(), PARAMETERS, precision=1.5)
    start = {"arms": 0, "hunger": 1, "trust": 1}
    rng = np.random.default_rng(1)
    paths = simulate(played, start, periods=4000, rng=rng)
    seen = evidence_of_path(
        paths, 0, noisy={"hunger": 0.7}, unseen={"visit": range(10)}, rng=rng
    )
    truth = paths.positions["hunger"][0]
    right = seen.weights["hunger"].argmax(axis=1) == truth

    assert_allclose(right.mean(), 0.7, atol=0.03)
    assert_allclose(np.unique(seen.weights["hunger"]), [0.15, 0.7])
    assert (seen.weights["visit"][:10] == 1).all()
    assert (seen.weights["move"].argmax(axis=1) == paths.positions["move"][0]).all()


def test_cases_are_all_that_is_open_and_no_more() -> None:
    """Counted by hand: three states of hunger, two moves, and so on."""
    cases = arrange(toy_evidence(), toy())
    open_cases = [(turn.weights > 0).sum(axis=1).tolist() for turn in cases.turns]

    assert (cases.weights > 0).sum(axis=1).tolist() == [3, 3, 3]
    assert open_cases == [[3, 6, 3], [6, 12, 6]]


def test_lists_are_filled_up_with_cases_of_no_weight() -> None:
    """So that records of one kind share one compiled program."""
    few, many = arrange(toy_evidence(), toy()), arrange(toy_evidence(), toy(), least=8)

    assert many.states.shape[1] == 8
    assert many.turns[-1].weights.shape[1] == 16
    assert_allclose(many.turns[-1].weights.sum(), few.turns[-1].weights.sum())


def test_a_period_of_which_too_little_is_known_is_told() -> None:
    """Better than a sum that never ends."""
    game = patron_game(FULL)
    sizes = {axis.name: axis.size for axis in (*game.components, *game.actions)}
    weights = {name: np.ones((1, size)) for name, size in sizes.items()}
    with pytest.raises(ModelError, match="Period 2001Q1: found 294,912 cases"):
        arrange(Evidence(periods=("2001Q1",), weights=weights), game)
