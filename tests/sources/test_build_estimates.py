"""What the build of the estimates promises, and what they hold."""

import importlib.util
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import IntegrityError, UnknownCodeError
from yalu.sources import load

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "data" / "transcribed" / "estimated.yaml"


def _script() -> ModuleType:
    path = ROOT / "tools" / "build_estimates.py"
    spec = importlib.util.spec_from_file_location("build_estimates", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """Return a dataset as rows."""
    return tuple(load(name).to_pylist())


def output(year: int, item: str, source: str) -> dict[str, Any]:
    """Return the one row of the output that a source gives."""
    (found,) = (
        row
        for row in rows("output")
        if (row["period_start"].year, row["item"], row["source"])
        == (year, item, source)
    )
    return found


def elasticity(section: str, study: str) -> tuple[float, float, float]:
    """Return low, central and high of one study."""
    (found,) = (
        row
        for row in rows("elasticities")
        if (row["quantity"], row["section"]) == ("trade", section)
        and row["study"].startswith(study)
    )
    return float(found["low"]), float(found["central"]), float(found["high"])


def test_the_committed_estimates_are_what_the_tables_give(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever edits a table builds again, or the check says so."""
    assert SCRIPT.main(["--check"]) == 0
    assert not capsys.readouterr().out


def test_a_check_names_what_differs_and_a_build_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check never writes; the tables are the only place to edit."""
    monkeypatch.setattr(SCRIPT, "BUILT", tmp_path)

    assert SCRIPT.main(["--check"]) == 1
    assert "output.csv: the committed file differs" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
    assert SCRIPT.main([]) == 0
    assert SCRIPT.main(["--check"]) == 0


def test_a_failing_expectation_stops_the_build() -> None:
    """One message names every dataset that falls short."""
    plan = yaml.safe_load(PLAN.read_text("utf-8"))
    for name in ("output", "elasticities"):
        plan["datasets"][name]["expect"]["rows"] = [1, 2]

    with pytest.raises(IntegrityError) as caught:
        SCRIPT.build(plan)
    assert "output: " in str(caught.value)
    assert "elasticities: " in str(caught.value)


def test_a_source_that_nothing_explains_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A number that nobody answers for is no data."""
    real = SCRIPT.read

    def read(table: str) -> list[dict[str, str]]:
        return [{**row, "source": "NOBODY"} for row in real(table)]

    monkeypatch.setattr(SCRIPT, "read", read)
    with pytest.raises(UnknownCodeError, match="NOBODY"):
        SCRIPT.build(yaml.safe_load(PLAN.read_text("utf-8")))


@given(st.decimals(min_value="0.01", max_value=99, places=2))
def test_the_range_of_a_fall_is_the_mirror_of_a_rise(number: Decimal) -> None:
    """Minus 4.3 stands for minus 4.35 to minus 4.25."""
    rise, fall = SCRIPT.rounding(f"{number}"), SCRIPT.rounding(f"-{number}")

    assert (fall.low, fall.high) == (-rise.high, -rise.low)


def test_a_stated_range_is_kept_where_it_is_wider_and_stands_for_its_middle() -> None:
    """Some studies print two ends and no centre."""
    ends = {"value_low": "2.97", "value_high": "8.94"}
    value, spread = SCRIPT.figure({"value": "", **ends})
    wide = SCRIPT.figure({"value": "8.28", "value_low": "3.60", "value_high": ""})[1]

    assert (value, spread.low, spread.high) == (
        Decimal("5.955"),
        Decimal("2.97"),
        Decimal("8.94"),
    )
    assert (wide.low, wide.high) == (Decimal("3.60"), Decimal("8.285"))


@pytest.mark.parametrize("name", ["output", "elasticities"])
def test_every_estimate_lies_in_its_range(name: str) -> None:
    """A figure of an economy that nobody counted has no business without one."""
    figure = "value" if name == "output" else "central"

    assert all(row["low"] <= row[figure] <= row["high"] for row in rows(name))
    assert any(row["low"] < row["high"] for row in rows(name))


def test_growth_of_the_bank_of_korea_reaches_back_through_the_nineties() -> None:
    """The yardstick of a crippling year needs the famine as well as the sanctions."""
    growth = {
        row["period_start"].year: row["value"]
        for row in rows("output")
        if (row["compiler"], row["item"]) == ("Bank of Korea", "real_growth")
    }

    assert sorted(growth) == list(range(1990, 2026))
    assert min(growth, key=lambda year: growth[year]) == 1992
    assert growth[2017] == Decimal("-3.5")


def test_income_in_dollars_is_worked_out_at_the_rates_of_the_year() -> None:
    """34,512 thousand million won of 2015 at 1,132.72 won a dollar."""
    won = output(2015, "nominal_gni", "BOKGDP")["value"]
    rate = output(2015, "krw_per_usd", "ECBFX")
    found = output(2015, "nominal_gni_usd", "BOKGDP;ECBFX")

    assert rate["value"] == Decimal("1132.72")
    assert float(found["value"]) == pytest.approx(
        float(won / rate["value"] * 1000), 1e-4
    )
    assert float(found["low"]) == pytest.approx(float(won / rate["high"] * 1000), 1e-4)
    assert float(found["high"]) == pytest.approx(float(won / rate["low"] * 1000), 1e-4)


@pytest.mark.parametrize(
    ("year", "source"), [(2006, "KBS0708"), (2015, "YNA1607;KH1607")]
)
def test_income_as_converted_by_pages_agrees_with_ours(year: int, source: str) -> None:
    """Their rate is of another day of the same year or the next."""
    printed = output(year, "nominal_gni_usd", source)
    ours = output(year, "nominal_gni_usd", "BOKGDP;ECBFX")

    assert ours["low"] < printed["value"] < ours["high"]


def test_compilers_who_disagree_stand_side_by_side() -> None:
    """For 2015 the largest is nearly twice the smallest."""
    found = {
        row["compiler"]: row["value"]
        for row in rows("output")
        if row["period_start"].year == 2015
        and row["item"] in {"nominal_gni_usd", "nominal_gdp_usd"}
    }

    assert set(found) == {
        "Bank of Korea",
        "United Nations",
        "Hyundai Research Institute",
    }
    assert 1.8 < max(found.values()) / min(found.values()) < 2


def test_a_section_has_the_median_of_its_industries_and_their_ends() -> None:
    """Textiles 8.10, instruments 8.71 and other goods 3.98 make section 8."""
    assert elasticity("8", "Caliendo and Parro (2015) as") == (3.98, 8.1, 8.71)


def test_an_industry_alone_has_two_standard_errors() -> None:
    """Food, 2.62 with 0.61, is all there is for drinks and tobacco."""
    assert elasticity("1", "Caliendo and Parro (2015) as") == (1.4, 2.62, 3.84)


def test_what_was_recalled_is_never_of_high_confidence() -> None:
    """Memory is not a page."""
    for row in rows("elasticities"):
        if "recalled" in row["note"]:
            assert row["confidence"] != "high", row


def test_every_section_but_the_last_has_several_studies() -> None:
    """Section 9 is what is left over and has no industry."""
    found = {(row["section"], row["study"]) for row in rows("elasticities")}

    for section in "012345678":
        assert sum(one == section for one, _ in found) >= 3
    assert not any(one == "9" for one, _ in found)
    assert {row["quantity"] for row in rows("elasticities")} == {
        "trade",
        "energy_substitution",
    }
