"""Ways out of Yalu: figures, tables, law and references as files for other programs.

Each function returns bytes or text, so that the command line writes them to files and
the web page sends them.
"""

from yalu.report.exports.blocks import Surroundings, block_bytes, forms_of
from yalu.report.exports.form import Form, form_named
from yalu.report.exports.grids import grid_table
from yalu.report.exports.reference import (
    REFERENCE_FORMS,
    Reference,
    reference_of_block,
    reference_of_yalu,
)
from yalu.report.exports.tabular import TABLE_FORMS, table_bytes

__all__ = [
    "REFERENCE_FORMS",
    "TABLE_FORMS",
    "Form",
    "Reference",
    "Surroundings",
    "block_bytes",
    "form_named",
    "forms_of",
    "grid_table",
    "reference_of_block",
    "reference_of_yalu",
    "table_bytes",
]
