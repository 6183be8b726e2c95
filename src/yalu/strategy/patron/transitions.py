"""How the state of the game changes from quarter to quarter.

Components move by a rung at a time, but for posture, which the sender's choice sets,
and for levels drawn anew now and then by what the game does not know. Chances that work
side by side are joined as chances of independent causes, and a rung down is tried only
where none up was made, so that whatever the parameters, chances are chances.
"""

from types import SimpleNamespace

from yalu.strategy.games import ladder
from yalu.strategy.patron.axes import Move, Response, chose
from yalu.strategy.patron.terms import Change, Rule, Table

__all__ = ["CHANGES", "either", "pressure"]


def either(*chances: Table) -> Table:
    """Return the chance that at least one of several independent causes acts.

    Examples
    --------
    >>> either(0.5, 0.5)
    0.75

    """
    none: Table = 1.0
    for chance in chances:
        none = none * (1 - chance)
    return 1 - none


def pressure(at: SimpleNamespace) -> Table:
    """Return effective pressure: what is covered, enforced and not replaced, 0 to 1."""
    return at.stringency * at.enforcement * (1 - at.support)


def _moved(at: SimpleNamespace, now: Table, *, up: Table, down: Table = 0.0) -> Table:
    # A rung down comes second: both together can then never exceed one.
    top = int(at.rank.next.max())
    return ladder(now, at.rank.next, up=up, down=(1 - up) * down, top=top)


def _shaken(at: SimpleNamespace, chances: Table, chance: Table) -> Table:
    """Return the chances where, now and then, the level is drawn anew, all alike."""
    return (1 - chance) * chances + chance / at.next.size


def _capability(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    test = by.capability_test * chose(at.rank.move, Move.TEST)
    missile = by.capability_missile * chose(at.rank.move, Move.MISSILE)
    return _moved(at, at.rank.capability, up=test + missile)


def _stringency(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    adopted = chose(at.rank.response, Response.TABLE) * at.vote
    up = either(by.stringency_adopted * adopted, by.stringency_other)
    return _moved(at, at.rank.stringency, up=up, down=by.stringency_lapse)


def _hardship(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    up = by.hardship_pressure * pressure(at)
    down = either(by.hardship_recovery, by.hardship_aid * at.overture)
    moved = _moved(at, at.rank.hardship, up=up, down=down)
    return _shaken(at, moved, by.hardship_shock)


def _posture(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    now, then, top = at.rank.posture, at.rank.next, int(at.rank.next.max())
    tables = by.posture_tabled * chose(at.rank.response, Response.TABLE)
    raised = tables + by.posture_deployed * chose(at.rank.response, Response.DEPLOY)
    eased = by.posture_relief * chose(at.rank.response, Response.ENGAGE)
    fades = by.posture_decay * (now == top) + by.posture_resumed * (now < top - 1)
    usual = fades * (then == now + (now < top - 1) - (now == top))
    left = usual + (1 - fades) * (then == now)
    moved = raised * (then == top) + eased * (then == 0) + (1 - raised - eased) * left
    return _shaken(at, moved, by.surprise)


def _support(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    up = either(by.support_rise, by.support_broken * (1 - at.channel))
    moved = _moved(at, at.rank.support, up=up, down=by.support_fall)
    return _shaken(at, moved, by.surprise)


def _channel(at: SimpleNamespace, by: SimpleNamespace) -> Table:
    bows = chose(at.rank.move, Move.OVERTURE)
    up = either(
        by.channel_mend,
        by.channel_overture * at.overture,
        by.channel_overture * bows,
    )
    return _moved(at, at.rank.channel, up=up, down=by.channel_break)


def _change(
    component: str, given: str, formula: str, parameters: str, chances: Rule
) -> Change:
    return Change(
        component=component,
        given=tuple(given.split()),
        formula=formula,
        parameters=tuple(parameters.split()),
        chances=chances,
    )


CHANGES = (
    _change(
        "capability", "capability move",
        "up: capability_test · test + capability_missile · missile; never down",
        "capability_test capability_missile", _capability,
    ),
    _change(
        "stringency", "stringency response vote",
        "up: stringency_adopted where a text is tabled and accepted, or "
        "stringency_other; down: stringency_lapse",
        "stringency_adopted stringency_other stringency_lapse", _stringency,
    ),
    _change(
        "hardship", "hardship stringency enforcement support overture",
        "up: hardship_pressure · share · enforcement · (1 - support); "
        "down: hardship_recovery or hardship_aid · overture; "
        "drawn anew, all levels alike: hardship_shock",
        "hardship_shock hardship_pressure hardship_recovery hardship_aid", _hardship,
    ),
    _change(
        "posture", "posture response",
        "to raised: posture_deployed where the sender deploys, posture_tabled where it "
        "tables; to eased: posture_relief where it engages; else a rung towards usual: "
        "posture_decay from raised, posture_resumed from eased; drawn anew: surprise",
        "posture_deployed posture_tabled posture_relief posture_decay posture_resumed "
        "surprise", _posture,
    ),
    _change(
        "support", "support channel",
        "up: support_rise or support_broken · (1 - channel); down: "
        "support_fall; drawn anew: surprise",
        "support_rise support_broken support_fall surprise", _support,
    ),
    _change(
        "channel", "channel move overture",
        "up: channel_mend, or channel_overture for each overture of either side; "
        "down: channel_break",
        "channel_mend channel_overture channel_break", _channel,
    ),
)  # fmt: skip
"""How each component moves; *or* joins chances of independent causes."""
