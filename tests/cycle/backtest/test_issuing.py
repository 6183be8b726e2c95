"""What issuing forecasts day after day promises."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.backtest.worlds import TESTS, Oracle, dated
from yalu.cycle import Occurrences
from yalu.cycle.backtest.issuing import Learner, issue
from yalu.cycle.backtest.naive import Climatology, LastYear, PastWindows
from yalu.cycle.backtest.outlook import Outlook, Task
from yalu.errors import ModelError, SchemaError

START, END = date(2000, 1, 1), date(2008, 1, 1)
ON = date(2005, 3, 1)


@dataclass
class Witness:
    """Whoever writes down what it was shown."""

    label: str = "witness"

    def __post_init__(self) -> None:
        self.learnt_from: list[Occurrences] = []
        self.asked: list[Task] = []

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> "Witness":
        """Write it down."""
        del rng
        self.learnt_from.append(history)
        return self

    def outlooks(self, task: Task, rng: np.random.Generator) -> list[Outlook]:
        """Write it down, and say something."""
        del rng
        self.asked.append(task)
        return [Outlook(probability=0.5, counts=np.zeros(2, dtype=np.int64))]


class Silent(Witness):
    """Whoever never learns."""

    def learnt(self, history: Occurrences, rng: np.random.Generator) -> "Witness":
        """Give up."""
        del rng
        raise ModelError(f"{len(history.times)} events: found too few.")


class Speechless(Witness):
    """Whoever learns and then cannot say."""

    def outlooks(self, task: Task, rng: np.random.Generator) -> list[Outlook]:
        """Give up in February."""
        if task.on.month == 2:
            raise ModelError("The process explodes.")
        return super().outlooks(task, rng)


def asked_about(
    learner: Learner, events: Sequence[date], days: Sequence[date], horizon: int = 30
) -> list[tuple[date, float, int]]:
    """Return day, probability and count of every forecast."""
    found = issue(
        dated({"tests": events}, START, END),
        {"it": learner},
        days=days,
        groups=[TESTS],
        horizons=[horizon],
        draws=50,
        rng=np.random.default_rng(9),
    )
    return [(row.on, row.probability, row.count) for row in found.issued]


@pytest.mark.parametrize(("shift", "known"), [(-1, 1), (0, 0), (1, 0)])
def test_only_the_day_before_is_known_and_no_later_one(shift: int, known: int) -> None:
    """What happens on the day of issue is what is to be foreseen."""
    witness = Witness()

    asked_about(witness, [ON + timedelta(days=shift)], [ON])

    assert witness.asked[0].history.times.size == known


@pytest.mark.parametrize(("shift", "count"), [(-1, 0), (0, 1), (29, 1), (30, 0)])
def test_the_window_begins_with_the_day_and_has_its_length(
    shift: int, count: int
) -> None:
    """Of 30 days the first is the day of issue, and the last is 29 days on."""
    found = asked_about(Witness(), [ON + timedelta(days=shift)], [ON])

    assert [row[2] for row in found] == [count]


@pytest.mark.parametrize(
    ("day", "known"), [(date(2004, 12, 31), 1), (date(2005, 1, 1), 0)]
)
def test_models_learn_from_what_was_before_the_first_of_january(
    day: date, known: int
) -> None:
    """And only once a year, though they are asked every month."""
    witness = Witness()

    asked_about(witness, [day], [date(2005, month, 1) for month in (2, 3, 12)])

    assert [history.times.size for history in witness.learnt_from] == [known]


@pytest.mark.parametrize(
    ("on", "left_out"),
    [(date(2007, 12, 2), 0), (date(2007, 12, 3), 1)],
)
def test_a_window_past_the_last_day_watched_is_left_out_and_counted(
    on: date, left_out: int
) -> None:
    """Nobody knows yet what it holds, and silence is no quiet."""
    found = issue(
        dated({"tests": []}, START, END),
        {"it": Climatology()},
        days=[on],
        groups=[TESTS],
        horizons=[30],
        draws=50,
        rng=np.random.default_rng(9),
    )

    assert [row.windows for row in found.left_out] == [left_out]
    assert len(found.issued) == 1 - left_out


@given(
    st.lists(st.dates(START, ON - timedelta(days=1)), max_size=10),
    st.lists(st.dates(ON, END - timedelta(days=1)), max_size=10),
    st.lists(st.dates(ON, END - timedelta(days=1)), max_size=10),
)
def test_nothing_that_happens_later_changes_a_forecast(
    before: list[date], after: list[date], instead: list[date]
) -> None:
    """The future may be rewritten: forecasts up to the day are the same."""
    days = [date(2004, 6, 1), date(2005, 1, 1), ON]
    for learner in (Climatology(), LastYear(), PastWindows()):
        one = asked_about(learner, before + after, days)
        other = asked_about(learner, before + instead, days)

        assert [row[:2] for row in one] == [row[:2] for row in other]


def test_whoever_cannot_learn_is_named_with_the_days_it_missed() -> None:
    """A failure is part of the result, and no forecast is made up for it."""
    found = issue(
        dated({"tests": []}, START, END),
        {"silent": Silent(), "speechless": Speechless(), "it": Climatology()},
        days=[date(2005, 1, 1), date(2005, 2, 1)],
        groups=[TESTS],
        horizons=[30],
        draws=50,
        rng=np.random.default_rng(9),
    )

    assert [(row.process, row.on.month) for row in found.unfitted] == [
        ("silent", 1),
        ("silent", 2),
        ("speechless", 2),
    ]
    assert "too few" in found.unfitted[0].reason
    assert [(row.process, row.on.month) for row in found.issued] == [
        ("speechless", 1),
        ("it", 1),
        ("it", 2),
    ]


def test_the_chance_of_one_does_not_hang_on_who_else_is_asked() -> None:
    """Adding a forecaster changes no number of those before it."""
    world = dated({"tests": [ON]}, START, END)

    def counts(learners: dict[str, Learner]) -> list[float]:
        found = issue(
            world,
            learners,
            days=[ON],
            groups=[TESTS],
            horizons=[365],
            draws=50,
            rng=np.random.default_rng(9),
        )
        return [row.mean for row in found.issued if row.process == "one"]

    assert counts({"one": Climatology()}) == counts(
        {"one": Climatology(), "two": LastYear()}
    )


def test_time_must_have_a_calendar() -> None:
    """First days of months are days of a calendar."""
    world = replace(dated({"tests": []}, START, END), origin=None)

    with pytest.raises(SchemaError, match="Pass origin="):
        issue(
            world,
            {"it": Oracle(world)},
            days=[ON],
            groups=[TESTS],
            horizons=[30],
            draws=50,
            rng=np.random.default_rng(9),
        )
