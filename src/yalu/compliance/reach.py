"""Reach: which statements a measure is about, code by code and edition by edition."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yalu.compliance.statement import Statement
from yalu.goods import Revision
from yalu.periods import Interval
from yalu.regime import Coverage, Direction, Measure, MeasureKind, Regime, coverage

__all__ = ["Reach", "earlier_restrictions", "reaches"]

_ALL_STATES = "*"
_SUBHEADING = 6
_CLOSING = frozenset(
    {
        MeasureKind.IMPORT_BAN,
        MeasureKind.EXPORT_BAN,
        MeasureKind.TRADE_BAN,
        MeasureKind.IMPORT_SUSPENSION,
    }
)
_RESTRICTING = _CLOSING | {MeasureKind.CAP}
_HEADING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What one measure covers.

    Attributes
    ----------
    measure : Measure
        The measure.
    body, instrument : str
        Who made it, and the symbol of the text.
    in_force : Interval
        Days in force.
    sure_from : date
        First day after the days of grace.
    bound : frozenset of str
        States it binds; ``"*"`` for all.
    certainty : dict
        ``"sure"`` or ``"possible"`` by direction, HS edition and code.

    """

    measure: Measure
    body: str
    instrument: str
    in_force: Interval
    sure_from: date
    bound: frozenset[str]
    certainty: dict[tuple[Direction, str, str], str] = field(repr=False)

    @property
    def sure_days(self) -> Interval:
        """Days on which what moves is surely under it; the last day where none."""
        start, end = self.sure_from, self.in_force.end
        return (
            self.in_force if end is not None and start >= end else Interval(start, end)
        )

    @property
    def closes(self) -> bool:
        """Whether it leaves no lawful trade in its goods but by approval.

        A cap leaves what stays below it, and a ban that a claim of livelihood opens
        leaves what is claimed: under both, trade may go on as usual.
        """
        return self.measure.kind in _CLOSING and not self.measure.is_excusable

    def binds(self, state: str) -> bool:
        """Return whether it binds a state; several together, only if it binds all."""
        return _ALL_STATES in self.bound or state in self.bound

    def is_about(self, statement: Statement) -> bool:
        """Return whether it covers the goods of a statement, at least in part.

        Goods coded by chapter are left out where the chapter holds other goods too:
        what they say of this measure is next to nothing.
        """
        certainty = self.of(statement)
        part = len(statement.code) >= _HEADING
        return certainty == "sure" or (certainty == "possible" and part)

    def of(self, statement: Statement) -> str | None:
        """Return how surely it covers the goods of a statement, None for not."""
        if not self.binds(statement.state):
            return None
        key = (statement.direction, statement.revision, statement.code)
        return self.certainty.get(key)


def earlier_restrictions(
    reach: Reach, state: str, others: Iterable[Reach]
) -> tuple[Reach, ...]:
    """Return what had begun to restrict any of the same goods before a measure.

    Parameters
    ----------
    reach : Reach
        The measure.
    state : str
        A state; only what binds it counts.
    others : iterable of Reach
        The measures to look among: bans, suspensions and caps count.

    """
    goods = {key for key in reach.certainty if len(key[2]) == _SUBHEADING}
    return tuple(
        other
        for other in others
        if other.in_force.start < reach.in_force.start
        and other.measure.kind in _RESTRICTING
        and other.binds(state)
        and not goods.isdisjoint(other.certainty)
    )


def reaches(
    regime: Regime, coverages: Iterable[Coverage] | None = None
) -> tuple[Reach, ...]:
    """Return the reach of every measure that covers goods, in order of the regime.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    coverages : iterable of Coverage, optional
        The law compiled before; by default it is compiled for every HS edition.

    """
    compiled = (
        tuple(coverage(regime, revision=revision) for revision in Revision)
        if coverages is None
        else tuple(coverages)
    )
    codes: dict[str, dict[tuple[Direction, str, str], str]] = {}
    bound: dict[str, set[str]] = {}
    for one in compiled:
        for values in one.rows:
            row = dict(zip(one.columns, values, strict=True))
            key = (Direction(row["direction"]), one.revision.value, row["hs_code"])
            codes.setdefault(row["measure"], {})[key] = row["certainty"]
            bound.setdefault(row["measure"], set()).add(row["bound"])
    found = []
    for name, certainty in codes.items():
        measure = regime.measure(name)
        instrument = regime.instrument_of(measure)
        if measure.interval is None:  # pragma: no cover - coverage leaves these out
            continue
        grace = measure.wind_down
        found.append(
            Reach(
                measure=measure,
                body=instrument.body,
                instrument=instrument.symbol,
                in_force=measure.interval,
                sure_from=max(
                    measure.interval.start,
                    grace.until if grace is not None else measure.interval.start,
                ),
                bound=frozenset(bound[name]),
                certainty=certainty,
            )
        )
    return tuple(found)
