"""What is promised of cells that come in several records."""

from decimal import Decimal

from tests.sources.fetching.asking import MONTHS, fetched, values, year_of
from tests.sources.fetching.conftest import Open, Server, World, record
from yalu.periods import parse_period


def test_the_whole_is_asked_for_and_the_parts_are_not(
    server: Server, opened: Open
) -> None:
    """Nine records for each would fill the reply with the same money."""
    world = World(
        year_of({}, {"motCode": 2100}, {"customsCode": "C01"}, {"partner2Code": 408}),
        MONTHS,
    )
    found = fetched(server, opened, world)

    assert found.read.read == 12
    assert set(values(found)) == {Decimal("100.5")}


def test_with_parts_the_whole_counts_once(server: Server, opened: Open) -> None:
    """The parts are put aside, and said to be parts."""
    world = World(
        year_of(
            {},
            {"motCode": 2100, "primaryValue": 60.5},
            {"motCode": 3200, "primaryValue": 40},
        ),
        MONTHS,
    )
    found = fetched(server, opened, world, parts=True)

    assert set(values(found)) == {Decimal("100.5")}
    assert found.read.quarantine.table["rule"].to_pylist() == ["part-of-total"] * 24
    assert not found.conflicts


def test_parts_alone_are_summed(server: Server, opened: Open) -> None:
    """Never the first: each is a piece of the flow."""
    world = World(
        [
            record(customsCode=code, primaryValue=value, netWgt=weight)
            for code, value, weight in (("C01", 60.5, 600), ("C03", 40, 400))
        ],
        {"201701"},
    )
    found = fetched(server, opened, world, parts=True, span=parse_period("2017-01"))

    assert values(found) == [Decimal("100.5")]
    assert found.flows.table["quantity"].to_pylist() == [1000]


def test_several_records_of_a_whole_are_summed(server: Server, opened: Open) -> None:
    """Some reporters send a cell in pieces that nothing tells apart."""
    world = World([record(), record(primaryValue=9.5, netWgt=5)], {"201701"})
    found = fetched(server, opened, world, span=parse_period("2017-01"))

    assert values(found) == [Decimal(110)]
    assert found.flows.table["quantity"].to_pylist() == [1005]


def test_a_mode_of_transport_holds_its_parts(server: Server, opened: Open) -> None:
    """By water is by sea and by river: 2000 is 2100 and 2200 again."""
    world = World(
        [
            record(motCode=mode, primaryValue=value)
            for mode, value in ((2000, 100), (2100, 70), (2200, 30), (3200, 5))
        ],
        {"201701"},
    )
    found = fetched(server, opened, world, parts=True, span=parse_period("2017-01"))

    assert values(found) == [105]
    assert found.read.quarantined == 2


def test_parts_that_do_not_make_up_their_whole_are_told(
    server: Server, opened: Open
) -> None:
    """The whole is kept, and the reader knows."""
    world = World([record(), record(customsCode="C01", primaryValue=60)], {"201701"})
    found = fetched(server, opened, world, parts=True, span=parse_period("2017-01"))

    assert values(found) == [Decimal("100.5")]
    (conflict,) = found.conflicts
    assert (conflict.whole, conflict.parts) == (Decimal("100.5"), Decimal(60))
    assert "customs procedure" in str(conflict)


def test_a_cell_that_is_there_in_parts_alone_is_found(
    server: Server, opened: Open
) -> None:
    """Wholes are asked for, and where a published month has none, the parts."""
    world = World(
        [
            record(),
            record(period="201702", motCode=2100, primaryValue=7),
            record(period="201702", motCode=3200, primaryValue=8),
        ],
        MONTHS,
    )
    found = fetched(server, opened, world)

    assert values(found) == [Decimal("100.5"), 15]
    assert {each.period for each in found.absences} == MONTHS - {"201701", "201702"}
