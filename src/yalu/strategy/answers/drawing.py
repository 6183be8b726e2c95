"""Put the questions to draws of the parameters, in as many processes as are wanted.

A draw is asked on an equilibrium of its own, solved as far as the solver goes: what was
good enough to weigh the draw by is not taken over. Each draw is begun from the same
equilibrium, so that no answer depends on how draws are shared out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any

import jax
import numpy as np

from yalu.errors import ModelError
from yalu.strategy.answers.asking import Drawn, Seen, asked_of
from yalu.strategy.estimation.arrangement import arrange
from yalu.strategy.estimation.evidence import Evidence
from yalu.strategy.games import Equilibrium, Game, Supposed, solve

__all__ = ["Ground", "asked_all"]

Parameters = Mapping[str, float]
Tell = Callable[[str], None]

_TOGETHER = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What all draws have in common.

    Attributes
    ----------
    game : Game
        The game.
    precision : float
        How sharply players choose.
    start : Supposed
        From which equilibrium each is sought.
    seen : Seen
        The record on the board of the game.

    """

    game: Game
    precision: float
    start: Supposed
    seen: Seen

    def solved(self, parameters: Parameters) -> Equilibrium:
        """Return the equilibrium at some parameters.

        It is sought from the start, and where that leads nowhere, from play at random.

        Raises
        ------
        ModelError
            If none is found either way.

        """
        seek = partial(solve, self.game, parameters, precision=self.precision)
        try:
            return seek(start=self.start)
        except ModelError:
            return seek()

    def asked(self, parameters: Parameters) -> Drawn | None:
        """Return what a draw answers; None where it has no equilibrium."""
        try:
            found = self.solved(parameters)
        except ModelError:
            return None
        return asked_of(found, self.seen)

    def plain(self) -> "_Plain":
        """Return the ground in a form that can go to another process."""
        evidence = self.seen.evidence
        return _Plain(
            game=self.game,
            precision=self.precision,
            start=jax.tree.map(np.asarray, self.start),
            periods=evidence.periods,
            weights=dict(evidence.weights),
            unasked=dict(evidence.unasked),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Plain:
    """A `Ground` without what cannot go to another process."""

    game: Game
    precision: float
    start: Supposed
    periods: tuple[str, ...]
    weights: Mapping[str, Any]
    unasked: Mapping[str, Any]

    def ground(self) -> Ground:
        """Return the ground again."""
        evidence = Evidence(
            periods=self.periods, weights=self.weights, unasked=self.unasked
        )
        return Ground(
            game=self.game,
            precision=self.precision,
            start=self.start,
            seen=Seen(evidence=evidence, arrangement=arrange(evidence, self.game)),
        )


def asked_all(
    ground: Ground,
    draws: Sequence[Parameters],
    *,
    workers: int = 1,
    tell: Tell = lambda _: None,
) -> tuple[Drawn | None, ...]:
    """Return what each draw answers, in order; None where it has no equilibrium.

    Parameters
    ----------
    ground : Ground
        What they have in common.
    draws : sequence of mapping of str to float
        Parameters of each.
    workers : int
        How many processes; with one, all is done in this one.
    tell : callable
        Called now and then with how far it is.

    """
    parts = [
        draws[first : first + _TOGETHER] for first in range(0, len(draws), _TOGETHER)
    ]
    found: list[Drawn | None] = []
    for part in _parts(ground, parts, workers):
        found.extend(part)
        tell(f"answers: draw {len(found)} of {len(draws)}")
    return tuple(found)


def _parts(
    ground: Ground, parts: Sequence[Sequence[Parameters]], workers: int
) -> Iterator[list[Drawn | None]]:
    if workers == 1:
        yield from ([ground.asked(one) for one in part] for part in parts)
        return
    # A process that is forked would share the threads of what is compiled.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_elsewhere, ground.plain()), parts)


def _elsewhere(plain: _Plain, part: Sequence[Parameters]) -> list[Drawn | None]:
    ground = plain.ground()
    return [ground.asked(one) for one in part]
