"""What the result of a backtest promises."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from tests.cycle.backtest.worlds import TESTS, Oracle, dated, issued
from yalu.cycle.backtest.backtest import Backtest, judge
from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.issuing import Learner, issue
from yalu.cycle.backtest.judging import ALL_YEARS
from yalu.cycle.backtest.naive import Climatology, LastYear
from yalu.cycle.backtest.paired import Judgement
from yalu.cycle.backtest.schedule import issue_days
from yalu.cycle.backtest.scores import Score
from yalu.errors import UnknownCodeError
from yalu.periods import Interval

YEARS = Interval(date(2008, 1, 1), date(2023, 1, 1))
DAYS = issue_days(YEARS)
EVENTS = [date(1998 + year, 1 + year % 12, 9) for year in range(26)]
WORLD = dated({"tests": EVENTS}, date(1990, 1, 1), date(2025, 1, 1))
LABELS = {"model": "model", "climatology": "rate of all history", "last": "last year"}


def judged(rows: list[Issued]) -> Backtest:
    """Return the backtest of some forecasts."""
    return judge(
        rows,
        labels=LABELS,
        groups=[TESTS],
        judged="model",
        references=["climatology", "last"],
        rng=np.random.default_rng(10),
    )


def played(model: Learner) -> Backtest:
    """Return the backtest of a model in the small world."""
    learners: Mapping[str, Learner] = {
        "model": model,
        "climatology": Climatology(),
        "last": LastYear(),
    }
    found = issue(
        WORLD,
        learners,
        days=DAYS,
        groups=[TESTS],
        horizons=[30, 365],
        draws=50,
        rng=np.random.default_rng(11),
    )
    return judged(list(found.issued))


def test_mean_scores_are_those_worked_out_by_hand() -> None:
    """Two forecasts: one half that came true, one quarter that did not."""
    rows = [
        issued("model", 0.5, 1, date(2010, 1, 1), crps=0.2),
        issued("model", 0.25, 0, date(2011, 1, 1), crps=0.4),
        issued("climatology", 0.1, 1, date(2010, 1, 1), crps=0.5),
        issued("climatology", 0.1, 0, date(2011, 1, 1), crps=0.7),
    ]

    (row, other) = judged(rows).table

    assert row["log"] == pytest.approx((np.log(2) + np.log(4 / 3)) / 2)
    assert row["brier"] == pytest.approx((0.25 + 0.0625) / 2)
    assert row["crps"] == pytest.approx(0.3)
    assert row["crps_skill"] == pytest.approx(0.5)
    assert row["brier_skill"] == pytest.approx(1 - 0.3125 / (0.81 + 0.01))
    assert (row["forecasts"], row["events"], other["crps_skill"]) == (2, 1, 0.0)


def test_a_perfect_forecaster_beats_everybody() -> None:
    """Whoever knows what is to come is better on every count."""
    verdicts = played(Oracle(WORLD)).verdict()

    assert all(verdict.beats_climatology for verdict in verdicts)
    assert {
        contest.margin.judgement for verdict in verdicts for contest in verdict.contests
    } == {Judgement.BEATS}
    assert all(not verdict.caution for verdict in verdicts)


def test_a_hopeless_forecaster_is_called_worse() -> None:
    """Its own words say so, with the interval."""
    verdicts = played(Oracle(WORLD, lies=True)).verdict()

    assert not any(verdict.beats_climatology for verdict in verdicts)
    for verdict in verdicts:
        assert "is worse than the rate of all history" in verdict.caution
        assert "is worse than the rate of all history" in str(verdict)


def test_a_forecaster_does_not_beat_its_own_twin() -> None:
    """Climatology under another name claims nothing."""
    found = played(Climatology())

    for verdict in found.verdict():
        contest = verdict.against("climatology")
        assert contest is not None
        assert contest.margin.judgement is Judgement.EVEN
        assert "does not beat the rate of all history" in verdict.caution
    assert "beats the rate of all history in 0 of 2 questions" in str(found)


def test_eras_part_all_years_without_remainder() -> None:
    """No forecast is lost between them."""
    scores = [
        row
        for row in played(LastYear()).scores
        if (row.process, row.horizon, row.score) == ("model", 30, Score.LOG)
    ]
    sizes = {row.era: row.forecasts for row in scores}

    assert list(sizes) == [
        ALL_YEARS, "before 2012", "2012 to 2017", "2018 to 2021", "since 2022",
    ]  # fmt: skip
    assert sizes.pop(ALL_YEARS) == sum(sizes.values())


def test_two_are_compared_only_on_days_on_which_both_forecast() -> None:
    """A silent forecaster cannot gain by being silent in bad years."""
    rows = [issued("model", 0.5, 1, date(2000 + n, 1, 1)) for n in range(10)]
    rows += [issued("climatology", 0.5, 1, date(2005 + n, 1, 1)) for n in range(10)]

    found = judged(rows)
    contest = found.verdict()[0].against("climatology")

    assert contest is not None
    assert (contest.forecasts, contest.margin.difference) == (5, 0)
    assert found.table[0]["log_skill"] is None


def test_a_process_never_compared_says_so() -> None:
    """Silence about the past is not success."""
    rows = [issued("model", 0.5, 1, date(2000 + n, 1, 1)) for n in range(10)]

    (verdict,) = judged(rows).verdict()

    assert "never compared" in verdict.caution
    assert not verdict.beats_climatology


def test_an_unknown_process_is_named_with_the_known_ones() -> None:
    """The message says what can be asked."""
    with pytest.raises(UnknownCodeError, match="model, climatology, last"):
        played(LastYear()).verdict("oracle")


def test_reliability_is_about_the_forecasts_of_one_question() -> None:
    """All of them, and none of another horizon."""
    found = played(Oracle(WORLD))
    bins = found.reliability("model", "tests", 365)

    assert sum(one.forecasts for one in bins) == len(DAYS)
    assert found.horizons == (30, 365)


def test_nothing_issued_is_said_plainly() -> None:
    """An empty backtest has no verdict."""
    assert str(judged([])) == "No forecasts were issued."
