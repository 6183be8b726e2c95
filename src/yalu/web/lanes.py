"""Lanes: the classes of goods under the law, drawn through time beside one day."""

from dataclasses import dataclass, field
from datetime import date

from yalu.regime import Direction, Measure, MeasureKind
from yalu.report import lawmaking
from yalu.report.lawmaking import Bar
from yalu.web.law_day import LawDay

__all__ = [
    "COURSE",
    "Course",
    "GoodsRow",
    "Lane",
    "Stroke",
    "course_of",
    "goods_of",
    "undrawn_of",
]

COURSE = 1_000
"""How wide a strip is drawn; the page stretches it."""

_BODIES = 2  # leading makers of law that have a lane; a state has one beside them
_NO_GOODS = {MeasureKind.EXEMPTION, MeasureKind.IMPLEMENTATION}
_WAYS = (Direction.FROM_TARGET, Direction.TO_TARGET, Direction.BOTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One measure in a lane.

    Attributes
    ----------
    left, width : float
        Where it is drawn, of `COURSE`.
    look : str
        Its effect as a name in the style sheet.
    words : str
        What it is, from when to when.

    """

    left: float
    width: float
    look: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What one maker of law does to a class of goods, through time.

    Attributes
    ----------
    maker : str
        Who made the law, in short.
    shade : int
        Which colour is the maker's, from 0 on.
    strokes : tuple of Stroke
        Its measures in order.
    today : str
        What stands on the day asked about; empty for nothing.

    """

    maker: str
    shade: int
    strokes: tuple[Stroke, ...]
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsRow:
    """A class of goods.

    Attributes
    ----------
    goods : str
        Its name.
    lanes : tuple of Lane
        One for each maker of law.
    is_free : bool
        Whether nothing stands against it on the day.

    """

    goods: str
    lanes: tuple[Lane, ...]
    is_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How many measures were in force, as a line beneath the slider.

    Attributes
    ----------
    points : str
        Corners of the surface, of `COURSE` by 100.
    most : int
        The greatest number.
    mark : float
        Where the day asked about is.
    years : tuple of (float, int)
        Where each fifth year begins.

    """

    points: str
    most: int
    mark: float
    years: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """The days that a strip shows."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day is drawn, at the edge if it is outside."""
        whole = max((self.last - self.first).days, 1)
        passed = min(max((day - self.first).days, 0), whole)
        return round(COURSE * passed / whole, 1)


@dataclass(frozen=True, slots=True)
class _View:
    """One day of the law as it is drawn."""

    day: LawDay
    window: _Window
    _standing: dict[date, frozenset[str]] = field(default_factory=dict)

    def holds(self, bar: Bar, on: date) -> bool:
        """Return whether a measure is in force on a day, as far as it is known."""
        if on not in self._standing:
            measures = self.day.regime.in_force(on=on, as_of=self.day.as_of)
            self._standing[on] = frozenset(measure.id for measure in measures)
        return bar.measure in self._standing[on]


def goods_of(
    day: LawDay, *, state: str
) -> tuple[date, date, float, dict[Direction, tuple[GoodsRow, ...]]]:
    """Return the classes of goods, and the window they are drawn in.

    Parameters
    ----------
    day : LawDay
        The law on a day.
    state : str
        The state whose law has a lane of its own beside that of the leading makers.

    Returns
    -------
    tuple
        First and last day drawn, where the day asked about is, and the rows by the way
        that goods go; a way without rows is left out.

    """
    bodies = _bodies(day, state)
    bars = _bars(day, bodies)
    if not bars:
        return day.on, day.on, 0.0, {}
    window = _Window(*lawmaking.last_run(bars))
    view = _View(day, window)
    rows: dict[Direction, tuple[GoodsRow, ...]] = {}
    for way in _WAYS:
        part = [bar for bar in bars if bar.direction is way]
        names = dict.fromkeys(bar.goods for bar in part)
        if part:
            rows[way] = tuple(_row(name, part, bodies, view) for name in names)
    return window.first, window.last, window.place(day.on), rows


def undrawn_of(day: LawDay, *, state: str) -> dict[str, tuple[Measure, ...]]:
    """Return the measures on goods in force that have no lane, by their kind.

    Such are arms, luxury goods and lists of items: a text names them in words.
    """
    bodies = _bodies(day, state)
    drawn = {bar.measure for bar in _bars(day, bodies)}
    found: dict[str, tuple[Measure, ...]] = {}
    for measure in day.measures:
        kind = measure.kind
        if (
            day.regime.instrument_of(measure).body in bodies
            and not kind.is_activity
            and kind not in _NO_GOODS
            and measure.id not in drawn
        ):
            name = kind.replace("_", " ")
            found[name] = (*found.get(name, ()), measure)
    return found


def course_of(day: LawDay, *, until: date) -> Course:
    """Return how many measures were in force from the first day to another."""
    window = _Window(day.first, max(until, day.on))
    steps = [step for step in day.course if step[0] <= window.last]
    most = max((number for _, number in steps), default=0)
    corners, height = [f"0,{100}"], 0.0
    for when, number in steps:
        place, level = window.place(when), round(100 * number / max(most, 1), 1)
        corners += [f"{place},{100 - height:.1f}", f"{place},{100 - level:.1f}"]
        height = level
    corners += [f"{COURSE},{100 - height:.1f}", f"{COURSE},100"]
    years = range(-(-window.first.year // 5) * 5, window.last.year + 1, 5)
    return Course(
        points=" ".join(corners),
        most=most,
        mark=window.place(day.on),
        years=tuple((window.place(date(year, 1, 1)), year) for year in years),
    )


def _bodies(day: LawDay, state: str) -> list[str]:
    if day.state:
        return [day.state]
    leading = [body.id for body in lawmaking.leaders(day.regime)][:_BODIES]
    return list(
        dict.fromkeys([*leading, *([state] if state in day.regime.bodies else [])])
    )


def _bars(day: LawDay, bodies: list[str]) -> list[Bar]:
    known = {measure.id for measure in day.regime.known(as_of=day.as_of)}
    every = lawmaking.bars_of(day.regime, bodies, date.max)
    return [bar for bar in every if bar.measure in known]


def _row(goods: str, bars: list[Bar], bodies: list[str], view: _View) -> GoodsRow:
    lanes = []
    for shade, body in enumerate(bodies):
        maker = lawmaking.maker(view.day.regime.bodies[body])
        own = [bar for bar in bars if bar.goods == goods and bar.body == maker]
        today = [bar.effect for bar in own if view.holds(bar, view.day.on)]
        if own:
            lanes.append(
                Lane(
                    maker=maker,
                    shade=shade,
                    strokes=tuple(_stroke(bar, view) for bar in own),
                    today=" and ".join(dict.fromkeys(today)),
                )
            )
    return GoodsRow(
        goods=goods,
        lanes=tuple(lanes),
        is_free=not any(lane.today for lane in lanes),
    )


def _stroke(bar: Bar, view: _View) -> Stroke:
    ends = bar.until_day
    if ends is not None and view.holds(bar, ends):
        ends = None  # what ended it was not known yet
    left = view.window.place(bar.from_day)
    right = COURSE if ends is None else view.window.place(ends)
    until = "on" if ends is None else f"until {ends}"
    where = f"{bar.instrument} {bar.paragraph}".strip()
    return Stroke(
        left=left,
        width=round(max(right - left, 1), 1),
        look=bar.effect.replace(" ", "-"),
        words=f"{bar.effect}, {where}, from {bar.from_day} {until}",
    )
