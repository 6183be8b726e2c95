"""What fetching from UN Comtrade promises."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.sources.fetching.asking import MONTHS, fetched, question, values, year_of
from tests.sources.fetching.conftest import (
    KEY,
    Heard,
    Open,
    Said,
    Server,
    World,
    document,
    record,
)
from yalu.errors import SchemaError
from yalu.goods import Revision, codes
from yalu.periods import parse_period
from yalu.sources.fetching import (
    ServiceError,
    fetch_trade,
)


def test_a_year_of_months_is_one_request(server: Server, opened: Open) -> None:
    """The months of a reporter's year come together, at most twelve."""
    found = fetched(server, opened, World(year_of({}), MONTHS))

    assert [each.path for each in server.heard] == ["/public/v1/preview/C/M/HS"]
    assert server.heard[0].query["period"].split(",") == sorted(MONTHS)
    assert len(found.flows) == 12
    row = found.flows.table.to_pylist()[0]
    assert (row["reporter"], row["partner"], row["direction"]) == (
        "CHN",
        "PRK",
        "import",
    )
    assert (row["source"], row["evidence"]) == ("UN Comtrade", "official")
    assert (row["value_usd"], row["quantity"], row["unit"]) == (
        Decimal("100.5"),
        1000,
        "kg",
    )


def test_a_key_opens_the_data_interface(server: Server, opened: Open) -> None:
    """With its own address and limit."""
    fetched(server, opened, World(year_of({}), MONTHS), keyed=True)

    assert server.heard[0].path == "/data/v1/get/C/M/HS"
    assert server.heard[0].query["maxRecords"] == "100000"
    assert server.heard[0].headers["Ocp-Apim-Subscription-Key"] == KEY


def test_finished_requests_are_not_asked_again(server: Server, opened: Open) -> None:
    """A fetch that breaks off in its second year goes on with the second year."""
    world = World(
        [record(period="201601", classificationCode="H4"), record()],
        {"201601", "201701"},
    )
    left = [1]

    def stumbling(heard: Heard) -> Said:
        if "201701" in heard.query["period"] and left:
            return Said(500)
        return world(heard)

    server.answer = stumbling
    span = parse_period("2016-01..2017-12")
    with opened() as client, pytest.raises(ServiceError):
        fetch_trade(client, question(span=span), service=server.comtrade)
    before = len(server.heard)
    left.clear()
    with opened() as client:
        found = fetch_trade(client, question(span=span), service=server.comtrade)

    assert len(found.flows) == 2
    asked = {each.query["period"] for each in server.heard[before:]}
    assert server.heard[0].query["period"] not in asked
    assert found.entries[0].reused


def test_a_full_reply_is_cut_until_nothing_is_lost(
    server: Server, opened: Open
) -> None:
    """1,200 subheadings in two months, where a reply ends at 500 without a word."""
    held = codes(Revision.HS2017)[:600]
    world = World(
        [
            record(period=month, cmdCode=code, primaryValue=place)
            for month in ("201701", "201702")
            for place, code in enumerate(held)
        ],
        MONTHS,
    )
    found = fetched(
        server, opened, world, goods=("AG6",), span=parse_period("2017-01..2017-02")
    )

    assert len(found.flows) == 1200
    assert sum(values(found)) == 2 * sum(range(600))
    assert not found.incomplete
    assert max(len(each.query["cmdCode"]) for each in server.heard) < 3000


def test_a_full_reply_is_cut_by_direction_and_partner_too(
    server: Server, opened: Open
) -> None:
    """One good, one month, and more partners than a reply holds."""
    partners = (36, 124, 276, 392, 408, 410, 643, 826, 842)
    world = World(
        [
            record(partnerCode=partner, flowCode=flow, cmdCode=code)
            for partner in partners
            for flow in ("M", "X")
            for code in codes(Revision.HS2017)[:50]
        ],
        {"201701"},
    )
    found = fetched(
        server,
        opened,
        world,
        partners=("all",),
        directions=("import", "export"),
        goods=codes(Revision.HS2017)[:50],
        span=parse_period("2017-01"),
    )

    assert len(found.flows) == len(world.records)
    assert not found.incomplete


def test_exactly_the_limit_is_taken_for_more(server: Server, opened: Open) -> None:
    """Nobody can tell 500 from the first 500 of 501."""
    held = codes(Revision.HS2017)[:500]
    world = World([record(cmdCode=code) for code in held], {"201701"})
    found = fetched(server, opened, world, goods=("AG6",), span=parse_period("2017-01"))

    assert len(server.heard) > 1
    assert len(found.flows) == 500


def test_one_below_the_limit_is_whole(server: Server, opened: Open) -> None:
    """The request is not put again."""
    held = codes(Revision.HS2017)[:499]
    world = World([record(cmdCode=code) for code in held], {"201701"})
    found = fetched(server, opened, world, goods=("AG6",), span=parse_period("2017-01"))

    assert len(server.heard) == 1
    assert len(found.flows) == 499


def test_what_cannot_be_cut_is_named_and_left_out(server: Server, opened: Open) -> None:
    """Part of a sum is a wrong number, and silence about it a worse one."""
    world = World(
        [record(motCode=mode, partner2Code=1) for mode in range(1, 600)], {"201701"}
    )
    found = fetched(server, opened, world, parts=True, span=parse_period("2017-01"))

    assert len(found.flows) == 0
    assert [each.records for each in found.incomplete] == [500]
    assert "one cell wide" in found.incomplete[0].reason
    assert not found.absences


