"""The law as one JSON document that other programs can use, and read back.

The document is plain JSON with a schema; it is JSON-LD as well, since its context
stands in it. Nothing needs to be loaded from elsewhere to understand it.
"""

import json
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError

from yalu import __version__
from yalu.errors import InvalidLawError, Problem, describe
from yalu.provenance import Source
from yalu.regime import Body, Instrument, Regime
from yalu.regime.form import LawForm

__all__ = ["LawDocument", "Publication", "law_json", "law_schema", "read_law_json"]

_VERSION = 1
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_NOTE = (
    "An encoding of legal texts by the Yalu authors, in their own words: an aid, not "
    "the law and not legal advice. A day called `until` is the first day outside. "
    "What is null is not so: an end that is null is open."
)
_MOST_PROBLEMS = 20
Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Publication(LawForm):
    """A publication that the encoding rests on.

    Attributes
    ----------
    id : str
        The name that measures and instruments cite it by.
    publisher : str
        Who published it, with the date where known.
    url : str
        Address; empty for print.

    """

    id: str
    publisher: str
    url: str = ""


class LawDocument(LawForm):
    """One regime as a document.

    Attributes
    ----------
    schema_file : str
        Name of the file with the schema (written ``$schema``).
    context : dict
        What the keys mean, for programs that read JSON-LD (written ``@context``).
    format, version : str, int
        What the document is, and the version of its form.
    made_by, licence, note : str
        Program and version; terms of use; what has to be kept in mind.
    id, name, target : str
        The regime, and the territory that it is about, as ISO 3166 alpha-3 code.
    digest : str
        SHA-256 of the law files that it was made from, as receipts name it.
    last_checked_on : date
        Newest day on which a measure was checked against its source.
    bodies : tuple of Body
        Makers of law.
    publications : tuple of Publication
        What the encoding rests on.
    instruments : tuple of Instrument
        The texts in order of adoption, each with its measures.

    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        title="A sanctions regime as encoded by Yalu"
    )

    schema_file: str = Field(default="law.schema.json", alias="$schema")
    context: dict[str, Any] = Field(alias="@context")
    format: Literal["yalu-law"]
    version: Literal[1]
    made_by: str
    licence: str
    note: str
    id: str
    name: str
    target: Iso3
    digest: Sha256
    last_checked_on: date
    bodies: tuple[Body, ...] = Field(min_length=1)
    publications: tuple[Publication, ...]
    instruments: tuple[Instrument, ...] = Field(min_length=1)


def law_json(regime: Regime) -> str:
    """Return a regime as JSON, whole, with its context for JSON-LD.

    Days are ISO text, exact amounts are text, and every key is there, also where it
    holds nothing. The same law gives the same text.

    Examples
    --------
    >>> from yalu import library
    >>> json.loads(law_json(library.load("liberia")))["target"]
    'LBR'

    """
    document = LawDocument(
        context=_context(regime),
        format="yalu-law",
        version=_VERSION,
        made_by=f"yalu {__version__}",
        licence=_LICENCE,
        note=_NOTE,
        id=regime.id,
        name=regime.name,
        target=regime.target,
        digest=regime.digest,
        last_checked_on=regime.last_checked_on,
        bodies=tuple(regime.bodies.values()),
        publications=tuple(
            Publication(id=s.id, publisher=s.publisher, url=s.url)
            for s in regime.sources.values()
        ),
        instruments=regime.instruments,
    )
    told = document.model_dump(mode="json", by_alias=True)
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def law_schema() -> dict[str, Any]:
    """Return the JSON Schema of the documents that `law_json` writes."""
    schema = LawDocument.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def read_law_json(text: str | bytes) -> Regime:
    """Return the regime that a document holds.

    Parameters
    ----------
    text : str or bytes
        What `law_json` wrote, in UTF-8.

    Raises
    ------
    InvalidLawError
        If it is no JSON, not of the form that the schema tells, or cites a body,
        publication, instrument or measure that it does not hold; the message lists
        every problem.

    Examples
    --------
    >>> from yalu import library
    >>> law = library.load("iran")
    >>> read_law_json(law_json(law)) == law
    True

    """
    try:
        document = LawDocument.model_validate_json(text)
    except ValidationError as error:
        raise InvalidLawError(_listing(list(map(_problem, error.errors())))) from error
    dangling = [
        Problem(place, f"{kind} {name} is named but not there", "correct the name")
        for place, kind, name in _dangling(document)
    ]
    if dangling:
        raise InvalidLawError(_listing(dangling))
    return Regime(
        id=document.id,
        name=document.name,
        target=document.target,
        bodies={body.id: body for body in document.bodies},
        sources={p.id: Source(p.id, p.publisher, p.url) for p in document.publications},
        instruments=document.instruments,
        digest=document.digest,
    )


def _problem(one: Any) -> Problem:  # noqa: ANN401 - a mapping of pydantic's own
    place = "/".join(str(step) for step in one["loc"]) or "the document"
    found = f"found {one['input']!r:.60}" if one["type"] != "missing" else "not there"
    remedy = "write it as law.schema.json tells"
    return Problem(place, f"{found}; {str(one['msg']).lower()}", remedy)


def _listing(problems: list[Problem]) -> str:
    shown = problems[:_MOST_PROBLEMS]
    more = len(problems) - len(shown)
    told = describe("The law cannot be read from JSON", shown)
    return f"{told}\n  - and {more} more" if more else told


def _dangling(document: LawDocument) -> list[tuple[str, str, str]]:
    """Return what is named and not there: where, of what kind, and the name."""
    held = {
        "body": {body.id for body in document.bodies},
        "publication": {one.id for one in document.publications},
        "instrument": {one.id for one in document.instruments},
        "measure": {m.id for one in document.instruments for m in one.measures} | {"*"},
    }
    named: list[tuple[str, str, str]] = []
    for one in document.instruments:
        named.append((one.id, "body", one.body))
        named += [(one.id, "publication", name) for name in one.sources]
        named += [(one.id, "instrument", name) for name in one.implements]
        for m in one.measures:
            named += [(m.id, "publication", name) for name in m.sources]
            named += [(m.id, "measure", name) for name in (*m.replaces, *m.applies_to)]
            if m.differs is not None:
                named += [(m.id, "measure", name) for name in m.differs.implements]
    return [
        (place, kind, name) for place, kind, name in named if name not in held[kind]
    ]


def _context(regime: Regime) -> dict[str, Any]:
    """Return what the keys mean; those without a word of schema.org are our own."""
    day = "http://www.w3.org/2001/XMLSchema#date"
    reference = {"@type": "@id"}
    return {
        "@version": 1.1,
        "@base": f"urn:yalu:law/{regime.id}/",
        "@vocab": "urn:yalu:terms/",
        "schema": "https://schema.org/",
        "dcterms": "http://purl.org/dc/terms/",
        "id": "@id",
        "$schema": None,
        "name": "schema:name",
        "title": "schema:name",
        "url": "schema:url",
        "licence": {"@id": "schema:license", "@type": "@id"},
        "publisher": "schema:publisher",
        "symbol": "schema:legislationIdentifier",
        "adopted_on": {"@id": "schema:legislationDate", "@type": day},
        "published_on": {"@id": "schema:datePublished", "@type": day},
        "body": {"@id": "schema:legislationPassedBy", **reference},
        "implements": {"@id": "schema:legislationApplies", **reference},
        "instruments": "schema:hasPart",
        "measures": "schema:hasPart",
        "sources": {"@id": "dcterms:source", **reference},
        "replaces": {"@id": "dcterms:replaces", **reference},
        "applies_to": reference,
        "from": {"@id": "schema:validFrom", "@type": day},
        "until": {"@type": day},
        "last_checked_on": {"@type": day},
        "last_day": {"@type": day},
    }
