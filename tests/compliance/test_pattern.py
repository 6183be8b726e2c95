"""What patterns promise, one promise per test."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu import sources
from yalu.compliance import Assessment, Score, Step, Thresholds, Verdict, assess
from yalu.compliance.pattern import Pattern, StatePattern, patterns
from yalu.compliance.score import Yardstick
from yalu.errors import SchemaError
from yalu.flows import WORLD
from yalu.library import load
from yalu.periods import Interval, parse_period

KEPT, BROKEN, OPEN = Verdict.ENFORCED, Verdict.NOT_ENFORCED, Verdict.UNVERIFIABLE


def score(
    measure: str,
    *path: Verdict,
    first: int = 2015,
    body: str = "UN",
    state: str = "CHN",
) -> Score:
    """Return a score with one verdict a year."""
    return Score(
        state=state,
        measure=measure,
        body=body,
        instrument="S/RES/1 (2015)",
        paragraph="1",
        goods="coal",
        yardstick=Yardstick.MONTHS_BEFORE,
        since=date(first, 1, 1),
        verdict=OPEN,
        low=None,
        high=None,
        evidence=None,
        months=0,
        silent=0,
        method="",
        reasons=(),
        path=tuple(
            Step(period=Interval.calendar_year(year), verdict=verdict, reason="")
            for year, verdict in enumerate(path, start=first)
        ),
        sources=(),
    )


def pattern(*scores: Score, thresholds: Thresholds | None = None) -> StatePattern:
    """Return the pattern of the only state."""
    (found,) = patterns(scores, thresholds=thresholds)
    return found


@cache
def embedded() -> Assessment:
    """Return the assessment of the embedded record."""
    return assess(
        load("dprk"), sources.load("trade"), absences=sources.load("absences")
    )


@pytest.mark.parametrize(
    ("path", "expected", "switches"),
    [
        ((KEPT, KEPT), Pattern.CONSISTENT, 0),
        ((BROKEN, BROKEN), Pattern.CONSISTENT, 0),
        ((BROKEN, KEPT), Pattern.IMPROVING, 1),
        ((KEPT, BROKEN), Pattern.LAPSING, 1),
        ((KEPT, BROKEN, KEPT), Pattern.SPOTTY, 2),
        ((BROKEN, KEPT, BROKEN), Pattern.SPOTTY, 2),
        ((BROKEN, OPEN, KEPT), Pattern.IMPROVING, 1),
        ((KEPT, OPEN), Pattern.UNVERIFIABLE, 0),
        ((OPEN, OPEN), Pattern.UNVERIFIABLE, 0),
    ],
)
def test_the_order_of_verdicts_is_the_pattern_over_time(
    path: tuple[Verdict, ...], expected: Pattern, switches: int
) -> None:
    """Back and forth is spotty, one way is a trend, and silence is passed over."""
    found = pattern(score("A", *path))

    assert found.over_time is expected
    assert found.measures[0].over_time is expected
    assert found.switches == switches


def test_one_kept_and_another_not_in_one_year_is_partial() -> None:
    """Both stand side by side."""
    found = pattern(score("A", KEPT), score("B", BROKEN))

    assert found.over_measures is Pattern.PARTIAL
    assert found.partial_years == (2015,)
    assert found.over_time is Pattern.UNVERIFIABLE


def test_one_kept_and_another_not_in_different_years_is_not_partial() -> None:
    """The years differ, not the measures of one year, and that is said."""
    found = pattern(score("A", KEPT, OPEN), score("B", OPEN, BROKEN))

    assert found.over_measures is Pattern.UNVERIFIABLE
    assert found.over_time is Pattern.LAPSING
    assert found.compared == 0
    assert "0 measures are decided in more than one year" in str(found)


def test_two_kept_in_one_year_are_consistent_over_measures() -> None:
    """One alone has nothing to differ from."""
    both = pattern(score("A", KEPT), score("B", KEPT))
    one = pattern(score("A", KEPT), score("B", OPEN))

    assert both.over_measures is Pattern.CONSISTENT
    assert one.over_measures is Pattern.UNVERIFIABLE


def test_mostly_is_kept_and_partly_is_not() -> None:
    """The line runs between a tenth and a half of the usual trade."""
    found = pattern(score("A", Verdict.MOSTLY), score("B", Verdict.PARTLY))

    assert (found.years[0].kept, found.years[0].not_kept) == (("A",), ("B",))


def test_a_partial_year_lies_between_all_and_nothing() -> None:
    """From nothing over some to all is a rise, and no back and forth."""
    found = pattern(score("A", BROKEN, KEPT, KEPT), score("B", BROKEN, BROKEN, KEPT))

    assert [year.rank for year in found.years] == [0, 1, 2]
    assert found.over_time is Pattern.IMPROVING


def test_half_decided_is_not_thin_and_less_is() -> None:
    """The threshold itself is enough."""
    half = pattern(score("A", KEPT, KEPT, OPEN, OPEN))
    less = pattern(score("A", KEPT, KEPT, OPEN, OPEN, OPEN))

    assert not half.is_thin
    assert less.is_thin
    assert "40%: what they show is true of a small part only" in str(less)


def test_a_thin_pattern_is_not_called_one() -> None:
    """Two of five verdicts say nothing of the state, and the words say so first."""
    half = pattern(score("A", KEPT, KEPT, OPEN, OPEN))
    less = pattern(score("A", KEPT, KEPT, OPEN, OPEN, OPEN))

    assert str(half).startswith("CHN: consistently kept over time")
    assert str(less).startswith("CHN: on 2 of 5 verdicts, too few for a pattern")
    assert "consistent" not in str(less)


def test_more_years_may_be_asked_for() -> None:
    """The least number of years is a threshold like the others."""
    scores = score("A", KEPT, BROKEN)

    found = pattern(scores, thresholds=Thresholds(pattern_years=3))

    assert found.over_time is Pattern.UNVERIFIABLE


def test_a_pattern_of_one_is_refused() -> None:
    """One verdict cannot differ from itself."""
    with pytest.raises(SchemaError, match="one verdict has no pattern"):
        Thresholds(pattern_years=1)


def test_a_year_with_two_windows_is_kept_only_if_both_are() -> None:
    """A cap broken in one window of a year was not kept in that year."""
    whole = score("A", KEPT)
    step = replace(whole.path[0], period=parse_period("2015-07"), verdict=BROKEN)

    found = pattern(replace(whole, path=(*whole.path, step)))

    assert found.years[0].not_kept == ("A",)


def test_twins_of_another_body_may_be_left_out() -> None:
    """A ban of a state on what the Council bans is no second ban."""
    scores = (score("A", KEPT), score("B", KEPT, body="CHN"))

    (found,) = patterns(scores, body="UN")

    assert found.verdicts == 1


def test_only_the_time_asked_about_counts() -> None:
    """Days decide, and one shared day is enough."""
    scores = [score("A", KEPT, BROKEN, KEPT)]

    (found,) = patterns(scores, between=parse_period("2016-12..2017"))

    assert [year.year for year in found.years] == [2016, 2017]
    assert patterns(scores, between=parse_period("2018")) == ()


def test_what_is_contested_is_named() -> None:
    """A pattern of notifications that others deny says so."""
    found = pattern(replace(score("A", KEPT), contested=True))

    assert found.contested == ("A",)
    assert "Others allege breaches of A." in str(found)


@pytest.mark.parametrize(("verdict", "decided"), [(KEPT, 1), (BROKEN, 2)])
def test_what_is_kept_and_contested_is_not_decided(
    verdict: Verdict, decided: int
) -> None:
    """An allegation takes a kept year away, and no breach: it confirms that."""
    whole = score("A", verdict, verdict)
    denied = replace(whole.path[0], contested=True)

    found = pattern(replace(whole, path=(denied, whole.path[1]), contested=True))

    assert (found.decided, found.measures[0].decided) == (decided, decided)
    assert found.kept + found.not_kept == sum(one.decided for one in found.years)


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ([(KEPT, KEPT)], "consistently kept"),
        ([(BROKEN, BROKEN)], "consistently not kept"),
        ([(KEPT, KEPT), (BROKEN, BROKEN)], "consistently kept in part"),
    ],
)
def test_a_steady_breach_does_not_read_as_praise(
    paths: list[tuple[Verdict, ...]], words: str
) -> None:
    """Consistent breach is consistent, and must be told as breach."""
    found = pattern(*(score(f"M{n}", *path) for n, path in enumerate(paths)))

    assert found.over_time is Pattern.CONSISTENT
    assert str(found).startswith(f"CHN: {words} over time")


@given(
    st.lists(
        st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=6),
        min_size=1,
        max_size=5,
    )
)
def test_no_verdict_is_lost_or_counted_twice(paths: list[list[Verdict]]) -> None:
    """Kept, not kept and unverifiable add up, in all and in each year."""
    scores = [score(f"M{n}", *path) for n, path in enumerate(paths)]
    found = pattern(*scores)
    counts = [len((*y.kept, *y.not_kept, *y.unverifiable)) for y in found.years]

    assert sum(counts) == found.verdicts == sum(len(path) for path in paths)
    assert found.kept + found.not_kept == found.decided
    assert found.differs or found.over_time in (
        Pattern.CONSISTENT,
        Pattern.UNVERIFIABLE,
    )


@given(st.lists(st.sampled_from([KEPT, BROKEN, OPEN]), min_size=1, max_size=8))
def test_time_reversed_turns_a_rise_into_a_lapse(path: list[Verdict]) -> None:
    """The definitions treat both directions alike."""
    mirror = {Pattern.IMPROVING: Pattern.LAPSING, Pattern.LAPSING: Pattern.IMPROVING}
    there = pattern(score("A", *path)).over_time
    back = pattern(score("A", *reversed(path))).over_time

    assert back is mirror.get(there, there)


def test_every_state_on_record_has_every_year_since_the_first_measure() -> None:
    """From 2006 to the end of the record; years without figures are unverifiable."""
    found = {one.state: one for one in patterns(embedded().scorecard)}
    last = embedded().until.year

    assert set(found) == {*embedded().states, WORLD}
    for state in embedded().states:
        assert [y.year for y in found[state].years] == list(range(2006, last + 1))
        for year in found[state].years[:10]:
            assert not year.kept
            assert year.unverifiable


def test_every_path_runs_from_the_measure_to_its_end_without_a_gap() -> None:
    """A year that nobody recorded stands in the path as unverifiable."""
    bans = [s for s in embedded().scorecard if s.yardstick is Yardstick.MONTHS_BEFORE]
    for one in bans:
        ends = [step.period.end for step in one.path]
        starts = [step.period.start for step in one.path]

        assert starts[0] == one.since
        assert ends[:-1] == starts[1:]


def test_china_s_record_is_partial_in_2017() -> None:
    """Coal was landed under the ban while iron and seafood were not."""
    china = next(p for p in patterns(embedded().scorecard, body="UN"))

    assert china.state == "CHN"
    assert 2017 in china.partial_years
    assert china.over_measures is Pattern.PARTIAL
    assert china.is_thin
