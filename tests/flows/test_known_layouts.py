"""What the readers of known layouts promise."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from yalu.errors import SchemaError
from yalu.flows import Layout, ReadResult, read

Reader = Callable[..., ReadResult]

RECORD: dict[str, Any] = {
    "typeCode": "C",
    "freqCode": "M",
    "period": "201612",
    "reporterCode": 156,
    "reporterISO": "CHN",
    "flowCode": "M",
    "partnerCode": 408,
    "partnerISO": "PRK",
    "partner2Code": 0,
    "classificationCode": "H4",
    "cmdCode": "270111",
    "customsCode": "C00",
    "motCode": 0,
    "qtyUnitCode": 8,
    "qty": 2000000.5,
    "altQtyUnitCode": -1,
    "altQty": 0,
    "netWgt": 2000000.5,
    "isNetWgtEstimated": False,
    "primaryValue": 184000000.126,
    "isAggregate": True,
}
LEGACY = {
    "Classification": "H4",
    "Year": "2016",
    "Period": "201612",
    "Trade Flow Code": "1",
    "Trade Flow": "Import",
    "Reporter Code": "156",
    "Reporter": "China",
    "Reporter ISO": "CHN",
    "Partner Code": "408",
    "Partner": "Dem. People's Rep. of Korea",
    "Partner ISO": "PRK",
    "Commodity Code": "030741",
    "Commodity": '"Squid, frozen"',
    "Qty Unit Code": "8",
    "Qty Unit": "Weight in kilograms",
    "Qty": "1000",
    "Netweight (kg)": "1000",
    "Trade Value (US$)": "5000",
    "Flag": "0",
}
GACC_HEADER = (
    "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,"
    "第二数量,第二计量单位,美元,"
)
GACC_ROW = '201702,27011210,焦煤,109,朝鲜,"1,234,567",千克,-,,"98,765",'


def document(*changes: dict[str, Any], count: int | None = None) -> str:
    records = [{**RECORD, **change} for change in changes]
    number = len(records) if count is None else count
    return json.dumps({"elapsedTime": "0.1 secs", "count": number, "data": records})


def comtrade_csv(*changes: dict[str, Any]) -> str:
    rows = [{**RECORD, **change} for change in changes]
    lines = [",".join(str(value) for value in row.values()) for row in rows]
    return "\n".join([",".join(RECORD), *lines])


def legacy(*changes: dict[str, str]) -> str:
    rows = [{**LEGACY, **change} for change in changes]
    return "\n".join([",".join(LEGACY), *(",".join(row.values()) for row in rows)])


def rules(result: ReadResult) -> list[str]:
    found: list[str] = result.quarantine.table["rule"].to_pylist()
    return found


def column(result: ReadResult, name: str) -> list[Any]:
    values: list[Any] = result.flows.table[name].to_pylist()
    return values


@pytest.mark.parametrize("write", [document, comtrade_csv])
def test_a_comtrade_record_is_read_from_json_and_csv_alike(
    read_text: Reader, write: Callable[..., str]
) -> None:
    """Net weight is in kilograms, value in dollars, the reporter's view is kept."""
    result = read_text(write({}))
    flow = result.flows.table.to_pylist()[0]

    assert (flow["reporter"], flow["partner"]) == ("CHN", "PRK")
    assert (flow["direction"], flow["hs_revision"]) == ("import", "HS2012")
    assert flow["value_usd"] == Decimal("184000000.13")
    assert (flow["quantity"], flow["unit"]) == (Decimal("2000000.500"), "kg")
    assert flow["source"] == "UN Comtrade"


def test_json_and_csv_are_told_apart(read_text: Reader) -> None:
    """The layout in the result names what was read."""
    assert read_text(document({})).layouts[0][1] == "comtrade_json"
    assert read_text(comtrade_csv({})).layouts[0][1] == "comtrade_csv"


def test_a_whole_and_its_parts_are_never_both_kept(read_text: Reader) -> None:
    """A cell given whole and split by procedure or transport counts once."""
    split: list[dict[str, Any]] = [
        {"customsCode": "C01"},
        {"customsCode": "C02"},
        {"motCode": 1000},
    ]
    whole_too = read_text(document({}, *split, {"partner2Code": 36}))
    parts_only = read_text(document(*split[:2]))
    other_cell = read_text(document({}, {"cmdCode": "270112", "customsCode": "C01"}))

    assert (whole_too.kept, rules(whole_too)) == (1, ["part-of-total"] * 4)
    assert whole_too.quarantine.table["row"].to_pylist() == [2, 3, 4, 5]
    assert parts_only.kept == 2
    assert other_cell.kept == 2


def test_two_cuts_of_one_cell_are_not_added(read_text: Reader) -> None:
    """By procedure over all transport, and by transport: one of the two is kept."""
    by_procedure = [{"customsCode": "C01"}, {"customsCode": "C02"}]
    by_transport = [{"motCode": 1000}, {"motCode": 2000}]
    result = read_text(document(*by_procedure, *by_transport))

    assert (result.kept, result.quarantined) == (2, 2)


