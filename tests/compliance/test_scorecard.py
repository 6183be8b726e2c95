"""What the scorecard promises, one promise per test."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from tests.compliance.worlds import NATIONAL, RESOLUTION, flow, table, world
from yalu.compliance import Score, Thresholds, Verdict, scorecard
from yalu.compliance.verdict import verdict_on_ban, verdict_on_cap
from yalu.errors import SchemaError

BEFORE = [flow(f"2014-{month:02}", value=100) for month in range(4, 13)] + [
    flow(f"2015-{month:02}", value=100) for month in (1, 2)
]
YEAR = range(1, 13)
END = date(2017, 1, 1)


def score(
    *rows: dict[str, Any],
    measure: str = "COAL",
    state: str = "CHN",
    until: date = END,
    thresholds: Thresholds | None = None,
    absences: pa.Table | None = None,
) -> Score:
    """Return one score."""
    found = scorecard(
        world(RESOLUTION, NATIONAL),
        table(rows),
        states=["CHN", "RUS"],
        until=until,
        thresholds=thresholds,
        absences=absences,
    )
    return next(s for s in found if (s.measure, s.state) == (measure, state))


def under(value: object) -> list[dict[str, Any]]:
    """Return twelve months under the ban."""
    return [flow(f"2016-{month:02}", value=value) for month in YEAR]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (0, Verdict.ENFORCED),
        (1, Verdict.ENFORCED),
        (2, Verdict.MOSTLY),
        (10, Verdict.MOSTLY),
        (11, Verdict.PARTLY),
        (50, Verdict.PARTLY),
        (51, Verdict.NOT_ENFORCED),
    ],
)
def test_the_share_of_the_usual_trade_decides(value: int, verdict: Verdict) -> None:
    """One, ten and fifty in a hundred belong to the better side."""
    found = score(*BEFORE, *under(value))

    assert found.verdict is verdict
    assert [found.low, found.high] == [value, value]


def test_the_same_calendar_month_is_the_yardstick_where_it_is_known() -> None:
    """Trade has seasons."""
    before = [flow("2014-06", value=300), flow("2014-07", value=100)]

    found = score(*before, flow("2015-06", value=300), flow("2015-07", value=100))

    assert found.low == 100


def test_no_record_before_or_after_is_unverifiable() -> None:
    """A verdict needs something to hold against something."""
    assert score(*BEFORE).verdict is Verdict.UNVERIFIABLE
    assert score(*under(0)).verdict is Verdict.UNVERIFIABLE
    assert score(flow("2016-01", "0901")).verdict is Verdict.UNVERIFIABLE


def test_silent_months_are_counted_and_never_compliant() -> None:
    """The verdict speaks of the months on record, and says how many they are."""
    found = score(*BEFORE, *under(0)[:3], until=date(2016, 4, 1))

    assert (found.months, found.silent) == (3, 10)
    assert "on 3 of 13 months" in str(found)


def test_one_month_on_record_is_named_once() -> None:
    """A single month is no stretch from itself to itself."""
    thresholds = Thresholds(fewest_months=1)
    found = score(*BEFORE, flow("2016-04", value=0), thresholds=thresholds)

    assert "one month (2016-04)," in found.reasons[0]


def test_the_path_tells_a_year_kept_from_a_year_broken() -> None:
    """Spotty enforcement is invisible in an average."""
    year = [flow(f"2015-{month:02}", value=100) for month in range(6, 13)]

    found = score(*BEFORE, *year, *under(0))

    verdicts = [(step.period.start.year, step.verdict) for step in found.path]
    assert verdicts == [(2015, Verdict.NOT_ENFORCED), (2016, Verdict.ENFORCED)]


@pytest.mark.parametrize(("months", "decided"), [(2, False), (3, True)])
def test_a_year_of_too_few_months_has_no_verdict(*, months: int, decided: bool) -> None:
    """The least number of months holds for each year as for the whole."""
    few = [flow(f"2015-{month:02}", value=100) for month in range(6, 6 + months)]

    found = score(*BEFORE, *few, *under(0))

    first, second = found.path
    assert first.verdict.is_decided is decided
    assert first.low == 100
    assert second.verdict is Verdict.ENFORCED
    words = "2 months are too few for a verdict, which asks for 3"
    assert first.reason.startswith(words) is not decided


def test_an_allegation_concerns_its_own_year() -> None:
    """A year that nobody speaks of stays decided; the whole does not."""
    year = [flow(f"2015-{month:02}", value=0) for month in range(1, 13)]
    alleged = flow("2016-02", series="alleged", evidence="alleged", reporter="WLD")

    found = score(*BEFORE, *year, *under(0), alleged)

    assert [step.contested for step in found.path] == [False, True]
    assert found.path[0].verdict is Verdict.ENFORCED
    assert found.path[1].verdict is Verdict.UNVERIFIABLE
    assert found.verdict is Verdict.UNVERIFIABLE


def test_a_good_without_a_figure_before_is_left_out() -> None:
    """Like is held against like."""
    found = score(*BEFORE, *under(5), flow("2016-01", "270112", 900, compiler="S1"))

    assert found.high == 5


def test_an_allegation_takes_the_verdict_away() -> None:
    """Two records that contradict each other decide nothing."""
    alleged = flow("2016-02", series="alleged", evidence="alleged", reporter="WLD")

    found = score(*BEFORE, *under(0), alleged)

    assert found.contested
    assert found.verdict is Verdict.UNVERIFIABLE


def test_an_absent_record_is_a_reason_and_no_nil() -> None:
    """The reporter published its total, and returned nothing for the line."""
    absent = table([flow("2016", value=None)]).table.drop_columns(
        ["value_usd", "quantity", "unit", "series", "evidence"]
    )

    found = score(*BEFORE, absences=absent)

    assert found.verdict is Verdict.UNVERIFIABLE
    assert "returned no record" in found.path[-1].reason


def test_earlier_law_in_the_baseline_is_named() -> None:
    """A month that was already banned is no yardstick."""
    found = score(*BEFORE, *under(0), measure="CN-COAL")

    assert "What COAL had closed before is left out" in found.reasons[-1]


def later(words: str = "") -> str:
    """Return a national ban on coal that follows the Council's by a year."""
    return NATIONAL.replace("from: 2015-04-01", "from: 2016-04-01") + words


