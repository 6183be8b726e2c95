"""What streams promise: kinds that are counted together, by who acted."""

import pytest

from tests.cycle.logbook import event
from yalu.cycle import DPRK_STREAMS, Stream
from yalu.errors import SchemaError
from yalu.events import EventKind


def test_a_stream_without_a_kind_is_refused() -> None:
    """It would be empty for ever and look like peace."""
    with pytest.raises(SchemaError, match="at least one"):
        Stream(name="none", label="nothing", kinds=())


def test_an_event_of_another_actor_is_not_counted() -> None:
    """What Russia warns of is no pressure by China."""
    pressure = next(s for s in DPRK_STREAMS if s.name == "patron_pressure")
    by_china = event(EventKind.PATRON_WARNING, "2016-01-01")
    by_russia = event(EventKind.PATRON_WARNING, "2016-01-01", actor="RUS")
    by_both = event(EventKind.PATRON_WARNING, "2016-01-01", actor="RUS+CHN")

    held = [pressure.holds(one) for one in (by_china, by_russia, by_both)]

    assert held == [True, False, True]


def test_no_kind_is_counted_in_two_streams() -> None:
    """Else one event would act twice."""
    kinds = [kind for stream in DPRK_STREAMS for kind in stream.kinds]

    assert len(kinds) == len(set(kinds))
