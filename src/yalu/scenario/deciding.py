"""Deciding: what of the chain is asked by `sensitivity` and `discovery`.

A *reading* is one number of a course: how much oil came on average, whether there were
talks within two years. The uncertainties of the chain are the axes; chance is what a
chunk draws for its rows; and what all rows of a chunk share is the draw of the fitted
game that it plays, so that the three parts of the spread of a course are told apart.
Levers are no axes: a scenario sets them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from yalu.errors import SchemaError
from yalu.scenario.chain.running import Prepared
from yalu.scenario.chain.valuing import valued
from yalu.scenario.discovery import Discovery, discover
from yalu.scenario.outcome import Outcome
from yalu.scenario.sensitivity import Sensitivity, sensitivity
from yalu.scenario.series import Series, SeriesKind
from yalu.scenario.statement import QUESTIONS, Question, SpanKind, is_asked
from yalu.scenario.uncertainty import NAMES

__all__ = [
    "READ",
    "Reading",
    "conditions",
    "decide",
    "discovered",
    "pinned",
    "readings",
]

Draws = Mapping[str, NDArray[np.float32]]
"""Series by name, each of shape (draws, months)."""

READ = (
    "exports",
    "oil",
    "income_lost",
    "growth",
    "enforcement",
    "tests",
    "launches",
    "test-24",
    "talks-24",
    "talks-48",
    "text-24",
    "collapse",
)
"""Series and statements that are read by default."""

_THREADS = 2
_EARLY = (
    Series.ENFORCEMENT,
    Series.TESTS,
    Series.LAUNCHES,
    Series.TALKS,
    Series.OVERTURES,
    Series.TEXTS,
    Series.INCOME_LOST,
    Series.GROWTH,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number of a course.

    Attributes
    ----------
    id, words, unit : str
        Name of the series or statement, what is read, and what it is counted in.
    read : callable
        From series to numbers, shape (draws,).

    """

    id: str
    words: str
    unit: str
    read: Callable[[Draws], NDArray[np.float64]]


def readings(names: Sequence[str] = READ, *, months: int) -> tuple[Reading, ...]:
    """Return what is read of a course of so many months.

    Of a level the mean over months is read, of a count the sum, of a total and a state
    the last month; of a statement 1 where it holds by the month it is told of, else 0.
    Statements about more months than there are are left out.

    Parameters
    ----------
    names : sequence of str
        Of series and statements.
    months : int
        How many months are run.

    Raises
    ------
    SchemaError
        If there is no such series or statement.

    Examples
    --------
    >>> import numpy as np
    >>> oil, talks = readings(["oil", "talks-24"], months=36)
    >>> oil.words, oil.unit
    ('Oil that reaches the target, mean of 36 months', 'thousand tonnes a month')
    >>> oil.read({"oil": np.array([[30.0, 60.0]], np.float32)}).tolist()
    [45.0]
    >>> talks.words
    'Talks between target and sender within 24 months'

    """
    asked = {one.id: one for one in QUESTIONS}
    series = {str(one): one for one in Series}
    unknown = [name for name in names if name not in {**asked, **series}]
    if unknown:
        raise SchemaError(
            f"Nothing to read is called {', '.join(map(repr, unknown))}; there are the "
            f"series {', '.join(series)} and the statements {', '.join(asked)}."
        )
    empty = {str(one): np.zeros((1, months), np.float32) for one in Series}
    return tuple(
        _of_series(series[name], months)
        if name in series
        else _of_question(asked[name], months)
        for name in names
        if name in series or is_asked(asked[name], empty, months)
    )


def _of_series(series: Series, months: int) -> Reading:
    """Return the reading of a series."""
    ways: dict[SeriesKind, tuple[str, Callable[[Draws], NDArray[np.float64]]]] = {
        SeriesKind.LEVEL: (
            f"mean of {months} months",
            lambda draws: draws[series].mean(axis=1, dtype=float),
        ),
        SeriesKind.COUNT: (
            f"in {months} months",
            lambda draws: draws[series].sum(axis=1, dtype=float),
        ),
    }
    last = (f"after {months} months", lambda draws: draws[series][:, -1].astype(float))
    words, read = ways.get(series.kind, last)
    title = f"{series.meaning}, {words}"
    return Reading(id=str(series), words=title, unit=series.unit, read=read)


def _of_question(question: Question, months: int) -> Reading:
    """Return the reading of a statement."""
    at = (question.months or months) - 1
    return Reading(
        id=question.id,
        words=question.words.format(by=f"within {months} months"),
        unit="1 where it holds",
        read=lambda draws: question.decide(draws)[:, at].astype(float),
    )


