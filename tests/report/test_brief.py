"""What the first page promises to somebody who reads one page."""

import re
from dataclasses import replace
from unittest.mock import Mock

import pytest

from yalu import library
from yalu.cycle.backtest.paired import Judgement
from yalu.errors import SchemaError
from yalu.report import Dossier, Report, gather, scoring
from yalu.report.brief import Brief, Stretch
from yalu.report.document import blocks_of
from yalu.report.opening import opening_of, words_open
from yalu.report.rendering import sections_of
from yalu.report.sections.brief import brief
from yalu.report.sections.unknowns import unknowns

ONE_PAGE = 330  # words; more do not fit on a page beside headline and strips
TEN_MINUTES = 10


@pytest.fixture(scope="module")
def first(dossier: Dossier, written: Report) -> Brief:
    """Return the first page of the DPRK case."""
    return brief(dossier, list(blocks_of(written.sections)))


def test_there_are_five_figures_and_what_is_not_known(first: Brief) -> None:
    """The answer without its doubts is half of it."""
    assert len(first.figures) == 5
    assert 3 <= len(first.unknown) <= 6


def test_every_figure_has_its_doubt_its_grade_and_leads_on(
    first: Brief, written: Report
) -> None:
    """A number alone is what the page is there to prevent."""
    known = {block.id for block in blocks_of(written.sections)}

    for one in first.figures:
        assert one.value
        assert one.words
        assert one.doubt
        assert one.grades
        assert one.see in known
    assert {one.see for one in first.unknown} <= known


def test_the_first_page_is_short_enough_for_a_page(first: Brief) -> None:
    """What runs over onto a second sheet is not an executive page."""
    told = [
        *(f"{o.question} {o.value} {o.words} {o.doubt}" for o in first.figures),
        *(o.words for o in first.unknown),
    ]

    assert sum(len(words.split()) for words in told) <= ONE_PAGE


def test_the_first_page_stands_before_all_sections(html: str) -> None:
    """It is what is seen, and printed, first."""
    assert html.index('class="brief"') < html.index("<nav") < html.index("<main")


def test_what_stands_open_is_read_in_ten_minutes(html: str) -> None:
    """The page itself says how long it takes, computed from its words."""
    (minutes,) = re.findall(r"takes about (\d+)\s+minutes?", html)

    assert int(minutes) <= TEN_MINUTES


def test_every_section_is_open_or_folded_and_nothing_is_lost(written: Report) -> None:
    """Folding changes where a figure stands, never whether."""
    for section in written.sections:
        parted = opening_of(section)

        assert sorted(b.id for b in (*parted.lead, *parted.blocks)) == sorted(
            b.id for b in section.blocks
        )
        assert sorted((*parted.text, *parted.more)) == sorted(section.text)
        assert (*parted.first, *parted.points) == section.points
        assert bool(parted.label) == bool(
            parted.more or parted.blocks or parted.points or False
        )
        assert words_open(parted) >= 0


def test_what_is_announced_stands_open_where_its_announcement_does(
    written: Report,
) -> None:
    """A line that ends in a colon must not lead into the next heading."""
    for section in written.sections:
        parted = opening_of(section)
        for paragraph in parted.text:
            place = section.text.index(paragraph)
            follows = section.text[place + 1 : place + 2]

            assert not paragraph.endswith(":") or (
                follows and follows[0] in parted.text
            )


def test_models_of_cost_are_counted_alike(first: Brief, written: Report) -> None:
    """One model asked twice is one model, on the first page as in its section."""
    words = "3 models (one of them asked twice)"
    section = next(one for one in written.sections if one.id == "pressure")
    (cost,) = (one for one in first.figures if one.see == "pressure-packages")

    assert words in section.text[0]
    assert words in cost.doubt


def test_law_without_trade_has_a_first_page_too() -> None:
    """Where no record was judged, the figures are of the law."""
    known = gather(library.load("somalia"))
    first = brief(known, list(blocks_of(sections_of(known))))

    assert len(first.figures) == 3
    assert all(one.grades for one in first.figures)
    assert "no trade of the target" in first.unknown[0].words


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.5), (0.6, 0.5), (0.5, 1.1)])
def test_a_stretch_off_its_strip_is_refused(low: float, high: float) -> None:
    """A bar that runs over its end would be read as less than it is."""
    with pytest.raises(SchemaError, match="expected shares from 0 to 1"):
        Stretch(low=low, high=high, look="estimated")


def test_a_number_has_the_grades_of_its_own_sources(
    first: Brief, dossier: Dossier
) -> None:
    """One printed figure is no estimate because its chart shows estimates, too."""
    (told,) = (one for one in first.figures if one.see == "patron-share")
    assert dossier.profile is not None
    rows = [row for row in dossier.profile.table if row.sources == told.sources]

    assert rows
    assert set(told.grades) == {row.evidence for row in rows}
    assert told.strip[0].look.endswith(told.grades[-1].value)


def test_a_forecast_names_all_that_it_rests_on(first: Brief, dossier: Dossier) -> None:
    """Every stream answers the others, so that a few sources would be a false few."""
    (told,) = (one for one in first.figures if one.see == "forecast")
    assert dossier.cycle is not None

    assert told.sources == dossier.cycle.sources


def test_why_measures_are_open_is_what_their_verdicts_say(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reason that is typed in outlives the record that it was true of."""
    lost = [replace(s, reasons=("Lost.",)) for s in scoring.scores_of(dossier)]
    monkeypatch.setattr(scoring, "scores_of", lambda _: lost)
    told = unknowns(dossier, {"scorecard-unverifiable": Mock()})

    assert told[0].words.endswith("kept as a whole by any state. Lost.")


def test_a_forecast_is_told_no_kinder_than_its_backtest(
    first: Brief, dossier: Dossier
) -> None:
    """Where past forecasts were worse than a plain rate, the first page says worse."""
    (told,) = (one for one in first.figures if one.see == "forecast")
    assert dossier.cycle is not None
    assert dossier.cycle.backtest is not None
    judged = [
        contest.margin.judgement
        for verdict in dossier.cycle.backtest.verdict()
        if (verdict.group.name, verdict.horizon) == ("tests", 365)
        and (contest := verdict.against(verdict.climatology)) is not None
    ]

    assert len(judged) == 1
    assert (judged[0] is Judgement.WORSE) is ("fared worse than" in told.doubt)
