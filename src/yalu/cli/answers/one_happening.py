"""One event with all that is known of it."""

from collections.abc import Iterator
from textwrap import fill
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.cli.output import print_list
from yalu.events import Dating, Event, EventLog, coding

__all__ = ["as_dict", "days_of", "print_event", "words"]

_NAMED = 12
_YEAR = 4


def words(name: str) -> str:
    """Return an identifier as words."""
    return name.replace("_", " ")


def days_of(event: Event) -> tuple[str, ...]:
    """Return when an event was in pieces of at most ten letters: from, and until.

    A date that is known to the month or year only is told by these alone.

    Examples
    --------
    >>> from yalu.events import read
    >>> log = read()
    >>> days_of(log.get("test-2006-10-09")), days_of(log.get("assurance-2015-10"))
    (('2006-10-09',), ('2015-10',))

    """
    first, last = event.when.start, event.when.last or event.when.start
    match event.dating:
        case Dating.DAY:
            return (str(first),)
        case Dating.MONTH:
            return (f"{first:%Y-%m}",)
        case Dating.LONGER if event.when.is_year:
            return (str(first.year),)
        case Dating.LONGER:
            return (f"{first:%Y-%m}", f"to {last:%Y-%m}")
        case Dating.DAYS if first.year == last.year:
            return (str(first), f"to {last:%m-%d}")
        case Dating.DAYS:
            return (str(first), f"- {last:%y-%m-%d}")


def as_dict(log: EventLog, event: Event) -> dict[str, Any]:
    """Return an event in plain form, ready to be JSON, with its sources in full."""
    (row,) = (row for row in log.table if row["id"] == event.id)
    return {
        **row,
        "ballots": [{"state": s, "ballot": b} for s, b in event.ballots],
        "window": None
        if event.window is None
        else {"first_day": event.window.start, "last_day": event.window.last},
        "sources": [
            {"id": s, "publisher": log.sources[s].publisher, "url": log.sources[s].url}
            for s in event.sources
        ],
        "variants": [
            {"field": v.field, "value": v.value, "source": v.source}
            for v in event.variants
        ],
        "rivals": [
            {"id": each.id, "when": str(each.when), "what": each.what}
            for each in map(log.get, event.rivals)
        ],
    }


def print_event(screen: Console, log: EventLog, event: Event) -> None:
    """Print all that is known of an event."""
    screen.print(Text(f"{event.id}  {words(event.kind)}", style="bold"))
    screen.print(Text(fill(event.what, screen.width)), soft_wrap=True)
    screen.print()
    for name, told in _facts(log, event):
        left = name.ljust(_NAMED)
        folded = fill(
            told,
            screen.width,
            initial_indent=left,
            subsequent_indent=" " * _NAMED,
            break_long_words=False,
            break_on_hyphens=False,
        )
        screen.print(Text(folded), soft_wrap=True)
    print_list("Told differently", (str(variant) for variant in event.variants))
    rivals = map(log.get, event.rivals)
    print_list("Against it", (f"{each.id}: {each}" for each in rivals))
    _print_sources(screen, log, event)


def _facts(log: EventLog, event: Event) -> Iterator[tuple[str, str]]:
    """Yield what is known, name by name."""
    yield "when", _when(event)
    if event.moment is not None:
        yield "moment", f"{event.moment:%Y-%m-%d %H:%M %Z}".strip()
    yield "by", event.actor + (f", to {event.target}" if event.target else "")
    where = _where(log, event)
    named = {
        "where": where,
        "mark": ", ".join(event.marks),
        "count": "" if event.count is None else f"{event.count:,}",
        "instrument": event.instrument,
        "vote": "" if event.vote is None else f"{event.vote} (yes-no-abstaining)",
        "ballots": ", ".join(f"{state} {ballot}" for state, ballot in event.ballots),
        "announced": "" if event.window is None else str(event.window),
    }
    yield from ((name, told) for name, told in named.items() if told)
    yield "evidence", f"{event.evidence}; confidence {event.confidence}"
    if event.to_check:
        yield "to check", "rests, at least in part, on knowledge nobody has checked"
    yield "coded", _coded(event)
    if event.note:
        yield "note", event.note


def _when(event: Event) -> str:
    match event.dating:
        case Dating.DAY:
            told = str(event.when.start)
        case Dating.DAYS:
            told = f"{event.when}, because it lasted or either day may be right"
        case Dating.MONTH | Dating.LONGER:
            told = f"some time from {event.when}; the day is not known"
    return f"{told} (calendar: {event.calendar})"


def _where(log: EventLog, event: Event) -> str:
    site = log.sites.get(event.place)
    name = event.place if site is None else site.name
    if event.latitude is None or event.longitude is None:
        return name
    point = f"{event.latitude:.4f} N, {event.longitude:.4f} E"
    return f"{name} ({point})" if name else point


def _coded(event: Event) -> str:
    found = coding(event.kind)
    plover = f"PLOVER {found.plover}" if found.plover else "no type of PLOVER"
    cameo = f"CAMEO {found.cameo}" if found.cameo else "no code of CAMEO"
    reason = f". {found.reason}" if found.reason else ""
    return f"{plover}, {cameo}{reason}"


def _print_sources(screen: Console, log: EventLog, event: Event) -> None:
    """Print each source; an address stands on a line of its own, unbroken."""
    screen.print("\n[bold]Sources[/]")
    for name in event.sources:
        source = log.sources[name]
        line = fill(
            f"{name}: {source.publisher}",
            screen.width,
            initial_indent="  - ",
            subsequent_indent="    ",
        )
        screen.print(Text(line), soft_wrap=True)
        if source.url:
            screen.print(Text(f"    {source.url}"), soft_wrap=True)
