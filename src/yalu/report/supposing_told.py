"""What is told of a run, whether it was stored or has just been made."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from yalu.scenario.comparison import Contrast, Difference, SeriesDifference
from yalu.scenario.fan import Fan
from yalu.scenario.outcome import Outcome
from yalu.scenario.series import SERIES
from yalu.scenario.statement import Statement

__all__ = ["Fresh", "Told", "beside", "fresh", "months_of"]


class Told(Protocol):
    """A run and what differs from its baseline, such as a `StoredOutcome`."""

    @property
    def fans(self) -> Mapping[str, Fan]:
        """Quantiles and means by series."""
        ...

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What can be said of it alone."""
        ...

    @property
    def differences(self) -> Mapping[str, SeriesDifference]:
        """Against the baseline; empty where it was compared with none."""
        ...

    @property
    def contrasts(self) -> tuple[Contrast, ...]:
        """Statements in both runs."""
        ...

    @property
    def against(self) -> tuple[Statement, ...]:
        """Statements that need both runs."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fresh:
    """The same of a run that has just been made.

    Attributes
    ----------
    fans, statements, differences, contrasts, against
        As in `Told`.

    """

    fans: Mapping[str, Fan]
    statements: tuple[Statement, ...]
    differences: Mapping[str, SeriesDifference]
    contrasts: tuple[Contrast, ...]
    against: tuple[Statement, ...]


def fresh(outcome: Outcome, difference: Difference | None = None) -> Fresh:
    """Return what is told of a run.

    Parameters
    ----------
    outcome : Outcome
        The run.
    difference : Difference, optional
        What differs from its baseline.

    """
    fans = {str(name): outcome.fan(name) for name in SERIES if name in outcome.series}
    return Fresh(
        fans=MappingProxyType(fans),
        statements=outcome.statements(),
        differences={} if difference is None else difference.series,
        contrasts=() if difference is None else difference.contrasts,
        against=() if difference is None else difference.statements,
    )


def beside(told: Told, statement: str) -> tuple[float, float] | None:
    """Return how likely a statement is in the baseline, and in a run.

    Parameters
    ----------
    told : Told
        The run.
    statement : str
        Identifier of the statement.

    Returns
    -------
    tuple of float or None
        None where it was compared with no baseline, or is not asked of it.

    """
    for one in told.contrasts:
        if one.other.id == statement:
            return one.baseline.chance, one.other.chance
    return None


def months_of(told: Told) -> int:
    """Return how many months a run has."""
    return max((len(fan.mean) for fan in told.fans.values()), default=0)
