"""What the report says of the law on any day, however little of it there is."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu import library, sources
from yalu.library import available, load
from yalu.report import Dossier, Figure, Report, gather, lawmaking
from yalu.report.document import blocks_of
from yalu.report.dossier import _matrix
from yalu.report.following import lags
from yalu.report.rendering import sections_of
from yalu.report.sections.brief import brief
from yalu.report.sections.law import law
from yalu.report.sections.library import other_regimes

OTHERS = [name for name in available() if name != "dprk"]
AWKWARD = re.compile(
    r"\b1 (?!of )\w+s\b|\bno of\b|\b(\w+) of \1\b|\b1 of 1\b|\bone \w+ (are|were)\b"
    r"|\ball of them still is\b|\bfrom (\w+ \d{4}) to \2\b"
)


def words_of(dossier: Dossier) -> str:
    """Return what a reader meets first, and the titles of all figures and tables."""
    sections = sections_of(dossier)
    blocks = list(blocks_of(sections))
    told = [
        *(line for one in sections for line in one.text),
        *(b.title for b in blocks),
    ]
    first = brief(dossier, blocks)
    for one in first.figures:
        told += [f"{one.value} {one.words}", one.doubt]
    return "\n".join([*told, *(o.words for o in first.unknown)]).replace("\u00a0", " ")


@settings(max_examples=15)
@given(
    day=st.dates(date(2006, 10, 14), date(2026, 12, 31)),
    state=st.sampled_from(["CHN", "RUS"]),
)
def test_the_law_is_told_as_of_any_day(dossier: Dossier, day: date, state: str) -> None:
    """A text may be carried out by one that is older than it: nothing is missing."""
    then = replace(
        dossier,
        regime=load("dprk").known_by(day),
        on=day,
        as_of=day,
        state=state,
        enquiry=None,
    )

    assert law(then).text
    assert other_regimes(then) is None or other_regimes(then)


@pytest.mark.parametrize("day", [date(2016, 4, 5), date(2016, 12, 2)])
def test_a_text_adopted_later_has_not_been_carried_out_yet(day: date) -> None:
    """What China did in April 2016 is told of the texts of that day."""
    known = load("dprk").known_by(day)
    found = lags(known, "CHN")

    assert found
    assert all(lag.instrument.published_on <= day for lag in found)


@pytest.mark.parametrize("name", OTHERS)
def test_small_counts_and_equal_ends_are_put_in_words_that_fit(name: str) -> None:
    """Regimes of one text, one measure or one month are read by people too."""
    regime = load(name)
    days = {text.published_on for text in regime.instruments}
    told = [words_of(gather(regime, as_of=d)) for d in (min(days), max(days), None)]

    assert [m[0] for text in told for m in AWKWARD.finditer(text)] == []


def test_every_place_counts_the_same_classes_of_goods() -> None:
    """What the first page calls a class is what the figure calls one."""
    regime = load("russia-price-cap")
    known = gather(regime)
    blocks = {block.id: block for block in blocks_of(sections_of(known))}
    figures = {one.question: one for one in brief(known, list(blocks.values())).figures}

    assert list(lawmaking.classes(regime)) == [
        "crude oil carried by sea",
        "petroleum products carried by sea",
    ]
    assert figures["What may not move freely?"].value == "two classes"
    assert "two classes of goods" in blocks["timeline"].title
    assert "both still are" in blocks["timeline"].title


def test_the_count_of_measures_starts_at_nought_in_whole_numbers() -> None:
    """Half a measure does not exist, and a cut axis makes one more look like many."""
    known = gather(load("russia-price-cap"))
    (figure,) = (
        block
        for block in law(known).blocks
        if isinstance(block, Figure) and block.id == "measures-in-force"
    )
    axis = figure.panels[0].chart.to_dict()["layer"][0]["encoding"]["y"]

    assert axis["scale"]["domainMin"] == 0
    assert axis["axis"]["values"] == [0, 1, 2]


def test_other_regimes_are_told_as_they_were_known() -> None:
    """Law of later years was not known, however long it has been in the library."""
    early, late = date(2013, 1, 1), date(2015, 1, 1)
    somalia = load("somalia")
    then = other_regimes(gather(somalia, as_of=early))
    later = other_regimes(gather(somalia, as_of=late))
    assert then is not None
    assert later is not None
    rows = {row[0]: row for row in then.blocks[0].data.rows}

    assert not {"libya", "russia-price-cap"} & set(rows)
    assert "libya" in {row[0] for row in later.blocks[0].data.rows}
    for name, row in rows.items():
        known = library.load(name).known_by(early)
        assert row[4] == len(known.measures)
        assert row[5] == len(known.in_force(on=early))


def test_a_question_about_one_state_is_not_answered_by_another(
    dossier: Dossier, written: Report
) -> None:
    """What China bought says nothing of Russia; without a number there is none."""
    blocks = list(blocks_of(written.sections))
    asked = {
        state: {
            one.question: one.words
            for one in brief(replace(dossier, state=state), blocks).figures
        }
        for state in ("CHN", "RUS")
    }

    assert "China" in asked["CHN"]["Did less move?"]
    assert "Did less move?" not in asked["RUS"]


def test_what_the_law_costs_does_not_hang_on_whose_conduct_is_asked_about(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix of trade is repaired by the target's patron, whoever is asked of."""
    patrons: list[str] = []
    monkeypatch.setattr(
        sources, "repaired_trade", lambda **asked: patrons.append(asked["patron"])
    )
    for state in ("CHN", "RUS"):
        _matrix(replace(dossier, state=state))

    assert patrons == ["CHN", "CHN"]
