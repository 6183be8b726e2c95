"""What is said of the levers of a scenario: one sentence each, with names and days."""

from datetime import date
from decimal import Decimal

import pytest

from yalu.quantities import Unit
from yalu.regime import Direction
from yalu.report.levers import levers
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    ForcedMove,
    Held,
    LawChange,
    LawChangeKind,
    MoveKind,
    Scenario,
)
from yalu.scenario.shipped import shipped

ALL = Scenario(
    id="all",
    title="All levers",
    question="What of all?",
    law=(
        LawChange(kind=LawChangeKind.REPEAL, instrument="unsc-2397", since=0),
        LawChange(kind=LawChangeKind.REPEAL, measure="UN-2371-8-coal", since=0),
        LawChange(
            kind=LawChangeKind.SET_CAP,
            measure="UN-2397-5",
            quantity=Decimal(250_000),
            unit=Unit.BARREL,
        ),
        LawChange(
            kind=LawChangeKind.ADD,
            measure="no-oil",
            codes=("2709", "2710"),
            direction=Direction.TO_TARGET,
            since=12,
            words="crude and products",
        ),
        LawChange(kind=LawChangeKind.SET_DATE, measure="X", until=date(2028, 1, 1)),
    ),
    enforcement=(EnforcementPath(state="CHN", low=0.9, high=1.0, since=6, until=24),),
    support=(Held(level="strong"),),
    capacity={"crude": 500.0},
    posture=(Held(level="eased", since=0),),
    votes=(Held(level="refuse"),),
    moves=(ForcedMove(kind=MoveKind.TEST, on=date(2027, 4, 1)),),
    closures=(Closure(since=0, until=36, depth=0.9),),
    parameters={"patron_commerce": 0.5},
    uncertain={"crude": (0.0, 100.0)},
)


@pytest.fixture(scope="module")
def told() -> list[str]:
    """Return the sentences with plain spaces and dashes."""
    return [
        words.replace("\u00a0", " ").replace("\u2013", "-") for words in levers(ALL)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Repealed: resolution 2397 and the ban on coal (UN-2371-8-coal).",
        (
            "The cap on refined petroleum products, diesel and kerosene among them "
            "(UN-2397-5) becomes 250,000 bbl a year."
        ),
        (
            "New law no-oil: a ban on HS 2709 and 2710 to target from month 12 on "
            "(crude and products)."
        ),
        "X binds until 1 January 2028.",
        (
            "China carries out 90-100 % of the law from month 6 until month 24, "
            "whatever it would choose."
        ),
        "Support of Russia is held at strong.",
        (
            "Russia can stand in for at most 500 a year of crude (thousand tonnes for "
            "oil, million USD for all else)."
        ),
        "Posture of Washington is held at eased.",
        "China's vote on every text is held at refuse.",
        "On 1 April 2027 North Korea tests a nuclear device or launches at long range.",
        "The border is closed until month 36: it stops 90 % of trade.",
        "The parameter patron_commerce of the game is 0.5, and all know it.",
        "What is not known of crude lies between 0 and 100.",
    ],
)
def test_a_lever_is_told_with_names_and_days(told: list[str], words: str) -> None:
    """Nothing that is set is passed over."""
    assert words in told


def test_every_lever_has_its_sentence(told: list[str]) -> None:
    """Repeals of one span share one."""
    assert len(told) == 13


def test_the_baseline_sets_nothing() -> None:
    """And nothing is said to be set."""
    assert levers(Scenario.baseline()) == ()


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.id)
def test_the_levers_of_what_comes_with_yalu_can_be_told(one: Scenario) -> None:
    """A lever without words would be a lever that no reader sees."""
    assert bool(levers(one)) is not one.is_baseline
    assert all(words.endswith(".") for words in levers(one))
