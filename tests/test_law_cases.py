"""Worked cases beside the law, and the questions set before it was encoded."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from yalu.goods import Revision
from yalu.library import available, load
from yalu.quantities import Quantity, Unit, parse_unit
from yalu.regime import Regime, Ruling, cap_factors, cap_use, rule

Case = dict[str, Any]
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


def _cases() -> Iterator[tuple[str, Case]]:
    for name in available():
        folder = files("yalu.library").joinpath(name, "cases")
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir(), key=lambda p: p.name):
            for case in yaml.safe_load(path.read_text(encoding="utf-8")):
                yield name, case


def _day_cases(case: Case) -> Iterator[Case]:
    """Yield one case per day of a case that asks the same on several days.

    A verdict is written ``prohibited by UN-2371-9 and UN-2371-10``. A measure that is
    named on one day of the case must not stand behind the verdict of another day on
    which it is not named.
    """
    verdicts = {
        day: {
            body: (words.partition(" by ")[0], _named(words))
            for body, words in bodies.items()
        }
        for day, bodies in case["days"].items()
    }
    meant = {m for told in verdicts.values() for _, by in told.values() for m in by}
    for day, told in verdicts.items():
        yield {
            "id": f"{case['id']}-{day}",
            "ask": {**case["ask"], "on": day},
            "expect": {
                body: {"status": status, "basis": by, "never": meant - by}
                for body, (status, by) in told.items()
            },
        }


def _named(words: str) -> set[str]:
    return set(words.partition(" by ")[2].split(" and ")) - {""}


_ALL = list(_cases())
_DAYS = [(name, case) for name, case in _ALL if "days" in case]
_ONE_DAY = [(name, case) for name, case in _ALL if "days" not in case] + [
    (name, one) for name, case in _DAYS for one in _day_cases(case)
]


def _of(kind: str) -> list[Any]:
    return [
        pytest.param(name, case, id=f"{name}-{case['id']}")
        for name, case in _ONE_DAY
        if kind in case
    ]


def _ruling(regime: Regime, ask: Case) -> Ruling:
    facts = dict(ask)
    if facts.get("quantity"):
        amount, unit = facts["quantity"]
        facts["quantity"] = Quantity(Decimal(str(amount)), parse_unit(unit))
    if facts.get("value_usd") is not None:
        facts["value_usd"] = Decimal(str(facts["value_usd"]))
    if facts.get("revision"):
        facts["revision"] = Revision(facts["revision"])
    return rule(regime, **facts)


@pytest.mark.parametrize(("name", "case"), _of("ask"))
def test_a_worked_case_is_ruled_as_its_author_expects(name: str, case: Case) -> None:
    """The cases are the law's own tests: status by body, and the paragraph behind."""
    ruling = _ruling(load(name), case["ask"])
    bodies = {body.body: body for body in ruling.bodies}
    steps = "\n".join(f"{step.measure}: {step.answer}" for step in ruling.steps)
    for body, expected in case["expect"].items():
        found = bodies[body]
        assert found.status == expected["status"], steps
        basis = {one.measure for one in found.basis}
        assert basis >= set(expected.get("basis", ())), steps
        assert not basis & set(expected.get("never", ())), steps
    assert ruling.status == case.get("overall", ruling.status), steps


@pytest.mark.parametrize(("name", "case"), _of("report_due"))
def test_a_report_falls_due_when_its_author_expects(name: str, case: Case) -> None:
    """A date that follows from the law is computed, never typed in."""
    due = case["report_due"]
    reporting = load(name).measure(due["measure"]).reporting
    assert reporting is not None
    assert reporting.due(case["ask"]["on"]) == due["on"]


@pytest.mark.parametrize(("name", "case"), _of("cap"))
def test_a_cap_has_the_limits_and_the_window_its_author_expects(
    name: str, case: Case
) -> None:
    """Which year a day belongs to differs between New York and Beijing."""
    regime = load(name)
    measure = regime.measure(case["cap"]["measure"])
    day = case["cap"]["on"]
    if case["expect"].get("in_force") is False:
        assert measure not in regime.in_force(on=day)
        return
    assert measure.cap is not None
    assert measure.interval is not None
    limits = [f"{limit.amount} {limit.unit}" for limit in measure.cap.limits]
    assert limits == case["expect"]["limits"]
    window = measure.cap.window_on(day, measure.interval)
    assert window is not None
    expected = case["expect"]["window"]
    assert (window.start, window.end) == (expected["from"], expected["until"])


@pytest.mark.parametrize(("name", "case"), _of("use"))
def test_a_cap_is_used_as_far_as_its_author_expects(name: str, case: Case) -> None:
    """Shares are known to a tenth of a percent, as a range where a factor enters."""
    measure = load(name).measure(case["use"]["measure"])
    assert measure.cap is not None
    assert measure.interval is not None
    assert measure.cap.window_on(case["use"]["window_on"], measure.interval) is not None
    amounts = {Unit(u): Decimal(str(a)) for u, a in case["use"]["amounts"].items()}
    use = cap_use(measure.cap, amounts, factors=cap_factors(measure))
    assert use is not None
    shares = {one.limit.unit.value: [one.low, one.high] for one in use.by_limit}
    for unit, share in case["expect"].get("share_pct", {}).items():
        expected = share if isinstance(share, list) else [share, share]
        assert [round(float(s), 1) for s in shares[unit]] == expected
    assert use.exceeded is case["expect"]["exceeded"]
    if "alerts" in case["expect"]:
        assert list(use.alerts) == case["expect"]["alerts"]


def test_every_case_has_its_own_identifier() -> None:
    """Two cases of one name would hide one another in a report."""
    names = [(name, case["id"]) for name, case in _ONE_DAY]
    assert len(names) == len(set(names))


# Golden questions: the words they were set with, and what the engine answers.

_VERDICTS = {row["id"]: row for row in _rows("golden_verdicts.csv")}


def _golden_cases(identifier: str) -> list[Case]:
    return [
        case
        for _, case in _ALL
        if "golden" in case and case["id"].partition("-")[0] == identifier
    ]


def _answers(case: Case, *, national: bool) -> Iterator[str]:
    """Yield what a case expects for one half of a golden question."""
    if "ask" in case:
        for body, expected in case["expect"].items():
            if (body != "UN") is national:
                yield expected["status"]
        return
    asked = case.get("use") or case["cap"]
    if asked["measure"].startswith("UN-") is national:
        return
    if "cap" in case:
        yield "limits"
    else:
        yield "use above" if case["expect"]["exceeded"] else "use below"


def test_every_golden_question_has_a_case() -> None:
    """Forty-four questions were set before the law was encoded; none is left out."""
    asked = {case["id"].split("-")[0] for _, case in _ALL if "golden" in case}
    assert asked == set(_VERDICTS)
    assert len(asked) == _GOLDEN


@pytest.mark.parametrize("identifier", _VERDICTS)
def test_a_case_keeps_the_words_its_golden_question_was_set_with(
    identifier: str,
) -> None:
    """The words were typed once more from the questions, apart from the cases."""
    row = _VERDICTS[identifier]
    for case in _golden_cases(identifier):
        assert case["golden"] == {"un": row["un"], "national": row["national"]}
        assert ("overall" in case) is ("ask" in case), case["id"]


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
