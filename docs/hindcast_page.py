"""Tables of the hindcasts that come with Yalu, from their own files."""

from collections.abc import Iterable, Iterator
from datetime import date

from yalu.errors import ModelError
from yalu.scenario.hindcast import (
    Against,
    Forecaster,
    Mark,
    StoredHindcast,
    Tally,
    Window,
    stored_hindcast,
)

NOTHING = "Nothing is stored yet: run `python tools/refit.py hindcast`.\n"
NAMES = ("together", "starts", "spans", "fits")


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each table and its text."""
    try:
        stored = stored_hindcast()
    except ModelError:
        yield from ((name, NOTHING) for name in NAMES)
        return
    tallies = stored.tallies
    pooled = [one for one in tallies if one.start is None]
    alone = [one for one in tallies if one.start and one.window is Window.YEAR]
    tables = (_tallies(pooled), _tallies(alone), spans(stored.marks), fits(stored))
    yield from zip(NAMES, tables, strict=True)


def spans(marks: Iterable[Mark]) -> str:
    """Return what was foretold of whole hindcasts, and what happened."""
    head = ["from", "to", "series", "happened", "foretold", "50 %", "90 %", "held"]
    lines = [_row(head), _row(["---"] * len(head))]
    for one in marks:
        if one.window is Window.SPAN and one.forecaster is Forecaster.CHAIN:
            cells = [str(one.since.year), str(one.until.year - 1), one.series]
            cells += [_range(one.low, one.high), _number(one.median)]
            cells += [_range(one.low50, one.high50), _range(one.low90, one.high90)]
            held = "50 %" if one.inside50 == 1 else "90 %" if one.inside90 == 1 else ""
            lines.append(_row([*cells, held or "by neither"]))
    return "\n".join(lines) + "\n"


def fits(stored: StoredHindcast) -> str:
    """Return what the fit of each start says of itself."""
    return "\n".join(f"- {day}: {told}" for day, told in stored.fits.items()) + "\n"


def _tallies(tallies: Iterable[Tally]) -> str:
    head = ["series", "by", "from", "windows", "50 % held", "90 % held", "distance"]
    head += ["last year repeated", "decade before"]
    lines = [_row(head), _row(["---"] * 3 + ["--:"] * (len(head) - 3))]
    for one in tallies:
        cells = [one.series, one.window.value, _start(one.start), str(one.windows)]
        cells += [f"{one.inside50:.0%} ({one.held50:.0%})"]
        cells += [f"{one.inside90:.0%} ({one.held90:.0%})", _number(one.crps)]
        naive = {each.forecaster: each for each in one.against}
        cells += [
            _against(naive.get(each))
            for each in (Forecaster.REPEATED, Forecaster.DECADE)
        ]
        lines.append(_row(cells))
    return "\n".join(lines) + "\n"


def _start(start: date | None) -> str:
    return "all starts" if start is None else str(start)


def _against(one: Against | None) -> str:
    if one is None:
        return ""
    if one.gain is None:
        return f"{_number(one.other)}, exact"
    told = f"{_number(one.other)}, gain {one.gain:+.0%}"
    if one.low is None or one.high is None:
        return told
    return f"{told} ({one.low:+.0%} to {one.high:+.0%}, {one.verdict})"


def _range(low: float, high: float) -> str:
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"  # noqa: PLR2004


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
