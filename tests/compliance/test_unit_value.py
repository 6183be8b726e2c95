"""What plausibility promises, one promise per test."""

from typing import Any

from tests.compliance.worlds import flow, table
from yalu.compliance import Thresholds, UnitValues, unit_values
from yalu.quantities import Unit


def judged(*rows: dict[str, Any], thresholds: Thresholds | None = None) -> UnitValues:
    """Return the unit values of some flows."""
    return unit_values(table(rows), target="PRK", thresholds=thresholds)


def coal(
    period: str, value: object, tonnes: object, **changes: object
) -> dict[str, Any]:
    """Return coal with value and tonnes."""
    return flow(period, "2701", value, tonnes, "t") | changes


PEERS = (coal("2016-02", 50, 1), coal("2016-03", 52, 1), coal("2016-04", 48, 1))


def test_a_price_far_from_its_peers_is_quarantined_with_the_reason() -> None:
    """A quantity cut to a third triples the price."""
    found = judged(*PEERS, coal("2016-05", 150, 1))

    (row,) = found.quarantined
    assert (row.peers, row.doubted) == (3, Unit.TONNE)
    assert row.median == 50
    assert "3 other figures have a median of 50.00" in row.reason


def test_exactly_the_factor_is_plausible() -> None:
    """A threshold includes its end."""
    assert not judged(*PEERS, coal("2016-05", 100, 1)).quarantined


def test_too_few_peers_give_no_verdict() -> None:
    """One figure against another says only that they differ."""
    found = judged(coal("2016-02", 50, 1), coal("2016-03", 500, 1))

    assert [row.plausible for row in found.rows] == [None, None]


def test_peers_of_the_same_days_come_before_those_of_other_times() -> None:
    """Prices double within a year."""
    dear = [coal(f"2017-{month:02}", 150, 1) for month in range(1, 4)]

    found = judged(*PEERS, *dear, coal("2016", 150, 1, source="S2"))

    row = next(row for row in found.rows if row.sources == ("S2",))
    assert (row.peers, row.plausible) == (3, False)
    assert row.median == 50


def test_the_value_of_one_compiler_goes_with_the_quantity_of_another() -> None:
    """Newspapers print the tonnes in one place and the dollars in another."""
    value = flow("2016-02", value=100, compiler="KITA")
    tonnes = flow("2016-02", value=None, quantity=2, unit="t", compiler="GACC")

    found = judged(
        value, tonnes, coal("2016-01", 50, 1), coal("2016-02", 150, 1, compiler="CT")
    )

    row = next(row for row in found.rows if row.compiler == "CT")
    assert row.peers == 2
    assert row.median == 50
    assert row.plausible is False


def test_the_figure_that_others_contradict_is_named() -> None:
    """It is the quantity that is wrong where the values agree."""
    found = judged(
        *PEERS,
        coal("2016-06", 1000, 6, compiler="CT"),
        coal("2016-06", 1000, 20, compiler="GACC"),
    )

    (row,) = found.quarantined
    assert row.compiler == "CT"
    assert "GACC has 20 t for the same days" in row.reason


def test_the_factor_can_be_chosen() -> None:
    """Every threshold is a choice of the reader's."""
    strict = Thresholds(unit_value_factor=1)  # type: ignore[arg-type]

    assert judged(*PEERS, thresholds=strict).quarantined
