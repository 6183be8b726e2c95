"""The trade of a case: a matrix of sections beside sales at home."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import SchemaError
from yalu.impact.case import HOME
from yalu.impact.economy import Floats

__all__ = ["REST", "RecordedTrade", "read_trade"]

REST = "ROW"
"""All economies whose sales at home are not known one by one."""

_ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordedTrade:
    """Who sold what to whom, and what each sold at home.

    Attributes
    ----------
    economies : tuple of str
        The target, those whose sales at home are known, and `REST`.
    sectors : tuple of str
        Sections of the matrix, and `HOME` last.
    flows : ndarray
        (N, N, K), USD; 0 on the diagonal and in `HOME`.
    home : ndarray
        (N,), USD of the last year with sales at home; NaN for the target.
    year, year_at_home : int
        Calendar years of the two.

    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats
    home: Floats
    year: int
    year_at_home: int


def read_trade(
    bilateral: pa.Table, gross: pa.Table, *, target: str, year: int
) -> RecordedTrade:
    """Return the trade of a year.

    Parameters
    ----------
    bilateral : pyarrow.Table
        Columns year, section, exporter, importer and value_usd.
    gross : pyarrow.Table
        Columns year, exporter, importer and value_usd, sales at home where the two are
        the same; the last year not after `year` counts.
    target : str
        ISO3 code; it is taken out of `REST`.
    year : int
        Year of the matrix.

    Raises
    ------
    SchemaError
        If there is nothing of the year, or the target does not trade in it.

    """
    at_home = _sales_at_home(gross, year)
    if not at_home:
        msg = f"gross: found no sales at home up to {year}. Pass the whole data set."
        raise SchemaError(msg)
    last = max(place for place, _ in at_home)
    known = sorted(code for place, code in at_home if place == last and code != REST)
    economies = (target, *known, REST)
    rows = _goods_rows(bilateral, year)
    sectors = (*sorted({str(section) for section, _, _, _ in rows}), HOME)
    flows = _flows(rows, economies, sectors)
    if not (flows[0].sum() > 0 and flows[:, 0].sum() > 0):
        msg = (
            f"bilateral: found no sales or no purchases of {target} in {year}; "
            "expected both. Pass a matrix that holds it."
        )
        raise SchemaError(msg)
    return RecordedTrade(
        economies=economies,
        sectors=sectors,
        flows=flows,
        home=np.array([np.nan, *(at_home[last, code] for code in economies[1:])]),
        year=year,
        year_at_home=last,
    )


def _sales_at_home(gross: pa.Table, year: int) -> Mapping[tuple[int, str], float]:
    return {
        (row["year"], row["exporter"]): float(row["value_usd"])
        for row in gross.to_pylist()
        if row["exporter"] == row["importer"] and row["year"] <= year
    }


def _goods_rows(bilateral: pa.Table, year: int) -> list[tuple[str, str, str, float]]:
    """Return section, seller, buyer and USD of one year, without sums."""
    chosen = bilateral.filter(
        pc.and_(
            pc.equal(bilateral["year"], year), pc.not_equal(bilateral["section"], _ALL)
        )
    )
    columns = (
        chosen[name].to_pylist()
        for name in ("section", "exporter", "importer", "value_usd")
    )
    return [
        (section, seller, buyer, float(value))
        for section, seller, buyer, value in zip(*columns, strict=True)
    ]


def _flows(
    rows: Iterable[tuple[str, str, str, float]],
    economies: tuple[str, ...],
    sectors: tuple[str, ...],
) -> Floats:
    place = {code: at for at, code in enumerate(economies)}
    rest = place[REST]
    sector = {name: at for at, name in enumerate(sectors)}
    found = np.zeros((len(economies), len(economies), len(sectors)))
    for section, seller, buyer, value in rows:
        cell = (place.get(seller, rest), place.get(buyer, rest), sector[section])
        # Trade within the rest of the world is among its sales at home already.
        if cell[0] != cell[1]:
            found[cell] += value
    return found
