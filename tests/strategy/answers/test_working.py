"""What working the answers of a fit out promises, one promise per test."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.strategy.answers.conftest import QUARTERS, World
from yalu.strategy.answers import Answers, Question, Standing
from yalu.strategy.answers.working import worked_out
from yalu.strategy.estimation.fit import Fitting
from yalu.strategy.estimation.patron_model import patron_model
from yalu.strategy.games import TOLERANCE
from yalu.strategy.patron import SMALL, unconstrained


@pytest.fixture(scope="module")
def told() -> list[str]:
    """Return what is told on the way."""
    return []


@pytest.fixture(scope="module")
def found(world: World, told: list[str]) -> Answers:
    """Return the answers of a fit of three draws, of which one counts nothing."""
    model = patron_model(SMALL)
    free = np.asarray(unconstrained(dict(world.equilibrium.parameters)))
    at = SimpleNamespace(free=free, supposed=world.equilibrium.supposed)
    fit = SimpleNamespace(
        free=np.stack([free, free, free + 5.0]),
        weights=np.array([0.5, 0.5, 0.0]),
        diagnostics=SimpleNamespace(lost=1),
    )
    made = SimpleNamespace(
        fit=fit,
        objective=SimpleNamespace(model=model),
        mode=SimpleNamespace(at=at),
    )
    return worked_out(
        cast("Fitting", made),
        world.seen,
        rng=np.random.default_rng(5),
        seed=5,
        prior=1,
        fitted="fit",
        tell=told.append,
    )


def test_the_basis_tells_what_was_asked(found: Answers, told: list[str]) -> None:
    """Draws that count, draws of the prior, and how exact their equilibria are."""
    basis = found.basis

    assert (basis.draws, basis.prior_draws, basis.unsolved) == (2, 1, 1)
    assert_allclose(basis.effective, 2.0)
    assert basis.residual <= TOLERANCE
    assert (basis.quarters, basis.fit_sha256) == (QUARTERS, "fit")
    assert told == ["answers: draw 3 of 3"]


def test_quarters_under_law_are_counted(found: Answers) -> None:
    """Every one here: on the small board even the lowest class of law covers some."""
    assert_allclose(found.basis.under_law, QUARTERS)


def test_a_draw_says_the_same_whoever_asks_it(found: Answers, world: World) -> None:
    """The figures of alike draws are those of the one draw, and have no width."""
    for one, (quantity, value) in zip(found, world.drawn.rows, strict=True):
        assert one.quantity == quantity
        assert_allclose([one.fitted.low, one.fitted.high], value, atol=1e-6)


def test_company_of_overture_and_enforcement_is_that_within_states(
    found: Answers, world: World
) -> None:
    """Recomputed from the chances of the joint choice, state by state."""
    made, weights = world.play, world.asked.situation.weights
    joint = made.joint(weights)
    places = {name: made.place(name) for name in ("enforcement", "overture")}
    kept = {*range(1, 1 + len(made.game.state)), *places.values()}
    others = tuple(axis for axis in range(joint.ndim) if axis not in kept)
    table = joint.sum(axis=others).reshape(-1, 4, 2)  # states, enforcement, overture
    states = table.sum(axis=(1, 2))
    table, states = table[states > 0], states[states > 0]
    none = table[:, 0, 1] / table[:, 0].sum(axis=1)
    some = table[:, 1:, 1].sum(axis=1) / table[:, 1:].sum(axis=(1, 2))

    change = found.figure(
        Question.OVERTURE,
        "beside.change",
        Standing.TODAY,
        enforcement="some rather than 0",
    )

    wanted = float(np.sum(states * (some - none)) / np.sum(states))
    assert_allclose(change.fitted.median, wanted, atol=1e-6)
