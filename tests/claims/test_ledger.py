"""What the ledger as it ships promises."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.claims.reach import outcomes
from yalu.claims import Claim, Condition, Finding, Ledger, Rule, Verdict, read
from yalu.claims.claim import Operator
from yalu.errors import UnknownCodeError

REQUIRED = {f"C{number:02d}" for number in range(1, 21)}
TESTED = [claim for claim in read().claims if claim.testable]
KEYS = [
    "id",
    "statement",
    "verdict",
    "figure",
    "query",
    "note",
    "article",
    "sources",
    "evidence",
    "waits_for",
]
GOLDEN = Path(__file__).with_name("golden.yaml")
WORDS_OF_DATA = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
    r"|thousand|twice|quarter|third|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|coal|iron|ore|crude|diesel|seafood"
    r"|clothing|rice|plastics|textiles)\b"
)
LONGEST_STATEMENT = 30


def checked(ledger: Ledger) -> Iterator[Finding]:
    """Yield the findings that a query led to."""
    return (f for f in ledger if f.verdict is not Verdict.NOT_YET_TESTABLE)


def test_every_claim_of_the_first_list_is_there(ledger: Ledger) -> None:
    """A claim that is left out looks like one that holds."""
    assert {finding.id for finding in ledger} >= REQUIRED


def test_at_least_twenty_five_claims_are_tested(ledger: Ledger) -> None:
    """Enough that a reader can weigh the two articles."""
    assert sum(1 for _ in checked(ledger)) >= 25


def test_what_waits_says_for_what(ledger: Ledger) -> None:
    """A gap has a name, in words that a reader knows; none of the first list waits."""
    waiting = {
        f.id: f.waits_for for f in ledger if f.verdict is Verdict.NOT_YET_TESTABLE
    }

    assert not REQUIRED & waiting.keys()
    assert all(words.startswith("the ") for words in waiting.values())


def test_the_embedded_record_gives_the_verdicts_and_figures_on_file(
    ledger: Ledger,
) -> None:
    """Every tested claim, so that a change of data or law that moves one is seen.

    Set YALU_REVIEW to write the file anew, and look at what changed.
    """
    found = {
        f.id: {"verdict": f.verdict.value, "figure": f.figure} for f in checked(ledger)
    }
    if os.environ.get("YALU_REVIEW"):
        text = yaml.safe_dump(found, sort_keys=True, allow_unicode=True, width=88)
        GOLDEN.write_text(text, encoding="utf-8")

    assert found == yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


def test_every_tested_claim_shows_a_figure_or_why_there_is_none(
    ledger: Ledger,
) -> None:
    """A verdict without a figure cannot be argued with."""
    bare = [
        f.id
        for f in checked(ledger)
        if not re.search(r"\d", f.figure) and f.verdict is not Verdict.CANNOT_BE_CHECKED
    ]

    assert not bare
    assert all(f.figure or f.note for f in checked(ledger))


def test_every_supported_verdict_names_its_sources(ledger: Ledger) -> None:
    """A journalist asks for the source first."""
    assert all(f.sources and f.citations for f in checked(ledger) if f.values)


def test_a_verdict_other_than_plain_yes_has_a_reason(ledger: Ledger) -> None:
    """A caveat that is not told is none."""
    assert not [
        f.id for f in checked(ledger) if f.verdict is not Verdict.HOLDS and not f.note
    ]


def test_a_query_is_told_in_words_and_as_a_call(ledger: Ledger) -> None:
    """A reader understands the words, a programmer repeats the call."""
    asked = ledger.get("C07").query

    assert asked == (
        "The days from one event to another: "
        "days_between(first=assurance-2015-10, last=test-2016-01-06)"
    )


def test_rows_have_exactly_these_keys_and_are_plain(ledger: Ledger) -> None:
    """Other programs read them."""
    rows = json.loads(json.dumps(ledger.to_rows()))

    assert all(list(row) == KEYS for row in rows)


def test_counts_name_every_verdict_and_add_up(ledger: Ledger) -> None:
    """No claim is lost between the ledger and its summary."""
    assert list(ledger.counts) == list(Verdict)
    assert sum(ledger.counts.values()) == len(ledger)


def test_an_unknown_claim_is_answered_with_the_known_ones(ledger: Ledger) -> None:
    """A misspelt identifier is an honest mistake."""
    with pytest.raises(UnknownCodeError, match="the ledger has C01, C02"):
        ledger.get("C99")


def test_no_figure_is_typed() -> None:
    """Every number a figure shows comes from a value; only names of texts hold one."""
    typed = {
        claim.id: numbers
        for claim in read().claims
        if (numbers := re.findall(r"\d+", re.sub(r"\{[^}]*\}|2270", "", claim.figure)))
    }

    assert not typed


def told(claim: Claim) -> list[str]:
    """Return what a claim may tell beside its figure, without the names of values."""
    notes = [claim.note, claim.otherwise, *(rule.note for rule in claim.rules)]
    return [re.sub(r"\{[^}]*\}", "", note) for note in notes if note]


@pytest.mark.parametrize("claim", read().claims, ids=lambda claim: claim.id)
def test_no_note_outlives_the_data(claim: Claim) -> None:
    """A count, a date or a kind of goods is a value, or is in what the claim says.

    Numbers of claims and a date that the statement itself names may stand.
    """
    for words in told(claim):
        plain = re.sub(r"\bC\d\d\b", "", words)
        named = [*re.findall(r"\d+", plain), *WORDS_OF_DATA.findall(plain)]

        assert not [word for word in named if word not in claim.statement], words


@pytest.mark.parametrize("claim", TESTED, ids=lambda claim: claim.id)
def test_every_tested_claim_can_hold_and_can_fail(claim: Claim) -> None:
    """A claim that no value could support, or none refute, is not tested."""
    reached = outcomes(claim)

    assert Verdict.DOES_NOT_HOLD in reached
    assert reached.keys() & {Verdict.HOLDS, Verdict.HOLDS_WITH_CAVEAT}


@pytest.mark.parametrize("claim", TESTED, ids=lambda claim: claim.id)
def test_no_rule_is_idle(claim: Claim) -> None:
    """A rule that an earlier one always forestalls misleads whoever reads it."""
    assert {rule.verdict for rule in claim.rules} <= outcomes(claim).keys()


@pytest.mark.parametrize("claim", TESTED, ids=lambda claim: claim.id)
def test_whatever_is_not_a_plain_yes_would_be_explained(claim: Claim) -> None:
    """The reason is there before the data ask for it."""
    bare = [
        verdict
        for verdict, notes in outcomes(claim).items()
        if verdict is not Verdict.HOLDS and not all(notes)
    ]

    assert not bare


@pytest.mark.parametrize(
    "conditions",
    [
        [Condition("rows", Operator.AT_LEAST, 0)],
        [
            Condition("witnesses", Operator.AT_LEAST, 1),
            Condition("witnesses", Operator.AT_MOST, 0),
        ],
    ],
)
def test_a_claim_that_could_not_fail_would_be_found(
    conditions: list[Condition],
) -> None:
    """The guard sees a rule that fits everything, and rules that leave no gap."""
    rules = tuple(
        Rule(verdict=Verdict.CANNOT_BE_CHECKED, when=(one,)) for one in conditions
    )

    assert Verdict.DOES_NOT_HOLD not in outcomes(replace(TESTED[0], rules=rules))


def test_a_statement_is_short(ledger: Ledger) -> None:
    """One thing is said at a time, so that one verdict fits all of it."""
    assert all(len(f.statement.split()) < LONGEST_STATEMENT for f in ledger)
