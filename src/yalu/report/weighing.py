"""Crippling or not, and what help from elsewhere changes: verdicts and their words.

A cost is held against the deepest recorded fall of income in one year, model by model:
its middle decides, and the share of draws above that fall says how surely. Command,
JSON and report take the words from here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yalu.report import numerals
from yalu.report.capping import who
from yalu.report.pressing import Pressure
from yalu.report.pressure_scope import FULL
from yalu.report.pricing import PackageRow, Yardstick
from yalu.report.stakes import STOP

__all__ = [
    "WEIGHED",
    "Verdict",
    "figure",
    "reading_words",
    "verdicts",
    "weighing_words",
    "yardstick_words",
]

WEIGHED = ("2270", "to-2397", "oil", STOP, "closure")
"""Packages of which it is told in words unless others are asked for."""

_CLOSURE = "closure"
_FUELS, _LONG_RUN = "essential input: fuels", "general equilibrium"
_WHOLE = 9.95  # from here on percents are told without decimals
_SEEN = 0.05  # percent: less is told with one digit where it is a gain
_LEAST = 0.001
_ALL = 0.9995  # a share of income from which on a cost is told as all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a package is crippling by one model.

    Attributes
    ----------
    package, model, patron : str
        What is priced, by which model, and who steps in; empty if nobody does.
    enforcement : float
        Share that is stopped.
    median, low, high : float or None
        Share of a year's income lost; None where there is no answer.
    yardstick : float
        The deepest recorded fall of income in one year.
    crippling : bool or None
        Whether the middle of the cost exceeds it; None without an answer.
    sure : bool or None
        Whether the middle 90 percent of the draws lie all on that side.
    exceeds_low, exceeds_high : float or None
        Share of draws that exceed it: those without an answer below, and above.

    """

    package: str
    model: str
    patron: str
    enforcement: float
    median: float | None
    low: float | None
    high: float | None
    yardstick: float
    crippling: bool | None
    sure: bool | None
    exceeds_low: float | None
    exceeds_high: float | None


def verdicts(found: Pressure, *, enforcement: float = FULL) -> Iterator[Verdict]:
    """Yield a verdict for each price at one level; none without a yardstick."""
    worst = found.crippling
    if worst is None:
        return
    for row in found.at(enforcement=enforcement):
        crippling = None if row.median is None else row.median > worst.high
        sure = None
        if row.low is not None and row.high is not None:
            sure = row.low > worst.high or row.high <= worst.high
        yield Verdict(
            package=row.package,
            model=row.model,
            patron=row.patron,
            enforcement=enforcement,
            median=row.median,
            low=row.low,
            high=row.high,
            yardstick=worst.high,
            crippling=crippling,
            sure=sure,
            exceeds_low=row.exceeds_low,
            exceeds_high=row.exceeds_high,
        )


def weighing_words(
    found: Pressure, packages: Sequence[str] = (), *, enforcement: float = FULL
) -> tuple[str, ...]:
    """Return for each package whether it is crippling, and what help changes.

    Parameters
    ----------
    found : Pressure
        Prices and yardsticks.
    packages : sequence of str
        Identifiers; those of `WEIGHED` by default.
    enforcement : float
        At which level.

    Returns
    -------
    tuple of str
        One or two sentences a package; none without a yardstick.

    """
    named = packages or WEIGHED
    every = tuple(verdicts(found, enforcement=enforcement))
    told = []
    for row in found.packages:
        own = [one for one in every if one.package == row.package]
        if row.package in named and own:
            told.append(_weighed(row, own))
    return tuple(told)


def reading_words(found: Pressure) -> str:
    """Return how the words of `weighing_words` are read, and which model when."""
    told = (
        "In brackets: the middle of the cost; the share of draws in which it exceeds "
        "that year."
    )
    if {_FUELS, _LONG_RUN} <= set(found.models):
        told += (
            " For fuels read the column fuels; general equilibrium is the long run, "
            "after all have adapted."
        )
    if any((row.median or 0.0) > _ALL for row in found.at(enforcement=FULL)):
        told += (
            " A cost of 100\u00a0% is the form of a model that has no output without "
            "its input: more than can be borne, and no figure."
        )
    return told


