"""What playing the fitted game promises."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from tests.scenario.small_play import GIVEN, fit_small, seen_small
from yalu.errors import ModelError, SchemaError
from yalu.scenario.play import COMPONENTS, PATRON, Play
from yalu.scenario.playing import played, replayed, resampled
from yalu.scenario.solver import Solver
from yalu.strategy.games.paths import simulate
from yalu.strategy.patron import SMALL

Codes = NDArray[np.int64]

DRAWS = 4


@pytest.fixture(scope="module")
def play() -> Play:
    """Return the play of the smallest board from the end of the record."""
    return _played(None)


def _played(start: date | None) -> Play:
    chance = np.random.default_rng(7)
    return played(
        fit_small(), seen_small(), draws=DRAWS, rng=chance, setting=SMALL, start=start
    )


@given(
    st.lists(st.floats(0.01, 1), min_size=1, max_size=20),
    st.integers(1, 30),
    st.floats(0, 1, exclude_max=True),
)
def test_a_draw_is_taken_as_often_as_its_weight_has_shares(
    weights: list[float], draws: int, lot: float
) -> None:
    """Systematic resampling: never off by a whole one from the expected number."""
    taken = resampled(np.array(weights), draws, lot)

    counts = np.bincount(taken, minlength=len(weights))
    wanted = draws * np.array(weights) / sum(weights)
    assert len(taken) == draws
    assert (np.abs(counts - wanted) < 1 + 1e-6).all()


def test_weights_of_nothing_are_refused() -> None:
    """A fit all of whose draws are lost cannot be played."""
    with pytest.raises(ModelError, match="weights that sum to 0"):
        resampled(np.zeros(3), 4, 0.5)


def test_a_draw_without_equilibrium_is_left_out_and_told(play: Play) -> None:
    """Its weight goes to the others, and the reader sees that it was there."""
    assert play.unsolved == (2,)
    assert sorted({*play.drawn}) == [0, 1]
    assert len(play.drawn) == DRAWS


def test_the_same_chance_makes_the_same_play(play: Play) -> None:
    """Runs must repeat to the bit."""
    again = _played(None)

    assert again.digest == play.digest
    assert np.array_equal(again.patron, play.patron)
    assert np.array_equal(again.beginning, play.beginning)


def test_play_begins_with_the_quarter_after_the_record(play: Play) -> None:
    """What is recorded is not played once more."""
    assert play.quarter > seen_small().periods[-1]


def test_play_from_the_past_does_not_see_what_came_later() -> None:
    """A hindcast must not know: a cut record and an early start are one."""
    cut = seen_small().until(60)

    early = _played(date(2007, 1, 1))
    short = played(
        fit_small(), cut, draws=DRAWS, rng=np.random.default_rng(7), setting=SMALL
    )

    assert early.quarter == short.quarter == "2007Q1"
    assert np.array_equal(early.beginning, short.beginning)


def test_what_was_shown_is_known_on_the_first_day(play: Play) -> None:
    """Long-range missiles have been flown: capability is in its last class."""
    begins = play.beginning.sum(1).reshape(DRAWS, *play.shape)

    assert_allclose(begins[:, 1].sum(tuple(range(1, 7))), 1, atol=0.02)


def test_quarters_that_are_not_recorded_are_played(play: Play) -> None:
    """A later start widens what is held of the state, as play does."""
    last = int(play.quarter[:4]) + 2

    later = _played(date(last, 1, 1))

    assert later.quarter == f"{last}Q1"
    assert _spread(later) > _spread(play)


def _spread(play: Play) -> float:
    """Return the entropy of the state on the first day, mean over draws."""
    chances = play.beginning.sum(1, dtype=float)
    logs = np.log(np.where(chances > 0, chances, 1))
    return float(-(chances * logs).sum(1).mean())


@pytest.mark.parametrize("start", [date(2020, 2, 1), date(1992, 1, 1)])
def test_a_start_that_is_no_quarter_is_refused(start: date) -> None:
    """The game moves by quarters of the calendar, after the first recorded."""
    with pytest.raises(SchemaError, match=f"Play from {start}: expected the first day"):
        _played(start)


def test_changed_parameters_change_play_and_not_where_it_begins(play: Play) -> None:
    """A dearer veto is used less; the past is read as it was."""
    dearer = replayed(play, {"patron_veto": play.parameters[0]["patron_veto"] + 2})

    assert _refusals(dearer) < 0.5 * _refusals(play)
    assert np.array_equal(dearer.beginning, play.beginning)
    assert dearer.drawn == play.drawn
    assert dearer.digest != play.digest


def _refusals(play: Play) -> float:
    table = play.patron.reshape(*play.patron.shape[:-1], 2, 4, 2)
    return float(table[:, :, :, :, 1, 1].sum((-1, -2)).mean())


def test_changes_that_change_nothing_leave_the_play_as_it_is(play: Play) -> None:
    """Else a scenario would differ from the baseline by the way it was solved."""
    same = replayed(play, {"discount": play.parameters[0]["discount"]})

    assert np.array_equal(same.patron, play.patron)


def test_all_faults_of_changes_are_told_with_the_name_that_was_meant(
    play: Play,
) -> None:
    """They come from a file that somebody wrote by hand."""
    with pytest.raises(SchemaError, match="patron_veto") as caught:
        replayed(play, {"patron_vetto": 1.0, "discount": 2.0})

    assert "discount: found 2; expected a number from 0 to 1" in str(caught.value)


def test_marginals_are_those_of_simulated_paths(play: Play) -> None:
    """The tables are the game that was solved: two ways to play it agree."""
    runs, periods = 20_000, 6
    start = {"capability": 0, "stringency": 0, "hardship": 0, "posture": 0}
    start |= {"support": 0, "channel": 1}
    solver = Solver(setting=SMALL, precision=3.0)
    paths = simulate(
        solver.solved(play.parameters[0], play.starts[0]),
        {**start, "resolve": 2},
        periods=periods,
        rng=np.random.default_rng(3),
        runs=runs,
    )

    walked = _walked(play, {**start, "belief": 2}, periods=periods, runs=runs)

    for name, codes in walked.items():
        axis = "resolve" if name == "belief" else name
        for place in range(len(play.labels[name])):
            mine = (codes == place).mean(0)
            theirs = (paths.positions[axis] == place).mean(0)
            error = np.sqrt((mine * (1 - mine) + theirs * (1 - theirs)) / runs)
            assert (np.abs(mine - theirs) <= 5 * error + 1e-3).all(), (name, place)


def _walked(
    play: Play, start: dict[str, int], *, periods: int, runs: int
) -> dict[str, Codes]:
    """Return positions of paths played from the tables of the first draw."""
    rng = np.random.default_rng(4)
    levels = np.array(play.levels["belief"])
    now = {name: np.full(runs, place) for name, place in start.items()}
    now["type"] = (rng.random(runs) < levels[start["belief"]]).astype(int)
    names = (*COMPONENTS, "belief", "type", "move", "response", *PATRON)
    taken: dict[str, list[Codes]] = {name: [] for name in names}
    for _ in range(periods):
        state = [now[name] for name in (*COMPONENTS, "belief")]
        at = np.ravel_multi_index(tuple(state), play.shape)
        now["move"] = _lot(play.move[0, at], rng)
        now["response"] = _lot(play.response[0, at, now["move"]], rng)
        acts = (at, now["move"], now["response"])
        joint = _lot(play.patron[(0, now["type"], *acts)], rng)
        now |= dict(zip(PATRON, np.unravel_index(joint, (2, 4, 2)), strict=True))
        for name, row in taken.items():
            row.append(now[name])
        learnt = play.learnt[(0, *acts, joint)]
        level = levels[now["belief"]]
        odds = np.log(level / (1 - level)) + learnt
        believed = 1 / (1 + np.exp(-odds))
        anew, prior = float(play.redraw[0]), float(play.prior[0])
        after = (1 - anew) * believed + anew * prior
        high = np.clip(np.searchsorted(levels, after), 1, len(levels) - 1)
        along = (after - levels[high - 1]) / (levels[high] - levels[high - 1])
        then = {
            name: _lot(play.transitions[name][(0, *(now[g] for g in given))], rng)
            for name, given in GIVEN.items()
        }
        fresh = rng.random(runs) < anew
        kinds = (rng.random(runs) < prior).astype(int)
        then["belief"] = np.where(rng.random(runs) < along, high, high - 1)
        now = {**then, "type": np.where(fresh, kinds, now["type"])}
    return {name: np.stack(rows, axis=1) for name, rows in taken.items()}


def _lot(chances: NDArray[np.float32], rng: np.random.Generator) -> Codes:
    below = np.cumsum(chances, axis=-1, dtype=float)[:, :-1]
    return np.asarray((rng.random(len(chances))[:, None] > below).sum(-1))