def test_several_records_of_one_cell_are_all_kept(read_text: Reader) -> None:
    """Later steps sum them; the first is not the flow."""
    result = read_text(document({}, {"primaryValue": 1}))

    assert (result.kept, result.repeated) == (2, 1)


def test_reexports_and_reimports_are_put_aside(read_text: Reader) -> None:
    """They are part of exports and imports already."""
    result = read_text(document({"flowCode": "RX"}, {"flowCode": "RM"}, {}))

    assert (result.kept, rules(result)) == (1, ["part-of-total"] * 2)


def test_a_net_weight_of_zero_beside_a_value_is_missing(read_text: Reader) -> None:
    """Comtrade writes 0 where it knows no weight; the other quantity steps in."""
    none = {"netWgt": 0, "qty": 0, "qtyUnitCode": -1, "cmdCode": "TOTAL"}
    pieces = {"netWgt": 0, "qty": 7, "qtyUnitCode": 5, "cmdCode": "8703"}
    nil = {"netWgt": 0, "qty": 0, "primaryValue": 0}
    result = read_text(document(none, pieces, nil))

    assert column(result, "quantity") == [None, 7, 0]
    assert column(result, "unit") == [None, "item", "kg"]


def test_an_estimated_weight_is_told(read_text: Reader) -> None:
    """A price computed from it would run in a circle."""
    result = read_text(document({"isNetWgtEstimated": True}))

    assert any("estimated by the UN" in note.text for note in result.notes)


def test_a_strange_area_says_what_it_stands_for(read_text: Reader) -> None:
    """Areas not specified are no state; the world is all states together."""
    result = read_text(
        document({"partnerCode": 899, "partnerISO": ""}, {"partnerCode": 0})
    )

    assert column(result, "partner") == ["WLD"]
    assert "stands for" in result.quarantine.table["remedy"].to_pylist()[0]


def test_a_revision_that_is_not_held_is_put_aside(read_text: Reader) -> None:
    """Codes of HS2007 are not taken for codes of another revision."""
    assert rules(read_text(document({"classificationCode": "H3"}))) == ["revision"]


def test_a_json_record_that_is_none_is_put_aside(read_text: Reader) -> None:
    """Its neighbours stay, and its place is that in the list."""
    text = json.dumps({"data": [RECORD, 7, {**RECORD, "flowCode": "?"}]})
    result = read_text(text)

    assert (result.read, result.kept) == (3, 1)
    assert result.quarantine.table["row"].to_pylist() == [2, 3]


def test_no_records_are_an_answer(read_text: Reader) -> None:
    """Comtrade answers so for a cell nobody reported."""
    assert read_text(document()).read == 0
    assert read_text(document(), layout="comtrade_json").read == 0


def test_a_mode_of_transport_and_its_parts_do_not_both_count(
    read_text: Reader,
) -> None:
    """By water (2000) holds by sea (2100); road (3200) stands for itself."""
    parts = ((2000, 100), (2100, 70), (2200, 30), (3200, 5))
    result = read_text(
        document(*({"motCode": mode, "primaryValue": usd} for mode, usd in parts))
    )

    assert column(result, "value_usd") == [100, 5]
    assert rules(result) == ["part-of-total", "part-of-total"]


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (document({}, count=500), "expected 500"),
        (document({}, {})[:700], "breaks off or is malformed after record 1"),
        ('{"statusCode": 401, "message": "Access denied"}', "Access denied"),
        ('{"data": null}', "without a list of records"),
        ("[", "breaks off"),
    ],
)
def test_a_broken_answer_stops_with_a_reason(
    read_text: Reader, content: str, finding: str
) -> None:
    """Half an answer must not pass for a whole one."""
    with pytest.raises(SchemaError, match=finding):
        read_text(content)


def test_many_json_records_are_read_in_order(read_text: Reader) -> None:
    """Records that straddle a piece of the stream are whole."""
    many = [{"primaryValue": number} for number in range(4000)]
    result = read_text(document(*many))

    assert column(result, "value_usd") == [Decimal(number) for number in range(4000)]


def test_the_older_comtrade_files_are_read(read_text: Reader) -> None:
    """Leading zeros and quoted names survive."""
    result = read_text(legacy({}, {"Trade Flow Code": "3"}))

    assert result.layouts[0][1] == "comtrade_legacy_csv"
    assert column(result, "hs_code") == ["030741"]
    assert column(result, "quantity") == [1000]
    assert rules(result) == ["part-of-total"]


def test_as_reported_means_the_revision_of_the_day(read_text: Reader) -> None:
    """The older site writes HS where it kept the reporter's own revision."""
    result = read_text(legacy({"Classification": "HS"}))

    assert column(result, "hs_revision") == ["HS2012"]


BACI = "t,i,j,k,v,q\n2018,408,156,30743,1.2345,       NA\n2018,842,490,270112,2,0.5\n"


