"""What programs are told of the cycle, of what may come, and of what came."""

from datetime import date

from yalu.events import Event
from yalu.provenance import Evidence
from yalu.report.cycling import Cycle
from yalu.report.foreseeing import Chance, ScoreRow
from yalu.report.sections.cycle_backtest import score_rows
from yalu.report.sections.cycle_forecast import chance_rows
from yalu.web.replies.reply import Reply

__all__ = ["EventTold", "Events", "Forecast", "event_told", "forecast_of"]


class Forecast(Reply):
    """Where the cycle stands, what may come, and how such forecasts fared."""

    standing: str
    model: list[str]
    no_forecast: str
    chances: list[Chance]
    track_record: list[ScoreRow]
    evidence: Evidence


class EventTold(Reply):
    """One event of the log."""

    id: str
    kind: str
    actor: str
    target: str
    first_day: date
    last_day: date | None
    place: str
    what: str
    mark: str
    count: int | None
    instrument: str
    evidence: Evidence
    confidence: str
    sources: list[str]
    rivals: list[str]
    note: str


class Events(Reply):
    """Events of the log, in order of their first day."""

    number: int
    events: list[EventTold]


def forecast_of(cycle: Cycle) -> Forecast:
    """Return where the cycle stands and what may come."""
    anatomy = cycle.anatomy
    return Forecast(
        standing="" if anatomy is None or not anatomy.rounds else str(anatomy.standing),
        model=list(cycle.model_words),
        no_forecast=cycle.no_forecast,
        chances=list(chance_rows(cycle)),
        track_record=list(score_rows(cycle)),
        evidence=Evidence.ESTIMATED,
    )


def event_told(event: Event) -> EventTold:
    """Return an event in plain form."""
    return EventTold(
        id=event.id,
        kind=event.kind.value,
        actor=event.actor,
        target=event.target,
        first_day=event.when.start,
        last_day=event.when.last,
        place=event.place,
        what=event.what,
        mark=event.mark,
        count=event.count,
        instrument=event.instrument,
        evidence=event.evidence,
        confidence=event.confidence.value,
        sources=list(event.sources),
        rivals=list(event.rivals),
        note=event.note,
    )
