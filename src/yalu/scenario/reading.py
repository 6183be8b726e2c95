"""From a TOML file to a `Scenario`, with every problem told at once.

Nothing in a file is executed, and nothing in it is passed over: a key that is not known
is a problem, with the nearest that is. Form is judged part by part, so that a mistake
in one hides none in the others.
"""

import csv
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from yalu.errors import Problem, SchemaError, UnusableFileError, describe
from yalu.library import load
from yalu.regime import Regime
from yalu.scenario.building import Built, built
from yalu.scenario.fault import Fault
from yalu.scenario.faults import SPANS, faults, faults_of_days
from yalu.scenario.places import Places
from yalu.scenario.scenario import Scenario
from yalu.scenario.timing import NOMINAL, quarter_begins
from yalu.scenario.uncertainty import uncertainties
from yalu.strategy.record import KOREA

__all__ = ["read_scenario", "scenario_of"]

_LARGEST = 200_000
_ALTERNATIVE = "RUS"  # the one of the case that runs are made of
_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)$")
_END = re.compile(r"\s*\(at end of document\)$")


def read_scenario(
    path: Path | Traversable, *, regime: Regime | None = None
) -> Scenario:
    """Return the scenario that a TOML file holds.

    Parameters
    ----------
    path : Path or Traversable
        The file.
    regime : Regime or None
        The law that it changes; that on the DPRK if left out.

    Returns
    -------
    Scenario
        As it is written: days may still be counted from the start of the run.

    Raises
    ------
    UnusableFileError
        If the file is missing, is not UTF-8 or is not TOML.
    SchemaError
        If a key is missing, not known or badly filled, a name is not known, or days do
        not fit; the message lists every problem with its line.

    """
    return scenario_of(_text(path), path.name, regime=regime)


def scenario_of(text: str, name: str, *, regime: Regime | None = None) -> Scenario:
    """Return the scenario that a TOML text holds.

    Parameters
    ----------
    text : str
        What is written.
    name : str
        Name of its file, for messages, and for the scenario if it bears none.
    regime : Regime or None
        The law that it changes; that on the DPRK if left out.

    Raises
    ------
    UnusableFileError
        If it is not TOML.
    SchemaError
        As for `read_scenario`.

    Examples
    --------
    >>> text = '''
    ... title = "Raised"
    ... question = "What if forces were shown all the time?"
    ... [[posture]]
    ... level = "rised"
    ... '''
    >>> scenario_of(text, "raised.toml")
    Traceback (most recent call last):
        ...
    yalu.errors.SchemaError: The scenario in raised.toml cannot be used:
      - raised.toml, line 5: posture 1, level: found 'rised'; expected raised. Mend ...

    """
    content = _content(text, name)
    found = built(content, name)
    # Of an entry that lost a part it is not told that something is missing as well.
    broken = {fault.path[:2] for fault in found.faults}
    meant = _meaning(found, regime or load("dprk"))
    told = [*found.faults, *(one for one in meant if one.path not in broken)]
    if told:
        places = Places.of(text)
        problems = [_problem(fault, name, places) for fault in _in_order(told, places)]
        headline = f"The scenario in {name} cannot be used"
        raise SchemaError(describe(headline, dict.fromkeys(problems)))
    return found.scenario


def _text(path: Path | Traversable) -> str:
    place = str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        problem = Problem(place, "file is missing", "mend the name, or write the file")
    except IsADirectoryError:
        problem = Problem(place, "is a folder, not a file", "name the file in it")
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        problem = Problem(place, why, "see whether you may read it")
    else:
        try:
            if len(raw) <= _LARGEST:
                return raw.decode("utf-8-sig").replace("\r\n", "\n")
            finding = f"found {len(raw):,} bytes; a scenario has at most {_LARGEST:,}"
            problem = Problem(place, finding, "name another file")
        except UnicodeDecodeError as error:
            finding = f"byte {error.start} is not UTF-8"
            problem = Problem(place, finding, "save the file as UTF-8 text")
    raise UnusableFileError(describe("The scenario cannot be read", [problem]))


def _content(text: str, name: str) -> dict[str, Any]:
    """Return the text as data."""
    remedy = "mend the syntax: text stands in quotes, days and numbers do not"
    try:
        return tomllib.loads(text)
    except RecursionError:
        problem = Problem(name, "brackets are nested too deeply", "mend the brackets")
    except tomllib.TOMLDecodeError as error:
        said, place = str(error), name
        at = _AT.search(said)
        if at is not None:
            place = f"{name}, line {at.group(1)}, column {at.group(2)}"
            said = said[: at.start()]
        said = _END.sub(" where the file ends", said)
        if said.startswith("Cannot overwrite"):
            said = f"a key stands twice ({said[:1].lower()}{said[1:]})"
        problem = Problem(place, f"not TOML: {said[:1].lower()}{said[1:]}", remedy)
    except ValueError:  # Python reads no whole number of thousands of digits
        finding = "not TOML: a number has too many digits"
        problem = Problem(name, finding, "write a shorter number")
    raise UnusableFileError(describe(f"The scenario in {name} is no TOML", [problem]))


def _meaning(found: Built, regime: Regime) -> Iterator[Fault]:
    """Yield what is wrong beyond form, at the places of the file."""
    scenario = found.scenario
    told = faults(
        scenario,
        regime=regime,
        states=(KOREA.patron, _ALTERNATIVE),
        lines=_lines(),
        uncertain={one.name: one for one in uncertainties()},
    )
    yield from map(found.in_file, told)
    # Days that are all counted from the start stand in the same order in any run.
    start = NOMINAL if _is_counted(scenario) else scenario.start
    if start is not None and quarter_begins(start):
        yield from map(found.in_file, faults_of_days(scenario, start))


def _is_counted(scenario: Scenario) -> bool:
    """Return whether no day of a scenario, its start included, is fixed."""
    spans = [one for name in SPANS for one in getattr(scenario, name)]
    days = [day for one in spans for day in (one.since, one.until)]
    days += [scenario.start, *(move.on for move in scenario.moves)]
    return not any(isinstance(day, date) for day in days)


def _lines() -> list[str]:
    table = files("yalu.scenario") / "data" / "lines.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return [row["id"] for row in rows]


def _in_order(told: list[Fault], places: Places) -> list[Fault]:
    return sorted(told, key=lambda fault: places.line(fault.path) or 0)


def _problem(fault: Fault, name: str, places: Places) -> Problem:
    line = places.line(fault.path)
    return fault.problem(name if line is None else f"{name}, line {line}")
