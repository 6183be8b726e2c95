r"""Mirror outliers: movements whose two sides differ as those of others do not.

For each movement that both sides recorded (same code, edition and days) let
:math:`x = \log(\text{imported} / \text{exported})`. Freight and insurance, re-exports,
time of recording and the habits of two offices all make :math:`x` differ from nought;
what they usually do shows in the *reference*: the movements of the same importer from
others, and of the same exporter to others, in the same good where there are enough of
them, otherwise in all goods. With the median :math:`m` and the median absolute
deviation :math:`d` of the reference the robust score is :math:`z = (x - m) / 1.4826 d`.

A movement is an outlier if :math:`|z|` reaches the limit and few enough of the
reference lie as far out. The tails of such ratios are fat: the share, and not the
score, is what says how rare it is.

References
----------
B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers (1993).

"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from yalu.compliance.sign_choices import SignChoices
from yalu.flows import TOTAL, WORLD, FlowDirection, FlowTable, Series
from yalu.periods import Interval
from yalu.provenance import Evidence, weakest
from yalu.quantities import Unit

__all__ = [
    "MirrorOutlier",
    "MirrorPair",
    "mirror_outliers",
    "mirror_pairs",
    "scores_of",
]

_CONSISTENT = 1.4826
_CELL = ("hs_code", "hs_revision", "period_start", "period_end")
_KILOGRAMS = 1000
_REVISED = "revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorPair:
    """One movement as both sides recorded it.

    Attributes
    ----------
    importer, exporter, code, revision, period
        The movement.
    unit : Unit
        What is compared: US dollars, tonnes or another unit of both.
    imported, exported : Decimal
        The two sums, above nought, in `unit`.
    evidence : Evidence or None
        The weaker grade.
    sources : tuple of str
        Identifiers of the sources of both.

    """

    importer: str
    exporter: str
    code: str
    revision: str
    period: Interval
    unit: Unit
    imported: Decimal
    exported: Decimal
    evidence: Evidence | None
    sources: tuple[str, ...]

    @property
    def log_ratio(self) -> float:
        """Natural logarithm of imported over exported."""
        return float(np.log(float(self.imported / self.exported)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorOutlier:
    """A movement whose two sides differ more than those of others.

    Attributes
    ----------
    pair : MirrorPair
        The movement.
    ratio, usual : float
        Imported over exported; and the median of the reference.
    score : float or None
        Robust standard deviations from it, positive where more was imported; None
        where half of the reference agree to the cent and the movement does not.
    reference : int
        Movements in the reference.
    same_good : bool
        Whether the reference is of the same good.
    placebo_share : float
        Share of the reference that lies as far out, counting the movement itself.
    reasons : tuple of str
        What led to it and what speaks against it.

    """

    pair: MirrorPair
    ratio: float
    usual: float
    score: float | None
    reference: int
    same_good: bool
    placebo_share: float
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        pair = self.pair
        return (
            f"{pair.code} from {pair.exporter} to {pair.importer}, {pair.period}, "
            f"{pair.unit}: outlier, other causes possible. {' '.join(self.reasons)}"
        )


def mirror_outliers(
    flows: FlowTable | pa.Table,
    *,
    target: str | None = None,
    states: Iterable[str] | None = None,
    codes: Iterable[str] | None = None,
    choices: SignChoices | None = None,
) -> tuple[MirrorOutlier, ...]:
    """Return the movements whose two sides differ as those of others do not.

    Parameters
    ----------
    flows : FlowTable or pyarrow.Table
        Recorded trade with both sides of many movements; records of one cell and
        source are summed. Where only one side is on record nothing is returned.
    target : str, optional
        Only movements from or to it are told; others still serve as reference.
    states : iterable of str, optional
        Only movements with one of them are told.
    codes : iterable of str, optional
        Only these codes are told.
    choices : SignChoices, optional
        Limit, share and size of the reference.

    Returns
    -------
    tuple of MirrorOutlier
        The rarest first.

    Raises
    ------
    SchemaError
        If the table is not a table of flows.

    """
    chosen = choices or SignChoices()
    named = None if states is None else {*states}
    goods = None if codes is None else {*codes}
    found = []
    for scored in scores_of(mirror_pairs(flows), choices=chosen):
        pair, sides = scored.pair, {scored.pair.importer, scored.pair.exporter}
        wanted = (
            (target is None or target in sides)
            and (named is None or not named.isdisjoint(sides))
            and (goods is None or pair.code in goods)
        )
        far = scored.score is None or abs(scored.score) >= chosen.outlier
        if wanted and far and scored.placebo_share <= chosen.false_alarms:
            found.append(scored)
    return tuple(sorted(found, key=lambda o: (o.placebo_share, -abs(o.score or 0.0))))


def mirror_pairs(flows: FlowTable | pa.Table) -> tuple[MirrorPair, ...]:
    """Return the movements that both sides recorded, in every unit of both.

    Parameters
    ----------
    flows : FlowTable or pyarrow.Table
        Recorded trade. Only customs figures of single states on single codes are
        used, and only amounts above nought. Records of one cell and source are
        summed; of several sources the one is taken that sorts first, a revised one
        before others.

    """
    held: dict[tuple[object, ...], dict[str, _Figure]] = {}
    for figure in (*_figures(flows, "value_usd"), *_figures(flows, "quantity")):
        side = held.setdefault((*figure.cell, figure.unit), {})
        first = side.get(figure.way)
        if first is None or figure.rank < first.rank:
            side[figure.way] = figure
        elif figure.rank == first.rank:  # kilograms and tonnes of one source
            whole = figure.amount + first.amount
            side[figure.way] = replace(first, amount=whole)
    found = []
    for (importer, exporter, code, revision, start, end, unit), side in held.items():
        if len(side) == len(FlowDirection):
            bought, sold = side[FlowDirection.IMPORT], side[FlowDirection.EXPORT]
            pair = MirrorPair(
                importer=str(importer),
                exporter=str(exporter),
                code=str(code),
                revision=str(revision),
                period=Interval(start, end),  # type: ignore[arg-type]
                unit=Unit(str(unit)),
                imported=bought.amount,
                exported=sold.amount,
                evidence=weakest((bought.evidence, sold.evidence)),
                sources=tuple(sorted({*bought.sources, *sold.sources})),
            )
            found.append(pair)
    return tuple(found)


def scores_of(
    pairs: Iterable[MirrorPair], *, choices: SignChoices
) -> Iterator[MirrorOutlier]:
    """Yield how far out each movement lies that has a reference, outlier or not.

    Parameters
    ----------
    pairs : iterable of MirrorPair
        Movements that both sides recorded.
    choices : SignChoices
        Size of the reference.

    """
    for held in _by(pairs, "unit"):
        whole = _Reference(held)
        for mine in _by(held, "code"):
            own = _Reference(mine)
            for cells in _by(mine, "importer", "exporter"):
                sides = cells[0].importer, cells[0].exporter
                same = own.of(*sides)
                good = len(same) >= choices.fewest_pairs
                reference = same if good else whole.of(*sides)
                if len(reference) >= choices.fewest_pairs:
                    for pair in cells:
                        yield _scored(pair, reference, same_good=good)


class _Reference:
    """Movements by importer and by exporter, to compare with."""

    def __init__(self, pairs: Iterable[MirrorPair]) -> None:
        sold: dict[str, list[tuple[str, float]]] = defaultdict(list)
        bought: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for pair in pairs:
            bought[pair.importer].append((pair.exporter, pair.log_ratio))
            sold[pair.exporter].append((pair.importer, pair.log_ratio))
        self._bought, self._sold = _columns(bought), _columns(sold)

    def of(self, importer: str, exporter: str) -> NDArray[np.float64]:
        """Return the log ratios of either side with others."""
        partners, ratios = self._bought[importer]
        buyers, sales = self._sold[exporter]
        return np.concatenate([ratios[partners != exporter], sales[buyers != importer]])


def _columns(
    held: dict[str, list[tuple[str, float]]],
) -> dict[str, tuple[NDArray[np.str_], NDArray[np.float64]]]:
    return {
        side: (np.array([p for p, _ in rows]), np.array([x for _, x in rows]))
        for side, rows in held.items()
    }


def _scored(
    pair: MirrorPair, reference: NDArray[np.float64], *, same_good: bool
) -> MirrorOutlier:
    middle = float(np.median(reference))
    spread = _CONSISTENT * float(np.median(np.abs(reference - middle)))
    away = pair.log_ratio - middle
    # Where half of the reference agree to the cent there is no spread to measure by.
    score = away / spread if spread else (None if away else 0.0)
    as_far = int((np.abs(reference - middle) >= abs(away)).sum())
    ratio, usual = math.exp(pair.log_ratio), math.exp(middle)
    what = "the same good" if same_good else "all goods"
    among = f"{len(reference):,} movements of either side with others in {what}"
    reasons = (
        f"Imported are {ratio:.3g} times the exported; {usual:.3g} times are usual.",
        f"{as_far} of {among} lie as far out.",
        "Transit, other codes on one side, late recording and errors make such gaps.",
    )
    return MirrorOutlier(
        pair=pair,
        ratio=ratio,
        usual=usual,
        score=score,
        reference=len(reference),
        same_good=same_good,
        placebo_share=(1 + as_far) / (1 + len(reference)),
        reasons=reasons,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """The sum of one side's records of a cell, by source."""

    cell: tuple[str, str, str, str, date, date]
    way: str
    release: str
    unit: str
    amount: Decimal
    evidence: Evidence
    sources: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, tuple[str, ...]]:
        return (self.release != _REVISED, self.sources)


