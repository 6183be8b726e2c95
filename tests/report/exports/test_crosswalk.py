"""What the crosswalk to the words of OpenSanctions promises."""

from datetime import date

import pytest

from yalu import library
from yalu.regime import MeasureKind
from yalu.report.exports import (
    Fit,
    crosswalk_tables,
    programme_matches,
    term_matches,
    terms_of,
)
from yalu.report.exports.crosswalk import sources_of_crosswalk

NAMES = library.available()
# The taxonomy has fourteen words, by the file that the crosswalk cites.
WORDS = {
    "Aid suspension", "Arms embargo", "Arms restrictions", "Asset freeze", "Debarment",
    "Export control", "Financial restrictions", "Import restrictions", "Investment ban",
    "Prohibition to satisfy claims", "Sectoral sanctions", "Services ban",
    "Transportation restrictions", "Travel ban",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_of_the_library_has_a_row(name: str) -> None:
    """Also where the row says that there is no counterpart."""
    measures = library.load(name).measures.values()

    assert not [m.id for m in measures if not terms_of(m)]


def test_every_maker_of_law_has_one_row() -> None:
    """Also where the row says that there is no programme."""
    held = [(name, body) for name in NAMES for body in library.load(name).bodies]

    assert sorted((m.regime, m.body) for m in programme_matches()) == sorted(held)


def test_every_word_of_theirs_has_a_row() -> None:
    """Whoever comes from their side finds all fourteen, and no fifteenth."""
    assert {m.term for m in term_matches() if m.term} == WORDS


def test_every_kind_of_ours_has_a_row() -> None:
    """Also kinds that no regime of the library makes use of today."""
    assert {m.kind for m in term_matches() if m.kind} == {*MeasureKind}


def test_no_counterpart_is_said_and_never_left_blank() -> None:
    """A blank that means none must not be taken for one that was forgotten."""
    for match in programme_matches():
        assert (match.fit is Fit.NONE) == (not match.programme)
        assert match.note
    for row in term_matches():
        assert (row.fit is Fit.NONE) == (not row.term or row.kind is None)
        assert row.note


def test_every_row_cites_what_was_read_and_when() -> None:
    """A vocabulary changes; a row holds for the version that it names."""
    known = sources_of_crosswalk()
    cited = {s for match in programme_matches() for s in match.sources}
    cited |= {s for match in term_matches() for s in match.sources}

    assert cited == set(known)
    for source in known.values():
        assert source.url.startswith("https://github.com/opensanctions/opensanctions/")
        assert source.commit in source.url
        assert source.read_on >= date(2026, 1, 1)


def test_a_row_about_one_measure_names_one_that_exists() -> None:
    """And it is of the kind and direction that the row tells."""
    measures = {m.id: m for name in NAMES for m in library.load(name).measures.values()}

    for row in term_matches():
        if row.measure:
            one = measures[row.measure]
            assert (one.kind, one.direction) == (row.kind, row.direction)


def test_a_row_of_its_own_takes_the_place_of_that_of_the_kind() -> None:
    """A freeze of designated persons is not financial restrictions at large."""
    law = library.load("dprk")

    assert [m.term for m in terms_of(law.measure("UN-1718-8d"))] == ["Asset freeze"]
    assert [m.term for m in terms_of(law.measure("UN-1874-18"))] == [
        "Financial restrictions"
    ]


def test_the_joined_table_has_every_measure_with_its_programme() -> None:
    """It is the one that joins ours with theirs without reading the rules."""
    rows = crosswalk_tables()["measures"].to_pylist()
    held = {(r.id, m) for r in map(library.load, NAMES) for m in r.measures}

    assert {(row["regime"], row["measure"]) for row in rows} == held
    coal = next(row for row in rows if row["measure"] == "UN-2371-8-coal")
    assert (coal["programme"], coal["term"]) == ("UN-SC1718", "Import restrictions")
    assert coal["from"] == date(2017, 8, 5)
