"""What the sender gets and loses in a quarter."""

from types import SimpleNamespace

from yalu.strategy.patron.axes import Actor, Move, Response, chose
from yalu.strategy.patron.target import provocation
from yalu.strategy.patron.terms import Rule, Table, Term

__all__ = ["TERMS"]


def _capability(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.sender_capability * at.capability


def _inaction(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    idle = chose(at.rank.response, Response.NOTHING)
    return -by.sender_inaction * provocation(at, by) * idle


def _tabling(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.sender_tabling * chose(at.rank.response, Response.TABLE)


def _deploying(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.sender_deploy * chose(at.rank.response, Response.DEPLOY)


def _engaging(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    relief = by.sender_relief * chose(at.rank.move, Move.OVERTURE)
    engage = chose(at.rank.response, Response.ENGAGE)
    return (relief - by.sender_engage) * engage


def _gap(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.sender_gap * at.stringency * (1 - at.enforcement)


def _vetoed(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    return -by.sender_vetoed * (1 - at.vote)


def _term(name: str, formula: str, parameters: str, value: Rule) -> Term:
    return Term(
        player=Actor.SENDER,
        name=name,
        formula=formula,
        parameters=tuple(parameters.split()),
        value=value,
    )


TERMS = (
    _term(
        "capability", "- sender_capability · capability",
        "sender_capability", _capability,
    ),
    _term(
        "inaction", "- sender_inaction · provocation · (response is nothing)",
        "sender_inaction missile_share", _inaction,
    ),
    _term(
        "tabling", "- sender_tabling · (response is table)",
        "sender_tabling", _tabling,
    ),
    _term(
        "deploying", "- sender_deploy · (response is deploy)",
        "sender_deploy", _deploying,
    ),
    _term(
        "engaging",
        "- (sender_engage - sender_relief · (move is overture)) "
        "· (response is engage)",
        "sender_engage sender_relief", _engaging,
    ),
    _term("gap", "- sender_gap · share · (1 - enforcement)", "sender_gap", _gap),
    _term("veto", "- sender_vetoed · (vote is refuse)", "sender_vetoed", _vetoed),
)  # fmt: skip
"""All terms of the sender; *share* is what the law covers at the given stringency."""