def _weighed(row: PackageRow, own: Sequence[Verdict]) -> str:
    label = f"{row.label[:1].upper()}{row.label[1:]}"
    note = f" ({row.note})" if row.note else ""
    if row.note and not any(one.high for one in own):
        return f"{label} costs nothing: {row.note}."
    patrons = list(dict.fromkeys(one.patron for one in own))
    first = [one for one in own if one.patron == patrons[0]]
    helped = f", {who(patrons[0])} stepping in" if patrons[0] else ""
    told = f"{label}{helped}{note}: {_sides(first)}."
    for patron in patrons[1:]:
        later = [one for one in own if one.patron == patron]
        told += f" {_help(row, first, later)}"
    return told


def _sides(own: Sequence[Verdict]) -> str:
    above, below, silent = (
        [_told(one) for one in own if one.crippling is side]
        for side in (True, False, None)
    )
    told = []
    every = not silent
    if above:
        whole = "every model: " if every and not below and len(above) > 1 else ""
        told.append(f"crippling by {whole}{numerals.listing(above)}")
    if below:
        whole = "any model: " if every and not above and len(below) > 1 else ""
        what = "not" if above else "not crippling"
        told.append(f"{what} by {whole}{numerals.listing(below)}")
    if silent:
        told.append(f"no answer by {numerals.listing(silent)}")
    return "; ".join(told)


def _told(one: Verdict) -> str:
    name = _column(one.model)
    if one.median is None:
        return name
    cost = f"{figure(one.median)}\u00a0%"
    if one.exceeds_low is None or one.exceeds_high is None:
        return f"{name} ({cost})"
    share = numerals.span(_whole(one.exceeds_low), _whole(one.exceeds_high))
    return f"{name} ({cost}; {share})"


def _whole(share: float) -> str:
    return f"{share:.0%}".replace("%", "\u00a0%")


def _help(
    row: PackageRow,
    alone: Sequence[Verdict],
    helped: Sequence[Verdict],
) -> str:
    """Return what a cost becomes with help, and whether it is crippling still."""
    after = {one.model: one for one in helped}
    moved, relieved = [], []
    for before in alone:
        then = after.get(before.model)
        if then is None or then.median is None or before.median is None:
            continue
        name = _column(before.model)
        was, now = figure(before.median), figure(then.median)
        if was != now:
            moved.append(f"{name} from {was} to {now}\u00a0%")
        if before.crippling and not then.crippling:
            relieved.append(name)
    helper = who(helped[0].patron)
    start = f"With {helper} stepping in"
    if row.package == _CLOSURE:
        start = f"Closed by all but {helper}"
    if not moved:
        return f"{start}: nothing that shows."
    told = f"{start}: {numerals.listing(moved)}"
    if relieved:
        told += f"; then no longer crippling by {numerals.listing(relieved)}"
    return f"{told}."


def _column(model: str) -> str:
    return model.rpartition(": ")[2]


def yardstick_words(worst: Yardstick) -> str:
    """Return what a cost is held against, in a sentence."""
    fall = numerals.span(numerals.percent(worst.low), numerals.percent(worst.high))
    return (
        f"A cost is called crippling here where it exceeds the deepest fall of income "
        f"in a single year on record: {fall} in {worst.first}."
    )


def figure(share: float) -> str:
    """Return a cost in percent, with a decimal where it is small; a gain has its sign.

    Examples
    --------
    >>> figure(0.0973), figure(0.243), figure(0.0002), figure(-0.0002), figure(-1e-9)
    ('9.7', '24', '0.0', '-0.02', '0.0')

    """
    value = 100 * share
    if -_SEEN < value <= -_LEAST:
        return f"{value:.1g}"
    value = round(value, 1) + 0.0  # no negative nought
    return f"{value:.1f}" if abs(value) < _WHOLE else f"{value:.0f}"
