"""Every number that a judgement turns on, in one place, to be read and changed.

None of them is law. They are choices of ours, stated so that a reader can make
others: pass changed `Thresholds` to any function of this package.
"""

from dataclasses import dataclass
from decimal import Decimal

from yalu.errors import SchemaError

__all__ = ["Thresholds"]

_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where one verdict ends and the next begins.

    Attributes
    ----------
    enforced, mostly, partly : Decimal
        Largest share of the trade expected from the months before a ban that may
        still be recorded under it, for each verdict; above the last, the ban is not
        enforced. Pure numbers.
    cap_mostly, cap_partly : Decimal
        Largest use of a cap, in percent of it, that still counts as mostly and as
        partly enforced; up to 100 it is enforced.
    fewest_months : int
        Months that must be on record under a ban before there is a verdict.
    baseline_months : int
        Length of the time before a measure that it is compared with, in months.
    stale_months : int
        How much further back a figure may lie where those months hold none.
    unit_value_factor : Decimal
        A unit value further than this from the median of the same good's other
        figures, as a factor either way, is implausible.
    unit_value_peers : int
        Fewest other figures that a median is taken of.
    unit_value_months : int
        Largest distance between the middles of two periods that are compared.
    cif_fob_low, cif_fob_high : Decimal
        Importer's value over exporter's value that freight and insurance explain.
    mirror_quantity : Decimal
        Largest ratio of two quantities of one movement that rounding and time of
        recording explain.
    pattern_years : int
        Years with a verdict that a pattern over time asks for.
    pattern_measures : int
        Measures with a verdict in one year that a pattern over measures asks for.
    pattern_share : Decimal
        Share of all verdicts that must be decided before a pattern is told without
        the warning that it rests on few.

    Raises
    ------
    SchemaError
        If the shares are not in order, a factor is below one, or a pattern asks for
        fewer than two verdicts, of which none could differ.

    """

    enforced: Decimal = Decimal("0.01")
    mostly: Decimal = Decimal("0.10")
    partly: Decimal = Decimal("0.50")
    cap_mostly: Decimal = Decimal(110)
    cap_partly: Decimal = Decimal(150)
    fewest_months: int = 3
    baseline_months: int = 12
    stale_months: int = 12
    unit_value_factor: Decimal = Decimal(2)
    unit_value_peers: int = 2
    unit_value_months: int = 12
    cif_fob_low: Decimal = Decimal("1.00")
    cif_fob_high: Decimal = Decimal("1.20")
    mirror_quantity: Decimal = Decimal("1.10")
    pattern_years: int = 2
    pattern_measures: int = 2
    pattern_share: Decimal = Decimal("0.50")

    def __post_init__(self) -> None:
        ordered = 0 <= self.enforced <= self.mostly <= self.partly
        factors = (self.unit_value_factor, self.cif_fob_high, self.mirror_quantity)
        if not ordered or min(factors) < 1:
            msg = (
                f"Thresholds: found shares {self.enforced}, {self.mostly}, "
                f"{self.partly} and factors {', '.join(map(str, factors))}; expected "
                "shares in rising order and factors of one or more. Mend them."
            )
            raise SchemaError(msg)
        if min(self.pattern_years, self.pattern_measures) < _TWO:
            msg = (
                f"Thresholds: found pattern_years {self.pattern_years} and "
                f"pattern_measures {self.pattern_measures}; expected two or more, "
                "since one verdict has no pattern. Raise them."
            )
            raise SchemaError(msg)
