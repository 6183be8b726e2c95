"""What cases that are left out promise: scores that a hand can add up."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.estimation.test_laplace import fitted
from tests.strategy.estimation.toys import toy, toy_evidence
from yalu.strategy.estimation.baselines import Baseline, baseline_chances
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.filtering import filtered
from yalu.strategy.estimation.foretelling import Foretold, foretold
from yalu.strategy.estimation.retrodiction import ALL, retrodict, scores_of
from yalu.strategy.record import Precedent, Quarter

ROWS = np.array([False, True, True])


@cache
def told() -> Foretold:
    objective = fitted().objective
    return foretold(objective.played(fitted().mode.at), objective.arrangement)


def test_chances_that_are_foretold_sum_to_one() -> None:
    """Of every choice in every quarter."""
    for chances in told().chances.values():
        assert_allclose(chances.sum(axis=1), 1.0, rtol=1e-12)


def test_the_log_of_a_known_choice_is_that_of_its_chance() -> None:
    """What is scored and what is called likely must be the same figure."""
    moves = told().chances["move"]

    assert_allclose(told().logs["target"][0], np.log(moves[0, 1]), rtol=1e-9)
    assert_allclose(told().logs["target"][2], np.log(moves[2, 0]), rtol=1e-9)


def test_the_logs_of_the_players_add_up_to_the_likelihood_of_all_they_did() -> None:
    """No part of what happened is scored twice, none left out."""
    objective = fitted().objective
    total = sum(each.sum() for each in told().logs.values())
    states = fitted().mode.at.log_likelihood - total
    import jax  # noqa: PLC0415 - only here

    with jax.enable_x64(True):  # noqa: FBT003
        from yalu.strategy.games.board import tables_of  # noqa: PLC0415

        played = objective.played(fitted().mode.at)
        found = filtered(
            toy(),
            objective.arrangement,
            played.choices,
            tables_of(toy(), dict(played.parameters)),
        )

    assert_allclose(np.asarray(found.states).sum(), states, atol=1e-4)


def test_frequencies_are_smoothed_counts_of_the_rest() -> None:
    """Counted by hand: of two quarters one has a move, the third is held out."""
    seen = Evidence(periods=("1", "2", "3"), weights={"move": np.eye(2)[[0, 1, 1]]})
    held = np.array([False, False, True])
    found = baseline_chances(seen, "move", Baseline.FREQUENCIES, held)

    assert_allclose(found, np.full((3, 2), 0.5))


def test_a_sequence_counts_what_followed_what() -> None:
    """After 0 came 1 once: (1 + 1/2) of (1 + 1)."""
    seen = Evidence(periods=("1", "2", "3"), weights={"move": np.eye(2)[[0, 1, 0]]})
    held = np.array([False, False, True])
    found = baseline_chances(seen, "move", Baseline.SEQUENCE, held)

    assert_allclose(found[1], [0.25, 0.75])
    assert_allclose(found[2], [0.5, 0.5])  # nothing known follows a 1


def test_an_uncertain_quarter_counts_with_its_chances() -> None:
    """Half a move is half a count."""
    rows = np.array([[1.0, 0.0], [0.5, 0.5 + 1e-9]])
    seen = Evidence(periods=("1", "2"), weights={"move": rows})
    found = baseline_chances(
        seen, "move", Baseline.FREQUENCIES, np.zeros(2, dtype=bool)
    )

    assert_allclose(found[0], [2 / 3, 1 / 3], rtol=1e-6)


def test_scores_of_baselines_are_sums_of_logarithms() -> None:
    """Added up by hand over what is known in the case."""
    seen = toy_evidence()
    scores = scores_of("case", toy(), seen, told(), ROWS)
    chances = baseline_chances(seen, "move", Baseline.FREQUENCIES, ROWS)
    one = next(
        each
        for each in scores
        if each.forecaster == Baseline.FREQUENCIES and each.player == "target"
    )

    assert_allclose(one.log_score, np.log(chances[2, 0]))  # the second is not known
    assert one.choices == 1


def test_baselines_learn_only_from_what_the_game_learnt_from() -> None:
    """With nothing to learn from, every class is as likely as any other."""
    every = np.ones_like(ROWS)
    scores = scores_of("case", toy(), toy_evidence(), told(), ROWS, unlearnt=every)
    one = next(
        each
        for each in scores
        if each.forecaster == Baseline.FREQUENCIES and each.player == "target"
    )

    assert_allclose(one.log_score, np.log(1 / 2))


def test_an_uncertain_choice_is_charged_to_every_forecaster_alike() -> None:
    """Even chances say nothing, so they must set no forecaster apart."""
    seen = toy_evidence()
    even = {**seen.weights, "visit": np.full((3, 2), 0.5)}
    flat = Evidence(periods=seen.periods, weights=even)
    silent = {**seen.weights, "visit": np.ones((3, 2))}
    none = Evidence(periods=seen.periods, weights=silent)
    for name in Baseline:
        charged, free = (
            next(
                one.log_score
                for one in scores_of("case", toy(), each, told(), ROWS)
                if one.forecaster == name and one.player == "patron"
            )
            for each in (flat, none)
        )

        assert_allclose(charged - free, 2 * np.log(0.5))


def test_all_players_together_are_the_sum_of_each() -> None:
    """Scores of players are differences of one logarithm."""
    scores = scores_of("case", toy(), toy_evidence(), told(), ROWS)
    for name in ("game", *Baseline):
        of = {each.player: each for each in scores if each.forecaster == name}
        whole = of.pop(ALL)

        assert_allclose(whole.log_score, sum(each.log_score for each in of.values()))
        assert whole.hits == sum(each.hits for each in of.values())


def test_only_cases_with_quarters_to_score_are_left_out_one_by_one() -> None:
    """Cases before the record serve for questions alone."""
    seen = toy_evidence()
    named = Evidence(periods=("2001Q1", "2001Q2", "2001Q3"), weights=dict(seen.weights))
    first, later = Quarter(2001, 2), Quarter(2010, 1)
    cases = [
        _case("a", first, first),
        _case("b", later, later),
        _case("c", first, first, prior_only=True),
    ]
    found = retrodict(fitted(), named, cases)

    assert [one.case for one in found] == ["a"]
    assert found[0].quarters == ("2001Q2",)
    assert found[0].is_found
    assert "log score game" in str(found[0])


def _case(
    name: str, first: Quarter, last: Quarter, *, prior_only: bool = False
) -> Precedent:
    return Precedent(
        id=name,
        title=name,
        first=first,
        last=last,
        prior_only=prior_only,
        events=(),
        begins="here",
        ends="there",
    )


def test_a_forecaster_that_was_not_asked_has_no_score() -> None:
    """Asking for it stops instead of giving a zero."""
    seen = toy_evidence()
    named = Evidence(periods=("2001Q1", "2001Q2", "2001Q3"), weights=dict(seen.weights))
    found = retrodict(fitted(), named, [_case("a", Quarter(2001, 2), Quarter(2001, 3))])
    with pytest.raises(StopIteration):
        found[0].score("oracle")
