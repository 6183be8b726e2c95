"""A scenario: what is set, from when to when, and what is asked by it.

A *lever* is what a scenario chooses: the law, enforcement, what the alternative patron
gives, a move on a day. An *uncertainty* is what nobody knows; it keeps its range unless
a scenario gives another. What a scenario does not name stays as in the *baseline*, the
run without any lever.

Days may be fixed (2027-04-01) or counted in whole months from the first month of the
run (6: the first day of the seventh month), so that one file serves runs of any start.
Spans are half-open: `since` is the first day inside, `until` the first outside; None
reaches to the start or the end of the run.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from yalu.quantities import Unit
from yalu.regime import Direction
from yalu.scenario.timing import When

__all__ = [
    "LEVERS",
    "MONTHS",
    "Closure",
    "EnforcementPath",
    "ForcedMove",
    "Held",
    "LawChange",
    "LawChangeKind",
    "MoveKind",
    "Scenario",
]

LEVERS = (
    "law",
    "enforcement",
    "support",
    "capacity",
    "posture",
    "votes",
    "moves",
    "closures",
    "parameters",
    "uncertain",
)
"""Fields of a scenario that make it other than the baseline."""

MONTHS = 60
"""How long a run is unless its file says otherwise: five years."""


class LawChangeKind(StrEnum):
    """What a scenario may do to the law."""

    REPEAL = "repeal"
    """A measure, or all of an instrument, ends."""
    ADD = "add"
    """A new ban or cap binds, or a text that was never law becomes law."""
    SET_CAP = "set_cap"
    """The quantity that a measure lets through becomes another."""
    SET_DATE = "set_date"
    """A measure begins or ends on another day."""


class MoveKind(StrEnum):
    """What the target may be made to do on a day, named as in the game."""

    HOLD = "hold"
    MISSILE = "missile"
    TEST = "test"
    OVERTURE = "overture"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChange:
    """One thing done to the law.

    Attributes
    ----------
    kind : LawChangeKind
        What is done.
    measure, instrument : str
        To which measure, or to all measures of which instrument; one of the two. For
        new law the name it goes by.
    codes : tuple of str
        HS 2017 codes of 2, 4 or 6 digits that new law is about; ``"*"`` for all goods.
    direction : Direction or None
        Which way they move, for new law.
    quantity : Decimal or None
        What still may move a year, in `unit`: for a cap. New law without is a ban.
    unit : Unit or None
        What `quantity` is counted in.
    body : str
        Who makes new law: a body of the regime.
    since, until : date or int or None
        From when the change binds, and the first day it does not. For a repeal, the
        first day without the measure, and the day it comes back.
    words : str
        What new law is about, in words.

    """

    kind: LawChangeKind
    measure: str = ""
    instrument: str = ""
    codes: tuple[str, ...] = ()
    direction: Direction | None = None
    quantity: Decimal | None = None
    unit: Unit | None = None
    body: str = "UN"
    since: When | None = None
    until: When | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementPath:
    """How much of the law a state carries out, as chosen.

    Attributes
    ----------
    state : str
        ISO code: the patron's, or the alternative patron's.
    lines : tuple of str
        Trade lines it is about; all of them where empty.
    measures : tuple of str
        Measures it is about: of each line that part which they cover and no other
        measure does. All of the law where empty.
    since, until : date or int or None
        From when, and the first day it is left to the state again.
    low, high : float
        Share of the law carried out, 0 to 1. Each draw takes one value between them.

    """

    state: str
    lines: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    since: When | None = None
    until: When | None = None
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A class that is held, whatever the players would make of it.

    Attributes
    ----------
    level : str
        Label of the class in the record, such as ``"raised"`` or ``"strong"``.
    since, until : date or int or None
        From when, and the first day it is free again.

    """

    level: str
    since: When | None = None
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcedMove:
    """A move of the target on a day, whether it would pay or not.

    Attributes
    ----------
    kind : MoveKind
        What it does in the quarter of that day.
    on : date or int
        The day.

    """

    kind: MoveKind
    on: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A closed border, such as that of 2020 to 2023.

    Attributes
    ----------
    since, until : date or int or None
        From when, and the first day it is open again.
    depth : float or None
        Share of trade that it stops, 0 to 1; None leaves it to the uncertainty
        ``closure``.

    """

    since: When | None = None
    until: When | None = None
    depth: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is set in a run, and why.

    Attributes
    ----------
    id : str
        Short name: lower-case words with dashes.
    title, question, note : str
        What it is called, what it asks, and what it rests on.
    start : date or None
        First day of the run, the first of a quarter; None where the case says.
    months : int
        How long the run is.
    law : tuple of LawChange
        What is done to the law, in order.
    enforcement : tuple of EnforcementPath
        How much of the law is carried out.
    support : tuple of Held
        Support of the alternative patron.
    capacity : mapping of str to float
        What the alternative patron can deliver or take at most, by trade line: kt a
        year for oil, million USD a year for all else.
    posture : tuple of Held
        The sender's posture.
    votes : tuple of Held
        What the patron does with every text put to the vote: accept or refuse.
    moves : tuple of ForcedMove
        What the target is made to do.
    closures : tuple of Closure
        When the border is closed.
    parameters : mapping of str to float
        Parameters of the game that are set; players know them and choose accordingly.
    uncertain : mapping of str to (float, float)
        Other ranges for what is not known.
    sources : tuple of str
        What the levers rest on.

    """

    id: str
    title: str
    question: str
    note: str = ""
    start: date | None = None
    months: int = MONTHS
    law: tuple[LawChange, ...] = ()
    enforcement: tuple[EnforcementPath, ...] = ()
    support: tuple[Held, ...] = ()
    capacity: Mapping[str, float] = field(default_factory=dict)
    posture: tuple[Held, ...] = ()
    votes: tuple[Held, ...] = ()
    moves: tuple[ForcedMove, ...] = ()
    closures: tuple[Closure, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    uncertain: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @classmethod
    def baseline(cls, *, start: date | None = None, months: int = MONTHS) -> Self:
        """Return the scenario without a lever.

        Examples
        --------
        >>> Scenario.baseline(months=12).is_baseline
        True

        """
        return cls(
            id="baseline",
            title="Baseline",
            question="What is to be expected if nobody changes anything by design?",
            start=start,
            months=months,
        )

    @property
    def is_baseline(self) -> bool:
        """Whether nothing is set: no lever, and no other range."""
        return not any(getattr(self, name) for name in LEVERS)

    @property
    def digest(self) -> str:
        """SHA-256 of all that bears on the run: days, length, levers and ranges.

        Title, question, note and sources may be reworded without making another run.
        """
        told = [f"start {self.start}", f"months {self.months}"]
        for name in LEVERS:
            held = getattr(self, name)
            parts = sorted(held.items()) if isinstance(held, Mapping) else held
            told += [f"{name} {_plain(part)}" for part in parts]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _plain(part: object) -> str:
    if isinstance(part, tuple):
        return repr(part)
    names = [one.name for one in fields(part)]  # type: ignore[arg-type]
    return ", ".join(f"{name}={getattr(part, name)!s}" for name in names)
