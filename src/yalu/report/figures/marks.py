"""What several charts show alike: days marked by name, and where a mark is from."""

from collections.abc import Sequence
from datetime import date

__all__ = ["day_marks", "named"]

_WIDE = 0.018  # of the axis, between two upright words on a screen
_NARROW = 0.07  # and on a telephone
_FEW = 3  # sources named one by one


def named(sources: Sequence[str]) -> str:
    """Return the sources of a mark for its tooltip: a few by name, more as a number.

    Examples
    --------
    >>> named(["R1612", "SEG2024"]), named("ABCD"), named([])
    ('R1612, SEG2024', '4 sources', 'none')

    """
    if len(sources) > _FEW:
        return f"{len(sources)} sources"
    return ", ".join(sources) or "none"


def day_marks(
    days: Sequence[tuple[date, str]],
    window: tuple[date, date],
    *,
    narrow: float = _NARROW,
) -> list[dict[str, object]]:
    """Return one record a day, in order, with its name where there is room for it.

    Names of days that lie too near to each other are joined at the first of them:
    ``label`` on a wide chart, ``short`` on a narrow one; empty at the others.

    Parameters
    ----------
    days : sequence of (date, str)
        Days and their names.
    window : tuple of date
        First day shown, and the first not shown.
    narrow : float
        Share of a narrow axis that one name needs.

    Examples
    --------
    >>> year = date(2017, 1, 1), date(2018, 1, 1)
    >>> marks = day_marks([(date(2017, 8, 5), "A"), (date(2017, 8, 20), "B")], year)
    >>> [(mark["label"], mark["short"]) for mark in marks]
    [('A', 'A, B'), ('B', '')]

    """
    shown = sorted(pair for pair in days if window[0] <= pair[0] < window[1])
    span = (window[1] - window[0]).days
    wide = _joined(shown, _WIDE * span)
    close = _joined(shown, narrow * span)
    return [
        {"day": day.isoformat(), "label": label, "short": short}
        for (day, _), label, short in zip(shown, wide, close, strict=True)
    ]


def _joined(shown: Sequence[tuple[date, str]], room: float) -> list[str]:
    names: list[str] = []
    first, place = None, 0
    for number, (day, name) in enumerate(shown):
        if first is not None and (day - first).days < room:
            names[place] = f"{names[place]}, {name}"
            names.append("")
        else:
            first, place = day, number
            names.append(name)
    return names
