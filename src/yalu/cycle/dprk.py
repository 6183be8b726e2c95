"""The baseline of the cycle of North Korea, filled from its log of events."""

from datetime import date

from yalu.cycle.baseline import Baseline, Intercept, Term
from yalu.cycle.calendar_terms import Anniversaries, Annual, LunarNewYear
from yalu.cycle.spells import Drift, Season, Spell
from yalu.events import Event, EventKind, EventLog
from yalu.periods import Interval

__all__ = ["dprk_baseline"]

_CLOSED, _OPENED = "border-2020-01-22", "travel-2023-08"


def dprk_baseline(log: EventLog, between: Interval) -> Baseline:
    """Return the baseline of the cycle of North Korea, with what the log knows of it.

    Parameters
    ----------
    log : EventLog
        Gives the days of exercises and of the closed border. A term of which it knows
        nothing is left out.
    between : Interval
        The days to be fitted; knots of the drift stand four years apart in them.

    Raises
    ------
    SchemaError
        If `between` has no end.

    """
    terms: list[Term] = [Intercept(), Annual(), LunarNewYear(), Anniversaries()]
    known = log.covered(EventKind.EXERCISE)
    if known is not None:
        held = log.of(kind=EventKind.EXERCISE)
        spans = tuple(event.when for event in held if not event.imprecise)
        terms.append(Season(name="exercise season", intervals=spans, known=known))
    closed = _event(log, _CLOSED)
    if closed is not None:
        opened = _event(log, _OPENED)
        end = None if opened is None else _seen(opened)
        spell = Interval(_seen(closed) or closed.when.start, end)
        terms.append(Spell(name="closed border", interval=spell))
    return Baseline(terms=(*terms, Drift.every(4, between)))


def _seen(event: Event) -> date | None:
    """Return the day on which an event is sure to have begun."""
    return event.when.last if event.imprecise else event.when.start


def _event(log: EventLog, identifier: str) -> Event | None:
    return next((event for event in log if event.id == identifier), None)
