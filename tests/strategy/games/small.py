"""Small games that use every part of the general layer."""

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from yalu.strategy.games import (
    Action,
    Belief,
    Component,
    Game,
    Payoff,
    Stage,
    Transition,
    ladder,
    tabulated,
)

__all__ = [
    "LEARNING",
    "PLAIN",
    "SIGNALLING",
    "WEIGHTS",
    "drawn",
    "normal_form",
    "signalling",
]

Array = NDArray[np.float64]

WEIGHTS = {
    "calm": 0.7, "tests": 0.9, "cost": 0.4, "gap": 0.6, "fear": 1.1, "talk": 0.3,
    "rise": 0.5, "patience": 0.9, "redraw": 0.1, "prior": 0.4,
}  # fmt: skip
"""Parameters of `SIGNALLING`."""


def signalling(levels: tuple[float, ...] = (0.1, 0.5, 0.9)) -> Game:
    """Return a game with three players, two crossed components, and two types.

    The patron, whose type is not seen, acts at once with the sender, jointly chooses
    something that is a signal and something that is none, and acts once more. Not
    every choice is always open. Each component depends on the other.
    """
    move = Action(name="move", player="target", levels=(0, 1), labels=("hold", "test"))
    table = Action(name="table", player="sender", levels=(0, 1))
    enforce = Action(name="enforce", player="patron", levels=(0, 0.5, 1))
    veto = Action(name="veto", player="patron", levels=(0, 1))
    visit = Action(name="visit", player="patron", levels=(0, 1))
    return Game(
        name="signalling",
        players=("target", "sender", "patron"),
        components=(
            Component(name="arms", levels=(0, 1)),
            Component(name="law", levels=(0, 0.5, 1)),
        ),
        belief=Belief(
            name="resolve",
            about="patron",
            types=("soft", "hard"),
            levels=levels,
            signals=("enforce", "visit"),
            redraw=lambda by: by.redraw,
            prior=lambda by: by.prior,
        ),
        stages=(
            Stage(actions=(move,)),
            Stage(
                actions=(table, enforce, veto),
                open_to=(("patron", lambda at, _: (at.veto == 0) | (at.law > 0)),),
            ),
            Stage(actions=(visit,)),
        ),
        payoffs=_payoffs(),
        transitions=(
            Transition(
                component="arms",
                given=("arms", "law", "move"),
                chances=lambda at, by: ladder(
                    at.rank.arms,
                    at.rank.next,
                    up=by.rise * at.move * (1 - 0.5 * at.law),
                    down=0.1 + 0.2 * at.law,
                    top=1,
                ),
            ),
            Transition(
                component="law",
                given=("law", "arms", "table", "veto"),
                chances=lambda at, _: ladder(
                    at.rank.law,
                    at.rank.next,
                    up=0.2 + 0.6 * at.table * (1 - at.veto) * at.arms,
                    down=0.2 - 0.1 * at.arms,
                    top=2,
                ),
            ),
        ),
        discount=lambda by: by.patience,
    )


def _payoffs() -> tuple[Payoff, ...]:
    """Return what each player of the signalling game gets."""
    return (
        Payoff(
            player="target",
            name="tests",
            value=lambda at, by: by.tests * at.move * (1 - at.enforce * at.law),
        ),
        Payoff(
            player="target",
            name="visits",
            value=lambda at, by: by.talk * at.visit + 0.5 * at.arms,
        ),
        Payoff(
            player="sender",
            name="calm",
            value=lambda at, by: -by.calm * at.move - by.cost * at.table,
        ),
        Payoff(
            player="sender",
            name="law",
            value=lambda at, by: by.gap * at.law * at.enforce - at.table * at.veto,
        ),
        Payoff(
            player="patron",
            name="gap",
            value=lambda at, by: -by.gap * at.law * (1 - at.enforce) * (1 + at.table),
        ),
        Payoff(
            player="patron",
            name="fear",
            value=lambda at, by: -by.fear * at.enforce * (at.type == 0),
        ),
        Payoff(
            player="patron",
            name="visits",
            value=lambda at, by: by.talk * at.visit * (1 - at.move) - 0.1 * at.veto,
        ),
    )


