"""Telling a sign: which trials become one, and in what words."""

from yalu.compliance.diversion.jump import Jump, highest_year, rank_of
from yalu.compliance.diversion.sign import Placebo, Sign, SignKind
from yalu.compliance.diversion.trials import Trial
from yalu.compliance.legal_window import month_number
from yalu.compliance.sign_choices import SignChoices
from yalu.periods import Interval
from yalu.quantities import Unit

__all__ = ["sign_of"]

_AMONG = {
    Placebo.GOODS: "goods that no measure touches",
    Placebo.STATES: "lines of the same state with others",
    Placebo.DATES: "jumps of such goods at earlier dates",
}
_OTHERWISE = {
    SignKind.SIBLING: (
        "No encoded measure covers the code: the trade matters if it hides what is "
        "covered."
    ),
    SignKind.THIRD_COUNTRY: (
        "To buy or sell elsewhere is what a ban makes lawful traders do; only the "
        "origin of the goods would tell."
    ),
    SignKind.SUBSTITUTION: (
        "No encoded measure names these goods: they weaken this one by their proceeds "
        "alone."
    ),
}
_ROUNDING = 1e-9
_DISPUTED = "Some readings of the law cover the code and others do not."


def sign_of(trial: Trial, choices: SignChoices) -> Sign | None:
    """Return the sign that a trial gives, or None if it gives none.

    It does if the pace rises by the factor and by the share of the trade met that
    `choices` ask for and, where there are enough placebo lines, few enough jump as
    high. Without enough of them a line must have been on record before.
    """
    met, line, jump = trial.met, trial.line, trial.jump
    rank = rank_of(jump.score, trial.scores)
    ranked = rank.lines >= choices.fewest_placebo
    factor = choices.jump
    if trial.kind is SignKind.THIRD_COUNTRY:
        factor = choices.newcomer
    base = jump.before.amount if jump.before else 0.0
    rises = jump.after.amount > 0 and _reaches(jump.after.amount, factor * base)
    matters = _reaches(jump.rise, choices.material * met.before.amount)
    rare = rank.share is not None and rank.share <= choices.false_alarms
    if not (rises and matters and (rare if ranked else jump.before is not None)):
        return None
    highest, when = highest_year(line, met.span.after)
    reasons = [_rise(jump, line.unit), *_straddling(trial)]
    if highest > jump.after.amount:
        reasons.append(
            f"The highest year, {when}, has {_written(highest)} {line.unit} a month."
        )
    reasons += [
        *_replaced(trial),
        _ranking(trial, rank.as_high, ranked=ranked),
        _DISPUTED if trial.disputed else _OTHERWISE[trial.kind],
    ]
    behind = {x for x in (line.account.evidence,) if x is not None}
    return Sign(
        kind=trial.kind,
        state=line.state,
        third=line.partner if trial.kind is SignKind.THIRD_COUNTRY else "",
        measure=met.reach.measure.id,
        direction=line.direction,
        code=line.code,
        commodity=line.commodity,
        disputed=trial.disputed,
        unit=line.unit,
        compiler=line.compiler,
        period_before=met.span.before,
        period_after=met.span.after,
        before=None if jump.before is None else jump.before.amount,
        after=jump.after.amount,
        ratio=jump.ratio,
        lost=met.lost,
        highest=highest,
        highest_in=when,
        score=jump.score,
        placebo=trial.placebo,
        placebo_lines=rank.lines,
        placebo_share=rank.share,
        ranked=ranked,
        reasons=tuple(reasons),
        evidence=next(iter(behind), None),
        sources=line.account.sources,
    )


def _reaches(amount: float, limit: float) -> bool:
    """Return whether an amount reaches a limit, but for the last digits of both."""
    return amount >= limit * (1 - _ROUNDING)


def _rise(jump: Jump, unit: Unit) -> str:
    after = f"{_written(jump.after.amount)} {unit} a month ({jump.after.months} months)"
    if jump.before is None:
        return f"None on record before, then {after}."
    before = f"{_written(jump.before.amount)} ({jump.before.months} months on record)"
    fold = "" if jump.ratio is None else f", {jump.ratio:.3g} times as much"
    return f"From {before} to {after}{fold}."


def _straddling(trial: Trial) -> list[str]:
    """Return what is left out because it lies on both sides of the start.

    A year that had risen already, and lies mostly before, speaks against the measure
    as the reason.
    """
    before, line = trial.jump.before, trial.line
    start = trial.met.span.before.end or trial.met.span.after.start
    said = []
    for one in line.stretches:
        if not one.start < start < one.end:
            continue
        months = one.months.bit_count()
        pace, days = one.amount / months, Interval(one.start, one.end)
        early = month_number(start) - month_number(one.start)
        words = f"{days} lies on both sides of the start and is left out: it has "
        words += f"{_written(pace)} {line.unit} a month"
        if before is not None and before.amount > 0:
            words += f", {pace / before.amount:.3g} times the pace before"
            if pace > before.amount and 2 * early > months:
                words += (
                    f", and {early} of its {months} months are before it: the rise "
                    "seems to have begun before the measure"
                )
        said.append(f"{words}.")
    return said


def _replaced(trial: Trial) -> list[str]:
    """Return how the rise compares with what the measure's goods lost."""
    lost, unit = trial.met.lost, trial.met.unit
    if lost is None:
        return ["The trade under the measure is not on record after it."]
    if lost <= 0:
        return ["The trade under the measure did not fall, so nothing was replaced."]
    share = 100 * trial.jump.rise / lost
    fell = f"The goods under the measure fell by {_written(lost)} {unit} a month"
    return [f"{fell}; the rise is {share:.3g} % of that."]


def _ranking(trial: Trial, as_high: int, *, ranked: bool) -> str:
    held = len(trial.scores)
    what = " and ".join(_AMONG[placebo] for placebo in trial.placebo)
    if not held:
        return "No placebo line is on record, so that there is no rank."
    if not ranked:
        lines = "line is" if held == 1 else "lines are"
        return (
            f"Only {held} placebo {lines} on record ({what}), {as_high} of them as "
            "high: the rank means little."
        )
    return f"{as_high} of {held:,} placebo lines jump as high ({what})."


def _written(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.3g}"  # noqa: PLR2004
