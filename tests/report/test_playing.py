"""What the strategy of a report rests on: what is stored, and whether it is current."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.report import plays
from yalu import events
from yalu.calibration import Calibration
from yalu.report import playing, playing_fit
from yalu.report.playing import playing_of, seen_sha256
from yalu.report.playing_fit import (
    Fitted,
    case_rows,
    check_rows,
    fitted,
    recovered,
    weight_rows,
)
from yalu.report.playing_rows import play_row, turn_rows
from yalu.strategy.answers import Answers
from yalu.strategy.estimation.fit import Diagnostics
from yalu.strategy.estimation.identification import Learnt as Weighed
from yalu.strategy.estimation.predictive import Check
from yalu.strategy.estimation.retrodiction import Retrodiction, Score
from yalu.strategy.patron import MIDDLE, PARAMETERS
from yalu.strategy.record import StrategicRecord, precedents, quarterly


@pytest.fixture(scope="module")
def record() -> StrategicRecord:
    """Return what the log alone tells of a few years."""
    return quarterly(events.read(), until=date(1994, 1, 1))


@pytest.fixture
def stored_answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Store made-up answers and nothing else."""
    monkeypatch.setattr(playing, "stored", lambda: plays.ANSWERS)
    made = Fitted(weights=plays.WEIGHTS, cases=plays.CASES)
    monkeypatch.setattr(playing_fit, "fitted", lambda _: made)
    return plays.ANSWERS


def test_answers_for_another_record_are_stale(
    record: StrategicRecord, stored_answers: Answers
) -> None:
    """The record as the game sees it is hashed, on the board of the answers."""
    found = playing_of(record)

    assert found.basis == stored_answers.basis
    assert any("the record is not the one" in words for words in found.stale)


def test_answers_for_the_same_record_are_current(
    record: StrategicRecord, monkeypatch: pytest.MonkeyPatch, stored_answers: Answers
) -> None:
    """What has not changed is not called stale."""
    own = seen_sha256(record, MIDDLE.states)
    assert own is not None
    basis = replace(stored_answers.basis, record_sha256=own, states=MIDDLE.states)
    made = replace(stored_answers, basis=basis)
    monkeypatch.setattr(playing, "stored", lambda: made)

    assert not playing_of(record).stale


def test_a_board_that_nobody_knows_is_stale(record: StrategicRecord) -> None:
    """Then nothing can be held against it."""
    assert seen_sha256(record, 7) is None


def test_what_is_stale_is_told_to_claims(
    record: StrategicRecord, stored_answers: Answers
) -> None:
    """They must decide nothing then."""
    found = playing_of(record)

    assert found.played is not None
    assert found.played.stale == found.stale
    assert found.played.draws == stored_answers.basis.draws


def test_how_much_is_known_counts_every_quarter_that_was_asked(
    record: StrategicRecord,
) -> None:
    """Known, uncertain and missing make up the record; no vote, no question."""
    found = {row.column: row for row in playing_of(record).known}
    quarters = len(record.quarters)

    assert all(
        row.known + row.uncertain + row.missing == quarters
        for name, row in found.items()
        if name != "vote"
    )
    assert found["enforcement"].missing == quarters


def test_an_answer_keeps_what_was_held_before() -> None:
    """A chance without its prior says nothing of the record."""
    row = play_row(plays.figure("option", "enforcement.change", 0.1, is_change=True))

    assert (row.median, row.prior_median) == (0.1, 0.0)
    assert (row.above, row.prior_above) == (0.6, 0.5)


def test_a_place_is_read_back_as_it_was_written() -> None:
    """Axes and labels with signs in them survive."""
    at = (("case", "threat less none"), ("enforcement", "0 to 1/3"))
    row = play_row(plays.figure("threat", "bends.change", 0.1, at=at))

    assert row.at == dict(at)


def test_a_turn_stands_at_the_action_that_may_turn() -> None:
    """Of the actions of a quarter one is least sure."""
    rows = turn_rows(plays.PATH)

    assert [row.other for row in rows] == ["", "table", ""]
    assert [row.chance for row in rows] == [0.4, 0.5, 0.6]


