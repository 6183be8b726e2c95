"""What reading promises: every record ends on one side, with its reason."""

import gzip
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.flows import SCHEMA, ReadResult, read

Reader = Callable[..., ReadResult]
Canonical = Callable[..., str]


def quarantined(result: ReadResult) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = result.quarantine.table.to_pylist()
    return rows


def flow(result: ReadResult, at: int = 0) -> dict[str, Any]:
    row: dict[str, Any] = result.flows.table.slice(at, 1).to_pylist()[0]
    return row


def test_a_good_record_is_kept_as_written(
    read_text: Reader, canonical: Canonical
) -> None:
    """Values go in and come out."""
    result = read_text(canonical({}))

    assert (result.read, result.kept, result.quarantined) == (1, 1, 0)
    assert result.flows.table.schema.equals(SCHEMA)
    assert flow(result) == {
        "reporter": "CHN",
        "partner": "PRK",
        "direction": "import",
        "period_start": date(2017, 2, 1),
        "period_end": date(2017, 3, 1),
        "hs_code": "270112",
        "hs_revision": "HS2017",
        "value_usd": Decimal("98765.00"),
        "quantity": Decimal("1234.567"),
        "unit": "t",
        "series": "customs",
        "source": "TEST",
        "evidence": "official",
    }


BAD: list[tuple[dict[str, str], str, str, str]] = [
    ({"partner": "Nowhere"}, "territory", "partner", "ISO3"),
    ({"partner": "Korea"}, "territory", "partner", "PRK"),
    ({"reporter": ""}, "territory", "reporter", "ISO3"),
    ({"direction": "transit"}, "direction", "direction", "import or export"),
    ({"period_start": "2017-13-01"}, "period", "period", "2016-12"),
    ({"period_start": "Feb-17"}, "period", "period", "2016-12"),
    ({"period_end": "2017-02-01"}, "period-order", "period", "first day after"),
    ({"hs_revision": "HS2007"}, "revision", "hs_revision", "convert"),
    ({"hs_code": ""}, "goods-missing", "hs_code", "TOTAL"),
    ({"hs_code": "30743"}, "goods-mangled", "hs_code", "030743, which HS2017"),
    ({"hs_code": "701"}, "goods-mangled", "hs_code", "0701"),
    ({"hs_code": "2.70E+05"}, "goods-scientific", "hs_code", "as text"),
    ({"hs_code": "27011210"}, "goods-national", "hs_code", "270112"),
    ({"hs_code": "coal"}, "goods-form", "hs_code", "digits only"),
    ({"hs_code": "854911"}, "goods-revision", "hs_code", "HS2022 has"),
    ({"hs_code": "270199"}, "goods-unknown", "hs_code", "HS2017"),
    ({"hs_code": "999999"}, "goods-unspecified", "hs_code", "leave it here"),
    ({"value_usd": "-5"}, "amount-negative", "value_usd", "empty"),
    ({"value_usd": "NaN"}, "amount-form", "value_usd", "digits"),
    ({"value_usd": "inf"}, "amount-form", "value_usd", "digits"),
    ({"value_usd": "1_000"}, "amount-form", "value_usd", "digits"),
    ({"value_usd": "1e30"}, "amount-form", "value_usd", "10^15"),
    ({"quantity": "-1"}, "amount-negative", "quantity", "empty"),
    ({"quantity": "many"}, "amount-form", "quantity", "digits"),
    (
        {"value_usd": "", "quantity": ""},
        "amount-missing",
        "value_usd, quantity",
        "nil is written as 0",
    ),
    ({"unit": "furlong"}, "unit", "unit", "bbl"),
    ({"unit": ""}, "unit-missing", "unit", "name the unit"),
    ({"series": "rumour"}, "series", "series", "alleged"),
    ({"evidence": "sure"}, "evidence", "evidence", "reported"),
]


def test_each_fault_names_its_rule_field_finding_and_remedy(
    read_text: Reader, canonical: Canonical
) -> None:
    """Good rows around a bad one stay; the bad one says what to do."""
    rows = [row for change, *_ in BAD for row in ({}, change)]
    result = read_text(canonical(*rows))
    found = quarantined(result)

    assert result.kept == len(BAD)
    assert [row["row"] for row in found] == [3 + 2 * i for i in range(len(BAD))]
    for row, (change, rule, field, remedy) in zip(found, BAD, strict=True):
        assert (row["rule"], row["field"]) == (rule, field), change
        assert remedy in row["remedy"], change
        assert "{" not in row["remedy"]
        stated = next(iter(change.values()))
        assert stated in (row["found"] or "") or not stated


