"""What is asked of the game, and in what units an answer comes."""

from enum import StrEnum

__all__ = ["Question", "Standing", "Unit"]


class Question(StrEnum):
    """A question that the game is asked."""

    PARTIAL = "partial"
    """Why the patron enforces part of the law."""
    RESOLVE = "resolve"
    """What one quarter of full enforcement, seen by all, changes later."""
    OPTION = "option"
    """What another patron changes in the working of pressure."""
    POSTURE = "posture"
    """What the sender's posture changes in the patron's enforcement."""
    THREAT = "threat"
    """What a threat of the hardest measures changes before they are taken."""
    OVERTURE = "overture"
    """What overtures do beside enforcement, and how they go together."""
    BELIEF = "belief"
    """What the belief in the patron's resolve changes in provocation."""
    TODAY = "today"
    """What each would do now, and what may come of it."""


class Unit(StrEnum):
    """What a figure counts."""

    CHANCE = "chance"
    """A probability, or a difference of two, from 0 to 1."""
    SHARE = "share"
    """A share of the law in force, from 0 (none of it) to 1 (all)."""
    QUARTERS = "quarters"
    """An expected number of quarters in which something is done."""
    PAYOFF = "payoff"
    """Payoff of a player, in the unit of the game."""


class Standing(StrEnum):
    """Of which states of the game a figure is an average."""

    TODAY = "today"
    """After the last recorded quarter, what is hidden weighed by its chances."""
    RECORDED = "recorded"
    """All recorded quarters under law alike, what is hidden weighed by its chances."""
