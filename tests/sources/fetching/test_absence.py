"""What is promised where there is no record."""

from collections import Counter
from decimal import Decimal

from tests.sources.fetching.asking import MONTHS, fetched, question, values
from tests.sources.fetching.conftest import Open, Said, Server, World, record
from yalu.periods import parse_period
from yalu.sources.fetching import Silence, fetch_trade


def test_silence_is_an_absence_with_its_reason_and_never_zero(
    server: Server, opened: Open
) -> None:
    """A month that was not published is not a month without trade."""
    world = World([record()], {"201701", "201702"})
    found = fetched(server, opened, world)
    reasons = {each.period: each.reason for each in found.absences}

    assert values(found) == [Decimal("100.5")]
    assert reasons.pop("201702") is Silence.NOTHING_RECORDED
    assert set(reasons) == MONTHS - {"201701", "201702"}
    assert set(reasons.values()) == {Silence.NOT_PUBLISHED}


def test_no_data_at_all_is_an_answer(server: Server, opened: Open) -> None:
    """An empty list of records, and every month accounted for."""
    found = fetched(server, opened, World([], MONTHS))

    assert len(found.flows) == 0
    assert Counter(each.reason for each in found.absences) == {
        Silence.NOTHING_RECORDED: 12
    }


def test_absences_are_told_by_code_partner_and_direction(
    server: Server, opened: Open
) -> None:
    """Coal may be there in a month that lacks iron."""
    found = fetched(
        server,
        opened,
        World([record()], {"201701"}),
        goods=("270112", "2601"),
        span=parse_period("2017-01"),
    )

    (absence,) = found.absences
    assert (absence.reporter, absence.partner) == ("CHN", "PRK")
    assert (absence.goods, absence.direction, absence.period) == (
        "2601",
        "import",
        "201701",
    )


def test_without_the_list_of_releases_the_reason_is_unknown(
    server: Server, opened: Open
) -> None:
    """It is not guessed."""
    world = World([record()], set())
    server.answer = lambda heard: Said(404) if "/getDA/" in heard.path else world(heard)
    with opened() as client:
        found = fetch_trade(client, question(), service=server.comtrade)

    assert {each.reason for each in found.absences} == {Silence.UNKNOWN}


def test_a_published_nil_is_zero(server: Server, opened: Open) -> None:
    """It is a record, and says that nothing moved."""
    world = World([record(primaryValue=0, netWgt=0, qty=0)], {"201701"})
    found = fetched(server, opened, world, span=parse_period("2017-01"))

    assert values(found) == [0]
    assert not found.absences


def test_a_missing_amount_does_not_hide_in_a_sum(server: Server, opened: Open) -> None:
    """The weight of one of two consignments is not the weight of both."""
    world = World([record(), record(netWgt=None, qty=None, primaryValue=5)], {"201701"})
    found = fetched(server, opened, world, span=parse_period("2017-01"))

    (row,) = found.flows.table.to_pylist()
    assert row["value_usd"] == Decimal("105.5")
    assert (row["quantity"], row["quantity_low"]) == (None, 1000)
    assert row["note"] == "1 of 2 records state no quantity in kg"
