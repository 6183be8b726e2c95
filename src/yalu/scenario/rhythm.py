r"""Rhythm: in which month of a quarter things happen, and how many there are.

The game tells what is done in a quarter; the rhythm spreads it over the months. Its
*kinds* are the series that it makes: ``tests`` (nuclear tests and long-range launches),
``launches`` (days with launches of other missiles), ``talks`` (target with sender),
``overtures`` (by the patron) and ``texts`` (adopted by the Council).

Tests, launches and texts are from the cycle model (`yalu.cycle`): futures of the two
years after a day are drawn, with a draw of the parameters each, and what happens in
each quarter of each future is counted. A quarter with a test or long-range launch is
one in which the target's move is a test; one without, but with another missile, one in
which it is a missile. That is the model's own word on how many and when, *given* the
move: how often each move is made, the game says and not the cycle.

Talks and overtures the cycle does not tell apart from others' (its stream of diplomacy
holds everybody's), so they are counted in the log, by the rules of the record of the
game.

To the :math:`n_m` events of a kind in month :math:`m` of a quarter of the calendar one
is added, and to the quarters with any one with a single event, so that what was never
seen is not impossible: :math:`p_m = (n_m + 1) / (n + 3)`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from yalu.cycle import Posterior, dprk_setting, fit
from yalu.cycle.daily_paths import draw_paths
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.storing import Setting
from yalu.errors import Problem, SchemaError, describe
from yalu.events import Event, EventKind, EventLog
from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.strategy.record import KOREA, Quarter
from yalu.strategy.record.patronage import NO_OVERTURE

__all__ = ["KINDS", "MOST", "MOVES", "Rhythm", "rhythm"]

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Table = NDArray[np.float32]

KINDS = ("tests", "launches", "talks", "overtures", "texts")
"""What is spread over the months, in the order of the tables."""

MOVES = ("hold", "missile", "test", "overture")
"""Moves of the target, in the order of the tables."""

MOST = 24
"""The greatest number of events of a kind in a quarter; more are counted as these."""

_SUM = 1e-5
_QUARTERS, _MONTHS = 4, 3
_AHEAD = 8  # quarters that are drawn
_PATHS = 2000
_DRAWS = 200
_BY_CYCLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tests": ("tests", "long_range"),
        "launches": ("missiles",),
        "texts": ("resolutions",),
    }
)
_MEETINGS = frozenset({EventKind.TALKS, EventKind.SUMMIT, EventKind.AGREEMENT})
_GIFTS = frozenset({EventKind.PATRON_VISIT, EventKind.RELIEF, EventKind.ASSURANCE})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rhythm:
    """When in a quarter things happen, and how many.

    Attributes
    ----------
    month : ndarray of float32, shape (kinds, 4, 3)
        For each of `KINDS` and each quarter of the calendar, the chance that one event
        of the kind that falls in such a quarter falls in its first, second, third
        month. Events of one quarter are placed one by one, independently.
    number : ndarray of float32, shape (kinds, moves, most + 1)
        Chances of 0, 1, ... `most` events of the kind in a quarter, given the move of
        the target. Tests: one or more where the move is a test, none else. Launches:
        one or more where it is a missile, any number where it is a test, none else.
        Talks, overtures and texts: one or more whatever the move, *given that the
        quarter has any*, which the game tells (a response that engages, an overture of
        the patron, a text that is tabled and accepted).
    seen : mapping of str to int
        For each kind, in how many quarters (drawn by the cycle model, or recorded)
        it was seen and counted.
    source : str
        Where the chances come from, in words.
    digest : str
        SHA-256 of all that the rhythm was made from.

    Raises
    ------
    SchemaError
        If shapes differ, or chances do not sum to one.

    """

    month: Table
    number: Table
    seen: Mapping[str, int]
    source: str
    digest: str

    def __post_init__(self) -> None:
        kinds, moves = len(KINDS), len(MOVES)
        most = self.number.shape[-1] if self.number.ndim else 0
        tables = {
            "month": (self.month, (kinds, _QUARTERS, _MONTHS)),
            "number": (self.number, (kinds, moves, most)),
        }
        problems = []
        for name, (table, shape) in tables.items():
            if table.shape != shape:
                found = f"found shape {table.shape}; expected {shape}"
            elif (table < 0).any() or (np.abs(table.sum(axis=-1) - 1) > _SUM).any():
                found = "found a chance below 0, or chances that do not sum to 1"
            else:
                continue
            problems.append(Problem(name, found, "Mend the table"))
        if problems:
            raise SchemaError(describe("The rhythm is not well formed", problems))

    @property
    def most(self) -> int:
        """The greatest number of events of a kind in a quarter."""
        return int(self.number.shape[-1]) - 1

    @property
    def launches(self) -> Table:
        """Chances of 1, 2, ... launches in a quarter of missiles, shape (most,)."""
        return np.asarray(
            self.number[KINDS.index("launches"), MOVES.index("missile"), 1:]
        )


def rhythm(
    log: EventLog,
    *,
    as_of: date,
    rng: np.random.Generator,
    posterior: Posterior | None = None,
) -> Rhythm:
    """Return the rhythm of things as it was known on a day.

    Parameters
    ----------
    log : EventLog
        The events; what is on or after the day is not looked at.
    as_of : date
        The day.
    rng : numpy.random.Generator
        Where futures come from.
    posterior : Posterior, optional
        Draws of the parameters of the cycle (`yalu.cycle.stored`), which know of all
        events that they were fitted to. By default the cycle is fitted to what was
        before the day: that takes seconds, and is what a hindcast needs.

    Raises
    ------
    ModelError
        If the log covers too little for the cycle to be fitted.
    SchemaError
        If a stream of the cycle was not watched before the day.

    """
    setting = dprk_setting(log)
    first = Quarter.of(as_of)
    if first.start < as_of:
        first = first.shifted(1)
    months = _foreseen(setting, as_of, first, rng, posterior)
    found = {name: _drawn(name, months, first) for name in _BY_CYCLE}
    found["talks"] = _recorded(_talks(log), as_of)
    found["overtures"] = _recorded(_overtures(log), as_of)
    made = sha256(repr((as_of, str(first), len(log))).encode())
    for name in KINDS:
        made.update(found[name].month.tobytes() + found[name].number.tobytes())
    return Rhythm(
        month=np.stack([found[name].month for name in KINDS]),
        number=np.stack([found[name].number for name in KINDS]),
        seen=MappingProxyType({name: found[name].seen for name in KINDS}),
        source=(
            f"Tests, launches and texts: {_PATHS:,} futures from {first} of the daily "
            f"process of the cycle, as of {as_of}; talks and overtures: the log before "
            "that day."
        ),
        digest=made.hexdigest(),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Counted:
    """Chances of one kind, as `Rhythm` has them."""

    month: Table
    number: Table
    seen: int


def _foreseen(
    setting: Setting,
    as_of: date,
    first: Quarter,
    rng: np.random.Generator,
    posterior: Posterior | None,
) -> dict[str, Counts]:
    """Return how many events the cycle draws, shape (paths, quarters, months)."""
    between = Interval(first.start, first.shifted(_AHEAD).start)
    known = _known(setting.occurrences, as_of)
    if posterior is None:
        fitted = fit(setting.process, known)
        by_day, draws = fitted.by_day, fitted.draws(_DRAWS, rng)
    else:
        few = posterior.thinned(_DRAWS)
        by_day, draws = few.by_day, few.parameters
    paths = draw_paths(
        setting.process,
        by_day,
        draws,
        known,
        between=between,
        paths=_PATHS,
        rng=rng,
    )
    begins = [
        (date(quarter.year, _MONTHS * (quarter.number - 1) + 1 + month, 1)).toordinal()
        for quarter in (first.shifted(by) for by in range(_AHEAD))
        for month in range(_MONTHS)
    ]
    rows = np.asarray(begins) - begins[0]
    found = {}
    for name, streams in _BY_CYCLE.items():
        places = [paths.names.index(stream) for stream in streams]
        daily = paths.happened[:, :, places].sum(axis=2, dtype=np.int64)
        monthly = np.add.reduceat(daily, rows, axis=0)
        found[name] = monthly.reshape(_AHEAD, _MONTHS, -1).transpose(2, 0, 1)
    return found


def _known(occurred: Occurrences, as_of: date) -> Occurrences:
    """Return what was known on a day, of streams that are all watched by then."""
    begins = [occurred.day_of(float(start)) for start in occurred.windows[:, 0]]
    late = [
        f"{name} from {begin}"
        for name, begin in zip(occurred.names, begins, strict=True)
        if begin >= as_of
    ]
    if late:
        msg = (
            f"Rhythm as of {as_of}: found streams of the cycle that are watched only "
            f"later ({', '.join(late)}); expected all by then. Choose a day after "
            f"{max(begins)}."
        )
        raise SchemaError(msg)
    first = occurred.day_of(0.0)
    return occurred.before(float((as_of - first).days))


def _drawn(name: str, months: Mapping[str, Counts], first: Quarter) -> _Counted:
    """Return the chances of one kind, given the move in the quarter."""
    whole = {kind: counts.sum(axis=2) for kind, counts in months.items()}
    tested = whole["tests"] > 0
    number = np.tile(_exactly(0), (len(MOVES), 1))
    test, missile = MOVES.index("test"), MOVES.index("missile")
    match name:
        case "tests":
            number[test] = _some(whole[name][tested])
        case "launches":
            number[test] = _shares(whole[name][tested])
            number[missile] = _some(whole[name][~tested & (whole[name] > 0)])
        case _:
            number[:] = _some(whole[name][whole[name] > 0])
    numbers = (np.arange(_AHEAD) + first.number - 1) % _QUARTERS
    by_quarter = np.zeros((_QUARTERS, _MONTHS))
    np.add.at(by_quarter, numbers, months[name].sum(axis=0))
    return _Counted(
        month=_placed(by_quarter),
        number=np.asarray(number, dtype=np.float32),
        seen=int((whole[name] > 0).sum()),
    )


def _recorded(days: Iterator[date], as_of: date) -> _Counted:
    """Return the chances of one kind by the days on which it is recorded."""
    by_quarter = np.zeros((_QUARTERS, _MONTHS))
    counted: dict[Quarter, int] = {}
    for day in {day for day in days if day < as_of}:
        quarter = Quarter.of(day)
        by_quarter[quarter.number - 1, (day.month - 1) % _MONTHS] += 1
        counted[quarter] = counted.get(quarter, 0) + 1
    number = _some(np.asarray(sorted(counted.values()), dtype=np.int64))
    return _Counted(
        month=_placed(by_quarter),
        number=np.asarray(np.tile(number, (len(MOVES), 1)), dtype=np.float32),
        seen=len(counted),
    )


def _talks(log: EventLog) -> Iterator[date]:
    """Yield days on which target and sender met, as the record of the game has it."""
    for event in log:
        sides = {*event.actors, *filter(None, event.target.split("+"))}
        if (
            event.kind in _MEETINGS
            and KOREA.target in sides
            and sides & KOREA.senders
            and _is_sure(event)
        ):
            yield event.when.start


def _overtures(log: EventLog) -> Iterator[date]:
    """Yield days of overtures of the patron, as the record of the game has them."""
    for event in log:
        if (
            event.kind in _GIFTS
            and KOREA.patron in event.actors
            and event.target == KOREA.target
            and not NO_OVERTURE & {*event.marks}
            and _is_sure(event)
        ):
            yield event.when.start


def _is_sure(event: Event) -> bool:
    """Return whether an event is known to have been, and when to the month."""
    last = event.when.last
    to_the_month = last is not None and (last.year, last.month) == (
        event.when.start.year,
        event.when.start.month,
    )
    return event.evidence is not Evidence.ALLEGED and (
        not event.imprecise or to_the_month
    )


def _placed(by_quarter: Array) -> Table:
    """Return the chances of the months of each quarter."""
    more = by_quarter + 1
    return np.asarray(more / more.sum(axis=1, keepdims=True), dtype=np.float32)


def _exactly(count: int) -> Array:
    return np.asarray(np.arange(MOST + 1) == count, dtype=float)


def _shares(counts: Counts) -> Array:
    """Return the chances of numbers of events, from none on."""
    found = np.bincount(np.minimum(counts, MOST), minlength=MOST + 1)
    return np.asarray((found + _exactly(0)) / (found.sum() + 1))


def _some(counts: Counts) -> Array:
    """Return the chances of numbers of events, from one on."""
    found = np.bincount(np.minimum(counts, MOST), minlength=MOST + 1)
    return np.asarray((found + _exactly(1)) / (found.sum() + 1))
