"""Fans and differences read back from the tables that they were kept in."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yalu.scenario.comparison import SeriesDifference
from yalu.scenario.fan import Fan
from yalu.scenario.series import Series

__all__ = ["differences_in", "fans_in"]

_MEANS = ("mean", "error", "between")
_SHARES = ("above", "below")


def fans_in(table: pa.Table) -> Mapping[str, Fan]:
    """Return the fans of a table, by series.

    Parameters
    ----------
    table : pyarrow.Table
        As of `yalu.scenario.fan.Fan.table`, for any number of series.

    """
    return MappingProxyType(
        {
            name: Fan(
                series=Series(name),
                levels=_levels(part),
                values=_quantiles(part),
                **{each: _column(part, each) for each in _MEANS},
            )
            for name, part in _parts(table)
        }
    )


def differences_in(table: pa.Table) -> Mapping[str, SeriesDifference]:
    """Return the differences of a table, by series.

    Parameters
    ----------
    table : pyarrow.Table
        As of `SeriesDifference.table`, for any number of series.

    """
    return MappingProxyType(
        {
            name: SeriesDifference(
                series=Series(name),
                levels=_levels(part),
                values=_quantiles(part),
                **{each: _column(part, each) for each in (*_MEANS, *_SHARES)},
            )
            for name, part in _parts(table)
        }
    )


def _parts(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of each series, in the order in which they stand."""
    for name in dict.fromkeys(table["series"].to_pylist()):
        yield name, table.filter(pc.equal(table["series"], name))


def _column(table: pa.Table, name: str) -> NDArray[np.float64]:
    return np.asarray(table[name].to_numpy(), dtype=np.float64)


def _quantile_names(table: pa.Table) -> list[str]:
    known = {"series", "month", *_MEANS, *_SHARES}
    return [name for name in table.column_names if name not in known]


def _levels(table: pa.Table) -> tuple[float, ...]:
    return tuple(float(name.removeprefix("p")) / 100 for name in _quantile_names(table))


def _quantiles(table: pa.Table) -> NDArray[np.float64]:
    return np.stack([_column(table, name) for name in _quantile_names(table)])
