"""Promises about the answer on one line of trade."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compliance.counterfactual.lines import (
    day,
    exactly,
    history,
    month,
    named,
    noisy,
    outside,
)
from yalu.compliance import Amount, History, Point
from yalu.compliance.counterfactual import Counterfactual, Method, expect
from yalu.errors import SchemaError

STARTS, UNTIL = day("2016-01-01"), day("2017-01-01")


def asked(held: History, **more: object) -> Counterfactual:
    """Return the answer for a measure of 2016, with chance that is always the same."""
    choices: dict[str, object] = {
        "starts": STARTS,
        "until": UNTIL,
        "rng": np.random.default_rng(7),
        "checks": False,
    }
    return expect(held, **(choices | more))  # type: ignore[arg-type]


def halved(amounts: dict[str, float], since: str = "2016-01") -> dict[str, float]:
    """Return amounts that are halved from one month on."""
    return {m: a / 2 if m >= since else a for m, a in amounts.items()}


def test_a_measure_that_halves_trade_has_half_compliance() -> None:
    """The known truth lies in the interval, and doing nothing does not."""
    held = asked(history(halved(noisy()))).compliance

    assert held is not None
    assert held.low < 50 < held.high
    assert held.low > 0


def test_a_measure_that_does_nothing_has_no_compliance() -> None:
    """As much moves as would have moved."""
    held = asked(history(noisy())).compliance

    assert held is not None
    assert held.low < 0 < held.high


@settings(max_examples=8, deadline=None)
@given(st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(factor: float) -> None:
    """Tonnes or kilograms, the compliance is the same."""
    amounts = halved(noisy())
    one = asked(history(amounts)).compliance
    other = asked(history({m: a * factor for m, a in amounts.items()})).compliance

    assert one is not None
    assert other is not None
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=0.01)


@pytest.mark.parametrize(
    ("recorded", "method"), [(23, Method.SAME_MONTH), (24, Method.STRUCTURAL)]
)
def test_a_structural_model_asks_for_two_years(recorded: int, method: Method) -> None:
    """One month less, and the simpler method answers; its reason says so."""
    amounts = noisy("2014-01..2016-12")
    for name in named("2014-01..2016-12")[: 24 - recorded]:
        del amounts[name]

    answer = asked(history(amounts))

    assert answer.method is method
    assert any("24" in reason for reason in answer.reasons) == (recorded < 24)


@pytest.mark.parametrize(
    ("recorded", "method"), [(17, Method.NONE), (18, Method.SAME_MONTH)]
)
def test_the_same_month_asks_for_six_pairs(recorded: int, method: Method) -> None:
    """Eighteen months in a row hold six pairs a year apart."""
    months = named("2014-01..2016-12")[24 - recorded :]
    amounts = {m: 100.0 + place % 7 for place, m in enumerate(months)}

    assert asked(history(amounts)).method is method


@pytest.mark.parametrize(
    ("first", "method"), [(2013, Method.NONE), (2012, Method.RANDOM_WALK)]
)
def test_the_random_walk_asks_for_four_years(first: int, method: Method) -> None:
    """Three years have two changes, which is no spread to speak of."""
    amounts = {str(year): 100.0 + year % 3 for year in range(first, 2017)}

    assert asked(history(amounts)).method is method


def test_too_little_is_told_and_nothing_is_estimated() -> None:
    """No number is better than a number out of nothing."""
    answer = asked(history({"2015-03": 1.0, "2016-03": 2.0}))

    assert answer.method is Method.NONE
    assert answer.compliance is None
    assert answer.table.num_rows == 0
    assert "Too little is recorded before" in " ".join(answer.reasons)
    assert "No estimate" in str(answer)


@pytest.mark.parametrize(
    ("starts", "first"),
    [("2015-12-31", "2016-01"), ("2016-01-01", "2016-01"), ("2016-01-02", "2016-02")],
)
def test_the_first_whole_month_is_judged(starts: str, first: str) -> None:
    """A month that began before the measure is left out, on both sides of its day."""
    answer = asked(history(noisy()), starts=day(starts))

    assert answer.months[0].period == month(first)


@pytest.mark.parametrize(("until", "last"), [("2016-11-30", 10), ("2016-12-01", 11)])
def test_the_last_whole_month_is_judged(until: str, last: int) -> None:
    """What ends later is not asked about."""
    answer = asked(history(noisy()), until=day(until))

    assert answer.months[-1].period.start.month == last


@pytest.mark.parametrize("announced", ["2015-06-30", "2015-07-01"])
def test_nothing_is_learnt_from_after_the_announcement(announced: str) -> None:
    """A rush before the measure must not look like the usual."""
    calm = noisy()
    rush = {m: a * 50 if "2015-07" <= m < "2016-01" else a for m, a in calm.items()}
    one = asked(history(calm), announced=day(announced))
    other = asked(history(rush), announced=day(announced))

    assert one.whole is not None
    assert other.whole is not None
    assert one.whole.expected == other.whole.expected


def test_nothing_before_leaves_nothing_to_expect() -> None:
    """A good that was never traded cannot be kept from moving."""
    answer = asked(history(dict.fromkeys(named("2012-01..2016-12"), 0.0)))

    assert answer.method is Method.NONE
    assert any("Nothing moved" in reason for reason in answer.reasons)


def test_two_months_reported_together_are_held_against_both() -> None:
    """China prints January and February as one figure."""
    amounts = noisy("2010-01..2015-12") | {"2016-01..2016-02": 150.0, "2016-03": 80.0}

    answer = asked(history(amounts))

    assert answer.whole is not None
    assert answer.whole.months == 3
    assert answer.whole.observed == exactly(230.0)
    assert answer.months[0].compliance is None


def test_a_year_that_is_only_known_in_all_replaces_its_months() -> None:
    """A stated year counts once, whole, and not beside the months within it."""
    amounts = noisy("2010-01..2015-12") | {"2016-03": 80.0}
    total = Point(period=month("2016"), amount=exactly(600.0))

    answer = asked(history(amounts, totals=[total]))

    assert answer.whole is not None
    assert (answer.whole.months, answer.whole.observed) == (12, exactly(600.0))
    assert [one.observed for one in answer.by_year] == [exactly(600.0)]


def test_a_month_without_a_record_is_foreseen_and_not_judged() -> None:
    """Silence is shown beside what would have moved."""
    amounts = noisy("2010-01..2015-12") | {"2016-03": 80.0}

    answer = asked(history(amounts))

    assert len(answer.months) == 12
    assert [one.period for one in answer.months if one.compliance] == [month("2016-03")]


def test_gaps_before_are_passed_over() -> None:
    """Missing months cost certainty and nothing else."""
    amounts = halved(noisy())
    thinned = {m: a for m, a in amounts.items() if m >= "2016" or m[-2:] not in "0408"}

    held = asked(history(thinned)).compliance

    assert held is not None
    assert held.low < 50 < held.high


def test_an_outside_series_that_moves_trade_narrows_the_answer() -> None:
    """What explains the months before tells more of those after."""
    series = outside("2010-01..2016-12")
    amounts = {
        m: a * value**2
        for (m, a), value in zip(noisy().items(), series.values, strict=True)
    }
    alone = asked(history(amounts)).compliance
    helped = asked(history(amounts), regressors=[series])

    assert alone is not None
    assert helped.compliance is not None
    assert helped.regressors == ("price",)
    assert helped.compliance.high - helped.compliance.low < (alone.high - alone.low) / 2


def test_months_without_a_regressor_are_not_foreseen() -> None:
    """A series that ends early ends the answer, and the reason is told."""
    answer = asked(history(noisy()), regressors=[outside("2010-01..2016-06")])

    assert [one.period.start.month for one in answer.months] == [1, 2, 3, 4, 5, 6]
    assert any("lack a regressor" in reason for reason in answer.reasons)


def test_a_copy_of_a_regressor_is_left_out_and_told() -> None:
    """Two series that say the same cannot both be weighed."""
    series = outside("2010-01..2016-12")
    twin = outside("2010-01..2016-12", name="the same again")

    answer = asked(history(noisy()), regressors=[series, twin])

    assert answer.regressors == ("price",)
    assert any("the same again adds nothing" in reason for reason in answer.reasons)


def test_growth_is_carried_on_as_far_as_it_shows() -> None:
    """Freely it goes all the way, by default a part of it, and by hand not at all."""
    amounts = {m: a * 1.02**place for place, (m, a) in enumerate(noisy().items())}
    last = {
        trend: answer.months[-1].expected.value
        for trend in (False, None, True)
        for answer in [asked(history(amounts), trend=trend)]
    }

    assert None not in last.values()
    assert last[False] < last[None] < last[True]  # type: ignore[operator]


def test_the_fit_tells_the_growth_of_a_month_in_percent() -> None:
    """Two percent a month for six years are seen, a little less by the prior."""
    amounts = {m: a * 1.02**place for place, (m, a) in enumerate(noisy().items())}

    fit = asked(history(amounts), checks=True).fit

    assert fit is not None
    assert fit.growth == pytest.approx(2, abs=0.4)


@pytest.mark.parametrize(("state", "counted"), [("CHN", True), ("RUS", False)])
def test_the_lunar_new_year_counts_where_it_is_kept(state: str, counted: bool) -> None:  # noqa: FBT001 - parametrized
    """Asked for by hand it gives what the state gives by itself."""
    held = history(noisy(), state=state)

    by_rule, by_hand = asked(held), asked(held, lunar=counted)
    other = asked(held, lunar=not counted)

    assert by_rule.months == by_hand.months
    assert by_rule.months != other.months


def test_a_recorded_range_widens_the_answer() -> None:
    """Doubt about what moved is doubt about compliance."""
    amounts = halved(noisy())
    exact = history(amounts)
    wide = history(amounts | {"2016-05": float("nan")})
    amount = exact.months[-8].amount
    doubt = Point(
        period=month("2016-05"), amount=Amount(amount.low / 2, amount.low * 2)
    )
    vague = asked(
        History(
            **{
                name: getattr(wide, name)
                for name in wide.__dataclass_fields__
                if name != "points"
            },
            points=tuple(sorted((*wide.points, doubt), key=lambda p: p.period)),
        )
    ).compliance
    sure = asked(exact).compliance

    assert vague is not None
    assert sure is not None
    assert vague.low < sure.low
    assert vague.high > sure.high


def test_the_same_chance_gives_the_same_answer() -> None:
    """An answer that changes by itself cannot be checked."""
    assert asked(history(noisy())) == asked(history(noisy()))


@pytest.mark.parametrize("until", ["2015-12-31", "2016-01-01"])
def test_days_out_of_order_are_an_error(until: str) -> None:
    """An end before the beginning is a slip of the caller."""
    with pytest.raises(SchemaError, match="in this order"):
        asked(history(noisy()), until=day(until))


def test_regressors_of_one_name_are_an_error() -> None:
    """The answer without one of them could not say which."""
    twice = [outside("2010-01..2016-12"), outside("2010-01..2016-12", seed=3)]

    with pytest.raises(SchemaError, match="each name once"):
        asked(history(noisy()), regressors=twice)


def test_years_before_a_measure_in_mid_year_are_whole_years() -> None:
    """The year it began in is on neither side."""
    amounts = {str(year): 100.0 + year % 3 for year in range(2010, 2019)}
    answer = asked(
        history(amounts), starts=date(2016, 3, 1), until=date(2018, 7, 1), checks=True
    )

    assert [one.period for one in answer.by_year] == [month("2017")]
    assert answer.months == ()
    assert [p.starts.year for p in answer.placebos] == [2014, 2015]
