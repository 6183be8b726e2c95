"""Where a statement comes from, and how far it can be trusted.

Four grades of *evidence* are never mixed: what an authority recorded
(`official`), what a third party printed about it (`reported`), what somebody
worked out (`estimated`) and what somebody accuses (`alleged`). *Confidence* is
the encoder's own judgement of how sure a transcription is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

__all__ = ["Citation", "Confidence", "Evidence", "Source", "weakest"]


class Evidence(StrEnum):
    """What kind of statement a figure is."""

    OFFICIAL = "official"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    ALLEGED = "alleged"


class Confidence(StrEnum):
    """How sure the encoder is of a transcribed fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


_Grade = TypeVar("_Grade", Evidence, Confidence)
_ORDER: tuple[Evidence | Confidence, ...] = (*Evidence, *Confidence)


def weakest(grades: Iterable[_Grade]) -> _Grade | None:
    """Return the weakest of several grades, None of none.

    A result is no better than the weakest statement it rests on. Both kinds of grade
    are listed from the strongest to the weakest.

    Examples
    --------
    >>> weakest([Evidence.OFFICIAL, Evidence.ESTIMATED, Evidence.REPORTED]).value
    'estimated'

    """
    return max(grades, key=_ORDER.index, default=None)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule is written.

    Attributes
    ----------
    instrument : str
        The text, by the symbol its maker gave it.
    paragraph : str
        The place in it, down to the letter, e.g. ``"26(b)"``; empty for texts that
        are cited as a whole.

    Examples
    --------
    >>> print(Citation("S/RES/2371 (2017)", "8"))
    S/RES/2371 (2017), para. 8

    """

    instrument: str
    paragraph: str = ""

    def __str__(self) -> str:
        place = f", para. {self.paragraph}" if self.paragraph else ""
        return self.instrument + place


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that figures are taken from.

    Attributes
    ----------
    id : str
        Short identifier used in the rows, e.g. ``"R1812"``.
    publisher : str
        Who published it, with the date where known.
    url : str
        Address of the page; may be empty for print.

    """

    id: str
    publisher: str
    url: str = ""
