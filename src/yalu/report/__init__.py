"""One self-contained page that answers the question, with everything behind it."""

from yalu.report.block import Block, Cell, Figure, Panel, Section, Table
from yalu.report.dossier import Dossier, gather
from yalu.report.grid import Grid
from yalu.report.rendering import Report, render

__all__ = [
    "Block",
    "Cell",
    "Dossier",
    "Figure",
    "Grid",
    "Panel",
    "Report",
    "Section",
    "Table",
    "gather",
    "render",
]
