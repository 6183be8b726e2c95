"""Small worlds of events whose forecasts can be checked by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from yalu.cycle import Occurrences
from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.outlook import Group, Outlook, Task

__all__ = ["TESTS", "Oracle", "dated", "issued", "offspring", "task"]

TESTS = Group(name="tests", streams=("tests",))


def dated(
    events: Mapping[str, Sequence[date]], start: date, end: date, **ends: date
) -> Occurrences:
    """Return streams of dated events watched from one day up to another."""
    pairs = sorted(
        (float((day - start).days), index)
        for index, days in enumerate(events.values())
        for day in days
    )
    windows = [[0.0, float((ends.get(name, end) - start).days)] for name in events]
    return Occurrences(
        names=tuple(events),
        times=np.asarray([time for time, _ in pairs], dtype=float),
        streams=np.asarray([index for _, index in pairs], dtype=np.int64),
        windows=np.asarray(windows),
        origin=start,
    )


def task(
    history: Occurrences, *horizons: int, draws: int = 1000, group: Group = TESTS
) -> Task:
    """Return the question that is asked on the last day of a history."""
    assert history.origin is not None
    end = float(history.windows[:, 1].max())
    return Task(
        history=history,
        on=history.origin + timedelta(days=end),
        groups=(group,),
        horizons=horizons,
        draws=draws,
    )


def issued(
    process: str, probability: float, count: int, on: date, **changes: object
) -> Issued:
    """Return one forecast over 30 days and what came of it."""
    fields: dict[str, object] = {
        "process": process,
        "group": "tests",
        "on": on,
        "horizon": 30,
        "probability": probability,
        "mean": probability,
        "low": 0.0,
        "high": 1.0,
        "count": count,
        "crps": (probability - count) ** 2,
    }
    return Issued(**{**fields, **changes})  # type: ignore[arg-type]


def offspring(
    rng: np.random.Generator, *, years: int, rate: float, branching: float, life: float
) -> Occurrences:
    """Return a self-exciting world, drawn generation by generation, from 1980 on.

    Parameters
    ----------
    rng
        The source of chance.
    years
        How long it lasts.
    rate
        Events a day that come by themselves.
    branching
        Events that each event brings about; none make a Poisson process.
    life
        Half-life of their delay, in days.

    """
    days = int(years * 365.25)
    generation = rng.uniform(0, days, rng.poisson(rate * days))
    born = [generation]
    while generation.size:
        parents = np.repeat(generation, rng.poisson(branching, generation.size))
        delays = rng.exponential(life / np.log(2), parents.size)
        generation = parents + delays
        generation = generation[generation < days]
        born.append(generation)
    times = np.unique(np.floor(np.concatenate(born)))
    return Occurrences(
        names=("tests",),
        times=times,
        streams=np.zeros(times.size, dtype=np.int64),
        windows=np.array([[0.0, float(days)]]),
        origin=date(1980, 1, 1),
    )


class Oracle:
    """Whoever knows what is to come, or the contrary of it."""

    label = "oracle"

    def __init__(self, all_of_it: Occurrences, *, lies: bool = False) -> None:
        """Let it see everything."""
        self.all_of_it, self.lies = all_of_it, lies

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> "Oracle":
        """Return itself."""
        del history, rng
        return self

    def outlooks(self, asked: Task, rng: np.random.Generator) -> list[Outlook]:
        """Return what will happen, all but certain."""
        del rng
        return [
            self._outlook(group, asked, horizon)
            for group in asked.groups
            for horizon in asked.horizons
        ]

    def _outlook(self, group: Group, asked: Task, horizon: int) -> Outlook:
        times = group.times(self.all_of_it)
        count = int(((times >= asked.now) & (times < asked.now + horizon)).sum())
        sure = 0.999 if (count > 0) is not self.lies else 0.001
        told = (0 if count else 1) if self.lies else count
        return Outlook(probability=sure, counts=np.full(asked.draws, told))
