"""What the backtest of a log promises."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cycle.backtest.worlds import TESTS, Oracle, dated, offspring
from tests.cycle.logbook import event, log_of
from yalu.cycle import (
    Annual,
    Baseline,
    DailyProcess,
    Drift,
    Intercept,
    Occurrences,
    Poisson,
    Renewal,
    Stream,
    Waiting,
    dprk_baseline,
)
from yalu.cycle.backtest import (
    Backtest,
    Climatology,
    Every,
    Judgement,
    Modelled,
    backtest,
    dated_when_known,
    replay,
)
from yalu.cycle.backtest.schedule import issue_days
from yalu.errors import SchemaError
from yalu.events import Event, EventKind
from yalu.periods import Interval

ON = date(2013, 7, 1)
DAYS = Interval(date(2013, 5, 1), ON + timedelta(days=1))
WHOLE = Interval(date(2008, 1, 1), date(2016, 1, 1))
STREAMS = (
    Stream(name="tests", label="tests", kinds=(EventKind.NUCLEAR_TEST,)),
    Stream(name="exercises", label="exercises", kinds=(EventKind.EXERCISE,)),
)
PAST = (
    event(EventKind.STATEMENT, "2008-01-01"),
    event(EventKind.NUCLEAR_TEST, "2009-05-25"),
    event(EventKind.NUCLEAR_TEST, "2011-03-01"),
    event(EventKind.NUCLEAR_TEST, "2012-02-11"),
    event(EventKind.NUCLEAR_TEST, "2013-02-12"),
    event(EventKind.EXERCISE, "2012-03-01..2012-04-30"),
    event(EventKind.EXERCISE, "2012-08-20..2012-08-31"),
    event(EventKind.EXERCISE, "2013-03-01..2013-04-30"),
    event(EventKind.BORDER_CLOSURE, "2013-06-20", id="border-2020-01-22"),
)
END = event(EventKind.STATEMENT, "2015-12-31")


def asked(*later: Event) -> list[tuple[str, date, int, float, float]]:
    """Return what processes foresee up to the day, the future being as given."""
    log = log_of(*PAST, *later, END)
    found = backtest(
        log,
        STREAMS,
        {
            "daily": DailyProcess(baseline=dprk_baseline(log, WHOLE)),
            "poisson": Poisson(baseline=dprk_baseline(log, WHOLE)),
            "renewal": Renewal(waiting=Waiting.LOG_NORMAL),
        },
        between=DAYS,
        groups={"tests": ("tests",)},
        horizons=(30, 365),
        draws=40,
        rng=np.random.default_rng(12),
    )
    return [
        (row.process, row.on, row.horizon, row.probability, row.mean)
        for row in found.issued
    ]


AS_IT_WAS = asked()


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([EventKind.NUCLEAR_TEST, EventKind.EXERCISE]),
            st.integers(0, 700),
            st.integers(0, 40),
        ),
        max_size=6,
        unique_by=lambda drawn: drawn[:2],
    )
)
def test_nothing_that_happens_later_changes_what_a_process_foresees(
    later: Sequence[tuple[EventKind, int, int]],
) -> None:
    """Neither a test to come, nor an exercise that is held, nor how long it lasts."""
    future = [
        event(
            kind,
            f"{ON + timedelta(days=ahead)}..{ON + timedelta(days=ahead + length)}",
        )
        for kind, ahead, length in later
    ]

    assert asked(*future) == AS_IT_WAS


def test_the_end_of_a_spell_that_lasts_is_not_known() -> None:
    """The border closed eleven days before; when it opens changes nothing."""
    opened = event(EventKind.STATEMENT, "2013-10-01", id="travel-2023-08")

    assert asked(opened) == AS_IT_WAS


@pytest.mark.parametrize(("when", "learnt"), [("2013-06", {ON}), ("2013-07", set())])
def test_what_is_known_to_the_month_is_known_when_the_month_is_over(
    when: str, learnt: set[date]
) -> None:
    """In the middle of June it may not have happened yet; on 1 July it has."""
    found = asked(event(EventKind.NUCLEAR_TEST, when))
    changed = {
        one[1] for one, other in zip(found, AS_IT_WAS, strict=True) if one != other
    }

    assert changed == learnt


def test_an_event_that_lasts_keeps_its_first_day() -> None:
    """Only what is dated to whole months or years is moved to its end."""
    log = dated_when_known(log_of(*PAST, event(EventKind.TALKS, "2014")))

    assert log.get("talks-2014").when == Interval.day(date(2014, 12, 31))
    assert str(log.get("exercise-2012-08-20..2012-08-31").when.start) == "2012-08-20"


def told(world: Occurrences) -> Backtest:
    """Return how the daily process fares in a made world, quarter by quarter."""
    return replay(
        world,
        {"daily": DailyProcess(half_lives=(10.0, 60.0)), "renewal": Renewal()},
        days=issue_days(Interval(date(1995, 1, 1), date(2020, 1, 1)), Every.QUARTER),
        groups={"tests": ("tests",)},
        draws=100,
        rng=np.random.default_rng(13),
        turns=(),
        horizons=(30, 90),
    )


def test_in_a_self_exciting_world_the_right_model_beats_climatology() -> None:
    """Where events bring about others, who knows it foresees more."""
    world = offspring(
        np.random.default_rng(0), years=40, rate=0.006, branching=0.8, life=30
    )

    verdicts = told(world).verdict()

    assert all(verdict.beats_climatology for verdict in verdicts)
    assert all("beats the rate of all history" in str(verdict) for verdict in verdicts)


def test_in_a_world_of_mere_chance_it_claims_nothing() -> None:
    """The honesty test: where there is nothing to know, it says so itself."""
    world = offspring(
        np.random.default_rng(1), years=40, rate=0.03, branching=0.0, life=30
    )

    found = told(world)

    assert not any(verdict.beats_climatology for verdict in found.verdict())
    assert all("does not beat" in verdict.caution for verdict in found.verdict())
    assert "beats the rate of all history in 0 of 2 questions" in str(found)


def test_renewal_processes_are_references_beside_those_without_a_model() -> None:
    """Climatology is the first of them."""
    found = replay(
        dated({"tests": []}, date(1990, 1, 1), date(2021, 1, 1)),
        {"daily": DailyProcess(half_lives=(10.0,)), "renewal": Renewal()},
        days=[date(2010, 1, 1)],
        groups={"tests": ("tests",)},
        draws=10,
        rng=np.random.default_rng(22),
    )

    assert found.references == ("climatology", "last_year", "past_windows", "renewal")
    assert (found.judged, found.climatology) == ("daily", "climatology")
    assert found.horizons == (30, 90, 365)


def test_a_learner_of_ones_own_stands_beside_processes() -> None:
    """Whoever can learn and be asked is a competitor."""
    world = dated({"tests": [ON]}, date(2000, 1, 1), date(2016, 1, 1))

    found = replay(
        world,
        {"oracle": Oracle(world), "named": Modelled(process=Renewal(), label="waits")},
        days=[date(2013, 6, 15)],
        groups={"tests": ("tests",)},
        horizons=(30,),
        draws=10,
        rng=np.random.default_rng(15),
    )

    assert found.labels["oracle"] == "oracle"
    assert found.labels["named"] == "waits"
    assert found.of("oracle", "tests", 30)[0].probability == pytest.approx(0.999)
    contest = found.verdict()[0].against("named")
    assert contest is not None
    assert contest.margin.judgement is Judgement.UNKNOWN


def test_a_process_that_is_certain_is_given_half_a_draw_of_doubt() -> None:
    """Waits that hardly varied would make the next year's event a certainty."""
    events = [date(2000 + year, 2, 9 + year * 7 % 10) for year in range(13)]
    world = dated({"tests": events}, date(1995, 1, 1), date(2016, 1, 1))

    found = replay(
        world,
        {"renewal": Renewal()},
        days=[date(2013, 1, 1)],
        groups={"tests": ("tests",)},
        horizons=(365,),
        draws=20,
        rng=np.random.default_rng(21),
    )

    assert found.of("renewal", "tests", 365)[0].probability == pytest.approx(20.5 / 21)


