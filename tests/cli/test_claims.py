"""What `yalu claims` promises, one promise per test."""

from tests.cli.conftest import Yalu


def test_it_lists_every_claim_with_its_verdict(yalu: Yalu) -> None:
    """The summary stands above the table and adds up."""
    answer = yalu("claims")

    assert answer.code == 0
    assert "claims:" in answer.out
    assert "C02" in answer.out


def test_json_has_what_other_programs_rely_on(yalu: Yalu) -> None:
    """Identifier, statement, verdict, figure, query and note stand first."""
    rows = yalu("claims", "--json").json

    assert len(rows) >= 25
    assert all(
        list(row)[:6] == ["id", "statement", "verdict", "figure", "query", "note"]
        for row in rows
    )


def test_one_claim_shows_its_query_and_its_evidence(yalu: Yalu) -> None:
    """The identifier may be written in small letters."""
    told = yalu("claims", "c11").out

    assert "HOLDS WITH CAVEAT" in told
    assert "announcement(instrument=chn-mofcom-2018-04" in told.replace("\n", "")
    assert "Announcement 40 (2017)" in told


def test_an_unknown_claim_is_not_understood(yalu: Yalu) -> None:
    """A misspelt identifier is answered in words, with the known ones."""
    answer = yalu("claims", "C99")

    assert answer.code == 2
    assert "the ledger has C01" in answer.err
