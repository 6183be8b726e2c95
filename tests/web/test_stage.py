"""Promises about the stage: warm runs are those that anybody gets."""

import threading
from collections import OrderedDict
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import jax
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from tests.scenario.dprk_law import case as law_case
from tests.scenario.runs import made_up
from yalu.scenario.case import Case
from yalu.scenario.chain.running import Prepared, prepare
from yalu.scenario.outcome import Outcome
from yalu.scenario.play import Play
from yalu.scenario.rhythm import Rhythm
from yalu.scenario.scenario import Scenario
from yalu.strategy.record import CLASSES
from yalu.web import stage as staging
from yalu.web.sliders import TODAY, Settings, Support, law_of, scenario_of
from yalu.web.stage import BusyError, Stage

SEED, MONTHS = 11, 24
BANNED = Settings(
    china=60, russia=50, support=Support.STRONG, oil=0, closed=6, months=MONTHS
)


@pytest.fixture(scope="module")
def case() -> Case:
    """Return the case of the DPRK with a game of which only the board is true."""
    few = np.zeros((1, 2), np.float32)
    play = SimpleNamespace(
        draws=1,
        shape=(2,),
        beginning=np.ones((1, 2)),
        parameters=({"stringency_adopted": 0.5},),
        transitions=dict.fromkeys(("capability", "posture", "support", "channel"), few),
        levels={
            "stringency": (0.0, 0.05, 0.3, 0.9),
            "belief": (0.1, 0.9),
            "support": (0.0, 0.5, 1.0),
        },
        covered=(1e-9, 0.1, 0.4),
        grown=(-1.0, 1.0),
        labels={column.value: labels for column, labels in CLASSES.items()},
        digest="play",
        **dict.fromkeys(
            ("move", "response", "patron", "learnt", "redraw", "prior", "collapse"), few
        ),
    )
    rhythm = SimpleNamespace(digest="rhythm", month=few, number=few)
    return replace(
        law_case(), play=cast("Play", play), rhythm=cast("Rhythm", rhythm), digest=""
    )


@pytest.fixture(scope="module")
def stage(case: Case) -> Stage:
    """Return a stage that knows two laws of oil."""
    baseline = prepare(case, Scenario.baseline(months=MONTHS), seed=SEED)
    banned = Scenario(id="a", title="", question="", months=MONTHS, law=law_of(0))
    laws = {
        TODAY: baseline.law,
        0: prepare(case, banned, seed=SEED, beside=baseline).law,
    }
    return Stage(case=case, baseline=baseline, laws=laws, draws=100, seed=SEED)


@pytest.fixture
def noise(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Return a fresh stage on which every run is noise, at once."""

    def run(ready: Prepared, *, draws: int, seed: int) -> Outcome:
        del seed
        return made_up(draws=draws, scale=1.0 + len(ready.scenario.enforcement))

    monkeypatch.setattr(staging, "outcome_of", run)
    return replace(stage, _kept=OrderedDict(), _plain={})


@pytest.mark.parametrize("settings", [BANNED, Settings(china=60, months=MONTHS)])
def test_a_warm_run_rests_on_what_a_cold_one_does(
    case: Case, stage: Stage, settings: Settings
) -> None:
    """That the law is not read and priced again must change no number."""
    cold = prepare(case, scenario_of(settings), seed=SEED, beside=stage.baseline)
    warm = stage.prepared(settings)

    pairs = zip(jax.tree.leaves(cold.terms), jax.tree.leaves(warm.terms), strict=True)
    for one, other in pairs:
        assert_array_equal(np.asarray(one), np.asarray(other))


def test_a_shorter_run_is_the_beginning_of_a_longer(case: Case, stage: Stage) -> None:
    """How far one looks must not change what is seen on the way."""
    settings = replace(BANNED, months=12)
    cold = prepare(case, scenario_of(settings), seed=SEED, beside=stage.baseline)
    warm = stage.prepared(settings)

    assert warm.months == cold.months == 12
    pairs = zip(jax.tree.leaves(cold.terms), jax.tree.leaves(warm.terms), strict=True)
    for one, other in pairs:
        whole = np.asarray(other)
        part = whole[: len(one)] if whole.ndim else whole
        assert_array_equal(np.asarray(one), part)


def test_sliders_at_rest_change_no_number_of_any_draw(noise: Stage) -> None:
    """The baseline beside every answer is the baseline itself."""
    found = noise.play(Settings(months=MONTHS))
    changes = found.told.differences.values()

    assert not any(one.above.any() or one.below.any() for one in changes)


def test_an_answer_that_was_given_is_kept(noise: Stage) -> None:
    """Many visitors at the same position cost one run."""
    assert noise.play(BANNED) is noise.play(BANNED)


def test_a_crowd_is_told_to_wait_instead_of_piling_up(noise: Stage) -> None:
    """Runs that wait for ever would hold up every other page."""
    crowd = replace(noise, _door=threading.Semaphore(0))

    with pytest.raises(BusyError, match="Ask again"):
        crowd.play(Settings(china=5, months=MONTHS))
