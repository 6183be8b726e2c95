r"""How much of a flow on record a cap stops.

A cap of :math:`c` a year lets the share :math:`\min(1, c/q)` of a flow :math:`q` pass.
The flow is taken as it was recorded around the base year, in the unit of the cap, and
with its range: customs print some oil products by weight and the law counts barrels,
so that the factors of all who state one widen it.
"""

from collections.abc import Mapping, Sequence

from yalu.goods import Revision, expand
from yalu.impact.ban import YearlyCap
from yalu.impact.case import RecordedLine
from yalu.quantities import barrel_factors

__all__ = ["stopped_by"]

_BARREL, _TONNE, _USD = "bbl", "t", "USD"
_CRUDE = ("2709",)
Share = tuple[float, float, float]


def stopped_by(
    cap: YearlyCap,
    scope: frozenset[str],
    lines: Sequence[RecordedLine],
    revision: Revision,
) -> Share:
    """Return the share of the base flow that a cap stops, low, central and high.

    Parameters
    ----------
    cap : YearlyCap
        What may pass in a year.
    scope : frozenset of str
        Codes of 6 digits that it counts.
    lines : sequence of RecordedLine
        What was recorded, of its direction.
    revision : Revision
        HS edition of the codes.

    """
    if not cap.limits:
        return (0.0, 0.0, 0.0)
    passing = []
    for amount, unit in cap.limits:
        low, high = _base(scope, unit, lines, revision)
        if high > 0:
            middle = min(1.0, 2.0 * amount / (low + high))
            least = min(1.0, amount / high)
            most = min(1.0, amount / low) if low > 0 else 1.0
            passing.append((least, middle, most))
    if not passing:
        return 0.0, 0.5, 1.0
    choose = min if cap.any_stops else max
    least, middle, most = (choose(one[place] for one in passing) for place in range(3))
    return 1.0 - most, 1.0 - middle, 1.0 - least


def _base(
    scope: frozenset[str], unit: str, lines: Sequence[RecordedLine], revision: Revision
) -> tuple[float, float]:
    """Return the base flow of capped goods, least and most, in the unit of a limit.

    What one reporter prints at one depth of the codes is one reading: a line of all, or
    finer lines added up. The range runs over the readings. Finer lines need not be all
    of what they lie in: their sum may raise what is printed of the whole, and never
    lowers it.
    """
    readings: dict[tuple[str, int], list[tuple[float, float]]] = {}
    reach: dict[tuple[str, int], frozenset[str]] = {}
    for line in lines:
        mine = frozenset(c for prefix in line.codes for c in expand(prefix, revision))
        amount = _amount(line, unit)
        if mine and mine <= scope and amount is not None and amount[1] > 0:
            key = (line.reporter, _depth(line))
            readings.setdefault(key, []).append(amount)
            reach[key] = reach.get(key, frozenset()) | mine
    sums = {
        key: (sum(low for low, _ in one), sum(high for _, high in one))
        for key, one in readings.items()
    }
    raised = [
        max(
            low
            for other, (low, _) in sums.items()
            if other == key or _holds(other, key, reach)
        )
        for key in sums
    ]
    return min(raised, default=0.0), max((high for _, high in sums.values()), default=0)


def _holds(
    whole: tuple[str, int],
    part: tuple[str, int],
    reach: Mapping[tuple[str, int], frozenset[str]],
) -> bool:
    """Say whether one reading is of the whole in which another lies."""
    same = whole[0] == part[0] and whole[1] < part[1]
    return same and reach[part] <= reach[whole]


def _depth(line: RecordedLine) -> int:
    return max(len(code) for code in line.codes)


def _amount(line: RecordedLine, unit: str) -> tuple[float, float] | None:
    if unit == _USD:
        return line.low, line.high
    for counted, low, high in line.quantities:
        if counted == unit:
            return low, high
        if counted == _TONNE and unit == _BARREL:
            few, many = _barrels(line)
            return low * few, high * many
    return None


def _barrels(line: RecordedLine) -> tuple[float, float]:
    """Return the least and the most barrels to a tonne that anybody uses for it."""
    product = "crude" if line.codes == _CRUDE else "refined"
    known = [
        float(one.barrels_per_tonne)
        for one in barrel_factors().values()
        if one.cap == product
    ]
    return min(known), max(known)
