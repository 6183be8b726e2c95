"""What breaks promise, one promise per test."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.compliance.worlds import NATIONAL, RESOLUTION, flow, table, world
from yalu.compliance import (
    Break,
    Change,
    LegalDate,
    LegalEvent,
    SignChoices,
    Timing,
    breaks,
    distinct_falls,
    histories,
)
from yalu.compliance.breaks import break_of
from yalu.compliance.distinct_falls import falls_in_words
from yalu.compliance.legal_window import LegalWindow, month_number
from yalu.periods import Interval, months
from yalu.quantities import Unit
from yalu.regime import Regime

MONTHS = tuple(months(Interval(date(2013, 4, 1), date(2017, 5, 1))))
FALL = date(2015, 4, 1)
RNG = np.random.default_rng(3)
NOISE = np.exp(0.2 * RNG.normal(size=len(MONTHS)))


def coal(
    *, falls: date | None = FALL, left: float = 0.1, without: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Return China's monthly imports of coal, which fall on one day."""
    skipped = {*without}
    return [
        flow(
            f"{month.start:%Y-%m}",
            value=round(1000 * noise * (left if falls and month.start >= falls else 1)),
        )
        for month, noise in zip(MONTHS, NOISE, strict=True)
        if f"{month.start:%Y-%m}" not in skipped
    ]


def banned_from(day: str) -> Regime:
    """Return the law with the national ban on coal from another day."""
    return world(NATIONAL.replace("2015-04-01", day))


def found(
    rows: list[dict[str, Any]],
    regime: Regime | None = None,
    *,
    until: date | None = None,
    choices: SignChoices | None = None,
) -> Break:
    """Return the break of coal around the national ban."""
    law = regime or banned_from("2015-04-01")
    (told,) = breaks(law, table(rows), until=until, choices=choices)
    return told


@pytest.mark.parametrize(
    ("start", "timing", "shift"),
    [
        ("2015-01-01", Timing.LAG, 3),
        ("2015-03-01", Timing.LAG, 1),
        ("2015-03-02", Timing.ON_TIME, 1),
        ("2015-03-31", Timing.ON_TIME, 1),
        ("2015-04-01", Timing.ON_TIME, 0),
        ("2015-04-30", Timing.ON_TIME, 0),
        ("2015-05-01", Timing.ANTICIPATION, -1),
        ("2015-07-01", Timing.ANTICIPATION, -3),
    ],
)
def test_a_moved_ban_moves_the_answer(start: str, timing: Timing, shift: int) -> None:
    """The trade is the same; only the law differs, by three months or by a day."""
    told = found(coal(), banned_from(start))

    assert (told.timing, told.shift) == (timing, shift)
    assert told.possible == (timing,)
    assert str(told.month) == "2015-04-01 to 2015-04-30"


@pytest.mark.parametrize(
    ("falls", "timing"),
    [
        (date(2015, 2, 1), Timing.ANTICIPATION),
        (date(2015, 3, 1), Timing.ON_TIME),
        (date(2015, 6, 1), Timing.ON_TIME),
        (date(2015, 7, 1), Timing.LAG),
    ],
)
def test_days_of_grace_widen_the_window(falls: date, timing: Timing) -> None:
    """From the month of 16 March to the first whole month after 15 May."""
    told = next(
        b
        for b in breaks(world(RESOLUTION), table(coal(falls=falls)))
        if b.measure == "COAL"
    )

    assert told.timing is timing
    assert [d.event for d in told.dates][-2:] == [
        LegalEvent.GRACE_ENDED,
        LegalEvent.ENDED,
    ]


def test_a_rise_keeps_no_ban() -> None:
    """What a ban asks for is a fall."""
    told = found(coal(left=5))

    assert (told.timing, told.change) == (Timing.NONE, Change.RISE)
    assert "The level rises in 2015-04" in told.reasons[0]


def test_no_change_is_no_break() -> None:
    """Trade that goes on as before has not noticed the law."""
    told = found(coal(falls=None))

    assert (told.timing, told.month, told.size) == (Timing.NONE, None, None)
    assert told.reasons[0].startswith("No change of level")


def test_a_fall_far_from_the_law_is_not_put_down_to_it() -> None:
    """Twelve months are near; thirteen are not."""
    near = found(coal(falls=date(2016, 4, 1)))
    far = found(coal(falls=date(2016, 5, 1)))

    assert (near.timing, near.shift) == (Timing.LAG, 12)
    assert far.timing is Timing.NONE
    assert "The level also falls in 2016-05." in far.reasons


def test_missing_months_make_the_date_a_range() -> None:
    """A break in a gap may lie anywhere in it; the month of the law is told."""
    told = found(coal(without=("2015-02", "2015-03", "2015-04")))

    assert told.earliest is not None
    assert told.latest is not None
    assert [told.earliest.start, told.latest.start] == [
        date(2015, 2, 1),
        date(2015, 5, 1),
    ]
    assert (told.missing, told.timing) == (3, Timing.ON_TIME)
    assert told.possible == (Timing.ANTICIPATION, Timing.ON_TIME, Timing.LAG)


@pytest.mark.parametrize(("months_before", "unverifiable"), [(5, True), (6, False)])
def test_few_months_are_unverifiable(months_before: int, *, unverifiable: bool) -> None:
    """Silence is no answer."""
    told = found(coal()[24 - months_before :])

    assert (told.timing is Timing.UNVERIFIABLE) is unverifiable
    assert told.before == months_before


def test_years_alone_are_unverifiable() -> None:
    """A year cannot tell a month."""
    told = found([flow(str(year)) for year in (2013, 2014, 2015, 2016)])

    assert told.timing is Timing.UNVERIFIABLE
    assert (told.before, told.after) == (0, 0)


