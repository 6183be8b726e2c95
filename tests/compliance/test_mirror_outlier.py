"""What mirror outliers promise, one promise per test."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from tests.compliance.worlds import flow, table
from yalu.compliance import MirrorOutlier, SignChoices, mirror_gaps, mirror_outliers

Row = dict[str, Any]
STATES = ("CHN", "PRK", "RUS", "MNG", "VNM", "JPN")
RATIOS = np.exp(0.1 * np.random.default_rng(5).normal(size=30))
ODD = ("CHN", "PRK")


def both(
    buyer: str, seller: str, imported: float, exported: float = 1000, **row: object
) -> Iterator[Row]:
    """Yield the two sides of one movement."""
    told = {"code": "2701", "period": "2015", **row}
    yield flow(**told, value=round(imported, 2), reporter=buyer, partner=seller)  # type: ignore[arg-type]
    sold = {"reporter": seller, "partner": buyer, "direction": "export", "source": "S2"}
    yield flow(**told, value=exported, **sold)  # type: ignore[arg-type]


def world(factor: float = 1.0, codes: Sequence[str] = ("2701",)) -> list[Row]:
    """Return what six states say of their trade with one another."""
    return [
        row
        for code in codes
        for (buyer, seller), ratio in zip(permutations(STATES, 2), RATIOS, strict=True)
        for row in both(
            buyer,
            seller,
            1000 * ratio * (factor if (buyer, seller) == ODD else 1),
            code=code,
        )
    ]


CODES = ("2701", "1001", "3102")


def outliers(rows: Sequence[Row], **asked: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return the sides of the outliers."""
    found = mirror_outliers(table(rows), **asked)
    return [(one.pair.importer, one.pair.exporter) for one in found]


def test_honest_offices_have_no_outlier() -> None:
    """Freight and habits are what everybody has."""
    assert not outliers(world(codes=CODES))


@pytest.mark.parametrize("factor", [5.0, 0.2])
def test_a_pair_unlike_all_others_is_an_outlier(factor: float) -> None:
    """Whether five times too much was imported or too little."""
    assert set(outliers(world(factor, CODES))) == {ODD}


def test_the_score_is_the_robust_one_by_hand() -> None:
    """Median and median deviation of the other movements of both sides."""
    rows = world(5.0, CODES)
    found: MirrorOutlier = mirror_outliers(table(rows))[0]
    others = [
        np.log(round(1000 * ratio, 2) / 1000)
        for (buyer, seller), ratio in zip(permutations(STATES, 2), RATIOS, strict=True)
        for _ in CODES
        if (buyer == "CHN") != (seller == "PRK")
    ]
    middle = np.median(others)
    spread = 1.4826 * np.median(np.abs(np.array(others) - middle))

    assert found.score == pytest.approx((np.log(found.ratio) - middle) / spread)
    assert found.reference == len(others)
    assert found.usual == pytest.approx(np.exp(middle))
    assert found.placebo_share == pytest.approx(1 / (1 + len(others)))


def test_too_small_a_reference_tells_nothing() -> None:
    """Eight movements of either side with others are no distribution."""
    assert not outliers(world(5.0))
    assert outliers(world(5.0), choices=SignChoices(fewest_pairs=8, false_alarms=0.2))


def test_several_records_of_a_cell_are_summed() -> None:
    """A first record alone would be half of the trade."""
    rows = world(1.0, CODES)
    halves = [
        {**row, "value_usd": round(row["value_usd"] / 2, 2)}
        for row in rows
        for _ in range(2)
        if row["direction"] == "import"
    ]
    exports = [row for row in rows if row["direction"] == "export"]

    assert not outliers([*halves, *exports])


def test_only_what_is_asked_for_is_told() -> None:
    """Everything else remains the yardstick."""
    rows = world(5.0, CODES)

    assert outliers(rows, target="PRK", states=["CHN"], codes=["2701"]) == [ODD]
    assert not outliers(rows, target="RUS")
    assert not outliers(rows, states=["JPN"])
    assert not outliers(rows, codes=["9999"])


def test_where_others_agree_to_the_cent_any_gap_is_far_out() -> None:
    """Without a spread there is no score, and the rank decides."""
    same = [
        row
        for code in CODES
        for buyer, seller in permutations(STATES, 2)
        for row in both(
            buyer, seller, 1100 if (buyer, seller) == ODD else 1050, code=code
        )
    ]
    found = mirror_outliers(table(same))

    assert {one.score for one in found} == {None}
    assert len(found) == len(CODES)


def test_an_outlier_is_only_a_sign() -> None:
    """Transit makes gaps too."""
    found = mirror_outliers(table(world(5.0, CODES)))[0]

    assert "other causes possible" in str(found)
    assert (found.pair.evidence, found.pair.sources) == ("official", ("S1", "S2"))


def test_gaps_sum_the_records_of_a_cell() -> None:
    """Two consignments of one month are one movement."""
    sold = {"reporter": "PRK", "partner": "CHN", "direction": "export", "source": "S2"}
    rows = [
        flow("2016-01", value=60),
        flow("2016-01", value=50),
        flow("2016-01", value=100, **sold),
    ]
    (gap,) = mirror_gaps(table(rows), target="PRK")

    assert (gap.imported, gap.explained) == (Decimal(110), True)


def test_gaps_do_not_add_what_two_sources_say() -> None:
    """Two sources of one figure are not two consignments."""
    sold = {"reporter": "PRK", "partner": "CHN", "direction": "export", "source": "S2"}
    rows = [
        flow("2016-01", value=105),
        flow("2016-01", value=106, source="S3", compiler="GACC"),
        flow("2016-01", value=100, **sold),
    ]
    gaps = mirror_gaps(table(rows), target="PRK")

    assert sorted(gap.imported for gap in gaps) == [105, 106]
