"""Amending: a regime as it was known on a day, and as a scenario leaves it.

Both make a new regime out of the old one; nothing here says what a measure covers,
that is for `yalu.regime.coverage` to read from the regime that comes out.

A repeal does not bring back what the repealed measure had replaced: whoever wants the
older measure back sets its day anew. A measure that comes back, or is capped otherwise
from a day on, stands in the new regime twice, one stretch after the other.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from yalu.errors import Problem, SchemaError, describe
from yalu.goods import Revision
from yalu.provenance import Confidence, Evidence
from yalu.regime import (
    Cap,
    CapRule,
    Direction,
    FieldConfidence,
    GoodsScope,
    Instrument,
    InstrumentStatus,
    Limit,
    Measure,
    MeasureKind,
    Regime,
    Repeats,
)
from yalu.regime.form import Span
from yalu.scenario.law_faults import law_faults
from yalu.scenario.scenario import LawChange, LawChangeKind, Scenario
from yalu.scenario.timing import When, day_of

__all__ = ["changed", "known_by", "original"]

_YEAR, _LEAP_YEAR = timedelta(days=365), timedelta(days=366)
_SUPPOSED = "supposed"
_STRETCH = ".stretch-"


def known_by(regime: Regime, day: date) -> Regime:
    """Return a regime as it was known on a day.

    Parameters
    ----------
    regime : Regime
        All of the law.
    day : date
        Texts published later are left out, and what they ended is open again.

    Returns
    -------
    Regime
        The same one where nothing was published later.

    Examples
    --------
    >>> from yalu.library import load
    >>> then = known_by(load("dprk"), date(2016, 1, 1))
    >>> then.measure("UN-1874-10-light").in_force.end is None
    True
    >>> "UN-2397-5" in then.measures
    False

    """
    later = [text for text in regime.instruments if text.published_on > day]
    if not later:
        return regime
    reopened = {
        name
        for text in later
        if text.is_law
        for new in text.measures
        for name in new.replaces
        if _follows(regime, name, new)
    }
    kept = tuple(
        _with(text, [_open(m) if m.id in reopened else m for m in text.measures])
        for text in regime.instruments
        if text.published_on <= day
    )
    return _made(regime, kept, [f"as known on {day}"])


def changed(regime: Regime, scenario: Scenario, *, start: date) -> Regime:
    """Return the law as a scenario leaves it.

    Parameters
    ----------
    regime : Regime
        The law as it is.
    scenario : Scenario
        Its changes are made in their order.
    start : date
        First day of the run, from which months are counted. A change without a day
        binds from it on.

    Returns
    -------
    Regime
        The same one where nothing is changed.

    Raises
    ------
    SchemaError
        If a change names what is not there, or asks of a measure what it cannot do;
        all at once.

    Examples
    --------
    >>> from yalu.library import load
    >>> from yalu.scenario.scenario import LawChange, LawChangeKind, Scenario
    >>> end = LawChange(kind=LawChangeKind.REPEAL, measure="UN-2371-8-coal", since=6)
    >>> freed = changed(
    ...     load("dprk"),
    ...     Scenario(id="coal", title="", question="", law=(end,)),
    ...     start=date(2027, 1, 1),
    ... )
    >>> freed.measure("UN-2371-8-coal").in_force.end
    datetime.date(2027, 7, 1)

    """
    if not scenario.law:
        return regime
    faults = list(law_faults(scenario.law, regime))
    if faults:
        problems = [fault.problem(f"scenario {scenario.id}") for fault in faults]
        raise SchemaError(describe("The law cannot be changed so", problems))
    found = regime
    told = []
    for change in scenario.law:
        since = _day(change.since, start) or start
        until = _day(change.until, start)
        if until is not None and until <= since:
            finding = f"found until {until}, which is not after since {since}"
            problem = Problem(f"scenario {scenario.id}", finding, "mend the days")
            raise SchemaError(describe("The law cannot be changed so", [problem]))
        found = _applied(found, change, since, until)
        told.append(f"{change}, {since}, {until}")
    return _made(regime, found.instruments, told)


def _day(when: When | None, start: date) -> date | None:
    return None if when is None else day_of(when, start)


def _applied(
    regime: Regime, change: LawChange, since: date, until: date | None
) -> Regime:
    """Return the law after one change."""
    match change.kind:
        case LawChangeKind.REPEAL:
            return _each(regime, change, lambda m: _repealed(m, since, until))
        case LawChangeKind.SET_CAP:
            return _each(regime, change, lambda m: _capped(m, change, since, until))
        case LawChangeKind.SET_DATE:
            begins = since if change.since is not None else None
            return _each(regime, change, lambda m: _redated(m, begins, until))
        case LawChangeKind.ADD:
            return _added(regime, change, since, until)


def _each(
    regime: Regime, change: LawChange, turn: Callable[[Measure], Iterable[Measure]]
) -> Regime:
    """Return a regime with the measures that are meant turned into others."""
    texts = []
    for text in regime.instruments:
        whole = text.id == change.instrument
        measures: list[Measure] = []
        for old in text.measures:
            meant = whole or original(old.id) == change.measure
            for new in turn(old) if meant else [old]:
                place = (
                    sum(original(one.id) == original(new.id) for one in measures) + 1
                )
                name = original(new.id) + (f"{_STRETCH}{place}" if place > 1 else "")
                kept = new.id == name
                measures.append(new if kept else new.model_copy(update={"id": name}))
        texts.append(_with(text, measures))
    return replace(regime, instruments=tuple(texts))


def original(measure: str) -> str:
    """Return the name of a measure, whichever of its stretches it is.

    Examples
    --------
    >>> original("UN-2371-8-coal.stretch-2")
    'UN-2371-8-coal'

    """
    return measure.partition(_STRETCH)[0]


def _repealed(measure: Measure, since: date, until: date | None) -> tuple[Measure, ...]:
    """Return a measure without some days, from `since` to `until`."""
    span = measure.in_force
    if span is None or not _meet(span, since, until):
        return (measure,)
    before = _spanned(measure, span.start, since, ended="repealed by the scenario")
    if until is None or (span.end is not None and span.end <= until):
        return (before,)
    return before, _again(measure, until, span.end)


def _meet(span: Span, since: date, until: date | None) -> bool:
    """Say whether any day of a span lies between two others."""
    return (span.end is None or since < span.end) and (
        until is None or span.start < until
    )


def _capped(
    measure: Measure, change: LawChange, since: date, until: date | None
) -> tuple[Measure, ...]:
    """Return a measure that lets another quantity through from `since` to `until`."""
    span = measure.in_force
    if span is None or not _meet(span, since, until):
        return (measure,)
    if change.quantity is None or change.unit is None or measure.cap is None:
        return _repealed(measure, since, until)
    found = [*_repealed(measure, since, until)]
    first = max(since, span.start)
    ends = [day for day in (until, span.end) if day is not None]
    new = _again(measure, first, min(ends, default=None))
    window = measure.cap.period
    # The quantity is that of a year, whatever window the measure had.
    length = _YEAR if window.end is None else window.end - window.start
    is_year = _YEAR <= length <= _LEAP_YEAR
    limit = Limit(amount=change.quantity, unit=change.unit)
    cap = measure.cap.model_copy(
        update={
            "limits": (limit,),
            "rule": CapRule.MAX,
            "period": window if is_year else Span(start=first, end=first + _YEAR),
        }
    )
    found.insert(1, new.model_copy(update={"cap": cap}))
    return tuple(found)


def _redated(
    measure: Measure, begins: date | None, until: date | None
) -> tuple[Measure, ...]:
    """Return a measure that begins or ends on another day.

    One that is to begin when it has already ended comes back: what it did before
    stays.
    """
    span = measure.in_force
    if span is None:
        return (measure,)
    if begins is not None and span.end is not None and begins >= span.end:
        return measure, _again(measure, begins, until)
    start = begins or span.start
    end = until or span.end
    return (_spanned(measure, start, end, ended="ended by the scenario"),)


def _added(
    regime: Regime, change: LawChange, since: date, until: date | None
) -> Regime:
    """Return a regime with a draft, or one of its measures, or new law added."""
    if not change.instrument and change.measure not in regime.measures:
        text = _new(change, since, until)
        return replace(regime, instruments=(*regime.instruments, text))
    texts: list[Instrument] = []
    for text in regime.instruments:
        whole = text.id == change.instrument
        meant = [m for m in text.measures if whole or m.id == change.measure]
        if not meant:
            texts.append(text)
            continue
        measures = [
            _in_force(m, since, until) if m in meant and m.in_force is None else m
            for m in text.measures
        ]
        days = {"adopted_on": since, "published_on": since}
        status = {"status": InstrumentStatus.ADOPTED}
        made = {} if text.is_law else {**days, **status}
        texts.append(text.model_copy(update={"measures": tuple(measures), **made}))
    return replace(regime, instruments=tuple(texts))


def _new(change: LawChange, since: date, until: date | None) -> Instrument:
    """Return a text with the one measure that a change describes."""
    cap = None
    if change.quantity is not None and change.unit is not None:
        cap = Cap(
            limits=(Limit(amount=change.quantity, unit=change.unit),),
            rule=CapRule.MAX,
            period=Span(start=since, end=since + _YEAR),
            repeats=Repeats.ANNIVERSARY,
        )
    words = change.words or f"goods named by the scenario as {change.measure}"
    measure = Measure(
        id=change.measure,
        kind=MeasureKind.TRADE_BAN if cap is None else MeasureKind.CAP,
        direction=change.direction or Direction.BOTH,
        goods=GoodsScope(
            words=words, revision=Revision.HS2017.value, codes=change.codes
        ),
        in_force=Span(start=since, end=until),
        cap=cap,
        evidence=Evidence.ESTIMATED,
        confidence=FieldConfidence(measure=Confidence.LOW),
        sources=(_SUPPOSED,),
        last_checked_on=since,
    )
    return Instrument(
        id=change.measure,
        symbol=change.measure,
        body=change.body,
        title=words,
        adopted_on=since,
        published_on=since,
        sources=(_SUPPOSED,),
        measures=(measure,),
    )


def _in_force(measure: Measure, since: date, until: date | None) -> Measure:
    return measure.model_copy(
        update={"in_force": Span(start=since, end=until), "ended_by": ""}
    )


def _spanned(measure: Measure, start: date, end: date | None, *, ended: str) -> Measure:
    """Return a measure with other days; never in force where none is left."""
    if end is not None and end <= start:
        return measure.model_copy(update={"in_force": None, "ended_by": ended})
    return measure.model_copy(update={"in_force": Span(start=start, end=end)})


def _again(measure: Measure, start: date, end: date | None) -> Measure:
    """Return a later stretch of a measure: without grace, as nobody is surprised."""
    return measure.model_copy(
        update={
            "in_force": Span(start=start, end=end),
            "wind_down": None,
            "replaces": (),
            "ended_by": "",
        }
    )


def _follows(regime: Regime, name: str, new: Measure) -> bool:
    """Say whether a measure ended because another one took its place."""
    old = regime.measures[name]
    return (
        old.in_force is not None
        and new.in_force is not None
        and old.in_force.end == new.in_force.start
    )


def _open(measure: Measure) -> Measure:
    span = measure.in_force
    if span is None:
        return measure
    return measure.model_copy(update={"in_force": Span(start=span.start)})


def _with(text: Instrument, measures: Iterable[Measure]) -> Instrument:
    found = tuple(measures)
    return (
        text if found == text.measures else text.model_copy(update={"measures": found})
    )


def _made(regime: Regime, texts: tuple[Instrument, ...], told: Iterable[str]) -> Regime:
    """Return a regime with other texts, and a digest that says so."""
    whole = "\n".join([regime.digest, *told])
    return replace(
        regime,
        instruments=tuple(sorted(texts, key=lambda text: text.adopted_on)),
        digest=hashlib.sha256(whole.encode()).hexdigest(),
    )