def after_a_year(*rows: dict[str, Any], law: str = RESOLUTION) -> Score:
    """Return the score of a national ban that follows the Council's by a year."""
    found = scorecard(world(law, later()), table(rows), states=["CHN"], until=END)
    return next(s for s in found if s.measure == "CN-COAL")


AFTER = [flow(f"2016-{month:02}", value=10) for month in range(5, 13)]


@pytest.mark.parametrize(
    ("left", "low"), [(5, Decimal(10)), (0, Decimal(10)), (400, Decimal(10))]
)
def test_what_moved_under_an_earlier_ban_is_not_usual(left: int, low: Decimal) -> None:
    """The same months two years before are: whatever the earlier ban let through."""
    closed = [flow(f"2015-{month:02}", value=left) for month in range(5, 13)]

    found = after_a_year(*BEFORE, *closed, *AFTER)

    assert (found.verdict, found.low) == (Verdict.MOSTLY, low)


def test_only_closed_months_before_leave_a_ban_unverifiable() -> None:
    """What an earlier ban let through is no usual trade."""
    closed = [flow(f"2015-{month:02}", value=20) for month in range(5, 13)]

    found = after_a_year(*closed, *AFTER)

    assert found.verdict is Verdict.UNVERIFIABLE
    assert "only of months that earlier ones had closed" in found.why
    assert "closed" in found.path[0].reason


@pytest.mark.parametrize(
    "law",
    [
        RESOLUTION.replace(
            "    wind_down: {contract_before: 2015-03-16, last_day: 2015-05-15}",
            "    exemptions: [{words: livelihood, needs: [livelihood]}]",
        ),
        RESOLUTION.replace(
            "kind: import_ban\n    direction: from_target\n    goods: {words: coal",
            "kind: cap\n    cap: {limits: [{amount: 9, unit: t}], rule: max, period: "
            "{from: 2015-03-16, until: 2017-01-01}}\n    direction: from_target\n"
            "    goods: {words: coal",
        ).replace(
            "    wind_down: {contract_before: 2015-03-16, last_day: 2015-05-15}\n",
            "",
            1,
        ),
    ],
    ids=["excusable", "cap"],
)
def test_months_under_a_cap_or_an_excusable_ban_stay_usual(law: str) -> None:
    """They left trade lawful; the answer names them."""
    open_still = [flow(f"2015-{month:02}", value=20) for month in range(5, 13)]

    found = after_a_year(*BEFORE, *open_still, *AFTER, law=law)

    assert (found.verdict, found.low) == (Verdict.PARTLY, Decimal(50))
    assert "under COAL, which left trade lawful" in found.reasons[-1]


def test_a_year_that_was_mostly_open_stays_a_yardstick() -> None:
    """A month at its end was closed; a year closed for ten months is none."""
    late = RESOLUTION.replace("from: 2015-03-16, until", "from: 2015-12-10, until")
    year = flow("2015", value=1200)

    assert after_a_year(year, *AFTER, law=late).low == 10
    assert after_a_year(year, *AFTER).verdict is Verdict.UNVERIFIABLE


def test_no_calendar_month_is_filled_from_others_while_the_year_before_has_it() -> None:
    """Trade has seasons, and an older May says more of May than a newer January."""
    before = [flow("2013-06", value=300), flow("2014-07", value=100)]

    found = score(*before, flow("2015-06", value=300), flow("2015-07", value=100))

    assert found.low == 100


def test_an_implausible_quantity_does_not_move_a_verdict() -> None:
    """What was quarantined is not counted."""
    before = [
        flow(f"2014-{month:02}", value=100, quantity=10, unit="t")
        for month in range(4, 13)
    ]
    year = [
        flow(f"2016-{month:02}", value=1, quantity="0.1", unit="t") for month in YEAR
    ]
    year[0]["quantity"] = Decimal(900)

    assert score(*before, *year).verdict is Verdict.ENFORCED


