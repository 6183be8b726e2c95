"""A figure or a table of the report as the bytes of a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yalu import __version__
from yalu.provenance import Source
from yalu.report import drawing
from yalu.report.block import Block, Figure, cited_in
from yalu.report.exports.form import Form, form_named
from yalu.report.exports.grids import grid_table
from yalu.report.exports.picture import figure_png, figure_svg
from yalu.report.exports.reference import Reference, reference_of_block
from yalu.report.exports.tabular import table_bytes

__all__ = ["Surroundings", "block_bytes", "forms_of"]

_OF_TABLES = (Form.CSV, Form.PARQUET, Form.XLSX, Form.JSON, Form.TXT, Form.BIB)
_OF_FIGURES = (*_OF_TABLES, Form.SVG, Form.PNG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a figure or table stands in, for its source line and its reference.

    Attributes
    ----------
    on : date
        The day it speaks of.
    hashes : mapping of str to str
        SHA-256 of the law and data that it rests on, by a name in words.
    known : mapping of str to Source
        Publications by identifier.

    """

    on: date
    hashes: Mapping[str, str]
    known: Mapping[str, Source]

    def reference(self, block: Block) -> Reference:
        """Return how a figure or table is cited."""
        return reference_of_block(
            block, on=self.on, hashes=self.hashes, known=self.known
        )


def forms_of(block: Block) -> tuple[Form, ...]:
    """Return the forms that a figure or table can be had in."""
    return _OF_FIGURES if isinstance(block, Figure) else _OF_TABLES


def block_bytes(block: Block, form: Form, around: Surroundings) -> bytes:
    """Return a figure or table as the bytes of a file.

    The same block gives the same bytes. Data (CSV, Parquet, workbook, JSON) are every
    number that is drawn; a picture carries its finding, definition, evidence and
    sources; text and BibTeX tell how to cite it.

    Parameters
    ----------
    block : Figure or Table
        What to export.
    form : Form
        One of `forms_of` it.
    around : Surroundings
        What it stands in.

    Raises
    ------
    SchemaError
        If it cannot be had in that form.

    """
    chosen = form_named(form, forms_of(block), place=f"form of {block.id}")
    match chosen:
        case Form.CSV:
            return block.data.csv.encode("utf-8")
        case Form.PARQUET | Form.XLSX:
            told = _about(block, around)
            return table_bytes(grid_table(block.data), chosen, about=told)
        case Form.JSON:
            return _json(block, around)
        case Form.TXT | Form.BIB:
            return around.reference(block).content(chosen).encode("utf-8")
    if not isinstance(block, Figure):  # never: `forms_of` has no pictures of tables
        raise TypeError(block.id)
    foot = f"Yalu {__version__}, as of {around.on.isoformat()}: figure {block.id}"
    if chosen is Form.SVG:
        return figure_svg(block, known=around.known, foot=foot).encode("utf-8")
    return figure_png(block, known=around.known, foot=foot)


def _about(block: Block, around: Surroundings) -> dict[str, str]:
    told = {
        "id": block.id,
        "title": block.title,
        "definition": block.definition,
        "evidence": ", ".join(grade.value for grade in block.grades),
        "sources": "\n".join(
            " ".join(filter(None, (s["id"], s["publisher"], s["url"])))
            for s in _sources(block, around)
        ),
        "reference": around.reference(block).text,
    }
    return {name: text for name, text in told.items() if text}


def _sources(block: Block, around: Surroundings) -> list[dict[str, str]]:
    known = around.known
    return [
        {
            "id": name,
            "publisher": known[name].publisher if name in known else "",
            "url": known[name].url if name in known else "",
        }
        for name in cited_in(block)
    ]


def _json(block: Block, around: Surroundings) -> bytes:
    told: dict[str, object] = {
        "id": block.id,
        "kind": "figure" if isinstance(block, Figure) else "table",
        "title": block.title,
        "definition": block.definition,
        "evidence": [grade.value for grade in block.grades],
        "sources": _sources(block, around),
        "reference": around.reference(block).text,
        "by_row": bool(block.data.origins),
        "columns": list(block.data.columns),
        "rows": block.data.records,
    }
    if isinstance(block, Figure):
        told["summary"] = block.summary
        told["charts"] = [
            {"label": panel.label, "vega_lite": drawing.specification(panel.chart)}
            for panel in block.panels
        ]
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1)
    return (text + "\n").encode("utf-8")
