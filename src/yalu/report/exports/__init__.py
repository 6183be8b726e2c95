"""Ways out of Yalu: figures, tables, law and references as files for other programs.

Each function returns bytes or text, so that the command line writes them to files and
the web page sends them.
"""

from yalu.report.exports.blocks import Surroundings, block_bytes, forms_of
from yalu.report.exports.crosswalk import (
    Fit,
    ProgrammeMatch,
    TermMatch,
    crosswalk_tables,
    programme_matches,
    term_matches,
    terms_of,
)
from yalu.report.exports.datasets import card_text, dataset_bytes, dataset_card
from yalu.report.exports.form import Form, form_named
from yalu.report.exports.grids import grid_table
from yalu.report.exports.law import law_json, law_schema, read_law_json
from yalu.report.exports.reference import (
    REFERENCE_FORMS,
    Reference,
    reference_of_block,
    reference_of_yalu,
)
from yalu.report.exports.standing import reference_of_all, surroundings_of
from yalu.report.exports.tabular import TABLE_FORMS, table_bytes, write_csv

__all__ = [
    "REFERENCE_FORMS",
    "TABLE_FORMS",
    "Fit",
    "Form",
    "ProgrammeMatch",
    "Reference",
    "Surroundings",
    "TermMatch",
    "block_bytes",
    "card_text",
    "crosswalk_tables",
    "dataset_bytes",
    "dataset_card",
    "form_named",
    "forms_of",
    "grid_table",
    "law_json",
    "law_schema",
    "programme_matches",
    "read_law_json",
    "reference_of_all",
    "reference_of_block",
    "reference_of_yalu",
    "surroundings_of",
    "table_bytes",
    "term_matches",
    "terms_of",
    "write_csv",
]
