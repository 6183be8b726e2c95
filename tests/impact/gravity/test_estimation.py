"""Promises about estimating a gravity equation."""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import csv, parquet

from yalu.errors import ModelError, SchemaError
from yalu.impact.gravity import GravityCoefficient, GravityEstimate, estimate

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[1] / "reference" / "gravity"


def manufactures(*years: int) -> pa.Table:
    """Return trade of 69 economies in manufactures, sales at home included."""
    table = parquet.read_table(HERE / "manufactures.parquet")
    table = table.filter(pc.is_in(table["year"], pa.array(years, pa.int16())))
    pairs = zip(
        table["exporter"].to_pylist(), table["importer"].to_pylist(), strict=True
    )
    ends = [tuple(sorted(pair)) for pair in pairs]
    pair = ["home" if a == b else f"{a}-{b}" for a, b in ends]
    abroad = pc.not_equal(table["exporter"], table["importer"])
    return (
        table.append_column("abroad", abroad)
        .append_column("ln_distance", pc.ln(table["distance_km"]))
        .append_column("pair", pa.array(pair))
    )


def rounded(one: GravityCoefficient, digits: int) -> float:
    """Return a standard error, which must be there."""
    assert one.error is not None
    return round(one.error, digits)


def test_trade_without_borders_is_as_published() -> None:
    """Yotov et al. (2016), chapter 2, first application, as Stata printed it."""
    found = estimate(
        manufactures(2006),
        flow="trade",
        covariates=["ln_distance", "contiguous", "abroad"],
        clusters=(),
        small_sample=False,
    )
    told = [(round(one.value, 4), rounded(one, 4)) for one in found.coefficients]

    assert told == [(-0.7913, 0.0501), (0.6736, 0.1074), (-2.4745, 0.1194)]
    assert found.observations == 4761


def test_the_effect_of_agreements_in_a_panel_is_as_published() -> None:
    """Yotov et al. (2016), chapter 2, second application: three kinds of effects.

    Stata set the same 84 observations aside.
    """
    found = estimate(
        manufactures(1986, 1990, 1994, 1998, 2002, 2006),
        flow="trade",
        covariates=["agreement"],
        effects=(("exporter", "year"), ("importer", "year"), ("pair",)),
        clusters=(),
        small_sample=False,
    )
    (one,) = found.coefficients

    assert (round(one.value, 6), rounded(one, 5)) == (0.557185, 0.05577)
    assert (len(found.separation.rows), found.observations) == (84, 28_482)


def enlargement() -> GravityEstimate:
    """Return the effect of joining the European Union on trade of 44 economies."""
    return estimate(
        parquet.read_table(HERE / "enlargement.parquet"),
        flow="trade",
        covariates=["eu_enlargement", "other_fta"],
        effects=(("exporter", "year"), ("importer", "year"), ("exporter", "importer")),
    )


def test_the_effect_of_the_enlargement_of_the_union_is_as_published() -> None:
    """The estimate that Stata's ge_gravity begins with."""
    published = 0.224249005317688

    assert enlargement().coefficient("eu_enlargement").value == pytest.approx(
        published, abs=5e-9
    )


def test_thirty_economies_give_the_coefficients_of_another_program() -> None:
    """What Stata's ppmlhdfe gave the author of gegravity for his sample."""
    table = csv.read_csv(HERE / "thirty.csv")
    asked = ["lndist", "contiguous", "common_language", "agreement", "international"]
    found = estimate(
        table, flow="trade", covariates=asked, clusters=(), small_sample=False
    )
    values = [round(one.value, 6) for one in found.coefficients]
    errors = [rounded(one, 3) for one in found.coefficients]

    assert values == [-0.389862, 0.891577, 0.032625, 0.471138, -3.412584]
    assert errors == [0.073, 0.133, 0.084, 0.108, 0.215]


def test_fitted_trade_adds_up_to_recorded_trade() -> None:
    """With effects of both sides it must; that is what makes it structural."""
    table = manufactures(2006)
    found = estimate(table, flow="trade", covariates=["ln_distance", "abroad"])
    fitted = table.append_column("fitted", pa.array(found.fitted))
    sums = fitted.group_by("importer").aggregate([("fitted", "sum"), ("trade", "sum")])

    assert sums["fitted_sum"].to_numpy() == pytest.approx(
        sums["trade_sum"].to_numpy(), rel=1e-6
    )


