"""Scenarios written as files."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.files import RICH
from yalu.quantities import Unit
from yalu.regime import Direction
from yalu.scenario.form import MOST_MONTHS
from yalu.scenario.reading import scenario_of
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
from yalu.scenario.writing import toml_of

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40
).filter(lambda text: text == text.strip() and bool(text))
SHARES = st.floats(0, 1)
EARLY, LATE = st.integers(0, 30), st.integers(31, MOST_MONTHS)
HALVES = st.tuples(EARLY | st.none(), LATE | st.none())


def _span(pair: tuple[int | None, int | None], **given_: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"since": pair[0], "until": pair[1], **given_}


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Return scenarios with one part at most in each table, so that none overlap."""
    low, high = sorted((draw(SHARES), draw(SHARES)))
    amount = draw(st.decimals(0, 10**9, places=3))
    new = LawChange(
        kind=LawChangeKind.ADD,
        measure="new-law",
        codes=("2709", "27"),
        direction=draw(st.sampled_from([Direction.TO_TARGET, Direction.BOTH])),
        quantity=amount,
        unit=draw(st.sampled_from([Unit.TONNE, Unit.USD])),
        words=draw(TEXT | st.just("")),
        **_span(draw(HALVES)),
    )
    ended = LawChange(
        kind=LawChangeKind.REPEAL, instrument="unsc-2371", **_span(draw(HALVES))
    )
    cap = LawChange(
        kind=LawChangeKind.SET_CAP,
        measure="UN-2397-5",
        quantity=Decimal(draw(st.integers(0, 10**12))),
        unit=Unit.BARREL,
        **_span(draw(HALVES)),
    )
    path = EnforcementPath(
        state="CHN", lines=("coal",), low=low, high=high, **_span(draw(HALVES))
    )
    return Scenario(
        id="drawn",
        title=draw(TEXT),
        question=draw(TEXT),
        note=draw(TEXT | st.just("")),
        start=draw(st.sampled_from([None, date(2027, 4, 1)])),
        months=MOST_MONTHS,
        law=tuple(draw(st.permutations([new, ended, cap]))),
        enforcement=(path,),
        support=(Held(level="weak", **_span(draw(HALVES))),),
        capacity=draw(st.dictionaries(st.sampled_from(["coal", "crude"]), SHARES)),
        posture=(Held(level="eased", **_span(draw(HALVES))),),
        votes=(Held(level="accept", **_span(draw(HALVES))),),
        moves=(ForcedMove(kind=draw(st.sampled_from(MoveKind)), on=draw(EARLY)),),
        closures=(Closure(depth=draw(SHARES | st.none()), **_span(draw(HALVES))),),
        uncertain=draw(
            st.dictionaries(st.just("recovery"), st.just((low, high)), max_size=1)
        ),
        sources=tuple(draw(st.lists(TEXT, max_size=2, unique=True))),
    )


@settings(max_examples=60)
@given(scenarios())
def test_what_is_written_reads_as_what_it_was(scenario: Scenario) -> None:
    """A round trip through the file loses nothing, not one digit."""
    assert scenario_of(toml_of(scenario), "drawn.toml") == scenario


def test_what_is_shipped_can_be_written_and_read() -> None:
    """A shipped file is the start of a file of one's own."""
    for one in shipped():
        assert scenario_of(toml_of(one), "shipped.toml") == one


def test_a_file_with_every_table_survives_being_written() -> None:
    """Two parts of a table stay two, in their order."""
    rich = scenario_of(RICH, "rich.toml")

    assert scenario_of(toml_of(rich), "rich.toml") == rich
