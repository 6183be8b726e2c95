"""What the report says of how the law grew."""

from datetime import date

from yalu.regime import Direction
from yalu.report import Dossier, lawmaking
from yalu.report.following import lags


def test_a_class_holds_the_whole_chain_of_a_good(dossier: Dossier) -> None:
    """Coal went from a ban with an exception over two caps to a ban."""
    coal = {m.id for m in lawmaking.classes(dossier.regime)["coal"]}

    assert {
        "UN-2270-29-coal",
        "UN-2321-26b-2016",
        "UN-2321-26b-2017",
        "UN-2371-8-coal",
        "CN-2017-40",
    } <= coal


def test_every_common_measure_on_goods_is_in_one_class(dossier: Dossier) -> None:
    """A measure told twice, or not at all, would falsify the counts."""
    regime = dossier.regime
    placed = [
        m.id
        for measures in lawmaking.classes(regime).values()
        for m in measures
        if regime.instrument_of(m).body == "UN"
    ]
    expected = [
        m.id
        for m in regime.known()
        if lawmaking.is_about_goods(m) and regime.instrument_of(m).body == "UN"
    ]

    assert sorted(placed) == sorted(expected)


def test_china_followed_2397_after_fifteen_days(dossier: Dossier) -> None:
    """Adopted 22 December 2017 in New York, in effect 6 January 2018."""
    found = [
        lag.days
        for lag in lags(dossier.regime, "CHN")
        if lag.instrument.id == "unsc-2397" and lag.is_trade
    ]

    assert found == [15]


def test_no_text_is_said_to_have_been_followed_before_it_was_adopted(
    dossier: Dossier,
) -> None:
    """An older announcement may already do what a new text asks; that is no lag."""
    assert all(lag.days >= 0 for lag in lags(dossier.regime, "CHN"))


def test_the_last_count_is_what_is_in_force(dossier: Dossier) -> None:
    """The line must end where the law stands."""
    counts = lawmaking.counts_of(dossier.regime, dossier.on)
    last = [c for c in counts if c.body == "China"][-1]
    own = [
        m
        for m in dossier.regime.in_force(on=dossier.on)
        if dossier.regime.instrument_of(m).body == "CHN"
    ]

    assert (last.day, last.measures_in_force) == (dossier.on, len(own))


def test_bars_are_open_exactly_on_the_days_of_their_measure(dossier: Dossier) -> None:
    """The day a measure ends is the first day without it."""
    bars = lawmaking.bars_of(dossier.regime, ["UN"], date(2026, 1, 1))
    cap = next(bar for bar in bars if bar.measure == "UN-2321-26b-2017")

    assert cap.direction is Direction.FROM_TARGET
    assert cap.open_on(date(2017, 8, 4))
    assert not cap.open_on(date(2017, 8, 5))
