"""Tables beside the scorecard: every state's pattern, and what verdicts hang on."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import assert_never

from yalu.compliance import (
    Choice,
    Effect,
    Pattern,
    Score,
    Sensitivity,
    Shift,
    StatePattern,
    Thresholds,
    patterns,
)
from yalu.provenance import Evidence
from yalu.report import lawmaking, numerals, scoring
from yalu.report.block import Block, Cell, Table
from yalu.report.dossier import Dossier
from yalu.report.grid import Grid
from yalu.report.naming import state_name

__all__ = ["THRESHOLD_WORDS", "has_pattern", "pattern_table", "sensitivity_table"]

_PATTERNS = (
    "state",
    "over_time",
    "over_measures",
    "verdicts",
    "decided",
    "kept",
    "not_kept",
    "switches",
    "is_thin",
    "contested",
    "reasons",
)

_PERCENT = 100
THRESHOLD_WORDS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "enforced": (
            "“enforced” ended at {now}\u00a0% instead of {usual}\u00a0%",
            _PERCENT,
        ),
        "mostly": (
            "“mostly” ended at {now}\u00a0% instead of {usual}\u00a0%",
            _PERCENT,
        ),
        "partly": (
            "“partly” ended at {now}\u00a0% instead of {usual}\u00a0%",
            _PERCENT,
        ),
        "cap mostly": (
            "a cap used to {now}\u00a0% instead of {usual}\u00a0% were mostly kept",
            1,
        ),
        "cap partly": (
            "a cap used to {now}\u00a0% instead of {usual}\u00a0% were partly kept",
            1,
        ),
        "fewest months": ("a verdict asked for {now} recorded months, not {usual}", 1),
        "baseline months": (
            "the usual were that of the {now} months before, not {usual}",
            1,
        ),
        "stale months": (
            "figures up to {now} months older counted as usual, not {usual}",
            1,
        ),
        "unit value factor": (
            "prices {now} times off their peers were set aside, not {usual} times",
            1,
        ),
    }
)
"""What each threshold set otherwise means, and what its numbers are multiplied by."""


def pattern_table(dossier: Dossier) -> Table | None:
    """Return the pattern of every state with a decided verdict under the common law."""
    scores = scoring.common(dossier, scoring.scores_of(dossier))
    found = dossier.assessment
    rows = [
        one
        for one in patterns(scores, thresholds=found.thresholds if found else None)
        if one.decided
    ]
    if not rows:
        return None
    return Table(
        id="patterns",
        title=_told(rows),
        columns=("State", "Over time", "Over measures", "Decided", "Year by year"),
        rows=tuple(
            (
                Cell(text=state_name(one.state)),
                _shape(one, one.path_words),
                _shape(one, one.over_measures.value),
                Cell(
                    text=f"{one.decided} of {one.verdicts}",
                    detail=f"{one.kept} kept, {one.not_kept} not",
                ),
                Cell(text=_years(one), detail=" ".join(one.reasons[1:])),
            )
            for one in rows
        ),
        definition=(
            "Measure-years: one verdict a measure and year; kept is enforced or "
            "mostly. Spotty: what is kept falls and rises again over the years. "
            "Partial: in one year some measures are kept and others not. Improving: it "
            "only rises; lapsing: it only falls; consistently: neither. What is kept, "
            "but contested by another kind of statement on the same days, is not "
            "decided. Too few decided years or measures are "
            f"unverifiable. Where less than {_least(dossier)} of the verdicts is "
            "decided, what they show is told as such and is no pattern. Measures that "
            "bind all states only."
        ),
        sources=tuple(sorted({s for score in scores for s in score.sources})),
        grades=tuple(g for g in Evidence if g in {score.evidence for score in scores}),
        data=Grid.of(
            ({name: getattr(one, name) for name in _PATTERNS} for one in rows),
            _PATTERNS,
        ),
    )


def has_pattern(block: Block) -> bool:
    """Return whether a table of patterns shows one that rests on more than a few."""
    place = block.data.columns.index("is_thin")
    return any(not row[place] for row in block.data.rows)


def _shape(one: StatePattern, told: str) -> Cell:
    """Return a pattern; of a thin one that there is none, and what the few show."""
    if not one.is_thin:
        return Cell(text=told)
    few = f"on {one.decided} of {one.verdicts} verdicts only: {told}"
    return Cell(text="too few for a pattern", detail=few)


def _least(dossier: Dossier) -> str:
    found = dossier.assessment
    limits = found.thresholds if found else Thresholds()
    return numerals.percent(float(limits.pattern_share))


def _told(rows: Sequence[StatePattern]) -> str:
    """Return which states are what over time and over measures; thin ones apart."""
    parts = []
    firm = [one for one in rows if not one.is_thin]
    for pattern in Pattern:
        mine = [one for one in firm if one.over_time is pattern]
        for told in dict.fromkeys(one.path_words for one in mine):
            names = [state_name(one.state) for one in mine if one.path_words == told]
            parts.append(f"{numerals.listing(names)}: {told} over time")
    partial = [state_name(x.state) for x in firm if x.over_measures is Pattern.PARTIAL]
    if partial:
        parts.append(f"{numerals.listing(partial)}: partial over measures")
    thin = [
        f"{state_name(one.state)} on {one.decided} of {one.verdicts}"
        for one in rows
        if one.is_thin
    ]
    if thin:
        parts.append(
            f"Too few verdicts for a pattern: {numerals.listing(thin)} measure-years"
        )
    return "; ".join(parts)


def _years(one: StatePattern) -> str:
    told = []
    for year in one.years:
        if year.decided:
            kept = f"{len(year.kept)} kept" if year.kept else ""
            broken = f"{len(year.not_kept)} not" if year.not_kept else ""
            told.append(f"{year.year}: {', '.join(x for x in (kept, broken) if x)}")
    return "; ".join(told)


def sensitivity_table(dossier: Dossier, found: Sensitivity) -> Table | None:
    """Return which decided verdicts under the common law hang on which choice."""
    scores = {
        (score.state, score.measure): score
        for score in scoring.common(dossier, scoring.scores_of(dossier))
        if score.verdict.is_decided
    }
    if not scores:
        return None
    robust = {(one.state, one.measure): one for one in found.scores}
    changes: dict[tuple[str, str], list[Shift]] = {key: [] for key in scores}
    for shift in found.shifts:
        if shift.changed and (shift.state, shift.measure) in changes:
            changes[shift.state, shift.measure].append(shift)
    firm = sum(not mine for mine in changes.values())
    flipped = sum(any(x.effect is Effect.FLIPPED for x in m) for m in changes.values())
    moved = len(changes) - firm - flipped
    names = lawmaking.class_names(dossier.regime)
    judged = dossier.assessment
    limits = Thresholds() if judged is None else judged.thresholds
    return Table(
        id="sensitivity",
        title=(
            f"{numerals.plural(len(scores), 'decided verdict').capitalize()}, one for "
            f"each state and measure: {_number(firm)} the same under every choice, "
            f"{_number(moved)} in doubt or another degree under some, "
            f"{_number(flipped)} turned from kept to not kept or back"
        ),
        columns=("Measure", "Verdict", "Stands under", "Would change"),
        rows=tuple(
            (
                _head(score, names.get(score.measure, score.goods)),
                Cell(
                    text=scoring.words(score.verdict),
                    tone=score.verdict.value.replace("_", "-"),
                ),
                Cell(text=_share(robust[key].same, robust[key].alternatives)),
                Cell(text=_changes(changes[key], limits)),
            )
            for key, score in scores.items()
        ),
        definition=(
            "Each choice that no law settles is made otherwise, one at a time: where "
            "verdicts end, how long before a ban it is compared with, which codes and "
            "clauses are read in, which barrel factor and compiler counts. The count "
            "says nothing of how likely an alternative is."
        ),
        grades=tuple(
            g for g in Evidence if g in {score.evidence for score in scores.values()}
        ),
        data=Grid.from_items(
            [x for x in found.shifts if (x.state, x.measure) in scores]
        ),
    )


def _number(number: int) -> str:
    return numerals.count(number) if number else "none"


def _head(score: Score, goods: str) -> Cell:
    cited = f"{score.instrument}, para. {score.paragraph}".removesuffix(", para. ")
    return Cell(text=f"{state_name(score.state)}, {goods}", detail=cited)


def _share(same: int, every: int) -> str:
    return f"{same} of {every} alternatives" if every else "no alternative touches it"


def _changes(shifts: Iterable[Shift], limits: Thresholds) -> str:
    by_verdict: dict[str, list[str]] = {}
    for shift in shifts:
        then = "left out" if shift.then is None else scoring.words(shift.then)
        by_verdict.setdefault(then, []).append(_choice(shift, limits))
    told = [
        f"to {then}, if {numerals.listing(names, last='or')}"
        for then, names in by_verdict.items()
    ]
    return "; ".join(told) if told else "under nothing that was tried"


def _threshold(alternative: str, limits: Thresholds) -> str:
    """Return a threshold set otherwise, in words; what is no threshold stays as it is.

    Only numbers follow the name of a threshold: `alternatives` writes it so.
    """
    name, _, now = alternative.rpartition(" ")
    if name not in THRESHOLD_WORDS:
        return alternative
    if name == "stale months" and Decimal(now) == 0:
        return f"no figure older than the {limits.baseline_months} months counted"
    words, times = THRESHOLD_WORDS[name]
    usual = getattr(limits, name.replace(" ", "_"))
    return words.format(now=_number_of(now, times), usual=_number_of(usual, times))


def _number_of(value: Decimal | int | str, times: int) -> str:
    return f"{(Decimal(value) * times).normalize():f}"


def _choice(shift: Shift, limits: Thresholds) -> str:
    """Return what was chosen otherwise, as a clause."""
    match shift.choice:
        case Choice.THRESHOLD | Choice.BASELINE | Choice.UNIT_VALUE:
            return _threshold(shift.alternative, limits)
        case Choice.BARREL_FACTOR:
            return f"the factor {shift.alternative} counted alone"
        case Choice.COMPILER:
            return f"{shift.alternative} counted alone"
        case Choice.READING | Choice.YARDSTICK:
            return shift.alternative
        case _:
            assert_never(shift.choice)
