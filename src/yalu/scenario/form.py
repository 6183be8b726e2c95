"""The form of a scenario file: its keys, and what may stand behind each.

What a value must be is said here once; the page of keys in the documentation is made
from it. Whether a name is known is asked later, beside the law and the lines of trade.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from yalu.errors import SchemaError
from yalu.quantities import Unit, parse_unit
from yalu.regime import Direction
from yalu.scenario.fault import nearest
from yalu.scenario.scenario import MONTHS, MoveKind
from yalu.scenario.timing import When
from yalu.strategy.record import CLASSES, Column

__all__ = [
    "AMOUNTS",
    "ENTRIES",
    "LAW",
    "MOST_MONTHS",
    "AddForm",
    "ClosureForm",
    "EnforcementForm",
    "EntryForm",
    "HeadForm",
    "HeldForm",
    "MoveForm",
    "RepealForm",
    "SetCapForm",
    "SetDateForm",
    "VoteForm",
    "number",
    "pair",
]

MOST_MONTHS = 360
"""The longest run: thirty years, after which no part of the chain means much."""

_LONGEST_TEXT = 10_000
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2150, 1, 1)


def _wrong(found: object, expected: str, remedy: str) -> PydanticCustomError:
    # A file says true and false in small letters.
    said = str(found).lower() if isinstance(found, bool) else f"{found!r:.60}"
    finding = f"found {said}; expected {expected}"
    return PydanticCustomError(
        "told", "{finding}", {"finding": finding, "remedy": remedy}
    )


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise _wrong(found, "text", "put it in quotes")
    if not found.strip():
        raise _wrong(found, "some text", "write it")
    if len(found) > _LONGEST_TEXT:
        raise _wrong(found, f"at most {_LONGEST_TEXT:,} characters", "shorten it")
    return found.strip()


def _name(found: object) -> str:
    text = _text(found)
    plain = text.replace("-", "")
    if not (plain.isascii() and plain.isalnum() and plain.islower() and text[0] != "-"):
        expected = "lower-case letters, digits and dashes, with a letter"
        raise _wrong(found, expected, "write it such as oil-embargo")
    return text


def _names(found: object) -> tuple[str, ...]:
    if isinstance(found, str):
        raise _wrong(found, "a list", f'put it in brackets: ["{found:.40}"]')
    if not isinstance(found, list) or not found:
        raise _wrong(found, "a list of names", 'write such as ["one", "two"]')
    named = tuple(map(_text, found))
    twice = [one for one in named if named.count(one) > 1]
    if twice:
        raise _wrong(twice[0], "each name once", "take the second out")
    return named


def _day(found: object) -> date:
    if isinstance(found, datetime) or not isinstance(found, date):
        raise _wrong(_shown(found), "a day", "write it without quotes, as 2027-04-01")
    return _sensible(found)


def _sensible(day: date) -> date:
    if not _FIRST_DAY <= day < _LAST_DAY:
        expected = f"a day from {_FIRST_DAY.year} up to {_LAST_DAY.year}"
        raise _wrong(str(day), expected, "mend the year")
    return day


def _when(found: object) -> When:
    months = isinstance(found, int) and not isinstance(found, bool)
    if months and isinstance(found, int) and 0 <= found <= MOST_MONTHS:
        return found
    if isinstance(found, datetime) or not isinstance(found, date):
        expected = f"a day, or 0 to {MOST_MONTHS} months after the start of the run"
        raise _wrong(_shown(found), expected, "write 2027-04-01 without quotes, or 6")
    return _sensible(found)


def _shown(found: object) -> object:
    return str(found) if isinstance(found, datetime) else found


def _months(found: object) -> int:
    whole = isinstance(found, int) and not isinstance(found, bool)
    if whole and isinstance(found, int) and 1 <= found <= MOST_MONTHS:
        return found
    expected = f"a whole number of months from 1 to {MOST_MONTHS}"
    raise _wrong(found, expected, f"write such as {MONTHS} for {MONTHS // 12} years")


def number(found: object) -> float:
    """Return what is written as a number.

    Raises
    ------
    PydanticCustomError
        If it is none, or not finite.

    """
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise _wrong(found, "a number", "write it without quotes, such as 0.9")
    try:
        value = float(found)
    except OverflowError:
        value = float("inf")
    if not isfinite(value):
        raise _wrong(found, "a finite number", "write the number itself")
    return value


def _amount(found: object) -> Decimal:
    number(found)
    return Decimal(str(found))


def pair(found: object) -> tuple[float, float]:
    """Return what is written as a range, low first.

    Raises
    ------
    PydanticCustomError
        If it is not two numbers in brackets.

    """
    if not isinstance(found, list) or len(found) != 2:  # noqa: PLR2004 - low and high
        raise _wrong(found, "two numbers", "write low and high as [0.1, 0.3]")
    low, high = map(number, found)
    return low, high


def _share(found: object) -> tuple[float, float]:
    if isinstance(found, list):
        return pair(found)
    value = number(found)
    return value, value


def _unit(found: object) -> Unit:
    try:
        return parse_unit(_text(found))
    except SchemaError:
        expected = f"one of {', '.join(Unit)}"
        raise _wrong(found, expected, "use one of these") from None


def _word(found: object, words: Iterable[str]) -> str:
    known = [*words]
    if not isinstance(found, str) or found not in known:
        expected = nearest(found if isinstance(found, str) else "", known)
        raise _wrong(found, expected, "use one of these words, in quotes")
    return found


def _direction(found: object) -> Direction:
    ways = (Direction.FROM_TARGET, Direction.TO_TARGET, Direction.BOTH)
    return Direction(_word(found, ways))


def _move(found: object) -> MoveKind:
    return MoveKind(_word(found, MoveKind))


def _vote(found: object) -> str:
    return _word(found, CLASSES[Column.VOTE])


_Text = Annotated[str, PlainValidator(_text)]
_Name = Annotated[str, PlainValidator(_name)]
_Names = Annotated[tuple[str, ...], PlainValidator(_names)]
_When = Annotated[When, PlainValidator(_when)]
_Unit = Annotated[Unit, PlainValidator(_unit)]
_Amount = Annotated[Decimal, PlainValidator(_amount)]
_Share = Annotated[tuple[float, float], PlainValidator(_share)]


class EntryForm(BaseModel):
    """A piece of a scenario file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class HeadForm(EntryForm):
    """What stands above all tables."""

    title: _Text = Field(description="What the scenario is called.")
    question: _Text = Field(description="What it asks.")
    id: _Name | None = Field(
        default=None,
        description="Short name: lower-case letters, digits and dashes. Left out: the "
        "name of the file.",
    )
    note: _Text = Field(default="", description="What it rests on, and its limits.")
    start: Annotated[date, PlainValidator(_day)] | None = Field(
        default=None,
        description="First day of the run, the first of a quarter. Left out: the "
        "quarter after the newest data.",
    )
    months: Annotated[int, PlainValidator(_months)] = Field(
        default=MONTHS,
        description=f"How long the run is, 1 to {MOST_MONTHS}. Left out: {MONTHS}.",
    )
    sources: _Names = Field(default=(), description="What the levers rest on.")


