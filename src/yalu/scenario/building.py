"""From the data of a scenario file to a `Scenario`, part by part.

A part whose form is broken is told and left out, so that all others can be judged. What
is built is to be used only where nothing was told.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from yalu.scenario.fault import Fault, nearest
from yalu.scenario.form import AMOUNTS, ENTRIES, LAW, EntryForm, HeadForm
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    ForcedMove,
    Held,
    LawChange,
    LawChangeKind,
    Scenario,
)

__all__ = ["Built", "built"]

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_UNREAD = "-"
_Form = TypeVar("_Form", bound=EntryForm)


@dataclass(slots=True)
class Built:
    """What could be built, and what is wrong with the rest.

    Attributes
    ----------
    scenario : Scenario
        Of the parts whose form is sound.
    faults : list of Fault
        What is wrong with the form of the others.
    origins : dict of str to list of int
        For each table, from which entry of the file each of its parts comes.

    """

    scenario: Scenario
    faults: list[Fault]
    origins: dict[str, list[int]] = field(default_factory=dict)

    def in_file(self, fault: Fault) -> Fault:
        """Return a fault of the scenario at its place in the file."""
        match fault.path:
            case (str(table), int(at), *rest) if table in self.origins:
                path = (table, self.origins[table][at], *rest)
                return replace(fault, path=path)
            case _:
                return fault


def built(content: Mapping[str, Any], name: str) -> Built:
    """Return the scenario of a file, as far as its form is sound.

    Parameters
    ----------
    content : mapping
        The file as data.
    name : str
        Name of the file.

    """
    faults: list[Fault] = []
    tables = {"law", *ENTRIES, *AMOUNTS}
    above = {key: value for key, value in content.items() if key not in tables}
    head = _checked(HeadForm, above, (), faults, others=tables)
    levers: dict[str, Any] = {}
    origins: dict[str, list[int]] = {}
    for table in ("law", *ENTRIES):
        parts: list[Any] = []
        origins[table] = []
        for at, entry in _entries(content, table, faults):
            form = _form(table, entry, (table, at), faults)
            if form is not None:
                for part in _MAKERS[table](form):
                    parts.append(part)
                    origins[table].append(at)
        levers[table] = tuple(parts)
    for table, read in AMOUNTS.items():
        levers[table] = dict(_amounts(content, table, read, faults))
    told = head.model_dump() if head is not None else _headless(above)
    told["id"] = told["id"] or _slug(name)
    return Built(Scenario(**told, **levers), faults, origins)


def _headless(above: Mapping[str, Any]) -> dict[str, Any]:
    """Return what can be had of a head whose form is broken: start and length."""
    told: dict[str, Any] = {"id": _UNREAD, "title": _UNREAD, "question": _UNREAD}
    for key in ("start", "months"):
        alone = {"title": _UNREAD, "question": _UNREAD, key: above.get(key)}
        try:
            told[key] = getattr(HeadForm.model_validate(alone), key)
        except ValidationError:
            continue
    return told


def _slug(name: str) -> str:
    stem = name.rsplit(".", 1)[0].lower()
    return _NOT_IN_NAMES.sub("-", stem).strip("-") or "scenario"


def _entries(
    content: Mapping[str, Any], table: str, faults: list[Fault]
) -> Iterator[tuple[int, dict[str, Any]]]:
    found = content.get(table, [])
    if not isinstance(found, list):
        what = "a table" if isinstance(found, dict) else f"{found!r:.60}"
        finding = f"found {what}; expected a list of tables"
        remedy = f"write [[{table}]] in double brackets over each entry"
        faults.append(Fault((table,), finding, remedy))
        found = [found] if isinstance(found, dict) else []
    for at, entry in enumerate(found):
        if isinstance(entry, dict):
            yield at, entry
        else:
            finding = f"found {entry!r:.60}; expected a table"
            remedy = f"write [[{table}]] over each entry"
            faults.append(Fault((table, at), finding, remedy))


def _form(
    table: str, entry: dict[str, Any], path: tuple[str | int, ...], faults: list[Fault]
) -> EntryForm | None:
    if table != "law":
        return _checked(ENTRIES[table], entry, path, faults)
    change = entry.get("change")
    if isinstance(change, str) and change in LAW:
        return _checked(LAW[change], entry, path, faults)
    expected = nearest(change if isinstance(change, str) else "", LAW)
    found = f"found {change!r:.60}" if "change" in entry else "the key is missing"
    remedy = "say what is done to the law"
    faults.append(Fault((*path, "change"), f"{found}; expected {expected}", remedy))
    return None


def _amounts(
    content: Mapping[str, Any],
    table: str,
    read: Callable[[object], Any],
    faults: list[Fault],
) -> Iterator[tuple[str, Any]]:
    found = content.get(table, {})
    if not isinstance(found, dict):
        finding = f"found {found!r:.60}; expected a table"
        remedy = f"write [{table}] over its lines, in single brackets"
        faults.append(Fault((table,), finding, remedy))
        return
    for key, value in found.items():
        try:
            yield key, read(value)
        except PydanticCustomError as error:
            context = error.context or {}
            fault = Fault((table, key), context["finding"], context["remedy"])
            faults.append(fault)


def _checked(
    form: type[_Form],
    entry: Mapping[str, Any],
    path: tuple[str | int, ...],
    faults: list[Fault],
    *,
    others: set[str] | None = None,
) -> _Form | None:
    """Return an entry in its form, after telling what is wrong with it.

    What need not be there is left out where it is wrong, so that the rest is judged.
    None where what must be there is missing or wrong.
    """
    try:
        return form.model_validate(entry)
    except ValidationError as error:
        keys = {one.alias or name: one for name, one in form.model_fields.items()}
        wrong = []
        for one in error.errors():
            key = str(one["loc"][0])
            wrong.append(key)
            at, context = (*path, key), one.get("ctx", {})
            match one["type"]:
                case "missing":
                    remedy = f"add it: {keys[key].description}"
                    faults.append(Fault(at, "the key is missing", remedy))
                case "extra_forbidden":
                    faults.append(_extra(at, [*keys], others))
                case _:
                    finding = context.get("finding", one["msg"])
                    remedy = context.get("remedy", "correct the value")
                    faults.append(Fault(at, finding, remedy))
    if any(key in keys and keys[key].is_required() for key in wrong):
        return None
    return form.model_validate(
        {key: value for key, value in entry.items() if key not in wrong}
    )


def _extra(
    at: tuple[str | int, ...], keys: list[str], others: set[str] | None
) -> Fault:
    key = str(at[-1])
    if others is None and key in HeadForm.model_fields:
        finding = "no such key here; it belongs above all tables"
        return Fault(at, finding, "move it to the top of the file")
    expected = nearest(key, [*keys, *sorted(others or ())])
    finding = f"no such key is known here; expected {expected}"
    return Fault(at, finding, "mend the spelling, or take it out")


def _law(form: Any) -> Iterator[LawChange]:  # noqa: ANN401 - one of four forms
    given = form.model_dump(exclude={"change", "measures", "instruments", "name"})
    kind = LawChangeKind(form.change)
    measures = (*form.measures, *filter(None, [getattr(form, "name", None)]))
    instruments = getattr(form, "instruments", ())
    for measure in measures:
        yield LawChange(kind=kind, measure=measure, **given)
    for instrument in instruments:
        yield LawChange(kind=kind, instrument=instrument, **given)
    if not measures and not instruments:
        yield LawChange(kind=kind, **given)


def _enforcement(form: Any) -> Iterator[EnforcementPath]:  # noqa: ANN401
    low, high = form.share
    given = form.model_dump(exclude={"share"})
    yield EnforcementPath(low=low, high=high, **given)


def _held(form: Any) -> Iterator[Held]:  # noqa: ANN401
    yield Held(**form.model_dump())


def _vote(form: Any) -> Iterator[Held]:  # noqa: ANN401
    yield Held(level=form.vote, since=form.since, until=form.until)


def _move(form: Any) -> Iterator[ForcedMove]:  # noqa: ANN401
    yield ForcedMove(kind=form.move, on=form.on)


def _closure(form: Any) -> Iterator[Closure]:  # noqa: ANN401
    yield Closure(**form.model_dump())


_MAKERS: Mapping[str, Callable[[Any], Iterator[Any]]] = {
    "law": _law,
    "enforcement": _enforcement,
    "support": _held,
    "posture": _held,
    "votes": _vote,
    "moves": _move,
    "closures": _closure,
}
