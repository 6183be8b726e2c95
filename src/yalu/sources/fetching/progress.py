"""How far a fetch has come, told to whoever wants to show it."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Progress", "Tell", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How much of one thing is done.

    Attributes
    ----------
    what : str
        The thing, in a few words.
    done : int
        How much of it, in `unit`.
    total : int or None
        How much there is, None where that is not known.
    unit : str
        ``"B"`` for bytes, ``"requests"`` for requests, ``"s"`` for seconds of waiting.

    """

    what: str
    done: int
    total: int | None
    unit: str


Tell = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Tell nobody."""
    del progress
