"""A day of the law: what is in force, what changed before and after, and since when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from yalu.errors import (
    Problem,
    SchemaError,
    UnknownMeasureError,
    YaluError,
    describe,
    nearest,
)
from yalu.periods import parse_day
from yalu.regime import Body, Instrument, Measure, Regime

__all__ = ["Change", "LawDay", "LawWish", "law_day", "regime_named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What began and ended on one day, or between two.

    Attributes
    ----------
    day : date
        The day, or the later of the two.
    began, ended : tuple of Measure
        In force from then on, and until then.
    instruments : tuple of Instrument
        The texts whose measures began.

    """

    day: date
    began: tuple[Measure, ...]
    ended: tuple[Measure, ...]
    instruments: tuple[Instrument, ...]


class LawWish(BaseModel):
    """What somebody asks of the law, word for word; an empty text is not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    regime: str = Field(default="", description="A regime of the library.")
    on: str = Field(default="", description="Day of validity; today by default.")
    since: str = Field(default="", description="An earlier day to compare with.")
    as_of: str = Field(
        default="", description="Only law published by this day is known."
    )
    state: str = Field(default="", description="Only this maker of law: UN, CHN, EU …")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawDay:
    """The law of a regime on one day.

    Attributes
    ----------
    regime : Regime
        The encoded law.
    on, as_of, since : date or None
        Day of validity; only law published by then is known; an earlier day that it is
        compared with.
    state : str
        Only this maker of law; empty for all.
    measures : tuple of Measure
        In force on the day.
    compared : Change or None
        What differs from the day `since`; None where that is not asked.
    changes : tuple of Change
        Every day on which the law changed, in order, whatever the day asked about.

    """

    regime: Regime
    on: date
    as_of: date | None
    since: date | None
    state: str
    measures: tuple[Measure, ...]
    compared: Change | None
    changes: tuple[Change, ...]

    @property
    def first(self) -> date:
        """The first day on which anything was in force."""
        return self.changes[0].day if self.changes else self.on

    @property
    def last_change(self) -> Change | None:
        """What changed last, on the day itself or before."""
        return next((c for c in reversed(self.changes) if c.day <= self.on), None)

    @property
    def change_before(self) -> Change | None:
        """The last change before the day."""
        return next((c for c in reversed(self.changes) if c.day < self.on), None)

    @property
    def change_after(self) -> Change | None:
        """The first change after the day."""
        return next((c for c in self.changes if c.day > self.on), None)

    @property
    def makers(self) -> tuple[tuple[Body, tuple[Measure, ...]], ...]:
        """The measures in force by maker of law; makers without any are left out."""
        bodies = self.regime.bodies.values()
        grouped = ((b, self._of(b, self.measures)) for b in bodies)
        return tuple((body, measures) for body, measures in grouped if measures)

    @property
    def course(self) -> tuple[tuple[date, int], ...]:
        """How many measures are in force from each day of change on."""
        number, told = 0, []
        for change in self.changes:
            number += len(change.began) - len(change.ended)
            told.append((change.day, number))
        return tuple(told)

    def _of(self, body: Body, measures: Iterable[Measure]) -> tuple[Measure, ...]:
        return tuple(
            m for m in measures if self.regime.instrument_of(m).body == body.id
        )


def regime_named(name: str, regimes: Mapping[str, Regime], *, place: str) -> Regime:
    """Return a regime of the library.

    Raises
    ------
    UnknownMeasureError
        If there is none of that name.

    """
    if name not in regimes:
        msg = (
            f"{place}: found {name!r}; expected one of {', '.join(regimes)}"
            f"{nearest(name, regimes)}. Use one of these."
        )
        raise UnknownMeasureError(msg)
    return regimes[name]


def law_day(
    wish: LawWish, regimes: Mapping[str, Regime], *, regime: str, today: date
) -> LawDay:
    """Return the day of the law that somebody asks for.

    Parameters
    ----------
    wish : LawWish
        What is asked.
    regimes : mapping of str to Regime
        The library.
    regime : str
        Which one where the wish names none.
    today : date
        The day where the wish names none.

    Raises
    ------
    SchemaError
        If anything in the wish is not understood; all problems are listed.

    """
    problems: list[Problem] = []
    law = _regime(wish.regime or regime, regimes, problems)
    days = {
        name: _day(text, name, problems)
        for name, text in (
            ("on", wish.on),
            ("since", wish.since),
            ("as_of", wish.as_of),
        )
    }
    on, since = days["on"] or today, days["since"]
    if since is not None and since > on:
        finding = f"found {since}; expected a day before {on}"
        problems.append(Problem("since", finding, "swap the two days"))
    if law is not None and wish.state and wish.state not in law.bodies:
        finding = f"found {wish.state!r}; expected one of {', '.join(law.bodies)}"
        problems.append(Problem("state", finding, "use one of these"))
    if law is None or problems:
        raise SchemaError(describe("The law cannot be shown", problems))
    as_of = days["as_of"]
    return LawDay(
        regime=law,
        on=on,
        as_of=as_of,
        since=since,
        state=wish.state,
        measures=_in_force(law, on, as_of, wish.state),
        compared=None if since is None else _change(law, since, on, as_of, wish.state),
        changes=_changes(law, as_of, wish.state),
    )


def _regime(
    name: str, regimes: Mapping[str, Regime], problems: list[Problem]
) -> Regime | None:
    try:
        return regime_named(name, regimes, place="regime")
    except YaluError:
        finding = (
            f"found {name!r}; expected one of {', '.join(regimes)}"
            f"{nearest(name, regimes)}"
        )
        problems.append(Problem("regime", finding, "use one of these"))
        return None


def _day(text: str, name: str, problems: list[Problem]) -> date | None:
    if not text:
        return None
    try:
        return parse_day(text, place=name)
    except SchemaError:
        finding = f"found {text!r}; expected a day of the calendar as YYYY-MM-DD"
        problems.append(Problem(name, finding, "write for example 2017-08-05"))
        return None


def _in_force(
    regime: Regime, on: date, as_of: date | None, state: str
) -> tuple[Measure, ...]:
    return tuple(
        measure
        for measure in regime.in_force(on=on, as_of=as_of)
        if not state or regime.instrument_of(measure).body == state
    )


def _changes(regime: Regime, as_of: date | None, state: str) -> tuple[Change, ...]:
    began: dict[date, list[Measure]] = defaultdict(list)
    ended: dict[date, list[Measure]] = defaultdict(list)
    for measure in regime.known(as_of=as_of):
        span = measure.in_force
        if span is None or state not in ("", regime.instrument_of(measure).body):
            continue
        began[span.start].append(measure)
        if span.end is not None:
            ended[span.end].append(measure)
    if as_of is not None:
        # An end that was brought about later was not known, and changed nothing yet.
        for day, measures in ended.items():
            still = {m.id for m in regime.in_force(on=day, as_of=as_of)}
            ended[day] = [m for m in measures if m.id not in still]
    found = (_told(regime, d, began[d], ended[d]) for d in sorted({*began, *ended}))
    return tuple(change for change in found if change.began or change.ended)


def _change(
    regime: Regime, before: date, after: date, as_of: date | None, state: str
) -> Change:
    old = _in_force(regime, before, as_of, state)
    new = _in_force(regime, after, as_of, state)
    old_ids, new_ids = {m.id for m in old}, {m.id for m in new}
    began = [m for m in new if m.id not in old_ids]
    return _told(regime, after, began, [m for m in old if m.id not in new_ids])


def _told(
    regime: Regime, day: date, began: Iterable[Measure], ended: Iterable[Measure]
) -> Change:
    begun = tuple(began)
    texts = {regime.instrument_of(m).id: regime.instrument_of(m) for m in begun}
    return Change(
        day=day, began=begun, ended=tuple(ended), instruments=tuple(texts.values())
    )
