r"""What the two sides of a crisis want.

A *sender* leaves things as they are or threatens; under a threat the *target* concedes
or resists; if it resists, the sender stands firm or backs down::

    sender ── leaves things ─────────────────► status quo        S_A
      │
    threatens
      │
    target ── concedes ──────────────────────► concession   V_A, C_B
      │
    resists
      │
    sender ── stands firm ───────────────────► stands firm  W_A + ε, W_B + ε
      │
      └────── backs down ────────────────────► backs down     a + ε, 0

Each of the three shocks is standard normal and known to the side that it belongs to
only. So the unit of every payoff is the standard deviation of a shock, and the target's
payoff when the sender backs down is the zero of its scale. Letters as in the
literature.

References
----------
Lewis, J. B. and Schultz, K. A. (2003). Revealing preferences: empirical estimation of a
crisis bargaining game with incomplete information. *Political Analysis* 11, 345–367.

"""

from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from yalu.errors import Problem, SchemaError, describe

__all__ = ["CrisisOutcome", "CrisisPayoffs"]

Array = NDArray[np.float64]


class CrisisOutcome(StrEnum):
    """How a crisis ends, in the order of every table and array of outcomes."""

    STATUS_QUO = "status quo"
    CONCESSION = "concession"
    STANDS_FIRM = "stands firm"
    BACKS_DOWN = "backs down"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrisisPayoffs:
    """Payoffs of games, in standard deviations of a private shock.

    Attributes
    ----------
    status_quo : ndarray of float64, shape (n,)
        The sender's if it does not threaten (S_A).
    gain : ndarray of float64, shape (n,)
        The sender's if the target concedes (V_A).
    concession : ndarray of float64, shape (n,)
        The target's if it concedes (C_B).
    sender_firm : ndarray of float64, shape (n,)
        The sender's if it stands firm, without its shock (W_A).
    target_firm : ndarray of float64, shape (n,)
        The target's if the sender stands firm, without its shock (W_B).
    retreat : ndarray of float64, shape (n,)
        The sender's if it backs down, without its shock (a).

    Raises
    ------
    SchemaError
        If the arrays differ in shape, are not of one dimension, or hold what is not a
        finite number.

    Examples
    --------
    >>> one = CrisisPayoffs.single(
    ...     status_quo=0.2, gain=1.0, concession=-0.5,
    ...     sender_firm=-1.0, target_firm=0.1, retreat=-1.5,
    ... )
    >>> one.games
    1

    """

    status_quo: Array
    gain: Array
    concession: Array
    sender_firm: Array
    target_firm: Array
    retreat: Array

    def __post_init__(self) -> None:
        problems = []
        shape = np.shape(self.status_quo)
        for field in fields(self):
            values = np.asarray(getattr(self, field.name))
            if values.ndim != 1 or values.shape != shape:
                found = (
                    f"shape {values.shape}; expected one dimension, {shape} like all"
                )
                problems.append(Problem(field.name, found, "give one payoff a game"))
            elif not np.isfinite(values).all():
                at = int(np.flatnonzero(~np.isfinite(values))[0])
                found = f"game {at} has {values[at]}; expected a finite number"
                problems.append(Problem(field.name, found, "leave the game out"))
        if problems:
            raise SchemaError(describe("These payoffs make no game", problems))

    @classmethod
    def single(
        cls,
        *,
        status_quo: float,
        gain: float,
        concession: float,
        sender_firm: float,
        target_firm: float,
        retreat: float,
    ) -> "CrisisPayoffs":
        """Return the payoffs of one game."""
        return cls(
            status_quo=np.array([status_quo]),
            gain=np.array([gain]),
            concession=np.array([concession]),
            sender_firm=np.array([sender_firm]),
            target_firm=np.array([target_firm]),
            retreat=np.array([retreat]),
        )

    @property
    def games(self) -> int:
        """How many games."""
        return int(self.status_quo.size)

    def take(self, games: NDArray[np.int64]) -> "CrisisPayoffs":
        """Return the payoffs of some games, in the order asked for, also repeated."""
        return CrisisPayoffs(
            **{field.name: getattr(self, field.name)[games] for field in fields(self)}
        )
