"""The keys of a scenario file, from the forms that files are read with."""

import csv
import re
from collections.abc import Iterator
from importlib.resources import files

from data_page import cell

from yalu.scenario.form import ENTRIES, LAW, EntryForm, HeadForm
from yalu.scenario.scenario import LEVERS, MONTHS
from yalu.scenario.shipped import shipped
from yalu.scenario.uncertainty import uncertainties
from yalu.strategy.record import CLASSES, Column

__all__ = ["text"]

HEAD = f"""\
# Keys of a scenario file

A scenario is a TOML file. All keys stand here, with what may stand behind each; how to
write one is told in [write a scenario](../howto/write-a-scenario.md). A key that is not
known is an error, as is a value of another kind: the message names line, key, what was
found and what to do.

Days are written without quotes, `2027-04-01`, or as a number of months after the start
of the run: `6` is the first day of the seventh month. A span takes in its first day,
`from`, and not the day of `until`. A run is {MONTHS} months long unless a file says
otherwise.

"""

_CODE = re.compile(r"(`[^`]*`)")
_NAMES = {
    "capacity": """What the alternative patron can deliver or take at most, by trade
line: thousand tonnes a year for oil, million USD a year for all else. The uncertainty
`capacity_scale` multiplies it.""",
    "parameters": """Parameters of the game, by name; `yalu strategy fit` lists them.
The game is solved anew, so that all players know of the change.""",
    "uncertain": """Other ranges for what is not known, as `[low, high]`; twice the same
number sets it.""",
}


def text() -> str:
    """Return the page."""
    return HEAD + "\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield from _form("Above all tables", HeadForm)
    yield from ("## `[[law]]`", "", "Changes of the law, made in their order.", "")
    for change, form in LAW.items():
        yield from _form(f'`change = "{change}"`', form, level=3)
    for table, entry in ENTRIES.items():
        yield from _form(f"`[[{table}]]`", entry)
        if table in {"support", "posture"}:
            levels = " and ".join(f"`{one}`" for one in CLASSES[Column(table)])
            yield from (f"Levels, from low to high: {levels}.", "")
    for table in LEVERS:
        if table in _NAMES:
            yield from (f"## `[{table}]`", "", _NAMES[table], "")
            yield from _names(table)
    yield from (
        "## Scenarios that come with Yalu",
        "",
        "| name | question |",
        "|---|---|",
    )
    yield from (f"| `{one.id}` | {cell(one.question)} |" for one in shipped())


def _form(title: str, form: type[EntryForm], *, level: int = 2) -> Iterator[str]:
    yield from (f"{'#' * level} {title}", "")
    if form is not HeadForm:
        yield from ((form.__doc__ or "").strip().split("\n")[0], "")
    yield from ("| key | must be there | meaning |", "|---|---|---|")
    rows = sorted(form.model_fields.items(), key=lambda row: not row[1].is_required())
    for name, one in rows:
        needed = "yes" if one.is_required() else ""
        meaning = _kept(one.description or "")
        yield f"| `{one.alias or name}` | {needed} | {meaning} |"
    yield ""


def _kept(words: str) -> str:
    """Return words for a cell, in which code stays code."""
    found = []
    for part in _CODE.split(words):
        if part.startswith("`"):
            found.append(part)
        else:
            before, after = part[:1].isspace(), part[-1:].isspace()
            found.append(f"{' ' * before}{cell(part)}{' ' * after}".rstrip("\n"))
    return "".join(found)


def _names(table: str) -> Iterator[str]:
    if table == "capacity":
        lines = files("yalu.scenario") / "data" / "lines.csv"
        rows = csv.DictReader(lines.read_text(encoding="utf-8").splitlines())
        yield from ("| line | goods | the target's |", "|---|---|---|")
        for row in rows:
            yield f"| `{row['id']}` | {cell(row['title'])} | {row['direction']} |"
        yield ""
    if table == "uncertain":
        yield from ("| name | meaning | otherwise | unit |", "|---|---|---|---|")
        for one in uncertainties():
            span = f"{one.low:g} to {one.high:g}"
            yield f"| `{one.name}` | {cell(one.meaning)} | {span} | {cell(one.unit)} |"
        yield ""
