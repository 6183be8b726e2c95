"""A game small enough that all its paths can be listed, and records of it."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.estimation.model import Model
from yalu.strategy.games import (
    Action,
    Belief,
    Component,
    Game,
    Payoff,
    Stage,
    Transition,
    ladder,
)

__all__ = ["PARAMETERS", "toy", "toy_evidence", "toy_model"]

PARAMETERS = {"gain": 0.8, "cost": 0.5, "fear": 0.7, "rise": 0.6}


@cache
def toy() -> Game:
    """Return a game of a target that provokes and a patron that enforces."""
    arms = Component(name="arms", levels=(0, 1))
    hunger = Component(name="hunger", levels=(0, 1, 2))
    trust = Belief(
        name="trust",
        levels=(0.1, 0.45, 0.9),
        about="patron",
        types=("soft", "firm"),
        signals=("enforce",),
        redraw=lambda _: 0.1,
        prior=lambda _: 0.4,
    )
    move = Action(name="move", levels=(0, 1), player="target")
    enforce = Action(name="enforce", levels=(0, 1), player="patron")
    visit = Action(name="visit", levels=(0, 1), player="patron")

    def target(at: Any, by: Any) -> Any:  # noqa: ANN401 - arrays of JAX
        return by.gain * at.move - 0.5 * at.hunger + 0.2 * at.visit

    def patron(at: Any, by: Any) -> Any:  # noqa: ANN401
        fear = by.fear * (at.type == 0) * (at.hunger == 2)
        return -by.cost * at.enforce * (1 - at.move) - fear - 0.3 * at.arms

    return Game(
        name="toy",
        players=("target", "patron"),
        components=(arms, hunger),
        belief=trust,
        stages=(
            Stage(actions=(move,)),
            Stage(
                actions=(enforce, visit),
                # A visit is open only where nothing was done before it.
                open_to=(("patron", lambda at, by: (at.visit == 0) | (at.move == 0)),),  # noqa: ARG005
            ),
        ),
        payoffs=(
            Payoff(player="target", name="all", value=target),
            Payoff(player="patron", name="all", value=patron),
        ),
        transitions=(
            Transition(
                component="arms",
                given=("arms", "move"),
                chances=lambda at, by: ladder(
                    at.rank.arms, at.rank.next, up=by.rise * at.move, top=1
                ),
            ),
            Transition(
                component="hunger",
                given=("hunger", "enforce"),
                chances=lambda at, by: ladder(  # noqa: ARG005
                    at.rank.hunger, at.rank.next, up=0.5 * at.enforce, down=0.3, top=2
                ),
            ),
        ),
        discount=lambda _: 0.8,
    )


def toy_evidence() -> Evidence:
    """Return three periods: some known, some uncertain, some missing."""
    weights = {
        "arms": [[1, 0], [1, 0], [0, 1]],
        "hunger": [[0.5, 0.3, 0.2], [1, 1, 1], [0.1, 0.7, 0.2]],
        "move": [[0, 1], [1, 1], [1, 0]],
        "enforce": [[1, 1], [0.25, 0.75], [0, 1]],
        "visit": [[1, 0], [0, 1], [1, 1]],
    }
    return Evidence(
        periods=("1", "2", "3"),
        weights=MappingProxyType(
            {name: np.array(rows, dtype=float) for name, rows in weights.items()}
        ),
    )


WIDTHS = {"gain": 0.5, "cost": 0.5, "fear": 0.5}


def _constrained(free: Any) -> Mapping[str, Any]:  # noqa: ANN401 - of NumPy or JAX
    learnt = {
        name: PARAMETERS[name] + width * free[place]
        for place, (name, width) in enumerate(WIDTHS.items())
    }
    return {**PARAMETERS, **learnt}


@cache
def toy_model() -> Model:
    """Return the toy with three parameters to be learnt, normal around `PARAMETERS`."""
    return Model(
        game=toy(),
        names=tuple(WIDTHS),
        constrained=_constrained,
        precision=1.5,
        log_prior=lambda free: -0.5 * (free @ free),
        centre=(0.0, 0.0, 0.0),
        draw=lambda rng: rng.normal(size=len(WIDTHS)),
    )
