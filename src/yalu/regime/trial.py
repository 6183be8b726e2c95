"""Worked cases put to the law: which hold, and what is said instead where not.

A case that cannot be ruled on, since it names a measure or a claim that the law does
not have, does not hold either; the reason is told like any other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from yalu.errors import YaluError
from yalu.regime.cap_use import cap_factors, cap_use
from yalu.regime.cases import CapCase, DaysCase, RulingCase, UseCase, WorkedCase
from yalu.regime.regime import Regime
from yalu.regime.ruling import BodyRuling, Ruling
from yalu.regime.rulings import rule

__all__ = ["CaseResult", "Mismatch", "check_cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One thing that the law says otherwise than a case expects.

    Attributes
    ----------
    part : str
        What it is about: a body, a limit, a window.
    expected, found : str
        What the case and what the law says.
    because : tuple of str
        The steps that led the law there, if it is a verdict.

    """

    part: str
    expected: str
    found: str
    because: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.part}: expected {self.expected}; found {self.found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """A case and whether it holds; a case of several days has one result a day.

    Attributes
    ----------
    case : WorkedCase
        The case.
    mismatches : tuple of Mismatch
        What is said otherwise; empty where the case holds.

    """

    case: WorkedCase
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the law says what the case expects."""
        return not self.mismatches

    def __str__(self) -> str:
        lines = [f"{self.case.id}: {'holds' if self.passed else 'does not hold'}"]
        return "\n".join([*lines, *(f"  {each}" for each in self.mismatches)])


def check_cases(regime: Regime, cases: Iterable[WorkedCase]) -> tuple[CaseResult, ...]:
    """Return whether each case holds, in their order.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    cases : iterable of WorkedCase
        As `yalu.regime.read_cases` gives them.

    """
    single = chain.from_iterable(
        case.each_day() if isinstance(case, DaysCase) else (case,) for case in cases
    )
    return tuple(
        CaseResult(case=case, mismatches=tuple(_mismatches(regime, case)))
        for case in single
    )


def _mismatches(regime: Regime, case: WorkedCase) -> Iterator[Mismatch]:
    try:
        match case:
            case RulingCase():
                yield from _ruled(regime, case)
            case CapCase():
                yield from _capped(regime, case)
            case UseCase():
                yield from _used(regime, case)
    except YaluError as error:
        said = " ".join(str(error).split())
        yield Mismatch(part="the case", expected="an answer", found=said)


def _ruled(regime: Regime, case: RulingCase) -> Iterator[Mismatch]:
    ruling = rule(regime, **case.ask.facts())
    bodies = {body.body: body for body in ruling.bodies}
    for name, expected in case.expect.items():
        body = bodies.get(name)
        basis = {each.measure for each in body.basis} if body else set()
        if (
            body is None
            or body.status != expected.status
            or not basis >= expected.basis
            or basis & expected.never
        ):
            wanted = _words(expected.status.value, expected.basis)
            unwanted = sorted(basis & expected.never)
            yield Mismatch(
                part=name,
                expected=f"{wanted}, not by {' or '.join(unwanted)}"
                if unwanted
                else wanted,
                found=_told(body, bodies),
                because=_steps(ruling, name),
            )
    if case.overall not in {None, ruling.status}:
        yield Mismatch(part="overall", expected=str(case.overall), found=ruling.status)
    if case.report_due is not None:
        reporting = regime.measure(case.report_due.measure).reporting
        due = reporting.due(case.ask.on) if reporting is not None else None
        if due != case.report_due.on:
            yield Mismatch(
                part=f"report under {case.report_due.measure}",
                expected=f"due on {case.report_due.on}",
                found=f"due on {due}" if due else "no report due",
            )


def _words(status: str, measures: Iterable[str]) -> str:
    named = " and ".join(sorted(measures))
    return f"{status} by {named}" if named else status


def _told(body: BodyRuling | None, bodies: Iterable[str]) -> str:
    if body is None:
        return f"no ruling; the law asked is that of {', '.join(bodies) or 'nobody'}"
    return _words(body.status.value, (each.measure for each in body.basis))


def _steps(ruling: Ruling, body: str) -> tuple[str, ...]:
    return tuple(
        f"{step.measure}: {step.answer}" for step in ruling.steps if step.body == body
    )


def _capped(regime: Regime, case: CapCase) -> Iterator[Mismatch]:
    measure = regime.measure(case.cap.measure)
    day, expected = case.cap.on, case.expect
    held = measure in regime.in_force(on=day)
    if expected.in_force not in {None, held}:
        words = {True: f"in force on {day}", False: f"not in force on {day}"}
        yield Mismatch(part=measure.id, expected=words[not held], found=words[held])
    cap, interval = measure.cap, measure.interval
    limits = tuple(f"{x.amount} {x.unit}" for x in cap.limits) if cap else ()
    if expected.limits is not None and limits != expected.limits:
        yield Mismatch(
            part=f"limits of {measure.id}",
            expected=", ".join(expected.limits),
            found=", ".join(limits) or "no limit",
        )
    window = cap.window_on(day, interval) if cap and interval else None
    if expected.window is not None and window != expected.window.interval:
        yield Mismatch(
            part=f"window of {measure.id}",
            expected=str(expected.window.interval),
            found=str(window) if window else "no window",
        )


def _used(regime: Regime, case: UseCase) -> Iterator[Mismatch]:
    measure, expected = regime.measure(case.use.measure), case.expect
    cap, interval = measure.cap, measure.interval
    day = case.use.window_on
    if cap is None or interval is None or cap.window_on(day, interval) is None:
        what = f"a window of {measure.id} on {day}"
        yield Mismatch(part=measure.id, expected=what, found="none")
        return
    use = cap_use(cap, case.use.amounts, factors=cap_factors(measure))
    if use is None:
        units = ", ".join(case.use.amounts)
        finding = f"no limit that {units} can be held against"
        yield Mismatch(part=measure.id, expected="a share of the cap", found=finding)
        return
    shares = {
        each.limit.unit: (round(float(each.low), 1), round(float(each.high), 1))
        for each in use.by_limit
    }
    for unit, share in expected.share_pct.items():
        if shares.get(unit) != share:
            yield Mismatch(
                part=f"share of {measure.id} in {unit}",
                expected=_percent(share),
                found=_percent(shares[unit]) if unit in shares else "none",
            )
    if use.exceeded is not expected.exceeded:
        words = {True: "exceeded", False: "not exceeded", None: "hangs on a factor"}
        yield Mismatch(
            part=measure.id,
            expected=words[expected.exceeded],
            found=words[use.exceeded],
        )
    if expected.alerts is not None and use.alerts != expected.alerts:
        yield Mismatch(
            part=f"alerts of {measure.id}",
            expected=f"{list(expected.alerts)}",
            found=f"{list(use.alerts)}",
        )


def _percent(share: tuple[float, float]) -> str:
    low, high = share
    return f"{low} %" if low == high else f"{low} to {high} %"
