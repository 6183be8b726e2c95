"""A fit of the smallest board made by hand, and play without any solving."""

from functools import cache
from types import MappingProxyType

import numpy as np

from yalu.events import read
from yalu.scenario.play import Play
from yalu.strategy.estimation import Diagnostics, Evidence, Fit, evidence
from yalu.strategy.patron import ESTIMATED, SMALL, default_parameters, patron_game
from yalu.strategy.record import quarterly

GIVEN = {
    "capability": ("capability", "move"),
    "stringency": ("stringency", "response", "vote"),
    "hardship": ("stringency", "hardship", "support", "enforcement", "overture"),
    "posture": ("posture", "response"),
    "support": ("support", "channel"),
    "channel": ("channel", "move", "overture"),
}
"""What each component depends on, in the order of its table."""


@cache
def seen_small() -> Evidence:
    """Return the events of the record on the smallest board, without readings."""
    return evidence(quarterly(read()), patron_game(SMALL))


def fit_small() -> Fit:
    """Return a fit of three draws, of which the last makes no game."""
    mode = default_parameters()
    return Fit(
        names=ESTIMATED,
        precision=3.0,
        mode=mode,
        draws=(
            mode,
            {**mode, "patron_gap": 2.0 * mode["patron_gap"]},
            {**mode, "discount": 1.5},
        ),
        weights=np.array([0.5, 0.25, 0.25]),
        free=np.zeros((3, len(ESTIMATED))),
        centre=np.zeros(len(ESTIMATED)),
        covariance=np.eye(len(ESTIMATED)),
        diagnostics=Diagnostics(
            evaluations=0,
            sweeps=0,
            slope=0.0,
            is_found=True,
            log_posterior=0.0,
            log_likelihood=0.0,
            hills=1,
            below=0.0,
            equilibria=1,
            starts=1,
            repaired=0,
            drawn=3,
            lost=0,
            k_hat=0.0,
            effective=2.0,
        ),
        learnt=(),
        checks=(),
    )


def even_play() -> Play:
    """Return the play in which everything is as likely as anything, at one draw."""
    game = patron_game(SMALL)
    axes = (*game.components, *game.actions)
    labels = {axis.name: axis.labels for axis in axes}
    labels |= {"belief": game.state[-1].labels, "type": game.types}
    size = {name: len(each) for name, each in labels.items()}
    states = game.states

    def even(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.full(shape, 1 / shape[-1], dtype=np.float32)

    return Play(
        quarter="2020Q1",
        setting=MappingProxyType({}),
        precision=3.0,
        labels=labels,
        levels={axis.name: axis.levels for axis in axes},
        grown=(0.0,),
        covered=(0.1,),
        parameters=(default_parameters(),),
        drawn=(0,),
        move=even(1, states, 4),
        response=even(1, states, 4, 4),
        patron=even(1, 2, states, 4, 4, 16),
        learnt=np.zeros((1, states, 4, 4, 16), dtype=np.float32),
        transitions={
            name: even(1, *(size[axis] for axis in given), size[name])
            for name, given in GIVEN.items()
        },
        collapse=np.zeros((1, size["hardship"]), dtype=np.float32),
        redraw=np.zeros(1, dtype=np.float32),
        prior=np.full(1, 0.5, dtype=np.float32),
        beginning=np.full((1, 2, states), 0.5 / states, dtype=np.float32),
        residual=0.0,
        unsolved=(),
        digest="none",
    )
