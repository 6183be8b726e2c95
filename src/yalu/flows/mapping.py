"""A mapping: how a file of any shape says what a record needs.

A mapping file is YAML and names, for each of our fields, the column that holds
it::

    source: KITA                   # identifier of the source
    revision: HS2017               # of the goods codes; left out: by the date
    series: customs                # customs, notified, alleged or estimated
    evidence: reported             # official, reported, estimated or alleged
    delimiter: ";"                 # left out: found by itself
    encoding: utf-8                # left out: found by itself
    thousands: "."                 # mark between thousands; left out: none
    decimal: ","                   # decimal mark; left out: a point
    columns:
      reporter: Land               # a column
      partner: Partner
      direction: Richtung
      period: {column: Monat, format: "%d.%m.%Y", span: month}
      hs_code: {column: Ware, national: true}       # cut codes to six digits
      value_usd: {column: "Wert, 1000 USD", scale: 1000}
      quantity: {column: Menge, scale: 1}
    constants:                     # what no column holds
      unit: t
    words:                         # what the file says: what we say
      direction: {Einfuhr: import, Ausfuhr: export}
      unit: {Tonnen: t}
      area: {Nordkorea: PRK}

Fields are reporter, partner, direction, period (or period_start and period_end),
hs_code, hs_revision, value_usd, quantity, unit, series, source and evidence. A
``format`` is that of ``strptime``; ``span`` says whether the period is a day, a
month or a year. A scale multiplies what the file says. Columns that are not
named are not read, and the result says so.
"""

import codecs
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

import duckdb
import yaml

from yalu.errors import Problem, SchemaError, UnusableFileError, describe
from yalu.flows.layouts import Layout, LayoutSpec
from yalu.flows.table import FlowDirection, Series
from yalu.goods import parse_revision
from yalu.provenance import Evidence
from yalu.quantities import Unit

__all__ = ["ColumnMapping", "read_mapping"]

_FIELDS = (
    "reporter",
    "partner",
    "direction",
    "period",
    "period_start",
    "period_end",
    "hs_code",
    "hs_revision",
    "value_usd",
    "quantity",
    "unit",
    "series",
    "source",
    "evidence",
)
_KEYS = (
    "source",
    "revision",
    "series",
    "evidence",
    "delimiter",
    "encoding",
    "thousands",
    "decimal",
    "columns",
    "constants",
    "words",
)
_OPTIONS = {
    "period": ("column", "format", "span"),
    "hs_code": ("column", "national"),
    "value_usd": ("column", "scale"),
    "quantity": ("column", "scale"),
}
_REQUIRED = (
    ("reporter",),
    ("partner",),
    ("direction",),
    ("period", "period_start"),
    ("hs_code",),
    ("value_usd", "quantity"),
)
_CONSTANT = {
    "reporter": "reporter: CHN",
    "partner": "partner: PRK",
    "direction": "direction: import",
}
"""What may be the same in all records, with an example."""

