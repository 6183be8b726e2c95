"""The season: waves of the calendar year, and the holiday that moves through it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yalu.compliance.counterfactual.lunar import holiday_share
from yalu.periods import Interval

__all__ = ["season"]

_YEAR = 12
_LONG = 36
_FEW, _ALL = 2, 6


def season(
    months: Sequence[Interval], *, recorded: int, lunar: bool
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    r"""Return the columns that stand for the season.

    With :math:`K` waves, month :math:`m` has :math:`\cos(2\pi k m/12)` and
    :math:`\sin(2\pi k m/12)` for :math:`k = 1, \dots, K`. Two waves (four columns)
    stand for a record of less than 36 months; six (eleven columns, since the last sine
    is nothing) leave each calendar month its own level.

    Parameters
    ----------
    months : sequence of Interval
        Calendar months.
    recorded : int
        Months on record before the measure.
    lunar : bool
        Whether the share of the lunar new year is added as the last column.

    Returns
    -------
    names : tuple of str
        One for each column.
    columns : ndarray of float64, shape (len(months), columns)
        Pure numbers.

    """
    waves = _ALL if recorded >= _LONG else _FEW
    place = np.array([month.start.month for month in months], dtype=np.float64)
    names: list[str] = []
    columns: list[NDArray[np.float64]] = []
    for wave in range(1, waves + 1):
        angle = 2 * np.pi * wave * place / _YEAR
        names.append(f"cosine {wave}")
        columns.append(np.cos(angle))
        if 2 * wave < _YEAR:
            names.append(f"sine {wave}")
            columns.append(np.sin(angle))
    if lunar:
        names.append("lunar new year")
        columns.append(holiday_share(months))
    return tuple(names), np.column_stack(columns)
