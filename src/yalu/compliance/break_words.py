"""The words in which a change of level is told."""

from dataclasses import dataclass

from yalu.compliance.legal_window import LegalWindow, month_at
from yalu.compliance.level_change import LevelChange

__all__ = ["Shift", "drift_words", "month_name", "shift_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One change of level.

    Attributes
    ----------
    place, earliest, latest : int
        Running numbers of the likeliest month, and of the first and the last it may be.
    size : LevelChange
        The levels on either side.

    """

    place: int
    earliest: int
    latest: int
    size: LevelChange

    @property
    def drop(self) -> float:
        """By how much the level falls, in the unit of the series."""
        return self.size.before - self.size.after

    @property
    def spread(self) -> range:
        """Every month it may be in."""
        return range(self.earliest, self.latest + 1)

    @property
    def words(self) -> str:
        """Which way the level goes."""
        return "falls" if self.drop > 0 else "rises"


def shift_words(
    told: Shift, law: LegalWindow, shared: tuple[str, ...], false_alarm: float
) -> list[str]:
    """Return what is told of a step, and what speaks against it."""
    away = told.place - law.first
    if law.holds(told.place):
        when = "in the months in which the measure asks for it"
    elif away < 0:
        when = f"{_months(-away)} before the measure starts"
    elif law.is_over(told.place):
        when = f"after the measure ended ({law.end}), so that it is no lag of it"
    else:
        when = f"{_months(told.place - law.last)} after the last that is on time"
    rare = (
        f"At most {100 * false_alarm:g} % of simulated series that keep to a level, "
        "with a memory up to 0.8, look so; a trend or a wandering level explains it "
        "less well."
    )
    month = f"{month_name(told.place)}{_between(told)}"
    said = [
        f"The level {told.words} in {month}, {when}{_to(told)}.",
        f"Nearest day of law: {law.nearest(told.place)}.",
        rare,
    ]
    if shared:
        names = ", ".join(shared)
        what = "fall" if told.drop > 0 else "change"
        said.append(f"The {what} may be on time for {names}, on such goods.")
    return said


def drift_words(most: Shift) -> str:
    """Return why a change of level is no step."""
    up_or_down = "lower" if most.drop > 0 else "higher"
    month = f"{month_name(most.place)}{_between(most)}"
    return (
        f"The level is {up_or_down} from {month} on than "
        f"before{_to(most)}, but a steady trend, or a level that wanders by itself, "
        "explains that as well as a step: it drifts, and has no date."
    )


def _between(told: Shift) -> str:
    if told.earliest == told.latest:
        return ""
    return f" ({month_name(told.earliest)} to {month_name(told.latest)})"


def _to(told: Shift) -> str:
    if told.size.ratio is None:
        return ""
    ratio = f"{100 * told.size.ratio:.0f} %"
    low = f"{100 * (told.size.low or 0):.0f}"
    high = told.size.high
    span = f"{low} to {100 * high:.0f}" if high is not None else f"{low} or more"
    return f", to {ratio} ({span}) of the level before"


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def month_name(month: int) -> str:
    """Return a month of a running number, as ``2017-02``."""
    return f"{month_at(month).start:%Y-%m}"
