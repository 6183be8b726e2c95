"""What queries on trade promise: change the record, and the verdict follows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.claims.conftest import World
from yalu.claims import Answer, Verdict, read
from yalu.claims.judging import judge

BILLION = Decimal(10**9)
AMOUNTS = ("value_usd", "value_low", "value_high")


def scaled(table: pa.Table, factor: int, **equal: object) -> pa.Table:
    """Return a table with the values of some rows, and their bounds, multiplied."""
    rows = table.to_pylist()
    for row in rows:
        if all(row[name] == value for name, value in equal.items()):
            for column in AMOUNTS:
                if row[column] is not None:
                    row[column] *= factor
    return pa.Table.from_pylist(rows, schema=table.schema)


def test_the_share_holds_with_every_way_to_count(world: World) -> None:
    """C01 by hand: KOTRA 2016 gives 6,050 of 6,550 million USD."""
    finding = world.find("C01")

    assert finding.values["share_high"] == pytest.approx(0.948, abs=0.001)
    assert finding.values["bound_low"] == pytest.approx(0.867, abs=0.001)


def test_with_one_compiler_the_share_keeps_a_caveat(world: World) -> None:
    """C01 asks for two compilers."""
    one = world.without_rows("partner_totals", compiler="ITC")

    assert one.find("C01").verdict is Verdict.HOLDS_WITH_CAVEAT


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.85, 0.95, Verdict.HOLDS),
        (0.90, 0.96, Verdict.HOLDS_WITH_CAVEAT),
        (0.80, 0.86, Verdict.HOLDS_WITH_CAVEAT),
        (0.79, 0.86, Verdict.DOES_NOT_HOLD),
        (0.10, 0.86, Verdict.DOES_NOT_HOLD),
        (0.84, 0.96, Verdict.DOES_NOT_HOLD),
        (0.96, 0.99, Verdict.DOES_NOT_HOLD),
    ],
)
def test_about_ninety_is_near_ninety(low: float, high: float, verdict: Verdict) -> None:
    """C01: a range that merely holds the number is not about it."""
    claim = next(claim for claim in read().claims if claim.id == "C01")
    ends = {"share_low": low, "share_high": high, "bound_low": low, "bound_high": high}
    told = dict.fromkeys(("share", "bound", "years"), "")
    answer = Answer(values={**ends, **told, "compilers": 2})

    assert judge(claim, answer)[0] is verdict


def test_without_figures_the_share_cannot_be_checked(world: World) -> None:
    """Missing is not a small share."""
    none = world.without_rows("partner_totals", period_start=date(2017, 1, 1))

    assert none.find("C01").verdict is Verdict.CANNOT_BE_CHECKED


def test_half_the_trade_with_china_is_not_ninety_per_cent(world: World) -> None:
    """C01 turns on the amounts."""
    totals = scaled(world.partner_totals, 5, partner="WLD")
    other = replace(world, partner_totals=totals)

    assert other.find("C01").verdict is Verdict.DOES_NOT_HOLD


def test_the_1990s_cannot_be_checked_without_the_matrix(world: World) -> None:
    """C13 by what compilers print alone: nobody ranks a year before 2001."""
    finding = world.find("C13")

    assert finding.verdict is Verdict.CANNOT_BE_CHECKED
    assert "2001" in finding.note


def test_ahead_of_russia_is_not_the_largest(whole: World) -> None:
    """C13 by the matrix of 1995: Japan has 583, China 547 million USD of all trade.

    What Russia bought is not listed: sales are held against sales, 486 against 31.6.
    """
    finding = whole.find("C13")

    assert finding.verdict is Verdict.DOES_NOT_HOLD
    assert finding.values["leader"] == "Japan"
    assert finding.values["leader_years"] == "1995, 2001"
    assert finding.values["ahead_times"] == pytest.approx(485.998 / 31.555, rel=1e-3)
    assert finding.values["since"] == 2005
    assert finding.values["gap"] == "1996 to 2000"
    assert "China sold the country 15 times as much as Russia in 1995" in finding.note


def test_who_led_on_one_side_of_the_date_only_leaves_it_open(whole: World) -> None:
    """C13: Japan in 1995 and China in 2005 say nothing of the ten years in between."""
    finding = whole.without_rows("partner_totals", compiler="KITA").find("C13")

    assert finding.verdict is Verdict.CANNOT_BE_CHECKED
    assert "without figures for 1996 to 2004" in finding.note


def test_with_figures_of_the_1990s_the_lead_could_be_dated(world: World) -> None:
    """C13 is open for want of data alone; KITA has Japan ahead in 2001."""
    longer = ranked_earlier(world.without_rows("partner_totals", compiler="KITA"))

    assert longer.find("C13").verdict is Verdict.HOLDS
    assert longer.find("C13").values["since"] == 1998
    assert "China traded 3 times as much as Russia in 1998" in (
        longer.find("C13").figure
    )


def test_a_lead_that_was_lost_again_keeps_a_caveat(world: World) -> None:
    """C13: the largest in 1998, and second to Japan in 2001."""
    assert ranked_earlier(world).find("C13").verdict is Verdict.HOLDS_WITH_CAVEAT


def ranked_earlier(world: World) -> World:
    """Return the same world in which Russia led in 1995 and China in 1998."""
    like = world.partner_totals.to_pylist()[0]
    amounts = {
        1995: {"RUS": Decimal(3), "CHN": Decimal(1), "WLD": Decimal("4.5")},
        1998: {"RUS": Decimal(1), "CHN": Decimal(3), "WLD": Decimal("4.5")},
    }
    rows = [
        like
        | {
            "period_start": date(year, 1, 1),
            "period_end": date(year + 1, 1, 1),
            "compiler": "KOTRA",
            "partner": partner,
            "flow": "total",
            "value_usd": BILLION * amount,
            "includes_inter_korean": False,
            "includes_crude": True,
        }
        for year, partners in amounts.items()
        for partner, amount in partners.items()
    ]
    more = pa.Table.from_pylist(rows, schema=world.partner_totals.schema)
    totals = pa.concat_tables([world.partner_totals, more])
    return replace(world, partner_totals=totals)


def test_without_russian_figures_nothing_is_said_of_russia(world: World) -> None:
    """C14 and C55 need them."""
    none = world.without_rows("partner_totals", partner="RUS")

    assert none.find("C14").verdict is Verdict.CANNOT_BE_CHECKED
    assert none.find("C55").verdict is Verdict.CANNOT_BE_CHECKED


def compiled(world: World, factor: Decimal) -> World:
    """Return the same world in which the compiler of 2016 prints Russia in 2017 too."""
    rows = world.partner_totals.to_pylist()
    of_2016 = next(
        row
        for row in rows
        if (row["partner"], row["period_start"]) == ("RUS", date(2016, 1, 1))
        and row["flow"] == "total"
    )
    rows.append(
        of_2016
        | {
            "period_start": date(2017, 1, 1),
            "period_end": date(2018, 1, 1),
        }
        | {
            name: None if of_2016[name] is None else of_2016[name] * factor
            for name in AMOUNTS
        }
    )
    table = pa.Table.from_pylist(rows, schema=world.partner_totals.schema)
    return replace(world, partner_totals=table)


def test_years_of_different_compilers_are_not_compared(world: World) -> None:
    """C55: a difference between compilers is no growth."""
    finding = world.find("C55")

    assert finding.verdict is Verdict.CANNOT_BE_CHECKED
    assert "2016: ITC; 2017: Russian presidency" in finding.note


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [
        ("1.5", Verdict.HOLDS),
        ("1.2", Verdict.DOES_NOT_HOLD),
        ("0.2", Verdict.DOES_NOT_HOLD),
    ],
)
def test_a_turn_that_shows_would_hold(
    world: World, factor: str, verdict: Verdict
) -> None:
    """C55 compares two years of one compiler."""
    assert compiled(world, Decimal(factor)).find("C55").verdict is verdict


def test_a_collapse_is_not_told_as_a_small_change(world: World) -> None:
    """C55 tells the change itself, whatever its size."""
    finding = compiled(world, Decimal("0.2")).find("C55")

    assert "-80.0 %" in finding.note
    assert "2016 to 2017 by 1 compilers" in finding.figure


def test_without_coal_rows_the_listed_share_is_unknown(world: World) -> None:
    """C22 never takes an unrecorded line for nil."""
    bare = world.without_rows("flows", hs_code="2701", compiler="UN Comtrade")
    finding = bare.find("C22")

    assert world.find("C22").verdict is Verdict.CANNOT_BE_CHECKED
    assert world.find("C22").values["share"] == "29.9 to 50.3"
    assert world.find("C22").values["listed_lines"] == "2701 (1,187), 2601 (75)"
    assert finding.values["share_high"] == pytest.approx(0.97, abs=0.01)


def test_without_a_total_there_is_no_share(world: World) -> None:
    """C22 needs the total of the same compiler."""
    bare = world.without_rows("flows", hs_code="TOTAL", compiler="UN Comtrade")

    assert bare.find("C22").verdict is Verdict.CANNOT_BE_CHECKED


def test_mostly_unlisted_purchases_would_hold(world: World) -> None:
    """C22 turns on the amounts."""
    flows = scaled(world.flows, 6, hs_code="62", compiler="UN Comtrade")
    flows = scaled(flows, 2, hs_code="TOTAL", compiler="UN Comtrade")

    assert replace(world, flows=flows).find("C22").verdict is Verdict.HOLDS


def test_less_than_half_is_not_most(world: World) -> None:
    """C22 fails where even all that is in doubt does not make a half."""
    flows = scaled(world.flows, 2, hs_code="2701", compiler="UN Comtrade")

    assert replace(world, flows=flows).find("C22").verdict is Verdict.DOES_NOT_HOLD


def surveyed(world: World, *shares: int) -> World:
    """Return the same world with a survey of public opinion every year."""
    like = world.estimates.to_pylist()[0]
    rows = [
        like
        | {
            "item": "public opinion on the alliance",
            "unit": "per cent in favour",
            "low": Decimal(share - 2),
            "high": Decimal(share + 2),
            "period_start": date(2010 + place, 1, 1),
            "period_end": date(2011 + place, 1, 1),
        }
        for place, share in enumerate(shares)
    ]
    more = pa.Table.from_pylist(rows, schema=world.estimates.schema)
    return replace(world, estimates=pa.concat_tables([world.estimates, more]))


def test_what_nobody_measured_cannot_be_checked(world: World) -> None:
    """C36 says so in words."""
    finding = world.find("C36")

    assert finding.verdict is Verdict.CANNOT_BE_CHECKED
    assert finding.note.startswith("Nothing in the data measures")


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ((60, 50, 40), Verdict.HOLDS),
        ((40, 60, 50), Verdict.DOES_NOT_HOLD),
        ((50, 60, 49), Verdict.CANNOT_BE_CHECKED),
        ((50,), Verdict.CANNOT_BE_CHECKED),
    ],
)
def test_a_survey_that_fell_would_hold(
    world: World, shares: tuple[int, ...], verdict: Verdict
) -> None:
    """C36 compares the first survey with the last, with their margins."""
    assert surveyed(world, *shares).find("C36").verdict is verdict
