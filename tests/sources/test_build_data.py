"""What the build of the embedded data promises."""

import importlib.util
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yalu.errors import IntegrityError, SchemaError

ROOT = Path(__file__).resolve().parents[2]
AMOUNTS = st.decimals(min_value=0, max_value=9999, places=3)


def _script() -> ModuleType:
    path = ROOT / "tools" / "build_data.py"
    spec = importlib.util.spec_from_file_location("build_data", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.fixture
def plan() -> dict[str, Any]:
    """Return the plan of the build, fresh for each test."""
    text = (ROOT / "data" / "transcribed" / "datasets.yaml").read_text("utf-8")
    plan: dict[str, Any] = yaml.safe_load(text)
    return plan


def test_the_committed_data_are_what_the_tables_give(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever edits a table builds again, or the check says so."""
    assert SCRIPT.main(["--check"]) == 0
    assert not capsys.readouterr().out


def test_two_builds_give_the_same_bytes(plan: dict[str, Any]) -> None:
    """A hash is worth something only if the build repeats."""
    assert SCRIPT.build(plan) == SCRIPT.build(plan)


def test_an_edited_file_is_named_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check never writes."""
    for path in SCRIPT.BUILT.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "trade.csv").write_bytes(b"edited")
    (tmp_path / "stray.csv").write_bytes(b"")
    monkeypatch.setattr(SCRIPT, "BUILT", tmp_path)

    assert SCRIPT.main(["--check"]) == 1
    named = capsys.readouterr().out
    assert "stray.csv" in named
    assert "trade.csv: the committed file differs" in named
    assert (tmp_path / "trade.csv").read_bytes() == b"edited"


def test_a_build_mends_what_was_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables are the only place to edit."""
    (tmp_path / "stray.csv").write_bytes(b"")
    monkeypatch.setattr(SCRIPT, "BUILT", tmp_path)

    assert SCRIPT.main([]) == 0
    assert SCRIPT.main(["--check"]) == 0
    assert not (tmp_path / "stray.csv").exists()


def test_a_failing_expectation_stops_the_build_and_all_are_listed(
    plan: dict[str, Any],
) -> None:
    """One message names every dataset that falls short."""
    plan["datasets"]["trade"]["expect"]["rows"] = [1, 2]
    plan["datasets"]["prices"]["expect"]["bounds"] = {"price": ["0", "1"]}

    with pytest.raises(IntegrityError) as caught:
        SCRIPT.build(plan)

    message = str(caught.value)
    assert message.startswith("The data cannot be built:")
    assert "trade: 1,207 rows; expected 1 to 2" in message
    assert "price lies outside 0 to 1" in message


def test_bad_rows_are_named_by_table_and_line(
    plan: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A typing error is found by its line, an unknown code by its name."""
    for path in SCRIPT.TABLES.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "refined_alleged.csv"
    text = table.read_text("utf-8")
    text = text.replace("759793", "about 760").replace("VOACN19", "NOBODY")
    text = text.replace("2018,WLD", "2018,WLX")
    table.write_text(text.replace(",2710,", ",271,"), "utf-8")
    monkeypatch.setattr(SCRIPT, "TABLES", tmp_path)

    with pytest.raises(IntegrityError) as caught:
        SCRIPT.build(plan)

    message = str(caught.value)
    assert "refined_alleged.csv, line 2" in message
    assert "trade, column source: found NOBODY" in message
    assert "trade, column hs_code: found 271 in HS2017" in message
    assert "trade, column reporter: found WLX" in message


def test_trade_that_flows_would_refuse_is_not_built(
    plan: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quantity without its unit could be anything."""
    for path in SCRIPT.TABLES.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "crude_estimated.csv"
    table.write_text(table.read_text("utf-8").replace(",t,", ",,"), "utf-8")
    monkeypatch.setattr(SCRIPT, "TABLES", tmp_path)

    with pytest.raises(IntegrityError, match="missing beside a quantity"):
        SCRIPT.build(plan)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_sums_and_differences_are_exact(a: Decimal, b: Decimal, c: Decimal) -> None:
    """What two printed figures leave over has their digits."""
    assert SCRIPT.evaluate(f"{a}+{b}-({c}-{a})") == a + b - (c - a)


@given(st.decimals(min_value="0.001", max_value=9999, places=3))
def test_undoing_a_percentage_keeps_four_digits(a: Decimal) -> None:
    """More digits would claim more than was printed."""
    result = SCRIPT.evaluate(f"{a}/0.8")

    assert len(result.as_tuple().digits) == 4
    assert abs(result - a / Decimal("0.8")) <= abs(result) / 1000


@pytest.mark.parametrize("formula", ["2**3", "len('a')", "x", "-1", "'a'", ""])
def test_a_formula_holds_only_decimals_and_four_operations(formula: str) -> None:
    """A table of figures runs no code."""
    with pytest.raises((SyntaxError, ArithmeticError)):
        SCRIPT.evaluate(formula)


@given(AMOUNTS)
def test_a_number_survives_being_written(number: Decimal) -> None:
    """No exponent, no idle zeros, no lost digits."""
    text = SCRIPT.text_of(number, 3)

    assert Decimal(text) == number
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


@pytest.mark.parametrize(
    ("row", "low", "high"),
    [
        # the rounding of the digits
        ({"value_formula": "310-54"}, "250.5", "261.5"),
        ({"value": "310"}, "305", "315"),
        # stated bounds are kept where they are wider, end by end
        ({"value": "310", "value_low": "300", "value_high": "312"}, "300", "315"),
        ({"value": "310", "value_low": "-20", "value_high": "+20"}, "290", "330"),
        ({"value": "310", "value_low": "-2", "value_high": "+2"}, "305", "315"),
        # nothing falls below zero
        ({"value_formula": "10-9.9"}, "0", "5.15"),
    ],
)
def test_an_estimate_has_the_wider_of_rounding_and_stated_bounds(
    row: dict[str, str], low: str, high: str
) -> None:
    """What was printed leaves that much open, and its author perhaps more."""
    found = SCRIPT.bounds({"evidence": "estimated", **row}, "value")

    assert found == (Decimal(low), Decimal(high))


def test_bounds_of_what_is_printed_are_those_that_are_stated() -> None:
    """A figure that a page prints is quoted as it is."""
    row = {"evidence": "reported", "value": "310", "value_high": "312"}

    assert SCRIPT.bounds(row, "value") == (None, Decimal(312))


def test_a_single_amount_has_the_range_of_its_print_whatever_its_grade() -> None:
    """In the dataset of estimates a range is all there is."""
    row = {"evidence": "alleged", "printed": "370"}

    assert SCRIPT.bounds(row, "printed") == (Decimal(365), Decimal(375))
    assert SCRIPT.figures(row)["low"] == "365"


def test_a_count_is_exact() -> None:
    """Low and high the same say that nothing was rounded."""
    found = SCRIPT.figures({"evidence": "alleged", "low": "89", "high": "89"})

    assert (found["low"], found["printed"], found["high"]) == ("89", "89", "89")


def test_a_distance_from_no_figure_is_refused() -> None:
    """Two more than nothing is nothing known."""
    with pytest.raises(SchemaError, match=r"\+2 is a distance from a figure"):
        SCRIPT.bounds({"evidence": "estimated", "value_high": "+2"}, "value")


def test_bounds_are_written_outward() -> None:
    """The last cent is never lost on the way to the file."""
    row = {"evidence": "estimated", "value_formula": "0.00000123+0.00000001"}
    found = SCRIPT.figures(row)

    assert (found["value_low"], found["value_high"]) == ("1.23", "1.25")


def test_an_estimate_without_its_range_stops_the_build(
    plan: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can add a bare estimate."""
    monkeypatch.setattr(SCRIPT, "bounds", lambda *_: (None, None))

    with pytest.raises(IntegrityError) as caught:
        SCRIPT.build(plan)

    message = str(caught.value)
    for figure in ("value_usd", "total_usd", "quantity", "printed"):
        assert f"{figure} is estimated and not between" in message


def test_a_quantity_marked_unusable_is_kept_in_the_note() -> None:
    """The print is not lost, and no analysis takes it for a measurement."""
    row = {"quantity": "54.7", "unit": "kg", "quantity_usable": "no", "note": "odd"}

    found = SCRIPT.without_unusable(row)
    assert (found["quantity"], found["unit"]) == ("", "")
    assert found["note"] == "odd; printed as 54.7 kg"
    assert SCRIPT.without_unusable({**row, "quantity_usable": ""})["quantity"] == "54.7"


def test_statements_that_differ_by_more_than_a_hundredth_are_marked() -> None:
    """The mark is computed, in whatever unit of mass the rows are written."""
    one = {"value_usd": "", "quantity": "1000", "unit": "t", "conflict": "false"}
    near = {**one, "quantity": "1005000", "unit": "kg"}
    far = {**one, "quantity": "1100"}
    barrels = {**one, "quantity": "8000", "unit": "bbl"}

    rows = [dict(row) for row in (one, near, barrels)]
    SCRIPT.mark_conflicts(rows)
    assert {row["conflict"] for row in rows} == {"false"}

    rows = [dict(row) for row in (one, far, barrels)]
    SCRIPT.mark_conflicts(rows)
    assert [row["conflict"] for row in rows] == ["true", "true", "false"]
