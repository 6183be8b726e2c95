"""The section on breaks and on signs of evasion."""

from collections.abc import Sequence

from yalu.compliance import Assessment, Signs
from yalu.compliance.break_finding import Break, Timing
from yalu.compliance.distinct_falls import falls_in_words
from yalu.compliance.diversion import Sign
from yalu.compliance.mirror_outlier import MirrorOutlier
from yalu.provenance import Evidence
from yalu.report import lawmaking, numerals
from yalu.report.block import Block, Cell, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.grid import Grid
from yalu.report.naming import state_name
from yalu.report.sections.breaches import silence

__all__ = ["signs"]

_TOLD = {
    Timing.ON_TIME: "when the law asks",
    Timing.ANTICIPATION: "before",
    Timing.LAG: "after",
    Timing.AFTER_END: "after its end",
    Timing.DRIFT: "drifts, no date",
    Timing.NONE: "not at all",
}
_NAMED = 3  # lines told in a title, the strongest first
_COLUMNS = (
    "sign",
    "state",
    "measure",
    "finding",
    "when",
    "placebo_share",
    "words",
    "evidence",
    "sources",
)


def signs(dossier: Dossier, found: Signs, asked: Assessment) -> Section:
    """Return the section: breaks, diversion, asymmetries, silences."""
    blocks: list[Block] = []
    if any(one.timing is not Timing.UNVERIFIABLE for one in found.breaks):
        blocks.append(_breaks(dossier, found))
    if found.diversions:
        blocks.append(_diversions(found))
    if found.mirror:
        blocks.append(_mirror(found))
    silent = silence(asked)
    blocks += [] if silent is None else [silent]
    opening = (
        "A break is a change of level in the months around a day of law; a sign is "
        "trade that jumps after a measure, or two sides that do not agree. Each is "
        "apparent: it says where to look, and other causes are possible. The share "
        "of false alarms is, for a break, that of simulated series that keep to a "
        "level and look as strong; for the others, that of lines no measure touches."
    )
    text = [opening]
    if not found.tested:
        text.append(
            "The record holds no other trade in which diversion could be looked for."
        )
    elif not found.diversions:
        text.append(
            f"{found.tested} lines were looked at; none jumps after a measure as no "
            "other does."
        )
    if not found.mirror:
        text.append(_unmirrored(found))
    return Section(
        id="signs",
        heading="Breaks and signs of evasion",
        text=tuple(text),
        blocks=tuple(blocks),
    )


def _unmirrored(found: Signs) -> str:
    """Return that no asymmetry stands out, or that there is nothing to compare."""
    if found.gaps:
        count = numerals.plural(len(found.gaps), "movement")
        return f"Of {count} that both sides recorded, none differs as others do not."
    return "No movement with the target is recorded by both sides."


def _breaks(dossier: Dossier, found: Signs) -> Table:
    told = [one for one in found.breaks if one.timing is not Timing.UNVERIFIABLE]
    rest = len(found.breaks) - len(told)
    open_ones = f"; {rest} more lines cannot be judged" if rest else ""
    names = lawmaking.class_names(dossier.regime)
    return Table(
        id="breaks",
        title=(
            "Whether the level falls around a measure, each fall counted once: "
            f"{falls_in_words(told)} ({numerals.plural(len(told), 'line')}, as some "
            f"measures share goods){open_ones}"
        ),
        columns=("Line", "Falls", "Month", "False alarms", "Why"),
        rows=tuple(_break(dossier, one, names) for one in told),
        definition=(
            "One line is the goods of one measure, one state, one compiler and one "
            "unit; a fall of the same goods is counted once, whatever measures are on "
            "them. On time: from the month in which the measure starts to the first "
            "whole month after the days of grace. Drift: a fall that a steady trend, "
            "or a level that wanders by itself, explains as well as a step. Months "
            "that are not on record are left out, not filled."
        ),
        sources=tuple(sorted({s for one in told for s in one.sources})),
        grades=_grades(told),
        data=_data(found, ("break",)),
        look="breaks",
    )


def _break(dossier: Dossier, one: Break, names: dict[str, str]) -> tuple[Cell, ...]:
    cited = str(dossier.regime.citation(dossier.regime.measure(one.measure)))
    month = numerals.MISSING if one.month is None else numerals.month(one.month.start)
    between = ""
    if one.earliest is not None and one.latest is not None:
        between = f"{one.earliest.start:%Y-%m} to {one.latest.start:%Y-%m}"
    share = one.false_alarm
    return (
        Cell(
            text=f"{state_name(one.state)}, {names.get(one.measure, one.goods)}",
            detail=f"{cited}; {one.compiler}, {one.unit}",
        ),
        Cell(text=_TOLD[one.timing], tone=f"timing-{one.timing.replace('_', '-')}"),
        Cell(text=month, detail=between),
        Cell(text=numerals.MISSING if share is None else numerals.percent(share)),
        Cell(text=" ".join(one.reasons), sources=one.sources),
    )


