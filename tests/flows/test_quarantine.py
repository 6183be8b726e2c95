"""What the quarantine promises."""

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pytest

from yalu.errors import SchemaError
from yalu.flows import PLACES, FlowTable, Quarantine, ReadResult, Rule
from yalu.flows.quarantine import Note, reason_of, remedy_of

Flows = Callable[..., FlowTable]


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_a_reason_and_a_remedy_with_and_without_detail(
    rule: Rule,
) -> None:
    """No rule may break without saying what to do."""
    assert reason_of(rule)
    assert "{" not in remedy_of(rule, None)
    assert "{" not in remedy_of(rule, "x")


def test_counts_that_do_not_add_up_cannot_be_returned(flows: Flows) -> None:
    """Read is kept plus quarantined, or there is no result."""
    places = pa.Table.from_pylist([{"file": "a", "row": 2}], schema=PLACES)
    good = ReadResult(
        flows=flows({}),
        places=places,
        quarantine=Quarantine.of([]),
        read=1,
        kept=1,
        quarantined=0,
    )

    with pytest.raises(SchemaError, match="expected them to add up"):
        replace(good, read=2)
    with pytest.raises(SchemaError, match="expected them to add up"):
        replace(good, read=2, kept=2)
    with pytest.raises(SchemaError, match="expected them to add up"):
        replace(good, places=places.slice(1))


def test_reasons_are_counted_the_most_frequent_first() -> None:
    """The summary starts with what matters most."""
    rows = [{"file": "a", "row": n, "reason": "x"} for n in range(2)]
    held = Quarantine.of([{"file": "a", "row": 9, "reason": "a"}, *rows])

    assert list(held.reasons.items()) == [("x", 2), ("a", 1)]


def test_nothing_joined_is_an_empty_quarantine() -> None:
    """No file, no fault."""
    assert len(Quarantine.joined([])) == 0


def test_a_note_without_a_count_concerns_the_file() -> None:
    """It does not pretend to have counted."""
    assert str(Note("a.csv", 0, "columns not read: x")) == "a.csv: columns not read: x"
