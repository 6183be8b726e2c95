"""What is promised of replies that are not what they should be, and of the key."""

import json
from pathlib import Path

import pytest

from tests.sources.fetching.asking import COAL, fetched, question, values, year_of
from tests.sources.fetching.conftest import (
    KEY,
    Open,
    Said,
    Server,
    World,
    document,
    record,
)
from yalu.periods import parse_period
from yalu.sources.fetching import ServiceError, fetch_trade

DEEP = b'{"data":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
JANUARY = parse_period("2017-01")
ECHO = json.dumps({"data": [], "key": KEY}).encode()


def holding_key(folder: Path) -> list[Path]:
    """Return the files under a folder that hold the key."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and KEY.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize(
    "said",
    [
        Said(body=ECHO + b" " * 99, cut=len(ECHO)),
        Said(body=ECHO[:-1]),
        Said(body=ECHO),
        Said(status=404, body=ECHO),
        Said(body=ECHO * 9, drip=1.0),
    ],
    ids=["breaks off", "malformed", "repeats the key", "refused", "drips"],
)
def test_a_key_that_a_failed_reply_repeats_is_nowhere_on_disk(
    server: Server, opened: Open, said: Said
) -> None:
    """Not in the part either that the last attempt leaves behind."""
    server.says(said)
    with opened(keyed=True) as client, pytest.raises(ServiceError) as caught:
        fetch_trade(client, question(), service=server.comtrade)

    assert holding_key(client.cache.folder) == []
    assert KEY not in str(caught.value)


def test_a_key_is_nowhere_on_disk_if_a_run_is_interrupted(
    server: Server, opened: Open
) -> None:
    """Ctrl-C comes at any moment."""

    def interrupt(told: object) -> None:
        if "trade.json" in str(told):
            raise KeyboardInterrupt

    server.says(Said(body=ECHO))
    with (
        opened(keyed=True, tell=interrupt) as client,
        pytest.raises(KeyboardInterrupt),
    ):
        fetch_trade(client, question(), service=server.comtrade)

    assert holding_key(client.cache.folder) == []


@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_reply_nested_without_end_is_told_in_words(
    server: Server, opened: Open, status: int
) -> None:
    """Whatever its status: it is no reason for a traceback."""
    server.says(Said(status=status, body=DEEP))
    with opened() as client, pytest.raises(ServiceError, match="found"):
        fetch_trade(client, question(), service=server.comtrade)


def test_an_error_nested_without_end_is_told_in_words(
    server: Server, opened: Open
) -> None:
    """A service that refuses may do so in any form."""
    server.says(Said(body=document(error={"why": [[]]})))
    with opened() as client, pytest.raises(ServiceError, match="an object"):
        fetch_trade(client, question(span=JANUARY), service=server.comtrade)


def test_a_number_of_records_in_quotes_counts_too(server: Server, opened: Open) -> None:
    """One that is above what came tells that the reply is cut."""
    server.answer = lambda _: Said(body=document(record(), count="600"))
    with opened() as client:
        found = fetch_trade(client, question(span=JANUARY), service=server.comtrade)

    assert len(found.incomplete) == 1
    assert values(found) == []


@pytest.mark.parametrize("count", ["many", 6.5, -1, True, [600], {"n": 1}])
def test_a_number_of_records_that_is_none_is_told(
    server: Server, opened: Open, count: object
) -> None:
    """Passed over, it would hide that the reply is cut."""
    server.says(Said(body=document(record(), count=count)))
    with opened() as client, pytest.raises(ServiceError, match=r"records \(count\)"):
        fetch_trade(client, question(span=JANUARY), service=server.comtrade)


def test_a_value_that_is_a_list_or_an_object_is_told(
    server: Server, opened: Open
) -> None:
    """It is neither an amount nor a code."""
    server.says(Said(body=document(record(primaryValue={"a": 1}))))
    with opened() as client, pytest.raises(ServiceError, match="object under primary"):
        fetch_trade(client, question(span=JANUARY), service=server.comtrade)


def test_the_value_of_a_cell_stands_once_though_a_quantity_is_missing(
    server: Server, opened: Open
) -> None:
    """Two rows of 5 and 7 would be read as two answers, not as their sum."""
    records = year_of(
        {"primaryValue": 5, "netWgt": 10},
        {"primaryValue": 7, "netWgt": None, "qty": None},
    )
    found = fetched(server, opened, World(records, set()), goods=COAL)

    assert values(found) == [12] * 12
    assert found.flows.table["quantity"].null_count == 12
    assert found.flows.table["quantity_low"].to_pylist() == [10] * 12
