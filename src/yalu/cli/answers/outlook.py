"""Where the cycle stands, what tends to follow, and what may come."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
import typer
from rich.console import Console
from rich.text import Text

from yalu.cli.answers.own_log import plain, print_reading, read_own
from yalu.cli.options import day
from yalu.cli.output import console, print_json, print_table, progress
from yalu.cycle import DPRK_STREAMS
from yalu.cycle.anatomy import Anatomy
from yalu.cycle.backtest.running import dated_when_known
from yalu.cycle.eras import Era
from yalu.cycle.round import Round, Segment
from yalu.errors import ModelError, SchemaError
from yalu.events import EventLog
from yalu.report.cycle_models import fitted_model
from yalu.report.cycling import Cycle, ask, seen, with_backtest, with_stored
from yalu.report.sections.cycle_backtest import score_rows, verdict
from yalu.report.sections.cycle_effects import (
    effect_rows,
    effects_found,
    not_compared,
    pull_rows,
    told_ratio,
)
from yalu.report.sections.cycle_forecast import chance_rows, chance_span, percent
from yalu.report.sections.cycle_rounds import no_rounds, none_known

__all__ = ["Wish", "answer"]

_PARTS = {
    Segment.CONDEMNATION: "to the first condemnation",
    Segment.MEASURE: "to the resolution",
    Segment.QUIET: "quiet *",
    Segment.MISSILE: "to the next missile *",
    Segment.ROUND: "to the next round",
}
_FROM = "* From the answer, or from the last provocation where there was none."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked.

    Attributes
    ----------
    as_of : str or None
        The day to foresee from; nothing of it or later is known.
    refit : bool
        Whether the model is fitted now.
    seed : int
        What random draws start from.
    log, mapping : Path or None
        A user's own events, and how to read them.

    """

    as_of: str | None
    refit: bool
    seed: int
    log: Path | None
    mapping: Path | None


def answer(wish: Wish, *, as_json: bool) -> None:
    """Print rounds, effects and forecast, with how far each may be trusted."""
    on = day(wish.as_of, "--as-of")
    with progress("Reading the log") as stage:
        log, reading = read_own(wish.log, wish.mapping)
        stage("Asking the model")
        found = _asked(log, wish, on)
    if as_json:
        print_json({"file": plain(reading), "seed": wish.seed, **_told(found)})
        return
    screen = console()
    print_reading(screen, reading)
    _print_rounds(screen, found)
    _print_effects(screen, found)
    screen.print()
    for words in found.model_words:
        _print_folded(screen, words)
    if found.model is not None:
        _print_forecast(screen, found)
        _print_fit(screen, found)


def _asked(log: EventLog, wish: Wish, on: date | None) -> Cycle:
    """Return the cycle with a model, or without one and why there is none.

    Raises
    ------
    SchemaError
        If the log knows nothing before the day, or nothing as late as it.

    """
    _require_known(log, on)
    rng = np.random.default_rng(wish.seed)
    last = None if on is None else on - timedelta(days=1)
    known = log if on is None else dated_when_known(log)
    cycle = seen(known, DPRK_STREAMS, until=last)
    if on is None and wish.log is None and not wish.refit:
        return with_stored(cycle, rng=rng)
    if not cycle.streams:
        return replace(cycle, missing=_no_stream(log, cycle))
    # At once, and not on a terminal only: whoever waits should know for what.
    typer.echo(
        f"Fitting the model to {len(cycle.streams)} streams; about 10 s for the whole "
        "of the log that comes with Yalu, less for a smaller one.",
        err=True,
    )
    try:
        model = fitted_model(known, cycle.streams, cycle.window, rng=rng)
        found = ask(cycle, model, on=on, rng=rng)
    except ModelError as error:
        return replace(cycle, missing=f"Nothing is foreseen: {error}")
    if wish.log is not None:
        return found
    # The backtest is of the process, whatever the day that it is fitted on.
    return with_backtest(replace(found, log=log))


