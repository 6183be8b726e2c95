"""A scenario as the text of a TOML file, so that it can be kept beside its outcome."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from yalu.scenario.scenario import EnforcementPath, Held, LawChange, Scenario

__all__ = ["toml_of"]

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LAST_CONTROL = 0x20
_DELETE = 0x7F


def toml_of(scenario: Scenario) -> str:
    """Return the text of a file that reads as this scenario.

    Parameters
    ----------
    scenario : Scenario
        What is to be written. Law that was named together in a file is written one
        by one.

    Examples
    --------
    >>> print(toml_of(Scenario.baseline(months=12)))
    id = "baseline"
    title = "Baseline"
    question = "What is to be expected if nobody changes anything by design?"
    months = 12
    <BLANKLINE>

    """
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    for key in ("id", "title", "question", "note", "start", "months", "sources"):
        yield from _pair(key, getattr(scenario, key))
    for table, pairs in _entries(scenario):
        yield from ("", f"[[{table}]]")
        for key, value in pairs.items():
            yield from _pair(key, value)
    for table in ("capacity", "parameters", "uncertain"):
        amounts = getattr(scenario, table)
        if amounts:
            yield from ("", f"[{table}]")
        for key, amount in amounts.items():
            yield from _pair(key, amount)


def _entries(scenario: Scenario) -> Iterator[tuple[str, dict[str, object]]]:
    yield from (("law", _law(change)) for change in scenario.law)
    yield from (("enforcement", _enforcement(path)) for path in scenario.enforcement)
    yield from (("support", _held("level", held)) for held in scenario.support)
    yield from (("posture", _held("level", held)) for held in scenario.posture)
    yield from (("votes", _held("vote", held)) for held in scenario.votes)
    for move in scenario.moves:
        yield "moves", {"move": move.kind.value, "on": move.on}
    for closure in scenario.closures:
        days = {"from": closure.since, "until": closure.until}
        yield "closures", {**days, "depth": closure.depth}


def _law(change: LawChange) -> dict[str, object]:
    named = "name" if change.codes else "measures"
    return {
        "change": change.kind.value,
        named: (change.measure if change.codes else _listed(change.measure)),
        "instruments": _listed(change.instrument),
        "words": change.words,
        "codes": change.codes,
        "direction": None if change.direction is None else change.direction.value,
        "quantity": change.quantity,
        "unit": None if change.unit is None else change.unit.value,
        "body": change.body if change.codes else "",
        "from": change.since,
        "until": change.until,
    }


def _listed(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _enforcement(path: EnforcementPath) -> dict[str, object]:
    alone = path.low == path.high
    return {
        "state": path.state,
        "lines": path.lines,
        "measures": path.measures,
        "share": path.low if alone else (path.low, path.high),
        "from": path.since,
        "until": path.until,
    }


def _held(key: str, held: Held) -> dict[str, object]:
    return {key: held.level, "from": held.since, "until": held.until}


def _pair(key: str, value: object) -> Iterator[str]:
    if value is not None and value not in ("", ()):
        yield f"{key} = {_written(value)}"


def _written(value: object) -> str:
    match value:
        case str():
            return f'"{"".join(_character(one) for one in value)}"'
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return f"[{', '.join(_each(value))}]"
        case _:
            return repr(value)


def _each(values: Iterable[object]) -> Iterator[str]:
    yield from map(_written, values)


def _character(one: str) -> str:
    code = ord(one)
    if one in _ESCAPES:
        return _ESCAPES[one]
    return f"\\u{code:04x}" if code < _LAST_CONTROL or code == _DELETE else one
