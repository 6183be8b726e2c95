"""A tiny world of trade files, and a way to read them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from yalu.flows import FlowTable, ReadResult, read

HEADER = (
    "reporter,partner,direction,period_start,period_end,hs_code,hs_revision,"
    "value_usd,quantity,unit,series,source,evidence"
)
COAL = {
    "reporter": "CHN",
    "partner": "PRK",
    "direction": "import",
    "period_start": "2017-02-01",
    "period_end": "2017-03-01",
    "hs_code": "270112",
    "hs_revision": "HS2017",
    "value_usd": "98765.00",
    "quantity": "1234.567",
    "unit": "t",
    "series": "customs",
    "source": "TEST",
    "evidence": "official",
}

Reader = Callable[..., ReadResult]


@pytest.fixture
def read_text(tmp_path: Path) -> Reader:
    """Return a function that writes a file and reads it."""

    def write_and_read(
        content: str | bytes, *, name: str = "flows.csv", **options: str | Path
    ) -> ReadResult:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(path, **options)  # type: ignore[arg-type]

    return write_and_read


@pytest.fixture
def canonical() -> Callable[..., str]:
    """Return a function that writes rows of our own columns, given what differs."""

    def text(*rows: dict[str, str]) -> str:
        lines = [",".join({**COAL, **row}.values()) for row in rows]
        return "\n".join([HEADER, *lines]) + "\n"

    return text


@pytest.fixture
def flows() -> Callable[..., FlowTable]:
    """Return a function that builds a table of coal flows, given what differs."""

    def table(*rows: dict[str, Any]) -> FlowTable:
        coal = {
            **COAL,
            "period_start": date(2017, 2, 1),
            "period_end": date(2017, 3, 1),
            "value_usd": Decimal("98765.00"),
            "quantity": Decimal("1234.567"),
        }
        return FlowTable.from_rows([{**coal, **row} for row in rows])

    return table
