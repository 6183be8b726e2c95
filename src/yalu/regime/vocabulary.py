"""The closed vocabularies of the law: kinds, directions, verdicts, claims.

A *claim* is a fact that the law makes a condition and that somebody must assert
and prove: none is ever assumed. What a claim means stands beside its name.
"""

from enum import StrEnum

__all__ = [
    "CapRule",
    "CapScope",
    "Claim",
    "CodeBasis",
    "Direction",
    "MeasureKind",
    "Origin",
    "Repeats",
    "Status",
]


class MeasureKind(StrEnum):
    """What a measure does."""

    IMPORT_BAN = "import_ban"
    EXPORT_BAN = "export_ban"
    TRADE_BAN = "trade_ban"
    IMPORT_SUSPENSION = "import_suspension"
    CAP = "cap"
    PRICE_CAP = "price_cap"
    ARMS_EMBARGO = "arms_embargo"
    LUXURY_GOODS = "luxury_goods"
    VESSEL_CARGO_BAN = "vessel_cargo_ban"
    ITEM_LIST = "item_list"
    CATCH_ALL = "catch_all"
    EXEMPTION = "exemption"
    TRANSPORT = "transport"
    FINANCIAL = "financial"
    LABOUR = "labour"
    JOINT_VENTURE = "joint_venture"
    SERVICE = "service"
    TRAVEL_BAN = "travel_ban"
    DESIGNATION = "designation"
    IMPLEMENTATION = "implementation"

    @property
    def is_activity(self) -> bool:
        """Whether it concerns an activity instead of goods that move."""
        return self in _ACTIVITIES


_ACTIVITIES = frozenset(
    {
        MeasureKind.TRANSPORT,
        MeasureKind.FINANCIAL,
        MeasureKind.LABOUR,
        MeasureKind.JOINT_VENTURE,
        MeasureKind.SERVICE,
        MeasureKind.TRAVEL_BAN,
        MeasureKind.DESIGNATION,
    }
)


class Direction(StrEnum):
    """Which way goods move, seen from the target of the regime."""

    FROM_TARGET = "from_target"
    TO_TARGET = "to_target"
    BOTH = "both"
    NONE = "none"

    def includes(self, other: "Direction") -> bool:
        """Return whether a movement in direction `other` is concerned."""
        return self is Direction.BOTH or self is other


class Status(StrEnum):
    """What the law says about one shipment, strictest first."""

    PROHIBITED = "prohibited"
    UNDECIDABLE = "undecidable"
    NEEDS_APPROVAL = "needs_approval"
    CAPPED = "capped"
    CONDITIONAL = "conditional"
    NOT_ENCODED = "not_encoded"
    PERMITTED = "permitted"

    @property
    def severity(self) -> int:
        """Rank on the lattice: the highest of several verdicts stands."""
        return _SEVERITY[self]


_SEVERITY = {status: len(Status) - rank for rank, status in enumerate(Status)}


class Claim(StrEnum):
    """A fact the law asks for; asserted by the user, never assumed."""

    LIVELIHOOD = "livelihood"
    NO_TAINTED_PARTY = "no_tainted_party"
    NO_REVENUE_LINK = "no_revenue_link"
    THIRD_COUNTRY_ORIGIN = "third_country_origin"
    VIA_RAJIN = "via_rajin"
    COMMITTEE_NOTIFIED = "committee_notified"
    EXPORTING_STATE_CONFIRMS = "exporting_state_confirms"
    COMMITTEE_APPROVAL = "committee_approval"
    NATIONAL_APPROVAL = "national_approval"
    HUMANITARIAN = "humanitarian"
    FLIGHT_REFUELLING = "flight_refuelling"
    AIRCRAFT_SAFETY_PARTS = "aircraft_safety_parts"
    COMPANY_DECLARATION = "company_declaration"
    PROVINCIAL_FILING = "provincial_filing"
    SHIPPED_BEFORE_START = "shipped_before_start"
    CERTIFICATE_OF_ORIGIN = "certificate_of_origin"
    RETURN_BARRED = "return_barred"
    NON_COMMERCIAL_UTILITY = "non_commercial_utility"
    NON_DESIGNATED_VESSEL = "non_designated_vessel"

    @property
    def is_approval(self) -> bool:
        """Whether it is a decision of an authority, to be applied for."""
        return self in (Claim.COMMITTEE_APPROVAL, Claim.NATIONAL_APPROVAL)

    @property
    def meaning(self) -> str:
        """What is asserted, in words."""
        return _MEANING[self]