def test_a_weight_carries_its_meaning_and_its_claim() -> None:
    """A name of the code is no word for a reader."""
    own = next(one for one in PARAMETERS if one.claim and one.estimated)
    weighed = Weighed(
        name=own.name, prior_low=-1.0, prior_median=0.0, prior_high=1.0, low=-0.5,
        median=0.1, high=0.6, prior_above_zero=0.5, above_zero=0.6, shrinkage=0.7,
    )  # fmt: skip

    (row,) = weight_rows([weighed], PARAMETERS)

    assert (row.meaning, row.unit, row.claim) == (own.meaning, own.unit, own.claim)
    assert (row.above, row.learnt) == (0.6, 0.7)


@pytest.mark.parametrize(("share", "tail"), [(0.5, 1.0), (0.02, 0.04), (0.98, 0.04)])
def test_a_tail_counts_both_sides(share: float, tail: float) -> None:
    """Too many and too few are misfits alike."""
    check = Check(
        name="move: test", periods=9, observed=1.0, low=0, median=1, high=3, p=share
    )
    (row,) = check_rows([check])

    assert row.tail == pytest.approx(tail)


def score(forecaster: str, log_score: float) -> Score:
    """Return how all players of a case were foretold."""
    return Score(
        case="2016", player="all", forecaster=forecaster, log_score=log_score,
        choices=12, hits=5, turns=2, turn_hits=1,
    )  # fmt: skip


def test_every_precedent_is_listed_also_those_that_nobody_scores() -> None:
    """What is left out of a table looks as if it had come out well."""
    names = {"game": -9.0, "frequencies": -10.0, "sequence": -8.0}
    found = Retrodiction(
        case="2016",
        quarters=("2016Q1",),
        scores=tuple(score(name, value) for name, value in names.items()),
        is_found=False,
    )
    rows = {row.case: row for row in case_rows([found])}

    assert list(rows) == [each.id for each in precedents()]
    own = rows["2016"]
    assert (own.score, own.usual, own.before) == (-9.0, -10.0, -8.0)
    assert "did not end" in own.note
    assert not own.is_found
    assert rows["2003"].is_found
    assert rows["1983"].score is None
    assert rows["1983"].note != rows["2003"].note


def diagnostics(*, is_found: bool, k_hat: float) -> Diagnostics:
    """Return how a made-up fit went."""
    return Diagnostics(
        evaluations=9, sweeps=90, slope=0.5, is_found=is_found, log_posterior=-1.0,
        log_likelihood=-1.0, hills=2, below=0.5, equilibria=1, starts=4,
        repaired=0, drawn=10, lost=0, k_hat=k_hat, effective=5.0,
    )  # fmt: skip


def calibration(figure: str, value: float) -> Calibration:
    """Return a made-up figure of recovery."""
    return Calibration(
        estimator="recovery", world="a small board", figure=figure, nominal=0.9,
        value=value, low=value - 0.05, high=value + 0.05, runs=120, seed=1,
        code_sha256="c",
    )  # fmt: skip


def test_recovery_is_told_as_a_whole_and_at_its_worst() -> None:
    """A mean of ninety may hide a parameter that is never found."""
    found = (
        calibration("coverage", 0.88),
        calibration("coverage:patron_joint", 0.6),
        calibration("coverage:patron_gap", 0.93),
    )

    (told,) = recovered(found)

    assert told == (
        "Of 120 records simulated on a small board, ranges of 90% held 88% (83% to "
        "93%) of what had made them; least often patron joint, 60%."
    )


def test_a_fit_that_cannot_be_read_is_missing_and_no_traceback(
    record: StrategicRecord, tmp_path: Path
) -> None:
    """A file that somebody cut short costs the fit, and not the page."""
    (tmp_path / "posterior.json").write_text("{", encoding="utf-8")
    found = fitted(record, folder=tmp_path)

    assert not found.weights
    assert found.missing


def test_no_fit_is_missing_and_no_error(
    record: StrategicRecord, tmp_path: Path
) -> None:
    """A copy without a fit has a report all the same."""
    found = fitted(record, folder=tmp_path)

    assert not found.weights
    assert "No fit of the game is stored" in found.missing[0]
