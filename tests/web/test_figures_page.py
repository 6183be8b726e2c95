"""Promises about figures and tables, their data, sources and citation."""

import io
import json
import re

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.web.shelves import CUSTOMS
from tests.web.visitors import Visitor
from yalu.web.replies.figures import FigureTold


def test_every_figure_and_table_is_listed(reader: Visitor) -> None:
    """What cannot be found was not published."""
    text = reader.read("/figures").text

    assert 'href="/figures/coal-bought"' in text
    assert 'href="/figures/coal-months"' in text


def test_a_figure_comes_with_all_that_it_rests_on(reader: Visitor) -> None:
    """Chart, definition, evidence, source, data and citation on one page."""
    text = reader.read("/figures/coal-bought").text

    assert '<script type="application/json">{' in text
    assert 'class="still"' in text
    assert "Tonnes that customs recorded." in text
    assert 'class="grade official"' in text
    assert f'href="/sources/{CUSTOMS.id}"' in text
    assert f'href="{CUSTOMS.url}"' in text
    assert 'href="/figures/coal-bought.csv"' in text
    assert "The Yalu authors (2020). Coal bought fell by 4,470 t" in text


def test_a_chart_is_there_without_a_script(reader: Visitor) -> None:
    """The still picture needs none, and no style of its own, which is forbidden."""
    still = re.findall(
        r"<svg[^>]*still.*?</svg>", reader.read("/figures/coal-bought").text
    )

    assert len(still) == 1
    assert "style=" not in still[0]


def test_the_source_of_a_figure_is_two_clicks_from_the_answer(reader: Visitor) -> None:
    """First page, figure, source."""
    assert 'href="/figures/coal-bought"' in reader.read("/").text
    assert f'href="/sources/{CUSTOMS.id}"' in reader.read("/figures/coal-bought").text
    assert reader.read(f"/sources/{CUSTOMS.id}").status_code == 200


def test_every_figure_and_table_leads_to_each_of_its_sources(reader: Visitor) -> None:
    """One click to the publication, which leads back to the rows that are from it."""
    for figure in reader.get("/api/v1/figures").json():
        told = reader.get(f"/api/v1/figures/{figure['id']}").json()
        text = reader.read(f"/figures/{figure['id']}").text
        assert told["sources"]
        for source in told["sources"]:
            assert f'href="/sources/{source["id"]}"' in text
            back = f"/figures/{figure['id']}?source={source['id']}#numbers"
            assert f'href="{back}"' in reader.read(f"/sources/{source['id']}").text


def test_a_row_of_numbers_leads_to_the_source_that_it_is_from(reader: Visitor) -> None:
    """Of a figure with many sources one wants that of one number."""
    text = reader.read("/figures/coal-bought").text
    (row,) = re.findall(r"<tr>(?:(?!</tr>).)*<td>2016</td>.*?</tr>", text)

    assert f'href="/sources/{CUSTOMS.id}"' in row


def test_rows_can_be_chosen_by_source_and_by_words(reader: Visitor) -> None:
    """A form that any browser sends; what was asked for stands open."""
    of_source = reader.read("/figures/coal-bought", {"source": CUSTOMS.id}).text
    of_words = reader.read("/figures/coal-bought", {"find": "2017"}).text
    none = reader.read("/figures/coal-bought", {"find": "<b>"}).text

    assert 'id="numbers" open' in of_source
    assert "<td>2016</td>" in of_source
    assert "<td>2017</td>" not in of_source
    assert "<td>2017</td>" in of_words
    assert "0 of 2 rows with “&lt;b&gt;”" in none


def test_a_missing_number_is_a_dash_and_never_zero(reader: Visitor) -> None:
    """Nothing was recorded is not the same as nothing moved."""
    text = reader.read("/figures/coal-bought").text

    assert "<td>2017</td><td>\u2013</td>" in text


def test_numbers_read_the_same_in_every_language(reader: Visitor) -> None:
    """A comma parts thousands for some readers and decimals for others."""
    assert "4\u202f470 t" in reader.read("/figures/coal-bought").text


