"""Solve the game now, and tell how well and how it is played."""

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from yalu.cli.answers.strategy import folded, print_doubts
from yalu.cli.answers.strategy_fitted import fitted, reserved
from yalu.cli.output import console, percent, print_json, print_table, progress
from yalu.errors import Problem, SchemaError, describe
from yalu.strategy import patron
from yalu.strategy.estimation.storing import BOARDS, StoredFit
from yalu.strategy.games import Equilibrium, equilibria
from yalu.strategy.patron import PRECISION, Setting, patron_game, problems_of

__all__ = ["Wish", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked.

    Attributes
    ----------
    board : str
        How fine the board is.
    precision : float or None
        How sharply all choose; None as fitted.
    given : tuple of str
        Parameters as ``name=number``.
    starts : int
        From how many starts equilibria are sought.
    seed : int
        What random starts come from.

    """

    board: str
    precision: float | None
    given: tuple[str, ...]
    starts: int
    seed: int


def answer(wish: Wish, *, as_json: bool) -> None:
    """Print residual, effort, how many equilibria were found, and how it is played.

    Raises
    ------
    SchemaError
        If the board, a parameter or its number is not one.
    ModelError
        If no equilibrium is found.

    """
    setting, given = _checked(wish)
    held = fitted().fit
    parameters = {
        **(patron.default_parameters() if held is None else held.fit.mode),
        **given,
    }
    precision = PRECISION if wish.precision is None else wish.precision
    game = patron_game(setting)
    began = time.perf_counter()
    with progress("Solving"):
        found = equilibria(
            game,
            parameters,
            precision=precision,
            rng=np.random.default_rng(wish.seed),
            starts=wish.starts,
        )
    seconds = time.perf_counter() - began
    begins = _begins(held)
    if as_json:
        print_json(
            {
                "board": wish.board,
                "states": game.states,
                "precision": precision,
                "parameters": parameters,
                "from": begins,
                "seed": wish.seed,
                "starts": wish.starts,
                "seconds": seconds,
                "equilibria": [_plain(one) for one in found],
            }
        )
        return
    print_doubts(() if held is None else reserved())
    changed = "".join(f", {name} = {value:g}" for name, value in given.items())
    folded(
        console(),
        f"{game.states:,} states, precision {precision:g}, parameters at {begins}"
        f"{changed}. Residual {found[0].residual:.1e} after {found[0].rounds} sweeps; "
        f"{seconds:.1f} s in all, compiling included.",
    )
    _print_found(found, wish.starts)


def _begins(held: StoredFit | None) -> str:
    """Return where parameters come from that are not given."""
    if held is None:
        return "the centre of its priors"
    if held.stale:
        return f"its fitted mode (stale: {'; '.join(held.stale)})"
    return "its fitted mode"


def _print_found(found: tuple[Equilibrium, ...], starts: int) -> None:
    """Print how many equilibria there are, and how each is played on average."""
    screen = console()
    folded(
        screen,
        f"{len(found)} distinct {'equilibrium' if len(found) == 1 else 'equilibria'} "
        f"found from {starts} {'start' if starts == 1 else 'starts'}; there may be "
        "more.",
    )
    screen.print()
    numbers = [f"equilibrium {number}" for number in range(1, len(found) + 1)]
    print_table(
        "How likely each choice is, every state of the board counted alike *",
        ("action", "choice", *numbers),
        [
            (
                action.name,
                label,
                *(percent(_average(one, action.name)[place]) for one in found),
            )
            for action in found[0].game.actions
            for place, label in enumerate(action.labels)
        ],
    )
    folded(
        screen,
        "* So that equilibria can be told apart: most states are never met, and what "
        "is to be expected today is told by yalu strategy today.",
    )


def _checked(wish: Wish) -> tuple[Setting, dict[str, float]]:
    """Return board and parameters, or tell all that is wrong with them at once."""
    problems, given = [], {}
    if wish.board not in BOARDS:
        found = f"found {wish.board}; expected {', '.join(BOARDS)}"
        problems.append(Problem("--board", found, "Name one of these"))
    for text in wish.given:
        name, _, number = text.partition("=")
        try:
            given[name] = float(number)
        except ValueError:
            found = f"found {number!r}; expected a number, as {name}=0.5"
            problems.append(Problem(f"--set {text}", found, "Give one"))
    problems += [replace(one, place=f"--set {one.place}") for one in problems_of(given)]
    if problems:
        raise SchemaError(describe("The game cannot be solved as asked", problems))
    return BOARDS[wish.board], given


def _average(found: Equilibrium, action: str) -> Any:  # noqa: ANN401 - an array
    """Return the chances of an action, all that comes before it alike."""
    chances = found.chances(action)
    return chances.reshape(-1, chances.shape[-1]).mean(axis=0)


def _plain(found: Equilibrium) -> dict[str, Any]:
    return {
        "residual": found.residual,
        "sweeps": found.rounds,
        "average": {
            action.name: dict(
                zip(action.labels, _average(found, action.name).tolist(), strict=True)
            )
            for action in found.game.actions
        },
    }