def decide(
    ready: Prepared,
    *,
    against: Prepared | None = None,
    read: Sequence[str] = READ,
    base: int = 256,
    repeats: int | None = None,
    seed: int,
) -> Sensitivity:
    """Return which uncertainties decide what a scenario leads to.

    Parameters
    ----------
    ready : Prepared
        The scenario, prepared to be played.
    against : Prepared, optional
        Another of the same case and as many months, whose readings are taken off,
        course by course with the same chance: what decides the *difference* that a
        scenario makes.
    read : sequence of str
        Series and statements that are read.
    base : int
        Points of each matrix, a power of two; also how many courses make a chunk.
    repeats : int, optional
        How often each point is run; by default once with each draw of the fitted game,
        and twice where there is only one.
    seed : int
        Of points, chance and errors.

    Raises
    ------
    SchemaError
        If there is no such reading, `base` is no power of two, or the other scenario
        is of other months.

    """
    if against is not None and against.months != ready.months:
        raise SchemaError(
            f"{against.scenario.id} has {against.months} months, {ready.scenario.id} "
            f"{ready.months}. Give both as many months."
        )
    read_ = readings(read, months=ready.months)
    worlds = ready.terms.worlds

    def run(
        held: Prepared, points: NDArray[np.float64], chunk: int
    ) -> NDArray[np.float64]:
        made = pinned(held, points).chunk(chunk, seed=seed, size=base)
        found = {name: np.asarray(table, np.float32) for name, table in made.items()}
        return np.stack([one.read(found) for one in read_], axis=1)

    times = max(worlds, 2) if repeats is None else repeats
    # The matrix of first indices starts at a multiple of the games, and plays the same.
    lead = -(-times // worlds) * worlds

    def evaluate(points: NDArray[np.float64], repeat: int) -> NDArray[np.float64]:
        chunk = repeat if repeat < times else repeat - times + lead
        found = run(ready, points, chunk)
        return found if against is None else found - run(against, points, chunk)

    return sensitivity(
        evaluate,
        NAMES[: len(ready.terms.shapes)],
        outcomes=[one.id for one in read_],
        base=base,
        repeats=times,
        seed=seed,
        threads=_THREADS,
    )


def pinned(ready: Prepared, points: NDArray[np.float64]) -> Prepared:
    """Return a scenario in which each draw of a chunk has its place in all ranges.

    Ranges of no width are put where the points are, one for each draw. What is drawn
    within them then does not matter, and each draw keeps a chance of its own, the same
    for all points that take its place.

    Parameters
    ----------
    ready : Prepared
        The scenario.
    points : ndarray of float64
        (n, d) in [0, 1), in the order of `yalu.scenario.uncertainty.NAMES`; n is then
        the size of a chunk.

    """
    terms = ready.terms
    with jax.enable_x64(False):  # noqa: FBT003 - the signature is theirs
        known = valued(terms, jnp.asarray(points.T, jnp.float32))
        at = jnp.stack([known[name] for name in NAMES[: len(terms.shapes)]])
    return replace(ready, terms=replace(terms, low=at, centre=at, high=at))


def conditions(
    outcome: Outcome,
    *,
    early: int = 0,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, NDArray[np.generic]]:
    """Return the conditions of each draw of an outcome.

    Parameters
    ----------
    outcome : Outcome
        The draws.
    early : int
        Months from the start whose course is a condition too: means of levels that
        players set, sums of counts, and what stands at their end. 0 for none.
    choices : mapping, optional
        Of an uncertainty that is a choice the names of what is chosen from, in order.

    Returns
    -------
    dict of str to ndarray
        (draws,) each; uncertainties that do not vary are left out.

    """
    named = choices or {}
    found: dict[str, NDArray[np.generic]] = {}
    for name, values in outcome.uncertain.items():
        if np.ptp(values) > 0:
            labels = named.get(name)
            found[name] = values if labels is None else _labelled(values, labels)
    for series in _EARLY if early else ():
        seen = outcome.series[series][:, :early].astype(float)
        match series:
            case Series.ENFORCEMENT:
                words, value = f"on average until month {early}", seen.mean(axis=1)
            case Series.INCOME_LOST | Series.GROWTH:
                words, value = f"in month {early}", seen[:, -1]
            case _:
                words, value = f"until month {early}", seen.sum(axis=1)
        if np.ptp(value) > 0:
            meaning = series.meaning[:1].lower() + series.meaning[1:]
            found[f"{meaning} {words} ({series.unit})"] = value
    return found


def _labelled(values: NDArray[np.float64], labels: Sequence[str]) -> NDArray[np.str_]:
    found: NDArray[np.str_] = np.asarray(labels)[values.astype(int)]
    return found


def discovered(
    outcome: Outcome,
    question: str = "talks-48",
    *,
    early: int = 0,
    choices: Mapping[str, Sequence[str]] | None = None,
    most: int = 12,
    seed: int,
) -> Discovery:
    """Return when a scenario ends in something: talks, by default.

    Parameters
    ----------
    outcome : Outcome
        The draws.
    question : str
        Identifier of a statement that looks at all months until one.
    early : int
        Months from the start that are conditions. The statement is then about the
        months after them, so that nothing tells of itself.
    choices : mapping, optional
        As for `conditions`.
    most : int
        Most boxes that are tried.
    seed : int
        Of the split.

    Raises
    ------
    SchemaError
        If there is no such statement, it looks at single years, or the run is too
        short for it.

    """
    asked = {one.id: one for one in QUESTIONS if one.span is SpanKind.UNTIL}
    if question not in asked:
        raise SchemaError(
            f"No statement {question!r} looks at all months until one; there are "
            f"{', '.join(asked)}."
        )
    one, months = asked[question], len(outcome.months)
    until = one.months or months
    if not 0 <= early < until <= months:
        raise SchemaError(
            f"{question} is about the first {until} months; the run has {months}, and "
            f"the first {early} are conditions. Run more months, or make fewer of them "
            "conditions."
        )
    later = {name: table[:, early:until] for name, table in outcome.series.items()}
    after = f", seen from month {early} on" if early else ""
    return discover(
        conditions(outcome, early=early, choices=choices),
        one.decide(later)[:, -1],
        posterior=outcome.posterior,
        event=one.words.format(by=f"within {months} months") + after,
        most=most,
        seed=seed,
    )