def _require_known(log: EventLog, on: date | None) -> None:
    span = log.span
    if on is None or span is None or span.last is None:
        return
    latest = span.last + timedelta(days=1)
    if span.start < on <= latest:
        return
    msg = (
        f"--as-of: found {on}; the log's first day is {span.start} and its last "
        f"{span.last}, so that a day from {span.start + timedelta(days=1)} to {latest} "
        "can be asked about. Name one."
    )
    raise SchemaError(msg)


def _no_stream(log: EventLog, cycle: Cycle) -> str:
    """Return that nothing can be followed, and what is missing."""
    told = (
        "Nothing is foreseen, since the log has no stream of events that a model could "
        f"follow until {cycle.window.last}."
    )
    begins = [
        (days.start, stream.label)
        for stream in DPRK_STREAMS
        if any(map(stream.holds, log))
        for days in map(log.covered, stream.kinds)
        if days is not None
    ]
    if begins:
        day, label = min(begins)
        return f"{told} The first, {label}, is known from {day} on: name a later day."
    kinds = sorted({kind for stream in DPRK_STREAMS for kind in stream.kinds})
    return (
        f"{told} It needs events of these kinds, or some of them: {', '.join(kinds)}."
    )


def _told(found: Cycle) -> dict[str, Any]:
    """Return everything in plain form, ready to be JSON."""
    anatomy, model = found.anatomy, found.model
    return {
        "known": {"from": found.window.start, "last_day": found.window.last},
        "streams": {each.name: each.label for each in found.streams},
        "standing": None if anatomy is None else _standing(anatomy),
        "rounds": [] if anatomy is None else anatomy.table,
        "durations": [] if anatomy is None else anatomy.lengths,
        "after_resolutions": [asdict(row) for row in effect_rows(found)],
        "after_resolutions_left_out": not_compared(found),
        "model": None
        if model is None
        else {
            "words": model.told,
            "stale": list(model.stale),
            "stale_words": model.outdated,
            "caution": model.caution,
        },
        "no_model": found.missing,
        "no_forecast": found.no_forecast,
        "no_rounds": "" if anatomy is not None and anatomy.rounds else no_rounds(found),
        "effects_of_one_event": [asdict(row) for row in pull_rows(found)],
        "forecast": [asdict(row) for row in chance_rows(found)],
        "forecast_notes": [] if found.forecast is None else list(found.forecast.notes),
        "backtest": [asdict(row) for row in score_rows(found)],
        "backtest_words": verdict(found),
        "backtest_stale": list(found.stale_backtest),
        "backtest_stale_words": found.outdated_backtest,
        "goodness_of_fit": [] if found.residuals is None else found.residuals.table,
    }


def _standing(anatomy: Anatomy) -> dict[str, Any] | None:
    if not anatomy.rounds:
        return None
    now = anatomy.standing
    return {
        "on": now.on,
        "phase": now.phase,
        "since": now.since.id,
        "days": now.lasted.most,
        "days_with_other_missiles": now.launches,
        "earlier_quiets": len(now.past),
        "earlier_quiets_longer": now.longer,
        "words": str(now),
    }


def _print_rounds(screen: Console, found: Cycle) -> None:
    anatomy = found.anatomy
    screen.print("[bold]Where it stands[/]")
    if anatomy is None or not anatomy.rounds:
        _print_folded(screen, no_rounds(found), indent="  ")
        return
    _print_folded(screen, str(anatomy.standing), indent="  ")
    screen.print()
    print_table(
        f"Rounds, each opened by a {anatomy.provocations}",
        (
            "from",
            "id",
            "provocation",
            "answered\nby",
            "after\n(days)",
            "quiet\n(days) *",
        ),
        [_round(one) for one in anatomy.rounds],
    )
    _print_folded(screen, _marks(anatomy))
    screen.print()
    eras = _eras(anatomy)
    print_table(
        "How long its parts last, in days: median (shortest to longest), how many",
        ("part", *("all years" if era is None else era.label for era in eras)),
        [
            (words, *(_lengths(anatomy, part, era) for era in eras))
            for part, words in _PARTS.items()
        ],
    )
    for words in (_FROM, none_known(anatomy)):
        if words:
            _print_folded(screen, words)


