"""A question to UN Comtrade, worlds that answer it, and what comes of it."""

from decimal import Decimal
from typing import Any

from tests.sources.fetching.conftest import Open, Server, World, record
from yalu.periods import Interval
from yalu.sources.fetching import FetchedTrade, TradeQuestion, fetch_trade

YEAR = Interval.calendar_year(2017)
MONTHS = {f"2017{month:02}" for month in range(1, 13)}
COAL = ("270112",)


def question(**changes: Any) -> TradeQuestion:  # noqa: ANN401 - whatever it has
    """Return what China imported from the DPRK in 2017, or something near it."""
    asked: dict[str, Any] = {
        "reporters": ("CHN",),
        "partners": ("PRK",),
        "span": YEAR,
        "goods": COAL,
        "directions": ("import",),
        **changes,
    }
    return TradeQuestion.of(**asked)


def year_of(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a record for each month of 2017 and each change."""
    return [
        record(period=month, **change) for month in sorted(MONTHS) for change in changes
    ]


def fetched(
    server: Server,
    opened: Open,
    world: World,
    *,
    keyed: bool = False,
    **changes: Any,  # noqa: ANN401
) -> FetchedTrade:
    """Return what a question to a world brings."""
    server.answer = world
    with opened(keyed=keyed) as client:
        return fetch_trade(client, question(**changes), service=server.comtrade)


def values(found: FetchedTrade) -> list[Decimal]:
    """Return the values of all flows."""
    amounts: list[Decimal] = found.flows.table["value_usd"].to_pylist()
    return amounts
