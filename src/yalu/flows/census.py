"""Which values occur in trade of any size, and which of them break a rule.

Records in the canonical columns and types repeat few values: some hundred states,
some thousand codes, some hundred months. A *census* lists them, each once, and has
every value judged as part of a record that is sound otherwise. Where all values are
*sound*, meaning that the judge accepts them and changes nothing, so are all records,
and none of them needs to be looked at. Where some are not, the records that hold them
are told from the others, and only these are judged in words.

The rules are those of `yalu.flows.judging`; the census only asks them. It is written
in Narwhals and runs on whatever engine holds the trade.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw
import pyarrow as pa

from yalu.flows.judging import Judge
from yalu.flows.records import batch_of
from yalu.flows.table import MONEY, QUANTITY, SCHEMA

__all__ = ["Census", "Counts", "canonical", "fits", "unfit"]

_Lazy = nw.LazyFrame[Any]
_Values = tuple[object, ...]

_GROUPS = (
    ("reporter",),
    ("partner",),
    ("direction",),
    ("hs_revision", "hs_code"),
    ("period_start", "period_end"),
    ("unit",),
    ("series",),
    ("evidence",),
)
_SOUND = {
    "reporter": "CHN",
    "partner": "PRK",
    "direction": "import",
    "period_start": "2018-01-01",
    "period_end": "2018-02-01",
    "hs_code": "270112",
    "hs_revision": "HS2017",
    "value_usd": "1",
    "quantity": "1",
    "unit": "t",
    "series": "customs",
    "source": "census",
    "evidence": "official",
}
_REMARKS = ("changed", "by_date", "hollow", "unheld", "estimated")
_LIMITS = {
    name: 10 ** (kind.precision - kind.scale)
    for name, kind in (("value_usd", MONEY), ("quantity", QUANTITY))
}
_MOST_VALUES = 2_000  # beyond, a test of each record costs more than judging it


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a census counts.

    Attributes
    ----------
    records : int
        All records.
    weightless, worthless : int
        Those without quantity but with value, and the other way round.
    unsound : narwhals.Expr or None
        The test of a record that must be judged, never null; None where all are
        sound.
    hopeless : bool
        Whether so many values are unsound that every record had better be judged.

    """

    records: int
    weightless: int
    worthless: int
    unsound: nw.Expr | None
    hopeless: bool = False


@dataclass(slots=True)
class Census:
    """Takes the census of trade, and remembers what was judged before.

    Attributes
    ----------
    judge : Judge
        One that sits; its layout is the canonical one.

    """

    judge: Judge
    _verdicts: dict[tuple[str, ...], dict[_Values, bool]] = field(default_factory=dict)

    def taken(self, frame: _Lazy) -> Counts:
        """Return what trade in canonical columns and types holds."""
        tests = [test for names in _GROUPS for test in self._tests(frame, names)]
        held = frame.select(*_amounts()).collect("pyarrow").to_native().to_pylist()[0]
        known = {name: value or 0 for name, value in held.items()}
        strays = known["stray_value_usd"] + known["stray_quantity"]
        if strays or known["bare"] or known["unitless"]:
            tests += _amount_tests()
        return Counts(
            records=known["records"],
            weightless=known["weightless"],
            worthless=known["worthless"],
            unsound=reduce(or_, tests) if tests else None,
            hopeless=len(tests) > _MOST_VALUES,
        )

    @staticmethod
    def decided(frame: _Lazy) -> dict[str, int]:
        """Return how many records lack a quantity, and how many a value."""
        told = frame.select(*_amounts()).collect("pyarrow").to_native().to_pylist()[0]
        return {name: told[name] or 0 for name in ("weightless", "worthless")}

    def _tests(self, frame: _Lazy, names: tuple[str, ...]) -> list[nw.Expr]:
        """Return tests that find the records with an unsound value of some columns."""
        counted = frame.group_by(*names).agg(nw.len().alias("records"))
        table = counted.select(*names).collect("pyarrow").to_native()
        verdicts = self._verdicts.setdefault(names, {})
        values = list(zip(*(table[name].to_pylist() for name in names), strict=True))
        fresh = [value for value in values if value not in verdicts]
        if fresh:
            verdicts.update(zip(fresh, self._judged(names, fresh), strict=True))
        unsound = [value for value in values if not verdicts[value]]
        return list(_found(names, unsound))

    def _judged(self, names: tuple[str, ...], values: list[_Values]) -> list[bool]:
        """Return, for each value, whether the judge takes it as it stands."""
        rows = len(values)
        given = {
            name: pa.array([value[at] for value in values], SCHEMA.field(name).type)
            for at, name in enumerate(names)
        }
        held = {
            name: given.get(name, pa.repeat(pa.scalar(text), rows))
            for name, text in _SOUND.items()
        }
        judged = self.judge.judged(batch_of(held, self.judge.spec, 0, rows))
        accepted = [fault is None for fault in judged["faults"].to_pylist()]
        for name in _REMARKS:
            remarks = judged[name].to_pylist()
            accepted = [a and not r for a, r in zip(accepted, remarks, strict=True)]
        for name, texts in given.items():
            same = zip(judged[name].to_pylist(), texts.to_pylist(), strict=True)
            pairs = zip(accepted, same, strict=True)
            accepted = [a and one == two for a, (one, two) in pairs]
        return accepted


