"""What the law as JSON promises to those who build upon it."""

import json
import re
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu import library
from yalu.errors import InvalidLawError
from yalu.report.exports import law_json, law_schema, read_law_json

NAMES = library.available()
SMALL = law_json(library.load("liberia"))


def keys_of(value: Any) -> set[str]:  # noqa: ANN401 - JSON
    """Return every key of a document, its context left out."""
    if isinstance(value, list):
        return {key for part in value for key in keys_of(part)}
    if not isinstance(value, dict):
        return set()
    inner = {k: v for k, v in value.items() if k != "@context"}
    return {*inner, *(key for part in inner.values() for key in keys_of(part))}


@pytest.mark.parametrize("name", NAMES)
def test_a_regime_comes_back_as_it_was(name: str) -> None:
    """Nothing is lost on the way, down to the last doubt and amount."""
    law = library.load(name)

    assert read_law_json(law_json(law)) == law


@pytest.mark.parametrize("name", NAMES)
def test_a_document_keeps_its_schema(name: str) -> None:
    """Whoever checks what they read finds nothing amiss."""
    schema = law_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(json.loads(law_json(library.load(name))), schema)


def test_the_schema_refuses_what_is_no_law() -> None:
    """A schema that lets all pass tells nothing."""
    told = json.loads(SMALL)
    told["instruments"][0]["measures"][0]["kind"] = "whatever"

    with pytest.raises(jsonschema.ValidationError, match="whatever"):
        jsonschema.validate(told, law_schema())


def test_the_context_needs_nothing_from_elsewhere() -> None:
    """It stands in the document, and every key has a meaning by it."""
    told = json.loads(SMALL)
    context = told["@context"]
    own = {key for key in keys_of(told) if key not in context}

    assert isinstance(context, dict)
    assert context["@vocab"] == "urn:yalu:terms/"
    assert context["@base"] == "urn:yalu:law/liberia/"
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", key) for key in own)


@pytest.mark.parametrize("name", NAMES)
def test_no_two_things_share_a_name(name: str) -> None:
    """As linked data, two of one name would be one."""
    law = library.load(name)
    names = [*law.bodies, *law.sources, *(i.id for i in law.instruments), *law.measures]

    assert len(names) == len(set(names))


def test_the_same_law_gives_the_same_text() -> None:
    """An export can be told unchanged by its hash."""
    assert law_json(library.load("liberia")) == SMALL


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("version",), 2, "version"),
        (("digest",), "abc", "digest"),
        (("bodies",), [], "bodies"),
        (("instruments", 0, "adopted_on"), "2001-13-01", "instruments/0/adopted_on"),
        (("instruments", 0, "measures", 0, "extra"), 1, "measures/0/extra"),
        (("instruments", 0, "body"), "EU", "body EU is named but not there"),
        (("instruments", 0, "sources"), ["nobody"], "publication nobody is named"),
        (("instruments", 0, "implements"), ["no"], "instrument no is named"),
        (("instruments", 0, "measures", 0, "replaces"), ["no"], "measure no is named"),
    ],
)
def test_a_document_that_is_no_law_is_told(
    path: tuple[str | int, ...], value: object, place: str
) -> None:
    """With the place of each mistake, and what to do."""
    told = json.loads(SMALL)
    part = told
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value

    with pytest.raises(InvalidLawError, match=re.escape(place)):
        read_law_json(json.dumps(told))


def test_all_mistakes_are_told_at_once() -> None:
    """One reading is enough to mend a document, however many they are."""
    told = json.loads(SMALL)
    del told["name"], told["target"]
    told["instruments"] = [{"id": str(n)} for n in range(30)]

    with pytest.raises(InvalidLawError) as caught:
        read_law_json(json.dumps(told))

    assert "name: not there" in str(caught.value)
    assert "and 163 more" in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_document_is_read_or_told(data: st.DataObject) -> None:
    """A transfer cut off, or a byte changed on the way."""
    content = bytearray(SMALL.encode())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=3)):
        content[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(len(content) - 3, len(content)))

    try:
        read_law_json(bytes(content[:end]))
    except InvalidLawError as error:
        assert "The law cannot be read from JSON" in str(error)  # noqa: PT017
