"""Small worlds in which the chain can be checked by hand."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from yalu.scenario.chain.terms import Gains, Levers, Rules, Start, Terms
from yalu.scenario.rhythm import KINDS
from yalu.scenario.uncertainty import uncertainties

SIZES = (2, 3, 2, 2, 2, 2, 3)
"""Levels of capability, stringency, hardship, posture, support, channel and belief."""

MIDDLE = (4, 4, 3, 2, 2, 2, 5)

LINES = 4  # coal and the rest of exports; crude and refined oil


def _parts(**parts: Any) -> Any:  # noqa: ANN401 - NumPy, until `terms` makes it JAX
    """Return parts as they are named."""
    return parts


def _odds(rng: np.random.Generator, *shape: int) -> np.ndarray[Any, Any]:
    table = rng.exponential(size=shape)
    return np.asarray(table / table.sum(axis=-1, keepdims=True))


def rules(
    rng: np.random.Generator, sizes: tuple[int, ...] = SIZES, worlds: int = 2
) -> Rules:
    """Return a game played at random, but by fixed chances."""
    states, (cap, _, hard, post, supp, chan, _) = int(np.prod(sizes)), sizes
    patron = _odds(rng, worlds, 2, states, 4, 4, 16)
    beginning = np.cumsum(_odds(rng, worlds, 2 * states), axis=1)
    return Rules(
        **_parts(
            move=_odds(rng, worlds, states, 4),
            response=_odds(rng, worlds, states, 4, 4),
            patron=patron,
            learnt=0.3 * rng.standard_normal((worlds, states, 4, 4, 16)),
            capability=_odds(rng, worlds, cap, 4, cap),
            posture=_odds(rng, worlds, post, 4, post),
            support=_odds(rng, worlds, supp, chan, supp),
            channel=_odds(rng, worlds, chan, 4, 2, chan),
            adopted=np.full(worlds, 0.5),
            redraw=np.full(worlds, 0.02),
            prior=np.full(worlds, 0.3),
            collapse=np.tile(np.linspace(0, 0.01, hard), (worlds, 1)),
            beginning=beginning,
        )
    )


def levers(months: int, classes: int = 3, *, covered: float = 0.5) -> Levers:
    """Return a scenario in which nothing is set, under one law."""
    quarters = -(-months // 3)
    free = np.full(quarters, -1)
    none = np.full((quarters * 3, LINES), np.nan)
    return Levers(
        **_parts(
            move=free,
            month=free,
            vote=free,
            posture=free,
            support=free,
            least=none,
            most=none,
            alone=np.zeros_like(none),
            alone_least=np.zeros_like(none),
            alone_most=np.zeros_like(none),
            others_least=np.zeros(quarters * 3),
            others_most=np.zeros(quarters * 3),
            closed=np.zeros(quarters * 3),
            depth=np.full(quarters * 3, np.nan),
            covered=np.full((quarters * 3, LINES), covered),
            law=np.ones(quarters * 3, int),
            stringency=np.full(quarters, classes - 2),
        )
    )


def gains(classes: int = 3, *, sizes: tuple[int, ...] = SIZES) -> Gains:
    """Return two lines of exports and two of oil, and tolls that rise evenly."""
    levels = np.linspace(0, 1, 5)
    laws = classes + 2
    worst = np.array([0.1, *np.linspace(0.05, 0.3, laws - 1)])
    cost = worst[:, None, None, None, None] * levels[None, None, None, :, None]
    helped = np.array([1.0, 0.5])[None, None, :, None, None]
    spread = np.linspace(0.5, 1.5, 8)
    cost = cost * helped * spread * np.ones((1, 2, 1, 1, 1))
    return Gains(
        **_parts(
            base=np.array([40.0, 20.0, 0.0, 10.0]),
            weight=np.array([1.0, 1.0, 0.0, 0.0]),
            oil=np.array([0.0, 0.0, 0.0, 20.0]),
            crude=np.array([0.0, 0.0, 1.0, 0.0]),
            smuggled=np.zeros(LINES),
            recorded=np.array([1.0, 1.0, 0.0, 1.0]),
            seen=np.ones(LINES),
            capacity=np.array([1.0, 1.0, 5.0, 5.0]),
            ladder=np.linspace(0, 1, classes)[:, None] * np.ones(LINES),
            tolls=cost,
            levels=levels,
            telling=np.ones((2, LINES)),
            rungs=1 + np.arange(classes),
            replaced=np.linspace(0.05, 0.4, sizes[4]),
            grown=np.linspace(0, -0.02, sizes[2] - 1),
        )
    )


def terms(
    rng: np.random.Generator,
    *,
    months: int = 24,
    sizes: tuple[int, ...] = SIZES,
    worlds: int = 2,
    most: int = 3,
    **changed: Any,  # noqa: ANN401 - any part of the terms
) -> Terms:
    """Return everything that the chain runs on."""
    known = uncertainties()
    classes = sizes[1]
    parts: dict[str, Any] = {
        "rules": rules(rng, sizes, worlds),
        "start": Start(
            **_parts(
                covered=np.full(LINES, 0.5),
                growth=np.array(0.01),
                enforcement=np.array(0.5),
                years=np.array(3.0),
            )
        ),
        "levers": levers(months, classes),
        "gains": gains(classes, sizes=sizes),
        "month": _odds(rng, len(KINDS), 4, 3),
        "number": _odds(rng, len(KINDS), 4, most + 1),
        "levels": np.linspace(0.05, 0.95, sizes[-1]),
        "low": np.array([one.low for one in known]),
        "centre": np.array([one.centre for one in known]),
        "high": np.array([one.high for one in known]),
        **changed,
    }
    with jax.enable_x64(False):  # noqa: FBT003 - the signature is theirs
        arrays = jax.tree.map(_as_short, parts)
    return Terms(
        **arrays,
        shapes=tuple(str(one.shape) for one in known),
        sizes=sizes,
        quarter=0,
    )


def _as_short(table: Any) -> Any:  # noqa: ANN401 - NumPy in, JAX out
    kind = jnp.int32 if np.asarray(table).dtype.kind == "i" else jnp.float32
    return jnp.asarray(table, kind)
