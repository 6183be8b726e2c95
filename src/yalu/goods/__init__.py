"""Goods as customs count them: HS codes, their revisions, and what lies within."""

from yalu.goods.chapters import chapter_title
from yalu.goods.concordance import convert
from yalu.goods.containment import Match, containment
from yalu.goods.naming import codes_named
from yalu.goods.nomenclature import codes, expand, known
from yalu.goods.notation import parse_code
from yalu.goods.revision import Revision, parse_revision, revision_on
from yalu.goods.sections import SECTIONS, sections

__all__ = [
    "SECTIONS",
    "Match",
    "Revision",
    "chapter_title",
    "codes",
    "codes_named",
    "containment",
    "convert",
    "expand",
    "known",
    "parse_code",
    "parse_revision",
    "revision_on",
    "sections",
]
