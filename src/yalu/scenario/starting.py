"""A scenario put to a day: every span counted from the start of its run."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from yalu.errors import SchemaError, describe
from yalu.scenario.fault import Fault
from yalu.scenario.faults import faults_of_days
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    Held,
    LawChange,
    LawChangeKind,
    Scenario,
)
from yalu.scenario.timing import day_of, quarter_begins

__all__ = ["started"]

_Spanned = TypeVar("_Spanned", LawChange, EnforcementPath, Held, Closure)


def started(scenario: Scenario, start: date) -> Scenario:
    """Return the scenario as it runs from `start`, with a day where months stood.

    Parameters
    ----------
    scenario : Scenario
        As it was read.
    start : date
        First day of the run, the first of a quarter.

    Returns
    -------
    Scenario
        With `start`, and with days only. Where no beginning was given it is the first
        day of the run, but for a measure whose end alone is set; an open end is open.

    Raises
    ------
    SchemaError
        If the scenario says another start, anything in it falls outside the run, or
        what excludes each other overlaps; all of it is told.

    Examples
    --------
    >>> from yalu.scenario.scenario import ForcedMove, MoveKind
    >>> move = ForcedMove(kind=MoveKind.TEST, on=6)
    >>> one = Scenario(id="a", title="A", question="What?", moves=(move,))
    >>> started(one, date(2026, 10, 1)).moves[0].on
    datetime.date(2027, 4, 1)

    """
    faults = list(faults_of_days(scenario, start)) if quarter_begins(start) else []
    if not quarter_begins(start):
        finding = f"found {start}; expected the first day of a quarter"
        faults.append(Fault(("start",), finding, "begin with a quarter"))
    elif scenario.start not in {None, start}:
        finding = f"found {scenario.start}; the case begins on {start}"
        remedy = "leave the key out, or build the case for that day"
        faults.append(Fault(("start",), finding, remedy))
    if faults:
        place = f"scenario {scenario.id}"
        told = [fault.problem(place) for fault in faults]
        raise SchemaError(describe(f"The run cannot begin on {start}", told))
    return replace(
        scenario,
        start=start,
        law=tuple(_dated(one, start) for one in scenario.law),
        enforcement=tuple(_dated(one, start) for one in scenario.enforcement),
        support=tuple(_dated(one, start) for one in scenario.support),
        posture=tuple(_dated(one, start) for one in scenario.posture),
        votes=tuple(_dated(one, start) for one in scenario.votes),
        moves=tuple(replace(one, on=day_of(one.on, start)) for one in scenario.moves),
        closures=tuple(_dated(one, start) for one in scenario.closures),
    )


def _dated(one: _Spanned, start: date) -> _Spanned:
    keeps_its_own = isinstance(one, LawChange) and one.kind is LawChangeKind.SET_DATE
    since = start if one.since is None and not keeps_its_own else one.since
    return replace(
        one,
        since=None if since is None else day_of(since, start),
        until=None if one.until is None else day_of(one.until, start),
    )
