"""Results as plain dictionaries, lists, texts and numbers, ready to be JSON."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from yalu.compliance.ledger import CapLedger
from yalu.periods import Interval
from yalu.regime import Limit

__all__ = ["plain"]


def plain(thing: object) -> Any:  # noqa: ANN401 - JSON is of any type
    """Return a result in plain form.

    Days are ISO texts, intervals ``{"start", "last"}`` with both days inside (no last
    while open), ranges ``{"low", "high"}``, numbers whole or with a fraction.

    Examples
    --------
    >>> plain(Interval(date(2018, 1, 1), date(2019, 1, 1)))
    {'start': '2018-01-01', 'last': '2018-12-31'}

    """
    if isinstance(thing, Enum):
        return thing.value
    if thing is None or isinstance(thing, str | int | float):
        return thing
    if isinstance(thing, dict):
        return {str(plain(key)): plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [plain(item) for item in thing]
    return _of_value(thing)


def _of_value(thing: object) -> Any:  # noqa: ANN401 - JSON is of any type
    match thing:
        case Decimal():
            return int(thing) if thing == thing.to_integral_value() else float(thing)
        case date():
            return thing.isoformat()
        case Interval():
            return {"start": plain(thing.start), "last": plain(thing.last)}
        case Limit():
            return {"amount": plain(thing.amount), "unit": thing.unit.value}
        case CapLedger():
            told = {"share": plain(thing.binding), "exceeded": thing.exceeded}
            return {**_fields(thing), **told, "words": str(thing)}
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            return _fields(thing)
        case _:
            msg = (
                f"{type(thing).__name__} has no plain form. Add one beside the others."
            )
            raise TypeError(msg)


def _fields(thing: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    return {f.name: plain(getattr(thing, f.name)) for f in fields(thing)}
