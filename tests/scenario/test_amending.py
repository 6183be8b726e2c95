"""What amending the law promises, one promise per test."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenario.dprk_law import START, supposed
from yalu.errors import SchemaError
from yalu.library import load
from yalu.quantities import Unit
from yalu.regime import Direction, Measure, Regime
from yalu.scenario.amending import changed, known_by
from yalu.scenario.scenario import LawChange, LawChangeKind, Scenario

LAW = load("dprk")
DAY = timedelta(days=1)
COAL, REFINED = "UN-2371-8-coal", "UN-2397-5"


def after(*changes: LawChange) -> Regime:
    """Return the law after some changes."""
    return changed(LAW, supposed(*changes), start=START)


def change(kind: LawChangeKind, measure: str = COAL, **more: object) -> LawChange:
    """Return a change of one measure."""
    return LawChange(kind=kind, measure=measure, **more)  # type: ignore[arg-type]


def binding(regime: Regime, day: date, name: str) -> list[Measure]:
    """Return the stretches of a measure that bind on a day."""
    return [one for one in regime.in_force(on=day) if one.id.startswith(name)]


def test_the_baseline_is_the_law_itself() -> None:
    """An empty scenario equals the baseline exactly."""
    assert changed(LAW, Scenario.baseline(), start=START) is LAW


@pytest.mark.parametrize(("day", "count"), [(-1, 1), (0, 0), (1, 0)])
def test_a_repealed_measure_binds_up_to_the_day_before(day: int, count: int) -> None:
    """The first day without it is the day of the repeal."""
    since = date(2027, 4, 1)
    found = after(change(LawChangeKind.REPEAL, since=since))

    assert len(binding(found, since + day * DAY, COAL)) == count


@pytest.mark.parametrize(("day", "count"), [(-1, 0), (0, 1), (400, 1)])
def test_a_measure_suspended_for_a_while_comes_back(day: int, count: int) -> None:
    """`until` is the first day on which it binds again."""
    until = date(2028, 1, 1)
    found = after(change(LawChangeKind.REPEAL, since=6, until=until))

    assert len(binding(found, until + day * DAY, COAL)) == count


def test_a_repealed_text_takes_all_its_measures_along() -> None:
    """Other texts stay."""
    repeal = LawChange(kind=LawChangeKind.REPEAL, instrument="unsc-2371")
    found = after(repeal)
    left = {one.id for one in found.in_force(on=START)}

    assert not {name for name in left if name.startswith("UN-2371")}
    assert REFINED in left


def test_a_repeal_does_not_bring_back_what_was_replaced() -> None:
    """Whether it would is for lawyers; a scenario says it if it means it."""
    found = after(change(LawChangeKind.REPEAL))

    assert not binding(found, START, "UN-2321-26b-2017")


def test_a_measure_that_ended_comes_back_from_the_day_that_is_set() -> None:
    """And what it did before stays on record."""
    name = "UN-2270-29-coal"
    found = after(change(LawChangeKind.SET_DATE, name, since=0))

    assert len(binding(found, START, name)) == 1
    assert len(binding(found, date(2016, 6, 1), name)) == 1
    assert not binding(found, date(2018, 6, 1), name)


@pytest.mark.parametrize(("day", "count"), [(-1, 1), (0, 0)])
def test_a_measure_ends_on_the_day_that_is_set(day: int, count: int) -> None:
    """The end is the first day outside."""
    until = date(2027, 1, 1)
    found = after(change(LawChangeKind.SET_DATE, until=until))

    assert len(binding(found, until + day * DAY, COAL)) == count


def test_a_cap_lets_another_quantity_through_from_its_day_on() -> None:
    """One stretch after the other, never both."""
    since = date(2027, 1, 1)
    found = after(
        change(
            LawChangeKind.SET_CAP,
            REFINED,
            quantity=Decimal(2_000_000),
            unit=Unit.BARREL,
            since=since,
        )
    )
    before, later = (binding(found, day, REFINED) for day in (since - DAY, since))

    assert [str(one.cap and one.cap.limits[0]) for one in before] == ["500,000 bbl"]
    assert [str(one.cap and one.cap.limits[0]) for one in later] == ["2,000,000 bbl"]


def test_a_cap_set_for_a_while_is_the_old_one_again_afterwards() -> None:
    """The third stretch is what the law has said all along."""
    found = after(
        change(
            LawChangeKind.SET_CAP,
            REFINED,
            quantity=Decimal(0),
            unit=Unit.BARREL,
            since=3,
            until=6,
        )
    )
    quantities = [
        str(one.cap.limits[0].amount)
        for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 4, 1))
        for one in binding(found, day, REFINED)
        if one.cap is not None
    ]

    assert quantities == ["500000", "0", "500000"]


def test_a_change_follows_the_stretches_of_the_one_before() -> None:
    """A cap raised and later lifted is lifted, although it stands there twice."""
    raised = change(
        LawChangeKind.SET_CAP, REFINED, quantity=Decimal(9), unit=Unit.BARREL, since=0
    )
    lifted = change(LawChangeKind.REPEAL, REFINED, since=12)

    assert not binding(after(raised, lifted), date(2027, 10, 1), REFINED)


def test_a_vetoed_draft_becomes_law_whole_or_in_part() -> None:
    """The draft of 2022 would have tightened caps and banned tobacco."""
    whole = after(LawChange(kind=LawChangeKind.ADD, instrument="unsc-draft-2022-431"))
    part = after(change(LawChangeKind.ADD, "UN-2022-431-tobacco"))
    names = [{m.id for m in law.in_force(on=START)} for law in (whole, part)]

    assert {"UN-2022-431-crude", "UN-2022-431-tobacco"} <= names[0]
    assert "UN-2022-431-tobacco" in names[1]
    assert "UN-2022-431-crude" not in names[1]


def test_new_law_binds_all_states_between_its_days() -> None:
    """A ban without a quantity, a cap with one."""
    new = change(
        LawChangeKind.ADD,
        "no-fish",
        codes=("03",),
        direction=Direction.FROM_TARGET,
        since=date(2027, 1, 1),
        until=date(2028, 1, 1),
    )
    found = after(new)

    assert found.bodies[found.instrument_of(found.measure("no-fish")).body].binds == (
        "all",
    )
    assert not binding(found, date(2026, 12, 31), "no-fish")
    assert binding(found, date(2027, 12, 31), "no-fish")
    assert not binding(found, date(2028, 1, 1), "no-fish")


def test_a_changed_law_has_another_digest() -> None:
    """What is stored of a run goes stale with the law it was made from."""
    one = after(change(LawChangeKind.REPEAL))
    two = after(change(LawChangeKind.REPEAL, since=6))

    assert len({LAW.digest, one.digest, two.digest}) == 3


def test_all_changes_that_cannot_be_made_are_told_at_once() -> None:
    """With the number of the change, so that one look is enough."""
    with pytest.raises(SchemaError) as error:
        after(change(LawChangeKind.REPEAL, "UN-9999"), change(LawChangeKind.ADD))

    assert "law 1, measures: found 'UN-9999'" in str(error.value)
    assert "law 2" in str(error.value)


def test_days_the_wrong_way_round_are_told() -> None:
    """A stretch of no days is a mistake, not a wish."""
    with pytest.raises(SchemaError, match="not after since 2027-04-01"):
        after(change(LawChangeKind.REPEAL, since=6, until=5))


@given(st.integers(0, 24), st.integers(1, 24), st.integers(0, 59))
def test_a_suspension_changes_nothing_outside_its_days(
    since: int, length: int, month: int
) -> None:
    """Repeal and return are a round trip."""
    found = after(change(LawChangeKind.REPEAL, since=since, until=since + length))
    day = date(2026 + (9 + month) // 12, (9 + month) % 12 + 1, 1)
    inside = since <= month < since + length

    assert bool(binding(found, day, COAL)) is not inside


def test_law_of_later_days_is_not_known_earlier() -> None:
    """A hindcast knows what was published by its day."""
    then = known_by(LAW, date(2016, 3, 1))

    assert {one.id for one in then.instruments} & {"unsc-2270", "unsc-2397"} == set()
    assert known_by(LAW, date(2016, 3, 2)).measure("UN-2270-29-coal")


def test_what_a_later_text_ended_was_open_before_it() -> None:
    """Nobody knew on that day that it would end."""
    then = known_by(LAW, date(2016, 10, 1)).measure("UN-2270-29-coal")

    assert then.in_force is not None
    assert then.in_force.end is None


def test_the_law_known_today_is_all_of_it() -> None:
    """And so the same object, with the same digest."""
    assert known_by(LAW, date(2026, 11, 1)) is LAW
