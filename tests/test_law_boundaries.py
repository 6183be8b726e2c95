"""The days on which each measure begins and ends, its grace and the windows of its cap.

The days of the law are held against three things: against themselves, so that first
and last days are read alike everywhere; against a table that was typed from the
sources and not from the library; and against worked cases for the day before, the day
of and the day after.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from yalu.library import available, folder_of, load
from yalu.quantities import Quantity, Unit
from yalu.regime import DaysCase, Measure, Regime, Status, WindDown, read_cases, rule

_DAY = timedelta(days=1)
_TABLE = Path(__file__).resolve().parent / "law_boundaries.csv"
_FIELDS = ("first_day", "first_day_outside", "last_wind_down_day")
_SHOWN_ELSEWHERE = {
    ("UN-2397-16", date(2017, 12, 22)): "repeats a way out that 2371 had opened",
    ("IRQ-986-1", date(1996, 12, 10)): "shown by its ceiling, which begins with it",
}
"""Boundaries that no verdict shows by itself: another measure gives the answer."""

# Days from the law itself: every measure, goods and activities alike.

_KNOWN = [
    (name, measure)
    for name in available()
    for measure in load(name).known()
    if measure.in_force is not None
]


def _measures(**needs: bool) -> list[Any]:
    wanted: dict[str, Callable[[Measure], object]] = {
        "end": lambda m: m.in_force is not None and m.in_force.end,
        "grace": lambda m: m.wind_down is not None,
        "entry": lambda m: m.wind_down and _entry(m.wind_down) is not None,
        "window": lambda m: m.cap is not None and m.cap.period.end is not None,
        "way_out": lambda m: any(e.from_day or e.until for e in m.exemptions),
    }
    return [
        pytest.param(load(name), measure, id=f"{name}-{measure.id}")
        for name, measure in _KNOWN
        if all(wanted[need](measure) for need in needs)
    ]


def _entry(grace: WindDown) -> date | None:
    return grace.contract_before or grace.arrived_before


@pytest.mark.parametrize(("regime", "measure"), _measures())
def test_a_measure_begins_on_its_first_day(regime: Regime, measure: Measure) -> None:
    """The day before it is not in force; the day itself and the next it is."""
    assert measure.in_force is not None
    first = measure.in_force.start
    held = [measure in regime.in_force(on=first + n * _DAY) for n in (-1, 0, 1)]
    assert held == [False, True, True]


@pytest.mark.parametrize(("regime", "measure"), _measures(end=True))
def test_a_measure_ends_before_its_first_day_outside(
    regime: Regime, measure: Measure
) -> None:
    """Intervals are half-open: the last day binds, the day after is free of it."""
    assert measure.in_force is not None
    end = measure.in_force.end
    assert end is not None
    held = [measure in regime.in_force(on=end + n * _DAY) for n in (-1, 0, 1)]
    assert held == [True, False, False]


def _status(regime: Regime, measure: Measure, day: date, begun: date | None) -> Status:
    """Return what one measure says of a shipment that was begun on a day."""
    body = regime.bodies[regime.instrument_of(measure).body]
    party = "CHE" if "all" in body.binds else _a_state(body.binds[0])
    out = measure.direction.value != "to_target"
    grace = measure.wind_down
    assert grace is not None
    goods = measure.goods
    price = measure.cap.limits[0].amount + 1 if measure.cap else None
    ruling = rule(
        regime,
        goods=goods.codes[0] if goods.codes else measure.kind.value,
        exporter=regime.target if out else party,
        importer=party if out else regime.target,
        origin=regime.target if out else None,
        on=day,
        contract=begun if grace.contract_before else None,
        arrived=begun if grace.arrived_before else None,
        quantity=Quantity(Decimal(1), Unit.BARREL) if price else None,
        value_usd=price,
        claims=() if goods.codes else (f"item:{goods.parts[0].item}",),
    )
    (step,) = (step for step in ruling.steps if step.measure == measure.id)
    return Status(step.answer.rpartition("-> ")[2])


def _a_state(bound: str) -> str:
    return {"EU": "DEU", "G7": "CAN"}.get(bound, bound)


@pytest.mark.parametrize(("regime", "measure"), _measures(grace=True))
def test_grace_lasts_through_its_last_day(regime: Regime, measure: Measure) -> None:
    """Old business passes on the last day of grace and no longer on the next."""
    grace = measure.wind_down
    assert grace is not None
    entry = _entry(grace)
    begun = entry and entry - _DAY
    days = [grace.last_day - _DAY, grace.last_day, grace.until]
    found = [_status(regime, measure, day, begun) for day in days]
    assert found == [Status.CONDITIONAL, Status.CONDITIONAL, Status.PROHIBITED]


@pytest.mark.parametrize(("regime", "measure"), _measures(entry=True))
def test_grace_is_for_business_begun_before_its_day(
    regime: Regime, measure: Measure
) -> None:
    """A contract or an arrival of the day itself comes too late."""
    grace = measure.wind_down
    assert grace is not None
    entry = _entry(grace)
    assert entry is not None
    found = [
        _status(regime, measure, grace.last_day, entry + n * _DAY) for n in (-1, 0)
    ]
    assert found == [Status.CONDITIONAL, Status.PROHIBITED]


@pytest.mark.parametrize(("regime", "measure"), _measures(window=True))
def test_a_cap_counts_from_the_first_to_the_last_day_of_its_window(
    regime: Regime, measure: Measure
) -> None:
    """The day before is outside; the day after belongs to the next window, if any."""
    cap, held = measure.cap, measure.interval
    assert cap is not None
    assert held is not None
    first, end = cap.period.start, cap.period.end
    assert end is not None
    window = cap.window_on(first, held)
    assert window == cap.period.interval
    assert [cap.window_on(first + n * _DAY, held) for n in (-1, 1)] == [None, window]
    assert [cap.window_on(end - n * _DAY, held) for n in (2, 1)] == [window, window]
    goes_on = cap.repeats.value != "no" and (held.end is None or end < held.end)
    then = [cap.window_on(end + n * _DAY, held) for n in (0, 1)]
    starts = [later and later.start for later in then]
    assert starts == ([end, end] if goes_on else [None, None])
    assert measure.id in regime.measures


@pytest.mark.parametrize(("regime", "measure"), _measures(way_out=True))
def test_a_dated_way_out_is_open_on_its_days_alone(
    regime: Regime, measure: Measure
) -> None:
    """An exemption with days of its own opens and closes inside the measure."""
    assert measure.id in regime.measures
    for one in measure.exemptions:
        if one.from_day is not None:
            days = [one.open_on(one.from_day + n * _DAY) for n in (-1, 0, 1)]
            assert days == [False, True, True]
        if one.until is not None:
            days = [one.open_on(one.until + n * _DAY) for n in (-1, 0, 1)]
            assert days == [True, False, False]


# The same days, typed from the sources and not from the library.

with _TABLE.open(encoding="utf-8", newline="") as _file:
    _ROWS = {row["measure"]: row for row in csv.DictReader(_file)}

_LAW = {m.id: m for name in available() for m in load(name).measures.values()}


def _encoded(measure: Measure) -> dict[str, str]:
    held, grace = measure.in_force, measure.wind_down
    days = (
        held.start if held else None,
        held.end if held else None,
        grace.last_day if grace else None,
    )
    return {
        field: day.isoformat() if day else ""
        for field, day in zip(_FIELDS, days, strict=True)
    }


@pytest.mark.parametrize("identifier", _ROWS)
def test_the_law_has_the_days_of_the_table(identifier: str) -> None:
    """A wrong date in the library passes every test that reads its days from there."""
    row = _ROWS[identifier]
    expected = {field: row[field] for field in _FIELDS}
    for departure in filter(None, row["encoded_otherwise"].split(";")):
        field, _, day = departure.partition("=")
        assert expected[field] != day, "listed as a departure, but alike"
        expected[field] = day
    assert _encoded(_LAW[identifier]) == expected
    assert row["source"]
    assert bool(row["encoded_otherwise"]) is bool(row["reason"])


def test_every_measure_stands_in_the_table() -> None:
    """A new measure needs a second look at its days before it is relied on."""
    assert set(_ROWS) == set(_LAW)


# Worked cases: the day before, the day of and the day after.


def _worked() -> Iterator[tuple[str, date]]:
    """Yield the days on which a case with several days asks about a measure."""
    for name in available():
        for case in read_cases(folder_of(name)):
            if isinstance(case, DaysCase):
                yield from product(case.measures, case.days)


_WORKED = set(_worked())


def _boundaries() -> Iterator[Any]:
    for _, measure in _KNOWN:
        goods, held = measure.goods, measure.in_force
        if not (goods.codes or goods.disputed or any(p.codes for p in goods.parts)):
            continue
        assert held is not None
        grace = measure.wind_down
        middle = {"start": held.start, "end": held.end, "grace": grace}
        for what, day in middle.items():
            of = day.last_day if isinstance(day, WindDown) else day
            if of is not None and (measure.id, of) not in _SHOWN_ELSEWHERE:
                yield pytest.param(measure.id, of, id=f"{measure.id}-{what}")


@pytest.mark.parametrize(("identifier", "day"), list(_boundaries()))
def test_the_days_around_a_boundary_are_worked_by_hand(
    identifier: str, day: date
) -> None:
    """An off-by-one error shows only on the day before, the day of or the day after."""
    missing = [
        str(one)
        for one in (day - _DAY, day, day + _DAY)
        if (identifier, one) not in _WORKED
    ]
    assert missing == []
