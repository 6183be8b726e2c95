"""Embedded datasets as files: the figures, and a card that tells what they are."""

import json
from importlib.resources import files
from typing import Any

from yalu import sources
from yalu.report.exports.form import Form, form_named
from yalu.report.exports.tabular import TABLE_FORMS, table_bytes

__all__ = ["card_text", "dataset_bytes", "dataset_card"]


def dataset_bytes(name: str, form: Form) -> bytes:
    """Return an embedded dataset as the bytes of a file.

    In the form that it comes in, these are the very bytes whose hash its card names.

    Parameters
    ----------
    name : str
        One of `yalu.sources.available`.
    form : Form
        One of `TABLE_FORMS`.

    Raises
    ------
    UnknownCodeError
        If no dataset has this name.
    SchemaError
        If it cannot be had in that form.
    IntegrityError
        If the file is not the one that was built and checked.

    Examples
    --------
    >>> dataset_bytes("sources", Form.CSV)[:12]
    b'id,publisher'

    """
    chosen = form_named(form, TABLE_FORMS, place=f"form of {name}")
    card = sources.describe(name)
    table = sources.load(name)
    if chosen.value == card.format:
        return files("yalu.sources").joinpath("data", card.file).read_bytes()
    about = {
        "dataset": card.name,
        "title": card.title,
        "publisher": card.publisher,
        "licence": " ".join(filter(None, (card.licence.name, card.licence.note))),
        "retrieved": card.retrieved.isoformat(),
        "sha256": f"{card.sha256} ({card.file})",
        "notes": "\n".join(card.notes),
        "columns": "\n".join(
            f"{c.name}: {c.meaning}{f' [{c.unit}]' if c.unit else ''}"
            for c in card.columns
        ),
    }
    told = {key: text for key, text in about.items() if text}
    return table_bytes(table, chosen, about=told)


def dataset_card(name: str) -> dict[str, Any]:
    """Return what a reader should know of a dataset: origin, terms, hash, columns.

    Raises
    ------
    UnknownCodeError
        If no dataset has this name.

    Examples
    --------
    >>> dataset_card("sources")["columns"][0]["name"]
    'id'

    """
    card = sources.describe(name)
    return {
        "name": card.name,
        "title": card.title,
        "publisher": card.publisher,
        "licence": {
            "name": card.licence.name,
            "redistribute": card.licence.redistribute,
            "note": card.licence.note,
        },
        "retrieved": card.retrieved.isoformat(),
        "file": card.file,
        "sha256": card.sha256,
        "rows": card.rows,
        "notes": list(card.notes),
        "sources": list(card.sources),
        "columns": [
            {
                "name": column.name,
                "kind": column.kind,
                "unit": column.unit,
                "meaning": column.meaning,
                "required": column.required,
            }
            for column in card.columns
        ],
    }


def card_text(name: str) -> str:
    """Return the card as JSON."""
    return json.dumps(dataset_card(name), ensure_ascii=False, indent=1) + "\n"
