"""Misfits: what does not fit the form that the interface declares, in plain words.

The framework knows what is wrong by a name of its own; its words are for programmers
of the service and reach nobody.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import UploadFile

from yalu.errors import nearest
from yalu.web.fields import Fields
from yalu.web.problems import Fault

__all__ = ["misfits"]

_LONG = 200
_PLACES = {"query", "body", "path", "header"}
_WHOLE, _NUMBER = "a whole number", "a number"
_DAY = "a day of the calendar as YYYY-MM-DD"
_WORDS = {
    "missing": "a value, as the field is needed",
    "repeated": "one value",
    "json_invalid": "JSON, such as {}",
    "string_type": "text",
    "value_error": "a file",  # nothing else that is sent is checked by the framework
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "list_type": "a list",
    "model_type": "fields with their values, as JSON",
    "model_attributes_type": "fields with their values, as JSON",
    "dict_type": "fields with their values, as JSON",
}
_LIMITS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "enum": lambda of: f"one of {of['expected']}",
    "literal_error": lambda of: f"one of {of['expected']}",
    "multiple_of": lambda of: f"{_WHOLE} in steps of {of['multiple_of']}",
    "greater_than_equal": lambda of: f"{_NUMBER} of {of['ge']} or more",
    "less_than_equal": lambda of: f"{_NUMBER} of {of['le']} or less",
    "string_too_long": lambda of: f"at most {of['max_length']} letters",
    "too_long": lambda of: f"at most {of['max_length']} of them",
}


def misfits(
    errors: Sequence[Mapping[str, Any]], fields: Fields, *, body: object
) -> list[Fault]:
    """Return in words what does not fit, each with what to do.

    Parameters
    ----------
    errors : sequence of mapping
        As the framework lists them: `type`, `loc`, `input` and, of some, `ctx`.
    fields : Fields
        What the address takes.
    body : object
        What was sent, as far as it was read.

    Examples
    --------
    >>> wrong = {"type": "extra_forbidden", "loc": ("query", "sinse"), "input": "2017"}
    >>> fault, = misfits([wrong], Fields(query=("since", "until")), body=None)
    >>> fault.where, fault.found, fault.expected
    ('sinse', "'2017'", "no field of that name, perhaps 'since'")
    >>> fault.remedy
    'Use since or until.'

    """
    return [_misfit(one, fields, body) for one in errors]


def _misfit(error: Mapping[str, Any], fields: Fields, body: object) -> Fault:
    kind, place = error["type"], _place(error)
    sent = body if kind == "json_invalid" else error.get("input")
    found = "nothing" if kind == "missing" else _shown(sent)
    remedy = "See /api for what may be asked."
    if kind == "extra_forbidden":
        expected = f"no field of that name{nearest(place, fields.names)}"
        remedy = f"Use {_either(fields.names)}." if fields.names else "Leave it out."
    elif kind in _LIMITS:
        expected = _LIMITS[kind](error["ctx"])
    elif kind.startswith("date"):
        expected, remedy = _DAY, "Write for example 2017-08-05."
    else:
        expected = _WORDS.get(kind, "a value of another form")
    if kind == "value_error":
        remedy = "Send it as a file of a form (multipart/form-data)."
    return Fault(where=place, found=found, expected=expected, remedy=remedy)


def _place(error: Mapping[str, Any]) -> str:
    place, *names = error["loc"]
    if error["type"] == "json_invalid" or not names:
        return str(place)  # where the text breaks off helps nobody
    return ".".join(map(str, names if place in _PLACES else error["loc"]))


def _shown(sent: object) -> str:
    if isinstance(sent, UploadFile):
        return "a file"
    if isinstance(sent, bytes):
        sent = sent.decode(errors="replace")
    text = repr(sent)
    return text if len(text) <= _LONG else f"{text[:_LONG]}\u2026"


def _either(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
