"""What the target gets and loses in a quarter."""

from types import SimpleNamespace

from yalu.strategy.patron.axes import Actor, Move, Response, chose
from yalu.strategy.patron.terms import Rule, Table, Term

__all__ = ["TERMS", "collapse_hazard", "provocation"]


def provocation(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    """Return how great a provocation the target's move is: 1 for a test, 0 for none."""
    test = chose(at.rank.move, Move.TEST)
    return test + by.missile_share * chose(at.rank.move, Move.MISSILE)


def collapse_hazard(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    """Return the chance that the target collapses in a quarter: convex in hardship."""
    return by.collapse_rate * at.hardship**3


def _capability(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return by.target_capability * at.capability


def _shows(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    test = by.target_test * chose(at.rank.move, Move.TEST)
    return test + by.target_missile * chose(at.rank.move, Move.MISSILE)


def _bowing(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.target_bowing * chose(at.rank.move, Move.OVERTURE)


def _hardship(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.target_hardship * at.hardship


def _posture(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.target_posture * at.posture


def _overture(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return by.target_overture * at.overture


def _engaged(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return by.target_engaged * chose(at.rank.response, Response.ENGAGE)


def _collapse(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.target_collapse * collapse_hazard(at, by)


def _support(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    answer = by.target_support_pressure * at.support * at.hardship
    return answer * provocation(at, by)


def _belief(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    news = at.resolve - by.prior_resolute
    return by.target_belief * news * provocation(at, by)


def _term(name: str, formula: str, parameters: str, value: Rule) -> Term:
    return Term(
        player=Actor.TARGET,
        name=name,
        formula=formula,
        parameters=tuple(parameters.split()),
        value=value,
    )


TERMS = (
    _term(
        "capability", "+ target_capability · capability",
        "target_capability", _capability,
    ),
    _term(
        "shows at home", "+ target_test · test + target_missile · missile",
        "target_test target_missile", _shows,
    ),
    _term(
        "own overture", "- target_bowing · (move is overture)",
        "target_bowing", _bowing,
    ),
    _term("hardship", "- target_hardship · hardship", "target_hardship", _hardship),
    _term("posture", "- target_posture · posture", "target_posture", _posture),
    _term(
        "patron's overture", "+ target_overture · overture",
        "target_overture", _overture,
    ),
    _term(
        "sender's engagement", "+ target_engaged · (response is engage)",
        "target_engaged", _engaged,
    ),
    _term(
        "collapse", "- target_collapse · collapse_rate · hardship³",
        "target_collapse collapse_rate", _collapse,
    ),
    _term(
        "support and the answer to pressure",
        "+ target_support_pressure · support · hardship · provocation",
        "target_support_pressure missile_share", _support,
    ),
    _term(
        "belief and provoking",
        "+ target_belief · (resolve - prior_resolute) · provocation",
        "target_belief prior_resolute missile_share", _belief,
    ),
)  # fmt: skip
"""All terms of the target; *provocation* of a missile is a share of that of a test."""
