"""Alternatives: the same case judged with one choice made otherwise.

Each choice that no law settles is made in another way, one at a time, and only the
scores that it touches are worked out again:

- *threshold*: where verdicts end, on the grid `GRID`;
- *baseline*: how many months before a ban, or how stale a figure, it is held against;
  months that earlier measures had closed counted in; and months left out in which they
  restricted the trade without closing it, by a cap or a ban that a claim opens;
- *unit value*: how far a price may lie from its peers before it is set aside;
- *barrel factor*: each factor in use for a cap alone, instead of the range over all;
- *reading*: codes on which readers differ left out or counted in; no claim of
  livelihood believed; clauses that the encoding doubts left out altogether;
- *compiler*: each compiler of customs alone, instead of all who record most;
- *yardstick*: an estimate of what would have moved, instead of what moved before.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from yalu.compliance.case import Case
from yalu.compliance.reach import Reach
from yalu.compliance.score import Score
from yalu.compliance.thresholds import Thresholds
from yalu.compliance.unit_value import UnitValues, set_aside, unit_values_of
from yalu.errors import SchemaError
from yalu.flows import Series
from yalu.provenance import Confidence
from yalu.quantities import Unit
from yalu.regime import Measure, MeasureKind, cap_factors

__all__ = ["GRID", "Alternative", "Choice", "Key", "alternatives"]

Key = tuple[str, str]
"""State and measure."""

GRID: Mapping[str, tuple[int | Decimal, ...]] = MappingProxyType(
    {
        "enforced": (Decimal("0.005"), Decimal("0.02"), Decimal("0.05")),
        "mostly": (Decimal("0.05"), Decimal("0.20")),
        "partly": (Decimal("0.25"), Decimal("0.75")),
        "cap_mostly": (Decimal(105), Decimal(125)),
        "cap_partly": (Decimal(125), Decimal(200)),
        "fewest_months": (1, 2, 6),
        "baseline_months": (6, 24, 36),
        "stale_months": (0, 24),
        "unit_value_factor": (Decimal("1.5"), Decimal(3)),
    }
)
"""The other values that each threshold is given, by its name in `Thresholds`."""

_CAPS = ("cap_mostly", "cap_partly")
_BASELINE = ("baseline_months", "stale_months")
_UNIT_VALUE = ("unit_value_factor",)
_POSSIBLE, _SURE = "possible", "sure"


class Choice(StrEnum):
    """What is chosen otherwise."""

    THRESHOLD = "threshold"
    BASELINE = "baseline"
    UNIT_VALUE = "unit_value"
    BARREL_FACTOR = "barrel_factor"
    READING = "reading"
    COMPILER = "compiler"
    YARDSTICK = "yardstick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One choice made otherwise, and the scores that it touches.

    Attributes
    ----------
    choice : Choice
        What kind of choice.
    words : str
        What was chosen instead.
    scores : mapping of Key to Score or None
        The scores then; None for a measure that is left out.

    """

    choice: Choice
    words: str
    scores: Mapping[Key, Score | None]


def alternatives(held: Case) -> Iterator[Alternative]:
    """Yield every alternative to how a case was judged, except other yardsticks.

    Parameters
    ----------
    held : Case
        The case; its own thresholds are where each alternative starts from.

    """
    yield from _thresholds(held)
    yield from _restricted(held)
    yield from _factors(held)
    yield from _readings(held)
    yield from _left_out(held)
    yield from _compilers(held)


def _by_key(held: Case) -> dict[Key, Score | None]:
    return {(score.state, score.measure): score for score in held.scores()}


def _thresholds(held: Case) -> Iterator[Alternative]:
    caps = [reach for reach in held.reached if reach.measure.cap is not None]
    bans = [reach for reach in held.reached if reach.measure.cap is None]
    for name, values in GRID.items():
        for value in values:
            limits = _changed(held.thresholds, name, value)
            if limits is None:
                continue
            if name in _UNIT_VALUE:
                choice, touched = Choice.UNIT_VALUE, _repriced(held, limits)
            else:
                choice = Choice.BASELINE if name in _BASELINE else Choice.THRESHOLD
                kept = tuple(caps if name in _CAPS else bans)
                touched = replace(held, thresholds=limits, reached=kept)
            words = f"{name.replace('_', ' ')} {value}"
            yield Alternative(choice=choice, words=words, scores=_by_key(touched))


def _restricted(held: Case) -> Iterator[Alternative]:
    bans = tuple(reach for reach in held.reached if reach.measure.cap is None)
    for words, law in (
        ("months already closed by earlier measures count as usual", ()),
        (
            "months under earlier caps and excusable bans do not count as usual",
            tuple(_closing(reach) for reach in held.law),
        ),
    ):
        touched = replace(held, reached=bans, law=law)
        yield Alternative(choice=Choice.BASELINE, words=words, scores=_by_key(touched))


def _closing(reach: Reach) -> Reach:
    """Return a reach that leaves no trade lawful, whatever the law leaves."""
    kind = reach.measure.kind
    changed = {
        "exemptions": (),
        "kind": MeasureKind.IMPORT_BAN if kind is MeasureKind.CAP else kind,
    }
    return replace(reach, measure=reach.measure.model_copy(update=changed))


