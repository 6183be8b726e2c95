"""A mapping: how a table of events of any shape says what an event needs.

A mapping is a YAML file, or a dictionary of the same form, and names for each of our
fields the column that holds it::

    delimiter: ";"                # left out: found by itself
    encoding: utf-8               # left out: UTF-8
    columns:
      when: {column: SQLDATE, format: "%Y%m%d", span: day}
      kind: EventCode             # ours, a type of PLOVER or a code of CAMEO
      actor: Actor1Code
      target: Actor2Code
      what: Headline
      source: Paper
    constants:                    # what no column holds
      evidence: reported
      confidence: medium
    words:                        # what the file says: what we say
      kind: {Atomtest: nuclear_test}
      party: {Nordkorea: PRK}
    roles:                        # who plays which part; left out: the Korean case
      target: PRK
      patrons: [CHN]
      alternatives: [RUS, SUN]
      council: UNSC

Fields are id, kind, actor, target, when (or first_day and last_day, both included),
place, what, mark, count, instrument, calendar, source, evidence, confidence and note;
kind, actor and a date are needed. A ``format`` is that of ``strptime``; ``span`` says
whether the date is a day, a month or a year. Without a format a date is written as
YYYY, YYYY-MM, YYYY-MM-DD or two of them joined by ``..``. The calendar (whose day it
is) is Korea, China, New York or local, and local if nothing is said.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from yalu.errors import Problem, UnusableFileError, describe
from yalu.events.coding import Roles
from yalu.events.tables import unreadable
from yalu.provenance import Confidence, Evidence

__all__ = ["FIELDS", "LogMapping", "log_mapping"]

FIELDS = (
    "id",
    "kind",
    "actor",
    "target",
    "when",
    "first_day",
    "last_day",
    "place",
    "what",
    "mark",
    "count",
    "instrument",
    "calendar",
    "source",
    "evidence",
    "confidence",
    "note",
)
"""The fields of an event that a column can hold."""
_KEYS = ("delimiter", "encoding", "columns", "constants", "words", "roles")
_NEEDED = (("kind",), ("actor",), ("when", "first_day"))
_WORDS = ("kind", "party")
_ROLES = ("target", "patrons", "alternatives", "council")
_SPANS = ("day", "month", "year")
_GRADES = {"evidence": tuple(Evidence), "confidence": tuple(Confidence)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMapping:
    """A table of events, described.

    Attributes
    ----------
    columns : dict of str to str
        The column of each field.
    constants : dict of str to str
        The value of each field that no column holds.
    date_format, span : str
        How ``when`` is written, and whether it names a day, a month or a year; both
        empty for the usual forms.
    words : dict of str to dict
        What the file says for a kind or a party, and what we say.
    roles : Roles
        Who plays which part where a code is given instead of a kind.
    delimiter, encoding : str
        As stated; empty to find them out.

    """

    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    date_format: str = ""
    span: str = ""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    roles: Roles = field(default_factory=Roles)
    delimiter: str = ""
    encoding: str = ""


def log_mapping(given: str | Path | Mapping[str, object]) -> LogMapping:
    """Return the mapping that a YAML file, or a dictionary, describes.

    Parameters
    ----------
    given : str or Path or Mapping
        The file, or what it would hold; the form is that of the module's example.

    Raises
    ------
    UnusableFileError
        If it is not of that form. Every mistake is listed.

    Examples
    --------
    >>> found = log_mapping({"columns": {"kind": "Code", "actor": "A", "when": "Day"}})
    >>> found.columns["kind"]
    'Code'

    """
    if isinstance(given, Mapping):
        place, content = "Mapping", cast("object", dict(given))
    else:
        place = f"Mapping {given}"
        try:
            content = yaml.safe_load(Path(given).read_text("utf-8"))
        except OSError as error:
            msg = f"{place}: the file cannot be read: {unreadable(error)}."
            raise UnusableFileError(msg) from error
        except UnicodeDecodeError as error:
            msg = (
                f"{place}: byte {error.start} is not UTF-8 text; expected YAML in "
                "UTF-8. Save the file as UTF-8."
            )
            raise UnusableFileError(msg) from error
        except yaml.YAMLError as error:
            raise UnusableFileError(_broken(place, error)) from error
    draft = _Draft()
    mapping = draft.mapping(content)
    if draft.problems:
        raise UnusableFileError(describe(f"{place} cannot be used", draft.problems))
    return mapping


def _broken(place: str, error: yaml.YAMLError) -> str:
    """Return where a file stops being YAML, in words."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    line = "" if mark is None else f", line {mark.line + 1}"
    return (
        f"{place}{line}: from here on it cannot be read as YAML; expected lines of the "
        "form 'name: value', those that belong together indented alike. Look there, "
        "and on the line above, for a bracket or quotation mark that is not closed, a "
        "colon that is missing, a tab, or blanks too few or too many."
    )


