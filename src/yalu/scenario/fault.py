"""A fault: what is wrong in a scenario, and at which of its parts."""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.errors import Problem, near

__all__ = ["Fault", "nearest", "part"]

_MANY = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in a scenario.

    Attributes
    ----------
    path : tuple of str or int
        Where: the key, the number of its part from zero, and the key in that part.
    finding, remedy : str
        As in `yalu.errors.Problem`.

    """

    path: tuple[str | int, ...]
    finding: str
    remedy: str

    def problem(self, place: str) -> Problem:
        """Return the same under the name of a file or a scenario."""
        return Problem(place, f"{part(self.path)}: {self.finding}", self.remedy)


def part(path: tuple[str | int, ...]) -> str:
    """Return where in a scenario something stands, in words.

    Examples
    --------
    >>> part(("law", 1, "unit")), part(("capacity", "coal")), part(())
    ('law 2, unit', 'capacity.coal', 'the file')

    """
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            words[-1] += f" {step + 1}"
        else:
            words.append(step)
    joined = any(isinstance(step, int) for step in path)
    return (", " if joined else ".").join(words) or "the file"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return what to expect instead of a word that is not known.

    The nearest known words, or all of them where they are few and none is near.

    Examples
    --------
    >>> nearest("UN-2397-04", ["UN-2397-4", "UN-2375-13"])
    'UN-2397-4'
    >>> nearest("rised", ["eased", "usual", "raised"])
    'raised'
    >>> nearest("oil", ["coal", "iron"])
    'one of coal, iron'

    """
    words = list(known)
    if found := near(name, words):
        return " or ".join(found)
    if len(words) == 1:
        return words[0]
    few = words if len(words) <= _MANY else words[:_MANY]
    more = "" if len(words) <= _MANY else f", and {len(words) - _MANY} more"
    return f"one of {', '.join(few)}{more}"
