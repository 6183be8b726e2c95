"""The section on the law: how it tightened, and how fast the state followed."""

from collections.abc import Sequence
from statistics import median

from yalu.provenance import Evidence
from yalu.regime import Direction, Instrument
from yalu.report import lawmaking, numerals, scoring
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.figures import law as charts
from yalu.report.following import lags
from yalu.report.grid import Grid

__all__ = ["law"]

_BOTH = 2
_MOST_LANES = 4
_WAYS = {
    Direction.FROM_TARGET: "What may no longer be bought from it",
    Direction.TO_TARGET: "What may no longer be sold to it",
    Direction.BOTH: "Both ways",
}


def law(dossier: Dossier) -> Section:
    """Return the section on the law of a regime."""
    regime, on = dossier.regime, dossier.on
    leading = lawmaking.leaders(regime)
    names = lawmaking.leading_names(regime)
    own = [
        m
        for m in regime.in_force(on=on)
        if regime.instrument_of(m).body in {body.id for body in leading}
    ]
    texts = [i for i in regime.instruments if i.is_law]
    text = (
        f"On {numerals.day(on)}, {_measures(len(own))} of {names} "
        f"{'was' if len(own) <= 1 else 'were'} in force{_judged(dossier)}. The "
        f"encoding holds {_measures(len(regime.measures))} in "
        f"{numerals.plural(len(regime.instruments), 'text')} of "
        f"{numerals.plural(len({i.body for i in regime.instruments}), 'maker')} of law"
        + (
            f", {len(texts)} of them adopted; the rest binds nobody."
            if len(texts) < len(regime.instruments)
            else "."
        )
    )
    timeline = _timeline(dossier)
    lag = _lag(dossier)
    blocks: tuple[Block, ...] = (*_counts(dossier), *timeline, *lag, _bodies(dossier))
    return Section(id="law", heading="The law", text=(text,), blocks=blocks)


def _judged(dossier: Dossier) -> str:
    """Return how many of the measures the scorecard judges; nothing without one."""
    judged = [dossier.regime.measure(s.measure) for s in scoring.whole(dossier).scores]
    still = sum(measure.in_force_on(dossier.on) for measure in judged)
    ended = len(judged) - still
    told = [f"the {numerals.count(still)} on goods"] * (still > 0)
    told += [f"{numerals.count(ended)} that ended"] * (ended > 0)
    return f"; the scorecard judges {numerals.listing(told)}" if told else ""


def _measures(number: int) -> str:
    return numerals.plural(number, "measure") if number else "no measure"


def _adoptions(dossier: Dossier) -> list[Instrument]:
    leading = {body.id for body in lawmaking.leaders(dossier.regime)}
    return [i for i in dossier.regime.instruments if i.is_law and i.body in leading]


def _sources(dossier: Dossier, measures: list[str]) -> tuple[str, ...]:
    regime = dossier.regime
    return tuple(sorted({s for m in measures for s in regime.measure(m).sources}))


def _counts(dossier: Dossier) -> tuple[Figure, ...]:
    counts = lawmaking.counts_of(dossier.regime, dossier.on)
    if not counts:
        return ()
    ends = {c.body: c.measures_in_force for c in counts}
    ids = [m.id for m in dossier.regime.known()]
    figure = Figure(
        id="measures-in-force",
        title=_counts_title(dossier),
        panels=(Panel(chart=charts.counts_chart(counts, _adoptions(dossier))),),
        summary=f"In force on {numerals.day(dossier.on)}: "
        + "; ".join(f"{name} {number}" for name, number in ends.items())
        + ". Triangles mark adoptions.",
        definition=(
            "A measure is what one paragraph does to some goods or activity; to adopt "
            "another text is one too. All kinds count, on goods or not, as far as they "
            "are encoded."
        ),
        sources=_sources(dossier, ids),
        grades=_grades(dossier, ids),
        data=Grid.from_items(counts),
    )
    return (figure,)


def _counts_title(dossier: Dossier) -> str:
    makers = lawmaking.leading_names(dossier.regime)
    totals = lawmaking.totals_of(dossier.regime, dossier.on)
    if not totals:
        return f"No measure of {makers} was in force by {numerals.day(dossier.on)}"
    (start, first), (end, last) = totals[0], totals[-1]
    if start == end:
        verb = "was" if last <= 1 else "were"
        told = numerals.opened(_measures(last))
        return f"{told} of {makers} {verb} in force on {numerals.day(end)}"
    peak = max(number for _, number in totals)
    texts = sum(i.adopted_on <= end for i in _adoptions(dossier))
    return (
        f"{numerals.opened(numerals.plural(texts, 'text'))} of {makers} took the law "
        f"from {_measures(first)} in {start:%Y} to "
        f"{numerals.count(last) if last else 'none'} on {numerals.day(end)}"
        + (
            f", after {numerals.count(peak)} at the peak"
            if peak > max(first, last)
            else ""
        )
    )


