"""What was known of the law on a day, one promise per test."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yalu.errors import SchemaError
from yalu.library import available, load
from yalu.regime import Regime, rule

REGIMES = st.sampled_from(available()).map(load)
DAYS = st.dates(date(1985, 1, 1), date(2026, 12, 31))
SOON = st.integers(-400, 4_000).map(timedelta)


def days_of(regime: Regime) -> list[date]:
    """Return the days on which something was published, in order."""
    return sorted({text.published_on for text in regime.instruments})


@given(regime=REGIMES, as_of=DAYS, on=DAYS)
def test_the_regime_of_a_day_has_in_force_what_was_known_then(
    regime: Regime, as_of: date, on: date
) -> None:
    """Two ways to ask the same thing must not differ."""
    assume(as_of >= regime.first_published_on)
    known = regime.known_by(as_of)

    assert known.in_force(on=on) == tuple(
        known.measure(measure.id) for measure in regime.in_force(on=on, as_of=as_of)
    )


@pytest.mark.parametrize("name", available())
def test_the_law_of_a_day_refers_to_nothing_that_came_later(name: str) -> None:
    """A text in force already may carry out one that is adopted years afterwards."""
    regime = load(name)
    for day in days_of(regime):
        known = regime.known_by(day)
        named = {
            reference
            for m in known.measures.values()
            for reference in (
                *m.replaces,
                *m.applies_to,
                *(m.differs.implements if m.differs else ()),
            )
        }
        texts = {name for text in known.instruments for name in text.implements}

        assert named <= {*known.measures, "*"}
        assert texts <= {text.id for text in known.instruments}


@given(regime=REGIMES, before=st.integers(1, 9_000).map(timedelta))
def test_a_day_before_all_law_is_told_with_the_first_that_works(
    regime: Regime, before: timedelta
) -> None:
    """Whoever asks too early learns the day from which there is an answer."""
    first = regime.first_published_on

    assert regime.known_by(first).measures
    with pytest.raises(SchemaError, match=f"published on {first}"):
        regime.known_by(first - before)


@given(regime=REGIMES, after=SOON)
def test_a_ruling_by_what_was_known_before_all_law_says_so(
    regime: Regime, after: timedelta
) -> None:
    """Silence of a library that had not begun is no permission."""
    first = regime.first_published_on
    ruling = rule(
        regime,
        goods="270112",
        exporter=regime.target,
        on=regime.last_checked_on,
        as_of=first + after,
    )

    doubted = any(f"first text was published on {first}" in d for d in ruling.doubts)

    assert doubted == (after < timedelta())
