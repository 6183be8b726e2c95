"""What a figure or table that leaves as a file promises."""

import csv
import io
import json
import pkgutil
import re
from importlib import import_module
from xml.etree import ElementTree as ET

import openpyxl
import pyarrow.parquet as pq
import pytest

from yalu.compliance import Verdict
from yalu.errors import SchemaError
from yalu.report import sections
from yalu.report.block import Figure, Table
from yalu.report.exports import Form, Surroundings, block_bytes, forms_of
from yalu.report.exports.swatch import swatch

SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"


def svg_of(figure: Figure, around: Surroundings) -> str:
    """Return a figure as text of SVG."""
    return block_bytes(figure, Form.SVG, around).decode()


@pytest.mark.parametrize("form", Form)
def test_the_same_figure_gives_the_same_bytes(
    form: Form, figure: Figure, around: Surroundings
) -> None:
    """Who compares two exports must not find a difference of the clock."""
    assert block_bytes(figure, form, around) == block_bytes(figure, form, around)


def test_a_table_has_no_picture(table: Table, around: Surroundings) -> None:
    """The message lists the forms that it has."""
    assert not {Form.SVG, Form.PNG} & {*forms_of(table)}
    with pytest.raises(SchemaError, match="expected csv, parquet"):
        block_bytes(table, Form.PNG, around)


def test_a_picture_tells_what_it_found_how_and_whose(
    figure: Figure, around: Surroundings
) -> None:
    """It travels without the page: finding, definition, evidence and sources go too."""
    root = ET.fromstring(svg_of(figure, around))  # noqa: S314 - our own
    said = " ".join(part.text or "" for part in root.iter(f"{SVG}text"))

    assert "Coal fell by 69 % <in 2017> & stayed low" in said
    assert "Counts months." in said
    assert "Evidence: official, alleged." in said
    assert "Sources: A newspaper, 2018; R2." in said
    assert "as of 2026-11-22: figure coal" in said
    assert (root.find(f"{SVG}title"), root.find(f"{SVG}desc")) != (None, None)


def test_a_picture_shows_every_panel_with_its_legend(
    figure: Figure, around: Surroundings
) -> None:
    """Alleged amounts stand in a panel of their own, under their own name."""
    svg = svg_of(figure, around)

    assert svg.count('class="marks"') == len(figure.panels)
    assert svg.index(">Customs<") < svg.index(">Alleged by others<")
    assert all(f">{look}<" in svg for look in figure.panels[0].key)


def test_a_picture_loads_nothing(figure: Figure, around: Surroundings) -> None:
    """Neither fonts nor pictures nor scripts of others."""
    svg = svg_of(figure, around)

    assert not re.search(r"<(script|image|foreignObject|use)\b|@import|url\(h", svg)
    assert not re.search(r'href="(?!#)', svg)


def test_a_png_is_twice_as_fine_as_the_svg(
    figure: Figure, around: Surroundings
) -> None:
    """It is sharp on screens with two dots to a pixel, and in print."""
    png = block_bytes(figure, Form.PNG, around)
    width = int(re.findall(r'width="(\d+)"', svg_of(figure, around))[0])

    assert png.startswith(PNG)
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * width, abs=2)


def test_every_look_of_the_report_has_a_swatch() -> None:
    """A legend that names a look without showing it explains nothing."""
    modules = [
        import_module(f"yalu.report.sections.{found.name}")
        for found in pkgutil.iter_modules(sections.__path__)
    ]
    keys = {look for module in modules for look in getattr(module, "_KEY", ())}
    keys |= {"baseline", "with-the-scenario", "its-middle-90-percent", "contested"}
    keys |= {verdict.value.replace("_", "-") for verdict in Verdict}

    assert not {look for look in keys if not swatch(look)}


def test_csv_is_that_of_the_report(figure: Figure, around: Surroundings) -> None:
    """One figure, one file of numbers, wherever it is taken from."""
    assert block_bytes(figure, Form.CSV, around).decode() == figure.data.csv


def test_parquet_keeps_types_and_tells_where_it_comes_from(
    figure: Figure, around: Surroundings
) -> None:
    """A day is a day and a missing number is missing; the file alone can be cited."""
    table = pq.read_table(io.BytesIO(block_bytes(figure, Form.PARQUET, around)))
    row, empty = table.to_pylist()
    told = table.schema.metadata

    assert row["day"].isoformat() == "2016-01-01"
    assert (row["amount"], row["count"], row["sure"]) == (1.5, 3, True)
    assert row["codes"] == ["27", "72"]
    assert set(empty.values()) == {None}
    assert b"https://example.org/1" in told[b"yalu.sources"]
    assert b"SHA-256" in told[b"yalu.reference"]


def test_a_workbook_holds_no_formula(figure: Figure, around: Surroundings) -> None:
    """Text that begins like one stays text, whatever program opens it."""
    book = openpyxl.load_workbook(
        io.BytesIO(block_bytes(figure, Form.XLSX, around)), data_only=False
    )
    sheet = book["data"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    values = [cell.value for cell in sheet[2]]

    assert "f" not in kinds
    assert values[1:6] == [1.5, 3, True, "27;72", "=1+1"]
    assert book["about"]["A1"].value == "id"


def test_json_holds_numbers_sources_and_the_chart(
    figure: Figure, around: Surroundings
) -> None:
    """A program finds in it all that a reader of the page finds."""
    told = json.loads(block_bytes(figure, Form.JSON, around))

    assert told["rows"][0]["amount"] == 1.5
    assert told["sources"][0]["publisher"] == "A newspaper, 2018"
    assert told["charts"][0]["vega_lite"]["$schema"].startswith("https://vega")
    assert told["evidence"] == ["official", "alleged"]


def test_a_reference_names_the_figure_and_its_hashes(
    figure: Figure, around: Surroundings
) -> None:
    """Two versions of a figure can be told apart years later."""
    text = block_bytes(figure, Form.TXT, around).decode()
    entry = block_bytes(figure, Form.BIB, around).decode()

    assert "law abababababab, data cdcdcdcdcdcd" in text
    assert "Rests on: A newspaper, 2018; R2." in text
    assert r"69 \% <in 2017> \& stayed low" in entry
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(
        r"\}"
    )


def test_columns_of_the_csv_are_those_of_the_grid(
    table: Table, around: Surroundings
) -> None:
    """A table exports every number behind it, not only what is shown."""
    rows = list(csv.reader(io.StringIO(block_bytes(table, Form.CSV, around).decode())))

    assert tuple(rows[0]) == table.data.columns
    assert len(rows) == 1 + len(table.data.rows)
