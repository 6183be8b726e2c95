"""What screening promises, one promise per test."""

import re
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compliance.worlds import NATIONAL, RESOLUTION, flow, laws, table, world
from yalu.compliance import Per, screen, screen_file
from yalu.errors import SchemaError
from yalu.regime import Coverage

LAW = laws()
KINDS: dict[str, tuple[Callable[[pa.Table], Any], Callable[[Any], pa.Table]]] = {
    "duckdb": (
        lambda held: duckdb.connect().from_arrow(held),
        lambda relation: relation.to_arrow_table(),
    ),
    "pandas": (
        lambda held: held.to_pandas(types_mapper=pd.ArrowDtype),
        lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
    ),
    "polars": (pl.from_arrow, lambda frame: frame.to_arrow()),
    "pyarrow": (lambda held: held, lambda held: held),
}
QUICK = settings(max_examples=30, deadline=None)  # each example screens several times
MIXED = table(
    [
        flow("2015-02", value="1.10"),
        flow("2015-03", value="2.20", quantity=5, unit="t"),
        flow("2015-06", value="4.40", quantity=7, unit="t"),
        flow("2015-06", value=None, quantity=2, unit="t"),
        flow("2015-06", value=None),
        flow("2015-06", "27", value=50),
        flow("2016", "270112", value=8),
        flow("2016-02", "271019", 3, 9, "bbl", direction="export", reporter="RUS"),
        flow("2016-02", "7403", 6, direction="export", reporter="PRK", partner="RUS"),
        flow("2016-02", "TOTAL", 1000, hs_revision=""),
        flow("2016-02", "2701", 77, partner="RUS"),
    ]
).table
CODES = ["2701", "270112", "27", "74", "7403", "2603", "26", "271019", "2710"]


def rows(
    flows: list[dict[str, Any]],
    *,
    law: tuple[Coverage, ...] = LAW,
    per: Per = Per.MEASURE,
) -> list[dict[str, Any]]:
    """Return screened flows as mappings."""
    found = screen(table(flows), law, target="PRK", per=per)
    return list(found.to_pylist())


def bounds(found: list[dict[str, Any]], measure: str) -> list[Decimal]:
    """Return the sure and the largest possible value of one measure."""
    mine = [row for row in found if row["measure"] == measure]
    sure = sum((row["value_usd_sure"] or Decimal(0) for row in mine), Decimal(0))
    more = sum((row["value_usd_possible"] or Decimal(0) for row in mine), Decimal(0))
    return [sure, sure + more]


@st.composite
def some_flows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a few flows of several codes, months and states."""
    months = st.sampled_from(["2015-02", "2015-03", "2015-05", "2015-06", "2016-12"])
    return [
        flow(
            draw(months),
            draw(st.sampled_from(CODES)),
            draw(st.none() | st.integers(0, 10**6)),
            reporter=draw(st.sampled_from(["CHN", "RUS"])),
        )
        for _ in range(draw(st.integers(1, 12)))
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("per", Per)
def test_every_engine_gives_the_same_rows_in_the_kind_it_was_given(
    kind: str, per: Per
) -> None:
    """A user's own frame must not change the answer, to the last cent."""
    enter, leave = KINDS[kind]
    frame = enter(MIXED)

    found = screen(frame, LAW, target="PRK", per=per)

    assert type(found) is type(frame)
    expected = screen(MIXED, LAW, target="PRK", per=per)
    assert leave(found).to_pylist() == expected.to_pylist()
    assert expected.num_rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("per", [Per.MEASURE, Per.REGIME])
def test_a_sum_tells_the_weakest_evidence_behind_it(kind: str, per: Per) -> None:
    """And none where a record has none: no grade is made up."""
    enter, leave = KINDS[kind]
    grades = ["official", "alleged", "reported"]
    held = table([flow("2015-06", "270112", 1, evidence=one) for one in grades]).table
    found = leave(screen(enter(held), LAW, target="PRK", per=per))
    bare = enter(held.drop_columns(["evidence"]))
    ungraded = leave(screen(bare, LAW, target="PRK", per=per))

    assert set(found["evidence"].to_pylist()) == {"alleged"}
    assert set(ungraded["evidence"].to_pylist()) == {None}


