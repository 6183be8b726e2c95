"""What the sections say: numbers computed again, and no silence taken as a yes."""

import re
from dataclasses import replace

import pytest

from tests.report import worlds
from yalu.compliance import Verdict
from yalu.dependence import READINGS, Flow
from yalu.flows import Series
from yalu.provenance import Evidence
from yalu.report import (
    Block,
    Dossier,
    Figure,
    Report,
    Table,
    lawmaking,
    numerals,
    scoring,
)
from yalu.report.sections.answer import headline
from yalu.report.sections.brief import brief
from yalu.report.sections.caps import cap_finding


def block(written: Report, name: str) -> Block:
    """Return one figure or table of the report."""
    return next(b for s in written.sections for b in s.blocks if b.id == name)


def test_the_coal_cap_was_exceeded_twofold_and_more_than_threefold(
    written: Report,
) -> None:
    """December 2016: about 2.0 Mt and 184 million USD against the cap."""
    title = block(written, "cap-coal").title.replace("\u00a0", " ")

    assert "exceeded in Dec 2016" in title
    assert "344 % of the value limit" in title
    tonnage = re.search(r"(\d+)\u2013(\d+) % of the tonnage limit", title)
    assert tonnage
    assert int(tonnage[1]) <= 200
    assert 201 <= int(tonnage[2]) < 210


def test_the_2019_share_of_the_refined_cap_is_a_range_over_factors(
    written: Report,
) -> None:
    """76.5 to 88.2 percent, depending on the barrel factor."""
    rows = block(written, "cap-refined-petroleum-products").data.records
    added = [
        r for r in rows if r["window"] == "2019" and r["states"] == "China + Russia"
    ]

    assert [(r["low"], r["high"]) for r in added] == [
        (pytest.approx(76.5, abs=0.1), pytest.approx(88.2, abs=0.1))
    ]


def test_customs_and_notifications_stand_side_by_side(written: Report) -> None:
    """Customs show no petrol while tonnes were notified: both must be seen."""
    rows = block(written, "cap-refined-petroleum-products").data.records

    assert {"customs", "notified", "alleged"} <= {r["series"] for r in rows}


def test_crude_is_unverifiable_in_every_official_column(written: Report) -> None:
    """Customs have shown none since 2014; that is not compliance."""
    table = block(written, "cap-windows")
    assert isinstance(table, Table)
    crude = [row for row in table.rows if row[0].text == "crude oil"]

    assert crude
    assert {cell.tone for row in crude for cell in row[2:4]} == {"unverifiable"}


def test_an_unverifiable_cell_of_the_scorecard_is_hatched(written: Report) -> None:
    """Never blank, never the look of a kept measure."""
    for name in ("scorecard", "scorecard-unverifiable"):
        table = block(written, name)
        assert isinstance(table, Table)
        for row in table.rows:
            for cell in row[1:]:
                assert cell.text
                if cell.text.startswith("unverifiable"):
                    assert cell.tone == "unverifiable"


def test_measures_are_counted_alike_wherever_they_are_counted(
    dossier: Dossier, written: Report
) -> None:
    """Who adds up headline, first page, tables and what is not known gets one sum."""
    whole, parts = scoring.whole(dossier), scoring.tallies(dossier)
    every = len(whole.scores)
    known = {b.id: b for section in written.sections for b in section.blocks}
    first = brief(dossier, list(known.values()))
    told = headline(dossier)
    rows = {
        name: known[name].data.rows for name in ("scorecard", "scorecard-unverifiable")
    }
    measures = {name: {row[1] for row in found} for name, found in rows.items()}

    assert sum(len(part.scores) for part in parts.values()) == every
    for (_, words), part in parts.items():
        assert re.search(rf"\b{len(part.scores)} {words}", told)
        assert sum(part.counts.values()) == len(part.scores)
    assert first.figures[0].value == f"{whole.decided} of {every}"
    assert f"of {every} {scoring.unit(dossier)[1]}" in written.sections[0].text[-1]
    assert sum(map(len, measures.values())) == every
    for name, found in measures.items():
        assert known[name].title.startswith(
            f"{len(found)} of {every} measures on goods"
        )
    (law,) = (section.text[0] for section in written.sections if section.id == "law")
    (ended,) = (len(p.scores) for (_, many), p in parts.items() if "ended" in many)
    judged = f"the {every - ended} on goods and {numerals.count(ended)}"
    assert f"{judged} that ended" in law
    unknown = len(measures["scorecard-unverifiable"])
    assert f"Whether {unknown} of {every} measures on goods" in first.unknown[0].words


def test_years_that_a_figure_shows_as_kept_are_in_the_headline(
    dossier: Dossier,
) -> None:
    """A measure open as a whole is not told as dark where years of it are not."""
    names = lawmaking.class_names(dossier.regime)
    kept = {
        (square.goods, square.year)
        for square in scoring.squares(dossier, dossier.state)
        if square.verdict in scoring.KEPT and not square.contested
    }
    open_ = [s for s in scoring.whole(dossier).scores if not s.verdict.is_decided]
    single = {(names[s.measure], y) for s in open_ for y in scoring.kept_years(s)}

    assert single
    assert single <= kept
    for goods, year in single:
        assert re.search(rf"{goods} in [^);]*{year}", headline(dossier))


