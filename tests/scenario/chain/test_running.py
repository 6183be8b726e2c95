"""Running scenarios whole: the same is the same, and nothing set is the baseline."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import jax
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.scenario.dprk_law import case as law_case
from tests.scenario.small_play import fit_small, seen_small
from yalu.errors import SchemaError
from yalu.scenario.case import Case
from yalu.scenario.chain import CHUNK, Prepared, outcome_of, prepare, run
from yalu.scenario.comparison import compare
from yalu.scenario.distributed import Arrays, Work
from yalu.scenario.playing import played
from yalu.scenario.reading import scenario_of
from yalu.scenario.rhythm import KINDS, MOVES, Rhythm
from yalu.scenario.scenario import (
    EnforcementPath,
    LawChange,
    LawChangeKind,
    Scenario,
)
from yalu.strategy.patron import SMALL

SEED, MONTHS = 11, 13  # not a whole number of quarters


@pytest.fixture(scope="module")
def case() -> Case:
    """Return the case of the DPRK, played on the smallest board."""
    number = np.zeros((len(KINDS), len(MOVES), 3), np.float32)
    number[:, :, 1] = 1
    number[:2, [0, 3]] = (1, 0, 0)
    chance = np.random.default_rng(7)
    play = played(fit_small(), seen_small(), draws=2, rng=chance, setting=SMALL)
    rhythm = Rhythm(
        month=np.full((len(KINDS), 4, 3), 1 / 3, np.float32),
        number=number,
        seen=MappingProxyType(dict.fromkeys(KINDS, 0)),
        source="made up",
        digest="rhythm",
    )
    return replace(law_case(), play=play, rhythm=rhythm, digest="")


@pytest.fixture(scope="module")
def ready(case: Case) -> Prepared:
    """Return the baseline, ready to be played."""
    return prepare(case, Scenario.baseline(months=MONTHS), seed=SEED)


def test_a_file_that_sets_nothing_is_the_baseline_to_the_bit(
    case: Case, ready: Prepared
) -> None:
    """Down to the hash of all series."""
    text = f'title = "Nothing"\nquestion = "And if not?"\nmonths = {MONTHS}\n'
    empty = run(case, scenario_of(text, "nothing.toml"), draws=CHUNK, seed=SEED)
    baseline = outcome_of(ready, draws=CHUNK, seed=SEED)

    assert empty.digest == baseline.digest
    assert compare(baseline, empty).is_none


def test_a_run_ends_with_its_last_month(ready: Prepared) -> None:
    """The rest of the quarter is played and not told."""
    found = outcome_of(ready, draws=10, seed=SEED)

    assert len(found.months) == MONTHS
    assert {table.shape for table in found.series.values()} == {(10, MONTHS)}


def test_the_first_draws_of_a_longer_run_are_those_of_a_shorter(
    ready: Prepared,
) -> None:
    """More draws add to what is known and change nothing of it."""
    few = outcome_of(ready, draws=600, seed=SEED)
    more = outcome_of(ready, draws=1_100, seed=SEED)

    for name, table in few.series.items():
        assert_array_equal(table, more.series[name][:600])


def test_the_order_of_the_chunks_does_not_matter(ready: Prepared) -> None:
    """Each has a stream of its own."""

    def backwards(work: Work, count: int) -> Iterator[tuple[int, Arrays]]:
        for number in reversed(range(count)):
            yield number, work(number)

    there = outcome_of(ready, draws=1_500, seed=SEED)
    back = outcome_of(ready, draws=1_500, seed=SEED, engine=backwards)

    assert there.digest == back.digest


def test_another_seed_is_another_run(ready: Prepared) -> None:
    """Else the seed would not be what chance comes from."""
    one, two = (outcome_of(ready, draws=10, seed=seed) for seed in (1, 2))

    assert one.digest != two.digest


def test_what_a_scenario_sets_of_the_game_is_played(case: Case) -> None:
    """A patron that weighs its commerce more stops less of it."""
    free = replace(
        Scenario.baseline(months=12), id="free", parameters={"patron_commerce": 3.0}
    )
    baseline = run(case, Scenario.baseline(months=12), draws=CHUNK, seed=SEED)
    dear = run(case, free, draws=CHUNK, seed=SEED)

    assert dear.series["enforcement"].mean() < baseline.series["enforcement"].mean()


def of_coal(*measures: str) -> Scenario:
    """Return a year in which nothing is carried out on coal, of all law or of some."""
    path = EnforcementPath(
        state="CHN", lines=("coal",), measures=measures, low=0.0, high=0.0
    )
    return replace(Scenario.baseline(months=12), id="coal", enforcement=(path,))


def test_a_measure_that_covers_a_line_alone_is_as_good_as_the_line(case: Case) -> None:
    """What is not carried out of the ban on coal is not carried out of coal."""
    by_line, by_measure = (
        run(case, one, draws=CHUNK, seed=SEED)
        for one in (of_coal(), of_coal("UN-2371-8-coal"))
    )
    plain = run(case, Scenario.baseline(months=12), draws=CHUNK, seed=SEED)

    for name, table in by_line.series.items():
        assert_allclose(by_measure.series[name], table, rtol=1e-4, atol=1e-6)
    assert by_measure.series["exports"].mean() > plain.series["exports"].mean()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda one: run(one, Scenario.baseline(), draws=0, seed=1), "1 or more"),
        (
            lambda one: run(
                one,
                replace(
                    Scenario.baseline(),
                    enforcement=(
                        EnforcementPath(
                            state="CHN", lines=("gold",), low=1.0, high=1.0
                        ),
                    ),
                ),
                seed=1,
            ),
            "gold",
        ),
        (
            lambda one: run(one, Scenario.baseline(start=date(2026, 11, 1)), seed=1),
            "quarter",
        ),
    ],
)
def test_what_cannot_be_run_is_told_with_what_would_do(
    case: Case, wrong: Callable[[Case], object], told: str
) -> None:
    """Draws, lines and days."""
    with pytest.raises(SchemaError, match=told):
        wrong(case)


def test_a_scenario_prepared_beside_another_is_the_same(
    case: Case, ready: Prepared
) -> None:
    """What is taken over from the baseline saves time and changes nothing."""
    path = EnforcementPath(state="CHN", low=0.5, high=0.5)
    end = LawChange(kind=LawChangeKind.REPEAL, measure="UN-2371-8-coal", since=3)
    other = replace(
        Scenario.baseline(months=MONTHS), id="other", law=(end,), enforcement=(path,)
    )

    alone = prepare(case, other, seed=SEED)
    beside = prepare(case, other, seed=SEED, beside=ready)
    unlike = prepare(case, other, seed=SEED, beside=replace(ready, seed=SEED + 1))

    outcomes = [outcome_of(one, draws=10, seed=SEED) for one in (alone, beside, unlike)]
    assert len({one.digest for one in outcomes}) == 1


def test_the_chain_is_compiled_once_for_scenarios_of_other_laws(
    case: Case, ready: Prepared
) -> None:
    """Whoever tries one lever after the other must not wait seconds each time."""
    end = LawChange(kind=LawChangeKind.REPEAL, measure="UN-2371-8-coal", since=3)
    other = replace(Scenario.baseline(months=MONTHS), id="other", law=(end,))

    one, two = ready.terms, prepare(case, other, seed=SEED, beside=ready).terms

    assert [leaf.shape for leaf in jax.tree.leaves(one)] == [
        leaf.shape for leaf in jax.tree.leaves(two)
    ]
