"""Running a scenario: prepare it, play all chunks, put them together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe
from yalu.scenario.case import Case
from yalu.scenario.chain.compiling import Law, compiled
from yalu.scenario.chain.ensemble import run_chunk
from yalu.scenario.chain.terms import Terms
from yalu.scenario.distributed import Arrays, Work, chunks_here
from yalu.scenario.law import law_path
from yalu.scenario.outcome import Outcome, assembled
from yalu.scenario.playing import replayed
from yalu.scenario.scenario import Scenario
from yalu.scenario.series import SERIES
from yalu.scenario.starting import started
from yalu.scenario.tolls import tolls_of

__all__ = [
    "CHUNK",
    "Engine",
    "Prepared",
    "outcome_of",
    "prepare",
    "run",
]

CHUNK = 500
"""How many draws are played at a time, all by one draw of the fit."""

Engine = Callable[[Work, int], Iterable[tuple[int, Arrays]]]
"""Who plays the chunks: given the work and how many there are, yields them."""

_TOLLS = 7  # a stream of chance apart from those of the chunks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """A scenario, ready to be played any number of times.

    Attributes
    ----------
    case : Case
        What is known.
    scenario : Scenario
        What is set.
    terms : Terms
        What the chain runs on.
    law : Law
        What the law covers and costs.
    months : int
        How long it is.
    seed : int
        Where chance began for the tolls.

    """

    case: Case
    scenario: Scenario
    terms: Terms
    law: Law
    months: int
    seed: int

    def chunk(
        self,
        number: int,
        *,
        seed: int,
        size: int = CHUNK,
        points: NDArray[np.float64] | None = None,
    ) -> Arrays:
        """Return one chunk, see `yalu.scenario.chain.run_chunk`, cut to the months."""
        found = run_chunk(self.terms, seed=seed, chunk=number, size=size, points=points)
        return {
            name: table[:, : self.months] if name in _SERIES else table
            for name, table in found.items()
        }


_SERIES = frozenset(map(str, SERIES))


def prepare(
    case: Case, scenario: Scenario, *, seed: int, beside: Prepared | None = None
) -> Prepared:
    """Return a scenario ready to be played: its law read, its tolls worked out.

    Parameters
    ----------
    case : Case
        What is known.
    scenario : Scenario
        What is set.
    seed : int
        Where chance begins: the tolls are drawn from a stream of their own.
    beside : Prepared, optional
        Another scenario of the same case and seed, such as the baseline: what has been
        priced for it is not priced again.

    Raises
    ------
    SchemaError
        If the scenario names what the case does not have.

    """
    if beside is not None and (beside.case.digest, beside.seed) != (case.digest, seed):
        beside = None
    begun = started(scenario, scenario.start or case.start)
    if scenario.parameters:
        # Players know what a scenario sets of them, and choose accordingly.
        case = replace(case, play=replayed(case.play, scenario.parameters))
    law = _law(case, begun, seed, beside)
    before = law
    if begun.law:
        # The economy stands as the law until then has left it.
        until = Scenario.baseline(start=begun.start, months=1)
        before = _law(case, until, seed, beside)
    return Prepared(
        case=case,
        scenario=scenario,
        terms=compiled(case, begun, law=law, before=before),
        law=law,
        months=scenario.months,
        seed=seed,
    )


def _law(case: Case, scenario: Scenario, seed: int, beside: Prepared | None) -> Law:
    """Return what the law of a scenario covers and costs, at the same draws for all."""
    path = law_path(case, scenario)
    rng = np.random.default_rng([seed, _TOLLS])
    known = {} if beside is None else beside.law.tolls.prices
    return Law(path=path, tolls=tolls_of(case, path, rng=rng, known=known))


def run(
    case: Case,
    scenario: Scenario,
    *,
    draws: int = 6_000,
    seed: int,
    engine: Engine = chunks_here,
) -> Outcome:
    """Return what follows from a scenario.

    The same case, scenario, seed and libraries give the same outcome to the bit on the
    same kind of machine, and the first draws of a longer run are those of a shorter.

    Parameters
    ----------
    case : Case
        What is known.
    scenario : Scenario
        What is set; without a lever it is the baseline.
    draws : int
        How many draws; every draw of the fit is played alike often if they are a
        multiple of `CHUNK` times how many draws of the fit there are.
    seed : int
        Where chance begins.
    engine : callable
        Who plays the chunks; by default two threads here. For Spark see
        `yalu.scenario.distributed`.

    Raises
    ------
    SchemaError
        If there are no draws, or the scenario names what the case does not have.

    """
    if draws < 1:
        problem = Problem("draws", f"found {draws}; expected 1 or more", "Raise it")
        raise SchemaError(describe("The scenario cannot be run", [problem]))
    ready = prepare(case, scenario, seed=seed)
    return outcome_of(ready, draws=draws, seed=seed, engine=engine)


def outcome_of(
    ready: Prepared, *, draws: int, seed: int, engine: Engine = chunks_here
) -> Outcome:
    """Return the outcome of a scenario that is prepared; see `run`."""
    count = -(-draws // CHUNK)
    scenario, case = ready.scenario, ready.case
    return assembled(
        engine(partial(ready.chunk, seed=seed), count),
        scenario=scenario,
        case_digest=case.digest,
        start=scenario.start or case.start,
        months=ready.months,
        seed=seed,
        draws=draws,
        chunk=CHUNK,
        games=ready.terms.worlds,
    )