@pytest.mark.parametrize("kind", KINDS)
def test_integers_stay_whole_and_decimals_stay_decimal(kind: str) -> None:
    """A float sum differs in its last bits from run to run."""
    enter, leave = KINDS[kind]
    whole = MIXED.set_column(7, "value_usd", MIXED["value_usd"].cast(pa.float64()))
    whole = whole.set_column(7, "value_usd", pa.array([2**53 + 1] * MIXED.num_rows))

    found = leave(screen(enter(whole), LAW, target="PRK")).schema

    assert found.field("value_usd_sure").type == pa.int64()
    assert found.field("quantity_sure").type == pa.decimal128(38, 3)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2015-02", None),
        ("2015-03", [0, 100]),
        ("2015-05", [0, 100]),
        ("2015-06", [100, 100]),
        ("2016-12", [100, 100]),
        ("2015", [0, 100]),
        ("2017-01", None),
    ],
)
def test_a_period_that_straddles_a_start_or_grace_is_only_possible(
    period: str, expected: list[int] | None
) -> None:
    """A month is one number: how much of it moved before the ban is not recorded."""
    found = [row for row in rows([flow(period)]) if row["measure"] == "COAL"]

    assert (bounds(found, "COAL") if found else None) == expected


@pytest.mark.parametrize(
    ("code", "measure", "expected"),
    [
        ("270112", "COAL", [100, 100]),
        ("27", "COAL", [0, 100]),
        ("26", "METAL", [0, 100]),
        ("74", "METAL", [100, 100]),
    ],
)
def test_a_coarser_code_is_possible_unless_all_of_it_is_meant(
    code: str, measure: str, expected: list[int]
) -> None:
    """A chapter holds more than one heading, unless the measure takes all of it."""
    assert bounds(rows([flow("2015-07", code)]), measure) == expected


def test_a_code_of_which_only_an_item_is_meant_is_possible() -> None:
    """Jet fuel shares its code with diesel."""
    found = rows([flow("2016-02", "271019", direction="export")])

    assert bounds(found, "JET") == [0, 100]
    assert bounds(found, "OIL") == [100, 100]


def test_a_national_measure_binds_its_own_state_only() -> None:
    """China's announcement says nothing about Russia's imports."""
    found = rows([flow("2016-02", reporter="RUS"), flow("2016-02")])

    assert [r["state"] for r in found if r["measure"] == "CN-COAL"] == ["CHN"]
    assert [r["state"] for r in found if r["measure"] == "COAL"] == ["CHN", "RUS"]


def test_both_sides_report_the_same_movement_in_rows_of_their_own() -> None:
    """An import of one side is the export of the other, and they may differ."""
    mirror = flow(
        "2016-02", value=90, reporter="PRK", partner="CHN", direction="export"
    )

    found = [r for r in rows([flow("2016-02"), mirror]) if r["measure"] == "COAL"]

    assert [(r["reporter"], r["value_usd_sure"]) for r in found] == [
        ("CHN", 100),
        ("PRK", 90),
    ]
    assert {r["direction"] for r in found} == {"from_target"}


def test_a_missing_amount_is_counted_and_never_zero() -> None:
    """An unknown value must not look like a nil."""
    found = rows([flow("2016-02", value=None), flow("2016-03", value=0)])

    coal = [row for row in found if row["measure"] == "COAL"]
    assert [row["value_usd_sure"] for row in coal] == [None, 0]
    assert [row["records_sure"] for row in coal] == [1, 1]
    assert [row["value_known"] for row in coal] == [0, 1]


def test_months_and_years_that_begin_together_are_not_added() -> None:
    """January and the year both begin on the first of January."""
    found = rows([flow("2016-01", value=1), flow("2016", value=12)])

    coal = [row for row in found if row["measure"] == "COAL"]
    assert sorted(row["value_usd_sure"] for row in coal) == [1, 12]


def test_goods_under_two_measures_are_counted_once_in_a_total() -> None:
    """The UN and China ban the same coal."""
    flows = [flow("2016-02"), flow("2016-02", "270112", 20)]

    by_measure = rows(flows)
    total = rows(flows, per=Per.REGIME)
    by_body = rows(flows, per=Per.BODY)

    assert sum(row["value_usd_sure"] for row in by_measure) == 240
    assert [row["value_usd_sure"] for row in total] == [120]
    assert [(row["body"], row["value_usd_sure"]) for row in by_body] == [
        ("CHN", 120),
        ("UN", 120),
    ]
    assert [row["records_sure"] for row in total] == [2]