def _marks(anatomy: Anatomy) -> str:
    """Return what the marks in the table of rounds mean, as far as it has them."""
    told = [_FROM]
    if any(len(one.provocations) > 1 for one in anatomy.rounds):
        told.append("(+1): one more provocation before an answer.")
    if any(one.resumption is None for one in anatomy.rounds):
        told.append("A + after a number: so far.")
    return " ".join([*told, "`yalu events ID` tells what a provocation was."])


def _round(one: Round) -> tuple[str, ...]:
    short = one.opening.kind.rpartition("_")[2]  # e.g. launch, of long range
    more = len(one.provocations) - 1
    answered = one.answer
    waited = (
        None if answered is None else (answered.when.start - one.opening.when.start)
    )
    quiet = one.duration(Segment.QUIET)
    return (
        str(one.opening.when.start),
        one.opening.id,
        f"{short} (+{more})" if more else short,
        _named(one),
        "" if waited is None else f"{waited.days}",
        "" if quiet is None else _days(quiet.fewest, quiet.most, ended=quiet.ended),
    )


def _named(one: Round) -> str:
    if one.measure is not None:
        symbol = one.measure.instrument.removeprefix("S/RES/")
        return symbol.partition(" ")[0] or one.measure.id
    if one.statement is not None:
        return "statement"
    return "nobody yet" if one.waiting else "nobody"


def _days(low: int, high: int, *, ended: bool) -> str:
    told = f"{high:,}" if low == high else f"{low:,} to {high:,}"
    return told if ended else f"{told} +"


def _eras(anatomy: Anatomy) -> tuple[Era | None, ...]:
    """Return all years, and each leader's where there was more than one."""
    return (None, *anatomy.leaders) if len(anatomy.leaders) > 1 else (None,)


def _lengths(anatomy: Anatomy, part: Segment, era: Era | None) -> str:
    found = anatomy.durations(part, era=era)
    still = len(found.durations) - len(found.ended)
    if found.median is None or found.range is None:
        return f"{still} open" if still else "none"
    low, high = found.range
    told = f"{found.median:,.0f} ({low:,} to {high:,}), {len(found.ended)}"
    return f"{told} and {still} open" if still else told


def _print_effects(screen: Console, found: Cycle) -> None:
    rows = effect_rows(found)
    left = not_compared(found)
    if not rows:
        if left:
            screen.print()
            _print_folded(screen, left)
        return
    screen.print()
    print_table(
        "After a resolution: times as many tests as else (interval of 90 %)",
        ("days", "held against", "times as many", "behind it"),
        [
            (row.horizon, row.against, told_ratio(row), row.told)
            for row in sorted(rows, key=lambda row: row.horizon)
        ],
    )
    _print_folded(screen, f"{effects_found(rows)}. {left}")


def _print_forecast(screen: Console, found: Cycle) -> None:
    rows = chance_rows(found)
    if not rows or found.forecast is None:
        _print_folded(screen, found.no_forecast)
        return
    screen.print()
    print_table(
        f"From {found.forecast.on} on: probability of at least one, if the model is "
        "right",
        ("events", "days", "probability", "range", "number", "by past rate"),
        [
            (
                row.label,
                row.horizon,
                percent(row.probability),
                chance_span(row),
                f"{row.count_low} to {row.count_high}",
                percent(row.usual),
            )
            for row in rows
        ],
    )
    for note in (found.groups, *found.forecast.notes):
        if note:
            _print_folded(screen, note)
    screen.print()
    _print_folded(screen, verdict(found))
    if found.outdated_backtest:
        _print_folded(screen, found.outdated_backtest)


def _print_fit(screen: Console, found: Cycle) -> None:
    if found.residuals is None:
        return
    screen.print("\n[bold]How well the model fits[/]")
    _print_folded(screen, str(found.residuals), indent="  ")


def _print_folded(screen: Console, text: str, *, indent: str = "") -> None:
    folded = fill(
        text.strip(),
        screen.width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
    screen.print(Text(folded), soft_wrap=True)