def test_a_level_of_an_edition_that_is_not_held_is_incomplete(
    server: Server, opened: Open
) -> None:
    """Codes of HS2007 cannot be listed here, so nothing shows that all came."""
    world = World([record(period="200901", classificationCode="H3")] * 500, {"200901"})
    found = fetched(server, opened, world, goods=("AG6",), span=parse_period("2009-01"))

    assert "codes of H3 are not held" in found.incomplete[0].reason


def test_changed_columns_are_told_all_at_once(server: Server, opened: Open) -> None:
    """One message is enough to mend the reader."""
    changed = record()
    changed["primaryval"] = changed.pop("primaryValue")
    del changed["motCode"]
    server.says(Said(body=document(changed)))

    with opened() as client, pytest.raises(SchemaError) as caught:
        fetch_trade(client, question(), service=server.comtrade)
    assert "column motCode: missing in 1 of 1" in str(caught.value)
    assert "primaryval is there instead" in str(caught.value)
    assert len(server.heard) == 1


def test_a_changed_form_is_not_kept(server: Server, opened: Open) -> None:
    """Once the service or Yalu is mended, the same command works."""
    changed = record()
    del changed["motCode"]
    server.says(Said(body=document(changed)))
    with opened() as client, pytest.raises(SchemaError):
        fetch_trade(client, question(), service=server.comtrade)
    found = fetched(server, opened, World(year_of({}), MONTHS))

    assert len(found.flows) == 12


def test_new_columns_are_told_and_do_no_harm(server: Server, opened: Open) -> None:
    """Services add columns without warning."""
    found = fetched(server, opened, World(year_of({"vessel": 1}), MONTHS))

    assert found.new_columns == ("vessel",)
    assert len(found.flows) == 12


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        (document(record())[:300], "breaks off"),
        (b"<!DOCTYPE html><html>Maintenance</html>", "web page"),
        (b"", "empty reply"),
        (b'{"data": null}', "without a list"),
        (b'{"data": [7]}', "no objects"),
        (document(record(reporterCode=392)), "reporterCode 392; expected only 156"),
        (document(record(motCode=2100)), "motCode 2100"),
    ],
)
def test_a_reply_that_is_none_is_asked_for_again_then_told(
    server: Server, opened: Open, body: bytes, finding: str
) -> None:
    """Truncated JSON, a web page, other data than was asked: none of it is trade."""
    server.says(Said(body=body))

    with opened() as client, pytest.raises(ServiceError, match=finding):
        fetch_trade(client, question(), service=server.comtrade)
    assert len(server.heard) == 4


def test_one_broken_reply_is_mended_by_asking_again(
    server: Server, opened: Open
) -> None:
    """As most of them are."""
    world = World(year_of({}), MONTHS)
    left = [Said(body=document(record())[:300])]
    server.answer = lambda heard: left.pop() if left else world(heard)
    with opened() as client:
        found = fetch_trade(client, question(), service=server.comtrade)

    assert len(found.flows) == 12


def test_a_service_that_takes_one_period_at_a_time_gets_one_at_a_time(
    server: Server, opened: Open
) -> None:
    """Some refuse several in words, with the status of a success."""
    world = World(year_of({}), MONTHS)

    def narrow(heard: Heard) -> Said:
        if "," in heard.query["period"] and "/getDA/" not in heard.path:
            body = {"count": 0, "data": [], "error": "Only one period is allowed"}
            return Said(body=json.dumps(body).encode())
        return world(heard)

    server.answer = narrow
    with opened() as client:
        found = fetch_trade(client, question(), service=server.comtrade)

    assert len(found.flows) == 12


def test_a_refusal_in_words_is_told(server: Server, opened: Open) -> None:
    """With the words of the service."""
    server.says(Said(body=document(error="cmdCode is unknown")))

    with opened() as client, pytest.raises(ServiceError, match="cmdCode is unknown"):
        fetch_trade(client, question(), service=server.comtrade)


def test_years_are_asked_for_as_years(server: Server, opened: Open) -> None:
    """They are compiled apart from the months."""
    found = fetched(
        server,
        opened,
        World([record(period="2017", freqCode="A")], {"2017"}),
        annual=True,
    )

    assert server.heard[0].path.endswith("/C/A/HS")
    assert str(found.flows.table["period_end"][0]) == "2018-01-01"


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"reporters": ("XYZ",)}, "XYZ"),
        ({"partners": ("all", "PRK")}, "beside other partners"),
        ({"goods": ("27011",)}, "2, 4 or 6 digits"),
        ({"goods": ("AG6", "270112")}, "which holds them"),
        ({"directions": ("sideways",)}, "import or export"),
        ({"reporters": ("WLD",)}, "reports nothing"),
        ({"span": parse_period("2017-01-02..2017-03-31")}, "whole months"),
        ({"span": parse_period("2017-02..2017-12"), "annual": True}, "whole years"),
        ({"span": parse_period("1950")}, "begins with 1962"),
    ],
)
def test_a_question_that_is_not_clear_is_put_back(
    changes: dict[str, Any], finding: str
) -> None:
    """Before anything is asked, and with all its faults at once."""
    with pytest.raises(SchemaError, match=finding):
        question(**changes)


def test_all_faults_of_a_question_come_together() -> None:
    """One correction is enough."""
    with pytest.raises(SchemaError) as caught:
        question(reporters=("XYZ",), goods=("1",), directions=("up",))

    assert str(caught.value).count("\n  - ") == 3
