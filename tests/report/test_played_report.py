"""What a report on the embedded case promises of strategy, whatever is stored."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from yalu import library
from yalu.claims import Verdict
from yalu.report import Dossier, Report, gather
from yalu.report.played import dprk_record
from yalu.report.playing import without_answers

SIGNS = ("C15", "C16", "C17", "C18")


def test_the_section_is_there_whatever_is_stored(written: Report) -> None:
    """The rules are told, and of answers that there are none if there are none."""
    (section,) = (one for one in written.sections if one.id == "strategy")

    assert section.blocks[0].id == "strategy-game"


def test_the_record_of_the_report_is_that_of_the_fit(dossier: Dossier) -> None:
    """Else every fit would seem stale: it is built from what the report has at hand."""
    assert dossier.strategy is not None
    alone = without_answers(dprk_record())

    assert dossier.strategy.known == alone.known
    assert dossier.strategy.sources == alone.sources
    assert dossier.strategy.last == alone.last


@pytest.mark.parametrize("name", SIGNS)
def test_a_claim_on_why_is_decided_only_by_current_answers(
    dossier: Dossier, name: str
) -> None:
    """Whatever they say: without them, or with stale ones, nothing is decided."""
    found = dossier.strategy
    assert found is not None
    assert dossier.ledger is not None
    finding = dossier.ledger.get(name)

    if found.basis is None or found.stale or found.doubted or not found.baselines:
        assert finding.verdict is Verdict.CANNOT_BE_CHECKED
    else:
        assert finding.verdict is not Verdict.NOT_YET_TESTABLE


def test_an_earlier_day_has_no_strategy() -> None:
    """The game is fitted to what came after it."""
    known = gather(library.load("somalia"), as_of=date(2016, 12, 31))

    assert known.strategy is None


def test_nothing_is_told_where_nothing_is_estimated() -> None:
    """Other law and trade have no game."""
    found = gather(library.load("somalia"), rng=np.random.default_rng(1))

    assert found.strategy is None
    assert replace(found, strategy=None) == found
