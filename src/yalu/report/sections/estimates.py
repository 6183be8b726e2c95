"""The section on what would have moved without each measure, beside what did."""

from collections.abc import Sequence

from yalu.compliance.calibration import calibrations
from yalu.compliance.counterfactual import Counterfactual, Method
from yalu.compliance.statement import Statement, statements
from yalu.errors import SchemaError
from yalu.periods import months
from yalu.provenance import Evidence
from yalu.report import lawmaking, numerals
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.estimating import (
    FanPoint,
    Judged,
    LawDay,
    drawn,
    fan,
    judged,
    law_days,
    traced,
    unseen,
)
from yalu.report.figures.expectation import fan_chart, is_cut
from yalu.report.grid import Grid
from yalu.report.naming import state_name

__all__ = ["estimates", "shown"]

_KEY = ("recorded", "expected", "interval-of-90-percent")
_COLUMNS = (
    "state",
    "measure",
    "goods",
    "codes",
    "direction",
    "unit",
    "compiler",
    "starts",
    "until",
    "months",
    "observed_low",
    "observed_high",
    "expected",
    "expected_low",
    "expected_high",
    "compliance_percent",
    "compliance_low",
    "compliance_high",
    "method",
    "scale",
    "mean_error_percent",
    "quiet_placebos",
    "placebos",
    "regressors",
    "reasons",
    "sources",
)
_UNLIMITED = "the record does not limit it"
_DEFINITION = (
    "Compliance is 1 less what was recorded over what would have moved: 100 % is "
    "nothing moved, 0 % as much as without the measure, below 0 more. Expected: median "
    "and interval of 90 %, from the record before the measure alone. Where it spans "
    "more than tenfold no percentage is told. An estimate, never a record."
)


_SHORT = (
    "Expected: median and interval of 90 % of what would have moved, from the record "
    "before the measure alone. A level line is the mean of months recorded as one."
)


def estimates(dossier: Dossier, found: Sequence[Counterfactual]) -> Section:
    """Return the section: a fan for each estimate worth one, and all in a table."""
    told = judged(found)
    said = statements(dossier.trade, target=dossier.regime.target)
    blocks: list[Block] = [
        _figure(dossier, one, name, said) for name, one in shown(dossier, found)
    ]
    if told:
        blocks.append(_table(dossier, told, len(found)))
    none = sum(one.method is Method.NONE for one in found)
    opening = (
        "What would have moved without a measure is foreseen from the months before "
        "it and held against what was recorded. The forecast knows the season, the "
        "level and, where it helps, a world price; it does not know other causes, so "
        "that what is lost to an earlier measure, a war or an epidemic counts as kept."
    )
    text = [opening]
    if not told:
        text.append(
            f"Of {numerals.plural(len(found), 'line')} of trade none is recorded well "
            "enough for an estimate."
        )
    elif none:
        text.append(
            f"Of {len(found)} lines of trade, {none} have no record before the "
            f"measure that allows an estimate and {len(told)} can be judged; each is "
            "one count of the goods of one measure by one compiler in one unit."
        )
    reliable = _reliability()
    if told and reliable:
        text.append(reliable)
    return Section(
        id="expected",
        heading="Expected and observed",
        text=tuple(text),
        blocks=tuple(blocks),
    )


def shown(
    dossier: Dossier, found: Sequence[Counterfactual]
) -> tuple[tuple[str, Judged], ...]:
    """Return the estimates that have a figure, each with its identifier."""
    leading = {body.id for body in lawmaking.leaders(dossier.regime)}
    ids = [
        m.id
        for m in dossier.regime.known()
        if dossier.regime.instrument_of(m).body in leading
    ]
    names: dict[str, int] = {}
    chosen = []
    for one in drawn(judged(found), leading=ids, state=dossier.state):
        name = f"expected-{one.history.state}-{one.history.measure or 'all-goods'}"
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name = f"{name}-{names[name]}"
        chosen.append((name, one))
    return tuple(chosen)


def _reliability() -> str:
    """Return how often intervals hold a simulated truth; empty if not measured."""
    try:
        held = calibrations("counterfactual")
    except SchemaError:
        return ""
    covers = [one for one in held if one.figure.startswith("coverage")]
    if not covers:
        return ""
    low, high = min(one.value for one in covers), max(one.value for one in covers)
    return (
        f"In {numerals.plural(len(covers), 'kind')} of simulated world with a known "
        "truth, intervals that should hold it in 90 of 100 cases held it in "
        f"{100 * low:.0f} to {100 * high:.0f}."
    )


