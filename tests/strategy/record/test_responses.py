"""What the sender's response and the patron's vote promise."""

import pytest

from tests.strategy.record.logbook import cell, event, of
from yalu.events import Ballot, Event, EventKind
from yalu.strategy.record import Cell, Column, Status

WHEN = "2017-03-15"
TEXT = event(EventKind.RESOLUTION, WHEN, instrument="S/RES/9999 (2017)")
TALKS = event(EventKind.TALKS, WHEN)
BOMBER = event(EventKind.DEPLOYMENT, WHEN)
KEPT = event(EventKind.DILUTION, WHEN, mark="Council kept out")


def response(*events: Event) -> Cell:
    """Return the response of 2017Q1."""
    return cell(of(*events), "2017Q1", Column.RESPONSE)


def vote(*events: Event) -> Cell:
    """Return the vote of 2017Q1."""
    return cell(of(*events), "2017Q1", Column.VOTE)


def ballot(kind: EventKind, choice: Ballot, **changes: object) -> Event:
    """Return a text on which the patron voted so."""
    return event(kind, WHEN, ballots=(("CHN", choice),), **changes)


def test_a_text_counts_before_a_meeting_and_that_before_a_deployment() -> None:
    """The order of the rule."""
    assert response().value == "nothing"
    assert response(BOMBER).value == "deploy"
    assert response(BOMBER, TALKS).value == "engage"
    assert response(BOMBER, TALKS, TEXT).value == "table"


@pytest.mark.parametrize("actor", ["IAEA", "EUU"])
def test_only_a_text_of_the_council_is_tabled(actor: str) -> None:
    """A referral by an agency is none."""
    assert response(event(EventKind.RESOLUTION, WHEN, actor=actor)).value == "nothing"


def test_talks_of_the_patron_with_the_target_are_not_the_senders() -> None:
    """Whom the sender did not meet it did not engage."""
    assert response(event(EventKind.TALKS, WHEN, actor="CHN+PRK")).value == "nothing"


def test_a_renewal_that_fails_is_not_a_text_that_tightens() -> None:
    """It is known by the renewals of earlier years about the same day."""
    before = event(EventKind.MANDATE_RENEWAL, "2016-03-20")
    failed = event(EventKind.VETO, WHEN)

    assert response(failed).value == "table"
    assert response(before, failed).value == "nothing"
    assert vote(before, failed).status is Status.NOT_ASKED


def test_a_veto_beside_a_renewal_of_the_year_is_of_another_text() -> None:
    """As in 2022: the renewal had passed in March."""
    renewals = [event(EventKind.MANDATE_RENEWAL, f"{y}-03-01") for y in (2016, 2017)]
    failed = ballot(EventKind.VETO, Ballot.NO)

    assert response(*renewals, failed).value == "table"
    assert vote(*renewals, failed).value == "refuse"


def test_nothing_tabled_is_no_vote() -> None:
    """Not asked is not accepted, and not missing either."""
    assert vote().status is Status.NOT_ASKED


@pytest.mark.parametrize(
    ("kind", "choice", "chances"),
    [
        (EventKind.RESOLUTION, Ballot.YES, (1.0, 0.0)),
        (EventKind.RESOLUTION, Ballot.ABSTAIN, (0.5, 0.5)),
        (EventKind.VETO, Ballot.NO, (0.0, 1.0)),
    ],
)
def test_the_ballot_decides(
    kind: EventKind, choice: Ballot, chances: tuple[float, ...]
) -> None:
    """An abstention lets pass what it does not back."""
    assert vote(ballot(kind, choice)).chances == chances


@pytest.mark.parametrize(
    ("changes", "weakened"),
    [
        ({"mark": "resolution 9999"}, True),
        ({"mark": "resolution 9999", "actor": "RUS"}, False),
        ({"mark": "resolution 8888"}, False),
        ({"mark": "veto threatened"}, True),
    ],
)
def test_a_text_that_the_patron_weakened_is_half_refused(
    changes: dict[str, object], *, weakened: bool
) -> None:
    """It let pass what it had made smaller; what others did is theirs."""
    found = vote(TEXT, event(EventKind.DILUTION, "2017-03-01", **changes))

    assert found.chances == ((0.5, 0.5) if weakened else (1.0, 0.0))


def test_a_text_kept_from_the_vote_counts_half() -> None:
    """Half tabled and refused, half whatever else the sender did."""
    assert response(KEPT).chances == (0.5, 0.5, 0.0, 0.0)
    assert response(KEPT, TALKS).chances == (0.0, 0.5, 0.0, 0.5)
    assert vote(KEPT).chances == (0.5, 0.5)


def test_what_was_kept_away_is_forgotten_beside_a_text_that_passed() -> None:
    """The quarter has its text."""
    assert response(KEPT, TEXT).value == "table"
    assert vote(KEPT, TEXT).value == "accept"
