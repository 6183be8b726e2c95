"""What the repair of a mixed-up matrix promises."""

import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.matrices import Cell, matrix_of
from yalu import sources
from yalu.flows import (
    ALL_SECTIONS,
    CellRule,
    FlowDirection,
    PrintedTrade,
    Repair,
    Standing,
    TradeMatrix,
    repair,
)

# The patron sells the North a tenth of what it sells the South: the ceiling is 0.1.
PATRON: tuple[Cell, ...] = (
    (2015, "7", "CHN", "KOR", 1000.0),
    (2015, "7", "CHN", "PRK", 100.0),
)


def mended(*cells: Cell, **choices: object) -> Repair:
    """Return the repair of some cells beside the patron's."""
    return repair(matrix_of(*PATRON, *cells), **choices)  # type: ignore[arg-type]


def standing(done: Repair, partner: str, section: str = "7") -> Standing:
    """Return what became of one cell of purchases."""
    (cell,) = [
        cell
        for cell in done.cells
        if (cell.partner, cell.section) == (partner, section)
    ]
    return cell.standing


def buys(partner: str, north: float, south: float, section: str = "7") -> list[Cell]:
    """Return what a partner sells to the two."""
    cells: list[Cell] = [(2015, section, partner, "PRK", north)]
    return [*cells, (2015, section, partner, "KOR", south)] if south else cells


def total(partner: str, amount: float, year: int = 2015) -> PrintedTrade:
    """Return a printed total of one partner."""
    return PrintedTrade(
        year=year, partner=partner, direction=None, low=amount, high=amount
    )


def test_a_stranger_that_leans_more_than_the_patron_is_removed() -> None:
    """11 for each 100 with the South, where the patron has 10."""
    done = mended(*buys("HND", 11, 100))

    assert standing(done, "HND") is Standing.REMOVED
    assert done.matrix.value(2015, "7", "HND", "PRK") is None
    assert done.matrix.value(2015, ALL_SECTIONS, "HND", "PRK") is None
    assert done.matrix.value(2015, "7", "HND", "KOR") == 100


def test_at_the_ceiling_nothing_is_removed_for_good() -> None:
    """As much as the patron is not more than the patron."""
    done = mended(*buys("HND", 10, 100), *buys("DEU", 1, 400))

    assert standing(done, "HND") is Standing.DOUBTFUL


def test_what_is_doubtful_is_out_under_one_reading_only() -> None:
    """Usual is (9 + 1) over 500: 2 for each 100."""
    done = mended(*buys("HND", 9, 100), *buys("DEU", 1, 400))

    assert standing(done, "HND") is Standing.DOUBTFUL
    assert standing(done, "DEU") is Standing.KEPT
    assert done.matrix.value(2015, "7", "HND", "PRK") == 9
    assert done.strict.value(2015, "7", "HND", "PRK") is None


def test_a_trusted_record_keeps_everything() -> None:
    """Japan traded more with the North than others before 2006, and recorded it."""
    done = mended(*buys("JPN", 90, 100), *buys("HND", 90, 100))

    assert standing(done, "JPN") is Standing.KEPT
    assert standing(done, "HND") is Standing.REMOVED


def test_what_is_printed_elsewhere_for_the_year_is_kept_and_no_more() -> None:
    """40 of 60 are printed: 20 are doubtful, spread over both sections."""
    done = mended(
        *buys("IND", 45, 100), *buys("IND", 15, 100, "5"), printed=[total("IND", 40)]
    )

    assert done.strict.value(2015, "7", "IND", "PRK") == pytest.approx(30)
    assert done.strict.value(2015, "5", "IND", "PRK") == pytest.approx(10)
    assert done.strict.value(2015, ALL_SECTIONS, "IND", "PRK") == pytest.approx(40)
    assert done.matrix.value(2015, ALL_SECTIONS, "IND", "PRK") == 60


def test_a_partner_named_in_another_year_is_doubtful_at_worst() -> None:
    """Somebody saw it trade with the North."""
    done = mended(*buys("THA", 50, 100), printed=[total("THA", 40, year=2005)])

    assert standing(done, "THA") is Standing.DOUBTFUL


def test_without_any_trade_with_the_south_nothing_can_be_mixed_up() -> None:
    """Cuba did not recognise the South."""
    done = mended(*buys("CUB", 5, 0))

    assert standing(done, "CUB") is Standing.DOUBTFUL


def test_no_trade_with_the_south_in_one_section_is_no_such_proof() -> None:
    """It trades with the South in another."""
    done = mended(*buys("HND", 5, 0), (2015, "0", "HND", "KOR", 40.0))

    assert standing(done, "HND") is Standing.REMOVED