def _timeline(dossier: Dossier) -> tuple[Figure, ...]:
    regime = dossier.regime
    bodies = [body.id for body in lawmaking.leaders(regime)][:_MOST_LANES]
    bodies += [dossier.state] if dossier.state in regime.bodies else []
    bars = lawmaking.bars_of(regime, list(dict.fromkeys(bodies)), dossier.on)
    if not bars:
        return ()
    window = lawmaking.last_run(bars)
    panels = []
    for way, label in _WAYS.items():
        part = [bar for bar in bars if bar.direction is way]
        if part:
            chart = charts.timeline_chart(part, _adoptions(dossier), window)
            panels.append(Panel(label=label, chart=chart))
    ids = [bar.measure for bar in bars]
    return (
        Figure(
            id="timeline",
            title=_timeline_title(dossier, bars),
            panels=tuple(panels),
            summary=(
                "Bars show when a ban, suspension or cap on a class of goods was in "
                f"force. Lanes: {' above '.join(dict.fromkeys(b.body for b in bars))}. "
                "Dotted lines are adoptions, by the number of the text."
            ),
            definition=(
                "A class is a measure with everything it replaced, what goes by the "
                "same name, and the national measures that carry any of it out. Bars "
                "that reach the edge go on beyond it."
            ),
            sources=_sources(dossier, ids),
            grades=_grades(dossier, ids),
            data=Grid.from_items(bars),
        ),
    )


def _timeline_title(dossier: Dossier, bars: Sequence[lawmaking.Bar]) -> str:
    standing = lawmaking.standing(dossier.regime, dossier.on)
    starts = [bar.from_day for bar in bars]
    when = numerals.months(min(starts), max(starts))
    came = numerals.plural(len(standing), "class", "classes")
    if len(standing) == 1:
        still = "it still is" if all(standing.values()) else "it no longer is"
        return (
            f"{numerals.opened(when)}, {came} of goods came under a ban or cap; {still}"
        )
    open_ = sum(standing.values())
    if open_ == len(standing):
        still = f"{'both' if open_ == _BOTH else 'all'} still are"
    else:
        number = numerals.count(open_) if open_ else "none"
        still = f"{number} of them still {_be(open_)}"
    return f"{numerals.opened(when)}, {came} of goods came under bans or caps; {still}"


def _be(number: int) -> str:
    return "is" if number <= 1 else "are"


def _lag(dossier: Dossier) -> tuple[Figure, ...]:
    found = lags(dossier.regime, dossier.state)
    trade = [lag for lag in found if lag.is_trade]
    if not trade:
        return ()
    name = dossier.regime.bodies[dossier.state].name
    first = {lag.instrument.id: lag.days for lag in reversed(trade)}
    days = sorted(first.values())
    other = [lag.days for lag in found if not lag.is_trade]
    title = f"{name} first acted on trade {_spread(days)}" + (
        f"; lists and rules on firms took up to {max(other)}" if other else ""
    )
    columns = ("text", "adopted_on", "national_text", "published_on", "effect", "days")
    rows = tuple(
        (
            lag.instrument.symbol,
            lag.instrument.adopted_on,
            lag.national.symbol,
            lag.national.published_on,
            lag.effect,
            lag.days,
            lag.is_trade,
            lag.measures,
            lag.sources,
        )
        for lag in found
    )
    ids = [name for lag in found for name in lag.measures]
    return (
        Figure(
            id="lag",
            title=title,
            panels=(Panel(chart=charts.lag_chart(found)),),
            summary="; ".join(
                f"{lag.instrument.symbol} to {lawmaking.short_title(lag.national)}: "
                f"{lag.days} days"
                for lag in trade
            )
            + ".",
            definition=(
                "Calendar days from adoption, dated in the calendar of its maker, to "
                "the first day of the earliest measure of each national text that "
                "carries it out; texts older than the adoption are left out. Other "
                "rules are lists of dual-use goods, and rules on firms and ships."
            ),
            sources=_sources(dossier, ids),
            grades=_grades(dossier, ids),
            data=Grid((*columns, "is_trade", "measures", "sources"), rows),
        ),
    )


def _spread(days: Sequence[int]) -> str:
    """Return how long after its texts a state acted, from days in order."""
    if days[0] == days[-1]:
        texts = (
            "a text" if len(days) == 1 else f"each of {numerals.count(len(days))} texts"
        )
        return f"{numerals.plural(days[0], 'day')} after {texts}"
    return (
        f"{days[0]} to {days[-1]} days after each of "
        f"{numerals.plural(len(days), 'text')}, {median(days):.0f} in the middle"
    )


def _bodies(dossier: Dossier) -> Table:
    regime = dossier.regime
    rows, data = [], []
    for body in regime.bodies.values():
        own = [
            m for m in regime.in_force(on=dossier.on)
            if regime.instrument_of(m).body == body.id
        ]  # fmt: skip
        missing = [kind.value.replace("_", " ") for kind in body.not_encoded]
        rows.append(
            (
                Cell(text=body.name),
                Cell(text=str(len(own)), tone="figure"),
                Cell(
                    text=numerals.plural(len(missing), "kind") if missing else "none",
                    tone="unverifiable" if missing else "",
                    detail=", ".join(missing),
                ),
                Cell(text=body.note),
            )
        )
        data.append((body.id, body.name, len(own), tuple(missing), body.note))
    return Table(
        id="makers",
        title="Where the library is silent, a ruling says so instead of permitting",
        columns=("Maker of law", "In force", "Not encoded", "What to know"),
        rows=tuple(rows),
        definition="Kinds of its own law that the library does not hold.",
        data=Grid(("body", "name", "in_force", "not_encoded", "note"), tuple(data)),
        folded=True,
    )


def _grades(dossier: Dossier, measures: list[str]) -> tuple[Evidence, ...]:
    found = {dossier.regime.measure(name).evidence for name in measures}
    return tuple(grade for grade in Evidence if grade in found)
