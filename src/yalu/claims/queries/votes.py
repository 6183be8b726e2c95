"""Queries on what the Council adopted and who voted how.

A *sanctions resolution* is an adopted instrument of the Council in the encoded law
that holds at least one measure. Ballots come from the event log, matched by symbol.
"""

from collections.abc import Iterable
from datetime import date

from yalu.claims.answer import Answer, Record, span
from yalu.claims.queries.provisions import instrument_named
from yalu.claims.queries.witnesses import answer_from, gap_in_days, in_words
from yalu.events import Ballot, Event, EventKind
from yalu.periods import Place, parse_period

__all__ = ["adoption_after", "votes_before", "votes_of"]

_ADOPTIONS = EventKind.RESOLUTION


def adoption_after(record: Record, trigger: str, adoption: str) -> Answer:
    """Return the days from an event to the resolution on it, and the vote."""
    cause, text = record.events.get(trigger), record.events.get(adoption)
    if text.vote is None:
        return Answer(missing=f"The log has no vote for {adoption}.")
    low, high = gap_in_days(cause, text)
    abroad = cause.day_in(Place.NEW_YORK)
    encoded = [i.vote for i in record.regime.instruments if i.symbol == text.instrument]
    return answer_from(
        record,
        (cause, text),
        {
            "days_low": low,
            "days_high": high,
            "days": span(low, high),
            "new_york_days": None
            if abroad is None
            else (text.when.start - abroad).days,
            "unanimous": text.vote.unanimous,
            "vote": str(text.vote),
            "vote_in_law": str(encoded[0]) if encoded and encoded[0] else None,
            "first": in_words(cause),
            "last": in_words(text),
        },
    )


def votes_before(record: Record, instrument: str, state: str, since: str) -> Answer:
    """Return the sanctions resolutions before one, and a state's vote on each."""
    last = instrument_named(record, instrument)
    begin = parse_period(since).start
    logged = [e for e in _adopted(record, begin, last.adopted_on) if e.instrument]
    sanctions = [
        other.symbol
        for other in record.regime.instruments
        if other.body == "UN" and other.is_law and other.measures
        if begin <= other.adopted_on < last.adopted_on
    ]
    counted = [event for event in logged if event.instrument in sanctions]
    besides = [e.instrument for e in logged if e.instrument not in sanctions]
    return _of_votes(record, sanctions, counted, state, besides)


def votes_of(record: Record, state: str, between: str) -> Answer:
    """Return a state's votes on the resolutions of some years."""
    years = parse_period(between)
    logged = record.events.of(kind=_ADOPTIONS, between=years, certain=True)
    return _of_votes(record, [e.instrument for e in logged], logged, state, [])


def _adopted(record: Record, begin: date, end: date) -> tuple[Event, ...]:
    events = record.events.of(kind=_ADOPTIONS)
    return tuple(event for event in events if begin <= event.when.start < end)


def _of_votes(
    record: Record,
    resolutions: list[str],
    logged: Iterable[Event],
    state: str,
    besides: list[str],
) -> Answer:
    ballots = {event.instrument: event.ballot(state) for event in logged}
    cast = [ballots.get(symbol) for symbol in resolutions]
    return answer_from(
        record,
        logged,
        {
            "resolutions": len(resolutions),
            "in_favour": cast.count(Ballot.YES),
            "not_in_favour": cast.count(Ballot.NO) + cast.count(Ballot.ABSTAIN),
            "unrecorded": cast.count(None),
            "all_in_favour": bool(cast) and all(vote is Ballot.YES for vote in cast),
            "symbols": ", ".join(resolutions) or "none",
            "besides": ", ".join(besides) or "none",
            "others": len(besides),
        },
    )