def test_a_section_that_the_patron_does_not_trade_has_its_ceiling_over_all() -> None:
    """A tenth here too."""
    done = mended(*buys("HND", 11, 100, "2"), *buys("BRA", 9, 100, "2"))

    assert standing(done, "HND", "2") is Standing.REMOVED
    assert standing(done, "BRA", "2") is not Standing.REMOVED


def test_what_the_sections_do_not_explain_shrinks_with_them() -> None:
    """100 in all, 80 in sections, 60 of them removed: a quarter stays."""
    cells = [
        *PATRON,
        (2015, "7", "HND", "PRK", 60.0),
        (2015, "2", "HND", "PRK", 20.0),
        (2015, "7", "HND", "KOR", 100.0),
        (2015, "2", "HND", "KOR", 400.0),
    ]
    sums = [(2015, "all", a, b, v) for _, _, a, b, v in PATRON]
    whole: list[Cell] = [*cells, *sums, (2015, "all", "HND", "PRK", 100.0)]
    done = repair(matrix_of(*whole, sums=False))

    assert done.matrix.value(2015, "all", "HND", "PRK") == pytest.approx(25)


def test_a_pair_without_sections_is_judged_by_its_sum() -> None:
    """Some compilers give no more."""
    sums = [(2015, "all", a, b, v) for _, _, a, b, v in PATRON]
    more: list[Cell] = [
        *PATRON,
        *sums,
        (2015, "all", "HND", "PRK", 50.0),
        (2015, "all", "HND", "KOR", 100.0),
    ]
    done = repair(matrix_of(*more, sums=False))

    assert done.matrix.value(2015, "all", "HND", "PRK") is None


def test_trade_between_the_two_is_domestic_and_goes_out() -> None:
    """In either direction."""
    done = mended((2015, "7", "KOR", "PRK", 8.0), (2015, "7", "PRK", "KOR", 1.0))

    assert done.matrix.value(2015, "7", "KOR", "PRK") is None
    assert done.strict.value(2015, ALL_SECTIONS, "PRK", "KOR") is None


def test_every_cut_is_on_a_list_with_its_reason() -> None:
    """No money moves silently."""
    done = mended(*buys("HND", 11, 100), *buys("BRA", 9, 100), *buys("DEU", 1, 800))

    (removed,), (doubtful,) = done.removed, done.doubtful
    assert (removed.partner, removed.amount, removed.sections) == ("HND", 11, ("7",))
    assert removed.reason == "11 USD with PRK for each 100 with KOR, where CHN has 10"
    assert removed.rules == (CellRule.ABOVE_CEILING,)
    assert (doubtful.partner, doubtful.amount, doubtful.beside) == ("BRA", 9, 100)


def test_the_share_before_and_after_by_hand() -> None:
    """100 of 121 as published, of 120 - 10 kept leniently, of 101 strictly."""
    done = mended(*buys("HND", 11, 100), *buys("BRA", 9, 100), *buys("DEU", 1, 800))
    year = done.year(2015)

    assert year is not None
    assert year.share_published == pytest.approx(100 / 121)
    assert year.share_low == pytest.approx(100 / 110)
    assert year.share_high == pytest.approx(100 / 101)
    assert str(year).endswith("82.6% published, 90.9% to 99.0% repaired")


def test_a_year_that_is_not_held_has_no_outcome() -> None:
    """Nothing is not zero."""
    assert mended().year(1990) is None


@given(
    st.dictionaries(
        st.sampled_from(["AAA", "BBB", "CCC", "DDD"]),
        st.tuples(st.floats(1, 1e3), st.floats(1, 1e4)),
    )
)
def test_money_only_leaves_and_all_that_leaves_is_listed(
    trade: dict[str, tuple[float, float]],
) -> None:
    """Strict is within lenient, lenient within published; the lists are the gaps."""
    cells = [cell for p, (n, s) in trade.items() for cell in buys(p, n, s)]
    done = mended(*cells)
    year = done.year(2015, FlowDirection.IMPORT)

    assert year is not None
    assert year.strict <= year.lenient * (1 + 1e-9)
    assert year.lenient <= year.published * (1 + 1e-9)
    out = sum(pair.amount for pair in done.removed)
    open_ = sum(pair.amount for pair in done.doubtful)
    assert year.published - out == pytest.approx(year.lenient)
    assert year.lenient - open_ == pytest.approx(year.strict)


