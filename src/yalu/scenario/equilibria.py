"""Equilibria that were found before, kept so that a case is ready in seconds.

What the players of each suppose is kept as whole numbers of a small step, so that all
of it is as close in units of payoff. Nothing rests on it: whoever takes one up works
out how far it is from an equilibrium, and solves on where that is too far. Those kept
of another fit or by other code are not taken up at all.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.calibration import code_sha256
from yalu.files import written

__all__ = ["Equilibria", "keep", "kept"]

_FILE = Path(__file__).resolve().parent / "data" / "equilibria.npz"
_STRATEGY = Path(__file__).resolve().parents[1] / "strategy"
_MOST = np.iinfo(np.int32).max
_CODE = ("patron/game.py", "games/solving.py", "patron/data/*.csv")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Equilibria:
    """Equilibria of the game at draws of a fit.

    Attributes
    ----------
    points : mapping of int to ndarray
        For each number of a draw, all that is supposed, one after the other, as
        `jax.flatten_util.ravel_pytree` has it.
    lost : tuple of int
        Draws at which none was found.

    """

    points: Mapping[int, NDArray[np.floating]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    lost: tuple[int, ...] = ()


def keep(found: Equilibria, *, fit_sha256: str, path: Path = _FILE) -> None:
    """Keep equilibria of a fit.

    Parameters
    ----------
    found : Equilibria
        What was found.
    fit_sha256 : str
        Hash of the fit.
    path : Path
        Where to; what it held is replaced.

    """
    made: dict[str, Any] = {"fit": fit_sha256, "code": _code(), "steps": {}}
    made["lost"] = list(found.lost)
    tables: dict[str, NDArray[Any]] = {}
    for number, point in found.points.items():
        step = float(np.abs(point).max()) / _MOST
        tables[str(number)] = np.round(point / step).astype(np.int32)
        made["steps"][str(number)] = step
    tables["made"] = np.array(json.dumps(made))
    with written(path) as file:
        np.savez_compressed(file, allow_pickle=False, **tables)


def kept(fit_sha256: str, *, path: Path = _FILE) -> Equilibria:
    """Return the equilibria that are kept of a fit; none of another one.

    Parameters
    ----------
    fit_sha256 : str
        Hash of the fit.
    path : Path
        Where they are kept.

    """
    if not path.exists():
        return Equilibria()
    with np.load(path, allow_pickle=False) as held:
        made = json.loads(str(held["made"]))
        if (made["fit"], made["code"]) != (fit_sha256, _code()):
            return Equilibria()
        points = {int(name): held[name] * step for name, step in made["steps"].items()}
    return Equilibria(points=MappingProxyType(points), lost=tuple(made["lost"]))


def _code() -> str:
    return code_sha256(_STRATEGY, _CODE)