def made_up(rows: list[tuple[float, float, str]]) -> pa.Table:
    """Return a table of flows with one covariate and one effect."""
    names = ("value_usd", "x", "exporter")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


SEPARATED = made_up(
    [
        (0.0, 1.0, "A"),
        (0.0, 2.0, "A"),
        (1.0, 0.0, "A"),
        (2.0, 0.0, "A"),
        (3.0, 0.0, "A"),
    ]
)


def test_separated_rows_are_set_aside_and_told() -> None:
    """Without them pyfixest would print a coefficient of -18 that means nothing."""
    table = SEPARATED.append_column("z", pa.array([1.0, 0.0, 1.0, 2.0, 3.0]))
    found = estimate(table, covariates=["x", "z"], effects=(), clusters=())

    assert found.separation.rows == (0, 1)
    assert found.fitted[:2].tolist() == [0.0, 0.0]
    assert found.collinear == ("x",)
    assert "2 of 5 observations are separated" in str(found)
    assert "Collinear, without a coefficient: x." in str(found)
    with pytest.raises(ModelError, match="'x' has no coefficient; known: z"):
        found.coefficient("x")


def test_a_variance_below_zero_is_no_error() -> None:
    """Few clusters in two ways can come to one; a root of it is no number."""
    table = pa.table(
        {
            "exporter": list("AAABBBCCC"),
            "importer": list("BCDACDABD"),
            "value_usd": [9.0, 6.0, 7.0, 9.0, 6.0, 7.0, 8.0, 3.0, 1.0],
            "x": [3.0, 3.0, 8.0, 9.0, 1.0, 5.0, 8.0, 2.0, 8.0],
        }
    )
    found = estimate(
        table, covariates=["x"], clusters=[["exporter"], ["importer"]], effects=()
    )
    (one,) = found.coefficients

    assert found.covariance[0, 0] < 0
    assert (one.error, one.low, one.high) == (None, None, None)
    assert "[range not known]" in str(found)


def test_nothing_to_estimate_is_said() -> None:
    """Where only separated rows told the covariates apart, there is no estimate."""
    with pytest.raises(ModelError, match="pyfixest found no estimate"):
        estimate(
            SEPARATED, covariates=["x"], effects=[["exporter"]], clusters=[["exporter"]]
        )


def test_no_trade_at_all_is_said() -> None:
    """A logarithm of nothing is nothing."""
    empty = made_up([(0.0, 1.0, "A"), (0.0, 2.0, "B")])

    with pytest.raises(ModelError, match="every flow is 0"):
        estimate(empty, covariates=["x"], effects=(), clusters=())


def test_without_pyfixest_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The extra is optional; a traceback would not say so."""
    monkeypatch.setitem(sys.modules, "pyfixest", None)
    monkeypatch.setitem(sys.modules, "pyfixest.demeaners", None)

    with pytest.raises(ModelError, match=r'pip install "yalu\[gravity\]"'):
        estimate(SEPARATED, covariates=["x"], effects=(), clusters=())


def test_every_fault_of_the_table_is_told_at_once() -> None:
    """One run must be enough to mend it."""
    table = pa.table({"value_usd": [1.0, None], "far": ["near", "far"]})
    with pytest.raises(SchemaError) as caught:
        estimate(table, covariates=["far", "x"], clusters=(["a"], ["b"], ["c"]))
    words = str(caught.value)

    assert "column value_usd: 1 rows hold nothing" in words
    assert "column far: holds string; expected numbers" in words
    assert "column x: is missing" in words
    assert "clusters: 3 ways; expected up to 2" in words


def test_the_table_holds_every_coefficient_with_its_range() -> None:
    """An estimate without its range is a claim."""
    found = enlargement()
    (row, _) = found.table.to_pylist()

    assert row["low"] < row["value"] < row["high"]
    assert np.sqrt(found.covariance[0, 0]) == pytest.approx(row["error"])
