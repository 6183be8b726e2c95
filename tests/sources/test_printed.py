"""What the range of a printed number promises."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yalu.sources.printed import Spread, evaluate, printed, spread_of

AMOUNTS = st.decimals(min_value=1, max_value=9999, places=2)
CHANGES = st.decimals(min_value="-0.9", max_value="0.9", places=3)
FORMULAS = st.one_of(
    st.builds("{}-{}+{}".format, AMOUNTS, AMOUNTS, AMOUNTS),
    st.builds("{}/(1-{})".format, AMOUNTS, CHANGES.map(abs)),
    st.builds("{}*{}/{}".format, AMOUNTS, AMOUNTS, AMOUNTS),
    st.builds("({}-{})/exact(2)".format, AMOUNTS, AMOUNTS),
    st.integers(min_value=0, max_value=10**9).map(str),
)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("215.97", "215.965", "215.975"),
        ("0.774", "0.7735", "0.7745"),
        ("268.00", "267.995", "268.005"),
        ("54", "53.5", "54.5"),
        ("500000", "450000", "550000"),
        ("3800000", "3750000", "3850000"),
        ("100.", "99.5", "100.5"),
        ("1.", "0.5", "1.5"),
        ("1.20", "1.195", "1.205"),
        ("0.0", "-0.05", "0.05"),
    ],
)
def test_a_number_stands_for_half_a_unit_of_its_last_digit(
    text: str, low: str, high: str
) -> None:
    """Idle zeros of a whole number are no digits, those behind a point are."""
    assert printed(text) == Spread(Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["0", "1"])
def test_a_nil_and_the_whole_are_exact(text: str) -> None:
    """The 1 from which a change is taken was never rounded, nor was nothing at all."""
    assert printed(text) == Spread(Decimal(text), Decimal(text))


def test_a_range_is_written_without_exponent() -> None:
    """A reader of the digits must find them."""
    assert [str(end) for end in (printed("500000").low, printed("500000").high)] == [
        "450000",
        "550000",
    ]


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        # 215.965 - 58.915 and 215.975 - 58.905
        ("215.97-58.91", "157.05", "157.07"),
        ("310-54", "250.5", "261.5"),
        ("4910+340", "5240", "5260"),
        ("(4910+340)/exact(2)", "2620", "2630"),
        # 47.085 / 0.2265 = 207.881.. and 47.095 / 0.2255 = 208.847..
        ("47.09/(1-0.774)", "207.88", "208.85"),
        # 104 printed as 103.5 to 104.5; 103.5/1.3735 = 75.3549, 104.5/1.3725 = 76.1384
        ("104/1.373", "75.354", "76.139"),
        # 0.39965 * 2841.475 = 1135.5954.., 0.39975 * 2841.485 = 1135.8836.., point 1136
        ("0.3997*2841.48", "1135.5", "1136"),
        # 2650 / 3.5 = 757.1428.., 2750 / 2.5
        ("2700/3", "757.14", "1100"),
        ("126+100+0.57+0", "176.065", "277.075"),
    ],
)
def test_a_formula_is_worked_out_with_the_ranges(
    formula: str, low: str, high: str
) -> None:
    """The ends are met by the extremes of each number, rounded outward."""
    found = spread_of(formula)

    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@given(FORMULAS)
def test_the_point_lies_within_its_range(formula: str) -> None:
    """Even where keeping four digits moves the point."""
    found = spread_of(formula)

    assert found.low <= evaluate(formula) <= found.high


@given(AMOUNTS, AMOUNTS, CHANGES.map(abs))
def test_every_reading_of_the_digits_lies_within(
    a: Decimal, b: Decimal, change: Decimal
) -> None:
    """Any true figures that print as these lead to a result inside."""
    assume(change)
    found = spread_of(f"{a}/(1-{change})-{b}")

    for shift in (Decimal("0.0049"), Decimal("-0.0049")):
        true = (a + shift) / (1 - change - shift / 10) - b + shift
        assert found.low <= true <= found.high


@given(AMOUNTS)
def test_fewer_printed_digits_never_narrow_a_range(a: Decimal) -> None:
    """Dropping a digit makes the print say less, not more."""
    fine, coarse = printed(f"{a:.2f}"), printed(f"{a:.1f}")

    assert coarse.high - coarse.low >= fine.high - fine.low
    assert coarse.low <= a <= coarse.high


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_wider_inputs_never_narrow_a_result(
    a: Decimal, b: Decimal, more: Decimal
) -> None:
    """Each operation keeps all that its inputs allow."""
    one, other = Spread(a, a + 1), Spread(b, b + 1)
    wide = Spread(a - more, a + 1 + more)

    for narrow, broad in (
        (one + other, wide + other),
        (one - other, wide - other),
        (other - one, other - wide),
        (one * other, wide * other),
        (one / other, wide / other),
    ):
        assert broad.low <= narrow.low
        assert narrow.high <= broad.high


def test_a_divisor_that_may_be_zero_is_refused() -> None:
    """Its result could be anything."""
    with pytest.raises(ZeroDivisionError, match=r"may be zero, -0\.05 to 0\.05"):
        spread_of("2/0.0")


@pytest.mark.parametrize(
    "formula", ["exact(1+1)", "exact(2, 3)", "exact(n=2)", "about(2)", "exact()"]
)
def test_only_a_number_can_be_marked_exact(formula: str) -> None:
    """A mark is a statement about one printed number."""
    with pytest.raises(SyntaxError):
        evaluate(formula)
