"""A law changed on purpose changes the findings as worked out by hand beforehand."""

import shutil
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from tests.compliance.worlds import RESOLUTION, flow, table, world
from yalu import sources
from yalu.compliance import (
    Assessment,
    Breach,
    CapLedger,
    Score,
    SilenceKind,
    Verdict,
    assess,
)
from yalu.flows import Series
from yalu.library import load
from yalu.quantities import Unit
from yalu.regime import read_regime

COAL, CAP = "UN-2371-8-coal", "UN-2321-26b-2017"
END = date(2017, 1, 1)


def coal_every_month() -> list[dict[str, Any]]:
    """Return coal for 100 dollars in every month from March 2014 to the end of 2016."""
    return [
        flow(f"{year}-{month:02}", value=100)
        for year in (2014, 2015, 2016)
        for month in range(1, 13)
        if (year, month) >= (2014, 3)
    ]


def oil_every_month() -> list[dict[str, Any]]:
    """Return ten barrels notified in every month of 2016."""
    return [
        flow(
            f"2016-{month:02}",
            "2710",
            None,
            10,
            "bbl",
            direction="export",
            series="notified",
        )
        for month in range(1, 13)
    ]


def judged(law: str, *rows: dict[str, Any]) -> Assessment:
    """Return what is found under a law of the tiny world."""
    return assess(world(law), table(rows), states=["CHN"], until=END)


def changed(*swaps: tuple[str, str]) -> str:
    """Return the law of the tiny world with some words put in place of others."""
    law = RESOLUTION
    for old, new in swaps:
        assert law.count(old) == 1, old
        law = law.replace(old, new)
    return law


LATER = changed(
    (
        "in_force: {from: 2015-03-16, until: 2017-01-01}",
        "in_force: {from: 2015-06-16, until: 2017-01-01}",
    ),
    ("last_day: 2015-05-15", "last_day: 2015-08-15"),
)


def months_of(found: Assessment, measure: str, *, sure: bool) -> list[str]:
    """Return the months in which something moved surely, or only possibly."""
    return [
        f"{breach.period.start:%Y-%m}"
        for breach in found.breaches
        if breach.measure == measure and breach.is_sure is sure
    ]


def score_of(found: Assessment, measure: str) -> Score:
    """Return China's score on one measure."""
    return next(s for s in found.scorecard if (s.measure, s.state) == (measure, "CHN"))


def test_a_ban_moved_by_three_months_moves_its_months_by_three() -> None:
    """Sixteen sure months instead of nineteen, and days of grace that move along."""
    before = judged(RESOLUTION, *coal_every_month())
    after = judged(LATER, *coal_every_month())

    assert months_of(before, "COAL", sure=False) == ["2015-03", "2015-04", "2015-05"]
    assert months_of(before, "COAL", sure=True)[0] == "2015-06"
    assert len(months_of(before, "COAL", sure=True)) == 19
    assert months_of(after, "COAL", sure=False) == ["2015-06", "2015-07", "2015-08"]
    assert months_of(after, "COAL", sure=True)[0] == "2015-09"
    assert len(months_of(after, "COAL", sure=True)) == 16


def test_a_ban_moved_by_three_months_leaves_three_months_out_of_its_first_year() -> (
    None
):
    """Seven months at 100 become four; the next year is untouched."""
    before = score_of(judged(RESOLUTION, *coal_every_month()), "COAL").path
    after = score_of(judged(LATER, *coal_every_month()), "COAL").path

    assert [step.period.start for step in before] == [
        date(2015, 3, 16),
        date(2016, 1, 1),
    ]
    assert after[0].period.start == date(2015, 6, 16)
    assert [step.observed.low for step in before if step.observed] == [700, 1200]
    assert [step.observed.low for step in after if step.observed] == [400, 1200]


def test_a_ban_moved_behind_the_trade_is_kept() -> None:
    """What stopped at the end of August was under the old ban, and before the new."""
    trade = [
        row if row["period_start"] < date(2015, 9, 1) else {**row, "value_usd": 0}
        for row in coal_every_month()
    ]

    # Three months at 100 of seven usual ones: 42.9 percent of the usual in 2015.
    before = score_of(judged(RESOLUTION, *trade), "COAL")
    after = score_of(judged(LATER, *trade), "COAL")
    assert before.path[0].low == pytest.approx(Decimal("42.857"), abs=Decimal("0.001"))
    assert before.verdict is Verdict.PARTLY
    assert after.path[0].low == 0
    assert after.verdict is Verdict.ENFORCED


