"""Promises about records that hardly allow an estimate: nil, far back, constant."""

import pytest

from tests.compliance.counterfactual.lines import history, named, noisy
from tests.compliance.counterfactual.test_estimating import asked
from yalu.compliance.counterfactual import Method, Scale


def nils(every: int) -> dict[str, float]:
    """Return amounts of which each so many months one is nil."""
    return {
        m: 0.0 if place % every == 0 else a
        for place, (m, a) in enumerate(noisy().items())
    }


def test_nil_months_before_are_foreseen_as_often_as_they_were() -> None:
    """There is no logarithm of nothing: a share of months, and what the others hold."""
    answer, full = asked(history(nils(6))), asked(history(noisy()))

    assert answer.scale is Scale.HURDLE
    assert any("12 of 72 months before are nil" in told for told in answer.reasons)
    assert {one.expected.low for one in answer.months} == {0.0}
    assert answer.whole is not None
    assert full.whole is not None
    share = answer.whole.expected.value / full.whole.expected.value  # type: ignore[operator]
    assert share == pytest.approx(60 / 72, abs=0.05)


@pytest.mark.parametrize(
    ("nil", "method"), [(36, Method.STRUCTURAL), (37, Method.NONE)]
)
def test_where_most_months_are_nil_nothing_is_foreseen(
    nil: int, method: Method
) -> None:
    """Of 72 months 36 are half, and 37 more."""
    even = [m for place, m in enumerate(noisy()) if place % 2 == 0]
    lost = {*[*even[:36], "2015-12"][:nil]}

    answer = asked(history({m: 0.0 if m in lost else a for m, a in noisy().items()}))

    assert answer.method is method
    assert any("nil" in reason for reason in answer.reasons)


@pytest.mark.parametrize(
    ("lead", "gap", "tail", "method"),
    [
        (24, 24, 24, Method.STRUCTURAL),
        (24, 60, 24, Method.STRUCTURAL),
        (24, 60, 23, Method.NONE),
    ],
)
def test_what_lies_beyond_a_long_gap_is_not_learnt_from(
    lead: int, gap: int, tail: int, method: Method
) -> None:
    """Half of the months learnt from are on record, up to the measure."""
    span = named("2005-01..2015-12")[-(lead + gap + tail) :]
    kept = [*span[:lead], *span[lead + gap :]]
    wild = {m: 1e6 * (1 + place % 3) for place, m in enumerate(kept[:lead])}
    calm = {m: 100.0 + place % 7 for place, m in enumerate(kept[lead:])}
    under = dict.fromkeys(named("2016-01..2016-12"), 50.0)

    answer = asked(history(wild | calm | under))

    assert (answer.method is method) or method is Method.NONE
    assert (answer.method is Method.STRUCTURAL) == (method is Method.STRUCTURAL)
    told = any("too far back: 24" in reason for reason in answer.reasons)
    assert told == (gap == 60 and method is Method.STRUCTURAL)


@pytest.mark.parametrize(
    "periods", [named("2010-01..2015-12"), [str(year) for year in range(2010, 2016)]]
)
def test_what_never_changed_teaches_no_interval(periods: list[str]) -> None:
    """An interval of no width would come from rounding alone."""
    amounts = dict.fromkeys([*periods, "2016"], 2800.0)

    answer = asked(history(amounts), checks=True)

    assert answer.method is Method.NONE
    assert answer.compliance is None
    assert answer.placebos == ()
    assert any("Constant before" in reason for reason in answer.reasons)


def test_a_year_that_repeats_itself_teaches_no_interval() -> None:
    """A season without any error is no trade that anybody recorded."""
    amounts = {m: 100.0 + 10 * int(m[-2:]) for m in named("2010-01..2016-12")}

    answer = asked(history(amounts))

    assert answer.method is Method.NONE
    assert any("Constant before" in reason for reason in answer.reasons)


def test_what_the_record_does_not_limit_is_told_without_a_percentage() -> None:
    """A median of an interval of a factor of a hundred is no headline."""
    wild = {m: 10.0 ** (place % 5) for place, m in enumerate(named("2014-01..2016-12"))}

    answer = asked(history(wild))

    assert answer.whole is not None
    assert not answer.is_limited
    assert answer.compliance is None
    assert "the record does not limit" in str(answer)
    assert "Compliance is" not in str(answer)


def test_the_goods_that_are_counted_are_named() -> None:
    """A ban on ten goods of which one is on record is not an estimate of ten."""
    assert "coal from the target (counted: HS 2701;" in str(asked(history(noisy())))
