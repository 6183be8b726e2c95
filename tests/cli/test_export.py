"""What `yalu export` promises, one promise per test."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Yalu
from yalu import library
from yalu.cli.answers import exported_figure
from yalu.provenance import Source
from yalu.regime import Regime
from yalu.report.block import Cell, Section, Table
from yalu.report.grid import Grid

TABLE = Table(
    id="cap-coal",
    title="Coal under its cap",
    columns=("year",),
    rows=((Cell(text="2017"),),),
    data=Grid(("year", "share"), ((2017, 0.5),)),
)


@dataclass(frozen=True, slots=True)
class Case:
    """As much of a dossier as a reference needs."""

    on: date
    regime: Regime
    publications: Mapping[str, Source]
    hashes: Mapping[str, str]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the report hold one table, at once."""
    section = Section(id="caps", heading="Caps", blocks=(TABLE,))
    law = library.load("liberia")
    case = Case(law.last_checked_on, law, {}, {"trade": "ab" * 32})
    monkeypatch.setattr(exported_figure, "gather", lambda *_, **__: case)
    monkeypatch.setattr(exported_figure, "recorded_sections", lambda _: ())
    monkeypatch.setattr(exported_figure, "with_answers", lambda told, *_, **__: told)
    monkeypatch.setattr(exported_figure, "sections_of", lambda _: (section,))


def test_law_goes_with_its_schema(yalu: Yalu, tmp_path: Path) -> None:
    """One file for each regime, and one that says what they hold."""
    answer = yalu("export", "law", "--regime", "all", "-o", str(tmp_path / "law"))
    names = {path.stem for path in (tmp_path / "law").iterdir()}

    assert answer.code == 0
    assert names == {*library.available(), "law.schema"}


def test_json_tells_what_was_written_and_its_hash(yalu: Yalu, tmp_path: Path) -> None:
    """A program verifies what it takes over."""
    files = yalu(
        "export", "law", "--regime", "iran", "-o", str(tmp_path), "--json"
    ).json["files"]
    law = Path(files[0]["path"]).read_bytes()

    assert json.loads(law)["id"] == "iran"
    assert files[0]["bytes"] == len(law)
    assert files[0]["sha256"] == hashlib.sha256(law).hexdigest()


def test_the_crosswalk_comes_as_csv_and_json(yalu: Yalu, tmp_path: Path) -> None:
    """Programmes, kinds, measures, and where their words are defined."""
    yalu("export", "crosswalk", "-o", str(tmp_path))
    tables = ("kinds", "measures", "programmes", "sources")

    assert {path.name for path in tmp_path.iterdir()} == {
        f"{table}.{form}" for table in tables for form in ("csv", "json")
    }


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "json"])
def test_a_dataset_goes_with_its_card(form: str, yalu: Yalu, tmp_path: Path) -> None:
    """Figures never leave without their terms."""
    answer = yalu("export", "data", "prices", "-o", str(tmp_path / f"p.{form}"))
    card = json.loads((tmp_path / "p.card.json").read_text())

    assert answer.code == 0
    assert (tmp_path / f"p.{form}").stat().st_size > 1_000
    assert "Daily NK" in card["licence"]["name"]


def test_datasets_are_listed_without_a_name(yalu: Yalu) -> None:
    """Nobody has to know the names."""
    assert "partner_totals" in yalu("export", "data").out
    assert {"name", "rows", "title"} == set(yalu("export", "data", "--json").json[0])


@pytest.mark.parametrize("form", ["txt", "bib", "json"])
def test_a_reference_is_printed_or_written(
    form: str, yalu: Yalu, tmp_path: Path
) -> None:
    """The same text either way."""
    path = tmp_path / f"yalu.{form}"
    printed = yalu("export", "cite", "--form", form)
    written = yalu("export", "cite", "-o", str(path))

    assert printed.code == written.code == 0
    assert path.read_text() == printed.out
    assert "Yalu" in printed.out


@pytest.mark.usefixtures("drawn")
def test_a_figure_is_written_in_the_form_of_its_ending(
    yalu: Yalu, tmp_path: Path
) -> None:
    """The ending says all there is to say."""
    answer = yalu("export", "figure", "cap-coal", "-o", str(tmp_path / "c.csv"))

    assert answer.code == 0
    assert (tmp_path / "c.csv").read_text() == "year,share\n2017,0.5\n"


@pytest.mark.usefixtures("drawn")
def test_figures_are_listed_without_a_name(yalu: Yalu) -> None:
    """With what they found, so that the right one is known."""
    assert yalu("export", "figure", "--json").json == [
        {"id": "cap-coal", "kind": "table", "title": "Coal under its cap"}
    ]


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("figure", "cap-cola", "-o", "c.csv"), "perhaps 'cap-coal'"),
        (("figure", "cap-coal", "-o", "c.png"), "expected csv, parquet, xlsx, json"),
        (("figure", "cap-coal", "-o", "c.pdf"), "found '.pdf'"),
        (("figure", "cap-coal"), "--output: found none"),
        (("data", "trad", "-o", "t.csv"), "expected one of absences"),
        (("data", "trade"), "--output: found none"),
        (("data", "trade", "-o", "t.png"), "expected csv, parquet, xlsx or json"),
        (("cite", "--form", "pdf"), "expected txt, bib or json"),
        (("law", "--regime", "atlantis"), "neither a folder nor in the library"),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_written(
    arguments: tuple[str, ...],
    told: str,
    yalu: Yalu,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One paragraph on the error output, and code 2."""
    monkeypatch.chdir(tmp_path)
    answer = yalu("export", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told(yalu: Yalu, tmp_path: Path) -> None:
    """With code 3, as any file that cannot be used."""
    (tmp_path / "taken").write_text("")

    answer = yalu("export", "crosswalk", "-o", str(tmp_path / "taken" / "here"))

    assert answer.code == 3
    assert "taken" in answer.err