def test_nothing_cannot_fall() -> None:
    """A ban on trade there never was is not kept by its absence."""
    told = found(coal(falls=MONTHS[0].start, left=0))

    assert told.timing is Timing.UNVERIFIABLE
    assert "Nothing moved" in told.reasons[0]


def test_the_size_has_a_range_that_holds_the_truth() -> None:
    """Nine tenths are gone."""
    told = found(coal())

    assert told.size is not None
    assert told.size.low is not None
    assert told.size.high is not None
    assert told.size.low < 0.1 < told.size.high


def test_an_earlier_law_on_the_same_goods_is_named() -> None:
    """Two bans cannot both be the reason."""
    told = {b.measure: b for b in breaks(world(), table(coal()))}

    assert told["CN-COAL"].others == ("COAL",)


def test_until_cuts_the_months_that_are_asked_about() -> None:
    """What was not yet known is not used."""
    told = found(coal(), until=date(2015, 9, 1))

    assert (told.after, told.timing) == (5, Timing.UNVERIFIABLE)


def test_every_break_has_its_grade_and_its_sources() -> None:
    """A finding without evidence is none."""
    told = found(coal())

    assert (told.evidence, told.sources) == ("official", ("S1",))


def test_choices_change_the_answer() -> None:
    """Whoever asks for more months gets fewer answers."""
    told = found(coal()[12:], choices=SignChoices(fewest_months=13))

    assert told.timing is Timing.UNVERIFIABLE


def declining(rate: float, left: float = 1) -> list[dict[str, Any]]:
    """Return China's monthly imports of coal, which change a little every month."""
    rows = []
    for place, (month, noise) in enumerate(zip(MONTHS, NOISE, strict=True)):
        share = left if month.start >= FALL else 1
        amount = 1000 * noise * share * np.exp(rate * place)
        rows.append(flow(f"{month.start:%Y-%m}", value=round(amount)))
    return rows


@pytest.mark.parametrize("rate", [-0.02, -0.04])
def test_a_steady_decline_drifts_and_has_no_date(rate: float) -> None:
    """What falls every month did not fall when the law asked."""
    told = found(declining(rate))

    assert (told.timing, told.change, told.month) == (Timing.DRIFT, None, None)
    assert Timing.DRIFT in told.possible
    assert told.false_alarm is None
    assert "a steady trend" in told.reasons[0]


def test_steady_growth_is_no_rise_at_the_law() -> None:
    """The same the other way."""
    told = found(declining(0.04))

    assert (told.timing, told.change) == (Timing.NONE, None)
    assert "has no date" in told.reasons[0]


def test_a_fall_within_a_decline_is_still_found() -> None:
    """A trend is no excuse for a step."""
    assert found(declining(-0.01, left=0.2)).timing is Timing.ON_TIME


def test_choices_say_how_much_a_step_must_add() -> None:
    """Whoever asks for more is told drift."""
    asked = SignChoices(step_named=1000, step_searched=1000)

    assert found(coal(), choices=asked).timing is Timing.DRIFT


def test_a_break_does_not_claim_more_than_was_compared() -> None:
    """The rate is about series that keep to a level."""
    (rare,) = [r for r in found(coal()).reasons if r.startswith("At most")]

    assert "series that keep to a level, with a memory up to 0.8" in rare
    assert found(coal(falls=None)).false_alarm is None


@pytest.mark.parametrize(
    ("ended", "timing"),
    [
        (date(2015, 4, 2), Timing.LAG),
        (date(2015, 4, 1), Timing.AFTER_END),
        (date(2015, 3, 31), Timing.AFTER_END),
    ],
)
def test_a_fall_after_the_end_is_no_lag(ended: date, timing: Timing) -> None:
    """The fall is in April; on its first day the measure is over or is not."""
    start = date(2015, 2, 1)
    days = ((LegalEvent.STARTED, start), (LegalEvent.ENDED, ended))
    law = LegalWindow(
        first=month_number(start),
        last=month_number(start),
        dates=tuple(LegalDate(event, day) for event, day in days),
    )
    trade = table(coal())
    line = next(h for h in histories(world(NATIONAL), trade) if h.measure)
    until = date(2017, 5, 1)
    told = break_of(line, law, {}, until=until, choices=SignChoices())

    assert told.timing is timing
    if timing is Timing.AFTER_END:
        assert f"after the measure ended ({ended})" in told.reasons[0]


def test_any_month_a_fall_may_lie_in_names_the_other_law() -> None:
    """Between January and May, and the other law asks for it in March."""
    gap = ("2015-02", "2015-03", "2015-04")
    told = {b.measure: b for b in breaks(world(), table(coal(without=gap)))}

    assert told["CN-COAL"].others == ("COAL",)
    assert told["COAL"].others == ("CN-COAL",)


def test_one_fall_under_two_measures_is_counted_once() -> None:
    """And its timing is the one most favourable to the state."""
    regime = banned_from("2015-07-01")
    early = found(coal(), regime)
    on_time = found(coal())
    (fall,) = distinct_falls([early, replace(on_time, measure="OTHER")])

    assert early.timing is Timing.ANTICIPATION
    assert (fall.timing, len(fall.breaks)) == (Timing.ON_TIME, 2)
    assert falls_in_words(fall.breaks) == "1 series: 1 on time for a measure"


def test_series_in_other_units_are_counted_apart() -> None:
    """Tonnes and dollars are two records."""
    one = found(coal())
    other = replace(one, unit=Unit.TONNE)

    assert len(distinct_falls([one, other])) == 2
