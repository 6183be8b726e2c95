"""How many events of each kind and year: some counted by hand, all on file."""

import csv
import io
import os
from collections import Counter
from pathlib import Path

import pytest

from yalu.events import UNCHECKED, EventKind, Vote, read
from yalu.provenance import Confidence, Evidence

LOG = read()
ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("counts.csv")
COUNCIL = "UNSC"

# Counted by hand on the documents of the Council and the lists of tests.
BY_HAND = {
    EventKind.NUCLEAR_TEST: {2006: 1, 2009: 1, 2013: 1, 2016: 2, 2017: 1},
    EventKind.RESOLUTION: {1993: 1, 2006: 2, 2009: 1, 2013: 2, 2016: 2, 2017: 4},
    EventKind.VETO: {2022: 1, 2024: 1},
    # Each year from 2010, save 2013, when resolution 2094 held the extension.
    EventKind.MANDATE_RENEWAL: dict.fromkeys(set(range(2010, 2024)) - {2013}, 1),
}
PRESIDENTIAL = [
    "S/25562",
    "S/PRST/1994/13",
    "S/PRST/1994/28",
    "S/PRST/1994/64",
    "S/PRST/1996/42",
    "S/PRST/2006/41",
    "S/PRST/2009/7",
    "S/PRST/2010/13",
    "S/PRST/2012/13",
    "S/PRST/2017/16",
]


@pytest.mark.parametrize("kind", BY_HAND)
def test_years_are_those_counted_by_hand(kind: EventKind) -> None:
    """Acts of the North and of the Council; other boards are not the Council."""
    mine = [e for e in LOG.of(kind=kind) if e.actors[0] in {COUNCIL, "PRK"}]

    assert Counter(event.when.start.year for event in mine) == BY_HAND[kind]


def test_each_presidential_statement_is_in_the_log_once() -> None:
    """Of 1993 to 2022; that of November 1994 welcomes an accord."""
    stated = LOG.of(actor=COUNCIL, mark="presidential statement")

    assert sorted(event.instrument for event in stated) == PRESIDENTIAL


def test_the_log_holds_at_least_thirteen_hundred_events() -> None:
    """What was promised."""
    assert len(LOG) >= 1300


def test_counts_by_year_and_kind_are_those_on_file() -> None:
    """So that a change of the tables is seen.

    Set YALU_REVIEW to write the file anew, and look at what changed.
    """
    counted = Counter((str(e.kind), e.when.start.year) for e in LOG)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["kind", "year", "events"])
    writer.writerows([kind, year, n] for (kind, year), n in sorted(counted.items()))
    if os.environ.get("YALU_REVIEW"):
        GOLDEN.write_text(text.getvalue(), encoding="utf-8")

    assert text.getvalue() == GOLDEN.read_text(encoding="utf-8")


def test_no_date_is_finer_than_a_table_has_it() -> None:
    """Joining may choose between dates; it may not make one."""
    written = {
        row["when"]
        for path in (ROOT / "data" / "transcribed" / "events").glob("*.csv")
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        if "when" in row
    }
    built = ROOT / "src" / "yalu" / "events" / "data" / "events.csv"
    rows = csv.DictReader(built.read_text(encoding="utf-8").splitlines())

    assert {row["when"] for row in rows} <= written


def test_general_knowledge_is_never_official_nor_sure() -> None:
    """What nobody saw on a page stays to be checked."""
    unchecked = [event for event in LOG if event.to_check]

    assert unchecked
    assert all(event.sources.count(UNCHECKED) == 1 for event in unchecked)
    assert all(event.evidence is not Evidence.OFFICIAL for event in unchecked)
    assert all(event.confidence is not Confidence.HIGH for event in unchecked)


def test_the_misprinted_veto_is_kept_beside_the_right_one() -> None:
    """One table has the two negative votes as abstentions."""
    veto = LOG.get("veto-2022-05-26")

    assert veto.vote == Vote(13, 2, 0)
    assert ("vote", "13-0-2", "UNMEET") in {
        (v.field, v.value, v.source) for v in veto.variants
    }


def test_a_row_that_was_left_out_has_its_reason() -> None:
    """Nothing read was dropped without a word."""
    path = ROOT / "data" / "transcribed" / "events" / "left_out.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))

    assert rows
    assert all(row["file"] and row["row"] and len(row["reason"]) > 10 for row in rows)
