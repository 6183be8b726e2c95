"""What queries are asked of, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from yalu.claims.claim import Value
from yalu.claims.played import Played
from yalu.claims.pressed import Pressed
from yalu.compliance import Assessment
from yalu.dependence import DependenceProfile
from yalu.events import EventLog
from yalu.provenance import Evidence
from yalu.regime import Regime

__all__ = ["Answer", "Record", "span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The law and the facts that claims are held against.

    Attributes
    ----------
    regime : Regime
        The encoded law.
    flows : pyarrow.Table
        Recorded trade.
    estimates : pyarrow.Table
        What others have worked out.
    profile : DependenceProfile
        Who needs whom.
    events : EventLog
        What happened when.
    assessment : Assessment or None
        What law and trade say about each other; None if it was not made.
    pressure : Pressed or None
        What the models of pressure say; None if none was asked.
    strategy : Played or None
        What the game of the players says; None if nothing was.
    no_witness : frozenset of str
        Sources that do not count as independent: the articles themselves, and what
        was written from memory.
    authorities : frozenset of str
        Sources that are an authority's own page or record.

    """

    regime: Regime
    flows: pa.Table
    estimates: pa.Table
    profile: DependenceProfile
    events: EventLog
    assessment: Assessment | None
    pressure: Pressed | None
    strategy: Played | None
    no_witness: frozenset[str]
    authorities: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query found.

    Attributes
    ----------
    values : mapping of str to value
        Named numbers, words and truths.
    evidence : Evidence or None
        Weakest grade among all that was used.
    sources : tuple of str
        Identifiers of the sources.
    citations : tuple of str
        Paragraphs and publications, in words.
    missing : str
        Why nothing could be found; empty if something was.

    """

    values: Mapping[str, Value] = field(default_factory=dict)
    evidence: Evidence | None = None
    sources: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    missing: str = ""


def span(low: float, high: float, form: str = ",.0f") -> str:
    """Return a range in words, or the one number it is.

    Examples
    --------
    >>> span(67, 97), span(56, 56)
    ('67 to 97', '56')

    """
    first, last = f"{low:{form}}", f"{high:{form}}"
    return first if first == last else f"{first} to {last}"
