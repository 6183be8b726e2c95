"""The crosswalk: which words of OpenSanctions stand for which of ours.

OpenSanctions records who is designated under which programme, and by which of fourteen
kinds of measure; here stands what is forbidden, from when and for which goods. Whoever
uses both needs to know which of their programmes and measures are meant by ours, how
well the two fit, and where there is no counterpart.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

import pyarrow as pa

from yalu import library
from yalu.provenance import Confidence
from yalu.regime import Direction, Measure, MeasureKind, Regime

__all__ = [
    "CrosswalkSource",
    "Fit",
    "ProgrammeMatch",
    "TermMatch",
    "crosswalk_tables",
    "programme_matches",
    "sources_of_crosswalk",
    "term_matches",
    "terms_of",
]

_ANY = "any"


class Fit(StrEnum):
    """How one of their words fits one of ours."""

    EXACT = "exact"
    WIDER = "wider"
    PARTIAL = "partial"
    NONE = "none"

    @property
    def skos(self) -> str:
        """The same as SKOS, a vocabulary for such tables, calls it; empty for none.

        Examples
        --------
        >>> Fit.WIDER.skos
        'skos:broadMatch'

        """
        return _SKOS[self]


_SKOS = {
    Fit.EXACT: "skos:exactMatch",
    Fit.WIDER: "skos:broadMatch",
    Fit.PARTIAL: "skos:relatedMatch",
    Fit.NONE: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkSource:
    """Where one of their words is defined.

    Attributes
    ----------
    id, what, url : str
        Identifier, what it is, and its address.
    commit : str
        Version of the file that was read; empty for a listing.
    read_on : date
        Day on which it was read, in a stored copy that need not be the newest.

    """

    id: str
    what: str
    url: str
    commit: str
    read_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeMatch:
    """Which of their programmes is meant by one maker's law in a regime of ours.

    Attributes
    ----------
    regime, body : str
        Identifiers of the regime and of the maker of law.
    programme : str
        Key of theirs; empty where there is none.
    fit : Fit
        How well the two fit; *wider* where theirs takes in more than ours.
    confidence : Confidence
        How sure that is.
    sources : tuple of str
        Identifiers in `sources_of_crosswalk`.
    note : str
        What differs.

    """

    regime: str
    body: str
    programme: str
    fit: Fit
    confidence: Confidence
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """Which of their kinds of measure is meant by one of ours.

    Attributes
    ----------
    kind : MeasureKind or None
        Kind of ours; None for a word of theirs that none of ours answers to.
    direction : Direction or None
        Movement that the row is about; None for any.
    measure : str
        The one measure that the row is about; empty for all that have no row of
        their own.
    term : str
        Word of theirs; empty where there is none.
    fit, confidence, sources, note
        As for `ProgrammeMatch`.

    """

    kind: MeasureKind | None
    direction: Direction | None
    measure: str
    term: str
    fit: Fit
    confidence: Confidence
    sources: tuple[str, ...]
    note: str


@cache
def sources_of_crosswalk() -> Mapping[str, CrosswalkSource]:
    """Return where their words are defined, by identifier."""
    return {
        row["id"]: CrosswalkSource(
            id=row["id"],
            what=row["what"],
            url=row["url"],
            commit=row["commit"],
            read_on=date.fromisoformat(row["read_on"]),
        )
        for row in _rows("opensanctions_sources.csv")
    }


@cache
def programme_matches() -> tuple[ProgrammeMatch, ...]:
    """Return a row for each maker of law of each regime of the library.

    Examples
    --------
    >>> next(m for m in programme_matches() if m.regime == "iran").programme
    'UN-SC1737'

    """
    return tuple(
        ProgrammeMatch(
            regime=row["regime"],
            body=row["body"],
            programme=row["programme"],
            fit=Fit(row["fit"]),
            confidence=Confidence(row["confidence"]),
            sources=tuple(row["source"].split(";")),
            note=row["note"],
        )
        for row in _rows("opensanctions_programmes.csv")
    )


@cache
def term_matches() -> tuple[TermMatch, ...]:
    """Return the rows for our kinds of measure, and for their words without one."""
    return tuple(
        TermMatch(
            kind=MeasureKind(row["kind"]) if row["kind"] else None,
            direction=Direction(row["direction"])
            if row["direction"] not in (_ANY, "")
            else None,
            measure=row["measure"],
            term=row["term"],
            fit=Fit(row["fit"]),
            confidence=Confidence(row["confidence"]),
            sources=tuple(row["source"].split(";")),
            note=row["note"],
        )
        for row in _rows("opensanctions_measures.csv")
    )


def terms_of(measure: Measure) -> tuple[TermMatch, ...]:
    """Return the rows that one measure falls under: its own, or those of its kind.

    Examples
    --------
    >>> law = library.load("dprk")
    >>> [match.term for match in terms_of(law.measure("UN-1718-8d"))]
    ['Asset freeze']

    """
    fitting = [
        match
        for match in term_matches()
        if match.kind is measure.kind
        and match.direction in (None, measure.direction)
        and match.measure in ("", measure.id)
    ]
    own = [match for match in fitting if match.measure]
    return tuple(own or fitting)


def crosswalk_tables() -> dict[str, pa.Table]:
    """Return the crosswalk as tables.

    Returns
    -------
    dict of str to pyarrow.Table
        ``programmes``: a row for each maker of law of each regime; ``kinds``: a row for
        each kind of measure and word of theirs; ``measures``: a row for each measure of
        the library and word of theirs, computed from the two; ``sources``: where their
        words are defined. Columns that end in ``_fit`` and ``_confidence`` tell how
        well the two fit and how sure that is; an empty programme or word means that
        there is no counterpart.

    """
    return {
        "programmes": pa.Table.from_pylist(
            [_programme(m) for m in programme_matches()]
        ),
        "kinds": pa.Table.from_pylist([_term(m) for m in term_matches()]),
        "measures": pa.Table.from_pylist(list(_measures())),
        "sources": pa.Table.from_pylist(
            [
                {
                    "id": source.id,
                    "what": source.what,
                    "url": source.url,
                    "commit": source.commit,
                    "read_on": source.read_on,
                }
                for source in sources_of_crosswalk().values()
            ]
        ),
    }


def _programme(match: ProgrammeMatch) -> dict[str, object]:
    return {
        "regime": match.regime,
        "body": match.body,
        "programme": match.programme,
        **_judged(match),
    }


def _term(match: TermMatch) -> dict[str, object]:
    return {
        "kind": "" if match.kind is None else match.kind.value,
        "direction": _ANY if match.direction is None else match.direction.value,
        "measure": match.measure,
        "term": match.term,
        **_judged(match),
    }


def _judged(match: ProgrammeMatch | TermMatch) -> dict[str, object]:
    """Return how well the words of a row fit, who says so, and when it was read."""
    return {
        "fit": match.fit.value,
        "skos": match.fit.skos,
        "confidence": match.confidence.value,
        "sources": list(match.sources),
        "read_on": min(sources_of_crosswalk()[name].read_on for name in match.sources),
        "note": match.note,
    }


def _measures() -> Iterator[dict[str, object]]:
    for name in library.available():
        regime = library.load(name)
        programmes = {m.body: m for m in programme_matches() if m.regime == name}
        for measure in regime.measures.values():
            yield from _of_measure(regime, measure, programmes)


def _of_measure(
    regime: Regime, measure: Measure, programmes: Mapping[str, ProgrammeMatch]
) -> Iterator[dict[str, object]]:
    instrument = regime.instrument_of(measure)
    programme = programmes[instrument.body]
    span = measure.interval
    for match in terms_of(measure):
        yield {
            "regime": regime.id,
            "measure": measure.id,
            "instrument": instrument.symbol,
            "paragraph": measure.paragraph,
            "body": instrument.body,
            "kind": measure.kind.value,
            "direction": measure.direction.value,
            "from": None if span is None else span.start,
            "until": None if span is None else span.end,
            "programme": programme.programme,
            "programme_fit": programme.fit.value,
            "programme_confidence": programme.confidence.value,
            "term": match.term,
            "term_fit": match.fit.value,
            "term_confidence": match.confidence.value,
        }


def _rows(name: str) -> list[dict[str, str]]:
    path = files("yalu.report.exports").joinpath("data", name)
    lines = io.StringIO(path.read_text(encoding="utf-8"), newline="")
    return list(csv.DictReader(lines, strict=True))