def test_a_ban_moved_by_three_months_has_three_silent_months_fewer() -> None:
    """Nothing was ever recorded of jet fuel: 22 months touch the ban, then 19."""
    ban = 'codes: ["271019"]}]}\n    in_force: {from: 2015-03-16}'
    law = changed((ban, ban.replace("2015-03", "2015-06")))
    counts = [
        next(
            s.count
            for s in judged(each, *coal_every_month()).silences
            if (s.measure, s.kind, s.series)
            == ("JET", SilenceKind.NEVER, Series.CUSTOMS)
        )
        for each in (RESOLUTION, law)
    ]

    assert counts == [22, 19]


def test_a_cap_moved_by_three_months_has_another_window() -> None:
    """Twelve months at ten barrels become nine, and three that nobody has told yet."""
    law = changed(
        ("in_force: {from: 2016-01-01}", "in_force: {from: 2016-04-01}"),
        (
            "period: {from: 2016-01-01, until: 2017-01-01}",
            "period: {from: 2016-04-01, until: 2017-04-01}",
        ),
    )
    (before,) = judged(RESOLUTION, *oil_every_month()).ledgers
    (after,) = judged(law, *oil_every_month()).ledgers

    assert str(before.window) == "2016-01-01 to 2016-12-31"
    assert before.binding is not None
    assert before.binding.low == 12
    assert str(after.window) == "2016-04-01 to 2017-03-31"
    assert after.binding is not None
    assert after.binding.low == 9


def test_a_cap_halved_doubles_every_share() -> None:
    """A share is use over limit, and nothing else."""
    law = changed(("amount: 1000", "amount: 500"))
    (before,) = judged(RESOLUTION, *oil_every_month()).ledgers
    (after,) = judged(law, *oil_every_month()).ledgers

    assert before.binding is not None
    assert after.binding is not None
    assert after.binding.low == 2 * before.binding.low == 24
    months = zip(before.uses[0].months, after.uses[0].months, strict=True)
    assert all(two.low == 2 * one.low for one, two in months if one.low and two.low)


def test_a_cap_below_what_moved_is_exceeded() -> None:
    """120 barrels under a limit of 119, and not under one of 120."""
    verdicts = [
        score_of(
            judged(changed(("amount: 1000", f"amount: {limit}")), *oil_every_month()),
            "OIL",
        ).verdict
        for limit in (120, 119)
    ]

    assert verdicts == [Verdict.ENFORCED, Verdict.MOSTLY]


def test_a_repeal_ends_breaches_and_path() -> None:
    """Repealed with the first of 2016, the ban leaves 2016 alone."""
    law = changed(
        (
            "in_force: {from: 2015-03-16, until: 2017-01-01}",
            "in_force: {from: 2015-03-16, until: 2016-01-01}",
        )
    )
    found = judged(law, *coal_every_month())

    assert months_of(found, "COAL", sure=True)[-1] == "2015-12"
    assert len(months_of(found, "COAL", sure=True)) == 7
    assert [s.period.start.year for s in score_of(found, "COAL").path] == [2015]


def test_a_code_taken_off_the_list_frees_its_trade_and_no_other() -> None:
    """Ore and metal are both banned, then only the metal."""
    rows = [flow(f"2015-{m:02}", code, 50) for m in (6, 7) for code in ("2603", "7408")]
    law = changed(('codes: ["74", "2603"]', 'codes: ["74"]'))

    values = [
        sum(
            b.value_usd.low
            for b in judged(each, *rows).breaches
            if b.measure == "METAL" and b.value_usd is not None
        )
        for each in (RESOLUTION, law)
    ]
    assert values == [200, 100]


