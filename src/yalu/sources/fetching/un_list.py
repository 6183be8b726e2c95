"""The consolidated list of the Security Council: who is listed, where and since when.

The list is one XML document: ``INDIVIDUALS`` with an ``INDIVIDUAL`` each, ``ENTITIES``
with an ``ENTITY`` each. Kept are the reference number, the names, the list and the days
of listing and of the last change; all else, such as dates of birth, numbers of
passports and addresses, is not read. The list of the 1718 Committee is called ``DPRK``,
its reference numbers begin with ``KPi`` and ``KPe``.

A document that declares a type of its own is refused: entities could make it grow
without bounds or fetch other files, and the list needs none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import pyarrow as pa

from yalu.errors import Problem, SchemaError, describe
from yalu.sources.fetching.cache import Ask, Entry, Service
from yalu.sources.fetching.client import Client
from yalu.sources.fetching.failure import UnfitReplyError

__all__ = ["LIST_SCHEMA", "UN_LIST", "FetchedList", "fetch_un_list", "read_un_list"]

UN_LIST = Service(
    id="un-list",
    title="UN Security Council",
    server="https://scsanctions.un.org",
    licence="United Nations, terms of use of un.org: free to copy for one's own use",
    access="The list needs no key; check the address (--server)",
)
"""The service as it is; `dataclasses.replace` its server for a mirror."""

LIST_SCHEMA = pa.schema(
    [
        pa.field("reference", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("aliases", pa.list_(pa.string()), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("list", pa.string(), nullable=False),
        pa.field("listed_on", pa.date32()),
        pa.field("last_updated", pa.date32()),
    ]
)
"""One row for each listing; `kind` is ``individual`` or ``entity``."""

_PATH = "/resources/xml/en/consolidated.xml"
_KINDS = {"INDIVIDUAL": "individual", "ENTITY": "entity"}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_NEEDED = ("REFERENCE_NUMBER", "FIRST_NAME", "UN_LIST_TYPE")
_MOST_BYTES = 1 << 28
_BLOCK = 1 << 20
_DAY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedList:
    """What a fetch brought.

    Attributes
    ----------
    table : pyarrow.Table
        The columns of `LIST_SCHEMA`, by reference number.
    generated : str
        When the list was made, as it says itself; empty if it does not.
    undated : int
        Listings without a day that can be read; it is null there.
    entry : Entry
        The document as it came.

    """

    table: pa.Table
    generated: str
    undated: int
    entry: Entry


def fetch_un_list(client: Client, *, service: Service = UN_LIST) -> FetchedList:
    """Return the consolidated list as a table.

    Parameters
    ----------
    client : Client
        Asks and keeps.
    service : Service
        The Security Council, or a mirror.

    Raises
    ------
    ServiceError
        If the service cannot be reached, or what comes is no list.
    SchemaError
        If the list has changed its form; every change is named.

    """
    ask = Ask(
        service=service,
        path=_PATH,
        name="consolidated.xml",
        resumable=True,
        most_bytes=_MOST_BYTES,
    )
    entry = client.fetch(ask, read_un_list)
    table, generated = read_un_list(entry.body)
    undated = table["listed_on"].null_count
    return FetchedList(table=table, generated=generated, undated=undated, entry=entry)


def read_un_list(path: Path) -> tuple[pa.Table, str]:
    """Return the table in a document, and when the document was made.

    Raises
    ------
    UnfitReplyError
        If the document breaks off, is no XML, or declares a type.
    SchemaError
        If listings lack what every one has; all faults are named.

    """
    root = _tree(path)
    if root.tag != "CONSOLIDATED_LIST":
        msg = f"UN Security Council: found XML of {root.tag!r} instead of the list"
        raise UnfitReplyError(msg)
    listed = [(tag, each) for tag in _KINDS for each in root.iter(tag)]
    _require_form(listed)
    rows = sorted(map(_row, listed), key=lambda row: str(row["reference"]))
    return pa.Table.from_pylist(rows, schema=LIST_SCHEMA), root.get("dateGenerated", "")


def _tree(path: Path) -> Element:
    """Return the root of a document without a type of its own."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*declared: object) -> None:
        msg = f"UN Security Council: found a document type {declared[0]!r} in the list"
        raise UnfitReplyError(msg)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block, False)  # noqa: FBT003 - its own form
        parser.Parse(b"", True)  # noqa: FBT003
        root: Any = builder.close()
    except expat.ExpatError as error:
        msg = (
            f"UN Security Council: found XML that breaks off or is malformed ({error})"
        )
        raise UnfitReplyError(msg) from error
    if not isinstance(root, Element):
        msg = "UN Security Council: found a document without content"
        raise UnfitReplyError(msg)
    return root


def _require_form(listed: list[tuple[str, Element]]) -> None:
    """Do nothing if there are both kinds of listings, each with what is needed."""
    problems = []
    for tag in _KINDS:
        held = [each for kind, each in listed if kind == tag]
        if not held:
            finding = "no listing of this kind; expected some"
            remedy = "look at the list in a browser, and report the change"
            problems.append(Problem(f"element {tag}", finding, remedy))
        for needed in _NEEDED:
            lacking = sum(not _text(each, needed) for each in held)
            if lacking:
                names = sorted({child.tag for each in held for child in each})
                finding = (
                    f"missing in {lacking} of {len(held)} listings; found "
                    f"{', '.join(names)}"
                )
                remedy = "update Yalu, or report the change"
                problems.append(Problem(f"{tag}/{needed}", finding, remedy))
    if problems:
        raise SchemaError(describe("The list has changed its form", problems))


def _row(listed: tuple[str, Element]) -> dict[str, object]:
    tag, each = listed
    parts = [_text(each, name) for name in _NAMES]
    return {
        "reference": _text(each, "REFERENCE_NUMBER"),
        "name": " ".join(filter(None, parts)),
        "aliases": list(dict.fromkeys(_aliases(each, tag))),
        "kind": _KINDS[tag],
        "list": _text(each, "UN_LIST_TYPE"),
        "listed_on": _day(_text(each, "LISTED_ON")),
        "last_updated": max(
            filter(None, (_day(_plain(v.text)) for v in _updates(each))), default=None
        ),
    }


def _aliases(each: Element, tag: str) -> Iterator[str]:
    for alias in each.findall(f"{tag}_ALIAS"):
        name = _text(alias, "ALIAS_NAME")
        if name:
            yield name


def _updates(each: Element) -> list[Element]:
    return each.findall("LAST_DAY_UPDATED/VALUE")


def _text(each: Element, name: str) -> str:
    return _plain(each.findtext(name))


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _day(text: str) -> date | None:
    """Return the day a text begins with; some carry a zone after it."""
    try:
        return date.fromisoformat(text[:_DAY])
    except ValueError:
        return None
