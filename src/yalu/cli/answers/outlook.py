"""Where the cycle stands, what tends to follow, and what may come."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
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
from yalu.errors import ModelError
from yalu.events import EventLog
from yalu.report.cycle_models import fitted_model
from yalu.report.cycling import Cycle, ask, seen, with_backtest, with_stored
from yalu.report.sections.cycle_backtest import score_rows, verdict
from yalu.report.sections.cycle_effects import (
    effect_rows,
    effects_found,
    pull_rows,
    told_ratio,
)
from yalu.report.sections.cycle_forecast import chance_rows, percent

__all__ = ["Wish", "answer"]

_PARTS = {
    Segment.CONDEMNATION: "to the first condemnation",
    Segment.MEASURE: "to the resolution",
    Segment.QUIET: "quiet after the answer",
    Segment.MISSILE: "answer to next missile",
    Segment.ROUND: "to the next round",
}
_WIDE = 34  # letters of a provocation that stand in the table of rounds


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
        found, missing = _asked(log, wish, on)
    if as_json:
        told = {"file": plain(reading), "seed": wish.seed, **_told(found)}
        print_json({**told, "no_model": missing})
        return
    screen = console()
    print_reading(screen, reading)
    if found.anatomy is not None and found.anatomy.rounds:
        _print_rounds(screen, found.anatomy)
    _print_effects(screen, found)
    if missing:
        _print_folded(screen, f"\n{missing}")
        return
    _print_model(screen, found)
    _print_forecast(screen, found)
    _print_fit(screen, found)


def _asked(log: EventLog, wish: Wish, on: date | None) -> tuple[Cycle, str]:
    """Return the cycle with a model, or without one and why there is none."""
    rng = np.random.default_rng(wish.seed)
    last = None if on is None else on - timedelta(days=1)
    known = log if on is None else dated_when_known(log)
    cycle = seen(known, DPRK_STREAMS, until=last)
    if on is None and wish.log is None and not wish.refit:
        kept = with_stored(cycle, rng=rng)
        why = "No fit that is stored is of this log: --refit makes one now."
        return kept, "" if kept.model is not None else why
    if not cycle.streams:
        return cycle, "The log has no stream of events that a model could follow."
    try:
        model = fitted_model(known, cycle.streams, cycle.window, rng=rng)
        found = ask(cycle, model, on=on, rng=rng)
    except ModelError as error:
        return cycle, f"Nothing is foreseen: {error}"
    if wish.log is not None:
        return found, ""
    # The backtest is of the process, whatever the day that it is fitted on.
    return with_backtest(replace(found, log=log)), ""


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
        "model": None
        if model is None
        else {"words": model.told, "stale": list(model.stale)},
        "effects_of_one_event": [asdict(row) for row in pull_rows(found)],
        "forecast": [asdict(row) for row in chance_rows(found)],
        "forecast_notes": [] if found.forecast is None else list(found.forecast.notes),
        "backtest": [asdict(row) for row in score_rows(found)],
        "backtest_words": verdict(found),
        "backtest_stale": list(found.stale_backtest),
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
        "earlier_quiets": len(now.past),
        "earlier_quiets_longer": now.longer,
        "words": str(now),
    }


def _print_rounds(screen: Console, anatomy: Anatomy) -> None:
    screen.print("[bold]Where it stands[/]")
    _print_folded(screen, str(anatomy.standing), indent="  ")
    screen.print()
    print_table(
        "Rounds (days)",
        ("from", "provocation", "answered by", "after", "quiet"),
        [_round(one) for one in anatomy.rounds],
    )
    screen.print()
    eras = _eras(anatomy)
    print_table(
        "How long its parts last (median and range of days, of how many; + open)",
        ("part", *("all years" if era is None else era.label for era in eras)),
        [
            (words, *(_lengths(anatomy, part, era) for era in eras))
            for part, words in _PARTS.items()
        ],
    )


def _round(one: Round) -> tuple[str, ...]:
    what = one.opening.what
    short = what if len(what) <= _WIDE else f"{what[: _WIDE - 1].rstrip()}\u2026"
    more = len(one.provocations) - 1
    answered = one.answer
    waited = (
        None if answered is None else (answered.when.start - one.opening.when.start)
    )
    quiet = one.duration(Segment.QUIET)
    return (
        str(one.opening.when.start),
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
    return f"{told} +{still}" if still else told


def _print_effects(screen: Console, found: Cycle) -> None:
    rows = effect_rows(found)
    if not rows:
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
    _print_folded(screen, f"{effects_found(rows)}.")


def _print_model(screen: Console, found: Cycle) -> None:
    if found.model is None:
        return
    screen.print()
    _print_folded(screen, found.model.told)
    for reason in found.model.stale:
        _print_folded(screen, f"Stale: {reason}. --refit fits it now.")


def _print_forecast(screen: Console, found: Cycle) -> None:
    rows = chance_rows(found)
    if not rows or found.forecast is None:
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
                f"{percent(row.low)} to {percent(row.high)}",
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
    for reason in found.stale_backtest:
        _print_folded(screen, f"Stale backtest: {reason}.")


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
    lead = "\n" if text.startswith("\n") else ""
    screen.print(Text(lead + folded), soft_wrap=True)