def _figure(
    dossier: Dossier, one: Judged, name: str, said: Sequence[Statement]
) -> Figure:
    points = traced(fan(one.of), one.history, said)
    rules = law_days(dossier, one.of, points)
    single = [p for p in points if p.part == "under" and p.months == 1]
    known = sum(p.observed_low is not None for p in single)
    silent = len(single) - known
    return Figure(
        id=name,
        title=_finding(dossier, one),
        panels=(Panel(chart=fan_chart(points, rules), key=_KEY),),
        summary=(
            f"{known} months are recorded one by one under the measure and {silent} "
            f"are not; days of law: {_days(rules)}. {one.of}"
        ),
        definition=f"{_SHORT}{_extent(one, points)} {_method(one.of)}",
        sources=one.history.sources,
        grades=_grades(points),
        data=Grid.from_items(points),
    )


def _extent(one: Judged, points: Sequence[FanPoint]) -> str:
    """Return what months only a total tells of, and whether the band is cut off."""
    hidden = unseen(points)
    total = (
        f" Of the {numerals.plural(one.months, 'month')} counted, {hidden} "
        f"{'is' if hidden == 1 else 'are'} known only as part of a longer total."
    )
    cut = " The scale is cut where the band runs far above what was recorded."
    return f"{total if hidden else ''}{cut if is_cut(points) else ''}"


def _days(rules: Sequence[LawDay]) -> str:
    told = [f"{rule.label} on {numerals.day(rule.day)}" for rule in rules]
    return numerals.listing(told) if told else "none in the time shown"


def _grades(points: Sequence[FanPoint]) -> tuple[Evidence, ...]:
    kinds = {Evidence.ESTIMATED, *(p.evidence for p in points)}
    return tuple(grade for grade in Evidence if grade in kinds)


def _finding(dossier: Dossier, one: Judged) -> str:
    """Return what was found, as a title."""
    state = state_name(one.history.state)
    about = f"{state}, {_goods(dossier, one)}"
    if one.observed.is_nil:
        low, high = (_written(end, one) for end in one.expected[1:])
        return (
            f"{about}: the record shows nil in {_when(one)}, where "
            f"{numerals.span(low, high)} were expected"
        )
    if one.compliance is None:
        return f"{about}: {_UNLIMITED}"
    return (
        f"{about}: {_less(one.compliance[0])} than expected "
        f"({_range(one.compliance)}); {_observed(one)} recorded, "
        f"{_written(one.expected[0], one)} expected in {_when(one)}"
    )


def _when(one: Judged) -> str:
    """Return the counted months: all of a time, or so many of those between two."""
    first, last = one.period.start, one.period.last
    if last is None or one.months == sum(1 for _ in months(one.period)):
        return f"{numerals.plural(one.months, 'month')} from {numerals.month(first)}"
    return (
        f"{numerals.plural(one.months, 'recorded month')} between "
        f"{numerals.month(first)} and {numerals.month(last)}"
    )


def _less(compliance: float) -> str:
    """Return how much less, or more, moved than was expected."""
    return f"{abs(compliance):.0f}\u00a0% {'more' if compliance < 0 else 'less'}"


def _range(compliance: tuple[float, float, float]) -> str:
    _, low, high = compliance
    if low < 0 <= high:
        return f"interval: {_less(low)} to {_less(high)}"
    ends = sorted((abs(low), abs(high)))
    word = "more" if high < 0 else "less"
    return f"interval: {ends[0]:.0f} to {ends[1]:.0f}\u00a0% {word}"


def _goods(dossier: Dossier, one: Judged) -> str:
    """Return the goods and the measure in a few words."""
    history = one.history
    if not history.measure:
        way = "bought from" if history.direction.value == "from_target" else "sold to"
        return f"all goods {way} the target"
    measure = dossier.regime.measure(history.measure)
    words = lawmaking.short_goods(measure.goods.words)
    text = dossier.regime.instrument_of(measure)
    leading = {body.id for body in lawmaking.leaders(dossier.regime)}
    short = lawmaking.short_symbol if text.body in leading else lawmaking.short_title
    return f"{words} ({short(text)})"


def _observed(one: Judged) -> str:
    low = _written(float(one.observed.low), one)
    if one.observed.high is None:
        return f"at least {low}"
    return numerals.span(low, _written(float(one.observed.high), one))


def _written(number: float, one: Judged) -> str:
    return numerals.amount(number, one.history.unit.value, digits=2)


