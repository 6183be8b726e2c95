"""The parts of the shelf that come with Yalu: the law, the report, its figures."""

from dataclasses import dataclass

import numpy as np

from yalu import events, library
from yalu.provenance import Source
from yalu.regime import Regime
from yalu.report import Block, Dossier, Section, drawing, gather
from yalu.report.brief import Brief
from yalu.report.document import blocks_of
from yalu.report.dossier import publications_of
from yalu.report.exports import Surroundings, surroundings_of
from yalu.report.rendering import sections_of
from yalu.report.sections.answer import headline, question
from yalu.report.sections.brief import brief
from yalu.web.assets import Asset
from yalu.web.shelf import Part, Shelf

__all__ = [
    "BLOCKS",
    "DOSSIER",
    "FRONT",
    "LAW",
    "LIBRARY",
    "SECTIONS",
    "SOURCES",
    "Front",
]


def _law(shelf: Shelf) -> dict[str, Regime]:
    del shelf
    return {name: library.load(name) for name in library.available()}


def _library(shelf: Shelf) -> Asset:
    del shelf
    return Asset.of("drawing.js", drawing.library().encode())


def _dossier(shelf: Shelf) -> Dossier:
    regime = shelf.take(LAW)[shelf.regime]
    return gather(regime, rng=np.random.default_rng(shelf.seed))


def _sources(shelf: Shelf) -> dict[str, Source]:
    known: dict[str, Source] = {}
    for regime in shelf.take(LAW).values():
        known |= regime.sources
    return known | publications_of(shelf.take(LAW)[shelf.regime], events.read())


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stands at the head of the report, and what it rests on.

    Attributes
    ----------
    question, answer : str
        The question, and the answer in a few clauses; the latter empty where no record
        was judged.
    brief : Brief
        The figures and doubts that come before all others.
    around : Surroundings
        The day it speaks of, the hashes of law and data, and the publications.

    """

    question: str
    answer: str
    brief: Brief
    around: Surroundings


def _front(shelf: Shelf) -> Front:
    dossier = shelf.take(DOSSIER)
    return Front(
        question=question(dossier),
        answer=headline(dossier),
        brief=brief(dossier, list(shelf.take(BLOCKS).values())),
        around=surroundings_of(dossier),
    )


def _sections(shelf: Shelf) -> tuple[Section, ...]:
    return sections_of(shelf.take(DOSSIER))


def _blocks(shelf: Shelf) -> dict[str, Block]:
    return {block.id: block for block in blocks_of(shelf.take(SECTIONS))}


LAW: Part[dict[str, Regime]] = Part(name="law", words="The law", make=_law)
"""Every regime of the library by its name."""
LIBRARY: Part[Asset] = Part(name="library", words="The drawing library", make=_library)
"""The script that draws charts."""
SOURCES: Part[dict[str, Source]] = Part(
    name="sources", words="The sources", make=_sources
)
"""Every publication that the law, the data and the events rest on, by identifier."""
DOSSIER: Part[Dossier] = Part(
    name="dossier", words="The record held against the law", make=_dossier
)
"""All that the report rests on."""
FRONT: Part[Front] = Part(name="front", words="The answer", make=_front)
"""The question, the answer, and the hashes of law and data."""
SECTIONS: Part[tuple[Section, ...]] = Part(
    name="sections", words="The report", make=_sections
)
"""The sections of the report in reading order."""
BLOCKS: Part[dict[str, Block]] = Part(
    name="blocks", words="The figures of the report", make=_blocks
)
"""Every figure and table of the report by its identifier."""
