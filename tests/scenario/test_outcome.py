"""What an outcome promises, one promise per test."""

import hashlib
import re

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from tests.scenario.runs import SIZE, made_up, outcome_of, run_of, toy
from yalu.errors import ModelError, SchemaError
from yalu.scenario.outcome import series_digest
from yalu.scenario.series import SERIES


def test_the_order_of_chunks_does_not_matter() -> None:
    """Whoever is ready first may deliver first."""
    work = toy(7)
    parts = [(number, work(number)) for number in (3, 0, 5, 1, 4, 2)]

    assert run_of(parts).digest == made_up().digest


def test_fewer_draws_are_the_first_of_more() -> None:
    """So that a quick look and a long run never contradict each other."""
    few, many = made_up(draws=130), made_up(draws=300)

    for name in SERIES:
        assert_array_equal(few.series[name], many.series[name][:130])
    assert_array_equal(few.uncertain["adjustment"], many.uncertain["adjustment"][:130])
    assert_array_equal(few.posterior, many.posterior[:130])


def test_each_chunk_is_of_one_game_and_games_take_turns() -> None:
    """Chunk c is played with game c modulo their number."""
    found = made_up(draws=300).posterior[::SIZE]

    assert_array_equal(found, [0, 1, 2, 0, 1, 2])


def test_the_hash_is_of_all_series_in_their_order() -> None:
    """Anybody can compute it from the draws alone."""
    run = made_up()
    whole = b"".join(run.series[name].tobytes() for name in SERIES)

    assert run.digest == hashlib.sha256(whole).hexdigest()


@pytest.mark.parametrize("name", SERIES)
def test_one_number_more_or_less_is_another_hash(name: str) -> None:
    """The last bit of one month of one draw is enough."""
    run = made_up(draws=50)
    other = {each: held.copy() for each, held in run.series.items()}
    other[name][3, 5] = np.nextafter(other[name][3, 5], np.float32(9e9))

    assert series_digest(other) != run.digest


def test_the_hash_does_not_depend_on_how_numbers_lie_in_memory() -> None:
    """The same draws transposed in memory are the same draws."""
    held = made_up(draws=50).series["oil"]

    assert series_digest({"oil": np.asfortranarray(held)}) == series_digest(
        {"oil": held}
    )


def test_chunks_that_are_amiss_are_all_told_at_once() -> None:
    """Where, what and what to do; nothing is put together from parts."""
    work = toy(7)
    spoilt = {**work(1), "oil": np.full((SIZE, 24), np.nan)}
    short = {**work(2), "exports": np.zeros((SIZE, 3))}
    parts = [(0, work(0)), (1, spoilt), (2, short), (0, work(0)), (9, work(9))]

    with pytest.raises(ModelError) as told:
        run_of(parts)

    for said in (
        r"chunk 1 .*: 1,200 of 1,200 numbers of oil are not finite",
        r"chunk 2 .*: exports has shape \(50, 3\); expected \(50, 24\)",
        r"chunk 0 .*: expected numbers 0 to 5, each once",
        r"chunk 9 ",
        r"3 of 6 chunks are missing, such as 3, 4, 5",
    ):
        assert re.search(said, str(told.value)), said


def test_an_unknown_series_is_told_the_known_ones() -> None:
    """A slip in the name is mended from the message alone."""
    with pytest.raises(SchemaError, match=r"Series 'petrol'.*expected one of exports"):
        made_up().quantiles("petrol")


def test_fans_of_counts_are_of_their_sums() -> None:
    """Of single months most quantiles would be zero."""
    run = outcome_of({"tests": [[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]]})
    found = run.fan("tests", (0.0, 1.0))

    assert found.is_summed
    assert_array_equal(found.values, [[0, 0, 1], [1, 1, 2]])
    assert_array_equal(found.mean, [0.5, 0.5, 1.5])


def test_the_table_has_a_row_for_each_series_and_month() -> None:
    """Nothing is left out on the way to a file."""
    run = made_up()

    assert run.table.num_rows == len(SERIES) * 24
    assert set(run.table["month"].to_pylist()) == set(run.months)


def test_a_run_reads_as_sentences() -> None:
    """With its months, draws, seed and every statement."""
    text = str(made_up()).splitlines()

    assert text[0] == (
        "Baseline, 2027-01 to 2028-12: 300 draws of 3 fitted games, seed 7."
    )
    assert len(text) == 1 + len(made_up().statements())
