"""The closed vocabularies of events: kinds, calendars, dating and ballots."""

from enum import StrEnum
from zoneinfo import ZoneInfo

from yalu.periods import Place

__all__ = ["UNCHECKED", "Ballot", "Calendar", "Dating", "EventKind"]

UNCHECKED = "GK"
"""Identifier of the source that stands for general knowledge nobody has checked."""


class EventKind(StrEnum):
    """What sort of event it is."""

    NUCLEAR_TEST = "nuclear_test"
    LONG_RANGE_LAUNCH = "long_range_launch"
    """A satellite launcher or an intercontinental missile; `Event.mark` says which."""
    MISSILE_LAUNCH = "missile_launch"
    """Any other missile or rocket."""
    OTHER_PROVOCATION = "other_provocation"
    """Attack, incursion, exchange of fire, seizure ...; `Event.mark` says which."""
    LAUNCH_NOTICE = "launch_notice"
    CONDEMNATION = "condemnation"
    """Statement of the Council, or joint one of states; `Event.mark` says which."""
    RESOLUTION = "resolution"
    """A text of substance, such as one of sanctions; the actor says whose."""
    MANDATE_RENEWAL = "mandate_renewal"
    COUNCIL_MEETING = "council_meeting"
    """The Council met and decided nothing."""
    DESIGNATION = "designation"
    """A round of listings, of one state or of the United Nations."""
    VETO = "veto"
    DILUTION = "dilution"
    """A patron blocks or weakens a text or a listing without a vote."""
    ANNOUNCEMENT = "announcement"
    """A national act that carries out the law."""
    EXERCISE = "exercise"
    EXERCISE_CANCELLED = "exercise_cancelled"
    """Cancelled, suspended or scaled down."""
    DEPLOYMENT = "deployment"
    """Defences, bombers, carriers and the like."""
    PATRON_VISIT = "patron_visit"
    TARGET_VISIT = "target_visit"
    PATRON_WARNING = "patron_warning"
    PATRON_PUNISHMENT = "patron_punishment"
    TARGET_CRITICISM = "target_criticism"
    """Media or officials of the target against the patron."""
    STATEMENT = "statement"
    """What a party says of its own policy."""
    COURTSHIP = "courtship"
    """A patron courts the rival of the target."""
    RECOGNITION = "recognition"
    ALTERNATIVE_PATRON_SUPPORT = "alternative_patron_support"
    """Another state helps in place of the patron."""
    RELIEF = "relief"
    """Aid, easing, lifting."""
    RETALIATION = "retaliation"
    """A patron against a third state."""
    SUMMIT = "summit"
    TALKS = "talks"
    AGREEMENT = "agreement"
    BREAKDOWN = "breakdown"
    """Talks or an agreement fail."""
    ASSURANCE = "assurance"
    PURGE = "purge"
    SUCCESSION = "succession"
    BORDER_CLOSURE = "border_closure"
    HOLIDAY = "holiday"


class Calendar(StrEnum):
    """Whose calendar day an event is dated by."""

    KOREA = "Korea"
    CHINA = "China"
    NEW_YORK = "New York"
    LOCAL = "local"

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone of the calendar; None where it is merely the local one."""
        match self:
            case Calendar.KOREA:
                return ZoneInfo("Asia/Pyongyang")
            case Calendar.CHINA:
                return ZoneInfo(Place.BEIJING)
            case Calendar.NEW_YORK:
                return ZoneInfo(Place.NEW_YORK)
            case Calendar.LOCAL:
                return None


class Dating(StrEnum):
    """What the days of an event mean."""

    DAY = "day"
    """It was on this day."""
    DAYS = "days"
    """From one day to another, because it lasted or because either may be right."""
    MONTH = "month"
    """Some time in this month."""
    LONGER = "longer"
    """Some time in these whole months or years."""


class Ballot(StrEnum):
    """How one member of the Council voted."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
