"""From texts to canonical values, or to the rules that a record breaks.

One SQL statement judges a batch of records at a time against tables of what is
known: goods codes by revision, states and areas, units, directions. The
statement is `data/checks.sql`; this module fills the tables.

The names and numbers that Chinese customs give their partners
(`data/gacc_partners.csv`) follow their published table of countries and regions,
transcribed with medium confidence; the name is read first and the number only
where the name is not known. The quantity units of Comtrade (`data/units.csv`) are
those of its reference tables; a unit that none of ours can express is listed
without one.
"""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from yalu.errors import UnknownCodeError
from yalu.flows.layouts import Areas, LayoutSpec
from yalu.flows.table import Series
from yalu.goods import Revision, codes
from yalu.provenance import Evidence
from yalu.quantities import Unit
from yalu.territories import from_comtrade, territories, territory

__all__ = ["Judge"]

_LEVELS = (2, 4, 6)
_MOST_STRANGE = 200  # spellings of areas that are worth a search for the nearest
_AREA_FIELDS = ("reporter", "reporter_name", "partner", "partner_name")
_ALL_AREAS = {"w00": "WLD", "wld": "WLD", "world": "WLD", "0": "WLD", "000": "WLD"}

# Re-exports and re-imports are part of exports and imports: no direction of their own.
_DIRECTIONS = {
    **dict.fromkeys(("import", "imports", "m", "1", "进口"), "import"),
    **dict.fromkeys(("export", "exports", "x", "2", "出口"), "export"),
    **dict.fromkeys(("re-export", "re-exports", "rx", "3", "dx"), ""),
    **dict.fromkeys(("re-import", "re-imports", "rm", "4", "fm"), ""),
    **dict.fromkeys(("mip", "mop", "xip", "xop"), ""),
}
# Comtrade counts revisions from H0; those before H4 are named but not held.
_AS_REPORTED = ("hs", "as reported")


@dataclass(slots=True)
class Judge:
    """Judges the records of one file in one layout.

    Attributes
    ----------
    spec : LayoutSpec
        How the file is written.
    revision : str
        Revision of goods codes where the file names none; empty to take the one in
        force when the goods moved.
    source : str
        Identifier of the source where the file names none.

    """

    spec: LayoutSpec
    revision: str
    source: str
    _connection: Any = None
    _areas: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    _strange: int = 0

    @contextmanager
    def sitting(self) -> Iterator["Judge"]:
        """Open the engine and fill its tables for as long as the file is read."""
        with duckdb.connect() as connection:
            connection.execute("SET threads = 2")
            connection.execute(_resource("macros.sql"))
            for name, table in _known_tables(self.spec).items():
                connection.register(f"{name}_given", table)
                connection.execute(_COPIES[name])
            self._connection = connection
            yield self
            self._connection = None

    def judged(self, batch: pa.Table) -> pa.Table:
        """Return a batch with canonical values, and ``faults`` where a rule breaks."""
        self._connection.register("raw", batch)
        self._connection.register("areas", self._areas_in(batch))
        query = _resource("checks.sql")
        return self._connection.sql(query, params=self._settings()).to_arrow_table()

    def _settings(self) -> dict[str, object]:
        spec = self.spec
        return {
            "format": spec.date_format or "%Y",
            "span": spec.span,
            "revision": self.revision,
            "pad": spec.pad_codes,
            "cut": spec.cut_codes,
            "grouping": spec.grouping,
            "point": spec.point,
            "zero_is_missing": spec.zero_is_missing,
            "strict_unit": spec.strict_unit,
            "value_scale": spec.value_scale,
            "quantity_scale": spec.quantity_scale,
            "series": spec.series.value,
            "source": self.source,
            "evidence": spec.evidence.value,
            "series_words": [each.value for each in Series],
            "evidence_words": [each.value for each in Evidence],
        }

    def _areas_in(self, batch: pa.Table) -> pa.Table:
        """Return the spellings of areas in a batch with what each stands for."""
        seen: set[str] = set()
        for name in _AREA_FIELDS:
            seen.update(text for text in pc.unique(batch[name]).to_pylist() if text)
        written = {text.strip() for text in seen}
        for text in written - set(self._areas):
            self._areas[text] = self._area(text)
        held = {text: self._areas[text] for text in sorted(written)}
        return pa.table(
            {
                "key": pa.array(held, pa.string()),
                "iso3": pa.array([iso3 for iso3, _ in held.values()], pa.string()),
                "advice": pa.array([says for _, says in held.values()], pa.string()),
            }
        )

    def _area(self, text: str) -> tuple[str | None, str | None]:
        """Return the code of an area, or None with advice."""
        own = self._own_areas().get(text) or self._own_areas().get(text.lower())
        if own:
            return own, None
        if self._strange >= _MOST_STRANGE:
            return None, None
        try:
            if self.spec.areas is Areas.COMTRADE and text.isdecimal():
                return from_comtrade(text).iso3, None
            return territory(text).iso3, None
        except UnknownCodeError as error:
            self._strange += 1
            said = str(error).partition(", which ")[2] or str(error).partition("?")[0]
            near = said.partition("Did you mean ")[2]
            return None, f"perhaps {near}" if near else _reason(said)

    def _own_areas(self) -> dict[str, str]:
        match self.spec.areas:
            case Areas.GACC:
                return _gacc_partners()
            case Areas.COMTRADE | Areas.ANY:
                extra = self.spec.words.get("area", {})
                return {**_iso_codes(), **extra} if extra else _iso_codes()