def test_baci_has_its_scales_zeros_and_codes(read_text: Reader) -> None:
    """Thousand dollars, tonnes, and codes that lost their zero by convention."""
    result = read_text(BACI, name="BACI_HS17_Y2018_V202501.csv")

    assert column(result, "reporter") == ["PRK", "USA"]
    assert column(result, "partner") == ["CHN", "S19"]
    assert column(result, "direction") == ["export", "export"]
    assert column(result, "hs_code") == ["030743", "270112"]
    assert column(result, "hs_revision") == ["HS2017", "HS2017"]
    assert column(result, "value_usd") == [Decimal("1234.50"), Decimal("2000.00")]
    assert column(result, "quantity") == [None, Decimal("0.500")]
    assert column(result, "evidence") == ["estimated", "estimated"]


@pytest.mark.parametrize(
    ("name", "finding"),
    [("baci.csv", "no revision"), ("BACI_HS92_Y2018.csv", "goods codes of HS92")],
)
def test_baci_needs_a_revision_that_is_held(
    read_text: Reader, name: str, finding: str
) -> None:
    """The file itself does not say; a guess would be another good."""
    with pytest.raises(SchemaError, match=finding):
        read_text(BACI, name=name)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_chinese_customs_files_are_read(read_text: Reader, encoding: str) -> None:
    """Names, thousands, national codes and the empty last column are understood."""
    text = f"{GACC_HEADER}\n{GACC_ROW}\n"
    result = read_text(text.encode(encoding), direction="import")
    flow = result.flows.table.to_pylist()[0]

    assert result.layouts[0][1] == "gacc_csv"
    assert (flow["reporter"], flow["partner"]) == ("CHN", "PRK")
    assert (flow["hs_code"], flow["hs_revision"]) == ("270112", "HS2017")
    assert (flow["value_usd"], flow["quantity"]) == (98765, 1234567)
    assert any("cut to six digits" in note.text for note in result.notes)


def test_chinese_customs_files_in_english_are_read(read_text: Reader) -> None:
    """The partner's code helps where its name is not known."""
    text = (
        "Date of data,Commodity code,Trading partner code,Trading partner,"
        "First quantity,First unit,Second quantity,Second unit,US dollar\n"
        '201703,27090000,109,Korea - the northern one,5,carat,"2,000",kg,10\n'
    )
    flow = read_text(text, direction="export").flows.table.to_pylist()[0]

    assert (flow["partner"], flow["hs_code"]) == ("PRK", "270900")
    assert (flow["quantity"], flow["unit"]) == (2000, "kg")


def test_a_quantity_in_a_unit_that_is_not_held_is_left_out_and_told(
    read_text: Reader,
) -> None:
    """The value is still worth keeping."""
    row = GACC_ROW.replace("千克", "克拉")
    result = read_text(f"{GACC_HEADER}\n{row}\n", direction="import")

    assert column(result, "quantity") == [None]
    assert any("unit that is not held" in note.text for note in result.notes)


def test_values_in_yuan_are_not_taken_for_dollars(read_text: Reader) -> None:
    """They stay missing, and a note says how to get dollars."""
    header = GACC_HEADER.replace("美元", "人民币")
    result = read_text(f"{header}\n{GACC_ROW}\n", direction="import")

    assert column(result, "value_usd") == [None]
    assert any("is in yuan" in note.text for note in result.notes)


def test_chinese_customs_files_need_a_direction(read_text: Reader) -> None:
    """The file does not say whether goods came or went."""
    with pytest.raises(SchemaError, match="import or export, as it was chosen"):
        read_text(f"{GACC_HEADER}\n{GACC_ROW}\n")


def test_a_chinese_code_that_lost_its_zero_is_put_aside(read_text: Reader) -> None:
    """Seven digits are eight without the first: the candidate is named."""
    row = GACC_ROW.replace("27011210", "3074310")
    result = read_text(f"{GACC_HEADER}\n{row}\n", direction="import")

    assert "03074310" in result.quarantine.table["remedy"].to_pylist()[0]


def test_unknown_columns_name_those_found_and_the_layouts(read_text: Reader) -> None:
    """The reader of the message knows what to change."""
    with pytest.raises(SchemaError) as caught:
        read_text("a,b,c\n1,2,3\n")
    message = str(caught.value)
    assert "found the columns a, b, c" in message
    assert all(each in message for each in ("baci", "gacc_csv", "comtrade_csv"))
    assert "--mapping" in message


def test_a_stated_layout_must_fit(read_text: Reader) -> None:
    """The missing columns are named."""
    with pytest.raises(SchemaError, match="layout baci also needs j, v"):
        read_text("t,i,k,q\n1,2,3,4\n", layout="baci")


def test_the_generic_layout_needs_a_mapping(tmp_path: Path) -> None:
    """Only a mapping can say what its columns mean."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(SchemaError, match="Name the mapping file"):
        read(path, layout=Layout.GENERIC)


def test_columns_that_are_not_read_are_named(read_text: Reader) -> None:
    """Nothing is dropped silently, not even a column."""
    notes = read_text(legacy({})).notes

    assert any("columns not read" in note.text for note in notes)
    assert any("Flag" in note.text for note in notes)
