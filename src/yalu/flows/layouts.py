"""Known shapes of trade files: which of their columns says what.

A *layout* maps the columns of a file to the fields of a record, all still text.
It also says what the file leaves unsaid: the scale of its amounts, its usual
unit, the kind of statement. What is asked of a record afterwards is the same
for every layout. The layouts that are known by themselves are in
`yalu.flows.known_layouts`; `yalu.flows.mapping` describes any other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from yalu.flows.table import Series
from yalu.provenance import Evidence

__all__ = ["FIELDS", "Areas", "Layout", "LayoutSpec"]

FIELDS = (
    "reporter",
    "reporter_name",
    "partner",
    "partner_name",
    "direction",
    "period",
    "period_start",
    "period_end",
    "hs_code",
    "hs_revision",
    "value_usd",
    "quantity",
    "unit",
    "quantity_2",
    "unit_2",
    "quantity_3",
    "unit_3",
    "series",
    "source",
    "evidence",
    "procedure",
    "transport",
    "partner_2",
    "estimated",
)
"""What a layout can say of a record, before anything is understood."""


class Layout(StrEnum):
    """A shape of file that can be read."""

    COMTRADE_JSON = "comtrade_json"
    COMTRADE_CSV = "comtrade_csv"
    COMTRADE_LEGACY_CSV = "comtrade_legacy_csv"
    BACI = "baci"
    GACC_CSV = "gacc_csv"
    CANONICAL = "canonical"
    GENERIC = "generic"


class Areas(StrEnum):
    """How a layout writes states and areas."""

    ANY = "any"
    COMTRADE = "comtrade"
    GACC = "gacc"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutSpec:
    """What one layout says, and how.

    Attributes
    ----------
    layout : Layout
        Which one.
    columns : mapping of str to tuple of str
        For each field, the columns that may hold it, the best first; compared
        without regard to case.
    required : tuple of tuple of str
        Fields of which at least one column per group must be there.
    constants : mapping of str to str
        Fields that the file does not hold.
    areas : Areas
        How states are written.
    units : tuple of str
        Which sets of unit spellings apply.
    words : mapping of str to mapping
        Further spellings of directions, units and areas, by field.
    value_scale, quantity_scale : Decimal
        What one unit in the file is worth in ours.
    pad_codes, cut_codes, zero_is_missing, strict_unit : bool
        Whether a code of five digits lacks its zero by convention; whether national
        codes are cut to six digits; whether a zero quantity beside a value means
        unknown; whether a strange unit is a fault, not just a missing quantity.
    grouping, point : str
        Mark between thousands, and the decimal mark.
    date_format, span : str
        Form of the period for ``strptime`` and how long it lasts; empty for the
        usual forms.
    source : str
        Identifier of the source where the file names none.
    series, evidence : Series, Evidence
        Kind and grade of the statements where the file names none.

    """

    layout: Layout
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    areas: Areas = Areas.ANY
    units: tuple[str, ...] = ("name",)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    value_scale: Decimal = Decimal(1)
    quantity_scale: Decimal = Decimal(1)
    pad_codes: bool = False
    cut_codes: bool = False
    zero_is_missing: bool = False
    strict_unit: bool = False
    grouping: str = ""
    point: str = "."
    date_format: str = ""
    span: str = ""
    source: str = ""
    series: Series = Series.CUSTOMS
    evidence: Evidence = Evidence.OFFICIAL

    def chosen(self, columns: Sequence[str]) -> dict[str, int]:
        """Return, for each field, the position of its column in a file."""
        places: dict[str, int] = {}
        for position, name in enumerate(columns):
            places.setdefault(_plain(name), position)
        found = {}
        for name, candidates in self.columns.items():
            held = [places[_plain(c)] for c in candidates if _plain(c) in places]
            if held:
                found[name] = held[0]
        return found

    def lacks(
        self, columns: Sequence[str], told: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Return the columns a file should have and has not.

        Fields that its sender has `told` need no column.
        """
        found = {*self.chosen(columns), *told}
        return tuple(
            " or ".join(dict.fromkeys(c for f in group for c in self.columns[f][:1]))
            for group in self.required
            if not any(name in found for name in group)
        )


def _plain(name: str) -> str:
    return " ".join(name.strip().strip("\ufeff").lower().split())