class _SpanForm(EntryForm):
    since: _When | None = Field(
        default=None,
        alias="from",
        description="First day inside, or months after the start of the run. Left "
        "out: from the start.",
    )
    until: _When | None = Field(
        default=None,
        description="First day outside, or months after the start. Left out: to the "
        "end of the run.",
    )


class _NamedLawForm(_SpanForm):
    measures: _Names = Field(
        default=(), description="Measures by name, as `yalu law` lists them."
    )
    instruments: _Names = Field(
        default=(), description="Instruments by name: all their measures are meant."
    )


class RepealForm(_NamedLawForm):
    """Law that ends: from `from` on it does not bind, until it does again."""

    change: Literal["repeal"] = Field(description="Always `repeal`.")


class SetDateForm(_NamedLawForm):
    """Law that begins or ends on another day; what is left out stays as it is."""

    change: Literal["set_date"] = Field(description="Always `set_date`.")


class SetCapForm(_SpanForm):
    """Another quantity for a cap, in place of all its limits."""

    change: Literal["set_cap"] = Field(description="Always `set_cap`.")
    measures: _Names = Field(description="Caps by name, as `yalu law` lists them.")
    quantity: _Amount = Field(
        description="What may still move in one accounting year of the cap."
    )
    unit: _Unit = Field(description="What the cap counts in: t, bbl, USD.")