def _changed(limits: Thresholds, name: str, value: int | Decimal) -> Thresholds | None:
    """Return changed thresholds; None for the same ones, or any out of order."""
    if getattr(limits, name) == value:
        return None
    try:
        return replace(limits, **{name: value})  # type: ignore[arg-type]
    except SchemaError:
        return None


def _repriced(held: Case, limits: Thresholds) -> Case:
    """Return the case with other prices set aside, for the goods that this touches."""
    values = unit_values_of(held.raw, thresholds=limits)
    near = set_aside(held.raw, values)
    changed = replace(held, thresholds=limits, unit_values=values, near=near)
    codes = _doubted(held.unit_values) ^ _doubted(values)
    goods = {code for _, code in codes}
    touched = [r for r in held.reached if any(key[2] in goods for key in r.certainty)]
    return changed.under(touched)


def _doubted(values: UnitValues) -> set[tuple[object, str]]:
    return {
        ((row.compiler, row.period, row.direction, row.doubted), row.code)
        for row in values.quarantined
    }


def _factors(held: Case) -> Iterator[Alternative]:
    users: dict[str, list[Reach]] = {}
    for reach in held.reached:
        cap = reach.measure.cap
        if cap is not None and any(x.unit is Unit.BARREL for x in cap.limits):
            for factor in cap_factors(reach.measure):
                users.setdefault(factor.id, []).append(reach)
    for name, reached in users.items():
        scores = _by_key(held.under(reached, factor=name))
        yield Alternative(choice=Choice.BARREL_FACTOR, words=name, scores=scores)


def _readings(held: Case) -> Iterator[Alternative]:
    open_codes = [r for r in held.reached if _POSSIBLE in r.certainty.values()]
    for words, read in (
        ("only codes that are surely and wholly meant count", _narrow),
        ("codes on which readers differ count as meant", _wide),
    ):
        scores = _by_key(held.under(read(reach) for reach in open_codes))
        yield Alternative(choice=Choice.READING, words=words, scores=scores)
    excused = [reach for reach in held.reached if reach.measure.is_excusable]
    scores = _by_key(held.under(_unexcused(reach) for reach in excused))
    words = "no claim of livelihood is believed"
    yield Alternative(choice=Choice.READING, words=words, scores=scores)


def _narrow(reach: Reach) -> Reach:
    sure = {key: word for key, word in reach.certainty.items() if word == _SURE}
    return replace(reach, certainty=sure)


def _wide(reach: Reach) -> Reach:
    """Return a reach in which the codes that readers dispute are surely meant."""
    goods = reach.measure.goods
    disputed = (
        *(code for group in goods.disputed for code in group.codes),
        *(code for part in goods.parts if part.disputed for code in part.codes),
    )
    if not disputed:
        return reach
    return replace(
        reach,
        certainty={
            key: _SURE if key[2].startswith(disputed) else word
            for key, word in reach.certainty.items()
        },
    )


def _unexcused(reach: Reach) -> Reach:
    measure = reach.measure.model_copy(update={"exemptions": ()})
    return replace(reach, measure=measure)


def _has_doubt(measure: Measure) -> bool:
    return bool(measure.doubts)


def _is_unsure(measure: Measure) -> bool:
    return Confidence.LOW in _grades(measure)


def _is_not_sure(measure: Measure) -> bool:
    return set(_grades(measure)) != {Confidence.HIGH}


def _grades(measure: Measure) -> tuple[Confidence, ...]:
    held = measure.confidence
    return (held.measure, held.dates, *(() if held.goods is None else (held.goods,)))


_LEFT_OUT: tuple[tuple[str, Callable[[Measure], bool]], ...] = (
    ("clauses with a doubt are left out", _has_doubt),
    ("clauses encoded with low confidence are left out", _is_unsure),
    ("clauses encoded with less than high confidence are left out", _is_not_sure),
)


def _left_out(held: Case) -> Iterator[Alternative]:
    scores = held.scores()
    measures = {reach.measure.id: reach.measure for reach in held.reached}
    for words, leaves in _LEFT_OUT:
        gone: dict[Key, Score | None] = {
            (score.state, score.measure): None
            for score in scores
            if leaves(measures[score.measure])
        }
        yield Alternative(choice=Choice.READING, words=words, scores=gone)


def _compilers(held: Case) -> Iterator[Alternative]:
    """Yield each compiler alone, for scores that it decides otherwise than now."""
    now = {(score.state, score.measure): _behind(score) for score in held.scores()}
    names = sorted({s.compiler for s in held.near if s.series is Series.CUSTOMS})
    for name in names:
        near = tuple(
            s for s in held.near if s.series is not Series.CUSTOMS or s.compiler == name
        )
        mine = [s for s in near if s.compiler == name]
        about = [r for r in held.reached if any(r.is_about(s) for s in mine)]
        alone = _by_key(replace(held, near=near).under(about))
        scores = {
            key: score
            for key, score in alone.items()
            if score is not None
            and name in _behind(score)
            and now.get(key, set()) != {name}
        }
        if scores:
            yield Alternative(choice=Choice.COMPILER, words=name, scores=scores)


def _behind(score: Score) -> set[str]:
    """Return the compilers that a score rests on."""
    return {
        name
        for step in score.path
        if step.compiler
        for name in step.compiler.split(", ")
    }
