"""The shelf: what the pages show, part by part, each built once.

The law is read in a moment, the report takes minutes. So that a page answers at once,
each part is built in a thread of its own, after the start or when it is first asked
for, and never twice. Who asks for a part that is not ready learns when to come back.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from yalu.errors import YaluError

__all__ = ["NotReadyError", "Part", "Shelf"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)


class NotReadyError(Exception):
    """A part of the shelf is still being built.

    Attributes
    ----------
    part : Part
        Which one.

    """

    def __init__(self, part: "Part[Any]") -> None:
        super().__init__(
            f"{part.words}: still being worked out. Ask again in a moment."
        )
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part(Generic[_T_co]):
    """One thing that pages show.

    Attributes
    ----------
    name : str
        Its name, none twice.
    words : str
        What is being worked out, for readers, e.g. ``"The scorecard"``.
    make : callable
        Builds it, given the shelf, from which it may `Shelf.take` other parts; no two
        parts may need each other.

    """

    name: str
    words: str
    make: Callable[["Shelf"], _T_co]


@dataclass(slots=True)
class _Place:
    """Where one part stands."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    is_started: bool = False
    is_ready: bool = False
    value: Any = None
    fault: BaseException | None = None


class Shelf:
    """What the app shows.

    Parameters
    ----------
    seed : int
        Where chance begins in what is estimated.
    regime : str
        The regime that pages open with.

    Examples
    --------
    >>> answer = Part(name="answer", words="The answer", make=lambda shelf: 42)
    >>> shelf = Shelf(seed=1)
    >>> shelf.is_ready(answer), shelf.take(answer), shelf.is_ready(answer)
    (False, 42, True)

    """

    def __init__(self, *, seed: int, regime: str = "dprk") -> None:
        self.seed = seed
        self.regime = regime
        self._places: dict[str, _Place] = {}
        self._door = threading.Lock()

    def put(self, part: Part[_T], value: _T) -> None:
        """Put a part on the shelf that was built elsewhere."""
        place = self._place(part)
        with place.lock:
            place.value, place.is_ready, place.is_started = value, True, True

    def standing(self) -> dict[str, bool]:
        """Return every part that was asked for, and whether it is ready."""
        with self._door:
            return {name: place.is_ready for name, place in self._places.items()}

    @property
    def is_building(self) -> bool:
        """Whether anything is being built, or waits to be."""
        with self._door:
            return any(
                place.is_started and not place.is_ready and place.fault is None
                for place in self._places.values()
            )

    def is_ready(self, part: Part[Any]) -> bool:
        """Return whether a part can be had at once."""
        return self._place(part).is_ready

    def get(self, part: Part[_T]) -> _T:
        """Return a part that is ready; else have it built meanwhile.

        Raises
        ------
        NotReadyError
            If it is still being built.
        YaluError
            If it could not be built, with what hindered it.

        """
        place = self._place(part)
        if place.fault is not None:
            raise place.fault
        if place.is_ready:
            return cast("_T", place.value)
        self.start(part)
        raise NotReadyError(part)

    def take(self, part: Part[_T]) -> _T:
        """Return a part, building it first if need be, however long it takes.

        Raises
        ------
        YaluError
            If it could not be built.

        """
        place = self._place(part)
        with place.lock:
            if place.fault is not None:
                raise place.fault
            if not place.is_ready:
                place.is_started = True
                try:
                    place.value = part.make(self)
                except BaseException as fault:
                    place.fault = fault
                    raise
                place.is_ready = True
        return cast("_T", place.value)

    def start(self, *parts: Part[Any]) -> None:
        """Have parts built in the background, one after the other, each only once."""
        with self._door:
            due = []
            for part in parts:
                place = self._places.setdefault(part.name, _Place())
                if not place.is_started:
                    place.is_started = True
                    due.append(part)
        if due:
            # A thread that does not hold up the end of the program.
            threading.Thread(target=self._build, args=(due,), daemon=True).start()

    def close(self) -> None:
        """Have every part that holds something outside this program let go of it.

        Such a part has a method ``close``, for instance one that keeps files.
        """
        with self._door:
            held = [place.value for place in self._places.values() if place.is_ready]
        for value in held:
            let_go = getattr(value, "close", None)
            if callable(let_go):
                let_go()

    def _build(self, parts: list[Part[Any]]) -> None:
        for part in parts:
            try:
                self.take(part)
            except YaluError as fault:
                _log.warning("%s could not be worked out: %s", part.words, fault)
            except Exception:  # noqa: BLE001 - who asks for the part is told; others go on
                _log.exception("%s could not be worked out", part.words)

    def _place(self, part: Part[Any]) -> _Place:
        with self._door:
            return self._places.setdefault(part.name, _Place())
