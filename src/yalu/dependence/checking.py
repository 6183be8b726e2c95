"""Hold the patron's share in the repaired matrix against what other compilers have.

The repair never sees a share of the patron by anybody else, so the comparison is
out of sample in that respect. It is not wholly free of the other compilers: what they
print of single partners, and of the patron's purchases, went into the repair. Both
sides are put on one base where that can be done: inter-Korean trade out, and crude as
the matrix has it. Where no value of the crude is known, the other's share stands as it
was printed, and that is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yalu.dependence.bounds import Corner
from yalu.dependence.counted import LENIENT, STRICT
from yalu.dependence.figures import Flow, Status
from yalu.dependence.line import Line
from yalu.dependence.shares import Share
from yalu.provenance import Evidence

__all__ = ["MatrixCheck", "check_matrix"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCheck:
    """The patron's share by another compiler beside that of the repaired matrix.

    Attributes
    ----------
    year : int
        Calendar year.
    flow : Flow
        Direction, seen from the target.
    compiler : str
        The other one.
    low, high : float
        Its share on the base of the matrix, from 0 to 1.
    matrix_low, matrix_high : float
        The share under the lenient and the strict reading.
    inside : bool
        Whether the two ranges meet.
    points : float
        How far they are apart, in percentage points; 0 where they meet, below 0
        where the other compiler's share is smaller.
    base : str
        What was done to put the other on the same base.
    sources : tuple of str
        Identifiers of the sources.

    """

    year: int
    flow: Flow
    compiler: str
    low: float
    high: float
    matrix_low: float
    matrix_high: float
    inside: bool
    points: float
    base: str
    sources: tuple[str, ...]

    def line(self, patron: str) -> Line:
        """Return the comparison in the form of a profile's table."""
        gap = "inside the range" if self.inside else f"{self.points:+.1f} points off"
        return Line(
            figure="check",
            year=self.year,
            compiler=self.compiler,
            flow=self.flow,
            subject=patron,
            low=self.low,
            high=self.high,
            unit="share",
            status=Status.COMPUTED,
            basis=(
                f"repaired matrix {self.matrix_low:.1%} to {self.matrix_high:.1%}: "
                f"{gap} ({self.base})"
            ),
            sources=self.sources,
            evidence=Evidence.ESTIMATED,
        )


def check_matrix(
    shares: Sequence[Share], corners: Iterable[Corner]
) -> tuple[MatrixCheck, ...]:
    """Return every comparison that the figures allow.

    Parameters
    ----------
    shares : sequence of Share
        Computed shares, those of the matrix among them.
    corners : iterable of Corner
        All shares counted all four ways.

    """
    ours: dict[tuple[int, Flow], list[Share]] = {}
    for share in shares:
        if share.compiler in {STRICT, LENIENT} and share.status is Status.COMPUTED:
            ours.setdefault((share.year, share.flow), []).append(share)
    even = {
        (corner.year, corner.flow, corner.compiler, corner.crude): corner
        for corner in corners
        if corner.status is Status.COMPUTED and not corner.inter_korean
    }
    found = []
    for share in shares:
        held = ours.get((share.year, share.flow))
        if held is None or share.compiler in {STRICT, LENIENT}:
            continue
        crude = bool(held[0].crude)
        corner = even.get((share.year, share.flow, share.compiler, crude))
        if corner is not None:
            found.append(_check(corner, corner.made_of, held))
        elif share.status is Status.COMPUTED and share.inter_korean is False:
            base = (
                f"{share.base}, while the matrix has crude {'in' if crude else 'out'}"
            )
            found.append(_check(share, base, held))
    return tuple(dict.fromkeys(found))


def _check(other: Corner | Share, base: str, held: Sequence[Share]) -> MatrixCheck:
    span = other.low or 0.0, other.high or 0.0
    low = min(share.low for share in held if share.low is not None)
    high = max(share.high for share in held if share.high is not None)
    below, above = min(span[1] - low, 0.0), max(span[0] - high, 0.0)
    sources = {*other.sources, *(s for share in held for s in share.sources)}
    return MatrixCheck(
        year=other.year,
        flow=other.flow,
        compiler=other.compiler,
        low=span[0],
        high=span[1],
        matrix_low=low,
        matrix_high=high,
        inside=not below and not above,
        points=100 * (below + above),
        base=base,
        sources=tuple(sorted(sources)),
    )
