"""Worked cases beside the law, and the questions set before it was encoded."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from yalu.library import available, folder_of, load
from yalu.regime import (
    CapCase,
    CaseResult,
    RulingCase,
    UseCase,
    WorkedCase,
    check_cases,
    read_cases,
)

_HERE = Path(__file__).resolve().parent
_DECISION = _HERE.parent / "docs" / "decisions" / "0010-golden-verdicts.md"
_GOLDEN = 44
_ANSWERS = {
    "permitted": {"permitted"},
    "prohibited": {"prohibited"},
    "permitted_conditional": {"conditional", "capped"},
    "cap_permitted": {"capped", "use below"},
    "cap_exceeded": {"prohibited", "use above"},
    "cap": {"limits"},
    "review": {"undecidable"},
    "not_applicable": {"permitted", "not_encoded"},
}
"""What each golden word may become: the table of decision 0010."""


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_ALL = [(name, case) for name in available() for case in read_cases(folder_of(name))]
_RESULTS = [
    (name, result)
    for name in available()
    for result in check_cases(load(name), read_cases(folder_of(name)))
]


@pytest.mark.parametrize(
    "result",
    [pytest.param(result, id=f"{name}-{result.case.id}") for name, result in _RESULTS],
)
def test_a_worked_case_holds(result: CaseResult) -> None:
    """The cases are the law's own tests: verdict, paragraph, limit, window, share."""
    steps = [line for each in result.mismatches for line in each.because]
    assert result.passed, "\n".join([str(result), *steps])


def test_every_case_has_its_own_identifier() -> None:
    """A case of several days is named by each of them; no two names are alike."""
    names = [(name, result.case.id) for name, result in _RESULTS]
    assert len(names) == len(set(names))


# Golden questions: the words they were set with, and what the engine answers.

_VERDICTS = {row["id"]: row for row in _rows("golden_verdicts.csv")}


def _golden_cases(identifier: str) -> list[WorkedCase]:
    return [
        case
        for _, case in _ALL
        if case.golden and case.id.partition("-")[0] == identifier
    ]


def _answers(case: WorkedCase, *, national: bool) -> Iterator[str]:
    """Yield what a case expects for one half of a golden question."""
    match case:
        case RulingCase():
            for body, expected in case.expect.items():
                if (body != "UN") is national:
                    yield expected.status
        case CapCase():
            if case.cap.measure.startswith("UN-") is not national:
                yield "limits"
        case UseCase():
            if case.use.measure.startswith("UN-") is not national:
                yield "use above" if case.expect.exceeded else "use below"


def test_every_golden_question_has_a_case() -> None:
    """Forty-four questions were set before the law was encoded; none is left out."""
    asked = {case.id.split("-")[0] for _, case in _ALL if case.golden}
    assert asked == set(_VERDICTS)
    assert len(asked) == _GOLDEN


@pytest.mark.parametrize("identifier", _VERDICTS)
def test_a_case_keeps_the_words_its_golden_question_was_set_with(
    identifier: str,
) -> None:
    """The words were typed once more from the questions, apart from the cases."""
    row = _VERDICTS[identifier]
    for case in _golden_cases(identifier):
        assert case.golden == {"un": row["un"], "national": row["national"]}
        if isinstance(case, RulingCase):
            assert case.overall is not None, case.id


@pytest.mark.parametrize("half", ["un", "national"])
@pytest.mark.parametrize("identifier", _VERDICTS)
def test_the_answer_to_a_golden_question_is_what_its_word_means(
    identifier: str, half: str
) -> None:
    """What departs from the table of decision 0010 is listed with its reason."""
    row = _VERDICTS[identifier]
    found = {
        answer
        for case in _golden_cases(identifier)
        for answer in _answers(case, national=half == "national")
    } or {"not asked"}
    meant = _ANSWERS[row[half]]
    if row[half] == "cap_exceeded" and half == "national":
        meant = {"use above"}  # no state may exceed a cap that it has not enacted
    otherwise = set(filter(None, row[f"{half}_answered"].split(";")))
    assert found - meant == otherwise
    assert bool(row["reason"]) is bool(row["un_answered"] or row["national_answered"])


def test_the_decision_lists_the_golden_words_that_are_tested() -> None:
    """A word added in one place alone would be read in two ways."""
    text = _DECISION.read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([a-z_]+) \|", text, re.MULTILINE)) == set(_ANSWERS)
    said = {row["id"] for row in _VERDICTS.values() if row["reason"]}
    assert {identifier for identifier in said if identifier not in text} == set()