def test_everything_that_is_wrong_with_a_question_is_said_at_once() -> None:
    """One run is enough to mend all of it."""
    world = dated({"tests": []}, date(2000, 1, 1), date(2016, 1, 1))

    with pytest.raises(SchemaError) as error:
        replay(
            world,
            {"climatology": Climatology()},
            days=[ON],
            groups={TESTS.name: TESTS.streams},
            horizons=(0,),
            draws=1,
            rng=np.random.default_rng(16),
        )

    for place in ("process climatology", "horizons", "draws"):
        assert place in str(error.value)


def test_a_group_of_streams_that_are_not_there_is_refused() -> None:
    """The message names those that are."""
    world = dated({"tests": []}, date(2000, 1, 1), date(2016, 1, 1))

    with pytest.raises(SchemaError, match="expected some of tests"):
        replay(
            world,
            {"renewal": Renewal()},
            days=[ON],
            groups={"launches": ("missiles",)},
            horizons=(30,),
            draws=10,
            rng=np.random.default_rng(17),
        )


def test_a_log_without_events_has_no_backtest() -> None:
    """There is nothing to learn and nothing to foresee."""
    with pytest.raises(SchemaError, match="without events"):
        backtest(
            log_of(),
            STREAMS,
            {"renewal": Renewal()},
            between=DAYS,
            rng=np.random.default_rng(18),
        )


def test_a_drift_and_a_season_of_the_year_are_no_hindrance() -> None:
    """Terms that the calendar fixes are known in advance."""
    terms = (Intercept(), Annual(harmonics=1), Drift.every(4, WHOLE))
    world = dated({"tests": [ON]}, date(2008, 1, 1), date(2016, 1, 1))

    found = replay(
        world,
        {"poisson": Poisson(baseline=Baseline(terms=terms))},
        days=[ON],
        groups={"tests": ("tests",)},
        horizons=(30,),
        draws=10,
        rng=np.random.default_rng(19),
    )

    assert len(found.of("poisson", "tests", 30)) == 1