class _Draft:
    """Reads a mapping and collects every mistake."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def mapping(self, given: object) -> LogMapping:
        top = self._dict(given, "the mapping")
        self._names(top, _KEYS, "key")
        columns = self._dict(top.get("columns"), "columns")
        constants = self._dict(top.get("constants") or {}, "constants")
        self._names(columns, FIELDS, "columns")
        self._names(constants, FIELDS, "constants")
        self._complete({*columns, *constants})
        options = {name: self._options(name, columns[name]) for name in columns}
        date = options.get("when", {})
        span = str(date.get("span") or "")
        if span and span not in _SPANS:
            finding = f"found {span!r}; expected one of {', '.join(_SPANS)}"
            self._add("columns.when.span", finding, "use one of these words")
        if bool(date.get("format")) != bool(span):
            remedy = "give both, or neither for the usual forms"
            self._add("columns.when", "has only one of format and span", remedy)
        return LogMapping(
            columns={name: str(o.get("column", "")) for name, o in options.items()},
            constants=self._constants(constants),
            date_format=str(date.get("format") or ""),
            span=span,
            words=self._words(top.get("words") or {}),
            roles=self._roles(top.get("roles") or {}),
            delimiter=self._delimiter(top.get("delimiter")),
            encoding=self._encoding(top.get("encoding")),
        )

    def _add(self, place: str, finding: str, remedy: str) -> None:
        self.problems.append(Problem(place, finding, remedy))

    def _dict(self, given: object, place: str) -> dict[str, Any]:
        if isinstance(given, dict):
            return cast("dict[str, Any]", given)
        finding = f"found {given!r}; expected names with what they mean"
        self._add(place, finding, "write 'name: meaning' lines")
        return {}

    def _names(self, given: dict[str, Any], known: tuple[str, ...], place: str) -> None:
        for name in given:
            if name not in known:
                remedy = f"use one of {', '.join(known)}"
                self._add(f"{place} {name}", "not a name that is known", remedy)

    def _complete(self, named: set[str]) -> None:
        for group in _NEEDED:
            if not named & set(group):
                finding = f"nothing says the {group[0]}"
                remedy = f"name the column of {' or '.join(group)}, or a constant"
                self._add("columns", finding, remedy)

    def _options(self, name: str, given: object) -> dict[str, Any]:
        if isinstance(given, str):
            return {"column": given}
        known = ("column", "format", "span") if name == "when" else ("column",)
        options = self._dict(given, f"columns.{name}")
        self._names(options, known, f"columns.{name}")
        if options and not isinstance(options.get("column"), str):
            self._add(f"columns.{name}", "names no column", "add 'column:'")
        return options

    def _constants(self, given: dict[str, Any]) -> dict[str, str]:
        for name, known in _GRADES.items():
            if name in given and given[name] not in known:
                finding = f"found {given[name]!r}; expected one of {', '.join(known)}"
                self._add(f"constants.{name}", finding, "use one of these words")
        return {str(name): str(value) for name, value in given.items()}

    def _words(self, given: object) -> dict[str, dict[str, str]]:
        words = self._dict(given, "words")
        self._names(words, _WORDS, "words")
        held: dict[str, dict[str, str]] = {}
        for name in _WORDS:
            table = self._dict(words.get(name) or {}, f"words.{name}")
            held[name] = {str(key): str(value) for key, value in table.items()}
        return held

    def _roles(self, given: object) -> Roles:
        roles = self._dict(given, "roles")
        self._names(roles, _ROLES, "roles")
        for name in ("target", "council"):
            if not isinstance(roles.get(name, ""), str):
                finding = f"found {roles[name]!r}; expected one code"
                self._add(f"roles.{name}", finding, "write it without brackets")
        several = {}
        for name in ("patrons", "alternatives"):
            states = roles.get(name, list(getattr(Roles(), name)))
            if not isinstance(states, list):
                self._add(f"roles.{name}", f"found {states!r}", "write a list: [CHN]")
                states = []
            several[name] = tuple(str(state) for state in states)
        return Roles(
            target=str(roles.get("target", Roles().target)),
            council=str(roles.get("council", Roles().council)),
            patrons=several["patrons"],
            alternatives=several["alternatives"],
        )

    def _delimiter(self, given: object) -> str:
        if given is None:
            return ""
        if not isinstance(given, str) or len(given) != 1:
            finding = f"found {given!r}; expected one character"
            self._add("delimiter", finding, "write it in quotes")
            return ""
        return given

    def _encoding(self, given: object) -> str:
        if given is None:
            return ""
        try:
            # Some codecs of Python are no encodings of text; only trying tells.
            "a".encode(str(given))
            return codecs.lookup(str(given)).name
        except LookupError:
            finding = f"found {given!r}; expected the name of an encoding"
            self._add("encoding", finding, "write for example utf-8 or gb18030")
            return ""