def test_every_fault_of_a_record_is_told(
    read_text: Reader, canonical: Canonical
) -> None:
    """A record counts once, but says all that is wrong with it."""
    result = read_text(canonical({"partner": "Nowhere", "hs_code": "coal"}))

    assert result.quarantined == 1
    assert "hs_code 'coal'" in quarantined(result)[0]["also"]


def test_missing_is_not_zero(read_text: Reader, canonical: Canonical) -> None:
    """A missing quantity stays missing, a published nil is kept as 0."""
    result = read_text(
        canonical({"quantity": "", "unit": ""}, {"value_usd": "0", "quantity": "0"})
    )

    assert flow(result, 0)["quantity"] is None
    assert flow(result, 1)["quantity"] == 0
    assert any(note.count == 1 for note in result.notes)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2016", date(2016, 1, 1), date(2017, 1, 1)),
        ("201612", date(2016, 12, 1), date(2017, 1, 1)),
        ("2016-12", date(2016, 12, 1), date(2017, 1, 1)),
        ("2016/2", date(2016, 2, 1), date(2016, 3, 1)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 3, 1)),
        ("20160229", date(2016, 2, 29), date(2016, 3, 1)),
        ("2016年12月", date(2016, 12, 1), date(2017, 1, 1)),
    ],
)
def test_a_period_becomes_a_half_open_span(
    read_text: Reader, period: str, start: date, end: date
) -> None:
    """Years, months and days meet without gap or overlap."""
    text = f"t,i,j,k,v,q\n{period},156,408,270112,1,1\n"
    result = read_text(text, revision="HS2012")

    assert (flow(result)["period_start"], flow(result)["period_end"]) == (start, end)


@pytest.mark.parametrize("period", ["2016.0", "201613", "Dec-16", "16", "2017-02-29"])
def test_a_malformed_period_is_put_aside(read_text: Reader, period: str) -> None:
    """A spreadsheet's idea of a date is not guessed at."""
    text = f"t,i,j,k,v,q\n{period},156,408,270112,1,1\n"

    assert quarantined(read_text(text, revision="HS2012"))[0]["rule"] == "period"


def test_the_revision_is_that_of_the_day_where_none_is_stated(
    read_text: Reader, canonical: Canonical
) -> None:
    """The last day of 2016 speaks HS2012, the first of 2017 HS2017; a note says so."""
    december = {"period_start": "2016-12-31", "period_end": "2017-01-01"}
    january = {"period_start": "2017-01-01", "period_end": "2017-01-02"}
    rows = [{**each, "hs_revision": ""} for each in (december, january)]
    result = read_text(canonical(*rows))

    assert result.flows.table["hs_revision"].to_pylist() == ["HS2012", "HS2017"]
    assert any("no revision stated" in note.text for note in result.notes)


def test_all_goods_together_have_no_revision(
    read_text: Reader, canonical: Canonical
) -> None:
    """A total is a total in every revision."""
    result = read_text(canonical({"hs_code": "TOTAL", "hs_revision": "HS2017"}))

    assert flow(result)["hs_revision"] == ""


def test_repeated_cells_are_kept_and_counted(
    read_text: Reader, canonical: Canonical
) -> None:
    """Several records per cell are usual: they are summed later, never first."""
    result = read_text(canonical({}, {}, {"value_usd": "1"}, {"partner": "RUS"}))

    assert result.kept == 4
    assert (result.repeated, result.identical) == (2, 1)


def test_lines_that_spoil_others_are_taken_out_with_their_numbers(
    read_text: Reader, canonical: Canonical
) -> None:
    """Stray latin-1, an open quote, a lost column and a NUL hurt nobody else."""
    lines = canonical(*[{} for _ in range(7)]).encode().split(b"\n")
    lines[2] = lines[2].replace(b"TEST", "Québec".encode("latin-1"))
    lines[3] = lines[3].replace(b"TEST", b'"TEST')
    lines[4] = lines[4].rsplit(b",", 3)[0]
    lines[5] = lines[5].replace(b"TEST", b"TE\0ST")
    lines.insert(2, b"")
    lines.insert(2, b"   ")
    result = read_text(b"\r\n".join(lines))

    assert (result.read, result.kept) == (7, 3)
    assert [(row["row"], row["rule"]) for row in quarantined(result)] == [
        (5, "encoding"),
        (6, "broken-line"),
        (7, "broken-line"),
        (8, "broken-line"),
    ]
    assert r"Qu\xe9bec" in quarantined(result)[0]["found"]


def test_quoted_separators_and_inch_marks_are_text(
    read_text: Reader, canonical: Canonical
) -> None:
    """Only a quote that opens a field and is not closed breaks a line."""
    text = canonical({"source": '"A, ""B"""'}, {"source": '5" pipe'})
    result = read_text(text)

    assert result.flows.table["source"].to_pylist() == ['A, "B"', '5" pipe']