_MEANING = {
    Claim.LIVELIHOOD: "it serves livelihood purposes exclusively",
    Claim.NO_TAINTED_PARTY: (
        "no party tied to banned programmes or evasion takes part, and no revenue "
        "reaches such programmes"
    ),
    Claim.NO_REVENUE_LINK: "it earns no revenue for banned programmes",
    Claim.THIRD_COUNTRY_ORIGIN: "the goods originate outside the target",
    Claim.VIA_RAJIN: "they only transit to be shipped from Rajin (Rason)",
    Claim.COMMITTEE_NOTIFIED: "the Committee was notified in advance",
    Claim.EXPORTING_STATE_CONFIRMS: "the exporting state confirms the origin",
    Claim.COMMITTEE_APPROVAL: "the Committee approved this case in advance",
    Claim.NATIONAL_APPROVAL: "the national authority approved this case in advance",
    Claim.HUMANITARIAN: "it serves a humanitarian purpose",
    Claim.FLIGHT_REFUELLING: (
        "the fuel goes to a civil passenger aircraft abroad, for its flight to the "
        "target and back"
    ),
    Claim.AIRCRAFT_SAFETY_PARTS: (
        "the parts keep listed civil passenger aircraft safe to fly"
    ),
    Claim.COMPANY_DECLARATION: "the company filed its signed letter at customs",
    Claim.PROVINCIAL_FILING: "the case was filed through the provincial office",
    Claim.SHIPPED_BEFORE_START: "the goods were shipped or at port before the start",
    Claim.CERTIFICATE_OF_ORIGIN: "a certificate of origin of the government is held",
    Claim.RETURN_BARRED: "the person may not lawfully be returned, or is a national",
    Claim.NON_COMMERCIAL_UTILITY: "it is non-commercial public infrastructure",
    Claim.NON_DESIGNATED_VESSEL: "the vessel is not designated by the Committee",
}


class Origin(StrEnum):
    """Where goods must originate for a rule to mean them."""

    ANY = "any"
    TARGET = "target"
    THIRD_COUNTRY = "third_country"

    def admits(self, *, third_country: bool) -> bool:
        """Return whether goods are meant, given whether their origin is foreign."""
        match self:
            case Origin.ANY:
                return True
            case Origin.TARGET:
                return not third_country
            case Origin.THIRD_COUNTRY:
                return third_country


class CapRule(StrEnum):
    """How the limits of a cap are read together."""

    MAX = "max"
    WHICHEVER_LOWER = "whichever_lower"
    EITHER_LIMIT = "either_limit"
    NOT_ABOVE_PREVIOUS_12_MONTHS = "not_above_previous_12_months"
    PRICE_AT_OR_BELOW = "price_at_or_below"


class CapScope(StrEnum):
    """Whose shipments are added up against a cap."""

    ALL_STATES = "all_states"
    EACH_STATE = "each_state"


class Repeats(StrEnum):
    """When a cap starts again."""

    NO = "no"
    CALENDAR_YEAR = "calendar_year"
    ANNIVERSARY = "anniversary"


class CodeBasis(StrEnum):
    """Who gives the goods codes of a measure."""

    TEXT = "text"
    COMMITTEE = "committee"
    PANEL = "panel"
    NATIONAL_LIST = "national_list"
    PRACTICE = "practice"
    ANALYST = "analyst"