_SCALES = {
    "value_usd": (Decimal("0.000001"), Decimal(1_000_000)),
    "quantity": (Decimal("0.001"), Decimal(10_000)),
}
_NOT_OF_FILES = {"idna", "punycode"}  # encodings of single names
_WORDS = {"direction": tuple(FlowDirection), "unit": tuple(Unit), "area": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """A file of any shape, described.

    Attributes
    ----------
    spec : LayoutSpec
        Which column says what, and how.
    revision : str
        Revision of the goods codes; empty to take it from the date.
    delimiter, encoding : str
        As stated; empty to find them out.

    """

    spec: LayoutSpec
    revision: str = ""
    delimiter: str = ""
    encoding: str = ""


def read_mapping(path: str | Path) -> ColumnMapping:
    """Return the mapping that a YAML file describes.

    Parameters
    ----------
    path : str or Path
        The file; its form is that of the module's example.

    Raises
    ------
    UnusableFileError
        If it is not such a file. Every mistake is listed.

    """
    try:
        text = Path(path).read_text("utf-8")
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        has_alias = any(isinstance(event, yaml.AliasEvent) for event in events)
        given = yaml.safe_load(text)
    # Dates and numbers that there cannot be are no YAMLError, nor is endless nesting.
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        msg = (
            f"{path}: found a mapping that cannot be read ({error}); expected YAML in "
            "UTF-8. Check the path and the indentation."
        )
        raise UnusableFileError(msg) from error
    if has_alias:  # a few of them stand for more than fits into memory
        msg = f"{path}: found an alias (*name); expected none. Write out what it means."
        raise UnusableFileError(msg)
    draft = _Draft(str(path))
    mapping = draft.mapping(given)
    if draft.problems:
        headline = f"Mapping {path} cannot be used"
        raise UnusableFileError(describe(headline, draft.problems))
    return mapping


class _Draft:
    """Reads a mapping and collects every mistake."""

    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path

    def mapping(self, given: object) -> ColumnMapping:
        top = self._dict(given, "the file")
        self._names(top, _KEYS, "key")
        columns = self._dict(top.get("columns"), "columns")
        constants = self._dict(top.get("constants") or {}, "constants")
        self._names(columns, _FIELDS, "columns")
        self._names(constants, _FIELDS, "constants")
        self._complete({*columns, *constants})
        options = {name: self._options(name, columns[name]) for name in columns}
        period = options.get("period", {})
        span = self._word(period, "span", ("day", "month", "year"), "")
        if bool(period.get("format")) != bool(span):
            remedy = "give both, or neither for the usual forms"
            self._add("columns.period", "has only one of format and span", remedy)
        date_format = str(period.get("format") or "")
        if date_format and not _is_format(date_format):
            finding = f"found format {date_format!r}; expected one for strptime"
            self._add("columns.period", finding, "write for example %d.%m.%Y")
        spec = LayoutSpec(
            layout=Layout.GENERIC,
            columns={n: (str(o.get("column", "")),) for n, o in options.items()},
            required=tuple((name,) for name in options),
            constants={str(name): str(text) for name, text in constants.items()},
            words=self._words(top.get("words") or {}),
            value_scale=self._scale(options, "value_usd"),
            quantity_scale=self._scale(options, "quantity"),
            cut_codes=options.get("hs_code", {}).get("national") is True,
            strict_unit=True,
            grouping=self._mark(top, "thousands", ""),
            point=self._mark(top, "decimal", "."),
            date_format=date_format,
            span=span,
            source=str(top.get("source") or ""),
            series=Series(self._word(top, "series", tuple(Series), "customs")),
            evidence=Evidence(self._word(top, "evidence", tuple(Evidence), "official")),
        )
        return ColumnMapping(
            spec=spec,
            revision=self._revision(top.get("revision")),
            delimiter=self._mark(top, "delimiter", ""),
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
        for group in _REQUIRED:
            if not named & set(group):
                finding = f"nothing says the {group[0]}"
                remedy = f"name the column of {' or '.join(group)}"
                if group[0] in _CONSTANT:
                    remedy += f", or write 'constants: {{{_CONSTANT[group[0]]}}}'"
                self._add("columns", finding, remedy)
        for one, other in (("period_start", "period_end"), ("quantity", "unit")):
            if one in named and other not in named:
                finding = f"{one} is there without {other}"
                self._add("columns", finding, f"name the column of {other} too")

    def _options(self, name: str, given: object) -> dict[str, Any]:
        if isinstance(given, str):
            return {"column": given}
        options = self._dict(given, f"columns.{name}")
        self._names(options, _OPTIONS.get(name, ("column",)), f"columns.{name}")
        if options and not isinstance(options.get("column"), str):
            self._add(f"columns.{name}", "names no column", "add 'column:'")
        return options

    def _word(
        self, given: dict[str, Any], key: str, words: tuple[str, ...], default: str
    ) -> str:
        word = given.get(key)
        if word is None:
            return default
        if word not in words:
            finding = f"found {word!r}; expected one of {', '.join(words)}"
            self._add(key, finding, "use one of these words")
            return default
        return str(word)

    def _mark(self, top: dict[str, Any], key: str, default: str) -> str:
        mark = top.get(key, default)
        if not isinstance(mark, str) or len(mark) > 1:
            finding = f"found {mark!r}; expected one character"
            self._add(key, finding, "write it in quotes")
            return default
        return mark

    def _scale(self, options: dict[str, dict[str, Any]], name: str) -> Decimal:
        given = options.get(name, {}).get("scale", 1)
        try:
            scale = Decimal(str(given))
        except InvalidOperation:
            scale = Decimal(0)
        least, most = _SCALES[name]
        if not (scale.is_finite() and least <= scale <= most):
            finding = f"found scale {given!r}; expected {least} to {most}"
            self._add(f"columns.{name}", finding, "give the factor as a number")
            return Decimal(1)
        return scale

    def _words(self, given: object) -> dict[str, dict[str, str]]:
        words = self._dict(given, "words")
        self._names(words, tuple(_WORDS), "words")
        held: dict[str, dict[str, str]] = {}
        for name, known in _WORDS.items():
            table = self._dict(words.get(name) or {}, f"words.{name}")
            for written, ours in table.items():
                if known and ours not in known:
                    finding = f"{written!r} means {ours!r}; expected {', '.join(known)}"
                    self._add(f"words.{name}", finding, "use one of these words")
            held[name] = {str(key): str(value) for key, value in table.items()}
        return held

    def _revision(self, given: object) -> str:
        if given is None:
            return ""
        try:
            return parse_revision(str(given)).value
        except SchemaError as error:
            finding, _, remedy = str(error).partition("; ")
            self._add("revision", finding.removeprefix("revision: "), remedy)
            return ""

    def _encoding(self, given: object) -> str:
        if given is None:
            return ""
        try:
            name = codecs.lookup(str(given)).name
            "a".encode(name)  # some encodings are not of text
        except (LookupError, UnicodeError):
            name = ""
        if name and name not in _NOT_OF_FILES:
            return name
        finding = f"found {given!r}; expected the name of an encoding"
        self._add("encoding", finding, "write for example utf-8 or gb18030")
        return ""


def _is_format(text: str) -> bool:
    """Return whether the engine that reads days knows a format."""
    with duckdb.connect() as connection:
        try:
            connection.execute("SELECT try_strptime('', ?)", [text])
        except duckdb.Error:
            return False
    return True
