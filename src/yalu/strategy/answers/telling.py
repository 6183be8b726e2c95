"""How figures are told: with their unit, their middle 90 percent, and their sign."""

from collections.abc import Iterable, Iterator
from math import floor, log10

from yalu.strategy.answers.answer import Figure
from yalu.strategy.answers.question import Unit

__all__ = ["SURE", "chances_told", "number_told", "reading", "told"]

SURE = 0.9
"""Chance of a sign from which on it is said to be learnt."""
_PLACES = 4
_MINUS = "\u2212"


def told(figure: Figure, *, signed: bool | None = None) -> str:
    """Return the middle of a figure and its middle 90 percent, with the unit.

    Parameters
    ----------
    figure : Figure
        The figure.
    signed : bool, optional
        Whether a plus is written; by default for changes.

    Examples
    --------
    >>> from yalu.strategy.answers import Quantity, Question, Spread, Standing
    >>> one = Figure(
    ...     quantity=Quantity(
    ...         question=Question.POSTURE,
    ...         id="enforcement.change",
    ...         label="enforcement",
    ...         unit=Unit.SHARE,
    ...         standing=Standing.TODAY,
    ...         is_change=True,
    ...     ),
    ...     fitted=Spread(median=0.02, low=-0.01, high=0.05, above=0.8, below=0.2),
    ...     prior=None,
    ... )
    >>> told(one).replace(_MINUS, "-")
    '+2.0 points (-1.0 to +5.0)'

    """
    plus = figure.quantity.is_change if signed is None else signed
    spread = figure.fitted
    values = (spread.low, spread.median, spread.high)
    low, middle, high = _numbers(values, figure.quantity.unit, plus=plus)
    return f"{middle}{_unit(figure)} ({low} to {high})"


def reading(figure: Figure, up: str = "up", down: str = "down") -> str:
    """Return which way a change goes, if the record has made the draws sure of it.

    Returns
    -------
    str
        `up` or `down` where the chance of that sign is `SURE` or more; ``as before``
        where it was so before the record was seen, which then adds nothing; else
        ``open``.

    """
    now, before = figure.fitted, figure.prior
    for words, sign in ((up, "above"), (down, "below")):
        if getattr(now, sign) >= SURE:
            told_before = before is not None and getattr(before, sign) >= SURE
            return "as before" if told_before else words
    return "open"


def chances_told(figure: Figure, words: str) -> str:
    """Return how likely a change is above zero, after the record and before it."""
    after = f"The chance that {words} is {figure.fitted.above:.0%}"
    if figure.prior is None:
        return f"{after}."
    return f"{after}; before the record was seen it was {figure.prior.above:.0%}."


def number_told(value: float, unit: Unit, *, plus: bool) -> str:
    """Return one number, without its unit, with a true minus sign.

    Examples
    --------
    >>> number_told(0.256, Unit.SHARE, plus=False)
    '26'

    """
    return next(_numbers((value,), unit, plus=plus))


def _numbers(values: Iterable[float], unit: Unit, *, plus: bool) -> Iterator[str]:
    """Yield numbers with as many places as the widest of a change needs.

    No chance or share is known to less than a tenth of a point.
    """
    found = list(values)
    scale = 100 if unit in {Unit.CHANCE, Unit.SHARE} else 1
    widest = scale * max(map(abs, found))
    places = int(plus) if scale > 1 else 2
    if plus and scale == 1 and widest > 0:
        places = min(max(1 - floor(log10(widest)), 1), _PLACES)
    for value in found:
        text = f"{round(value * scale, places) + 0.0:{'+' if plus else ''}.{places}f}"
        yield text.replace("-", _MINUS)


def _unit(figure: Figure) -> str:
    if figure.quantity.unit in {Unit.CHANCE, Unit.SHARE}:
        return " points" if figure.quantity.is_change else " %"
    return ""
