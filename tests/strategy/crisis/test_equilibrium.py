"""What the search for equilibria promises."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import ndtr

from tests.strategy.crisis.crises import THREEFOLD, drawn
from yalu.errors import ModelError, SchemaError
from yalu.strategy.crisis import CrisisPayoffs, best_response, equilibria


def test_what_each_side_expects_is_what_the_other_does() -> None:
    """That is what an equilibrium is."""
    found = equilibria(drawn(300, 8))
    games = found.payoffs.take(found.game)
    answer = best_response(games, found.firm)

    assert np.abs(answer.firm - found.firm).max() < 1e-10
    assert found.resist == pytest.approx(
        ndtr(games.target_firm - games.concession / found.firm), abs=1e-12
    )


def test_a_game_can_have_three() -> None:
    """And the one in the middle is not stable: the answers cross it from below."""
    found = equilibria(THREEFOLD)

    assert found.firm == pytest.approx([0.0965, 0.1662, 0.2320], abs=5e-5)
    assert (np.abs(found.slope) < 1).tolist() == [True, False, True]
    assert str(found).count("(stable)") == 2


def test_a_search_on_a_plain_grid_finds_the_same() -> None:
    """Brent's method between thirty thousand chances, game by game."""
    games = drawn(8, 9, spread=2.0)
    found = equilibria(games)
    grid = np.linspace(1e-6, 1 - 1e-6, 30_001)
    for game in range(games.games):
        one = games.take(np.full(grid.size, game))
        gaps = best_response(one, grid).firm - grid
        at = np.flatnonzero((gaps[:-1] > 0) != (gaps[1:] > 0))
        single = games.take(np.array([game]))

        def gap(place: float, single: CrisisPayoffs = single) -> float:
            there = np.array([place])
            return float(best_response(single, there).firm[0] - place)

        wanted = [brentq(gap, grid[k], grid[k + 1], xtol=1e-13) for k in at]
        here = found.firm[found.game == game]
        inner = here[(here > 1e-6) & (here < 1 - 1e-6)]

        assert inner == pytest.approx(wanted, abs=1e-9)


def test_with_one_in_the_limit_the_number_is_odd() -> None:
    """A line that begins above another and ends below crosses it once, or thrice.

    Only a game whose lines touch is an exception, and none is drawn.
    """
    found = equilibria(drawn(600, 10, spread=2.0))

    assert ((found.numbers + found.limit) % 2 == 1).all()
    assert found.limit.any()
    assert "in the limit" in str(found)


def test_a_game_has_an_equilibrium_in_the_limit_only_if_threats_never_pay() -> None:
    """The sender must like the status quo better, and would back down."""
    games = drawn(600, 10, spread=2.0)
    limit = equilibria(games).limit

    assert (games.status_quo[limit] > games.gain[limit]).all()
    assert (games.retreat[limit] > games.sender_firm[limit]).all()


def test_a_chance_of_all_but_one_is_told_as_one() -> None:
    """Log odds of a thousand have no number between them and certainty."""
    game = CrisisPayoffs.single(
        status_quo=2.5,
        gain=-2.6,
        concession=-0.5,
        sender_firm=-0.1,
        target_firm=-5.2,
        retreat=-2.5,
    )
    found = equilibria(game)

    assert found.firm.tolist() == [1.0]
    assert found.resist == pytest.approx(ndtr([-5.2 + 0.5]), rel=1e-12)
    assert not found.limit.any()


def test_a_finer_grid_finds_no_more() -> None:
    """Otherwise the usual one would be too coarse."""
    games = drawn(150, 12, spread=2.0)

    assert (equilibria(games).numbers == equilibria(games, finer=4).numbers).all()


def test_two_equilibria_between_two_points_of_the_grid_are_found() -> None:
    """Just past where two of three meet, no sign changes from point to point."""
    two = [
        CrisisPayoffs.single(
            status_quo=status_quo,
            gain=1.7,
            concession=-0.3,
            sender_firm=-1.5,
            target_firm=-2.0,
            retreat=-0.5,
        )
        for status_quo in np.linspace(0.5, 1.5, 5)
    ]
    few = [int(equilibria(one).numbers[0]) for one in two]
    low, high = 0.9, 0.9
    while equilibria(CrisisPayoffs.single(**_with(high))).numbers[0] == 3:
        low, high = high, high + 0.05
    for _ in range(30):
        middle = (low + high) / 2
        many = equilibria(CrisisPayoffs.single(**_with(middle))).numbers[0] == 3
        low, high = (middle, high) if many else (low, middle)
    last = equilibria(CrisisPayoffs.single(**_with(low)))
    odds = np.log(last.firm / (1 - last.firm))

    assert {*few} <= {1, 3}
    assert last.numbers[0] == 3
    assert np.diff(odds).min() < 0.05 / 10


def _with(status_quo: float) -> dict[str, float]:
    return {
        "status_quo": status_quo,
        "gain": 1.7,
        "concession": -0.3,
        "sender_firm": -1.5,
        "target_firm": -2.0,
        "retreat": -0.5,
    }


def test_the_only_equilibrium_is_refused_where_there_are_several() -> None:
    """One of them taken in silence would be a choice that nobody made."""
    with pytest.raises(ModelError, match="game 0 has 3"):
        equilibria(THREEFOLD).only()


def test_a_grid_of_nothing_is_refused() -> None:
    """It would find no equilibrium anywhere."""
    with pytest.raises(SchemaError, match="`finer` is 0"):
        equilibria(THREEFOLD, finer=0)
