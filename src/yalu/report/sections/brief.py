"""The brief of a case: five figures, read off the sections, and what is not known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from yalu.claims.pressed import models_asked
from yalu.compliance import Verdict
from yalu.cycle.backtest.paired import Judgement
from yalu.cycle.backtest.verdict import Verdict as Tried
from yalu.dependence import Flow
from yalu.provenance import Evidence
from yalu.regime import Direction
from yalu.report import lawmaking, numerals, scoring
from yalu.report.block import Block
from yalu.report.brief import Brief, Highlight, Stretch
from yalu.report.dossier import Dossier
from yalu.report.estimating import Judged
from yalu.report.naming import state_in_prose
from yalu.report.pressure_scope import FULL
from yalu.report.sections.cycle_forecast import chance_rows, chance_span, percent
from yalu.report.sections.estimates import shown
from yalu.report.sections.pressure import cost_span
from yalu.report.sections.unknowns import unknowns

__all__ = ["brief"]

_MOST_FIGURES = 5
_BAND, _MARK, _USUAL = "interval-of-90-percent", "mark estimated", "mark usual"
_THIN = 0.02
_NAMED = 3
_FARED = {
    Judgement.BEATS: "fared better than",
    Judgement.EVEN: "fared not surely better than",
    Judgement.WORSE: "fared worse than",
    Judgement.UNKNOWN: "are too few to be told from",
}
_TESTS = "tests"  # the gravest group of events that is foreseen


def brief(dossier: Dossier, blocks: Sequence[Block]) -> Brief:
    """Return the page before all others.

    Parameters
    ----------
    dossier : Dossier
        The case.
    blocks : sequence of Block
        The figures and tables of the report: what is told here leads to one of them.

    """
    known = {block.id: block for block in blocks}
    figures = [
        replace(
            one,
            # A number of part of a figure rests on part of its sources.
            grades=one.grades or known[one.see].grades,
            sources=one.sources or known[one.see].sources,
        )
        for make in _FIGURES
        if (one := make(dossier)) is not None and one.see in known
    ]
    return Brief(
        figures=tuple(figures[:_MOST_FIGURES]), unknown=unknowns(dossier, known)
    )


def _enforcement(dossier: Dossier) -> Highlight | None:
    if dossier.assessment is None:
        return None
    whole = scoring.whole(dossier)
    number = len(whole.scores)
    if not number:
        return None
    strip, start = [], 0
    for verdict, count in whole.counts.items():
        look = verdict.value.replace("_", "-")
        ends = start / number, (start + count) / number
        strip += [Stretch(low=ends[0], high=ends[1], look=look)] if count else []
        start += count
    kept = sum(whole.counts[verdict] for verdict in scoring.KEPT)
    partly, broken = whole.counts[Verdict.PARTLY], whole.counts[Verdict.NOT_ENFORCED]
    told = [f"{kept} kept" if kept else "", f"{partly} kept in part" if partly else ""]
    told += [f"{broken} not kept" if broken else ""]
    open_ = number - whole.decided
    decided, _ = scoring.parted(dossier)
    return Highlight(
        question="Is it enforced?",
        value=f"{whole.decided} of {number}",
        words=(
            f"{scoring.unit(dossier)[number != 1]} that the record of "
            f"{state_in_prose(dossier.state)} decides"
            + (f": {', '.join(t for t in told if t)}" if whole.decided else "")
        ),
        doubt=(
            f"{open_} cannot be verified (hatched), which is not yes."
            if open_
            else "Every one is decided."
        ),
        strip=tuple(strip),
        see="scorecard" if decided else "scorecard-unverifiable",
        grades=_grades(one.evidence for one in whole.scores),
    )


def _expected(dossier: Dossier) -> Highlight | None:
    asked = dossier.enquiry
    found = shown(dossier, (asked.estimates or ()) if asked is not None else ())
    own = [pair for pair in found if pair[1].history.state == dossier.state]
    own.sort(key=lambda pair: pair[1].history.direction is not Direction.FROM_TARGET)
    for name, one in own:
        if one.compliance is not None:
            return _less_moved(name, one, one.compliance)
    return None


def _less_moved(name: str, one: Judged, found: tuple[float, float, float]) -> Highlight:
    middle, low, high = (share / 100 for share in found)
    ends = [numerals.percent(round(abs(end), 2)) for end in (low, high)]
    spread = (
        f"{ends[0]} more to {ends[1]} less"
        if low < 0 <= high
        else f"{numerals.span(*ends)} {'more' if high < 0 else 'less'}"
    )
    buys = one.history.direction is Direction.FROM_TARGET
    way = "bought from" if buys else "sold to"
    goods = "" if not one.history.measure else f" of {one.history.goods}"
    last = one.period.last
    return Highlight(
        question="Did less move?",
        value=f"{numerals.percent(round(abs(middle), 2))} "
        f"{'more' if middle < 0 else 'less'}",
        words=(
            f"{way} the target by "
            f"{state_in_prose(one.history.state)}{goods} than expected "
            f"without the law, {one.period.start:%Y}"
            + (f"\u2013{last:%Y}" if last and last.year > one.period.start.year else "")
        ),
        doubt=f"90\u00a0% interval: {spread}. Other causes count in.",
        strip=(
            Stretch(low=_inside(low), high=_inside(high), look=_BAND),
            Stretch(low=_inside(middle), high=_inside(middle), look=_MARK),
        ),
        see=name,
    )


def _inside(share: float) -> float:
    return min(1.0, max(0.0, share))


def _bar(low: float, high: float, grade: Evidence) -> Stretch:
    """Return a bar between two shares, or a mark where it would be too thin to see."""
    look = grade.value if high - low >= _THIN else f"mark {grade.value}"
    return Stretch(low=_inside(low), high=_inside(high), look=look)


def _dependence(dossier: Dossier) -> Highlight | None:
    profile = dossier.profile
    if profile is None:
        return None
    known = [b for b in profile.bounds if b.flow is Flow.TOTAL and b.low is not None]
    last = max(known, key=lambda bound: bound.year, default=None)
    if last is None or last.low is None or last.high is None:
        return None
    ends = float(last.low), float(last.high)
    place = ("bound", last.year, last.flow)
    grades = _grades(
        line.evidence
        for line in profile.table
        if (line.figure, line.year, line.flow) == place
    )
    return Highlight(
        question="Who needs whom?",
        value=numerals.span(*(numerals.percent(end) for end in ends)),
        words=(
            f"of the recorded trade of {state_in_prose(profile.target)} "
            f"in {last.year} was with {state_in_prose(profile.patron)}"
        ),
        doubt=(
            "From the lowest to the highest way to count."
            if last.complete
            else "Over the ways to count that are covered; others may lie outside."
        ),
        strip=(_bar(*ends, grades[-1]),),
        see="patron-share",
        grades=grades,
        sources=last.sources,
    )


def _grades(kinds: Iterable[Evidence | None]) -> tuple[Evidence, ...]:
    """Return grades of evidence in their order, each once."""
    found = {*kinds}
    return tuple(grade for grade in Evidence if grade in found)


def _pressure(dossier: Dossier) -> Highlight | None:
    found = dossier.pressure
    if found is None:
        return None
    laws = [row for row in found.packages if row.group == "together"]
    rows = [
        price
        for price in found.at(enforcement=FULL, patron="")
        if laws and price.package == laws[-1].package and price.median is not None
    ]
    if not rows:
        return None
    middles = [row.median for row in rows if row.median is not None]
    ends = [e for row in rows for e in (row.low, row.high) if e is not None]
    marks = tuple(
        Stretch(low=_inside(one), high=_inside(one), look=_MARK) for one in middles
    )
    band = Stretch(low=_inside(min(ends)), high=_inside(max(ends)), look=_BAND)
    return Highlight(
        question="What would it cost?",
        value=numerals.span(*(_cost(e) for e in (min(middles), max(middles)))),
        words=(
            "of a year's income, if "
            f"{laws[-1].label} were enforced in full and nobody stepped in"
        ),
        doubt=(
            f"Lowest to highest middle of {models_asked(row.model for row in rows)}; "
            f"with their 90\u00a0% intervals {cost_span(rows)}."
        ),
        strip=(band, *marks),
        see="pressure-packages",
    )


def _cost(share: float) -> str:
    return numerals.percent(share)


def _fared(verdict: Tried) -> str:
    """Return how past forecasts compare with the plain rate, as the backtest does."""
    contest = verdict.against(verdict.climatology)
    if contest is None:
        return "were not held against"
    return _FARED[contest.margin.judgement]


def _next(dossier: Dossier) -> Highlight | None:
    cycle = dossier.cycle
    rows = [] if cycle is None else [r for r in chance_rows(cycle) if r.group == _TESTS]
    if cycle is None or not rows:
        return None
    last = max(rows, key=lambda row: row.horizon)
    usual = () if last.usual is None else (_inside(last.usual),)
    tried = " Not held against past days."
    for verdict in () if cycle.backtest is None else cycle.backtest.verdict():
        if (verdict.group.name, verdict.horizon) == (last.group, last.horizon):
            rate = "" if last.usual is None else f" (today {percent(last.usual)})"
            tried = (
                f" Its {verdict.forecasts} past forecasts {_fared(verdict)} always "
                f"saying the plain rate{rate}."
            )
    return Highlight(
        question="What comes next?",
        value=percent(last.probability),
        words=(
            f"chance of {last.label} within {last.horizon} days from "
            f"{numerals.day(last.on)}"
        ),
        doubt=(f"{chance_span(last)} over the draws.{tried}"),
        strip=(
            Stretch(low=_inside(last.low), high=_inside(last.high), look=_BAND),
            Stretch(
                low=_inside(last.probability),
                high=_inside(last.probability),
                look=_MARK,
            ),
            *(Stretch(low=one, high=one, look=_USUAL) for one in usual),
        ),
        see="forecast",
    )


def _in_force(dossier: Dossier) -> Highlight | None:
    totals = lawmaking.totals_of(dossier.regime, dossier.on)
    if not totals:
        return None
    last = totals[-1][1]
    return Highlight(
        question="How much law is there?",
        value=str(last),
        words=(
            f"measure{'s' if last != 1 else ''} of "
            f"{lawmaking.leading_names(dossier.regime)} in force on "
            f"{numerals.day(dossier.on)}"
        ),
        doubt=f"At most {max(number for _, number in totals)} at any time.",
        see="measures-in-force",
    )


def _texts(dossier: Dossier) -> Highlight | None:
    texts = [
        text
        for text in dossier.regime.instruments
        if text.is_law and text.adopted_on <= dossier.on
    ]
    if not texts:
        return None
    days = [text.adopted_on for text in texts]
    return Highlight(
        question="Who made it, and when?",
        value=numerals.plural(len(texts), "text"),
        words=(
            f"of {numerals.plural(len({text.body for text in texts}), 'maker')} of "
            f"law, {numerals.span(numerals.day(min(days)), numerals.day(max(days)))}"
        ),
        doubt="As they are encoded here; others may exist.",
        see="measures-in-force",
    )


def _goods(dossier: Dossier) -> Highlight | None:
    standing = lawmaking.standing(dossier.regime, dossier.on)
    if not standing:
        return None
    still = [name for name, is_open in standing.items() if is_open]
    before = [name for name in standing if name not in still]
    ended = f"{numerals.plural(len(before), 'class', 'classes')} no longer"
    return Highlight(
        question="What may not move freely?",
        value=numerals.plural(len(still), "class", "classes"),
        words=(
            f"of goods under a ban or cap on {numerals.day(dossier.on)}"
            + (f": {_some(still)}" if still else "")
        ),
        doubt=(
            (f"{numerals.opened(ended)}: {_some(before)}. " if before else "")
            + "Exemptions are left out of this count."
        ),
        see="timeline",
    )


def _some(names: Sequence[str]) -> str:
    """Return a few names, and that there are more."""
    first = ", ".join(names[:_NAMED])
    return first if len(names) <= _NAMED else f"{first} and others"


_FIGURES: tuple[Callable[[Dossier], Highlight | None], ...] = (
    _enforcement, _expected, _dependence, _pressure, _next, _in_force, _texts, _goods,
)  # fmt: skip
