"""What `yalu screen` promises, one promise per test."""

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Yalu

HEADER = (
    "reporter,partner,direction,period_start,period_end,hs_code,hs_revision,"
    "value_usd,quantity,unit,series,source,evidence"
)
COAL = "CHN,PRK,import,2018-03-01,2018-04-01,270112,HS2017,1000,10,t,customs,x,official"
BAGS = COAL.replace("270112", "392321")
STRADDLING = COAL.replace("2018-03-01,2018-04-01", "2017-08-01,2017-09-01")


def shipments(folder: Path, *rows: str) -> Path:
    """Write rows as a canonical file."""
    path = folder / "shipments.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def test_counts_and_bounds_come_as_json(yalu: Yalu, tmp_path: Path) -> None:
    """What was read, what was put aside and why, what moved against which measure."""
    bad = COAL.replace("2018-03-01", "2018-13-01")
    found = yalu("screen", str(shipments(tmp_path, COAL, BAGS, bad)), "--json").json
    measures = {row["measure"]: row for row in found["breaches_by_measure"]}

    assert (found["read"], found["kept"], found["quarantined"]) == (3, 2, 1)
    assert sum(found["quarantined_by_reason"].values()) == 1
    assert measures["UN-2371-8-coal"]["value_usd"] == [1000, 1000]
    (kind,) = found["distinct_breaches"]
    assert (kind["series"], kind["records"]) == ("customs", [1, 1])
    assert kind["evidence"] == "official"


def test_the_example_shows_what_a_screening_finds(yalu: Yalu) -> None:
    """Breaches, sure and possible, caps, what is free, and a row put aside."""
    example = Path(__file__).parents[2] / "examples/dprk-shipments.generated.csv"
    found = yalu("screen", str(example), "--json").json
    breaches = {row["measure"]: row["records"] for row in found["breaches_by_measure"]}

    assert (found["kept"], found["quarantined"]) == (11, 1)
    assert breaches["UN-2371-8-coal"] == [1, 1]
    assert breaches["UN-2371-8-iron"] == [0, 1]
    assert {"UN-2321-26b-2017", "UN-2397-4", "UN-2397-5"} == {
        row["measure"] for row in found["moved_under_caps"]
    }
    assert found["distinct_breaches"][0]["records"][1] < found["kept"]


def test_it_names_the_row_put_aside_and_what_it_takes_as_met(yalu: Yalu) -> None:
    """No number without what it counts; a cap's conditions are in no record."""
    example = Path(__file__).parents[2] / "examples/dprk-shipments.generated.csv"
    said = yalu("screen", str(example)).out

    assert "  1 record (row 13): the goods code has an odd number" in said
    assert "The conditions of a cap, which no record shows, are taken as met" in said


def test_the_month_that_straddles_a_start_is_possible_only(
    yalu: Yalu, tmp_path: Path
) -> None:
    """The ban of 5 August 2017 may or may not have met a shipment of that August."""
    found = yalu("screen", str(shipments(tmp_path, STRADDLING)), "--json").json
    measures = {row["measure"]: row for row in found["breaches_by_measure"]}

    assert measures["UN-2371-8-coal"]["records"] == [0, 1]
    assert measures["UN-2371-8-coal"]["value_usd"] == [0, 1000]


def test_findings_and_quarantine_are_written_where_asked(
    yalu: Yalu, tmp_path: Path
) -> None:
    """Rows put aside are not lost: they stand in a file with their reasons."""
    path = shipments(tmp_path, COAL, COAL.replace("CHN", "XX"))
    findings, aside = tmp_path / "found.csv", tmp_path / "aside.csv"
    answer = yalu("screen", str(path), "-o", str(findings), "--quarantine", str(aside))

    assert answer.code == 0
    assert "UN-2371-8-coal" in findings.read_text()
    assert findings.read_text().startswith("measure,")  # as the page sends it
    assert "XX" in aside.read_text()
    assert max(map(len, answer.out.splitlines())) <= 80


def test_the_row_in_breach_is_named(yalu: Yalu, tmp_path: Path) -> None:
    """Whoever has to answer for a file must know which line of it."""
    path = shipments(tmp_path, COAL.replace("2018", "2012"), COAL)
    rows = tmp_path / "rows.csv"
    hint = yalu("screen", str(path)).out
    answer = yalu("screen", str(path), "--records", str(rows))

    lines = list(csv.DictReader(rows.read_text().splitlines()))
    assert {line["row"] for line in lines} == {"3"}
    assert "UN-2371-8-coal" in {line["measure"] for line in lines}
    assert "Rows under a ban" in hint
    assert "│3   │ UN-2371-8-coal │ sure" in hint
    assert "--records FILE.csv tells each row" in hint
    assert f"{rows} tells each row" in " ".join(answer.out.split())
    assert max(map(len, answer.out.splitlines())) <= 80


def _missing(folder: Path) -> Path:
    return folder / "missing.csv"


def _empty(folder: Path) -> Path:
    path = folder / "empty.csv"
    path.write_text("")
    return path


def _binary(folder: Path) -> Path:
    path = folder / "binary.csv"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def _cut(folder: Path) -> Path:
    path = folder / "cut.csv.gz"
    whole = gzip.compress("\n".join([HEADER, *[COAL] * 5000]).encode())
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _columns(folder: Path) -> Path:
    path = folder / "columns.csv"
    path.write_text("from,to,what\nPRK,CHN,coal\n")
    return path


def _header(folder: Path) -> Path:
    return shipments(folder)


def _folder(folder: Path) -> Path:
    path = folder / "a folder"
    path.mkdir()
    return path


@pytest.mark.parametrize(
    "make", [_missing, _empty, _binary, _cut, _columns, _header, _folder]
)
def test_a_file_of_no_use_is_told_in_one_paragraph(
    yalu: Yalu, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    """Place, finding, remedy; exit code 3; nothing on the standard output."""
    path = make(tmp_path)
    answer = yalu("screen", str(path))

    assert answer.code == 3
    assert answer.out == ""
    assert path.name in answer.err
    assert "Traceback" not in answer.err


def test_an_output_that_cannot_be_written_is_told_before_the_work(
    yalu: Yalu, tmp_path: Path
) -> None:
    """No half hour of screening ends in a missing folder."""
    path = shipments(tmp_path, COAL)
    nowhere = yalu("screen", str(path), "-o", str(tmp_path / "no" / "found.csv"))
    strange = yalu("screen", str(path), "-o", str(tmp_path / "found.docx"))

    assert (nowhere.code, strange.code) == (3, 2)
    assert "does not exist" in nowhere.err
    assert ".csv or .parquet" in strange.err


def test_a_folder_without_files_is_not_called_missing(
    yalu: Yalu, tmp_path: Path
) -> None:
    """The folder is there; what it lacks is Parquet."""
    said = yalu("screen", str(_folder(tmp_path))).err

    assert "holds no Parquet file" in said
    assert "no such file" not in said


def test_a_header_alone_is_no_trade(yalu: Yalu, tmp_path: Path) -> None:
    """Nothing read is no answer, least of all one of zero breaches."""
    assert "found no records" in yalu("screen", str(_header(tmp_path))).err


def test_a_file_named_twice_is_refused(yalu: Yalu, tmp_path: Path) -> None:
    """Its trade would be counted twice, also where it is written in two ways."""
    path = shipments(tmp_path, COAL)
    again = path.parent / "." / ".." / path.parent.name / path.name
    found = yalu("screen", str(path), str(again))

    assert found.code == 2
    assert "named more than once" in found.err
