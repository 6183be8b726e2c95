"""What the views of flows promise."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yalu.flows import FlowTable, counterparty, mirror_pairs, unit_values

Flows = Callable[..., FlowTable]


@pytest.mark.parametrize(
    ("reporter", "partner", "direction", "state", "movement"),
    [
        ("CHN", "PRK", "import", "CHN", "from_target"),
        ("CHN", "PRK", "export", "CHN", "to_target"),
        ("PRK", "RUS", "import", "RUS", "to_target"),
        ("PRK", "RUS", "export", "RUS", "from_target"),
        ("PRK", "WLD", "export", "WLD", "from_target"),
    ],
)
def test_the_other_party_and_the_way_follow_from_the_report(  # noqa: PLR0917
    flows: Flows, reporter: str, partner: str, direction: str, state: str, movement: str
) -> None:
    """What others import from the target leaves it, whoever reports it."""
    row = {"reporter": reporter, "partner": partner, "direction": direction}
    (seen,) = counterparty(flows(row), "PRK").to_pylist()

    assert (seen["state"], seen["movement"]) == (state, movement)


def test_flows_that_do_not_touch_the_target_are_left_out(flows: Flows) -> None:
    """Nor does trade of the target with itself concern another state."""
    table = flows({"partner": "RUS"}, {"reporter": "PRK"}, {})

    assert len(counterparty(table, "PRK")) == 1


def test_both_sides_of_a_cell_stand_in_one_row(flows: Flows) -> None:
    """The importer's records are summed; tonnes and kilograms meet in kilograms."""
    table = flows(
        {"value_usd": Decimal(100), "quantity": Decimal(2)},
        {"value_usd": Decimal(50), "quantity": None, "unit": None},
        {
            "reporter": "PRK",
            "partner": "CHN",
            "direction": "export",
            "value_usd": Decimal(120),
            "quantity": Decimal(1500),
            "unit": "kg",
            "source": "OTHER",
        },
    )
    (pair,) = mirror_pairs(table).to_pylist()

    assert (pair["exporter"], pair["importer"]) == ("PRK", "CHN")
    assert (pair["import_value_usd"], pair["export_value_usd"]) == (150, 120)
    assert (pair["import_quantity"], pair["export_quantity"]) == (2000, 1500)
    assert (pair["import_unit"], pair["export_unit"]) == ("kg", "kg")
    assert (pair["import_records"], pair["import_unmeasured"]) == (2, 1)
    assert (pair["import_source"], pair["export_source"]) == ("TEST", "OTHER")


def test_a_side_that_reported_nothing_is_null(flows: Flows) -> None:
    """Silence is not a zero."""
    (pair,) = mirror_pairs(flows({})).to_pylist()

    assert (pair["export_value_usd"], pair["export_records"]) == (None, None)


def test_sources_are_never_summed(flows: Flows) -> None:
    """Two compilers may tell of the same goods."""
    pairs = mirror_pairs(flows({}, {"source": "OTHER"})).to_pylist()

    assert [pair["import_source"] for pair in pairs] == ["OTHER", "TEST"]


def test_a_cell_in_kinds_of_units_that_differ_has_no_quantity(flows: Flows) -> None:
    """Pieces and kilograms do not add."""
    (pair,) = mirror_pairs(flows({}, {"unit": "item"})).to_pylist()

    assert (pair["import_quantity"], pair["import_unit"]) == (None, None)


def test_all_states_together_have_no_other_side(flows: Flows) -> None:
    """Nobody reports for the world."""
    assert len(mirror_pairs(flows({"partner": "WLD"}))) == 0


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["import", "export"]),
            st.decimals(0, 10**9, places=2),
            st.sampled_from(["A", "B"]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_pairing_conserves_what_one_source_says(
    flows: Flows, rows: list[tuple[str, Decimal, str]]
) -> None:
    """Summed over cells, each source's imports are what it reported."""
    table = flows(
        *({"direction": way, "value_usd": v, "source": s} for way, v, s in rows)
    )
    pairs = mirror_pairs(table).to_pylist()
    said = {(p["importer"], p["import_source"]): p["import_value_usd"] for p in pairs}

    for source in ("A", "B"):
        total = sum(v for way, v, s in rows if (way, s) == ("import", source))
        assert (said.get(("CHN", source)) or 0) == total


def test_a_price_is_in_dollars_per_tonne(flows: Flows) -> None:
    """By hand: 100 USD for 500 kg are 200 USD a tonne."""
    row = {"value_usd": Decimal(100), "quantity": Decimal(500), "unit": "kg"}
    (priced,) = unit_values(flows(row)).to_pylist()

    assert (priced["unit_value"], priced["per"]) == (pytest.approx(200.0), "t")


def test_a_flow_without_value_or_quantity_has_no_price(flows: Flows) -> None:
    """Neither zero nor infinite: it is not there."""
    table = flows(
        {"value_usd": None},
        {"quantity": Decimal(0)},
        {"quantity": None, "unit": None},
        {"value_usd": Decimal(0)},
    )

    assert unit_values(table)["unit_value"].to_pylist() == [0.0]
