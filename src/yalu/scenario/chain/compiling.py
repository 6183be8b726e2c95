"""From a case and a scenario to what the chain runs on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import ArrayLike, NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.scenario.case import Case
from yalu.scenario.chain.enforcement import Enforcement
from yalu.scenario.chain.terms import Gains, Levers, Rules, Start, Terms
from yalu.scenario.law import LawPath
from yalu.scenario.line import Flow, Line
from yalu.scenario.play import Play
from yalu.scenario.scenario import Held, MoveKind, Scenario
from yalu.scenario.timing import month_of, months_within
from yalu.scenario.tolls import BY_FUEL, Tolls
from yalu.scenario.uncertainty import narrowed
from yalu.strategy.patron import Move

__all__ = ["Law", "compiled"]

Numbers = NDArray[np.float64]

_MONTHS = 3
_MILLION = 1e6
_LAWS = 16
_YEAR = 365.25
_MOVES = {
    MoveKind.HOLD: Move.HOLD,
    MoveKind.MISSILE: Move.MISSILE,
    MoveKind.TEST: Move.TEST,
    MoveKind.OVERTURE: Move.OVERTURE,
}
_CRUDE, _SMUGGLED = "crude", "smuggled"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Law:
    """What the law covers and costs.

    Attributes
    ----------
    path : LawPath
        What it covers, from `yalu.scenario.law.law_path`.
    tolls : Tolls
        What that costs.

    """

    path: LawPath
    tolls: Tolls


def compiled(case: Case, scenario: Scenario, *, law: Law, before: Law) -> Terms:
    """Return what the chain runs on.

    Parameters
    ----------
    case : Case
        What is known.
    scenario : Scenario
        What is set.
    law : Law
        The law of the scenario.
    before : Law
        The law until then, of which the first month counts.

    Raises
    ------
    SchemaError
        If the scenario names a line, a state or a class that the case does not have.

    """
    start = scenario.start or case.start
    known = narrowed(case.uncertainties, scenario.uncertain)
    play = case.play
    with jax.enable_x64(False):  # noqa: FBT003 - the signature is theirs
        return Terms(
            rules=_rules(play),
            start=_start(case, before.path, start),
            levers=_levers(case, scenario, law, start),
            gains=_gains(case, scenario, law, before.tolls),
            month=_real(case.rhythm.month),
            number=_real(case.rhythm.number),
            levels=_real(play.levels["belief"]),
            low=_real([one.low for one in known]),
            centre=_real([one.centre for one in known]),
            high=_real([one.high for one in known]),
            shapes=tuple(str(one.shape) for one in known),
            sizes=play.shape,
            quarter=(start.month - 1) // _MONTHS,
        )


def _real(table: ArrayLike) -> Array:
    return jnp.asarray(np.asarray(table), jnp.float32)


def _whole(table: ArrayLike) -> Array:
    return jnp.asarray(np.asarray(table), jnp.int32)


def _rules(play: Play) -> Rules:
    """Return the play, its beginnings summed up to each type and state."""
    flat = play.beginning.reshape(play.draws, -1).astype(float)
    rises = play.parameters
    return Rules(
        move=_real(play.move),
        response=_real(play.response),
        patron=_real(play.patron),
        learnt=_real(play.learnt),
        capability=_real(play.transitions["capability"]),
        posture=_real(play.transitions["posture"]),
        support=_real(play.transitions["support"]),
        channel=_real(play.transitions["channel"]),
        adopted=_real(np.array([one["stringency_adopted"] for one in rises])),
        redraw=_real(play.redraw),
        prior=_real(play.prior),
        collapse=_real(play.collapse),
        beginning=_real(np.cumsum(flat, axis=1) / flat.sum(axis=1, keepdims=True)),
    )


def _start(case: Case, before: LawPath, start: date) -> Start:
    """Return how the economy stands: growth as its compilers printed it, on average."""
    printed = [one.value for one in case.growth]
    return Start(
        growth=_real(np.array(np.mean(printed) / 100 if printed else 0.0)),
        covered=_real(before.share[0]),
        enforcement=_real(nan if case.enforcement is None else case.enforcement),
        years=_real(np.array((start - before.since).days / _YEAR)),
    )


def _gains(case: Case, scenario: Scenario, law: Law, before: Tolls) -> Gains:
    lines, play, tolls = case.lines, case.play, law.tolls
    # First stands what the law costs until the scenario begins.
    cost = np.concatenate([before.cost[before.spell[:1]], tolls.cost])
    # One shape for scenarios of a few laws more or less, so that the chain is compiled
    # once for all of them. The closed border stays last.
    cost = np.concatenate([cost, np.repeat(cost[-1:], -len(cost) % _LAWS, axis=0)])
    capacity = [scenario.capacity.get(one.id, one.capacity) for one in lines]
    return Gains(
        base=_real(np.array([one.base[1] / _MILLION / 12 for one in lines])),
        weight=_real(np.array([float(one.direction is Flow.EXPORTS) for one in lines])),
        oil=_real(
            np.array([one.quantity[1] / 12 if one.quantity else 0.0 for one in lines])
        ),
        crude=_real(np.array([float(one.id == _CRUDE) for one in lines])),
        smuggled=_real(np.array([float(one.id == _SMUGGLED) for one in lines])),
        recorded=_real([float(one.recorded) for one in lines]),
        seen=_real([float(one.seen) for one in lines]),
        capacity=_real(np.array(capacity) / 12),
        ladder=_real(law.path.ladder),
        tolls=_real(cost),
        levels=_real(np.array(tolls.levels)),
        telling=_real([_telling(name, lines) for name in tolls.models]),
        rungs=_whole(tolls.rungs + 1),
        replaced=_real(np.array(play.levels["support"])),
        grown=_real(np.array(play.grown) / 100),
    )


def _telling(model: str, lines: Sequence[Line]) -> list[float]:
    """Return what each line counts for in one model of the toll."""
    if model == BY_FUEL:
        return [one.base[1] * one.is_oil * one.seen for one in lines]
    return [one.base[1] * one.recorded for one in lines]


def _levers(case: Case, scenario: Scenario, law: Law, start: date) -> Levers:
    path = law.path
    months = len(path.months)
    quarters = -(-months // _MONTHS)
    fill = quarters * _MONTHS
    held = _Held(case, start, quarters)
    problems: list[Problem] = []
    enforced = Enforcement.of(case, scenario, path, start=start, months=fill)
    problems.extend(enforced.problems)
    closed, depth = _closed(scenario, start, fill)
    move, month = _moves(scenario, start, quarters)
    classes = np.searchsorted(np.array(case.play.covered), path.total, side="right")
    found = Levers(
        move=_whole(move),
        month=_whole(month),
        vote=_whole(held.of("vote", scenario.votes, problems)),
        posture=_whole(held.of("posture", scenario.posture, problems)),
        support=_whole(held.of("support", scenario.support, problems)),
        least=_real(enforced.least),
        most=_real(enforced.most),
        alone=_real(enforced.alone),
        alone_least=_real(enforced.alone_least),
        alone_most=_real(enforced.alone_most),
        others_least=_real(enforced.others_least),
        others_most=_real(enforced.others_most),
        closed=_real(closed),
        depth=_real(depth),
        covered=_real(_filled(path.share, fill)),
        law=_whole(_filled(law.tolls.spell + 1, fill)),
        stringency=_whole(_filled(classes, fill)[::_MONTHS]),
    )
    known = {one.id for one in case.lines}
    problems += [
        Problem(
            f"capacity.{name}",
            f"found {name}; expected {', '.join(sorted(known))}",
            "Name a line",
        )
        for name in scenario.capacity
        if name not in known
    ]
    if problems:
        told = f"Scenario {scenario.id!r} does not fit the case"
        raise SchemaError(describe(told, problems))
    return found


def _filled(table: NDArray[np.generic], fill: int) -> NDArray[np.generic]:
    """Return a table by month up to the end of the last quarter."""
    more = fill - len(table)
    return np.concatenate([table, np.repeat(table[-1:], more, axis=0)])


class _Held:
    """Positions of labels on the board, quarter by quarter."""

    def __init__(self, case: Case, start: date, quarters: int) -> None:
        self._labels, self._start, self._quarters = case.play.labels, start, quarters

    def of(
        self, name: str, spans: Iterable[Held], problems: list[Problem]
    ) -> NDArray[np.int64]:
        """Return what is held in each quarter, -1 where nothing is."""
        found = np.full(self._quarters, -1)
        for span in spans:
            places = [
                place
                for place, label in enumerate(self._labels[name])
                if span.level in label.split(" or ")
            ]
            if not places:
                known = ", ".join(self._labels[name])
                told = f"found {span.level}; expected one of {known}"
                problems.append(Problem(name, told, "Name one of these"))
                continue
            inside = months_within(
                span.since,
                span.until,
                start=self._start,
                months=self._quarters * _MONTHS,
            )
            found[inside[::_MONTHS]] = places[0]
        return found


def _moves(
    scenario: Scenario, start: date, quarters: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the move set for each quarter, and its month in it."""
    move, month = np.full(quarters, -1), np.full(quarters, -1)
    for one in scenario.moves:
        at = month_of(one.on, start)
        if 0 <= at < quarters * _MONTHS:
            move[at // _MONTHS] = _MOVES[one.kind].position
            month[at // _MONTHS] = at % _MONTHS
    return move, month


def _closed(scenario: Scenario, start: date, months: int) -> tuple[Numbers, Numbers]:
    """Return in which months the border is closed, and how deep that cuts if set."""
    closed, depth = np.zeros(months), np.full(months, np.nan)
    for one in scenario.closures:
        inside = months_within(one.since, one.until, start=start, months=months)
        closed[inside] = 1.0
        depth[inside] = np.nan if one.depth is None else one.depth
    return closed, depth
