"""Enforcement that a scenario sets: bounds by month and line, for each state.

What is set of lines holds for all law on them. What is set of measures holds for that
part of a line which they cover and no other measure does; on the rest of the line the
state chooses, or carries out what is set of the line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem
from yalu.scenario.amending import original
from yalu.scenario.case import Case
from yalu.scenario.law import LawPath
from yalu.scenario.scenario import EnforcementPath, Scenario
from yalu.scenario.timing import months_within

__all__ = ["Enforcement"]

Numbers = NDArray[np.float64]

_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Enforcement:
    """Bounds of what is carried out, T months and L lines.

    Attributes
    ----------
    least, most : ndarray of float64
        (T, L): of the law on each line by the patron; NaN where it chooses.
    alone : ndarray of float64
        (T, L): share of each line that only measures cover of which it is set.
    alone_least, alone_most : ndarray of float64
        (T, L): bounds of the share of each line that these measures stop.
    others_least, others_most : ndarray of float64
        (T,): by the alternative patron; 0 where nothing is set.
    problems : tuple of Problem
        What of it does not fit the case.

    """

    least: Numbers
    most: Numbers
    alone: Numbers
    alone_least: Numbers
    alone_most: Numbers
    others_least: Numbers
    others_most: Numbers
    problems: tuple[Problem, ...] = field(default=())

    @classmethod
    def of(
        cls, case: Case, scenario: Scenario, path: LawPath, *, start: date, months: int
    ) -> Self:
        """Return what a scenario sets.

        Parameters
        ----------
        case : Case
            Gives the lines and the patron.
        scenario : Scenario
            What is set.
        path : LawPath
            What its measures cover alone.
        start : date
            First day of the run.
        months : int
            T, whole quarters: where the run ends within one, its last month goes on.

        """
        names = [one.id for one in case.lines]
        least = np.full((months, len(names)), np.nan)
        alone = np.zeros((months, len(names)))
        most, low, high = least.copy(), alone.copy(), alone.copy()
        others_least, others_most = np.zeros(months), np.zeros(months)
        problems = []
        entries = zip(scenario.enforcement, path.alone, strict=True)
        for number, (span, share) in enumerate(entries):
            inside = months_within(span.since, span.until, start=start, months=months)
            problems += _strange(span, names, f"enforcement[{number}]")
            if span.state != case.pressure.patron:
                others_least[inside], others_most[inside] = span.low, span.high
                continue
            chosen = [names.index(n) for n in span.lines or names if n in names]
            where = np.ix_(np.flatnonzero(inside), np.array(chosen, dtype=int))
            if share is None:
                least[where], most[where] = span.low, span.high
                continue
            own = share[np.minimum(np.arange(months), len(share) - 1)][where]
            if not (own > _LEAST).any():
                problems.append(_idle(span, path, inside, f"enforcement[{number}]"))
            alone[where] += own
            low[where] += own * span.low
            high[where] += own * span.high
        return cls(
            least=least,
            most=most,
            alone=alone,
            alone_least=low,
            alone_most=high,
            others_least=others_least,
            others_most=others_most,
            problems=tuple(problems),
        )


def _strange(span: EnforcementPath, names: Sequence[str], place: str) -> list[Problem]:
    strange = [name for name in span.lines if name not in names]
    if not strange:
        return []
    told = f"found {', '.join(strange)}; expected lines of {', '.join(names)}"
    return [Problem(f"{place}.lines", told, "Name lines of the case")]


def _idle(
    span: EnforcementPath, path: LawPath, inside: NDArray[np.bool_], place: str
) -> Problem:
    """Return the problem that nothing hangs on measures that are named."""
    named = ", ".join(span.measures)
    binding = {
        original(ban.measure)
        for spell in {*path.spell[inside[: len(path.spell)]].tolist()}
        for ban in path.laws[spell].bans
    }
    if not binding & {*span.measures}:
        told = f"found {named}, which bans no goods in these months"
        return Problem(f"{place}.measures", told, "Name a measure that is in force")
    told = f"found {named}; all that it covers of these lines other measures cover too"
    remedy = "Name those as well, or set enforcement of the lines instead"
    return Problem(f"{place}.measures", told, remedy)
