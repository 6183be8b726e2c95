r"""How unlike the dependence of the target on the patron is the other way round.

For one year, direction and section, :math:`t` being the trade between the two,
:math:`T` all trade of the target and :math:`P` all trade of the patron, the target
depends by :math:`t / T`, the patron by :math:`t / P`, and the *asymmetry* is how many
times the one is the other, :math:`(t / T) / (t / P) = P / T`. It says who can do
without whom as far as amounts go, and nothing of what the goods are worth to either.

The patron's side is compared with the same direction of the same goods: what the
target buys is held against what the patron sells. Both directions together are
compared only where the compiler lists both: what is not listed is not nil.
"""

from dataclasses import dataclass

from yalu.dependence.counted import both_ways, readings
from yalu.dependence.figures import Flow, Status
from yalu.dependence.line import Line
from yalu.flows import ALL_SECTIONS, Repair, TradeMatrix
from yalu.provenance import Evidence

__all__ = ["Asymmetry", "asymmetries"]

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asymmetry:
    """Two dependences on each other in one year, direction and section.

    Attributes
    ----------
    year : int
        Calendar year.
    flow : Flow
        Direction, seen from the target.
    section : str
        Section of the SITC, or ``"all"``.
    trade_usd : tuple of float
        Trade between the two, in USD.
    of_target, of_patron : tuple of float
        It as a share of all that the target, and that the patron, trades in that
        direction and section; from 0 to 1.
    times : tuple of float
        How many times the target's share is the patron's.
    sources : tuple of str
        Identifiers of the sources.
    evidence : Evidence
        Grade of the figures.

    """

    year: int
    flow: Flow
    section: str
    trade_usd: _Span
    of_target: _Span
    of_patron: _Span
    times: _Span
    sources: tuple[str, ...]
    evidence: Evidence

    def line(self, patron: str) -> Line:
        """Return the asymmetry in the form of a profile's table."""
        return Line(
            figure="asymmetry",
            year=self.year,
            compiler="UNCTAD",
            flow=self.flow,
            subject=patron,
            low=self.times[0],
            high=self.times[1],
            unit="ratio",
            status=Status.COMPUTED,
            basis=(
                f"{self.of_target[0]:.1%} to {self.of_target[1]:.1%} of the target's "
                f"trade, {self.of_patron[1]:.3%} of the patron's"
            ),
            sources=self.sources,
            evidence=self.evidence,
            good="" if self.section == ALL_SECTIONS else self.section,
        )


def asymmetries(repair: Repair, *, patron: str) -> tuple[Asymmetry, ...]:
    """Return the asymmetry of each year, direction and section with trade.

    There is none of both directions together where one of them is not listed.

    Parameters
    ----------
    repair : Repair
        The repaired matrix.
    patron : str
        ISO3 code.

    """
    target = repair.parties.target
    listed = both_ways(repair)
    sums = [
        _sums(matrix.of(target, patron), target, patron)
        for _, matrix in readings(repair)
    ]
    found = []
    for key in sorted(sums[1]):
        ends = [one[key] for one in sums if key in one]
        if not all(trade > 0 for trade, _, _ in ends):
            continue
        if key[1] is Flow.TOTAL and (key[0], key[2], patron) not in listed:
            continue
        of_target = [trade / whole for trade, whole, _ in ends]
        of_patron = [trade / whole for trade, _, whole in ends]
        times = [a / b for a, b in zip(of_target, of_patron, strict=True)]
        found.append(
            Asymmetry(
                year=key[0],
                flow=key[1],
                section=key[2],
                trade_usd=_ends([trade for trade, _, _ in ends]),
                of_target=_ends(of_target),
                of_patron=_ends(of_patron),
                times=_ends(times),
                sources=repair.sources,
                evidence=Evidence.ESTIMATED,
            )
        )
    return tuple(found)


def _ends(values: list[float]) -> _Span:
    return min(values), max(values)


def _sums(
    matrix: TradeMatrix, target: str, patron: str
) -> dict[tuple[int, Flow, str], tuple[float, float, float]]:
    """Return trade between the two, all of the target's and all of the patron's."""
    found: dict[tuple[int, Flow, str], list[float]] = {}
    for (year, section, exporter, importer), value in matrix.cells().items():
        for flow in (Flow.EXPORTS, Flow.IMPORTS):
            sells = flow is Flow.EXPORTS
            ours = (exporter if sells else importer) == target
            theirs = (importer if sells else exporter) == patron
            for way in (flow, Flow.TOTAL):
                sums = found.setdefault((year, way, section), [0.0, 0.0, 0.0])
                sums[0] += value if ours and theirs else 0.0
                sums[1] += value if ours else 0.0
                sums[2] += value if theirs else 0.0
    return {key: (a, b, c) for key, (a, b, c) in found.items()}
