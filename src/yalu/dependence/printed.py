"""Shares as somebody printed them, beside what the printed amounts give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yalu.dependence.figures import Figure, Flow, Status
from yalu.dependence.line import Line
from yalu.dependence.shares import Share
from yalu.provenance import Confidence, Evidence

__all__ = ["PrintedShare", "compare_printed"]

# Percentage points from which a printed share is said to differ.
TOLERANCE_POINTS = 0.5

_PERCENT = 100
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedShare:
    """A share as somebody printed it, beside the one their figures give.

    Attributes
    ----------
    year, compiler, flow
        As for `Share`.
    printed : float
        The printed share, from 0 to 1.
    computed_low, computed_high : float or None
        The computed share; None where it cannot be computed.
    difference_points : float or None
        Printed minus nearest computed share, in percentage points.
    differs : bool
        Whether that is more than half a point either way.
    status : Status
        Whether the two could be compared.
    reason : str
        Why not; empty if they could.
    sources : tuple of str
        Identifiers of who printed it.
    evidence, confidence : Evidence, Confidence
        Grade of the printed share.

    """

    year: int
    compiler: str
    flow: Flow
    printed: float
    computed_low: float | None
    computed_high: float | None
    difference_points: float | None
    differs: bool
    status: Status
    reason: str
    sources: tuple[str, ...]
    evidence: Evidence
    confidence: Confidence

    def line(self, patron: str) -> Line:
        """Return the printed share in the form of a profile's table."""
        basis = "as printed"
        if self.difference_points is not None and self.differs:
            points = f"{self.difference_points:+.1f} points"
            basis += f", {points} from the printed amounts"
        return Line(
            figure="printed_share",
            year=self.year,
            compiler=self.compiler,
            flow=self.flow,
            subject=patron,
            low=self.printed,
            high=self.printed,
            unit="share",
            status=Status.COMPUTED,
            basis=basis if not self.reason else f"{basis}; {self.reason}",
            sources=self.sources,
            evidence=self.evidence,
        )


def compare_printed(
    figures: Iterable[Figure], shares: Sequence[Share], patron: str
) -> tuple[PrintedShare, ...]:
    """Return each printed share of the patron beside the computed one."""
    return tuple(
        _compared(figure, figure.printed, shares)
        for figure in figures
        if figure.partner == patron and figure.printed is not None
    )


def _compared(figure: Figure, printed: float, shares: Sequence[Share]) -> PrintedShare:
    place = (figure.year, figure.compiler, figure.flow)
    known = [
        (share.low, share.high)
        for share in shares
        if (share.year, share.compiler, share.flow) == place
        and share.low is not None
        and share.high is not None
    ]
    nearest = min(known, key=lambda ends: abs(_gap(printed, ends)), default=None)
    points = None if nearest is None else _gap(printed, nearest) * _PERCENT
    return PrintedShare(
        year=figure.year,
        compiler=figure.compiler,
        flow=figure.flow,
        printed=printed,
        computed_low=None if nearest is None else nearest[0],
        computed_high=None if nearest is None else nearest[1],
        difference_points=points,
        differs=points is not None and abs(points) > TOLERANCE_POINTS + _ROUNDING,
        status=Status.UNVERIFIABLE if nearest is None else Status.COMPUTED,
        reason="" if nearest else "the amounts behind it are not printed",
        sources=figure.sources,
        evidence=figure.evidence,
        confidence=figure.confidence,
    )


def _gap(printed: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return printed - low if printed < low else max(printed - high, 0.0)
