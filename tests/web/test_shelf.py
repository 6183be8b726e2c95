"""Promises about the shelf."""

import io
import threading
import time
from collections.abc import Callable

import pytest

from yalu.errors import SchemaError
from yalu.web.shelf import NotReadyError, Part, Shelf


def part(make: Callable[[Shelf], str]) -> Part[str]:
    """Return a part that is built so."""
    return Part(name="part", words="The part", make=make)


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, in a test that would else fail."""
    for _ in range(500):
        if is_so():
            return
        time.sleep(0.01)
    pytest.fail("it never came to be")


def test_a_part_is_built_once_however_many_ask_for_it() -> None:
    """What takes minutes must not be worked out by each reader."""
    built: list[int] = []
    gate = threading.Event()

    def make(_: Shelf) -> str:
        gate.wait(5)
        built.append(1)
        return "value"

    shelf, wanted = Shelf(seed=1), part(make)
    shelf.start(wanted, wanted)
    askers = [threading.Thread(target=shelf.take, args=(wanted,)) for _ in range(4)]
    for asker in askers:
        asker.start()
    with pytest.raises(NotReadyError):
        shelf.get(wanted)
    gate.set()
    for asker in askers:
        asker.join(5)

    assert built == [1]
    assert shelf.get(wanted) == "value"


def test_asking_for_a_part_has_it_built_meanwhile() -> None:
    """Nobody needs to know beforehand what will be asked for."""
    shelf, wanted = Shelf(seed=1), part(lambda _: "value")

    with pytest.raises(NotReadyError, match="The part: still being worked out"):
        shelf.get(wanted)

    wait_for(lambda: shelf.is_ready(wanted))
    assert shelf.get(wanted) == "value"


def test_a_part_that_cannot_be_built_says_why_to_everybody() -> None:
    """A failure that is hidden looks like work that never ends."""

    def make(_: Shelf) -> str:
        msg = "data: found nothing; expected a table. Build it."
        raise SchemaError(msg)

    shelf, wanted = Shelf(seed=1), part(make)
    shelf.start(wanted)
    wait_for(lambda: not shelf.is_building)

    for ask in (shelf.get, shelf.take):
        with pytest.raises(SchemaError, match="Build it"):
            ask(wanted)


def test_one_failure_does_not_keep_other_parts_from_being_built() -> None:
    """The law is of use without the report."""

    def make(_: Shelf) -> str:
        raise RuntimeError

    good = Part(name="good", words="Good", make=lambda _: "value")
    shelf = Shelf(seed=1)
    shelf.start(part(make), good)

    wait_for(lambda: shelf.is_ready(good))
    assert shelf.standing() == {"part": False, "good": True}


def test_a_part_may_rest_on_another() -> None:
    """Figures come from sections, and those from the dossier."""
    first = part(lambda _: "value")
    second = Part(
        name="second", words="Second", make=lambda shelf: f"{shelf.take(first)}!"
    )

    assert Shelf(seed=1).take(second) == "value!"


def test_a_closed_shelf_lets_go_of_what_its_parts_hold() -> None:
    """Files that visitors sent must not outlive the service."""
    held = io.StringIO()
    shelf = Shelf(seed=1)
    shelf.put(Part(name="file", words="A file", make=lambda _: held), held)
    shelf.put(part(lambda _: "value"), "value")

    shelf.close()

    assert held.closed


def test_what_is_put_on_the_shelf_is_not_built() -> None:
    """Tests and other programs bring their own parts."""

    def make(_: Shelf) -> str:
        raise AssertionError

    shelf, wanted = Shelf(seed=1), part(make)
    shelf.put(wanted, "brought")

    assert shelf.get(wanted) == "brought"
