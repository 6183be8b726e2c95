"""Instruments: resolutions, announcements, decrees and regulations."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from yalu.regime.form import LawForm
from yalu.regime.measure import Identifier, Measure
from yalu.regime.vocabulary import MeasureKind

__all__ = ["Body", "Instrument", "InstrumentStatus", "Vote"]


class InstrumentStatus(StrEnum):
    """Whether an instrument is law."""

    ADOPTED = "adopted"
    DRAFT = "draft"
    VETOED = "vetoed"


class Vote(LawForm):
    """A vote in the Security Council."""

    in_favour: int
    against: int
    abstaining: int
    note: str = ""

    def __str__(self) -> str:
        return f"{self.in_favour}-{self.against}-{self.abstaining}"


class Body(LawForm):
    """A maker of law.

    Attributes
    ----------
    id : str
        ``"UN"``, a state's ISO code, or the name of a group, e.g. ``"EU"``.
    name : str
        Its name.
    binds : tuple of str
        Whom its law binds: ``"all"``, states by ISO code, or groups of
        `yalu.territories` by name.
    not_encoded : tuple of MeasureKind
        Kinds of its own law that are not in this library: where the matter is of
        that kind the answer is *not encoded*, never *permitted*.
    note : str
        What a reader should know of the gaps.

    """

    id: str
    name: str
    binds: tuple[str, ...] = Field(min_length=1)
    not_encoded: tuple[MeasureKind, ...] = ()
    note: str = ""


class Instrument(LawForm):
    """One legal text.

    Attributes
    ----------
    id : str
        Identifier, unique in the regime; also the name of its file.
    symbol : str
        Official symbol or number.
    body : str
        Identifier of the `Body` that made it.
    title : str
        What it is about, in our own words.
    adopted_on, published_on : date
        Adoption in the calendar of the maker; publication, for what was known when.
    vote : Vote or None
        Council vote.
    url : str
        Where the text stands.
    implements : tuple of str
        Instruments it carries out.
    status : InstrumentStatus
        Drafts and vetoed texts are kept, and bind nobody.
    measures : tuple of Measure
        What it does.

    """

    id: Identifier
    symbol: str
    body: str
    title: str
    adopted_on: date
    published_on: date
    vote: Vote | None = None
    url: str = ""
    implements: tuple[Identifier, ...] = ()
    status: InstrumentStatus = InstrumentStatus.ADOPTED
    notes: str = ""
    sources: tuple[str, ...] = Field(min_length=1)
    measures: tuple[Measure, ...] = ()

    @property
    def is_law(self) -> bool:
        """Whether it was adopted."""
        return self.status is InstrumentStatus.ADOPTED