def _figures(flows: FlowTable | pa.Table, name: str) -> Iterator[_Figure]:
    """Yield the sums above nought of one column of amounts."""
    table = flows.table if isinstance(flows, FlowTable) else flows
    single = pc.and_(
        pc.equal(table["series"], Series.CUSTOMS.value),
        pc.and_(pc.is_valid(table[name]), pc.not_equal(table["hs_code"], TOTAL)),
    )
    for side in ("reporter", "partner"):
        single = pc.and_(single, pc.not_equal(table[side], WORLD))
    rows = table.filter(single)
    if name == "value_usd":
        unit = pa.array([Unit.USD.value] * len(rows), pa.string())
        rows = rows.set_column(rows.column_names.index("unit"), "unit", unit)
    by = ["release"] if "release" in rows.column_names else []
    cell = ["reporter", "partner", "direction", *_CELL, "unit", "source", *by]
    sums = rows.group_by(cell).aggregate([(name, "sum"), ("evidence", "distinct")])
    for row in sums.to_pylist():
        imports = row["direction"] == FlowDirection.IMPORT
        sides = (row["reporter"], row["partner"])
        unit_name, amount = row["unit"], row[f"{name}_sum"]
        if unit_name == Unit.KILOGRAM:
            unit_name, amount = Unit.TONNE.value, amount / _KILOGRAMS
        grades = tuple(Evidence(grade) for grade in row["evidence_distinct"])
        if amount > 0:
            yield _Figure(
                cell=(
                    *(sides if imports else sides[::-1]),
                    *(row[column] for column in _CELL),
                ),
                way=row["direction"],
                release=row.get("release") or "",
                unit=unit_name,
                amount=amount,
                evidence=weakest(grades) or Evidence.ALLEGED,
                sources=tuple(row["source"].split(";")),
            )


def _by(pairs: Iterable[MirrorPair], *names: str) -> Iterable[list[MirrorPair]]:
    """Return pairs that share some attributes, together."""
    held: dict[tuple[object, ...], list[MirrorPair]] = defaultdict(list)
    for pair in pairs:
        held[tuple(getattr(pair, name) for name in names)].append(pair)
    return held.values()
