"""From law to rows: the only bridge between provisions and numbers.

`coverage` compiles every measure that concerns goods into rows of *code × interval*:
one row for each goods code it touches, in each direction, for each state its maker
binds. Screening then needs no more than an equality of codes and a test of dates.

A code is *sure* where the measure takes in the whole of it, and *possible* where the
measure means only an item within it, where readers differ, or where the code is
coarser than the measure or was cut differently in another HS revision.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from yalu.goods import Revision, codes, convert, expand
from yalu.regime.instrument import Body
from yalu.regime.measure import Measure
from yalu.regime.regime import Regime
from yalu.regime.scope import GoodsScope
from yalu.regime.vocabulary import Direction, MeasureKind, Origin
from yalu.territories import groups, members

__all__ = ["Coverage", "coverage"]

_OPEN = date(9999, 12, 31)
_UNCOVERED = (MeasureKind.EXEMPTION, MeasureKind.IMPLEMENTATION)
_COLUMNS = (
    "hs_code",
    "direction",
    "measure",
    "instrument",
    "paragraph",
    "body",
    "effect",
    "certainty",
    "excusable",
    "from_day",
    "until_day",
    "wind_down_day",
    "bound",
)
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The law of a regime as rows.

    Attributes
    ----------
    regime, target : str
        Identifier of the regime and the territory it is about.
    revision : Revision
        HS edition of the codes.
    rows : tuple of tuple
        Values in the order of `columns`.

    """

    regime: str
    target: str
    revision: Revision
    rows: tuple[_Row, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return _COLUMNS

    @property
    def table(self) -> Any:  # noqa: ANN401 - pyarrow carries no types
        """The rows as a pyarrow table.

        Columns are hs_code (string of 2, 4 or 6 digits), direction (``from_target``
        or ``to_target``), measure, instrument, paragraph, body, effect (``ban`` or
        ``cap``), certainty (``sure`` or ``possible``), excusable (bool: whether the
        goods may pass on a claim that no record shows), from_day and until_day
        (date32, half-open, 9999-12-31 while open), wind_down_day (date32, first day
        without grace, or null) and bound (ISO code, or ``"*"`` for all states).

        """
        import pyarrow as pa  # noqa: PLC0415 - a ruling must not wait for it

        types = [pa.string()] * len(_COLUMNS)
        types[_COLUMNS.index("excusable")] = pa.bool_()
        for name in ("from_day", "until_day", "wind_down_day"):
            types[_COLUMNS.index(name)] = pa.date32()
        arrays = zip(*self.rows, strict=True) if self.rows else [()] * len(_COLUMNS)
        return pa.table(
            [
                pa.array(values, kind)
                for values, kind in zip(arrays, types, strict=True)
            ],
            names=list(_COLUMNS),
        )


def coverage(regime: Regime, *, revision: Revision) -> Coverage:
    """Return what a regime covers, code by code, in one HS edition.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    revision : Revision
        HS edition the trade record is coded in.

    """
    rows = [
        row
        for measure in regime.known()
        if measure.in_force is not None and measure.kind not in _UNCOVERED
        for row in _measure_rows(regime, measure, revision)
    ]
    return Coverage(
        regime=regime.id, target=regime.target, revision=revision, rows=tuple(rows)
    )


def _measure_rows(
    regime: Regime, measure: Measure, revision: Revision
) -> Iterator[_Row]:
    instrument = regime.instrument_of(measure)
    interval = measure.interval
    scope = measure.goods
    # Customs name the country of origin as partner, so that goods of third countries
    # are not among those recorded as the target's.
    if not scope.prefixes or scope.origin is Origin.THIRD_COUNTRY or interval is None:
        return
    directions = (
        (Direction.FROM_TARGET, Direction.TO_TARGET)
        if measure.direction is Direction.BOTH
        else (measure.direction,)
    )
    bound = _bound(regime, regime.bodies[instrument.body], interval.start)
    for code, certainty in _codes(scope, revision):
        for direction in directions:
            for state in bound:
                yield (
                    code,
                    direction.value,
                    measure.id,
                    instrument.symbol,
                    measure.paragraph,
                    instrument.body,
                    "ban" if measure.cap is None else "cap",
                    certainty,
                    measure.is_excusable,
                    interval.start,
                    interval.end or _OPEN,
                    measure.wind_down and measure.wind_down.until,
                    state,
                )


def _bound(regime: Regime, body: Body, day: date) -> tuple[str, ...]:
    if "all" in body.binds:
        return ("*",)
    states = {
        state
        for name in body.binds
        for state in (members(name, on=day) if name in groups() else (name,))
    }
    return tuple(sorted(states - {regime.target}))


def _codes(scope: GoodsScope, revision: Revision) -> Iterator[tuple[str, str]]:
    """Yield each code of 2, 4 and 6 digits that a scope touches, with its certainty."""
    meant = _expand_all(scope.codes, scope)
    touched = meant | _expand_all(
        tuple(p for p in scope.prefixes if p not in scope.codes), scope
    )
    source = Revision(scope.revision)
    sure = {c for c in codes(revision) if meant.issuperset(_as(c, revision, source))}
    reached = {c for old in touched for c in _as(old, source, revision)}
    possible = reached - sure
    for code in sorted(sure | possible):
        yield code, "sure" if code in sure else "possible"
    for length in (2, 4):
        for heading in sorted({code[:length] for code in sure | possible}):
            whole = sure.issuperset(expand(heading, revision))
            yield heading, "sure" if whole else "possible"


def _expand_all(prefixes: tuple[str, ...], scope: GoodsScope) -> set[str]:
    revision = Revision(scope.revision)
    return {code for prefix in prefixes for code in expand(prefix, revision)}


def _as(code: str, source: Revision, target: Revision) -> tuple[str, ...]:
    return (code,) if source is target else convert(code, source, target)
