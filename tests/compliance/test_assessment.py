"""What an assessment promises, one promise per test."""

import json
from datetime import date

import pytest

from tests.compliance.worlds import flow, table, world
from yalu.compliance import Verdict, assess
from yalu.compliance.plain_form import plain

RECORD = table(
    [
        flow("2014", value=1200),
        flow("2016-01", value=0, quantity=0, unit="t"),
        flow("2016-02", value=5, quantity=1, unit="t"),
        flow("2016-03", value=5),
        flow("2016-03", value=5, reporter="RUS"),
        flow("2016-01", "2710", None, 900, "bbl", direction="export"),
    ]
)


def test_every_answer_is_in_the_plain_form() -> None:
    """What a command prints must be what a program gets."""
    found = assess(world(), RECORD)

    told = json.loads(json.dumps(found.to_dict()))

    assert set(told) == {
        "breaches", "gaps", "law", "ledgers", "mirror", "patterns", "regime",
        "scorecard", "silences", "statements", "states", "target", "thresholds",
        "unit_values", "until", "words",
    }  # fmt: skip
    assert told["ledgers"][0]["share"]["low"] == 90
    assert told["ledgers"][0]["window"] == {"start": "2016-01-01", "last": "2016-12-31"}
    assert told["thresholds"]["enforced"] == 0.01
    assert told["scorecard"][0]["path"][0]["verdict"] == "unverifiable"


def test_every_row_says_where_it_comes_from() -> None:
    """No number without its source and grade."""
    found = assess(world(), RECORD)

    for ledger in found.ledgers:
        assert ledger.sources
        assert ledger.evidence
    for breach in found.breaches:
        assert breach.sources
        assert breach.evidence
    for score in found.scorecard:
        assert score.reasons
        assert score.method
        assert bool(score.sources) == (score.evidence is not None)


def test_states_and_days_can_be_chosen() -> None:
    """A question about one state up to one day leaves the rest out."""
    found = assess(world(), RECORD, states=["RUS"], until=date(2016, 3, 1))

    assert found.states == ("RUS",)
    assert {score.state for score in found.scorecard} == {"RUS", "WLD"}
    assert not found.breaches


def test_the_states_on_record_are_the_default() -> None:
    """Nobody has to know them beforehand."""
    assert assess(world(), RECORD).states == ("CHN", "RUS")


def test_the_words_count_every_verdict() -> None:
    """A reader without the table still learns what it says."""
    found = assess(world(), RECORD)

    decided = [s for s in found.scorecard if s.verdict is not Verdict.UNVERIFIABLE]
    assert decided
    assert "of 5 measures on goods (UN 4, CHN 1)" in str(found)
    assert "were set aside as implausible" in str(found)


def test_an_empty_record_finds_everything_unverifiable() -> None:
    """Silence all round is an answer too."""
    found = assess(world(), table([]), states=["CHN"], until=date(2017, 1, 1))

    assert {s.verdict for s in found.scorecard} == {Verdict.UNVERIFIABLE}
    assert not found.ledgers


def test_a_thing_without_a_plain_form_is_named() -> None:
    """A new kind of result must be added on purpose."""
    with pytest.raises(TypeError, match="object has no plain form"):
        plain(object())
