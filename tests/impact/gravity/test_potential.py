"""Promises about what an economy would trade by gravity alone."""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from yalu import sources
from yalu.errors import ModelError, SchemaError
from yalu.flows import TradeMatrix
from yalu.impact.gravity import Potential, potential

CODES = tuple("ABCDEFGH")
SOLD = dict(zip(CODES, (8.0, 5.0, 3.0, 2.0, 1.0, 9.0, 4.0, 6.0), strict=True))
BOUGHT = dict(zip(CODES, (1.0, 7.0, 2.0, 5.0, 3.0, 4.0, 8.0, 2.0), strict=True))


def made_up(*, without: str = "") -> pa.Table:
    """Return a world of eight economies that trade by gravity exactly.

    Trade falls by 0.9 percent with a percent of distance, is 1.5 times as much across
    a common border, and 1.2 times as much in a common language.
    """
    rng = np.random.default_rng(7)
    places = rng.uniform(0, 5000, (len(CODES), 2))
    rows = []
    for i, seller in enumerate(CODES):
        for j, buyer in enumerate(CODES):
            if i == j or without in {seller, buyer}:
                continue
            far = float(np.hypot(*(places[i] - places[j])))
            border, language = (i + j) % 3 == 0, (i * j) % 4 == 1
            ease = far**-0.9 * 1.5**border * 1.2**language
            rows.append(
                {
                    "year": 2015, "section": "all", "exporter": seller,
                    "importer": buyer, "distance_km": far, "contiguous": border,
                    "common_language": language,
                    "value_usd": 1e9 * SOLD[seller] * BOUGHT[buyer] * ease,
                }
            )  # fmt: skip
    return pa.Table.from_pylist(rows)


def alone(table: pa.Table, **choices: float | dict[str, float]) -> Potential:
    """Return the potential of the first of the made-up economies."""
    matrix = TradeMatrix.from_table(table, sources=("made up",))
    return potential(matrix, table, target="A", year=2015, **choices)  # type: ignore[arg-type]


def test_a_world_of_gravity_alone_is_foretold_exactly() -> None:
    """What the target trades is known only in sum, and found by partner."""
    found = alone(made_up())

    assert len(found.flows) == 14
    for flow in found.flows:
        assert flow.recorded_usd == pytest.approx(flow.expected_usd, rel=1e-6)
        assert flow.low_usd == pytest.approx(flow.expected_usd, rel=1e-6)


def test_the_trade_of_the_target_is_not_learnt_from() -> None:
    """Otherwise its politics would be in what is to be without them."""
    table = made_up()
    own = pc.or_(pc.equal(table["exporter"], "A"), pc.equal(table["importer"], "A"))
    odd = pc.if_else(own, pc.multiply(table["value_usd"], 7.0), table["value_usd"])
    at = table.column_names.index("value_usd")
    found = alone(table.set_column(at, "value_usd", odd)).estimates["all"]

    assert found.table.equals(alone(table).estimates["all"].table)


def test_given_totals_are_spread_instead_of_recorded_ones() -> None:
    """How much it would trade in all is for who asks to say."""
    found = alone(made_up(), purchases={"all": 100.0})
    bought = [flow for flow in found.flows if flow.importer == "A"]

    assert sum(flow.expected_usd for flow in bought) == pytest.approx(100.0)
    assert sum(flow.share for flow in bought) == pytest.approx(1.0)


def test_the_largest_come_first_and_each_partner_can_be_asked_for() -> None:
    """A table of two hundred partners is read from the top."""
    found = alone(made_up())
    sold = [flow.expected_usd for flow in found.flows if flow.exporter == "A"]

    assert sold == sorted(sold, reverse=True)
    assert {(flow.exporter, flow.importer) for flow in found.partner("C")} == {
        ("A", "C"),
        ("C", "A"),
    }
    assert found.table.num_rows == len(found.flows)


def test_economies_without_distances_are_left_out_and_told() -> None:
    """A distance that is not known is not zero."""
    near = made_up()
    unknown = pc.if_else(pc.equal(near["exporter"], "H"), None, near["distance_km"])
    at = near.column_names.index("distance_km")
    table = near.set_column(at, "distance_km", unknown)
    found = potential(TradeMatrix.from_table(near), table, target="A", year=2015)

    assert found.left_out == ("H",)
    assert found.partner("H") == ()


def test_a_target_that_trades_nothing_gets_no_flows_and_a_reason() -> None:
    """Nothing can be spread over partners."""
    table = made_up()
    rows = TradeMatrix.from_table(made_up(without="A"))
    found = potential(rows, table, target="A", year=2015)

    assert found.flows == ()
    assert found.unanswered == (
        "Section all: no sales of A known.",
        "Section all: no purchases of A known.",
    )


def test_a_target_without_distances_is_refused() -> None:
    """Gravity without distance is nothing."""
    with pytest.raises(ModelError, match="Potential of A: its distances"):
        potential(
            TradeMatrix.from_table(made_up()),
            made_up(without="A"),
            target="A",
            year=2015,
        )


def test_without_pyfixest_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The extra is optional, and the answer depends on it."""
    monkeypatch.setitem(sys.modules, "pyfixest", None)
    monkeypatch.setitem(sys.modules, "pyfixest.demeaners", None)

    with pytest.raises(ModelError, match=r'pip install "yalu\[gravity\]"'):
        alone(made_up())


def test_every_fault_is_told_at_once() -> None:
    """One run must be enough to mend an input."""
    matrix = TradeMatrix.from_table(made_up())
    table = made_up().drop_columns(["contiguous"])
    with pytest.raises(SchemaError) as caught:
        potential(matrix, table, target="A", year=1990, sections=["x"], level=2.0)

    assert all(
        words in str(caught.value)
        for words in ("columns contiguous", "1990", "'x'", "level: 2.0")
    )


def test_what_it_is_not_stands_below_the_figures() -> None:
    """Expected trade is easily taken for promised trade."""
    found = alone(made_up())

    assert str(found).endswith(found.limits)
    assert "does not say how much it would trade in all" in found.limits


def recorded() -> tuple[TradeMatrix, list[str]]:
    """Return recorded trade of 2015 among the 50 largest traders, and who they are."""
    table = sources.load("bilateral_trade")
    wanted = pc.and_(pc.equal(table["year"], 2015), pc.equal(table["section"], "all"))
    rows = table.filter(wanted)
    sums = rows.group_by("exporter").aggregate([("value_usd", "sum")])
    order = sums.sort_by([("value_usd_sum", "descending")])
    placed = set(sources.load("distances")["exporter"].to_pylist())
    names = [code for code in order["exporter"].to_pylist() if code in placed][:50]
    held = pa.array(names)
    sides = [pc.is_in(rows[side], held) for side in ("exporter", "importer")]
    return TradeMatrix.from_table(rows.filter(pc.and_(*sides))), names


def test_ranges_hold_about_what_they_promise() -> None:
    """Economies whose trade is known, each as if it were not: nine in ten are within.

    The range of 80 to 98 percent allows for how few economies a test can ask.
    """
    matrix, names = recorded()
    distances = sources.load("distances")
    within = [
        flow.within
        for target in names[5::9]
        for flow in potential(matrix, distances, target=target, year=2015).flows
    ]

    assert len(within) > 400
    assert 0.8 <= np.mean(within) <= 0.98
