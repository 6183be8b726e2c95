"""What the embedded matrices of trade and distance promise."""

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from yalu.sources import describe, load, source

MATRICES = ("bilateral_trade", "distances", "gross_trade")
MILLION = 1_000_000


@cache
def table(name: str) -> pa.Table:
    """Return a matrix, read once."""
    return load(name)


def part(name: str, **wanted: str | int) -> pa.Table:
    """Return the rows of a matrix that have these values."""
    rows = table(name)
    for column, value in wanted.items():
        rows = rows.filter(pc.equal(rows[column], pa.scalar(value)))
    return rows


def sold(**wanted: str | int) -> float:
    """Return what these rows of trade are worth, in million dollars."""
    return worth(part("bilateral_trade", **wanted))


def worth(rows: pa.Table) -> float:
    """Return what rows are worth, in million dollars."""
    return float(pc.sum(rows["value_usd"]).as_py() or 0) / MILLION


@pytest.mark.parametrize("name", MATRICES)
def test_a_matrix_says_whose_it_is_for_all_its_rows(name: str) -> None:
    """The rows name no source, so the descriptor does."""
    about = describe(name)

    assert about.format == "parquet"
    assert about.sources
    assert all(source(id).publisher for id in about.sources)  # noqa: A001


@pytest.mark.parametrize("name", MATRICES)
def test_no_cell_of_a_matrix_stands_twice(name: str) -> None:
    """A doubled row would double a flow."""
    keys = [c for c in ("year", "section", "exporter", "importer") if c != "value_usd"]
    rows = table(name)
    held = [key for key in keys if key in rows.column_names]

    assert rows.group_by(held).aggregate([]).num_rows == rows.num_rows


@pytest.mark.parametrize(
    ("wanted", "billions"),
    [
        ({"year": 1995}, 5069),
        ({"year": 2005}, 10410),
        ({"year": 2015}, 16357),
        ({"year": 2015, "exporter": "CHN"}, 2282),
        ({"year": 2015, "exporter": "RUS"}, 291),
    ],
)
def test_world_trade_adds_up_to_what_is_known(
    wanted: dict[str, str | int], billions: int
) -> None:
    """A unit off by a thousand, or a lost sheet, would show here."""
    assert sold(section="all", **wanted) / 1000 == pytest.approx(billions, abs=0.5)


@pytest.mark.parametrize(
    ("year", "exporter", "importer", "millions"),
    [
        (2015, "PRK", "CHN", 3140),
        (2015, "CHN", "PRK", 2947),
        (2015, "RUS", "PRK", 78.3),
        (2015, "PRK", "RUS", 10.1),
    ],
)
def test_flows_of_the_dprk_stand_as_the_compiler_has_them(
    year: int, exporter: str, importer: str, millions: float
) -> None:
    """Nothing is repaired in the dataset; what is wrong in it stays visible."""
    found = sold(year=year, section="all", exporter=exporter, importer=importer)

    assert found == pytest.approx(millions, rel=0.005)


def test_raw_shares_of_china_are_too_small() -> None:
    """Small reporters book the South under the North: 80 percent, not above 90."""
    both: dict[str, str | int] = {"year": 2015, "section": "all"}
    china = sold(**both, exporter="PRK", importer="CHN")
    china += sold(**both, exporter="CHN", importer="PRK")
    whole = sold(**both, exporter="PRK") + sold(**both, importer="PRK")

    assert 100 * china / whole == pytest.approx(80.1, abs=0.1)


@pytest.mark.parametrize(("year", "millions"), [(1995, 9.5), (2005, 0), (2015, 0)])
def test_trade_between_the_koreas_is_not_in_the_matrix(
    year: int, millions: float
) -> None:
    """It counts as trade within one nation; only 1995 has a remnant."""
    found = sold(year=year, section="all", exporter="KOR", importer="PRK")
    found += sold(year=year, section="all", exporter="PRK", importer="KOR")

    assert found == pytest.approx(millions, abs=0.1)


@pytest.mark.parametrize(("year", "gap"), [(1995, 0.01), (2005, 1e-4), (2015, 1e-4)])
def test_sections_add_up_as_nearly_as_the_notes_say(year: int, gap: float) -> None:
    """Whoever works by section must know how much is lost."""
    whole = sold(year=year, section="all")
    parts = sold(year=year) - whole

    assert abs(parts - whole) / whole <= gap


def test_the_gross_matrix_is_full_and_mostly_sold_at_home() -> None:
    """The 44 economies have a cell for each pair and year, and a diagonal."""
    rows = table("gross_trade")
    home = rows.filter(pc.equal(rows["exporter"], rows["importer"]))
    last = worth(part("gross_trade", year=2014))
    at_home = worth(home.filter(pc.equal(home["year"], 2014)))

    assert rows.num_rows == 4 * 44 * 44
    assert home.num_rows == 4 * 44
    assert at_home / last == pytest.approx(0.87, abs=0.01)
    assert "PRK" not in rows["exporter"].unique().to_pylist()


@pytest.mark.parametrize(
    ("partner", "kilometres", "neighbour"),
    [
        ("CHN", 1124, True),
        ("KOR", 355, True),
        ("RUS", 5725, True),
        ("JPN", 1117, False),
    ],
)
def test_the_dprk_lies_where_it_lies(
    partner: str,
    kilometres: int,
    neighbour: bool,  # noqa: FBT001 - pytest passes it by name
) -> None:
    """Distances are between people, so Russia is far away and still a neighbour."""
    (row,) = part("distances", exporter="PRK", importer=partner).to_pylist()

    assert round(row["distance_km"]) == kilometres
    assert row["contiguous"] == neighbour


def test_distances_are_the_same_both_ways() -> None:
    """A pair that depends on its order would be a mistake of reading."""
    ways = {
        (row["exporter"], row["importer"]): (row["capital_km"], row["contiguous"])
        for row in table("distances").to_pylist()
    }

    assert len(ways) == 224 * 224
    assert all(held == ways[there, here] for (here, there), held in ways.items())


def test_nearly_every_trader_has_a_distance_under_the_same_code() -> None:
    """Old codes are translated; what came later has no row and is not invented."""
    traders = set(table("bilateral_trade")["exporter"].unique().to_pylist())
    placed = set(table("distances")["exporter"].unique().to_pylist())

    assert {"COD", "PSE", "ROU", "SCG", "TLS"} <= placed
    assert traders - placed == {"ASM", "BES", "GUM", "MNE", "SRB", "SXM"}
