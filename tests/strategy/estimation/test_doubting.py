"""What is said against a fit, one promise per test; no figure here is fitted."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.strategy.estimation.kept import keep
from yalu.strategy.estimation.baselines import Baseline
from yalu.strategy.estimation.doubting import comparable, reservations, unbeaten
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.estimation.storing import stored

GOOD = {"game": -5.0, "frequencies": -6.0, "sequence": -7.0}
POOR = {"game": -9.0, "frequencies": -6.0, "sequence": -7.0}


def case(scores: Mapping[str, float], *, is_found: bool = True) -> Retrodiction:
    """Return a case with these log scores."""
    return Retrodiction(
        case="2016",
        quarters=("2016Q1",),
        scores=tuple(
            Score(
                case="2016", player="all", forecaster=name, log_score=value,
                choices=4, hits=2, turns=1, turn_hits=0,
            )
            for name, value in scores.items()
        ),
        is_found=is_found,
    )  # fmt: skip


def test_a_game_beats_only_whom_it_scores_above() -> None:
    """Over all cases together: minus 14 against minus 12, and against minus 14.5."""
    mixed = {"game": -9.0, "frequencies": -6.0, "sequence": -7.5}

    assert unbeaten([case(GOOD)]) == ()
    assert unbeaten([case(GOOD), case(mixed)]) == (Baseline.FREQUENCIES,)


def test_as_good_as_is_not_better() -> None:
    """A tie decides nothing."""
    assert unbeaten([case(dict.fromkeys(GOOD, -5.0))]) == tuple(Baseline)


@pytest.mark.parametrize("lost", [GOOD, POOR])
def test_a_case_whose_own_fit_was_not_found_does_not_count(
    lost: Mapping[str, float],
) -> None:
    """It would say how a search went, and not what the game foretells."""
    cases = [case(GOOD), case(lost, is_found=False)]

    assert comparable(cases) == (cases[0],)
    assert unbeaten(cases) == ()


def test_where_no_case_counts_nobody_is_beaten() -> None:
    """Not to have been tried is not to have won."""
    assert unbeaten([]) == tuple(Baseline)
    assert unbeaten([case(GOOD, is_found=False)]) == tuple(Baseline)


def test_a_count_that_paths_do_not_show_is_held_against_the_fit(tmp_path: Path) -> None:
    """A game whose paths do not look like the record explains something else."""
    keep(tmp_path)
    held = stored(folder=tmp_path)
    off = replace(held.fit.checks[0], p=0.01)
    poor = replace(held, fit=replace(held.fit, checks=(off,)))
    words = "do not look like the record in 1 of 1 counts (move: test)"

    assert not any("look like" in one for one in reservations(held))
    assert any(one.endswith(words) for one in reservations(poor))
