"""What the sender does in a quarter, and how the patron votes on what is tabled.

- *table*: the Council adopts a text on the target or votes one down. A renewal of a
  mandate is none; a renewal that fails is known by its time of the year. Where the
  patron kept a text from coming to the vote, it is as likely a text as what else was
  done.
- *engage*: talks, a summit or an agreement of the sender's side with the target.
- *deploy*: a deployment, or an exercise that is not a yearly one.
- *nothing*: none of these, as far as the log looked.

The first of these that is recorded counts.

The patron's *vote* is asked only where a text was tabled. It is *refuse* where the
patron voted against, *accept* where it let the text pass. A text it is known to have
watered down, or on which it abstained, fits both alike, and so does one kept from the
vote, since in the game a patron that is not asked has the place of one that accepts.
Such a cell tells of two classes nothing that sets one above the other: no score and no
fit moves by it.
"""

import re
from datetime import timedelta

from yalu.events import Ballot, Event, EventKind
from yalu.strategy.record.cell import Cell, Status
from yalu.strategy.record.column import Column
from yalu.strategy.record.grounds import Grounds, Sighting
from yalu.strategy.record.posture import shows
from yalu.strategy.record.quarter import Quarter
from yalu.strategy.record.weighing import known, mixed, weighed

__all__ = ["KEPT_AWAY", "response", "vote"]

KEPT_AWAY = frozenset({"Council kept out", "statement in place of resolution"})
"""Marks of what a patron did so that no text came to the vote."""

_THREATENED = "veto threatened"
_MONTH = timedelta(days=31)
_YEAR = timedelta(days=365)
_HALF = 0.5
_MEETINGS = (EventKind.TALKS, EventKind.SUMMIT, EventKind.AGREEMENT)
_TEXTS = (EventKind.RESOLUTION, EventKind.VETO)


def response(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return what the sender did in a quarter."""
    sight, span = grounds.sight, quarter.span
    kept = [Sighting(event=one.event, chance=_HALF) for one in _kept(grounds, quarter)]
    unseen = {
        "table": sight.unseen(_TEXTS, span),
        "engage": sight.unseen([EventKind.TALKS, EventKind.SUMMIT], span),
        "deploy": sight.unseen([EventKind.DEPLOYMENT, EventKind.EXERCISE], span),
    }
    acts = {
        "engage": _meetings(grounds, quarter),
        "deploy": shows(grounds, span),
    }
    rule = "first of a text, a meeting and a deployment"
    tabled = _tabled(grounds, quarter)
    if kept and not tabled:
        return _halved(quarter, kept, acts, rule)
    looked = (*_TEXTS, EventKind.TALKS, EventKind.SUMMIT, EventKind.DEPLOYMENT)
    return weighed(
        quarter,
        Column.RESPONSE,
        {"table": tabled, **acts},
        unseen,
        rule=rule,
        sources=tuple(
            dict.fromkeys(name for kind in looked for name in sight.sources[kind])
        ),
    )


def _halved(
    quarter: Quarter,
    kept: list[Sighting],
    acts: dict[str, list[Sighting]],
    rule: str,
) -> Cell:
    """Return a response of which a text that never came to the vote is as likely."""
    other = next((label for label, seen in acts.items() if seen), "nothing")
    return mixed(
        quarter,
        Column.RESPONSE,
        {"table": _HALF, other: _HALF},
        f"{rule}: the patron kept a text from the vote; as likely tabled as not",
        seen=[*kept, *acts.get(other, [])],
    )


def vote(grounds: Grounds, quarter: Quarter) -> Cell:
    """Return how the patron met what was tabled in a quarter."""
    column, patron = Column.VOTE, grounds.parties.patron
    tabled, kept = _tabled(grounds, quarter), _kept(grounds, quarter)
    refused = [one for one in tabled if one.event.ballot(patron) is Ballot.NO]
    if refused:
        return known(quarter, column, "refuse", "the patron voted no", seen=refused)
    if not tabled and kept:
        rule = "the patron kept a text from the vote: that fits both alike"
        return mixed(
            quarter, column, {"accept": _HALF, "refuse": _HALF}, rule, seen=kept
        )
    if not tabled:
        return Cell(
            quarter=quarter,
            column=column,
            status=Status.NOT_ASKED,
            rule="no text that tightens was put to the vote",
        )
    weakened = [*_diluted(grounds, tabled), *_abstained(tabled, patron)]
    if weakened:
        return mixed(
            quarter,
            column,
            {"accept": _HALF, "refuse": _HALF},
            "it passed, but the patron weakened it or abstained: that fits both alike",
            seen=[*tabled, *weakened],
        )
    return known(quarter, column, "accept", "the patron let it pass", seen=tabled)


def _tabled(grounds: Grounds, quarter: Quarter) -> list[Sighting]:
    parties = grounds.parties
    return [
        one
        for one in grounds.during(quarter.span, *_TEXTS)
        if one.event.actor == parties.council and one.event.target == parties.target
        if not _is_renewal(grounds, one.event)
    ]


def _is_renewal(grounds: Grounds, event: Event) -> bool:
    """Return whether a text that failed stood in the place of the yearly renewal."""
    day = event.when.start
    renewals = [one.when.start for one in grounds.by_kind[EventKind.MANDATE_RENEWAL]]
    due = any(abs(day - _YEAR - one) <= _MONTH for one in renewals)
    done = any(abs(day - one) <= 3 * _MONTH for one in renewals)
    return event.kind is EventKind.VETO and due and not done


def _kept(grounds: Grounds, quarter: Quarter) -> list[Sighting]:
    return [
        one
        for one in grounds.during(quarter.span, EventKind.DILUTION)
        if grounds.parties.patron in one.event.actors and KEPT_AWAY & {*one.event.marks}
    ]


def _diluted(grounds: Grounds, tabled: list[Sighting]) -> list[Sighting]:
    """Return what the patron did to weaken texts that came to the vote."""
    found = []
    for event in grounds.by_kind[EventKind.DILUTION]:
        if grounds.parties.patron not in event.actors:
            continue
        for text in tabled:
            numbers = re.findall(r"\d+", text.event.instrument)[:1]
            named = f"resolution {numbers[0]}" in event.marks if numbers else False
            ahead = text.event.when.start - event.when.start
            near = _THREATENED in event.marks and timedelta() <= ahead <= _MONTH
            if named or near:
                found.append(Sighting(event=event, chance=1.0))
    return found


def _abstained(tabled: list[Sighting], patron: str) -> list[Sighting]:
    return [one for one in tabled if one.event.ballot(patron) is Ballot.ABSTAIN]


def _meetings(grounds: Grounds, quarter: Quarter) -> list[Sighting]:
    parties = grounds.parties
    return [
        one
        for one in grounds.during(quarter.span, *_MEETINGS)
        if parties.target in one.event.actors and parties.senders & {*one.event.actors}
    ]
