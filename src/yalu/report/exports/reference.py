"""References: how to name Yalu, or a figure of it, in a text of one's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from yalu import __version__
from yalu.errors import SchemaError
from yalu.provenance import Source
from yalu.report.block import Block
from yalu.report.exports.form import Form, form_named

__all__ = [
    "REFERENCE_FORMS",
    "Reference",
    "reference_of_block",
    "reference_of_yalu",
]

REFERENCE_FORMS = (Form.TXT, Form.BIB, Form.JSON)
"""Text, BibTeX, and CSL-JSON as reference managers read it."""

_TITLE = "Yalu: an open workbench for sanctions regimes"
_AUTHORS = "The Yalu authors"
_SHORT = 12  # digits of a hash that tell one from another
_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is named, and how it can be told from any other.

    Attributes
    ----------
    id : str
        Key for reference managers.
    title : str
        What is cited.
    version : str
        Version of the program.
    on : date
        Day of the law and data: of their last check.
    hashes : tuple of (str, str)
        What it rests on, each with its SHA-256.
    sources : tuple of str
        Whose figures it rests on, in words.
    within : str
        What it is part of; empty where it is the whole.

    """

    id: str
    title: str
    version: str = __version__
    on: date
    hashes: tuple[tuple[str, str], ...]
    sources: tuple[str, ...] = ()
    within: str = ""

    @property
    def text(self) -> str:
        """The reference as a sentence of a list."""
        version = f"{self.within}, version" if self.within else "Version"
        hashes = ", ".join(f"{name} {h[:_SHORT]}" for name, h in self.hashes)
        resting = f" Rests on: {'; '.join(self.sources)}." if self.sources else ""
        title = self.title.rstrip(".")
        return (
            f"{_AUTHORS} ({self.on.year}). {title}. {version} {self.version}, "
            f"as of {self.on.isoformat()}; SHA-256: {hashes}.{resting}"
        )

    def content(self, form: Form) -> str:
        """Return the reference in one of `REFERENCE_FORMS`.

        Raises
        ------
        SchemaError
            If the form is none of these.

        """
        match form_named(form, REFERENCE_FORMS, place="form"):
            case Form.BIB:
                return self._bibtex()
            case Form.JSON:
                return json.dumps([self._csl()], ensure_ascii=False, indent=1) + "\n"
            case _:
                return self.text + "\n"

    def _bibtex(self) -> str:
        fields = {
            "author": f"{{{_AUTHORS}}}",
            "title": f"{{{_escaped(self.title)}}}",
            "year": str(self.on.year),
            "version": self.version,
            "note": _escaped(self._note()),
        }
        if self.within:
            fields["howpublished"] = _escaped(self.within)
        lines = [f"  {name} = {{{text}}}" for name, text in fields.items()]
        body = ",\n".join(lines)
        return f"@misc{{{self.id},\n{body}\n}}\n"

    def _note(self) -> str:
        hashes = ", ".join(f"{name} {digest}" for name, digest in self.hashes)
        resting = f" Rests on: {'; '.join(self.sources)}." if self.sources else ""
        return f"As of {self.on.isoformat()}. SHA-256: {hashes}.{resting}"

    def _csl(self) -> dict[str, object]:
        told: dict[str, object] = {
            "id": self.id,
            "type": "figure" if self.within else "software",
            "title": self.title,
            "author": [{"literal": _AUTHORS}],
            "issued": {"date-parts": [[self.on.year, self.on.month, self.on.day]]},
            "version": self.version,
            "note": self._note(),
        }
        return {**told, "container-title": self.within} if self.within else told


def reference_of_yalu(*, on: date, hashes: Mapping[str, str]) -> Reference:
    """Return the reference to the program with its law and data.

    Parameters
    ----------
    on : date
        Day of the last check of law and data.
    hashes : mapping of str to str
        SHA-256 of each part, by a name in words.

    Raises
    ------
    SchemaError
        If no hash is given: a reference must tell which law and data are meant.

    """
    _require(hashes)
    return Reference(
        id=f"yalu-{__version__}", title=_TITLE, on=on, hashes=tuple(hashes.items())
    )


def reference_of_block(
    block: Block,
    *,
    on: date,
    hashes: Mapping[str, str],
    known: Mapping[str, Source] = _NO_SOURCES,
) -> Reference:
    """Return the reference to a figure or table of the report.

    Parameters
    ----------
    block : Figure or Table
        What is cited.
    on : date
        The day it speaks of.
    hashes : mapping of str to str
        As for `reference_of_yalu`.
    known : mapping of str to Source
        Publications by identifier; one that is not among them is named by that.

    Raises
    ------
    SchemaError
        If no hash is given.

    """
    _require(hashes)
    named = (known[s].publisher if s in known else s for s in block.sources)
    return Reference(
        id=f"yalu-{__version__}-{block.id}",
        title=block.title,
        on=on,
        hashes=tuple(hashes.items()),
        sources=tuple(dict.fromkeys(named)),
        within=_TITLE,
    )


def _require(hashes: Mapping[str, str]) -> None:
    if not hashes:
        raise SchemaError(
            "reference: found no hash; expected those of law and data. Give them."
        )


def _escaped(text: str) -> str:
    """Return text that BibTeX prints as it stands."""
    marks = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"}
    marks |= {mark: f"\\{mark}" for mark in "&%$#_"}
    return "".join(marks.get(letter, letter) for letter in text)
