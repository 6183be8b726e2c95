"""Generated trade and law, of the size and shape that the targets speak of.

Records are integers and plain words, sorted by nothing: each row is a movement drawn
at random among thirty states, ten years of months, every six-digit code of the HS
edition of its month, and both directions. A chosen share of them concerns the target.
The law is made too, or it is the encoded regime.
"""

import random
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from yalu.goods import Revision, codes, expand, revision_on
from yalu.goods import known as is_known
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


def make_law(kind: str, *, seed: int = 1) -> tuple[Coverage, ...]:
    """Return law on the target, compiled for every HS edition.

    Parameters
    ----------
    kind : str
        ``"made"`` for `MEASURES` measures on goods drawn at random, most of them a
        heading or two, some a chapter, some a single code; a third binds one state.
        ``"encoded"`` for the regime in the library, with its national laws and lists.
    seed : int
        Start of the random numbers.

    """
    regime = load("dprk")
    if kind == "encoded":
        return tuple(coverage(regime, revision=revision) for revision in Revision)
    columns = coverage(regime, revision=Revision.HS2017).columns
    drawn = random.Random(seed)  # noqa: S311 - repeatable, and no secret
    rows: dict[Revision, list[tuple[object, ...]]] = {r: [] for r in Revision}
    for number in range(MEASURES):
        digits = drawn.choices((2, 4, 6), (1, 15, 4))[0]
        drawn_codes = drawn.choices(codes(Revision.HS2017), k=2)
        prefixes = sorted({code[:digits] for code in drawn_codes})
        start = date(drawn.randint(2012, 2018), drawn.randint(1, 12), 15)
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
            "until_day": drawn.choice([_OPEN, _OPEN, date(2020, 7, 1)]),
            "wind_down_day": None,
            "bound": drawn.choice(["*", "*", drawn.choice(["CHN", "RUS"])]),
        }
        for revision in Revision:
            known = [prefix for prefix in prefixes if is_known(prefix, revision)]
            for code in sorted({c for p in known for c in expand(p, revision)}):
                row = {**fixed, "hs_code": code}
                rows[revision].append(tuple(row[name] for name in columns))
    return tuple(
        Coverage(regime="made", target=TARGET, revision=revision, rows=tuple(held))
        for revision, held in rows.items()
    )
