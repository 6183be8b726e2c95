"""What the ledger as it ships promises."""

import json
import re
from collections.abc import Iterator

import pytest

from yalu.claims import Finding, Ledger, Verdict, read
from yalu.errors import UnknownCodeError

REQUIRED = {f"C{number:02d}" for number in range(1, 21)}
WAITING = {"C05", "C06", "C15", "C16", "C17", "C18"}
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
EXPECTED = {
    "C01": "holds",
    "C02": "holds",
    "C03": "holds",
    "C04": "holds",
    "C07": "holds_with_caveat",
    "C08": "holds_with_caveat",
    "C09": "holds_with_caveat",
    "C11": "holds_with_caveat",
    "C13": "cannot_be_checked",
    "C14": "holds_with_caveat",
    "C19": "does_not_hold",
    "C20": "holds_with_caveat",
    "C22": "holds_with_caveat",
    "C30": "holds_with_caveat",
    "C40": "holds_with_caveat",
    "C41": "holds",
    "C42": "does_not_hold",
    "C43": "does_not_hold",
    "C45": "holds_with_caveat",
    "C46": "cannot_be_checked",
}


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
    """A gap has a name, in words that a reader knows."""
    waiting = {
        f.id: f.waits_for for f in ledger if f.verdict is Verdict.NOT_YET_TESTABLE
    }

    assert waiting.keys() >= WAITING
    assert all(words.startswith("the ") for words in waiting.values())


@pytest.mark.parametrize("claim", EXPECTED)
def test_the_embedded_record_gives_this_verdict(ledger: Ledger, claim: str) -> None:
    """Recorded so that a change of data or law that moves a verdict is seen."""
    assert ledger.get(claim).verdict.value == EXPECTED[claim]


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


def test_every_testable_claim_can_fail() -> None:
    """A claim that no data could refute or leave open is not tested."""
    for claim in read().claims:
        always = [rule for rule in claim.rules if not rule.when]

        assert not always, claim.id


def test_nothing_told_quotes_the_articles(ledger: Ledger) -> None:
    """Statements are our own words, so none is long enough to be a copy."""
    assert all(len(finding.statement.split()) < 30 for finding in ledger)