def test_a_gzip_file_reads_like_the_file_itself(
    read_text: Reader, canonical: Canonical
) -> None:
    """What matters is the content, not the name."""
    packed = gzip.compress(canonical({}, {"hs_code": "x"}).encode())
    result = read_text(packed, name="flows.csv.gz")

    assert (result.kept, result.quarantined) == (1, 1)


def test_parquet_reads_like_text(
    tmp_path: Path, read_text: Reader, canonical: Canonical
) -> None:
    """What was written by us is read by us, unchanged; rows count from 1."""
    kept = read_text(canonical({}, {"partner": "RUS"})).flows.table
    path = tmp_path / "flows.parquet"
    pq.write_table(kept, path)
    broken = kept.set_column(7, "value_usd", pa.array([1.5, float("nan")]))
    pq.write_table(broken, tmp_path / "broken.parquet")
    result = read(tmp_path / "broken.parquet")

    assert read(path).flows.table.equals(kept)
    assert quarantined(result)[0]["row"] == 2


def test_several_files_add_up(tmp_path: Path, canonical: Canonical) -> None:
    """Each record remembers its file."""
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_text(canonical({}, {"hs_code": "x"}))
    result = read(paths)

    assert (result.read, result.kept, result.quarantined) == (4, 2, 2)
    assert [row["file"] for row in quarantined(result)] == [str(p) for p in paths]
    assert result.layouts == tuple((str(path), "canonical") for path in paths)


def test_a_file_with_only_a_header_has_no_records(
    read_text: Reader, canonical: Canonical
) -> None:
    """Nothing was traded, or nothing was asked for: no error."""
    assert read_text(canonical()).read == 0
    assert read_text(canonical().strip()).read == 0


def test_a_result_says_its_counts_and_reasons(
    read_text: Reader, canonical: Canonical
) -> None:
    """The run ends with the counts."""
    text = str(read_text(canonical({}, {"value_usd": "-1"})))

    assert "2 records read: 1 kept, 1 put aside." in text
    assert "1: the amount is negative" in text


def test_the_caller_may_name_series_and_source(read_text: Reader) -> None:
    """What the file does not say, the caller may."""
    text = "t,i,j,k,v,q\n2018,156,408,270112,1,1\n"
    result = read_text(text, revision="HS2017", series="alleged", source="PoE")

    assert (flow(result)["series"], flow(result)["source"]) == ("alleged", "PoE")


@pytest.mark.parametrize("option", ["layout", "series", "revision", "direction"])
def test_a_wrong_option_names_the_right_ones(tmp_path: Path, option: str) -> None:
    """A typing error is answered with the words that are known."""
    options: dict[str, Any] = {option: "x"}

    with pytest.raises(SchemaError, match=f"{option}: found 'x'; expected one of"):
        read(tmp_path / "a.csv", **options)


def test_no_file_at_all_is_an_error() -> None:
    """An empty pattern must not pass for an empty result."""
    with pytest.raises(SchemaError, match="no file to read"):
        read([])


CHANGES = st.sampled_from([{}, {}, {}, *(change for change, *_ in BAD)])
SPOILS = st.sampled_from(["", "", "", "", "blank", "latin", "quote", "short"])


def _spoilt(line: str, how: str) -> bytes:
    match how:
        case "blank":
            return line.encode() + b"\n"
        case "latin":
            return line.encode().replace(b"TEST", b"\xe9t\xe9")
        case "quote":
            return line.encode().replace(b"TEST", b'"TEST')
        case "short":
            return line.encode().rsplit(b",", 2)[0]
        case _:
            return line.encode()


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.tuples(CHANGES, SPOILS), max_size=40))
def test_read_is_kept_plus_quarantined(
    read_text: Reader,
    canonical: Canonical,
    rows: list[tuple[dict[str, str], str]],
) -> None:
    """Nothing is dropped and nothing counted twice, whatever the file holds."""
    header, *lines = canonical(*(change for change, _ in rows)).splitlines()
    spoilt = [_spoilt(line, how) for line, (_, how) in zip(lines, rows, strict=True)]
    content = b"\n".join([header.encode(), *spoilt, b""])
    physical = content.split(b"\n")
    result = read_text(content)
    good = sum(not change and how in {"", "blank"} for change, how in rows)
    places = [row["row"] for row in quarantined(result)]

    assert result.read == len(rows)
    assert result.kept == good
    assert result.quarantined == len(rows) - good
    assert places == sorted(set(places))
    assert all(physical[place - 1].strip() for place in places)
