"""Screening of Parquet files on an engine that speaks Spark, a cluster above all.

The engine reads the files, takes the census of their values and sums; only sums, and
the records that break a rule, come here. Those are judged here, in the same words as
everywhere, which is why there may not be millions of them.
"""

from collections.abc import Iterable
from typing import Any

import narwhals as nw
import pyarrow as pa

from yalu.compliance.compiled_law import Per
from yalu.compliance.engine import Engine, opened_session, spark_paths
from yalu.compliance.movement import columns_of
from yalu.compliance.screening import screen
from yalu.compliance.streaming import Streamed
from yalu.errors import ModelError
from yalu.flows import SCHEMA
from yalu.flows.known_layouts import check
from yalu.flows.sieve import Sifted, notes_of, sieve
from yalu.regime import Coverage

__all__ = ["screen_on"]

_SEEN = "the engine can see. Check the paths, which are read by it and not here."
_MOST_JUDGED = 500_000


def screen_on(
    engine: Engine,
    paths: Iterable[str],
    coverage: Iterable[Coverage],
    *,
    target: str,
    per: Iterable[Per] = (Per.MEASURE,),
    series: str | None = None,
    source: str | None = None,
    revision: str | None = None,
) -> Streamed:
    """Return the sums of trade in Parquet files, made by another engine.

    Parameters
    ----------
    engine : Engine
        Any but DuckDB.
    paths : iterable of str
        What the engine can read: files, patterns, folders, addresses.
    coverage, target, per
        As for `yalu.compliance.screen_parts`.
    series, source, revision : str or None
        As for `yalu.flows.read`.

    Returns
    -------
    Streamed
        As of `yalu.compliance.screen_parts`, but rows put aside have no number, and
        repeated records are not looked for.

    Raises
    ------
    SchemaError
        If a column is missing or of another type, or more than half a million
        records break a rule.
    ModelError
        If the engine cannot be used.

    """
    law = list(coverage)
    wish = {"series": series, "source": source, "revision": revision}
    with opened_session(engine) as session, sieve(**wish) as held:
        files = spark_paths(engine, paths)
        place = ", ".join(files)
        native = session.read.parquet(*files)
        if not native.columns:  # as Sail answers where there is no file
            msg = f"{place}: cannot be read there; expected Parquet that {_SEEN}"
            raise ModelError(msg)
        check(held.spec, native.columns, place=place)
        sifted = held.sifted_there(nw.from_native(native), place, most=_MOST_JUDGED)
        frame = _kept(session, sifted)
        sums = {
            each: screen(frame, law, target=target, per=each).toArrow() for each in per
        }
        notes = notes_of(place, sifted.decided[0][1], native.columns)
    aside = sifted.quarantine
    return Streamed(
        sums={each: _plain(table) for each, table in sums.items()},
        read=sifted.read,
        kept=sifted.read - len(aside),
        quarantined=len(aside),
        quarantine=aside,
        repeated=None,
        identical=None,
        notes=tuple(notes),
        parts=1,
        taken=0,
    )


def _kept(session: Any, sifted: Sifted) -> Any:  # noqa: ANN401 - pyspark has no types
    """Return the records to be summed, as a frame of the engine."""
    if sifted.sound is None:
        return session.createDataFrame(sifted.mended.select(columns_of(SCHEMA.names)))
    columns = columns_of(sifted.sound.collect_schema().names())
    sound: Any = nw.to_native(sifted.sound.select(*columns))
    if not sifted.mended.num_rows:
        return sound
    return sound.unionByName(session.createDataFrame(sifted.mended.select(columns)))


def _plain(table: pa.Table) -> pa.Table:
    """Return a table without remarks on which columns may hold nulls."""
    fields = [pa.field(field.name, field.type) for field in table.schema]
    return table.cast(pa.schema(fields))
