"""What the patron gets and loses in a quarter, and what is open to him."""

from collections.abc import Mapping
from types import SimpleNamespace

import jax.numpy as jnp

from yalu.strategy.patron.axes import TYPES, Actor, Move, Response, chose
from yalu.strategy.patron.target import collapse_hazard, provocation
from yalu.strategy.patron.terms import Rule, Table, Term

__all__ = ["TERMS", "losses", "steadier", "vote_is_open"]


def vote_is_open(at: SimpleNamespace, _by: SimpleNamespace) -> Table:
    """Return where a choice may be made: refusing takes a text that is tabled."""
    return (at.vote == 1) | (at.rank.response == Response.TABLE.position)


def losses(parameters: Mapping[str, float]) -> dict[str, float]:
    """Return what a collapse costs each type of the patron, in units of payoff.

    Examples
    --------
    >>> by = {"patron_collapse": 10.0, "patron_collapse_gap": 0.0}
    >>> losses(by)
    {'fearful': 10.0, 'resolute': 10.0}

    """
    by = SimpleNamespace(**parameters)
    return {name: float(_loss(place, by)) for place, name in enumerate(TYPES)}


def steadier(parameters: Mapping[str, float]) -> str:
    """Return the name of the type that loses less by a collapse.

    The names of the types are labels: the first is the one held likelier to be drawn.
    Who asks what follows from a belief in resolve must ask which type that is here. Of
    two that lose alike it is the last.

    Examples
    --------
    >>> steadier({"patron_collapse": 10.0, "patron_collapse_gap": 0.0})
    'resolute'

    """
    found = losses(parameters)
    return min(reversed(TYPES), key=found.__getitem__)


def _loss(position: Table, by: SimpleNamespace) -> Table:
    """Return the loss of the type at a position; in logs the middle is halfway."""
    side = 0.5 - position
    return by.patron_collapse * jnp.exp(side * by.patron_collapse_gap)


def _capability(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.patron_capability * at.capability


def _provocation(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    louder = 1 + by.patron_broken * (1 - at.channel)
    return -by.patron_provocation * provocation(at, by) * louder


def _posture(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.patron_posture * at.posture


def _veto(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.patron_veto * (1 - at.vote)


def _gap(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    after_test = by.patron_gap_test * chose(at.rank.move, Move.TEST)
    times = jnp.exp(after_test + by.patron_gap_posture * at.posture)
    # Full enforcement leaves no gap whatever the power; its slope there must be finite.
    left = jnp.where(at.enforcement < 1, 1 - at.enforcement, 1.0)
    gap = jnp.where(at.enforcement < 1, left**by.patron_gap_power, 0.0)
    return -by.patron_gap * at.stringency * gap * times


def _commerce(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.patron_commerce * at.stringency * at.enforcement


def _overture(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.patron_overture * at.overture


def _deference(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    bows = chose(at.rank.move, Move.OVERTURE)
    bound = at.overture * (1 - provocation(at, by))
    times = jnp.exp(by.patron_support_deference * at.support)
    return by.patron_deference * (bows + bound) * times


def _joint(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return by.patron_joint * at.stringency * at.enforcement * at.overture


def _collapse(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -_loss(at.type, by) * collapse_hazard(at, by)


def _term(name: str, formula: str, parameters: str, value: Rule) -> Term:
    return Term(
        player=Actor.PATRON,
        name=name,
        formula=formula,
        parameters=tuple(parameters.split()),
        value=value,
    )


TERMS = (
    _term(
        "capability", "- patron_capability · capability",
        "patron_capability", _capability,
    ),
    _term(
        "provocation",
        "- patron_provocation · provocation · (1 + patron_broken · (1 - channel))",
        "patron_provocation patron_broken missile_share", _provocation,
    ),
    _term("posture", "- patron_posture · posture", "patron_posture", _posture),
    _term("veto", "- patron_veto · (vote is refuse)", "patron_veto", _veto),
    _term(
        "gap between law and enforcement",
        "- patron_gap · share · (1 - enforcement)^patron_gap_power "
        "· exp(patron_gap_test · test + patron_gap_posture · posture)",
        "patron_gap patron_gap_power patron_gap_test patron_gap_posture", _gap,
    ),
    _term(
        "commerce", "- patron_commerce · share · enforcement",
        "patron_commerce", _commerce,
    ),
    _term("overture", "- patron_overture · overture", "patron_overture", _overture),
    _term(
        "deference and dependence",
        "+ patron_deference · ((move is overture) + overture · (1 - provocation)) "
        "· exp(patron_support_deference · support)",
        "patron_deference patron_support_deference missile_share", _deference,
    ),
    _term(
        "enforcement and overture together",
        "+ patron_joint · share · enforcement · overture",
        "patron_joint", _joint,
    ),
    _term(
        "collapse",
        "- patron_collapse · exp(± patron_collapse_gap / 2) "
        "· collapse_rate · hardship³ (+ for the first type, - for the last)",
        "patron_collapse patron_collapse_gap collapse_rate", _collapse,
    ),
)  # fmt: skip
"""All terms of the patron."""