@given(st.floats(1, 1e3), st.floats(1, 1e4), st.floats(0.1, 10))
def test_money_of_another_unit_gives_the_same_verdict(
    north: float, south: float, unit: float
) -> None:
    """The rule knows ratios only."""
    cells = [*PATRON, *buys("HND", north, south), *buys("DEU", 1, 500)]
    one = repair(matrix_of(*cells))
    other = repair(matrix_of(*((y, k, a, b, v * unit) for y, k, a, b, v in cells)))

    assert [c.standing for c in one.cells] == [c.standing for c in other.cells]


@pytest.fixture(scope="module")
def embedded() -> Repair:
    """Return the repair of the matrix that ships with the package."""
    return sources.repaired_trade()


def test_the_patron_gains_and_the_congo_goes(embedded: Repair) -> None:
    """2015: 80.1 % as published; 166 million USD of Congolese metal and ore."""
    year = embedded.year(2015)

    assert year is not None
    assert year.share_published == pytest.approx(0.801, abs=5e-4)
    assert 0.85 < year.share_low < year.share_high < 0.96
    assert (
        max(
            (pair for pair in embedded.removed if pair.year == 2015),
            key=lambda pair: pair.amount,
        ).partner
        == "COG"
    )


def test_exports_to_the_patron_are_what_its_customs_printed(embedded: Repair) -> None:
    """2,480 million USD in 2015, where the compiler has 3,140."""
    sold = embedded.matrix.value(2015, ALL_SECTIONS, "PRK", "CHN")

    assert sold == pytest.approx(2.48e9)


def test_two_buyers_agree_on_the_scale_of_2005(embedded: Repair) -> None:
    """Japan printed 132 million; that the scale fits China was not used."""
    sold = embedded.matrix.value(2005, ALL_SECTIONS, "PRK", "CHN")

    # 1,580 less 1,080 million USD, as printed for the whole and for purchases.
    assert sold == pytest.approx(5.0e8, rel=0.01)


def test_trade_of_others_is_left_alone(embedded: Repair) -> None:
    """Not a dollar that does not concern the North moves."""
    before, after = embedded.published.rows, embedded.matrix.rows

    def foreign(rows: object) -> float:
        away = pc.and_(
            pc.not_equal(rows["exporter"], "PRK"),  # type: ignore[index]
            pc.not_equal(rows["importer"], "PRK"),  # type: ignore[index]
        )
        return float(pc.sum(rows.filter(away)["value_usd"]).as_py())  # type: ignore[attr-defined]

    assert foreign(before) == foreign(after)


RULE = """
    with sides as (
        select year, section, exporter as partner, 'import' as way,
            sum(value_usd) filter (importer = 'PRK') as n,
            sum(value_usd) filter (importer = 'KOR') as s
        from trade where section <> 'all' group by all
        union all
        select year, section, importer, 'export',
            sum(value_usd) filter (exporter = 'PRK'),
            sum(value_usd) filter (exporter = 'KOR')
        from trade where section <> 'all' group by all
    ),
    whole as (
        select year, way, sum(n) / sum(s) as ratio
        from sides where partner = 'CHN' group by all
    ),
    patron as (
        select year, way, section, n / s as ratio
        from sides where partner = 'CHN' and n > 0 and s > 0
    ),
    knowing as (
        select distinct year, 'import' as way, exporter as partner
        from trade where importer = 'KOR' and value_usd > 0
        union all
        select distinct year, 'export', importer
        from trade where exporter = 'KOR' and value_usd > 0
    )
    select sides.year, sum(n) as removed
    from sides
    join whole using (year, way)
    left join patron using (year, way, section)
    join knowing using (year, way, partner)
    where partner not in ('CHN', 'RUS', 'JPN', 'PRK', 'KOR')
        and n > coalesce(patron.ratio, whole.ratio) * coalesce(s, 0) * (1 + 1e-9)
    group by all order by all
"""


def test_a_query_of_the_same_rule_removes_the_same_money() -> None:
    """The ceiling written once more, in SQL, over the whole matrix as published."""
    duckdb = pytest.importorskip("duckdb")
    trade = sources.load("bilateral_trade")
    with duckdb.connect() as connection:
        connection.register("trade", trade)
        expected = dict(connection.execute(RULE).fetchall())

    found: dict[int, float] = {}
    for cell in repair(TradeMatrix.from_table(trade)).cells:
        # Pairs without sections are judged by their sum, which the query leaves out.
        if cell.standing is Standing.REMOVED and cell.section != ALL_SECTIONS:
            found[cell.year] = found.get(cell.year, 0.0) + cell.value
    assert found == pytest.approx({y: float(v) for y, v in expected.items()})
