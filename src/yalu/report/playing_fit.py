"""What the stored fit and its trials say, in the rows that a report tells.

Whoever imports this imports the library of the solver, which takes a moment.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yalu.calibration import Calibration
from yalu.errors import ModelError, SchemaError
from yalu.report import numerals
from yalu.report.playing_rows import CaseRow, CheckRow, WeightRow
from yalu.strategy.estimation.baselines import Baseline
from yalu.strategy.estimation.doubting import doubts
from yalu.strategy.estimation.identification import Learnt
from yalu.strategy.estimation.predictive import Check
from yalu.strategy.estimation.retrodiction import Retrodiction
from yalu.strategy.estimation.storing import stored
from yalu.strategy.patron import PARAMETERS, Parameter
from yalu.strategy.record import Precedent, StrategicRecord, precedents

__all__ = [
    "Fitted",
    "case_rows",
    "check_rows",
    "fitted",
    "recovered",
    "weight_rows",
]

_GAME = "game"
_PRIOR_ONLY = "before the record, or at its very beginning: nobody is scored on it"
_UNSCORED = "not scored"
_UNFOUND = "the search for the fit without it did not end: it is not counted"
_WHOLE = "coverage"
_COUNTED = {
    "move: hold": "a target that holds still",
    "move: missile": "a missile launched",
    "move: test": "a nuclear test or long-range launch",
    "move: overture": "an overture of the target",
    "move: changes": "another move than the one before",
    "response: nothing": "no answer of the sender",
    "response: table": "a text tabled",
    "response: deploy": "forces deployed",
    "response: engage": "the sender engaging",
    "enforcement: 0": "none of the law enforced",
    "enforcement: 1/3": "a third of the law enforced",
    "enforcement: 2/3": "two thirds of the law enforced",
    "enforcement: 1": "all of the law enforced",
    "overture: no": "no overture of the patron",
    "overture: yes": "an overture of the patron",
}
_NO_CASES = "No trials of the game on precedents are stored."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What is stored of the fit and of its trials.

    Attributes
    ----------
    weights : tuple of WeightRow
        Parameters, before the record and given it.
    checks : tuple of CheckRow
        Counts of the record beside those of records that the game makes.
    cases : tuple of CaseRow
        Precedents left out and foretold; empty where none are stored.
    recovered : tuple of str
        How often known parameters were found again, in sentences.
    doubted : str
        Why its draws are not to be relied on; empty if they are.
    missing, stale : tuple of str
        What is not stored, and what has changed since.

    """

    weights: tuple[WeightRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    recovered: tuple[str, ...] = ()
    doubted: str = ""
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def fitted(record: StrategicRecord, *, folder: Path | None = None) -> Fitted:
    """Return what is stored of the fit, held against a record.

    Parameters
    ----------
    record : StrategicRecord
        The record of today.
    folder : Path, optional
        Where it was stored; by default in the package.

    """
    try:
        found = stored(record) if folder is None else stored(record, folder=folder)
    except (ModelError, SchemaError) as error:
        return Fitted(missing=(str(error),))
    return Fitted(
        weights=weight_rows(found.fit.learnt, PARAMETERS),
        checks=check_rows(found.fit.checks),
        cases=case_rows(found.cases),
        recovered=tuple(recovered(found.recovery)),
        doubted="; ".join(
            filter(None, (doubts(found.fit.diagnostics), _misfits(found.fit.checks)))
        ),
        missing=() if found.cases else (_NO_CASES,),
        stale=tuple(f"the fit: {words}" for words in found.stale),
    )


def _misfits(checks: Sequence[Check]) -> str:
    """Return what paths of the fitted game do not show as recorded, in plain words."""
    off = [_COUNTED.get(one.name, one.name) for one in checks if one.is_extreme]
    if not off:
        return ""
    return (
        "the fitted game is off from the record in "
        f"{len(off)} of {len(checks)} counts: of quarters with {numerals.listing(off)}"
    )


def recovered(found: Sequence[Calibration]) -> Iterator[str]:
    """Yield how often ranges held the parameters that had made a record."""
    each = [one for one in found if one.figure != _WHOLE]
    for one in found:
        if one.figure == _WHOLE:
            told = (
                f"Of {one.runs} records simulated on {one.world}, ranges of "
                f"{one.nominal:.0%} held {one.value:.0%} ({one.low:.0%} to "
                f"{one.high:.0%}) of what had made them"
            )
            worst = min(each, key=lambda other: other.value, default=None)
            if worst is not None:
                name = worst.figure.removeprefix(f"{_WHOLE}:").replace("_", " ")
                told += f"; least often {name}, {worst.value:.0%}"
            yield f"{told}."


def weight_rows(
    found: Iterable[Learnt], parameters: Iterable[Parameter]
) -> tuple[WeightRow, ...]:
    """Return what was learnt of parameters, with what they mean."""
    known = {one.name: one for one in parameters}
    return tuple(
        WeightRow(
            name=one.name,
            meaning=known[one.name].meaning,
            unit=known[one.name].unit,
            claim=known[one.name].claim,
            prior_low=one.prior_low,
            prior_median=one.prior_median,
            prior_high=one.prior_high,
            low=one.low,
            median=one.median,
            high=one.high,
            prior_above=one.prior_above_zero,
            above=one.above_zero,
            learnt=one.shrinkage,
        )
        for one in found
    )


def check_rows(found: Iterable[Check]) -> tuple[CheckRow, ...]:
    """Return counts of the record beside those of records that the game makes."""
    return tuple(
        CheckRow(
            what=_COUNTED.get(one.name, one.name),
            observed=one.observed,
            quarters=one.periods,
            median=one.median,
            low=one.low,
            high=one.high,
            tail=min(1.0, 2 * min(one.p, 1 - one.p)),
        )
        for one in found
    )


def case_rows(
    found: Iterable[Retrodiction], cases: Iterable[Precedent] | None = None
) -> tuple[CaseRow, ...]:
    """Return every precedent, those that are not scored among them."""
    scored = {one.case: one for one in found}
    asked = precedents() if cases is None else cases
    return tuple(_case(case, scored.get(case.id)) for case in asked)


def _case(case: Precedent, found: Retrodiction | None) -> CaseRow:
    span = f"{case.first} to {case.last}" if case.last else f"{case.first} onwards"
    if found is None:
        return CaseRow(
            case=case.id,
            title=case.title,
            span=span,
            note=_PRIOR_ONLY if case.prior_only else _UNSCORED,
        )
    game, usual, before = map(
        found.score, (_GAME, Baseline.FREQUENCIES.value, Baseline.SEQUENCE.value)
    )
    return CaseRow(
        case=case.id,
        title=case.title,
        span=span,
        choices=game.choices,
        hits=game.hits,
        turns=game.turns,
        turn_hits=game.turn_hits,
        usual_hits=usual.hits,
        before_hits=before.hits,
        score=game.log_score,
        usual=usual.log_score,
        before=before.log_score,
        note="" if found.is_found else _UNFOUND,
        is_found=found.is_found,
    )