def _diversions(found: Signs) -> Table:
    rows = found.diversions
    return Table(
        id="diversion",
        title=_jumps(found),
        columns=("Line", "Kind", "Before and after", "False alarms", "Why"),
        rows=tuple(_diversion(one) for one in rows),
        definition=(
            "Siblings are codes of the same chapters that no measure covers; third "
            "countries sell the banned goods anew; substitutes are other goods of the "
            "target. A rank is the share of lines that no measure touches which jump "
            "as high."
        ),
        sources=tuple(sorted({s for one in rows for s in one.sources})),
        grades=_grades(rows),
        data=_data(found, tuple({one.kind.value for one in rows})),
        look="diversion",
    )


def _jumps(found: Signs) -> str:
    """Return which goods jump and how far, and what that is worth."""
    rows = found.diversions
    told = [f"{_goods(one)} ({_change(one)})" for one in rows[:_NAMED]]
    rest = len(rows) - len(told)
    told += [f"{rest} more"] if rest else []
    worth = found.chance
    if len(rows) == 1 and not found.ranked:
        others = numerals.plural(rows[0].placebo_lines, "other line")
        worth = f"it cannot be ranked, with {others} on record to rank it among"
    return (
        f"Of {numerals.plural(found.tested, 'line')} looked at, "
        f"{numerals.count(len(rows))} {'jumps' if len(rows) == 1 else 'jump'} after a "
        f"measure: {numerals.listing(told)}; {worth}"
    )


def _goods(one: Sign) -> str:
    third = f" from {state_name(one.third)}" if one.third else ""
    return f"{state_name(one.state)}, {one.commodity or 'HS ' + one.code}{third}"


def _change(one: Sign) -> str:
    before = "none on record" if one.before is None else _pace(one.before, one.unit)
    return f"{before}, then {_pace(one.after, one.unit)} a month"


def _diversion(one: Sign) -> tuple[Cell, ...]:
    share = one.placebo_share
    rank = "no rank" if share is None else numerals.percent(share)
    return (
        Cell(
            text=_goods(one),
            detail=f"HS {one.code}, after {one.measure}; {one.compiler}",
        ),
        Cell(text=one.kind.value.replace("_", " ")),
        Cell(
            text=_change(one),
            detail=str(one.period_after),
        ),
        Cell(
            text=rank,
            detail=f"{numerals.plural(one.placebo_lines, 'line')} to rank it among",
        ),
        Cell(text=" ".join(one.reasons), sources=one.sources),
    )


def _pace(amount: float, unit: str) -> str:
    return numerals.amount(amount, unit, digits=2)


def _mirror(found: Signs) -> Table:
    rows = found.mirror
    return Table(
        id="mirror-outliers",
        title=(
            f"{numerals.plural(len(rows), 'movement').capitalize()} "
            f"{'has' if len(rows) == 1 else 'have'} two sides that differ as others "
            "do not"
        ),
        columns=("Movement", "Imported over exported", "False alarms", "Why"),
        rows=tuple(_outlier(one) for one in rows),
        definition=(
            "What the importer recorded over what the exporter did, against the same "
            "ratio of their other movements."
        ),
        sources=tuple(sorted({s for one in rows for s in one.pair.sources})),
        grades=_grades([one.pair for one in rows]),
        data=_data(found, ("mirror",)),
    )


def _outlier(one: MirrorOutlier) -> tuple[Cell, ...]:
    pair = one.pair
    return (
        Cell(
            text=f"{state_name(pair.exporter)} to {state_name(pair.importer)}",
            detail=f"HS {pair.code}, {pair.period}",
        ),
        Cell(text=f"{one.ratio:.3g}", detail=f"usually {one.usual:.3g}"),
        Cell(text=numerals.percent(one.placebo_share)),
        Cell(text=" ".join(one.reasons), sources=pair.sources),
    )


def _grades(rows: Sequence[object]) -> tuple[Evidence, ...]:
    kinds = {getattr(row, "evidence", None) for row in rows}
    return tuple(grade for grade in Evidence if grade in kinds)


def _data(found: Signs, kinds: Sequence[str]) -> Grid:
    rows = [row for row in found.table if row.sign in kinds]
    return Grid.of(
        ({name: getattr(row, name) for name in _COLUMNS} for row in rows),
        _COLUMNS,
    )