def _reason(said: str) -> str | None:
    """Return the part of a message that says what a code stands for."""
    reason = said.partition(";")[0].strip()
    return reason if reason.startswith(("stands for", "may be")) else None


@cache
def _iso_codes() -> dict[str, str]:
    return {each.iso3: each.iso3 for each in territories()} | _ALL_AREAS


@cache
def _gacc_partners() -> dict[str, str]:
    """Return the names and codes that Chinese customs give their partners."""
    rows = csv.DictReader(_resource("gacc_partners.csv").splitlines())
    return {row["written"]: row["iso3"] for row in rows} | {"CHN": "CHN"}


@cache
def _resource(name: str) -> str:
    return files("yalu.flows").joinpath("data", name).read_text("utf-8")


def _known_tables(spec: LayoutSpec) -> dict[str, pa.Table]:
    return {
        "goods": _goods(),
        "revisions": _revisions(),
        "eras": _eras(),
        "units": _units(spec),
        "directions": _directions(spec),
    }


# Copied into the engine, so that each is read once and not with every batch.
_COPIES = {
    name: f"CREATE TEMP TABLE {name} AS FROM {name}_given"
    for name in ("goods", "revisions", "eras", "units", "directions")
}


@cache
def _goods() -> pa.Table:
    """Return every code of every revision with the revisions that have it."""
    held: dict[str, list[str]] = {}
    for revision in Revision:
        for code in {code[:n] for code in codes(revision) for n in _LEVELS}:
            held.setdefault(code, []).append(revision.value)
    pairs = [(code, one, homes) for code, homes in held.items() for one in homes]
    return pa.table(
        {
            "code": [code for code, _, _ in pairs],
            "revision": [one for _, one, _ in pairs],
            "homes": [" and ".join(homes) for _, _, homes in pairs],
        }
    )


@cache
def _revisions() -> pa.Table:
    """Return how revisions are written; an empty revision means: by the date."""
    written = dict.fromkeys(_AS_REPORTED, "")
    for number, revision in enumerate(Revision, start=4):
        year = revision.removeprefix("HS")
        keys = (revision.lower(), year, f"hs{year[2:]}", f"h{number}")
        written.update(dict.fromkeys(keys, revision.value))
    return pa.table({"key": list(written), "revision": list(written.values())})


@cache
def _eras() -> pa.Table:
    """Return when each revision is in force, the oldest since ever."""
    spans = [revision.in_force for revision in Revision]
    days = [None, *(span.start for span in spans[1:]), None]
    first, last = "0001-01-01", "9999-12-31"
    return pa.table(
        {
            "revision": [revision.value for revision in Revision],
            "first_day": [str(day) if day else first for day in days[:-1]],
            "end_day": [str(day) if day else last for day in days[1:]],
        }
    ).cast(
        pa.schema(
            [
                ("revision", pa.string()),
                ("first_day", pa.date32()),
                ("end_day", pa.date32()),
            ]
        )
    )


def _units(spec: LayoutSpec) -> pa.Table:
    """Return the spellings of units; one without a unit of ours cannot be held."""
    rows = csv.DictReader(_resource("units.csv").splitlines())
    held: dict[str, tuple[str | None, Decimal | None]] = {
        row["written"]: (row["unit"], Decimal(row["scale"]))
        if row["unit"]
        else (None, None)
        for row in rows
        if row["scheme"] in spec.units
    }
    held |= {unit.value.lower(): (unit.value, Decimal(1)) for unit in Unit}
    for written, ours in spec.words.get("unit", {}).items():
        held[written.lower()] = held.get(ours.lower(), (None, None))
    return _table(held)


def _table(held: dict[str, tuple[str | None, Decimal | None]]) -> pa.Table:
    return pa.table(
        {
            "key": pa.array(held, pa.string()),
            "unit": pa.array([unit for unit, _ in held.values()], pa.string()),
            "scale": pa.array(
                [scale for _, scale in held.values()], pa.decimal128(13, 6)
            ),
        }
    )


def _directions(spec: LayoutSpec) -> pa.Table:
    words: Iterable[tuple[str, str]] = spec.words.get("direction", {}).items()
    held = _DIRECTIONS | {written.lower(): ours for written, ours in words}
    return pa.table({"key": list(held), "direction": list(held.values())})