def fits(schema: nw.Schema) -> bool:
    """Return whether columns are of the canonical types, or exactly cast to them."""
    return not unfit(schema)


def unfit(schema: nw.Schema) -> tuple[str, ...]:
    """Return the columns that are missing or of another type."""
    return tuple(
        name
        for name in SCHEMA.names
        if name != "source" and not _fits(name, schema.get(name))
    )


def _fits(name: str, kind: nw.dtypes.DType | None) -> bool:
    if name not in _LIMITS:
        return bool(kind == (nw.Date if name.startswith("period") else nw.String))
    if isinstance(kind, nw.Decimal):
        return bool(kind.scale <= SCHEMA.field(name).type.scale)
    return kind is not None and kind.is_integer()


def canonical(frame: _Lazy) -> _Lazy:
    """Return sound trade in the canonical types, a unit only beside a quantity."""
    money, amount = (
        nw.Decimal(kind.precision, kind.scale) for kind in (MONEY, QUANTITY)
    )
    return frame.with_columns(
        nw.col("value_usd").cast(money),
        nw.col("quantity").cast(amount),
        nw.when(~nw.col("quantity").is_null()).then("unit").alias("unit"),
    )


def _amounts() -> Iterable[nw.Expr]:
    """Return what is counted of amounts, in one pass."""
    value, quantity = nw.col("value_usd"), nw.col("quantity")
    tests = {
        "weightless": ~value.is_null() & quantity.is_null(),
        "worthless": value.is_null() & ~quantity.is_null(),
        "bare": value.is_null() & quantity.is_null(),
        "unitless": ~quantity.is_null() & nw.col("unit").is_null(),
        **{f"stray_{name}": _stray(name) for name in _LIMITS},
    }
    yield nw.len().cast(nw.Int64).alias("records")
    for name, test in tests.items():
        yield _certain(test).cast(nw.Int64).sum().cast(nw.Int64).alias(name)


def _amount_tests() -> list[nw.Expr]:
    bare = nw.col("value_usd").is_null() & nw.col("quantity").is_null()
    unitless = ~nw.col("quantity").is_null() & nw.col("unit").is_null()
    return [bare, unitless, *(_certain(_stray(name)) for name in _LIMITS)]


def _stray(name: str) -> nw.Expr:
    """Return a test of amounts that are negative or too large to be held."""
    amount = nw.col(name)
    stray: nw.Expr = (amount < 0) | (amount >= _LIMITS[name])
    return stray


def _certain(test: nw.Expr) -> nw.Expr:
    certain: nw.Expr = test.fill_null(value=False)
    return certain


def _found(names: tuple[str, ...], values: list[_Values]) -> Iterable[nw.Expr]:
    """Yield one test per first value: it is there, with one of its second values."""
    if names == ("unit",):
        strange = [value[0] for value in values if value[0] is not None]
        if strange:
            yield ~nw.col("quantity").is_null() & _certain(
                nw.col("unit").is_in(strange)
            )
        return
    if len(names) == 1:
        known = [value[0] for value in values if value[0] is not None]
        if known:
            yield _certain(nw.col(names[0]).is_in(known))
        if len(known) < len(values):
            yield nw.col(names[0]).is_null()
        return
    beside: dict[object, list[object]] = {}
    for first, second in values:
        beside.setdefault(first, []).append(second)
    for first, seconds in beside.items():
        yield _is(names[0], [first]) & _is(names[1], seconds)


def _is(name: str, values: list[object]) -> nw.Expr:
    """Return a test, never null, that a column holds one of some values or null."""
    known = [value for value in values if value is not None]
    found: nw.Expr = _certain(nw.col(name).is_in(known))
    return found | nw.col(name).is_null() if len(known) < len(values) else found