def test_what_is_kept_is_said_to_be_so_on_record_only(
    dossier: Dossier, written: Report
) -> None:
    """Three months of a hundred are not a hundred: a reader sees it at once."""
    table = block(written, "scorecard")
    assert isinstance(table, Table)
    kept = [c.text for row in table.rows for c in row if c.text.startswith("enforced")]

    assert "in the months on record (as few as" in headline(dossier)
    assert "in the months on record" in table.title
    assert kept
    assert all(re.search(r"in the \d+ of \d+ months on record", text) for text in kept)


def test_a_span_of_some_ways_to_count_is_not_told_as_all(
    dossier: Dossier, written: Report
) -> None:
    """The title, the table and the bars tell which years are not fully covered."""
    assert dossier.profile is not None
    bounds = [b for b in dossier.profile.bounds if b.flow is Flow.TOTAL]
    table = block(written, "dependence-years")
    assert isinstance(table, Table)

    assert "every way to count" in block(written, "patron-share").title
    assert [row[1].detail == "" for row in table.rows] == [b.complete for b in bounds]
    assert [row[2].text == "nothing" for row in table.rows] == [
        b.complete for b in bounds
    ]
    assert "crude and inter-Korean" in {row[2].text for row in table.rows}
    assert READINGS in block(written, "patron-share").definition


def test_it_is_said_that_nothing_can_be_mirrored(
    dossier: Dossier, written: Report
) -> None:
    """An empty comparison of two sides must not read as agreement."""
    (section,) = (s for s in written.sections if s.id == "doubts")

    assert dossier.assessment is not None
    assert not dossier.assessment.mirror
    assert any("mirror image" in text for text in section.text)


def test_a_year_with_several_measures_shows_the_worst_decided(
    dossier: Dossier,
) -> None:
    """A kept ban must not hide a broken cap of the same year."""
    found = {(s.goods, s.year): s for s in scoring.squares(dossier, "CHN")}

    assert found["coal", 2016].verdict is Verdict.NOT_ENFORCED


def test_a_record_with_gaps_is_never_told_as_an_upper_end(written: Report) -> None:
    """Coal in 2017: three of eight months are missing, so that 57 % is a floor."""
    title = block(written, "cap-coal").title.replace("\u00a0", " ")

    assert "at least 57 %" in title
    assert "at most" not in title


def test_contested_cells_are_counted_apart(written: Report) -> None:
    """What another statement denies is not decided."""
    figure = block(written, "scorecard-path")
    assert isinstance(figure, Figure)
    cells = figure.data.records
    kept = [r for r in cells if r["verdict"] in ("enforced", "mostly")]

    assert kept
    assert not any(r["contested"] for r in kept)
    assert f"{len(kept)} enforced or mostly" in figure.title
    assert "contested" in figure.panels[0].key


def test_every_claim_is_in_one_of_the_tables(dossier: Dossier, written: Report) -> None:
    """A claim left out would be a verdict of our own."""
    assert dossier.ledger is not None
    names = ("claims-open", "claims-holding", "claims-untested")
    told = [r["id"] for name in names for r in block(written, name).data.records]

    assert sorted(map(str, told)) == sorted(f.id for f in dossier.ledger)


def test_every_doubt_of_the_law_is_printed(dossier: Dossier, written: Report) -> None:
    """What is open stays visible."""
    said = {str(r["doubt"]) for r in block(written, "law-doubts").data.records}
    doubts = {
        " ".join(doubt.words.split())
        for measure in dossier.regime.measures.values()
        for doubt in measure.doubts
    }

    assert doubts <= said


def test_every_contradiction_in_the_trade_record_is_listed(
    dossier: Dossier, written: Report
) -> None:
    """Both statements are kept, and the reader is told."""
    conflicts = sum(dossier.trade["conflict"].to_pylist())

    assert len(block(written, "data-conflicts").data.rows) == conflicts


def test_the_receipt_names_law_and_data(dossier: Dossier, written: Report) -> None:
    """Whoever repeats the report can check that it is the same."""
    said = {str(r["value"]) for r in block(written, "receipt-facts").data.records}

    assert {dossier.regime.digest, *dossier.hashes.values()} <= said


def test_gaps_between_months_are_counted_in_the_title(written: Report) -> None:
    """The trade overview leads with what is not known."""
    figure = block(written, "monthly-trade")

    assert isinstance(figure, Figure)
    assert "gaps" in figure.title


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (Evidence.OFFICIAL, "the official record shows"),
        (Evidence.REPORTED, "the official record shows"),
        (Evidence.ESTIMATED, "the record (estimated) shows"),
    ],
)
def test_a_record_is_called_official_only_where_it_is(
    grade: Evidence, words: str
) -> None:
    """Rows of a user that are estimated are no official record."""
    row = replace(
        worlds.cap_row(), series=Series.CUSTOMS, evidence=grade, exceeded=None
    )

    assert words in cap_finding("coal", [row])


def test_a_window_told_as_exceeded_is_not_told_as_otherwise() -> None:
    """Another unit of the same year is not another year."""
    row = replace(worlds.cap_row(), series=Series.CUSTOMS, exceeded=None)
    over = replace(row, exceeded=True)

    assert "otherwise" not in cap_finding("coal", [over, row])
    assert "otherwise" in cap_finding("coal", [over, replace(row, window="another")])
