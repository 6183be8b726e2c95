"""Fetch recorded trade and lists from those who publish them, and keep what came."""

from yalu.sources.fetching.absence import Absence, Silence
from yalu.sources.fetching.access import ApiKey, held_key
from yalu.sources.fetching.baci import BACI, FetchedBaci, fetch_baci, trade_about
from yalu.sources.fetching.cache import Cache, Entry, Service, cache_folder
from yalu.sources.fetching.cells import Conflict
from yalu.sources.fetching.client import Client, Limits
from yalu.sources.fetching.comtrade import (
    COMTRADE,
    FetchedTrade,
    Incomplete,
    fetch_trade,
)
from yalu.sources.fetching.failure import ServiceError
from yalu.sources.fetching.pace import Clock, Pace, Patience, system_clock
from yalu.sources.fetching.progress import Progress
from yalu.sources.fetching.question import TradeQuestion
from yalu.sources.fetching.un_list import UN_LIST, FetchedList, fetch_un_list

__all__ = [
    "BACI",
    "COMTRADE",
    "UN_LIST",
    "Absence",
    "ApiKey",
    "Cache",
    "Client",
    "Clock",
    "Conflict",
    "Entry",
    "FetchedBaci",
    "FetchedList",
    "FetchedTrade",
    "Incomplete",
    "Limits",
    "Pace",
    "Patience",
    "Progress",
    "Service",
    "ServiceError",
    "Silence",
    "TradeQuestion",
    "cache_folder",
    "fetch_baci",
    "fetch_trade",
    "fetch_un_list",
    "held_key",
    "system_clock",
    "trade_about",
]
