"""The same question in pandas: as its users write it, and tuned for memory."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from made_data import TARGET

from yalu.compliance import Per
from yalu.compliance.compiled_law import LAW_KEYS, CompiledLaw, compiled_law
from yalu.regime import Coverage

__all__ = ["COLUMNS", "by_pandas", "by_tuned_pandas"]

COLUMNS = (
    "reporter", "partner", "direction", "period_start", "period_end", "hs_code",
    "hs_revision", "value_usd", "quantity", "unit", "series",
)  # fmt: skip
"""The columns that the question needs, which every side reads and no other."""

_KEYS = list(LAW_KEYS)
_CELL = [
    "law", "state", "target_reports", "period_start", "period_end", "series", "unit",
]  # fmt: skip


def by_pandas(path: Path, law: tuple[Coverage, ...]) -> pa.Table:
    """Return the answer from pandas: read, filter, merge, filter, group."""
    compiled = compiled_law(law, Per.MEASURE)
    flows = pd.read_parquet(path, columns=list(COLUMNS))
    reports = flows["reporter"] == TARGET
    flows = flows[reports != (flows["partner"] == TARGET)]
    reports = flows["reporter"] == TARGET
    flows["state"] = flows["partner"].where(reports, flows["reporter"])
    flows["target_reports"] = reports
    flows["target_buys"] = reports == (flows["direction"] == "import")
    places = compiled.jurisdictions.to_pandas()
    flows = flows.merge(places, on="state", how="left")
    flows["jurisdiction"] = flows["jurisdiction"].fillna(0).astype("int32")
    met = flows.merge(compiled.rows.to_pandas(), on=_KEYS)
    del flows
    met = met[
        (met["period_start"] < met["until_day"]) & (met["period_end"] > met["from_day"])
    ]
    return _grouped(met, compiled)


def by_tuned_pandas(path: Path, law: tuple[Coverage, ...]) -> pa.Table:
    """Return the same from pandas with every word as a category, for least memory."""
    compiled = compiled_law(law, Per.MEASURE)
    words = [c for c in COLUMNS if c not in ("value_usd", "quantity")]
    read = pq.read_table(path, columns=list(COLUMNS), read_dictionary=words)
    flows = read.to_pandas(date_as_object=False)
    del read
    reports = flows["reporter"] == TARGET
    flows = flows[reports != (flows["partner"] == TARGET)]
    reports = flows["reporter"] == TARGET
    categories = flows["reporter"].cat.categories.union(flows["partner"].cat.categories)
    state = flows["reporter"].cat.set_categories(categories)
    flows["state"] = state.where(
        ~reports, flows["partner"].cat.set_categories(categories)
    )
    flows["target_reports"] = reports
    flows["target_buys"] = reports == (flows["direction"] == "import")
    places = compiled.jurisdictions.to_pandas().set_index("state")["jurisdiction"]
    found = places.reindex(flows["state"].cat.categories).fillna(0).astype("int32")
    flows["jurisdiction"] = found.to_numpy()[flows["state"].cat.codes]
    flows = flows.drop(columns=["reporter", "partner", "direction"])
    rows = compiled.rows.to_pandas(date_as_object=False)
    for name in ("hs_code", "hs_revision"):
        rows[name] = rows[name].astype(flows[name].dtype)
    rows = rows.dropna(subset=["hs_code", "hs_revision"])
    met = flows.merge(rows, on=_KEYS)
    del flows
    met = met[
        (met["period_start"] < met["until_day"]) & (met["period_end"] > met["from_day"])
    ]
    return _grouped(met, compiled)


def _grouped(met: pd.DataFrame, compiled: CompiledLaw) -> pa.Table:
    """Return the sums of what met a measure, with their names."""
    sure = (met["period_start"] >= met["sure_from"]) & (
        met["period_end"] <= met["until_day"]
    )
    for part, chosen in (("sure", sure), ("possible", ~sure)):
        met[f"records_{part}"] = chosen.astype("int64")
        for name in ("value_usd", "quantity"):
            met[f"{name}_{part}"] = met[name].where(chosen, 0)
    kept = [c for c in met.columns if c.endswith(("_sure", "_possible"))]
    sums = met.groupby(_CELL, observed=True, sort=False, dropna=False).agg(
        **{name: (name, "sum") for name in kept},
        value_known=("value_usd", "count"),
        quantity_known=("quantity", "count"),
    )
    found = sums.reset_index().merge(compiled.laws.to_pandas(), on="law")
    found["reporter"] = (
        found["state"].astype(str).where(~found["target_reports"], TARGET)
    )
    return pa.Table.from_pandas(
        found.drop(columns=["law", "target_reports"]), preserve_index=False
    )
