"""The section on the law: how it tightened, and how fast the state followed."""

from statistics import median

from yalu.provenance import Evidence
from yalu.regime import Direction, Instrument, MeasureKind
from yalu.report import lawmaking, numerals
from yalu.report.block import Block, Cell, Figure, Panel, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.figures import law as charts
from yalu.report.grid import Grid

__all__ = ["law"]

_WAYS = {
    Direction.FROM_TARGET: "What may no longer be bought from it",
    Direction.TO_TARGET: "What may no longer be sold to it",
    Direction.BOTH: "Both ways",
}


def law(dossier: Dossier) -> Section:
    """Return the section on the law of a regime."""
    regime, on = dossier.regime, dossier.on
    leading = lawmaking.leaders(regime)
    names = numerals.listing([body.name for body in leading])
    own = [
        m
        for m in regime.in_force(on=on)
        if regime.instrument_of(m).body in {body.id for body in leading}
        and m.kind is not MeasureKind.IMPLEMENTATION
    ]
    texts = [i for i in regime.instruments if i.is_law]
    text = (
        f"On {numerals.day(on)}, {_number(len(own), 'measure')} of {names} "
        f"{'was' if len(own) == 1 else 'were'} in force. The encoding holds "
        f"{_number(len(regime.measures), 'measure')} in "
        f"{_number(len(regime.instruments), 'text')} of "
        f"{numerals.plural(len(regime.bodies), 'maker')} of law"
        + (
            f", {len(texts)} of them adopted; texts that were vetoed or never signed "
            "are kept and bind nobody."
            if len(texts) < len(regime.instruments)
            else ", all adopted."
        )
    )
    timeline = _timeline(dossier)
    lag = _lag(dossier)
    blocks: tuple[Block, ...] = (*_counts(dossier), *timeline, *lag, _bodies(dossier))
    return Section(id="law", heading="The law", text=(text,), blocks=blocks)


def _number(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def _adoptions(dossier: Dossier) -> list[Instrument]:
    leading = {body.id for body in lawmaking.leaders(dossier.regime)}
    return [i for i in dossier.regime.instruments if i.is_law and i.body in leading]


def _sources(dossier: Dossier, measures: list[str]) -> tuple[str, ...]:
    regime = dossier.regime
    return tuple(sorted({s for m in measures for s in regime.measure(m).sources}))


def _counts(dossier: Dossier) -> tuple[Figure, ...]:
    counts = lawmaking.counts_of(dossier.regime, dossier.on)
    leader = lawmaking.leaders(dossier.regime)[0]
    steps = [c for c in counts if c.body == lawmaking.maker(leader)]
    if not steps:
        return ()
    peak = max(c.measures_in_force for c in steps)
    first, last = steps[0], steps[-1]
    adopted = [i for i in _adoptions(dossier) if i.body == leader.id]
    title = (
        f"{numerals.plural(len(adopted), 'text').capitalize()} of the {leader.name} "
        f"took the law from {numerals.plural(first.measures_in_force, 'measure')} in "
        f"{first.day:%Y} to {last.measures_in_force} on {numerals.day(last.day)}"
        + (f", after {peak} at the peak" if peak != last.measures_in_force else "")
    )
    ends = {c.body: c.measures_in_force for c in counts}
    ids = [m.id for m in dossier.regime.known()]
    figure = Figure(
        id="measures-in-force",
        title=title,
        panels=(Panel(chart=charts.counts_chart(counts, _adoptions(dossier))),),
        summary=f"In force on {numerals.day(dossier.on)}: "
        + "; ".join(f"{name} {number}" for name, number in ends.items())
        + ". Triangles mark adoptions.",
        definition=(
            "A measure is what one paragraph does to some goods or activity. Counted "
            "are all kinds but mere adoptions of another text; days are half-open."
        ),
        sources=_sources(dossier, ids),
        grades=_grades(dossier, ids),
        data=Grid.from_items(counts),
    )
    return (figure,)


def _timeline(dossier: Dossier) -> tuple[Figure, ...]:
    regime = dossier.regime
    bodies = [body.id for body in lawmaking.leaders(regime)][:2]
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
    goods = {bar.goods for bar in bars}
    still = {bar.goods for bar in bars if bar.open_on(dossier.on)}
    ids = [bar.measure for bar in bars]
    return (
        Figure(
            id="timeline",
            title=(
                f"From {numerals.month(min(b.from_day for b in bars))} to "
                f"{numerals.month(max(b.from_day for b in bars))}, "
                f"{numerals.plural(len(goods), 'class', 'classes')} of goods came "
                "under bans or caps; "
                + ("all" if goods == still else numerals.count(len(still)))
                + f" of them still {'is' if len(still) == 1 else 'are'}"
            ),
            panels=tuple(panels),
            summary=(
                "Bars show when a ban, suspension or cap on a class of goods was in "
                f"force. Lanes: {' above '.join(dict.fromkeys(b.body for b in bars))}. "
                "Dotted lines are adoptions, by the number of the text."
            ),
            definition=(
                "A class is a measure with everything it replaced and the national "
                "measures that carry it out. Bars that reach the edge go on beyond it."
            ),
            sources=_sources(dossier, ids),
            grades=_grades(dossier, ids),
            data=Grid.from_items(bars),
        ),
    )


def _lag(dossier: Dossier) -> tuple[Figure, ...]:
    found = lawmaking.lags(dossier.regime, dossier.state)
    trade = [lag for lag in found if lag.is_trade]
    if not trade:
        return ()
    name = dossier.regime.bodies[dossier.state].name
    first = {lag.instrument.id: lag.days for lag in reversed(trade)}
    days = sorted(first.values())
    other = [lag.days for lag in found if not lag.is_trade]
    title = (
        f"{name} first acted on trade {days[0]} to {days[-1]} days after each of "
        f"{numerals.plural(len(days), 'text')}, {median(days):.0f} in the middle"
        + (f"; lists and rules on firms took up to {max(other)}" if other else "")
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
            data=Grid((*columns, "is_trade", "measures"), rows),
        ),
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
                    text=f"{len(missing)} kinds" if missing else "none",
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
