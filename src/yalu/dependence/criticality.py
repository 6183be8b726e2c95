r"""How hard it would be to do without what the patron sells, section by section.

For section :math:`k` of goods criticality is

.. math:: C_k = D_k \times S_k \times H_k,

- *dependence* :math:`D_k`: the patron's share of what the target buys in the section;
- *scarcity* :math:`S_k = 1 - \sum_{p} X_{pk} / \sum_{\text{all}} X_{pk}`: the share of
  the world's exports of the section that is not on offer once the patron is gone. It
  is smallest if every other exporter would step in, and largest if only those would
  that have sold the target something in the section on record;
- *lack* :math:`H_k`: the share of the target's use that it does not make at home. No
  source knows it by section. It is at most 1, and at least what the whole economy
  buys abroad, :math:`M / (M + Y)` with purchases :math:`M` and the largest estimate of
  output :math:`Y`; without an estimate of output it is only known to be above 0.

Crude oil that the patron pipes without recording it is in no section. Where its value
is known and customs left it out, the high end of dependence on fuel counts it.

All are shares from 0 to 1. The range of the product comes from the ranges of its
factors, lowest with lowest: the low end is of little use where nothing is known of
output, and the high end reads the section as if nothing were made at home.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from yalu.dependence.counted import LAST_YEAR_OF_CRUDE, readings
from yalu.dependence.figures import CrudeValue, Flow, Status
from yalu.dependence.line import Line
from yalu.dependence.output import Output
from yalu.flows import ALL_SECTIONS, Repair, TradeMatrix
from yalu.provenance import Evidence

__all__ = ["Criticality", "criticality"]

_FUEL = "3"

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticality:
    """How hard the patron's sales of one section would be to replace.

    Attributes
    ----------
    year : int
        Calendar year.
    section : str
        Section of the SITC, ``"0"`` to ``"9"``.
    bought_usd, patron_usd : tuple of float
        What the target buys in all, and from the patron, in USD.
    of_purchases : tuple of float
        The section's share of all that the target buys.
    dependence, scarcity, lack : tuple of float
        The three factors, smallest and largest, from 0 to 1.
    low, high : float
        Criticality, from 0 to 1.
    basis : str
        How it was had.
    sources : tuple of str
        Identifiers of the sources.
    evidence : Evidence
        Grade of the figures.

    """

    year: int
    section: str
    bought_usd: _Span
    patron_usd: _Span
    of_purchases: _Span
    dependence: _Span
    scarcity: _Span
    lack: _Span
    low: float
    high: float
    basis: str
    sources: tuple[str, ...]
    evidence: Evidence

    def line(self, patron: str) -> Line:
        """Return the criticality in the form of a profile's table."""
        return Line(
            figure="criticality",
            year=self.year,
            compiler="UNCTAD",
            flow=Flow.IMPORTS,
            subject=patron,
            low=self.low,
            high=self.high,
            unit="index",
            status=Status.COMPUTED,
            basis=self.basis,
            sources=self.sources,
            evidence=self.evidence,
            good=self.section,
        )


def criticality(
    repair: Repair,
    *,
    patron: str,
    output: Output | None = None,
    crude: Mapping[int, CrudeValue] | None = None,
) -> tuple[Criticality, ...]:
    """Return the criticality of every section in which the target buys.

    Parameters
    ----------
    repair : Repair
        The repaired matrix.
    patron : str
        ISO3 code.
    output : Output or None
        Estimates of the target's output, see `yalu.dependence.output`.
    crude : mapping of int to CrudeValue or None
        What the patron's unrecorded crude was worth, by year.

    """
    target = repair.parties.target
    found: list[Criticality] = []
    suppliers: set[tuple[str, str]] = set()
    for year in repair.published.years:
        bought = [_bought(m.of(target), target, year) for _, m in readings(repair)]
        world = _world(repair.matrix, target, year)
        # On record means under the strict reading, this year or earlier.
        suppliers |= {key for key, value in bought[0].items() if value > 0}
        purchases = [sum(one.values()) for one in bought]
        made = (output or {}).get(year)
        lack = _lack(purchases, None if made is None else made[1])
        sources = (*repair.sources, *(made[2] if made else ()))
        for section in sorted({section for _, section in bought[1]}):
            scarcity = _scarcity(world, section, patron, suppliers)
            if scarcity is None:
                continue
            found.append(
                _criticality(
                    (year, section, patron),
                    bought,
                    (scarcity, lack),
                    sources,
                    _unrecorded(year, section, crude or {}),
                )
            )
    return tuple(found)


