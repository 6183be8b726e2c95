"""What can be wrong in a law file, told with its line and what to write instead.

Form is checked file by file; references are checked over all files together, also
those whose form is broken, so that one reading is enough to mend a folder.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from pydantic import ValidationError

from yalu.errors import Problem
from yalu.goods import Revision, known

__all__ = ["LawText", "dangling", "form_problems"]

_Position = tuple[int | str, ...]
# The parser that read the file: the other one takes some tabs for mistakes.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODE = re.compile(r"\d{2}|\d{4}|\d{6}")

_FORMS = (
    (r"^(\*|", "a code of 2, 4 or 6 digits in quotes, or '*'"),
    (r"^[A-Z]{3}$", "a three-letter ISO code"),
    (r"^[a-z][a-z0-9_]*$", "lower-case letters, digits and underscores"),
    (r"^[A-Za-z0-9]", "letters, digits, dots, dashes and underscores"),
)


@dataclass(frozen=True, slots=True)
class LawText:
    """A law file as text and as data.

    Attributes
    ----------
    name : str
        Its path inside the folder of the regime.
    text : str
        What it says.
    content : object
        The same, as dictionaries, lists and words; None where it is not YAML.

    """

    name: str
    text: str
    content: Any

    def place(self, position: _Position) -> str:
        """Return file, line and part of a position in the data."""
        line = _line(yaml.compose(self.text, Loader=_Parser), position)
        return f"{self.name}, line {line}"

    def part(self, position: _Position) -> str:
        """Return a position in words: the measure by its identifier, then the key."""
        words = [str(step) for step in position if isinstance(step, str)]
        if position and isinstance(position[0], int):  # a list of cases
            case = self.content[position[0]]
            name = case.get("id", position[0] + 1) if isinstance(case, dict) else ""
            words.insert(0, f"case {name}".rstrip())
        if len(position) > 1 and position[0] == "measures":
            measure = self.content["measures"][position[1]]
            name = measure.get("id", position[1]) if isinstance(measure, dict) else ""
            words[0] = f"measure {name}"
        return ": ".join([words[0], ".".join(words[1:])] if words[1:] else words)


def form_problems(
    file: LawText, error: ValidationError, at: _Position = ()
) -> Iterator[Problem]:
    """Yield what is wrong with the form of a file, or of what stands at a position."""
    for one in error.errors():
        position = (*at, *one["loc"])
        finding, remedy = _told(one["type"], one["input"], one.get("ctx", {}), one)
        part = file.part(position) or "the file"
        yield Problem(file.place(position), f"{part}: {finding}", remedy)


def _told(kind: str, found: Any, context: Any, one: Any) -> tuple[str, str]:  # noqa: ANN401
    match kind:
        case "missing":
            return "the key is missing", "add it"
        case "extra_forbidden":
            return "no such key is known here", "remove the key or correct its spelling"
        case "enum":
            expected = str(context["expected"]).replace("'", "")
            return f"found {found!r}; expected {expected}", "use one of these words"
        case "string_pattern_mismatch":
            pattern = str(context["pattern"])
            form = next((w for p, w in _FORMS if pattern.startswith(p)), pattern)
            return f"found {found!r}; expected {form}", "write it in that form"
        case "value_error":
            words = str(one["msg"]).removeprefix("Value error, ")
            return words, "correct the values"
    if kind.startswith("date"):
        return f"found {found!r}; expected a day as YYYY-MM-DD", "write such a day"
    if kind == "string_type" and isinstance(found, int | float | bool | date):
        # Unquoted, YAML reads a code such as 3101 as a number and loses a zero of 0101.
        return f"found {found!r}, not quoted; expected text", "put it in quotes"
    said = str(one["msg"]).lower()
    return f"found {found!r:.60}; {said}", "correct the value"


def _line(node: yaml.Node | None, position: _Position) -> int:
    """Return the line of the deepest node on the way to `position`."""
    for part in position:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: value for key, value in node.value}
            child = pairs.get(str(part))
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            child = node.value[part] if part < len(node.value) else None
        if child is None:
            break
        node = child
    return 1 if node is None else node.start_mark.line + 1


def dangling(head: LawText, files: Iterable[LawText]) -> Iterator[Problem]:
    """Yield what points at nothing, or is there twice, over all files of a regime."""
    held = [file for file in files if isinstance(file.content, dict)]
    frame = head.content if isinstance(head.content, dict) else {}
    measures = [
        (file, number, measure)
        for file in held
        for number, measure in enumerate(_list(file.content, "measures"))
        if isinstance(measure, dict)
    ]
    known_names = {
        "body": _words(b.get("id") for b in _list(frame, "bodies") if _is_map(b)),
        "source": _words(frame.get("sources") or ()),
        "instrument": _words(file.content.get("id") for file in held),
        "measure": _words(measure.get("id") for _, _, measure in measures) | {"*"},
    }
    for file in held:
        for kind, name, position in (*_mentions(file.content), *_goods(file.content)):
            if kind == "goods code":
                exists = _is_code(file.content, name, position)
            else:
                exists = not frame or name in known_names[kind]
            if not exists:
                finding = f"{kind} {name} is named but not known"
                remedy = "define it or correct the name"
                yield Problem(file.place(position), finding, remedy)
    seen: set[str] = set()
    for file, number, measure in measures:
        own = measure.get("id")
        if not isinstance(own, str):
            continue  # no name at all, as the form of the file tells
        if own in seen:
            finding = f"measure {own} is defined a second time"
            place = file.place(("measures", number, "id"))
            yield Problem(place, finding, "give every measure its own identifier")
        seen.add(own)


def _words(names: object) -> set[str]:
    """Return the names among what stands where names are expected."""
    found = names if isinstance(names, Iterable) else ()
    return {name for name in found if isinstance(name, str)}


def _is_map(value: object) -> bool:
    return isinstance(value, dict)


def _list(content: Any, key: str) -> list[Any]:  # noqa: ANN401 - whatever was written
    value = content.get(key) if isinstance(content, dict) else None
    return value if isinstance(value, list) else []


def _mentions(content: dict[str, Any]) -> Iterator[tuple[str, str, _Position]]:
    """Yield every name a file uses for something defined elsewhere, and where."""
    lists: list[tuple[str, Any, _Position]] = [
        ("body", [content.get("body")], ("body",)),
        ("source", content.get("sources"), ("sources",)),
        ("instrument", content.get("implements"), ("implements",)),
    ]
    for index, measure in enumerate(_list(content, "measures")):
        if not isinstance(measure, dict):
            continue
        at: _Position = ("measures", index)
        lists += [
            ("source", measure.get("sources"), (*at, "sources")),
            ("measure", measure.get("replaces"), (*at, "replaces")),
            ("measure", measure.get("applies_to"), (*at, "applies_to")),
            (
                "measure",
                _list(measure.get("differs"), "implements"),
                (*at, "differs", "implements"),
            ),
        ]
    for kind, names, place in lists:
        for number, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str):
                yield kind, name, (*place, number)


def _goods(content: dict[str, Any]) -> Iterator[tuple[str, str, _Position]]:
    """Yield the goods codes that have the form of a code, and where they stand."""
    for index, measure in enumerate(_list(content, "measures")):
        goods = measure.get("goods") if isinstance(measure, dict) else None
        at: _Position = ("measures", index, "goods")
        groups: list[tuple[_Position, list[Any]]] = [
            ((*at, "codes"), _list(goods, "codes"))
        ]
        for key in ("parts", "disputed"):
            groups += [
                ((*at, key, number, "codes"), _list(group, "codes"))
                for number, group in enumerate(_list(goods, key))
            ]
        for place, codes in groups:
            for number, code in enumerate(codes):
                if isinstance(code, str) and _CODE.fullmatch(code):
                    yield "goods code", code, (*place, number)


def _is_code(content: dict[str, Any], code: str, position: _Position) -> bool:
    """Return whether the edition that the measure names holds a code."""
    goods = content["measures"][position[1]]["goods"]
    revision = goods.get("revision", Revision.HS2012)
    return revision in set(Revision) and known(code, Revision(revision))
