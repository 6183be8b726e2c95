"""What a mapping promises."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from yalu.errors import SchemaError
from yalu.flows import ReadResult, read_mapping

Reader = Callable[..., ReadResult]

MAPPING = """
source: KITA
evidence: reported
thousands: "."
decimal: ","
columns:
  reporter: Land
  partner: Partner
  direction: Richtung
  period: {column: Monat, format: "%d.%m.%Y", span: month}
  hs_code: {column: Ware, national: true}
  value_usd: {column: "Wert, 1000 USD", scale: 1000}
  quantity: Menge
  unit: Einheit
words:
  direction: {Einfuhr: import}
  unit: {Tonnen: t}
  area: {Nordkorea: PRK}
"""
HEADER = 'Land;Partner;Richtung;Monat;Ware;"Wert, 1000 USD";Menge;Einheit'


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    """Return the path of a mapping file."""
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING)
    return path


def test_any_file_can_be_described(read_text: Reader, mapping: Path) -> None:
    """Names, scales, dates, marks and words of the file become ours."""
    row = "CN;Nordkorea;Einfuhr;01.03.2017;27011210;1.234,5;2.000,25;Tonnen"
    result = read_text(f"{HEADER}\n{row}\n", mapping=mapping)
    flow = result.flows.table.to_pylist()[0]

    assert result.layouts[0][1] == "generic"
    assert (flow["reporter"], flow["partner"]) == ("CHN", "PRK")
    assert (flow["period_start"], flow["period_end"]) == (
        date(2017, 3, 1),
        date(2017, 4, 1),
    )
    assert (flow["hs_code"], flow["hs_revision"]) == ("270112", "HS2017")
    assert (flow["value_usd"], flow["quantity"]) == (1234500, Decimal("2000.250"))
    assert (flow["unit"], flow["source"], flow["evidence"]) == ("t", "KITA", "reported")


def test_a_point_is_not_a_decimal_mark_where_a_comma_is(
    read_text: Reader, mapping: Path
) -> None:
    """1.5 could be one and a half or a broken fifteen hundred: it is put aside."""
    row = "CN;Nordkorea;Einfuhr;01.03.2017;27011210;1.5;;"
    result = read_text(f"{HEADER}\n{row}\n", mapping=mapping)

    assert result.quarantine.table["rule"].to_pylist() == ["amount-form"]


def test_constants_fill_what_no_column_holds(read_text: Reader, tmp_path: Path) -> None:
    """A file of one state's notifications needs no column that repeats itself."""
    path = tmp_path / "notified.yaml"
    path.write_text(
        "series: notified\nrevision: HS2017\n"
        "columns: {partner: who, period: when, quantity: barrels}\n"
        "constants: {reporter: CHN, direction: export, hs_code: 2710, unit: bbl}\n"
    )
    result = read_text("who,when,barrels\nPRK,2021-03,4893.5\n", mapping=path)
    flow = result.flows.table.to_pylist()[0]

    assert (flow["series"], flow["unit"], flow["value_usd"]) == (
        "notified",
        "bbl",
        None,
    )
    assert flow["quantity"] == Decimal("4893.500")
    assert flow["source"] == "flows.csv"


def test_every_mistake_in_a_mapping_is_listed(tmp_path: Path) -> None:
    """One run is enough to mend it."""
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "columns:\n  reporter: {col: Land}\n  colour: x\n"
        "  quantity: {column: M, scale: big}\n"
        "  period: {column: P, format: '%Q'}\n"
        "revision: HS1\nseries: x\nthousands: 3\nencoding: klingon\n"
        "words: {direction: {in: inward}}\nextra: 1\n"
    )

    with pytest.raises(SchemaError) as caught:
        read_mapping(path)
    message = str(caught.value)
    for part in (
        "key extra",
        "columns colour",
        "nothing says the partner",
        "nothing says the direction",
        "nothing says the hs_code",
        "quantity is there without unit",
        "columns.reporter: names no column",
        "found scale 'big'",
        "only one of format and span",
        "found format '%Q'",
        "revision: found 'HS1'",
        "series: found 'x'",
        "thousands: found 3",
        "encoding: found 'klingon'",
        "'in' means 'inward'",
    ):
        assert part in message


@pytest.mark.parametrize(
    "content",
    [
        "[",
        "- a\n- b\n",
        "columns: 3\n",
        "a: 2020-13-45",
        "[" * 3000,
        "encoding: hex",
        "a: &b [1]\nc: *b",
    ],
)
def test_what_is_no_mapping_is_refused(tmp_path: Path, content: str) -> None:
    """The message says what to write."""
    path = tmp_path / "wrong.yaml"
    path.write_text(content)

    with pytest.raises(SchemaError, match=str(path)):
        read_mapping(path)


def test_a_file_that_lacks_a_mapped_column_is_refused(
    read_text: Reader, mapping: Path
) -> None:
    """Its columns are named beside the missing one."""
    with pytest.raises(SchemaError, match="also needs Partner, Richtung"):
        read_text("Land;Monat\nCN;1\n", mapping=mapping)