class AddForm(_NamedLawForm):
    """New law, or drafts and vetoed texts that become law."""

    change: Literal["add"] = Field(description="Always `add`.")
    name: _Name | None = Field(default=None, description="Name of new law.")
    words: _Text = Field(default="", description="What new law is about, in words.")
    codes: _Names = Field(
        default=(),
        description="HS 2017 codes of 2, 4 or 6 digits, in quotes; `*` for all goods.",
    )
    direction: Annotated[Direction, PlainValidator(_direction)] | None = Field(
        default=None, description="`from_target`, `to_target` or `both`."
    )
    quantity: _Amount | None = Field(
        default=None,
        description="What may still move in each year from then on. Left out: nothing.",
    )
    unit: _Unit | None = Field(
        default=None, description="What the quantity counts: t, kg, bbl, USD."
    )
    body: _Text = Field(
        default="UN", description="Who makes new law; it must bind all states."
    )


class EnforcementForm(_SpanForm):
    """How much of the law a state carries out."""

    state: _Text = Field(
        default="CHN",
        description="CHN; or RUS, which at 1 stands in for nothing that is banned.",
    )
    lines: _Names = Field(
        default=(), description="Trade lines it is about. Left out: all of them."
    )
    measures: _Names = Field(
        default=(),
        description="Measures it is about, by name, as `yalu law` lists them: what "
        "they cover and no other measure does. Left out: all of the law.",
    )
    share: _Share = Field(
        description="Share of the law carried out, 0 to 1; or [low, high], and each "
        "draw takes one value between them."
    )


class HeldForm(_SpanForm):
    """A class that is held, whatever the players would make of it."""

    level: _Text = Field(description="The class, as the record of the game names it.")


class VoteForm(_SpanForm):
    """What the patron does with every text put to the vote."""

    vote: Annotated[str, PlainValidator(_vote)] = Field(
        description="`accept` or `refuse`."
    )


class MoveForm(EntryForm):
    """A move of the target on a day, whether it would pay or not."""

    move: Annotated[MoveKind, PlainValidator(_move)] = Field(
        description="What the target does in that quarter: `hold`, `missile`, `test` "
        "or `overture`."
    )
    on: _When = Field(description="The day, or months after the start of the run.")


class ClosureForm(_SpanForm):
    """A closed border."""

    depth: Annotated[float, PlainValidator(number)] | None = Field(
        default=None,
        description="Share of trade that it stops, 0 to 1. Left out: as uncertain as "
        "`closure`.",
    )


LAW: dict[str, type[RepealForm | AddForm | SetCapForm | SetDateForm]] = {
    "repeal": RepealForm,
    "add": AddForm,
    "set_cap": SetCapForm,
    "set_date": SetDateForm,
}
"""Forms of an entry under ``[[law]]``, by what stands behind ``change``."""

ENTRIES: dict[str, type[EntryForm]] = {
    "enforcement": EnforcementForm,
    "support": HeldForm,
    "posture": HeldForm,
    "votes": VoteForm,
    "moves": MoveForm,
    "closures": ClosureForm,
}
"""Forms of the entries under each ``[[table]]`` beside the law."""

AMOUNTS: dict[str, Any] = {"capacity": number, "parameters": number, "uncertain": pair}
"""What stands behind each key under each ``[table]`` of names."""
