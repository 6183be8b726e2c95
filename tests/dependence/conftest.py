"""Small hand-checkable tables for the tests of dependence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from yalu.dependence import DependenceProfile, profile

TYPES = pa.schema(
    [
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("compiler", pa.string()),
        ("partner", pa.string()),
        ("flow", pa.string()),
        ("value_usd", pa.float64()),
        ("value_low", pa.float64()),
        ("value_high", pa.float64()),
        ("share_pct", pa.float64()),
        ("includes_crude", pa.bool_()),
        ("includes_inter_korean", pa.bool_()),
        ("evidence", pa.string()),
        ("confidence", pa.string()),
        ("source", pa.string()),
    ]
)
ESTIMATES = pa.schema(
    [
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("item", pa.string()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("unit", pa.string()),
        ("source", pa.string()),
    ]
)
TRADE = pa.schema(
    [
        ("reporter", pa.string()),
        ("partner", pa.string()),
        ("direction", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("hs_code", pa.string()),
        ("value_usd", pa.float64()),
        ("series", pa.string()),
        ("source", pa.string()),
    ]
)


def _figure(
    year: int,
    partner: str,
    value: float | None,
    **rest: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """Return a row of partner totals, in million USD."""
    scaled = {
        name: None if rest.get(name) is None else rest.pop(name) * 1e6
        for name in ("value_low", "value_high")
    }
    return {
        "period_start": date(year, 1, 1),
        "period_end": date(year + 1, 1, 1),
        "compiler": "KOTRA",
        "partner": partner,
        "flow": "total",
        "value_usd": None if value is None else value * 1e6,
        "share_pct": None,
        "includes_crude": True,
        "includes_inter_korean": False if partner == "WLD" else None,
        "evidence": "reported",
        "confidence": "medium",
        "source": "S1",
        **scaled,
        **rest,
    }


def _crude(
    year: int, low: float, high: float, unit: str = "million USD"
) -> dict[str, Any]:
    """Return one estimate of crude."""
    return {
        "period_start": date(year, 1, 1),
        "period_end": date(year + 1, 1, 1),
        "item": "crude oil by pipeline, value",
        "low": low,
        "high": high,
        "unit": unit,
        "source": "S9",
    }


def _line(
    year: int,
    code: str,
    value: float | None,
    month: int | None = None,
    **rest: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """Return a customs line of what China bought, in million USD."""
    start = date(year, month or 1, 1)
    end = date(year + 1, 1, 1)
    if month is not None and month < 12:
        end = date(year, month + 1, 1)
    return {
        "reporter": "CHN",
        "partner": "PRK",
        "direction": "import",
        "period_start": start,
        "period_end": end,
        "hs_code": code,
        "value_usd": None if value is None else value * 1e6,
        "series": "customs",
        "source": "CUSTOMS",
        **rest,
    }


@pytest.fixture(scope="session")
def figure() -> Callable[..., dict[str, Any]]:
    """Return the maker of rows of partner totals."""
    return _figure


@pytest.fixture(scope="session")
def line() -> Callable[..., dict[str, Any]]:
    """Return the maker of customs lines."""
    return _line


@pytest.fixture(scope="session")
def crude() -> Callable[..., dict[str, Any]]:
    """Return the maker of estimates of crude."""
    return _crude


@pytest.fixture(scope="session")
def profile_of() -> Callable[..., DependenceProfile]:
    """Return the profile of some rows, with estimates and lines if given."""

    def made(
        *rows: dict[str, Any],
        estimates: tuple[dict[str, Any], ...] = (),
        lines: tuple[dict[str, Any], ...] | None = None,
    ) -> DependenceProfile:
        return profile(
            pa.Table.from_pylist(list(rows), schema=TYPES),
            pa.Table.from_pylist(list(estimates), schema=ESTIMATES),
            trade=None
            if lines is None
            else pa.Table.from_pylist(list(lines), schema=TRADE),
        )

    return made
