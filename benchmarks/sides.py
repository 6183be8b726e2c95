"""The sides that are timed: each answers one question about one Parquet file.

Run as a program, one side answers in a process of its own, so that its memory can be
told from the others', and prints its figures as JSON.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from made_data import TARGET, make_law
from pandas_sides import COLUMNS, by_pandas, by_tuned_pandas

from yalu.compliance import Per, screen_file
from yalu.compliance.compiled_law import compiled_law
from yalu.regime import Coverage

__all__ = ["SIDES"]

_THREADS = 2
_MEGABYTE = 1024
_CELL = "law, state, target_reports, period_start, period_end, series, unit"
_SORTED = (
    "measure, body, instrument, paragraph, effect, state, direction, period_start, "
    "period_end, series, reporter, unit"
)
_KEYS = "hs_code, hs_revision, target_buys, jurisdiction"


def ours(path: Path, law: tuple[Coverage, ...]) -> pa.Table:
    """Return the answer of the product: one Narwhals expression on DuckDB."""
    return screen_file(path, law, target=TARGET, threads=_THREADS)


def by_hand(path: Path, law: tuple[Coverage, ...]) -> pa.Table:
    """Return the same answer from DuckDB SQL written by hand."""
    compiled = compiled_law(law, Per.MEASURE)
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET threads = {_THREADS}")
        connection.register("law", compiled.rows)
        connection.register("names", compiled.laws)
        connection.register("places", compiled.jurisdictions)
        return connection.sql(
            f"""
            WITH moved AS (
              SELECT seen.*, coalesce(places.jurisdiction, 0) AS jurisdiction FROM (
                SELECT CASE WHEN reporter = '{TARGET}' THEN partner ELSE reporter END
                         AS state,
                       reporter = '{TARGET}' AS target_reports,
                       (reporter = '{TARGET}') = (direction = 'import') AS target_buys,
                       period_start, period_end, hs_code, hs_revision, value_usd,
                       quantity, unit, series
                FROM read_parquet('{path}')
                WHERE (reporter = '{TARGET}') <> (partner = '{TARGET}')
              ) AS seen LEFT JOIN places USING (state)
            ), sums AS (
              SELECT {_CELL},
                     period_start >= sure_from AND period_end <= until_day AS sure,
                     count(*) AS records, count(value_usd) AS value_known,
                     count(quantity) AS quantity_known,
                     sum(value_usd) AS value_usd, sum(quantity) AS quantity
              FROM moved JOIN law USING ({_KEYS})
              WHERE period_start < until_day AND period_end > from_day
              GROUP BY ALL
            ), bounds AS (
              SELECT {_CELL},
                     coalesce(sum(records) FILTER (sure), 0) AS records_sure,
                     coalesce(sum(value_usd) FILTER (sure), 0) AS value_usd_sure,
                     coalesce(sum(quantity) FILTER (sure), 0) AS quantity_sure,
                     coalesce(sum(records) FILTER (NOT sure), 0) AS records_possible,
                     coalesce(sum(value_usd) FILTER (NOT sure), 0)
                       AS value_usd_possible,
                     coalesce(sum(quantity) FILTER (NOT sure), 0) AS quantity_possible,
                     sum(value_known)::BIGINT AS value_known,
                     sum(quantity_known)::BIGINT AS quantity_known
              FROM sums GROUP BY ALL
            )
            SELECT measure, body, instrument, paragraph, effect, state, direction,
                   period_start, period_end, series,
                   CASE WHEN target_reports THEN '{TARGET}' ELSE state END AS reporter,
                   unit, records_sure::BIGINT AS records_sure,
                   {_known("value_usd_sure", "value_known")},
                   {_known("quantity_sure", "quantity_known")},
                   records_possible::BIGINT AS records_possible,
                   {_known("value_usd_possible", "value_known")},
                   {_known("quantity_possible", "quantity_known")},
                   value_known, quantity_known
            FROM bounds JOIN names USING (law) ORDER BY {_SORTED}
            """
        ).to_arrow_table()


def _known(name: str, count: str) -> str:
    return f"CASE WHEN {count} > 0 THEN {name}::BIGINT END AS {name}"


def decoding(path: Path, law: tuple[Coverage, ...]) -> pa.Table:  # noqa: ARG001
    """Return next to nothing, having decoded every value of the columns needed."""
    touched = ", ".join(
        f"bit_xor({name})" if name in ("value_usd", "quantity")
        else f"sum(epoch({name}))" if name.startswith("period")
        else f"sum(strlen({name}))"
        for name in COLUMNS
    )  # fmt: skip
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {_THREADS}")
        sql = f"SELECT {touched} FROM read_parquet('{path}')"
        return connection.sql(sql).to_arrow_table()


SIDES: dict[str, Callable[[Path, tuple[Coverage, ...]], pa.Table]] = {
    "ours": ours,
    "by_hand": by_hand,
    "decoding": decoding,
    "by_pandas": by_pandas,
    "by_tuned_pandas": by_tuned_pandas,
}
"""Every side by name."""


def main() -> None:
    """Answer once or more, write the answer, print the best time and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("side", choices=list(SIDES))
    parser.add_argument("flows", type=Path)
    parser.add_argument("answer", type=Path)
    parser.add_argument("--law", choices=["made", "encoded"], default="made")
    parser.add_argument("--times", type=int, default=1)
    chosen = parser.parse_args()
    law = make_law(chosen.law)
    best = float("inf")
    for _ in range(chosen.times):
        began = time.perf_counter()
        answer = SIDES[chosen.side](chosen.flows, law)
        best = min(best, time.perf_counter() - began)
    pq.write_table(answer, chosen.answer)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = peak if sys.platform != "darwin" else peak // _MEGABYTE
    json.dump({"seconds": best, "megabytes": peak / _MEGABYTE}, sys.stdout)


if __name__ == "__main__":
    main()