def _criticality(
    place: tuple[int, str, str],
    bought: list[dict[tuple[str, str], float]],
    given: tuple[_Span, _Span],
    sources: tuple[str, ...],
    crude: CrudeValue | None,
) -> Criticality:
    year, section, patron = place
    scarcity, lack = given
    totals = [sum(v for (_, k), v in one.items() if k == section) for one in bought]
    ours = [one.get((patron, section), 0.0) for one in bought]
    parts = [part / total for part, total in zip(ours, totals, strict=True) if total]
    weights = [
        total / whole
        for total, whole in zip(totals, (sum(o.values()) for o in bought), strict=True)
        if whole
    ]
    if crude is not None:
        sources = (*sources, *crude.sources)
        parts += [
            (part + crude.high) / (total + crude.high)
            for part, total in zip(ours, totals, strict=True)
        ]
    dependence = _ends(parts)
    told = "taken from estimates of output" if lack[0] else "not known from below"
    return Criticality(
        year=year,
        section=section,
        bought_usd=_ends(totals),
        patron_usd=_ends(ours),
        of_purchases=_ends(weights),
        dependence=dependence,
        scarcity=scarcity,
        lack=lack,
        low=dependence[0] * scarcity[0] * lack[0],
        high=dependence[1] * scarcity[1] * lack[1],
        basis=(
            f"{patron}'s share of purchases {_told(dependence)}, scarcity "
            f"{_told(scarcity)}, lack of home output {_told(lack)} ({told})"
            + _crude_told(year, section, crude)
        ),
        sources=tuple(dict.fromkeys(sources)),
        evidence=Evidence.ESTIMATED,
    )


def _unrecorded(
    year: int, section: str, crude: Mapping[int, CrudeValue]
) -> CrudeValue | None:
    if section != _FUEL or year <= LAST_YEAR_OF_CRUDE:
        return None
    return crude.get(year)


def _crude_told(year: int, section: str, crude: CrudeValue | None) -> str:
    if section != _FUEL or year <= LAST_YEAR_OF_CRUDE:
        return ""
    if crude is None:
        return "; piped crude is not in it, no value of it is known"
    return "; piped crude is in the high end of the share"


def _ends(values: list[float]) -> _Span:
    return min(values, default=0.0), max(values, default=0.0)


def _told(span: _Span) -> str:
    low, high = f"{span[0]:.1%}", f"{span[1]:.1%}"
    return low if low == high else f"{low} to {high}"


def _bought(
    matrix: TradeMatrix, target: str, year: int
) -> dict[tuple[str, str], float]:
    """Return what the target buys by partner and section, in USD."""
    return {
        (exporter, section): value
        for (_, section, exporter, _), value in matrix.cells(
            year=year, importer=target
        ).items()
        if section != ALL_SECTIONS
    }


def _world(matrix: TradeMatrix, target: str, year: int) -> dict[str, dict[str, float]]:
    """Return what everybody but the target exports, by section and exporter."""
    rows = (
        matrix.where(year=year)
        .group_by(["section", "exporter"])
        .aggregate([("value_usd", "sum")])
        .to_pylist()
    )
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        if row["exporter"] != target:
            section = found.setdefault(row["section"], {})
            section[row["exporter"]] = row["value_usd_sum"]
    return found


def _scarcity(
    world: dict[str, dict[str, float]],
    section: str,
    patron: str,
    suppliers: set[tuple[str, str]],
) -> _Span | None:
    exports = world.get(section, {})
    whole = sum(exports.values())
    if whole <= 0:
        return None
    everyone = sum(v for p, v in exports.items() if p != patron)
    on_record = sum(
        v for p, v in exports.items() if p != patron and (p, section) in suppliers
    )
    return 1 - everyone / whole, 1 - on_record / whole


def _lack(purchases: list[float], most_made: float | None) -> _Span:
    if not most_made:
        return 0.0, 1.0
    least = min(purchases)
    return least / (least + most_made), 1.0
