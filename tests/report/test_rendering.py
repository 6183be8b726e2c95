"""What a written report promises."""

import re
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from yalu import library
from yalu.errors import SchemaError
from yalu.regime import read_regime
from yalu.report import Dossier, Figure, Report, Table, gather, render


def test_the_same_dossier_gives_the_same_bytes(
    dossier: Dossier, written: Report, tmp_path: Path
) -> None:
    """No clock, no order of a set, no path of a machine is in the page."""
    again = render(dossier, tmp_path / "a folder with spaces")

    assert again.page.read_bytes() == written.page.read_bytes()


def test_the_page_is_small_enough_to_send(written: Report) -> None:
    """Under six megabytes, drawing library and data inside."""
    assert written.page.stat().st_size < 6_000_000


def test_every_block_has_its_data_on_disk(written: Report) -> None:
    """One CSV file for each figure and table, as the page has it."""
    blocks = [block for section in written.sections for block in section.blocks]

    assert [path.stem for path in written.data] == [block.id for block in blocks]
    for path, block in zip(written.data, blocks, strict=True):
        assert path.read_text(encoding="utf-8") == block.data.csv


def test_every_figure_says_what_it_found_counts_and_rests_on(written: Report) -> None:
    """Title, definition, source, grade and data belong to the figure."""
    figures = [
        block
        for section in written.sections
        for block in section.blocks
        if isinstance(block, Figure)
    ]

    for figure in figures:
        assert figure.title
        assert figure.definition
        assert figure.summary
        assert figure.sources
        assert figure.grades
        assert figure.data.rows


def test_the_answer_comes_first(written: Report, html: str) -> None:
    """Somebody with one minute reads the headline and the findings."""
    assert written.sections[0].id == "answer"
    assert written.sections[0].points
    assert html.index('class="answer"') < html.index("<nav")


def test_every_finding_of_the_answer_leads_to_its_evidence(written: Report) -> None:
    """No statement stands without the figure or table it was read from."""
    blocks = {block.id for section in written.sections for block in section.blocks}

    for point in written.sections[0].points:
        assert point.see
        assert set(point.see) <= blocks
        assert point.grades


def test_every_source_named_is_listed_with_its_publisher(written: Report) -> None:
    """An identifier that leads nowhere is no source."""
    (listed,) = (
        block
        for section in written.sections
        for block in section.blocks
        if block.id == "sources" and isinstance(block, Table)
    )
    names = {row[0].text for row in listed.rows}
    used = {
        name
        for section in written.sections
        for block in section.blocks
        for name in block.sources
    }

    assert used <= names
    assert "not described" not in {row[1].text for row in listed.rows}


def test_every_row_from_one_source_leads_to_it_and_the_source_back(
    written: Report, html: str
) -> None:
    """From a number to its publication in two clicks, without a search."""
    entries = dict(re.findall(r'id="source-([^"]+)">([^<]+)<', html))
    listed = html.split('<section class="table" id="sources"')[1]
    back = {
        anchor: listed.split(f'id="source-{anchor}"')[1].split("</tr>")[0]
        for anchor in entries
    }
    figures = [
        block
        for section in written.sections
        for block in section.blocks
        if isinstance(block, Figure) and block.data.origins
    ]

    assert len(figures) > 10
    for figure in figures:
        numbers = html.split(f'id="{figure.id}-data"')[1].split("</details>\n</figure>")
        _, *rows = re.findall(r"<tr>.*?</tr>", numbers[0], re.DOTALL)
        for names, row in zip(figure.data.origins, rows, strict=True):
            if len(names) == 1:
                ((anchor, name),) = re.findall(r'href="#source-([^"]+)">([^<]+)<', row)
                assert (name,) == names
                assert entries[anchor] == name
                assert f'href="#{figure.id}"' in back[anchor]


def test_numbers_without_a_source_of_their_own_say_what_they_are_computed_from(
    written: Report, html: str
) -> None:
    """The middle of some draws is from no page of any publication."""
    for section in written.sections:
        for block in section.blocks:
            if isinstance(block, Figure) and not block.data.origins:
                told = html.split(f'<figure id="{block.id}"')[1]
                told = told.partition("</figure>")[0]
                assert "<b>Computed</b> from" in told
                assert f'href="#{block.id}-definition"' in told


def test_the_numbers_of_the_first_page_name_their_sources(html: str) -> None:
    """A few by name, more of them by a link to their list."""
    (shown,) = re.findall(r'<ol class="highlights">.*?</ol>', html, re.DOTALL)

    for told in shown.split("<li>")[1:]:
        assert re.search(
            r'href="#source-|href="#[^"]+-sources">\d+&nbsp;sources<', told
        )


def test_a_regime_without_trade_is_reported_by_its_law_alone(tmp_path: Path) -> None:
    """Nothing is asked of the record of another country."""
    report = render(gather(library.load("somalia")), tmp_path)

    assert {s.id for s in report.sections}.isdisjoint({"trade", "caps", "claims"})
    assert report.page.stat().st_size > 0


@pytest.mark.parametrize("target", ["SOM", "PRK"])
def test_a_law_of_one_ban_is_reported_without_the_claims(
    target: str, tmp_path: Path
) -> None:
    """Tables without rows, and claims about measures it lacks, are left out."""
    law = tmp_path / "law"
    with as_file(files("yalu.library") / "somalia") as known:
        copytree(known, law)
    rmtree(law / "cases")
    for name in ("unsc-2182", "unsc-2696"):
        (law / "instruments" / f"{name}.yaml").unlink()
    head = law / "regime.yaml"
    text = head.read_text(encoding="utf-8").replace("target: SOM", f"target: {target}")
    head.write_text(text.replace("id: somalia", "id: tiny"), encoding="utf-8")

    report = render(gather(read_regime(law)), tmp_path / "report")
    tables = {block.id for section in report.sections for block in section.blocks}

    assert report.page.is_file()
    assert not {name for name in tables if name.startswith("claims-")}
    assert ("claims" in {s.id for s in report.sections}) == (target == "PRK")


def test_law_published_later_is_not_known_as_of_an_earlier_day() -> None:
    """The report of 2016 must not speak of resolutions of 2017."""
    known = gather(library.load("dprk"), as_of=date(2016, 12, 31))

    assert known.on == date(2016, 12, 31)
    assert "UN-2371-8-coal" not in known.regime.measures
    assert "UN-2321-26b-2016" in known.regime.measures


def test_a_folder_that_cannot_be_written_is_named(
    dossier: Dossier, tmp_path: Path
) -> None:
    """The message says which folder, and what to give instead."""
    blocked = tmp_path / "file"
    blocked.write_text("")

    with pytest.raises(SchemaError, match=r"file.*choose another path"):
        render(replace(dossier, enquiry=None, profile=None, ledger=None), blocked)
