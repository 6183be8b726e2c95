"""Who plays which part, by the codes that the log of events uses."""

from dataclasses import dataclass

__all__ = ["KOREA", "Parties"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Codes of the players.

    Attributes
    ----------
    target, patron : str
        Who is under sanctions, and whose enforcement decides.
    senders : frozenset of str
        Who presses: the one that tables texts and its allies at arms.
    rival : str
        The target's rival, whose recognition by the patron breaks the channel.
    alternatives : frozenset of str
        Who might stand in for the patron.
    council : str
        The body that adopts texts.

    """

    target: str
    patron: str
    senders: frozenset[str]
    rival: str
    alternatives: frozenset[str]
    council: str = "UNSC"


KOREA = Parties(
    target="PRK",
    patron="CHN",
    senders=frozenset({"USA", "KOR", "JPN"}),
    rival="KOR",
    alternatives=frozenset({"RUS", "SUN"}),
)
"""The players of the case that comes with Yalu."""