@cache
def embedded() -> Assessment:
    """Return what the embedded law and record say of China."""
    return assess(load("dprk"), sources.load("trade"), states=["CHN"])


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Return the same with the coal ban of August 2017 in force from November."""
    folder = tmp_path_factory.mktemp("law") / "dprk"
    with as_file(files("yalu.library").joinpath("dprk")) as original:
        shutil.copytree(original, folder)
    _swap(folder / "instruments" / "unsc-2371.yaml", COAL, "from")
    _swap(folder / "instruments" / "unsc-2321.yaml", CAP, "until")
    return assess(read_regime(folder), sources.load("trade"), states=["CHN"])


def _swap(path: Path, measure: str, end: str) -> None:
    """Move one end of a measure from 5 August to 5 November 2017."""
    head, found, rest = path.read_text(encoding="utf-8").partition(f"- id: {measure}\n")
    assert found
    text = rest.replace(f"{end}: 2017-08-05", f"{end}: 2017-11-05", 1)
    assert text != rest
    path.write_text(head + found + text, encoding="utf-8")


def coal_breaches(found: Assessment) -> dict[str, Breach]:
    """Return what Chinese customs show under the coal ban, by month."""
    return {
        str(b.period): b
        for b in found.breaches
        if (b.measure, b.compiler, b.state) == (COAL, "GACC", "CHN")
    }


def coal_ledger(found: Assessment) -> CapLedger:
    """Return the ledger of 2017 by Chinese customs."""
    return next(
        x
        for x in found.ledgers
        if (x.measure, x.compiler, x.states) == (CAP, "GACC", "CHN")
    )


def test_coal_landed_in_autumn_2017_is_free_if_the_ban_comes_in_november(
    moved: Assessment,
) -> None:
    """August straddles the start, September is sure; from November on all is nil."""
    before, after = coal_breaches(embedded()), coal_breaches(moved)

    assert [b.is_sure for b in before.values()] == [False, True]
    assert list(before) == ["2017-08-01 to 2017-08-31", "2017-09-01 to 2017-09-30"]
    assert after == {}


def test_the_coal_ban_is_open_in_2017_if_it_comes_in_november(
    moved: Assessment,
) -> None:
    """December 2017 is nil, but one month is too few for a verdict on the year."""
    before, after = (score_of(found, COAL) for found in (embedded(), moved))

    assert (before.path[0].verdict, before.verdict) == (Verdict.PARTLY,) * 2
    assert after.path[0].verdict is Verdict.UNVERIFIABLE
    assert after.path[0].low == 0
    assert after.verdict is Verdict.ENFORCED
    assert after.path[0].period.start == date(2017, 11, 5)
    assert after.path[1].verdict is before.path[1].verdict is Verdict.ENFORCED


def test_the_coal_cap_runs_three_months_longer_and_is_exceeded(
    moved: Assessment,
) -> None:
    """358.8 million dollars by August and 44.0 in September, over 400.87 allowed.

    In tonnes 2,678,000 to March, 1,636,591 in August and 511,619 in September, which
    are 64.3 percent of 7.5 million.
    """
    ledger = coal_ledger(moved)
    value, weight = ledger.use_in(Unit.USD), ledger.use_in(Unit.TONNE)

    assert coal_ledger(embedded()).counted.end == date(2017, 8, 5)
    assert coal_ledger(embedded()).exceeded is not True
    assert ledger.counted.end == date(2017, 11, 5)
    assert value is not None
    assert value.total is not None
    assert value.total.low == 358_800_000 + 44_000_000
    assert weight is not None
    assert weight.total is not None
    assert weight.total.low == 2_678_000 + 1_636_591 + 511_619
    assert ledger.exceeded is True
    assert score_of(moved, CAP).verdict is Verdict.MOSTLY


def test_the_months_of_the_coal_ban_are_three_fewer(moved: Assessment) -> None:
    """August, September and October 2017 no longer ask for a figure."""
    before, after = (score_of(found, COAL) for found in (embedded(), moved))

    assert (before.months + before.silent) - (after.months + after.silent) == 3


def test_nothing_else_changes_in_the_embedded_findings(moved: Assessment) -> None:
    """A measure that was not touched keeps its score to the letter."""
    untouched = [s for s in embedded().scorecard if s.measure not in {COAL, CAP}]
    after = {s.measure: s for s in moved.scorecard if s.state == "CHN"}

    for score in untouched:
        if score.state == "CHN":
            assert after[score.measure].path == score.path
