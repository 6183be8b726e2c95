"""Signs of diversion: what is found, and never more than a sign.

Trade that rises after a ban may have taken the place of what was banned. It may also
have risen for a hundred other reasons, and none of them can be told apart here: a sign
is where to look, not what was done.
"""

from dataclasses import dataclass
from enum import StrEnum

from yalu.periods import Interval
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.regime import Direction

__all__ = ["Placebo", "Sign", "SignKind"]


class SignKind(StrEnum):
    """What may have taken the place of the banned trade."""

    SIBLING = "sibling"
    THIRD_COUNTRY = "third_country"
    SUBSTITUTION = "substitution"


class Placebo(StrEnum):
    """What a jump is ranked among."""

    GOODS = "goods"
    STATES = "states"
    DATES = "dates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One line of trade that rises after a measure.

    Attributes
    ----------
    kind : SignKind
        What may have happened.
    state : str
        The state bound by the measure, whose customs recorded the trade.
    third : str
        The third state; empty where the partner is the target itself.
    measure : str
        The measure it follows.
    also : tuple of str
        Other measures it follows in the same way.
    direction : Direction
        From the partner or to it.
    code, commodity : str
        The good that rises.
    disputed : bool
        Whether some readings of the law cover the good.
    unit : Unit
        What is counted.
    compiler : str
        Whose figures.
    period_before, period_after : Interval
        The days compared.
    before : float or None
        Pace before, in the unit, a month; None where none is on record although the
        same record holds other trade of those days.
    after : float
        Pace after.
    ratio : float or None
        After over before; None where nothing or nothing known moved before.
    lost : float or None
        By how much the pace of the goods under the measure fell.
    highest, highest_in : float, Interval
        Highest pace of any twelve months after, counted from the start of
        `period_after`, and the twelve months.
    score : float
        Logarithm of the rise, damped for small trade: what is ranked.
    placebo : tuple of Placebo
        What it is ranked among.
    placebo_lines : int
        How many.
    placebo_share : float or None
        Share of them that jump as high, counting the line itself; None with none.
    ranked : bool
        Whether they are enough for the rank to mean something.
    reasons : tuple of str
        What led to it and what speaks against it.
    evidence : Evidence or None
        The weakest grade of the figures.
    sources : tuple of str
        Identifiers of the sources.

    """

    kind: SignKind
    state: str
    third: str = ""
    measure: str
    also: tuple[str, ...] = ()
    direction: Direction
    code: str
    commodity: str
    disputed: bool
    unit: Unit
    compiler: str
    period_before: Interval
    period_after: Interval
    before: float | None
    after: float
    ratio: float | None
    lost: float | None
    highest: float
    highest_in: Interval
    score: float
    placebo: tuple[Placebo, ...]
    placebo_lines: int
    placebo_share: float | None
    ranked: bool
    reasons: tuple[str, ...]
    evidence: Evidence | None
    sources: tuple[str, ...]

    def __str__(self) -> str:
        who = f"{self.state} with {self.third}" if self.third else self.state
        what = f"{self.code} {self.commodity}".strip()
        return (
            f"{who}, {what}, after {self.measure}: apparent sign of "
            f"{self.kind.replace('_', ' ')}, other causes possible. "
            f"{' '.join(self.reasons)}"
        )
