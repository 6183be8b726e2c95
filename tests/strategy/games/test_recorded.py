"""That other programs find the same equilibria: figures of Gambit and sgamesolver."""

import json
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from tests.strategy.games.small import normal_form
from yalu.strategy.games import Equilibrium, Game, Supposed, solve, tabulated

HELD = Path(__file__).resolve().parents[1] / "reference"
Array = NDArray[np.float64]

GAMBIT = json.loads((HELD / "gambit/normal_form.json").read_text(encoding="utf-8"))
SGAMESOLVER = json.loads((HELD / "sgamesolver/games.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("told", GAMBIT["games"], ids=lambda one: one["name"])
def test_normal_forms_agree_with_gambit(told: dict[str, Any]) -> None:
    """On the branch from precision 0, chances are the same to a few parts in 1e8.

    Gambit's own distance from an equilibrium is recorded beside its figures; near a
    turn of the branch it is multiplied, so that it bounds nothing by itself.
    """
    game = normal_form([np.array(one) for one in told["payoffs"]])
    start = None
    for point in told["equilibria"]:
        found = solve(game, {}, precision=point["at"], start=start)
        start = found.supposed
        for number, chances in enumerate(point["choices"]):
            assert_allclose(found.chances(f"action_{number}"), chances, atol=1e-8)


def stochastic(name: str) -> tuple[Game, dict[str, Array]]:
    """Return a recorded game, and what was found of it."""
    with np.load(HELD / "sgamesolver/games.npz") as held:
        found = {
            key.removeprefix(f"{name} "): held[key]
            for key in held.files
            if key.startswith(f"{name} ")
        }
    payoffs = np.moveaxis(found["payoffs"] / 1000, 1, 0)
    weights = found["weights"].astype(float)
    chances = weights / weights.sum(axis=-1, keepdims=True)
    game = tabulated(name, [*payoffs], chances, discount=SGAMESOLVER["discount"])
    return game, found


def choices_of(found: Equilibrium) -> Array:
    """Return chances by state, player and choice."""
    names = [action.name for action in found.game.actions]
    return np.stack([found.chances(name) for name in names], axis=1)


def values_of(found: Equilibrium) -> Array:
    """Return values by state and player."""
    return np.stack([found.values(who)[0] for who in found.game.players], axis=1)


@pytest.mark.parametrize("told", SGAMESOLVER["games"], ids=lambda one: one["name"])
def test_stochastic_games_agree_with_sgamesolver(told: dict[str, Any]) -> None:
    """On the branch from precision 0, chances and values are the same to 1e-8."""
    game, held = stochastic(told["name"])
    start = None
    for point in told["equilibria"][:-1]:
        label = point["precision"]
        found = solve(game, {}, precision=float(label), start=start)
        start = found.supposed

        assert_allclose(choices_of(found), held[f"choices {label}"], atol=1e-8)
        assert_allclose(values_of(found), held[f"values {label}"], atol=1e-7)


@pytest.mark.parametrize("told", SGAMESOLVER["games"][:1], ids=lambda one: one["name"])
def test_where_sgamesolver_ends_is_an_equilibrium_here(told: dict[str, Any]) -> None:
    """From its last point, of high precision, one is found within its tolerance."""
    game, held = stochastic(told["name"])
    precision = told["equilibria"][-1]["at"]
    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        first, second = jnp.asarray(held["choices inf"].swapaxes(0, 1))
        start = Supposed(
            values=tuple(jnp.asarray(held["values inf"].T)[:, None]),
            odds=(),
            mixed=((first[None, :, :, None], second[None, :, None]),),
        )
    found = solve(game, {}, precision=precision, start=start)

    assert precision > 1000
    assert_allclose(choices_of(found), held["choices inf"], atol=1e-3)
    assert_allclose(values_of(found), held["values inf"], atol=1e-6)
