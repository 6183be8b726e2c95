"""What apparent breaches promise, one promise per test."""

from decimal import Decimal
from typing import Any

from tests.compliance.worlds import RESOLUTION, flow, laws, table, world
from yalu.compliance import Breach, assess, breaches, screen
from yalu.compliance.statement import Amount


def screened(*rows: dict[str, Any]) -> tuple[Breach, ...]:
    """Return the breaches in screened flows."""
    return breaches(screen(table(rows), laws(world(RESOLUTION)), target="PRK"))


def settled(*rows: dict[str, Any]) -> tuple[Breach, ...]:
    """Return the breaches in flows that may overlap."""
    return assess(world(RESOLUTION), table(rows)).breaches


def exact(number: int) -> Amount:
    """Return a range of one number."""
    return Amount(Decimal(number), Decimal(number))


def test_bounds_run_from_the_sure_to_everything_possible() -> None:
    """A chapter may hold coal, a heading does."""
    rows = [flow("2015-06", value=100), flow("2015-06", "27", 40)]

    (breach,) = screened(*rows)

    assert breach.value_usd == Amount(Decimal(100), Decimal(140))
    assert (breach.records_sure, breach.records_possible) == (1, 1)


def test_trade_under_a_cap_is_no_breach() -> None:
    """The ledger decides how much was too much."""
    assert not screened(flow("2016-02", "271012", direction="export"))
    assert not settled(flow("2016-02", "271012", direction="export"))


def test_a_recorded_nil_is_no_breach_and_an_unknown_amount_is() -> None:
    """Something moved, nobody says how much."""
    assert not screened(flow("2015-06", value=0))
    (breach,) = screened(flow("2015-06", value=None))

    assert breach.value_usd is None
    assert breach.records_sure == 1


def test_every_kind_of_frame_gives_the_same_breaches() -> None:
    """The rows are read the same way whatever engine screened."""
    rows = table([flow("2015-06"), flow("2015-05", quantity=3, unit="t")])
    found = screen(rows, laws(), target="PRK")

    assert breaches(found) == breaches(found.to_pandas())


def test_overlapping_statements_are_settled_before_they_count() -> None:
    """The year holds the month."""
    found = settled(flow("2016-02", value=10), flow("2016", value=100))

    total = sum(b.value_usd.low for b in found if b.value_usd is not None)
    assert total == 100


def test_clean_flows_give_the_same_sure_amounts_either_way() -> None:
    """Two roads to one figure check each other."""
    rows = [flow("2015-06", value=7), flow("2016-03", "7403", 5), flow("2015-04")]

    by_screen = {(b.measure, b.period): b.value_usd for b in screened(*rows)}
    by_statement = {(b.measure, b.period): b.value_usd for b in settled(*rows)}

    assert by_screen == by_statement


def test_evidence_and_sources_follow_the_statements() -> None:
    """A breach without its source is an accusation."""
    (breach,) = settled(flow("2015-06", source="A;B", evidence="alleged"))

    assert breach.sources == ("A", "B")
    assert breach.evidence == "alleged"
