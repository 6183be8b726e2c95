"""A case: all that is known and estimated when a scenario is asked for, frozen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yalu.errors import Problem, SchemaError, UnknownCodeError, describe
from yalu.impact import PressureCase
from yalu.provenance import Confidence, Evidence
from yalu.regime import Regime
from yalu.scenario.line import Line
from yalu.scenario.play import Play
from yalu.scenario.rhythm import Rhythm
from yalu.scenario.uncertainty import NAMES, Uncertainty

__all__ = ["Case", "PrintedGrowth"]

_QUARTER_STARTS = (1, 4, 7, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGrowth:
    """Growth of the target's income in one year, as a compiler printed it.

    Attributes
    ----------
    year : int
        Calendar year.
    low, value, high : float
        Percent a year: as printed, and between what rounding leaves it.
    compiler : str
        Who worked it out.
    evidence, confidence, sources
        How it is known.

    """

    year: int
    low: float
    value: float
    high: float
    compiler: str
    evidence: Evidence
    confidence: Confidence
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """What scenarios start from.

    Attributes
    ----------
    as_of : date
        Day by which everything in it was known.
    start : date
        First day of the first month, the first of a quarter of the calendar.
    regime : Regime
        The law as it was known then.
    pressure : PressureCase
        What pressure is priced in.
    lines : tuple of Line
        The goods that are followed, exports first.
    uncertainties : tuple of Uncertainty
        What is not known, in the order of `yalu.scenario.uncertainty.NAMES`.
    growth : tuple of PrintedGrowth
        The last year of growth that was printed, by each compiler; empty where none
        was.
    enforcement : float or None
        Share of the law that the patron last was read to carry out, 0 to 1: the mean of
        that quarter's reading. None where no quarter was ever read.
    enforcement_of : str
        The quarter of that reading, such as ``2024Q4``.
    play : Play
        The fitted game, ready to be played.
    rhythm : Rhythm
        When in a quarter things happen.
    digest : str
        SHA-256 of all that runs depend on; worked out unless it is given.
    sources : tuple of str
        Identifiers of the sources.

    Raises
    ------
    SchemaError
        If `start` is no first day of a quarter, two lines have one name, enforcement is
        no share, or the uncertainties are not those of the chain; all at once.

    """

    as_of: date
    start: date
    regime: Regime
    pressure: PressureCase
    lines: tuple[Line, ...]
    uncertainties: tuple[Uncertainty, ...]
    growth: tuple[PrintedGrowth, ...]
    enforcement: float | None = None
    enforcement_of: str = ""
    play: Play
    rhythm: Rhythm
    digest: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = list(_faults(self))
        if problems:
            raise SchemaError(describe("The case cannot be used", problems))
        if not self.digest:
            object.__setattr__(self, "digest", _digest(self))

    def line(self, name: str) -> Line:
        """Return one line.

        Raises
        ------
        UnknownCodeError
            If there is none of that name.

        """
        for one in self.lines:
            if one.id == name:
                return one
        known = ", ".join(one.id for one in self.lines)
        msg = f"line: found {name!r}; expected one of {known}. Name one."
        raise UnknownCodeError(msg)

    def uncertainty(self, name: str) -> Uncertainty:
        """Return one uncertainty.

        Raises
        ------
        UnknownCodeError
            If there is none of that name.

        """
        if name not in NAMES:
            msg = (
                f"uncertainty: found {name!r}; expected one of {', '.join(NAMES)}. "
                "Name one."
            )
            raise UnknownCodeError(msg)
        return self.uncertainties[NAMES.index(name)]

    def __str__(self) -> str:
        return (
            f"{self.pressure.target} as known on {self.as_of}, from {self.start}: "
            f"{len(self.lines)} lines, {len(self.uncertainties)} uncertainties"
        )


def _faults(case: Case) -> Iterable[Problem]:
    if case.start.day != 1 or case.start.month not in _QUARTER_STARTS:
        found = f"found {case.start}; expected the first day of a quarter"
        yield Problem("start", found, "name 1 January, April, July or October")
    names = [line.id for line in case.lines]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("lines", f"found {name!r} twice", "name each line once")
    if case.enforcement is not None and not 0 <= case.enforcement <= 1:
        found = f"found {case.enforcement:g}; expected a share from 0 to 1"
        yield Problem("enforcement", found, "give a share, not percent")
    found_names = tuple(one.name for one in case.uncertainties)
    if found_names != NAMES:
        found = f"found {', '.join(found_names)}; expected {', '.join(NAMES)}"
        yield Problem("uncertainties", found, "give all, in this order")


def _digest(case: Case) -> str:
    """Return SHA-256 of what runs depend on."""
    told = [
        case.as_of.isoformat(),
        case.start.isoformat(),
        case.regime.digest,
        repr(case.lines),
        repr(case.uncertainties),
        repr(case.growth),
        repr((case.enforcement, case.enforcement_of)),
        case.play.digest,
        case.rhythm.digest,
    ]
    pressure = case.pressure
    found = hashlib.sha256("\n".join(told).encode())
    for array in (pressure.trade, pressure.home, pressure.supplied):
        found.update(array.tobytes())
    if pressure.doubtful is not None:
        found.update(pressure.doubtful.tobytes())
    found.update(repr((pressure.ranges, pressure.lines)).encode())
    return found.hexdigest()
