"""What is in force on a day, and what changed since another."""

from datetime import date
from typing import Any

from yalu import library
from yalu.cli.answers.encoded import load_regime
from yalu.cli.options import day
from yalu.cli.output import console, print_folded, print_json, print_table
from yalu.errors import SchemaError, UnknownCodeError
from yalu.regime import Direction, Instrument, Measure, Regime, Repeats, compare

__all__ = ["answer", "list_regimes", "print_schema"]

_OFTEN = {
    Repeats.NO: "",
    Repeats.CALENDAR_YEAR: " each calendar year",
    Repeats.ANNIVERSARY: " each year from its start",
}


def answer(
    *,
    on: str | None,
    since: str | None,
    state: str | None,
    as_of: str | None,
    regime: str,
    as_json: bool,
) -> None:
    """Print the measures in force on a day, or the changes between two days."""
    encoded = load_regime(regime)
    _require_body(encoded, state)
    when = day(on, "--on") or date.today()  # noqa: DTZ011 - the user's own today
    known = day(as_of, "--as-of")
    earlier = day(since, "--since")
    if earlier is not None and earlier > when:
        msg = (
            f"--since: found {earlier}, which is after {when}; expected an earlier "
            "day. Swap the two days."
        )
        raise SchemaError(msg)
    if earlier is not None:
        change = compare(encoded, earlier, when, as_of=known)
        parts = {"began": change.began, "ended": change.ended}
        _print(encoded, parts, f"between {earlier} and {when}", state, as_json=as_json)
    else:
        parts = {"in_force": encoded.in_force(on=when, as_of=known)}
        _print(encoded, parts, f"on {when}", state, as_json=as_json)
    if state is not None and not as_json:
        _print_others(encoded, state, when)


def print_schema() -> None:
    """Print the JSON Schema of an instrument, so that an editor can check its file."""
    print_json(Instrument.model_json_schema(by_alias=True))


def list_regimes(*, as_json: bool) -> None:
    """Print the regimes of the library."""
    encoded = [library.load(name) for name in library.available()]
    rows = [(r.id, r.target, len(r.measures), r.name) for r in encoded]
    if as_json:
        names = ("regime", "target", "measures", "name")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table("Regimes", ("regime", "target", "measures", "name"), rows)


def _require_body(regime: Regime, state: str | None) -> None:
    if state is not None and state not in regime.bodies:
        msg = (
            f"--state: found {state!r}; regime {regime.id} has law of "
            f"{', '.join(regime.bodies)}. Use one of these."
        )
        raise UnknownCodeError(msg)


def _print(
    regime: Regime,
    parts: dict[str, tuple[Measure, ...]],
    when: str,
    state: str | None,
    *,
    as_json: bool,
) -> None:
    chosen = {
        name: [
            _row(regime, measure)
            for measure in measures
            if state in (None, regime.instrument_of(measure).body)
        ]
        for name, measures in parts.items()
    }
    if as_json:
        print_json(chosen)
        return
    screen = console()
    for name, rows in chosen.items():
        title = f"{name.replace('_', ' ').capitalize()} {when}"
        screen.print(f"[bold]{title}: {len(rows)} measures[/]")
        for row in rows:
            _print_row(row)


def _print_others(regime: Regime, state: str, on: date) -> None:
    """Print whose law binds a state besides its own, and how to see it."""
    for name, body in regime.bodies.items():
        if name != state and regime.binds(body, state, on=on):
            console().print(
                f"\n{name} law binds {state} too: --state {name} lists its measures."
            )


def _print_row(row: dict[str, Any]) -> None:
    days = f"from {row['from']}" + (f" to {row['last']}" if row["last"] else "")
    way = "" if row["direction"] == Direction.NONE else f", {row['direction']}"
    told = f"{row['kind']}{way}".replace("_", " ")
    console().print(f"\n[bold]{row['measure']}[/]  {told}")
    where = f"{row['instrument']} {row['paragraph']}".strip()
    for line in (f"{where}, {days}", row["words"]):
        print_folded(line, rest="  ")
    if row["cap"] is not None:
        print_folded(f"up to {row['cap']}".replace("_", " "), rest="  ")


def _cap(measure: Measure) -> str | None:
    """Return how much a cap lets through, and how often."""
    if measure.cap is None:
        return None
    limits = " or ".join(str(limit) for limit in measure.cap.limits)
    return (limits or "each state's own past supply") + _OFTEN[measure.cap.repeats]


def _row(regime: Regime, measure: Measure) -> dict[str, Any]:
    instrument = regime.instrument_of(measure)
    interval = measure.interval
    return {
        "measure": measure.id,
        "body": instrument.body,
        "instrument": instrument.symbol,
        "paragraph": measure.paragraph,
        "kind": measure.kind.value,
        "direction": measure.direction.value,
        "words": measure.goods.words,
        "cap": _cap(measure),
        "codes": list(measure.goods.prefixes),
        "from": interval.start if interval else None,
        "until": interval.end if interval else None,
        "last": interval.last if interval else None,
        "evidence": measure.evidence.value,
        "confidence": measure.confidence.measure.value,
        "sources": list(measure.sources),
        "doubts": [doubt.words for doubt in measure.doubts],
    }
