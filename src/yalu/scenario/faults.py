"""What may be wrong in a scenario beyond its form.

Names are compared with the law, the lines of trade, the uncertainties and the game;
days with the run and with each other. Everything is looked for, so that one reading is
enough to mend a scenario.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Protocol

from yalu.errors import SchemaError
from yalu.regime import Regime
from yalu.scenario.fault import Fault, nearest
from yalu.scenario.law_faults import law_faults
from yalu.scenario.scenario import EnforcementPath, Held, Scenario
from yalu.scenario.timing import (
    When,
    day_of,
    month_of,
    months_within,
    quarter_begins,
)
from yalu.scenario.uncertainty import Uncertainty, narrowed
from yalu.strategy.record import CLASSES, Column

__all__ = ["SPANS", "faults", "faults_of_days"]

SPANS = ("law", "enforcement", "support", "posture", "votes", "closures")
"""Levers that last from a day to another."""

_EXPECTED = re.compile(r"expected ([^.;]+)")
_QUARTER = 3
_ALONE = ("support", "posture", "votes", "closures")
_HELD = {
    "support": Column.SUPPORT,
    "posture": Column.POSTURE,
    "votes": Column.VOTE,
}


class _Spanned(Protocol):
    @property
    def since(self) -> When | None: ...
    @property
    def until(self) -> When | None: ...


def faults(
    scenario: Scenario,
    *,
    regime: Regime,
    states: tuple[str, str],
    lines: Collection[str],
    uncertain: Mapping[str, Uncertainty],
) -> Iterator[Fault]:
    """Yield all that is wrong in a scenario, whenever it starts.

    Parameters
    ----------
    scenario : Scenario
        What is to be run.
    regime : Regime
        The law that it changes.
    states : tuple of str
        ISO codes of the patron and of the alternative patron: whose enforcement may
        be set.
    lines : collection of str
        Lines of trade that there are.
    uncertain : mapping of str to Uncertainty
        What is not known, by name.

    """
    if scenario.start is not None and not quarter_begins(scenario.start):
        yield Fault(
            ("start",),
            f"found {scenario.start}; expected the first day of a quarter",
            "write 1 January, 1 April, 1 July or 1 October of a year",
        )
    yield from law_faults(scenario.law, regime)
    known = {*regime.measures, *(change.measure for change in scenario.law)} - {""}
    for at, path in enumerate(scenario.enforcement):
        place = ("enforcement", at)
        yield from _enforcement(place, path, states, lines)
        yield from _measures(place, path, states, known)
    yield from _held(scenario)
    yield from _amounts(scenario, lines)
    yield from _parameters(scenario.parameters)
    for name, bounds in scenario.uncertain.items():
        yield from _range(("uncertain", name), bounds, uncertain)


def faults_of_days(scenario: Scenario, start: date) -> Iterator[Fault]:
    """Yield what is wrong with the days of a scenario in a run from `start`.

    Parameters
    ----------
    scenario : Scenario
        What is to be run.
    start : date
        First day of the run, the first of a quarter.

    """
    end = day_of(scenario.months, start)
    for name in SPANS:
        for at, one in enumerate(getattr(scenario, name)):
            yield from _span((name, at), one, start, end)
    for name in _HELD:
        for at, one in enumerate(getattr(scenario, name)):
            yield from _quarters((name, at), one, start, scenario.months)
    for name in _ALONE:
        for (a, one), (b, other) in combinations(enumerate(getattr(scenario, name)), 2):
            if _overlap(one, other, start, end):
                yield _twice((name, b), f"{name} {a + 1}")
    for (a, path), (b, other) in combinations(enumerate(scenario.enforcement), 2):
        if _shared(path, other) and _overlap(path, other, start, end):
            yield _twice(("enforcement", b), f"enforcement {a + 1}")
    yield from _moves(scenario, start, end)


def _span(
    path: tuple[str | int, ...], one: _Spanned, start: date, end: date
) -> Iterator[Fault]:
    first = None if one.since is None else day_of(one.since, start)
    last = None if one.until is None else day_of(one.until, start)
    since, until = _said(one.since), _said(one.until)
    if first is not None and last is not None and last <= first:
        finding = f"found until {until}, which is not after from {since}"
        yield Fault((*path, "until"), finding, "write the first day outside, later")
    elif first is not None and first >= end:
        finding = f"found {since}; expected a day before the run ends"
        yield Fault((*path, "from"), finding, "begin earlier, or give more months")
    elif last is not None and last <= start:
        finding = f"found {until}; expected a day after the run begins"
        yield Fault((*path, "until"), finding, "end later, or take the entry out")


def _said(when: When | None) -> str:
    """Return a day as it is written in a file."""
    return str(when) if isinstance(when, date) else f"{when} months after the start"


def _quarters(
    path: tuple[str | int, ...], one: Held, start: date, months: int
) -> Iterator[Fault]:
    """Yield a class that is held in some month and for no quarter."""
    # The length of the run does not count: what lies beyond is told elsewhere.
    inside = months_within(one.since, one.until, start=start, months=months + _QUARTER)
    if inside.any() and not inside[::_QUARTER].any():
        finding = "no quarter begins between these days, and players act by quarters"
        yield Fault((*path, "from"), finding, "hold it on the first day of a quarter")


def _overlap(one: _Spanned, other: _Spanned, start: date, end: date) -> bool:
    first, last = (
        [
            (
                start if each.since is None else day_of(each.since, start),
                end if each.until is None else day_of(each.until, start),
            )
            for each in (one, other)
        ][at]
        for at in (0, 1)
    )
    return first[0] < last[1] and last[0] < first[1]


def _twice(path: tuple[str | int, ...], other: str) -> Fault:
    finding = f"its days overlap with those of {other}"
    return Fault((*path, "from"), finding, "let one end where the other begins")


def _moves(scenario: Scenario, start: date, end: date) -> Iterator[Fault]:
    taken: dict[int, int] = {}
    for at, move in enumerate(scenario.moves):
        day = day_of(move.on, start)
        if not start <= day < end:
            finding = (
                f"found {_said(move.on)}; expected a day in the run, "
                f"which is {scenario.months} months"
            )
            yield Fault(
                ("moves", at, "on"), finding, "choose another day, or give more months"
            )
            continue
        quarter = month_of(move.on, start) // _QUARTER
        if quarter in taken:
            finding = f"falls in the same quarter of the run as move {taken[quarter]}"
            remedy = "give the target one move a quarter"
            yield Fault(("moves", at, "on"), finding, remedy)
        taken.setdefault(quarter, at + 1)


def _held(scenario: Scenario) -> Iterator[Fault]:
    for name, column in _HELD.items():
        for at, one in enumerate(getattr(scenario, name)):
            if one.level not in CLASSES[column]:
                key = "vote" if column is Column.VOTE else "level"
                yield _unknown((name, at, key), one.level, CLASSES[column])


def _amounts(scenario: Scenario, lines: Collection[str]) -> Iterator[Fault]:
    for at, closure in enumerate(scenario.closures):
        depth = closure.depth
        if depth is not None and not 0 <= depth <= 1:
            yield _no_share(("closures", at, "depth"), depth)
    for line, amount in scenario.capacity.items():
        if line not in lines:
            yield _unknown(("capacity", line), line, lines)
        if not amount >= 0:
            finding = f"found {amount:g}; expected 0 or more a year"
            yield Fault(("capacity", line), finding, "write 0 for nothing at all")


def _enforcement(
    path: tuple[str | int, ...],
    one: EnforcementPath,
    states: tuple[str, str],
    lines: Collection[str],
) -> Iterator[Fault]:
    if one.state not in states:
        yield _unknown((*path, "state"), one.state, states)
    elif one.state != states[0] and one.lines:
        finding = f"lines are told apart for {states[0]} only"
        remedy = f"take the lines out; set what {one.state} delivers by [capacity]"
        yield Fault((*path, "lines"), finding, remedy)
    for line in one.lines:
        if line not in lines:
            yield _unknown((*path, "lines"), line, lines)
    for share in dict.fromkeys((one.low, one.high)):
        if not 0 <= share <= 1:
            yield _no_share((*path, "share"), share)
    if one.low > one.high:
        finding = f"found {one.low:g} before {one.high:g}; expected low before high"
        yield Fault((*path, "share"), finding, "swap the two")


def _measures(
    path: tuple[str | int, ...],
    one: EnforcementPath,
    states: tuple[str, str],
    known: Collection[str],
) -> Iterator[Fault]:
    if one.measures and one.state in states[1:]:
        finding = f"measures are told apart for {states[0]} only"
        remedy = f"take the measures out; set what {one.state} delivers by [capacity]"
        yield Fault((*path, "measures"), finding, remedy)
    for name in one.measures:
        if name not in known:
            yield _unknown((*path, "measures"), name, sorted(known))


def _shared(one: EnforcementPath, other: EnforcementPath) -> bool:
    """Say whether two entries are about some law and lines both of them.

    One that names measures and one that names none go together: the first is about
    its measures, the second about the rest of the law.
    """
    if one.state != other.state or bool(one.measures) != bool(other.measures):
        return False
    return all(
        not mine or not others or bool({*mine} & {*others})
        for mine, others in ((one.lines, other.lines), (one.measures, other.measures))
    )


def _parameters(given: Mapping[str, float]) -> Iterator[Fault]:
    if not given:
        return
    # Whoever sets no parameter must not wait for the game to be loaded.
    from yalu.strategy.patron import problems_of  # noqa: PLC0415

    for problem in problems_of(given):
        yield Fault(("parameters", problem.place), problem.finding, problem.remedy)


def _range(
    path: tuple[str | int, ...],
    bounds: tuple[float, float],
    known: Mapping[str, Uncertainty],
) -> Iterator[Fault]:
    low, high = bounds
    name = str(path[-1])
    if name not in known:
        yield _unknown(path, name, known)
        return
    one = known[name]
    if low > high:
        finding = f"found {low:g} before {high:g}; expected low before high"
        yield Fault(path, finding, "swap the two")
        return
    try:
        narrowed((one,), {name: bounds})
    except SchemaError as error:
        wanted = " and ".join(_EXPECTED.findall(str(error)))
        finding = f"found {low:g} to {high:g}; expected {wanted}"
        yield Fault(
            path, finding, f"the range is otherwise {one.low:g} to {one.high:g}"
        )


def _unknown(
    path: tuple[str | int, ...],
    found: str,
    known: Collection[str] | Mapping[str, object],
) -> Fault:
    return Fault(
        path, f"found {found!r}; expected {nearest(found, known)}", "mend the name"
    )


def _no_share(path: tuple[str | int, ...], found: float) -> Fault:
    finding = f"found {found:g}; expected a share from 0 to 1"
    return Fault(path, finding, "write a share, not percent: 0.9 for 90 %")
