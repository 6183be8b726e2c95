"""Generated trade and law, of the size and shape that the targets speak of.

Records are integers and plain words, sorted by nothing: each row is a movement drawn
at random among thirty states, ten years of months, every six-digit code of the HS
edition of its month, and both directions. A chosen share of them concerns the target.
The law is the encoded regime, filled up with made measures.
"""

import random
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from yalu.goods import Revision, codes, expand, revision_on
from yalu.library import load
from yalu.regime import Coverage, coverage
from yalu.territories import territories

__all__ = ["MEASURES", "TARGET", "make_flows", "make_law"]

TARGET = "PRK"
MEASURES = 200
_STATES = 30
_YEARS = range(2012, 2022)
_OPEN = date(9999, 12, 31)


def make_flows(path: Path, *, rows: int, on_target: float, seed: int = 1) -> None:
    """Write `rows` records to a Parquet file, a share of them about the target."""
    states = [t.iso3 for t in territories() if t.iso3 != TARGET][: _STATES - 2]
    states = ["CHN", "RUS", *(s for s in states if s not in ("CHN", "RUS"))]
    months = pa.table(
        {
            "month": range(len(_YEARS) * 12),
            "period_start": [date(y, m, 1) for y in _YEARS for m in range(1, 13)],
            "hs_revision": [
                revision_on(date(y, m, 1)).value for y in _YEARS for m in range(1, 13)
            ],
        }
    )
    every = {revision: codes(revision) for revision in Revision}
    goods = pa.table(
        {
            "hs_revision": [r.value for r in Revision for _ in every[r]],
            "good": [n for r in Revision for n in range(len(every[r]))],
            "hs_code": [code for r in Revision for code in every[r]],
        }
    )
    fewest = min(len(held) for held in every.values())
    named = pa.table({"state": range(len(states)), "iso3": states})
    with duckdb.connect() as connection:
        connection.register("months", months)
        connection.register("goods", goods)
        connection.register("states", named)
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SELECT setseed({seed / 1000})")
        connection.execute(
            f"""
            COPY (
              WITH drawn AS (
                SELECT floor(random() * {len(states)})::INT AS a,
                       floor(random() * {len(states)})::INT AS b,
                       floor(random() * {len(months)})::INT AS month,
                       floor(random() * {fewest})::INT AS good,
                       random() < {on_target} AS hit,
                       random() < 0.5 AS imports,
                       floor(random() * 1e6)::BIGINT AS value_usd,
                       floor(random() * 1e5)::BIGINT AS quantity
                FROM range({rows})
              )
              SELECT one.iso3 AS reporter,
                     CASE WHEN hit THEN '{TARGET}' ELSE other.iso3 END AS partner,
                     CASE WHEN imports THEN 'import' ELSE 'export' END AS direction,
                     period_start,
                     (period_start + INTERVAL 1 MONTH)::DATE AS period_end,
                     hs_code, hs_revision, value_usd, quantity,
                     'kg' AS unit, 'customs' AS series
              FROM drawn
              JOIN months USING (month)
              JOIN goods USING (hs_revision, good)
              JOIN states AS one ON one.state = drawn.a
              JOIN states AS other ON other.state = drawn.b
            ) TO '{path}' (FORMAT parquet)
            """
        )


def make_law(*, measures: int = MEASURES, seed: int = 1) -> tuple[Coverage, ...]:
    """Return the encoded law on the target, filled up to a number of measures."""
    regime = load("dprk")
    compiled = [coverage(regime, revision=revision) for revision in Revision]
    at = compiled[0].columns.index("measure")
    held = {row[at] for one in compiled for row in one.rows}
    drawn = random.Random(seed)  # noqa: S311 - repeatable, and no secret
    made: dict[Revision, list[tuple[object, ...]]] = {r: [] for r in Revision}
    for number in range(measures - len(held)):
        headings = {drawn.choice(codes(Revision.HS2017))[:4] for _ in range(2)}
        start = date(drawn.randint(2012, 2020), drawn.randint(1, 12), 15)
        fixed = {
            "direction": drawn.choice(["from_target", "to_target"]),
            "measure": f"MADE-{number:03}",
            "instrument": "a made instrument",
            "paragraph": str(number),
            "body": "UN",
            "effect": "ban",
            "excusable": False,
            "certainty": "sure",
            "from_day": start,
            "until_day": _OPEN,
            "wind_down_day": None,
            "bound": drawn.choice(["*", "*", "CHN", "RUS"]),
        }
        for revision in Revision:
            for heading in sorted(headings):
                for code in expand(heading, revision):
                    row = {**fixed, "hs_code": code}
                    made[revision].append(tuple(row[c] for c in compiled[0].columns))
    return tuple(
        Coverage(
            regime="made",
            target=TARGET,
            revision=one.revision,
            rows=(*one.rows, *made[one.revision]),
        )
        for one in compiled
    )