def test_words_in_a_table_are_never_read_as_markup(reader: Visitor) -> None:
    """Cells hold what others wrote."""
    text = reader.read("/figures/coal-months").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_scenario_leads_to_its_own_page(reader: Visitor) -> None:
    """Links of the report name sections; a section is a place in the list."""
    answer = reader.read("/figures/trade")

    assert answer.status_code == 307
    assert answer.headers["location"] == "/figures#trade"


@pytest.mark.parametrize(
    "ending", ["csv", "parquet", "xlsx", "json", "svg", "png", "bib"]
)
def test_a_figure_can_be_taken_along_in_every_form(
    reader: Visitor, ending: str
) -> None:
    """The page and the interface hand out the same bytes under a telling name."""
    page = reader.get(f"/figures/coal-bought.{ending}")
    told = reader.get(f"/api/v1/figures/coal-bought/{ending}")

    assert page.status_code == told.status_code == 200
    assert page.content == told.content
    assert f'filename="coal-bought.{ending}"' in page.headers["content-disposition"]


def test_the_forms_hold_the_same_rows(reader: Visitor) -> None:
    """Whoever opens a workbook must not see less than who reads Parquet."""
    table = pq.read_table(
        io.BytesIO(reader.get("/figures/coal-bought.parquet").content)
    )
    book = openpyxl.load_workbook(
        io.BytesIO(reader.get("/figures/coal-bought.xlsx").content)
    )
    rows = list(book.worksheets[0].values)

    assert table.num_rows == 2
    assert list(rows[0]) == table.column_names
    assert (
        reader.get("/figures/coal-bought.csv").text.splitlines()[2].startswith("2017,,")
    )


def test_a_form_that_there_is_not_is_told_with_those_there_are(reader: Visitor) -> None:
    """A table has no picture."""
    answer = reader.get("/figures/coal-months.png")

    assert answer.status_code == 422
    assert "csv, parquet, xlsx" in answer.json()["problems"][0]["expected"]


@pytest.mark.parametrize(
    "name", ["coal-bougth", "../app", "coal-bought%00", "%7B%7B7*7%7D%7D"]
)
def test_a_name_that_is_none_leads_nowhere(reader: Visitor, name: str) -> None:
    """A name is looked up among those there are, and never used as a path or code."""
    answer = reader.read(f"/figures/{name}")

    assert answer.status_code == 404
    assert "49" not in re.sub(r"/static/\w+", "", answer.text)


def test_a_mistyped_figure_is_told_with_the_one_that_was_meant(reader: Visitor) -> None:
    """Names of figures are long."""
    answer = reader.get("/api/v1/figures/coal-bougth")

    assert "perhaps 'coal-bought'" in answer.json()["problems"][0]["expected"]


def test_programs_get_a_figure_as_it_is_described_to_them(reader: Visitor) -> None:
    """The description is what typed clients are written from."""
    told = FigureTold.model_validate(
        json.loads(reader.get("/api/v1/figures/coal-bought").content)
    )

    assert told.rows[1]["tonnes"] is None
    assert told.charts[0].vega_lite["mark"]
    assert told.sources[0].url == CUSTOMS.url
    assert told.by_row
    assert told.rows[0]["sources"] == CUSTOMS.id


def test_programs_learn_which_figures_there_are(reader: Visitor) -> None:
    """With section, evidence, sources and the forms they can be had in."""
    figure, table = reader.get("/api/v1/figures").json()

    assert figure["section"] == "What was recorded"
    assert "png" in figure["forms"]
    assert "png" not in table["forms"]


def test_programs_get_the_answer_with_the_hashes_of_law_and_data(
    reader: Visitor,
) -> None:
    """Two answers can be compared only if one knows what they rest on."""
    told = reader.get("/api/v1/answer").json()

    assert told["answer"] == "In part: 1 of 2."
    assert set(told["hashes"]) == {"law", "data"}
    assert told["points"] == [{"text": "Coal was bought.", "figures": ["coal-bought"]}]
