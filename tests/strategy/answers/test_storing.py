"""What storing answers promises, one promise per test."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from yalu.errors import ModelError, SchemaError
from yalu.strategy.answers import (
    Answers,
    Question,
    Spread,
    Standing,
    answers_sha256,
    store,
    stored,
)
from yalu.strategy.answers.summing import figures, spread
from yalu.strategy.answers.telling import SURE, reading, told
from yalu.strategy.answers.wording import headlines, sentences


def _current(answers: Answers) -> Answers:
    return replace(answers, basis=replace(answers.basis, code_sha256=answers_sha256()))


def test_what_is_stored_is_read_back(answers: Answers, tmp_path: Path) -> None:
    """Quantities and path as they were, numbers to six places."""
    made = replace(_current(answers), basis=replace(_current(answers).basis))
    store(made, folder=tmp_path)

    found = stored(folder=tmp_path)

    assert [one.quantity for one in found] == [one.quantity for one in made]
    assert_allclose(
        [one.fitted.median for one in found],
        [one.fitted.median for one in made],
        atol=5.1e-7,
    )
    assert found.path == made.path
    assert found.basis == made.basis


def test_what_has_changed_since_is_told(answers: Answers, tmp_path: Path) -> None:
    """Code and record, each in words."""
    store(answers, folder=tmp_path)

    assert "the code that worked them out has changed" in stored(folder=tmp_path).stale
    other = stored(folder=tmp_path, record_sha256="another")
    assert any("the record is not the one" in words for words in other.stale)
    assert not other.is_current
    assert "stale" in str(other)


def test_nothing_stored_is_told_with_what_makes_it(tmp_path: Path) -> None:
    """An empty folder is no answer."""
    with pytest.raises(ModelError, match="No answers of the game are stored"):
        stored(folder=tmp_path)


def test_a_broken_file_is_told(answers: Answers, tmp_path: Path) -> None:
    """Rather than read in part."""
    store(answers, folder=tmp_path)
    (tmp_path / "answers.json").write_text("{}", encoding="utf-8")

    with pytest.raises(SchemaError, match="cannot be read"):
        stored(folder=tmp_path)


def test_a_figure_that_is_not_there_is_told_with_those_that_are(
    answers: Answers,
) -> None:
    """By question, and as one of several where a place is missing."""
    with pytest.raises(SchemaError, match="found 0 figures 'luck' of posture"):
        answers.figure(Question.POSTURE, "luck")
    with pytest.raises(SchemaError, match="found 2 figures 'enforcement' of posture"):
        answers.figure(Question.POSTURE, "enforcement")


def test_a_weighted_spread_is_that_of_repeated_draws() -> None:
    """A draw that counts twice is a draw that is there twice."""
    values, weights = np.array([1.0, -2.0, 3.0]), np.array([2.0, 1.0, 1.0])
    found = spread(values, weights)
    again = spread(np.array([1.0, 1.0, -2.0, 3.0]), np.ones(4))

    assert (found.above, found.below) == (again.above, again.below) == (0.75, 0.25)
    assert found.median == again.median == 1.0


def test_draws_that_tell_of_other_things_are_refused(answers: Answers) -> None:
    """A sum over different boards would be of nothing."""
    first, second = answers.figures[0].quantity, answers.figures[1].quantity
    with pytest.raises(ModelError, match="other quantities"):
        figures([((first, 0.5),), ((second, 0.5),)], np.ones(2))
    with pytest.raises(ModelError, match="no draw of the fit"):
        figures([], np.ones(0))
    with pytest.raises(ModelError, match="1 of 1 draws without"):
        figures([((first, float("nan")),)], np.ones(1))


def test_every_question_has_sentences_for_either_standing(answers: Answers) -> None:
    """Whole ones."""
    for question in Question:
        for text in sentences(answers, question):
            assert text[0].isupper()
            assert text.endswith(".")
            assert "nan" not in text


def _turned(of: Spread) -> Spread:
    """Return the spread of the same figure with its sign changed."""
    return replace(
        of,
        median=-of.median,
        low=-of.high,
        high=-of.low,
        above=of.below,
        below=of.above,
    )


def test_a_headline_reads_up_down_or_open_by_one_rule_for_either_sign(
    answers: Answers,
) -> None:
    """What is turned round reads the other way round."""
    swapped = {"up": "down", "down": "up", "open": "open", "as before": "as before"}
    for _, figure in headlines(answers, Standing.TODAY):
        assert figure.prior is not None
        turned = replace(
            figure, fitted=_turned(figure.fitted), prior=_turned(figure.prior)
        )
        assert reading(turned) == swapped[reading(figure)]
        if reading(figure) == "open":
            assert max(figure.fitted.above, figure.fitted.below) < SURE
        assert "(" in told(figure)


def test_a_sign_as_sure_before_the_record_is_not_called_learnt(
    answers: Answers,
) -> None:
    """Only what the record has made sure reads up or down."""
    _, figure = next(headlines(answers, Standing.TODAY))
    sure = replace(figure.fitted, above=0.95, below=0.05)
    doubtful = replace(sure, above=0.5, below=0.5)

    assert reading(replace(figure, fitted=sure, prior=doubtful)) == "up"
    assert reading(replace(figure, fitted=sure, prior=sure)) == "as before"
    assert reading(replace(figure, fitted=sure, prior=None)) == "up"