def _method(one: Counterfactual) -> str:
    """Return how it was estimated, how well that went before, and what else to know."""
    scale = f" of {one.scale.value}" if one.scale else ""
    parts = [f"Method: {one.method.value}{scale}."]
    if one.regressors:
        parts.append(f"With {numerals.listing(list(one.regressors))}.")
    if one.fit is not None:
        parts.append(
            f"Before the measure {_foreseen(one.fit.months)}, with a mean error of "
            f"{_error(one.fit.error)}, {100 * one.fit.within:.0f}\u00a0% of them "
            "inside the band."
            if one.fit.months > 1
            else f"Before the measure {_foreseen(one.fit.months)}, with an error of "
            f"{_error(one.fit.error)}."
        )
    if one.placebos:
        quiet = sum(p.is_quiet for p in one.placebos)
        parts.append(
            f"At {quiet} of {len(one.placebos)} made-up dates it finds no effect."
        )
    return " ".join([*parts, *one.reasons])


def _foreseen(count: int) -> str:
    """Return how many months a fit was tested on."""
    if count == 1:
        return "one month was foreseen"
    return f"{count} months were foreseen one by one"


def _error(error: float) -> str:
    return f"{error:.0f}\u00a0%" if error < 1000 else "more than 1,000\u00a0%"  # noqa: PLR2004


def _table(dossier: Dossier, told: Sequence[Judged], count: int) -> Table:
    ordered = sorted(
        told, key=lambda x: (x.history.state, x.history.measure, str(x.of))
    )
    firm = [one for one in ordered if one.compliance and one.compliance[1] > 0]
    vague = sum(one.compliance is None for one in ordered)
    rest = f"; {vague} of them the record does not limit" if vague else ""
    return Table(
        id="estimates",
        title=(
            f"{len(ordered)} of {count} lines of trade can be held against an "
            f"expectation; in {len(firm)} of them less moved than would have, "
            f"whichever end of the interval is taken{rest}"
        ),
        columns=("Line", "Recorded", "Expected", "Compliance", "Method and fit"),
        rows=tuple(_row(dossier, one) for one in ordered),
        definition=_DEFINITION,
        sources=tuple(sorted({s for one in told for s in one.history.sources})),
        grades=(Evidence.ESTIMATED,),
        data=Grid(_COLUMNS, tuple(_plain(one) for one in ordered)),
    )


def _row(dossier: Dossier, one: Judged) -> tuple[Cell, ...]:
    history, estimate = one.history, one.of
    state = state_name(history.state)
    scale = f", {estimate.scale.value}" if estimate.scale else ""
    checks = []
    if estimate.fit is not None:
        checks.append(
            f"mean error in {numerals.plural(estimate.fit.months, 'month')} before: "
            f"{_error(estimate.fit.error)}"
        )
    if estimate.placebos:
        quiet = sum(p.is_quiet for p in estimate.placebos)
        checks.append(f"no effect at {quiet} of {len(estimate.placebos)} made-up dates")
    expected = numerals.span(
        _written(one.expected[1], one), _written(one.expected[2], one)
    )
    return (
        Cell(
            text=f"{state}, {_goods(dossier, one)}",
            detail=f"{estimate.counted}; {history.compiler}, {history.unit}, "
            f"{one.period}, "
            f"{numerals.plural(one.months, 'month')}",
        ),
        Cell(text=_observed(one), tone="figure"),
        Cell(text=_written(one.expected[0], one), detail=expected, tone="figure")
        if one.compliance
        else Cell(text=expected, tone="figure"),
        _held(one.compliance),
        Cell(
            text=f"{estimate.method.value}{scale}",
            detail="; ".join(checks),
            sources=history.sources,
        ),
    )


def _held(compliance: tuple[float, float, float] | None) -> Cell:
    if compliance is None:
        return Cell(text=_UNLIMITED)
    value, low, high = compliance
    return Cell(text=_percents(value), detail=_percents(low, high))


def _percents(*numbers: float) -> str:
    """Return percentages with a true minus."""
    told = " to ".join(f"{number:.0f}" for number in numbers)
    return f"{told}\u00a0%".replace("-", "\u2212")


def _plain(one: Judged) -> tuple[object, ...]:
    history, estimate = one.history, one.of
    return (
        history.state,
        history.measure,
        history.goods,
        history.codes,
        history.direction.value,
        history.unit.value,
        history.compiler,
        estimate.starts,
        estimate.until,
        one.months,
        one.observed.low,
        one.observed.high,
        *one.expected,
        *(one.compliance or (None, None, None)),
        estimate.method.value,
        estimate.scale.value if estimate.scale else None,
        estimate.fit.error if estimate.fit else None,
        sum(p.is_quiet for p in estimate.placebos),
        len(estimate.placebos),
        estimate.regressors,
        estimate.reasons,
        history.sources,
    )
