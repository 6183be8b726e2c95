"""Worked cases beside the law, and the days on which each measure begins and ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
import yaml

from yalu.goods import Revision
from yalu.library import available, load
from yalu.quantities import Quantity, Unit, parse_unit
from yalu.regime import Measure, Regime, Ruling, Status, cap_factors, cap_use, rule

Case = dict[str, Any]
_DAY = timedelta(days=1)
_GOLDEN = 44


def _cases() -> Iterator[tuple[str, Case]]:
    for name in available():
        folder = files("yalu.library").joinpath(name, "cases")
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir(), key=lambda p: p.name):
            for case in yaml.safe_load(path.read_text(encoding="utf-8")):
                yield name, case


_ALL = list(_cases())


def _of(kind: str) -> list[Any]:
    return [
        pytest.param(name, case, id=f"{name}-{case['id']}")
        for name, case in _ALL
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
    for body, expected in case["expect"].items():
        found = bodies[body]
        assert found.status == expected["status"], "\n".join(
            f"{step.measure}: {step.answer}" for step in ruling.steps
        )
        basis = {one.measure for one in found.basis}
        assert basis >= set(expected.get("basis", ())), basis


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


def test_every_golden_question_has_a_case() -> None:
    """Forty-four questions were set before the law was encoded; none is left out."""
    asked = {case["id"].split("-")[0] for _, case in _ALL if "golden" in case}
    assert len(asked) == _GOLDEN


def test_every_case_has_its_own_identifier() -> None:
    """Two cases of one name would hide one another in a report."""
    names = [(name, case["id"]) for name, case in _ALL]
    assert len(names) == len(set(names))


def _with_sure_codes(*, ends: bool = False, grace: bool = False) -> list[Any]:
    chosen = []
    for name in available():
        regime = load(name)
        for measure in regime.known():
            if not measure.goods.codes or measure.in_force is None:
                continue
            if ends and measure.in_force.end is None:
                continue
            if grace and (measure.wind_down is None or measure.cap is not None):
                continue
            chosen.append(pytest.param(regime, measure, id=f"{name}-{measure.id}"))
    return chosen


@pytest.mark.parametrize(("regime", "measure"), _with_sure_codes())
def test_a_measure_begins_on_its_first_day(regime: Regime, measure: Measure) -> None:
    """The day before it is not in force; the day itself and the next it is."""
    assert measure.in_force is not None
    first = measure.in_force.start
    held = [measure in regime.in_force(on=first + n * _DAY) for n in (-1, 0, 1)]
    assert held == [False, True, True]


@pytest.mark.parametrize(("regime", "measure"), _with_sure_codes(ends=True))
def test_a_measure_ends_before_its_first_day_outside(
    regime: Regime, measure: Measure
) -> None:
    """Intervals are half-open: the last day binds, the day after is free of it."""
    assert measure.in_force is not None
    end = measure.in_force.end
    assert end is not None
    held = [measure in regime.in_force(on=end + n * _DAY) for n in (-1, 0, 1)]
    assert held == [True, False, False]


def _status(regime: Regime, measure: Measure, day: date) -> Status:
    """Return what one measure says of a shipment that meets its tests of grace."""
    body = regime.bodies[regime.instrument_of(measure).body]
    party = "CHE" if "all" in body.binds else _a_state(body.binds[0])
    out = measure.direction.value == "from_target"
    grace = measure.wind_down
    assert grace is not None
    ruling = rule(
        regime,
        goods=measure.goods.codes[0],
        exporter=regime.target if out else party,
        importer=party if out else regime.target,
        on=day,
        contract=grace.contract_before and grace.contract_before - _DAY,
        arrived=grace.arrived_before and grace.arrived_before - _DAY,
    )
    (step,) = (step for step in ruling.steps if step.measure == measure.id)
    return Status(step.answer.rpartition("-> ")[2])


def _a_state(bound: str) -> str:
    return {"EU": "DEU", "G7": "CAN"}.get(bound, bound)


@pytest.mark.parametrize(("regime", "measure"), _with_sure_codes(grace=True))
def test_grace_lasts_through_its_last_day(regime: Regime, measure: Measure) -> None:
    """Old business passes on the last day of grace and no longer on the next."""
    grace = measure.wind_down
    assert grace is not None
    days = [grace.last_day - _DAY, grace.last_day, grace.until]
    found = [_status(regime, measure, day) for day in days]
    assert found == [Status.CONDITIONAL, Status.CONDITIONAL, Status.PROHIBITED]
