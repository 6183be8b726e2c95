"""A small board, invented parameters, and a record that a path of it left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import jax
import numpy as np
import pytest

from yalu.strategy.answers import Answers, Basis
from yalu.strategy.answers.ahead import ahead
from yalu.strategy.answers.asking import Drawn, Seen, asked_of, path_of, summed
from yalu.strategy.answers.play import Play, play
from yalu.strategy.answers.profile import profile
from yalu.strategy.answers.recorded import situations
from yalu.strategy.answers.sheet import Asked
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import Evidence, evidence_of_path
from yalu.strategy.games import Equilibrium, solve
from yalu.strategy.games.paths import simulate
from yalu.strategy.patron import (
    PRECISION,
    SMALL,
    default_parameters,
    patron_game,
)
from yalu.strategy.record import Quarter

QUARTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """One equilibrium, what is seen of it, and what it answers."""

    equilibrium: Equilibrium
    seen: Seen
    play: Play
    asked: Asked
    drawn: Drawn


def _seen(equilibrium: Equilibrium) -> Seen:
    game, rng = equilibrium.game, np.random.default_rng(7)
    start: dict[str, str | int] = {axis.name: 0 for axis in game.state}
    start["stringency"] = 1
    paths = simulate(equilibrium, start, periods=QUARTERS, rng=rng)
    found = evidence_of_path(paths, 0, noisy={"hardship": 0.8}, rng=rng)
    first = Quarter(2015, 1)
    named = tuple(str(first.shifted(number)) for number in range(QUARTERS))
    made: Evidence = replace(
        found, periods=named, weights=MappingProxyType(dict(found.weights))
    )
    return Seen(evidence=made, arrangement=arrange(made, game))


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """Return the small game with types that differ, and a path of it as the record."""
    parameters = {
        **default_parameters(),
        "patron_collapse_gap": 1.5,
        "patron_gap_posture": -0.4,
        "patron_joint": 0.3,
    }
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        found = solve(patron_game(SMALL), parameters, precision=PRECISION)
        seen = _seen(found)
        made = play(found)
        now, _ = situations(made, seen.evidence, seen.arrangement)
        asked = Asked(
            play=made, situation=now, ahead=ahead(made), profile=profile(made)
        )
        yield World(
            equilibrium=found,
            seen=seen,
            play=made,
            asked=asked,
            drawn=asked_of(found, seen),
        )


@pytest.fixture(scope="session")
def answers(world: World) -> Answers:
    """Return answers of three invented draws of the fit and two of the prior."""

    def moved(by: float) -> Drawn:
        rows = tuple((one, value * by) for one, value in world.drawn.rows)
        return Drawn(rows=rows, residual=world.drawn.residual)

    return summed(
        [(moved(0.9), 1.0), (moved(1.0), 2.0), (moved(1.0001), 1.0)],
        [moved(0.8), moved(1.0)],
        path=path_of(world.equilibrium, world.seen),
        basis=Basis(
            quarter=world.seen.evidence.periods[-1],
            quarters=QUARTERS,
            states=world.play.game.states,
            precision=PRECISION,
            draws=3,
            prior_draws=2,
            effective=0.0,
            unsolved=1,
            residual=0.0,
            seed=7,
            record_sha256="record",
            fit_sha256="",
            code_sha256="code",
            libraries={"numpy": "2"},
        ),
    )