@QUICK
@given(some_flows(), st.randoms())
def test_the_order_of_rows_does_not_matter(
    flows: list[dict[str, Any]], rng: Random
) -> None:
    """A file sorted differently is the same trade."""
    shuffled = list(flows)
    rng.shuffle(shuffled)

    assert rows(shuffled) == rows(flows)


@QUICK
@given(some_flows(), st.integers(0, 10**6))
def test_splitting_a_flow_in_two_keeps_every_sum(
    flows: list[dict[str, Any]], part: int
) -> None:
    """A shipment declared in two lots is the same trade."""
    whole = flows[0] | {"value_usd": Decimal(10**6)}
    halves = [
        whole | {"value_usd": Decimal(part)},
        whole | {"value_usd": Decimal(10**6 - part)},
    ]

    for per in Per:
        money = [
            [row["value_usd_sure"], row["value_usd_possible"]]
            for row in rows([whole, *flows[1:]], per=per)
        ]
        assert money == [
            [row["value_usd_sure"], row["value_usd_possible"]]
            for row in rows([*halves, *flows[1:]], per=per)
        ]


@QUICK
@given(some_flows())
def test_adding_a_measure_never_frees(flows: list[dict[str, Any]]) -> None:
    """More law can only concern more trade."""
    fewer, more = laws(world(RESOLUTION)), laws(world(RESOLUTION, NATIONAL))

    def total(law: tuple[Coverage, ...]) -> list[Decimal]:
        found = rows(flows, law=law, per=Per.REGIME)
        return bounds([row | {"measure": "all"} for row in found], "all")

    before, after = total(fewer), total(more)
    assert after[0] >= before[0]
    assert after[1] >= before[1]


@QUICK
@given(some_flows(), st.integers(0, 11))
def test_less_detail_in_a_code_never_clears_a_record(
    flows: list[dict[str, Any]], which: int
) -> None:
    """Saying less about the goods cannot clear them."""
    chosen = flows[which % len(flows)] | {"value_usd": Decimal(1)}
    coarser = chosen | {"hs_code": chosen["hs_code"][:2]}

    for measure in ("COAL", "METAL", "CN-COAL"):
        assert bounds(rows([coarser]), measure)[1] >= bounds(rows([chosen]), measure)[1]


def test_parquet_files_are_screened_like_their_tables(tmp_path: Path) -> None:
    """The stream reads several files as one table."""
    pq.write_table(MIXED.slice(0, 4), tmp_path / "a.parquet")
    pq.write_table(MIXED.slice(4), tmp_path / "b.parquet")

    found = screen_file(tmp_path / "*.parquet", LAW, target="PRK", threads=1)

    assert found.to_pylist() == screen(MIXED, LAW, target="PRK").to_pylist()


def test_floats_and_missing_columns_are_refused_together() -> None:
    """A user mends a file in one go."""
    bad = MIXED.drop_columns(["unit"])
    bad = bad.set_column(7, "value_usd", pa.array([1.5] * bad.num_rows))

    with pytest.raises(SchemaError, match="column value_usd: type Float64") as caught:
        screen(bad, LAW, target="PRK")
    assert "column unit: missing. Add it as string." in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no such file"), (b"not parquet at all", "not readable as Parquet")],
)
def test_an_unusable_file_is_named(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    """Whoever reads the message has many files."""
    path = tmp_path / "flows.parquet"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SchemaError, match=re.escape(f"{path}: {message}")):
        screen_file(path, LAW, target="PRK")


def test_law_that_covers_nothing_finds_nothing() -> None:
    """No law is no finding, not a failure."""
    assert screen(MIXED, (), target="PRK").num_rows == 0


def test_a_result_has_the_same_bytes_on_one_thread_and_on_two(tmp_path: Path) -> None:
    """Amounts are exact, so that a result can be named by its hash."""
    held = pa.concat_tables([MIXED] * 2_000)
    pq.write_table(held, tmp_path / "flows.parquet", row_group_size=1_000)
    written: list[str] = []
    for threads in (1, 2, 2):
        found = screen_file(
            tmp_path / "flows.parquet", LAW, target="PRK", threads=threads
        )
        answer = tmp_path / f"answer_{len(written)}.parquet"
        pq.write_table(found.combine_chunks(), answer)
        written.append(sha256(answer.read_bytes()).hexdigest())

    assert len(set(written)) == 1
