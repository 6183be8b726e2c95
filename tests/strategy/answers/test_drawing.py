"""What asking many draws promises, one promise per test."""

import pytest

from tests.strategy.answers.conftest import World
from yalu.errors import ModelError
from yalu.strategy.answers.drawing import Ground, asked_all
from yalu.strategy.games import TOLERANCE


@pytest.fixture(scope="module")
def ground(world: World) -> Ground:
    """Return what draws of the small game have in common."""
    return Ground(
        game=world.play.game,
        precision=world.equilibrium.precision,
        start=world.equilibrium.supposed,
        seen=world.seen,
    )


def test_answers_do_not_depend_on_how_draws_are_shared_out(
    world: World, ground: Ground
) -> None:
    """Another process finds what this one finds, to the last digit."""
    draws = [{**world.equilibrium.parameters, "patron_joint": 0.2}]

    (here,), (there,) = (asked_all(ground, draws, workers=each) for each in (1, 2))

    assert here is not None
    assert there is not None
    assert here.rows == there.rows


def test_a_draw_is_asked_on_an_equilibrium_as_exact_as_the_solver_goes(
    world: World, ground: Ground
) -> None:
    """Not on one that is good enough to weigh it by."""
    (found,) = asked_all(ground, [world.equilibrium.parameters])

    assert found is not None
    assert found.residual <= TOLERANCE


def test_a_draw_without_equilibrium_is_told_and_not_replaced(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands as none in its place, so that it can be counted."""
    told: list[str] = []

    def nowhere(*_: object, **__: object) -> None:
        raise ModelError("Game: no equilibrium found.")

    monkeypatch.setattr("yalu.strategy.answers.drawing.solve", nowhere)

    assert asked_all(ground, [{}, {}], tell=told.append) == (None, None)
    assert told == ["answers: draw 2 of 2"]