SIGNALLING = signalling()


def _learning() -> Game:
    """Return a game of two stages: an informed patron acts, and the target answers."""
    enforce = Action(name="enforce", player="patron", levels=(0, 1))
    test = Action(name="test", player="target", levels=(0, 1))
    return Game(
        name="learning",
        players=("patron", "target"),
        components=(Component(name="arms", levels=(0, 1)),),
        belief=Belief(
            name="resolve",
            about="patron",
            types=("soft", "hard"),
            levels=(0.1, 0.5, 0.9),
            signals=("enforce",),
            redraw=lambda by: by.redraw,
            prior=lambda by: by.prior,
        ),
        stages=(Stage(actions=(enforce,)), Stage(actions=(test,))),
        payoffs=(
            Payoff(
                player="patron",
                name="all",
                value=lambda at, by: (
                    by.worth * at.enforce * (at.type - by.fear)
                    - by.calm * at.test * (1 + at.arms)
                ),
            ),
            Payoff(
                player="target",
                name="all",
                value=lambda at, by: (
                    at.test * (by.tests - 2 * at.type * by.worth) + at.arms
                ),
            ),
        ),
        transitions=(
            Transition(
                component="arms",
                given=("arms", "test", "enforce"),
                chances=lambda at, by: ladder(
                    at.rank.arms,
                    at.rank.next,
                    up=by.rise * at.test * (1 - 0.5 * at.enforce),
                    down=0.2,
                    top=1,
                ),
            ),
        ),
        discount=lambda by: by.patience,
    )


LEARNING = _learning()
"""A game of its own parameter ``worth`` besides some of `WEIGHTS`."""


def normal_form(payoffs: list[Array]) -> Game:
    """Return a game that is played once, from one array for each player."""
    shape = payoffs[0].shape
    tables = [np.asarray(one)[None] for one in payoffs]
    return tabulated("normal form", tables, np.ones((1, *shape, 1)), discount=0.0)


def _plain() -> Game:
    """Return a game of two states and two players whose every entry is a parameter."""
    first = Action(name="first", player="one", levels=(0, 1))
    second = Action(name="second", player="two", levels=(0, 1))

    def entry(kind: str, at: object, by: object) -> jnp.ndarray:
        names = [f"{kind}{number}" for number in range(8)]
        held = jnp.stack([getattr(by, name) for name in names]).reshape(2, 2, 2)
        rank = at.rank  # type: ignore[attr-defined]
        found: jnp.ndarray = held[rank.state, rank.first, rank.second]
        return found

    return Game(
        name="plain",
        players=("one", "two"),
        components=(Component(name="state", levels=(0, 1)),),
        stages=(Stage(actions=(first, second)),),
        payoffs=(
            Payoff(player="one", name="all", value=lambda at, by: entry("u", at, by)),
            Payoff(player="two", name="all", value=lambda at, by: entry("v", at, by)),
        ),
        transitions=(
            Transition(
                component="state",
                given=("state", "first", "second"),
                chances=lambda at, by: jnp.where(
                    at.rank.next == 1, entry("p", at, by), 1 - entry("p", at, by)
                ),
            ),
        ),
        discount=lambda by: by.patience,
    )


PLAIN = _plain()


def drawn(rng: np.random.Generator, patience: float) -> dict[str, float]:
    """Return parameters of `PLAIN`: payoffs of one or so, and chances."""
    found = {"patience": patience}
    for kind in "uv":
        found |= {f"{kind}{n}": float(x) for n, x in enumerate(rng.normal(size=8))}
    return found | {f"p{n}": float(x) for n, x in enumerate(rng.random(8))}