@pytest.mark.parametrize(
    ("barrels", "verdict"),
    [
        (1000, Verdict.ENFORCED),
        (1001, Verdict.MOSTLY),
        (1101, Verdict.PARTLY),
        (1501, Verdict.NOT_ENFORCED),
    ],
)
def test_a_cap_is_kept_up_to_its_limit(barrels: int, verdict: Verdict) -> None:
    """Reaching it is not exceeding it."""
    oil = flow(
        "2016",
        "2710",
        None,
        barrels,
        "bbl",
        direction="export",
        series="notified",
    )

    assert score(oil, measure="OIL", state="WLD").verdict is verdict


def test_a_state_without_figures_has_no_verdict_on_a_common_cap() -> None:
    """What others delivered says nothing of it."""
    oil = flow("2016", "2710", None, 2000, "bbl", direction="export", series="notified")

    assert score(oil, measure="OIL").verdict is Verdict.NOT_ENFORCED
    assert score(oil, measure="OIL", state="RUS").verdict is Verdict.UNVERIFIABLE


def oil(period: str, barrels: int, series: str) -> dict[str, Any]:
    """Return refined oil that somebody recorded on its way to the target."""
    return flow(period, "2710", None, barrels, "bbl", direction="export", series=series)


@pytest.mark.parametrize("state", ["CHN", "WLD"])
def test_a_list_with_gaps_does_not_hide_a_cap_that_customs_show_broken(
    state: str,
) -> None:
    """Nine months notified below the limit leave open what customs do not."""
    told = [oil(f"2016-{month:02}", 10, "notified") for month in range(1, 10)]

    found = score(*told, oil("2016", 1600, "customs"), measure="OIL", state=state)

    assert found.verdict is Verdict.NOT_ENFORCED


def test_a_full_list_below_a_limit_that_customs_pass_decides_nothing() -> None:
    """Two records that contradict each other are for the reader."""
    found = score(
        oil("2016", 900, "notified"), oil("2016", 1600, "customs"), measure="OIL"
    )

    assert found.verdict is Verdict.UNVERIFIABLE
    assert "But " in found.path[0].reason


@pytest.mark.parametrize(
    ("first", "verdict"),
    [(Decimal("0.4"), Verdict.ENFORCED), (Decimal(7), Verdict.UNVERIFIABLE)],
)
def test_an_open_year_that_is_surely_worse_keeps_the_whole_open(
    first: Decimal, verdict: Verdict
) -> None:
    """Years that are decided must not make a measure look better than it can be."""
    mine = [flow(f"2015-{month:02}", value=first) for month in range(6, 13)]
    other = [
        flow(f"{year}-{month:02}", value=value, source="S2")
        for year, months, value in [(2014, range(4, 13), 100), (2015, range(6, 13), 80)]
        for month in months
    ]

    found = score(*BEFORE, *mine, *other, *under(0))

    assert [step.verdict for step in found.path] == [
        Verdict.UNVERIFIABLE,
        Verdict.ENFORCED,
    ]
    assert found.verdict is verdict


def test_bounds_that_lie_far_apart_decide_nothing() -> None:
    """Between one and sixty in a hundred everything is possible."""
    limits = Thresholds()

    assert verdict_on_ban(Decimal(1), Decimal(60), limits) is Verdict.UNVERIFIABLE
    assert verdict_on_ban(Decimal(1), Decimal(5), limits) is Verdict.MOSTLY
    assert verdict_on_ban(Decimal(60), None, limits) is Verdict.NOT_ENFORCED
    assert verdict_on_cap(Decimal(90), None, limits) is Verdict.UNVERIFIABLE


def test_the_thresholds_can_be_changed_but_not_turned_round() -> None:
    """They are choices, and they are in order."""
    strict = replace(Thresholds(), mostly=Decimal("0.02"), partly=Decimal("0.03"))

    found = score(*BEFORE, *under(5), thresholds=strict)

    assert found.verdict is Verdict.NOT_ENFORCED
    with pytest.raises(SchemaError, match="rising order"):
        Thresholds(enforced=Decimal("0.2"))


def test_a_claim_that_no_record_shows_leaves_the_verdict_open() -> None:
    """Trade for livelihood was lawful, so volume alone proves no breach."""
    excusable = RESOLUTION.replace(
        "    wind_down: {contract_before: 2015-03-16, last_day: 2015-05-15}",
        "    exemptions: [{words: livelihood, needs: [livelihood]}]",
    )
    rows = table([*BEFORE, *under(100)])

    (found,) = [
        s
        for s in scorecard(world(excusable), rows, states=["CHN"], until=END)
        if s.measure == "COAL"
    ]

    assert (found.verdict, found.low) == (Verdict.UNVERIFIABLE, Decimal(0))
    assert {step.verdict for step in found.path} == {Verdict.UNVERIFIABLE}
    assert any("volume proves no breach" in reason for reason in found.reasons)
