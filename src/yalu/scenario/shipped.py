"""The scenarios that come with Yalu, each a file that may be copied and changed."""

from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from yalu.errors import UnknownCodeError
from yalu.scenario.reading import read_scenario
from yalu.scenario.scenario import Scenario

__all__ = ["shipped", "shipped_file", "shipped_scenario"]

_BASELINE = "baseline"


def shipped() -> tuple[Scenario, ...]:
    """Return the scenarios that come with Yalu, the baseline first.

    Examples
    --------
    >>> shipped()[0].is_baseline
    True

    """
    return tuple(map(shipped_scenario, _names()))


@cache
def shipped_scenario(name: str) -> Scenario:
    """Return one of the scenarios that come with Yalu.

    Parameters
    ----------
    name : str
        Identifier of the scenario.

    Raises
    ------
    UnknownCodeError
        If none is called so.

    Examples
    --------
    >>> shipped_scenario("oil-embargo").title
    'No oil at all'

    """
    return read_scenario(shipped_file(name))


def shipped_file(name: str) -> Traversable:
    """Return the file of one of the scenarios that come with Yalu.

    Parameters
    ----------
    name : str
        Identifier of the scenario.

    Raises
    ------
    UnknownCodeError
        If none is called so.

    """
    if name not in _names():
        near = get_close_matches(name, _names(), n=1)
        meant = f"; did you mean {near[0]}?" if near else "."
        msg = (
            f"scenario: found {name!r}; expected one of {', '.join(_names())}{meant} "
            "Name one of these, or the file of a scenario of your own."
        )
        raise UnknownCodeError(msg)
    return _folder() / f"{name}.toml"


def _folder() -> Traversable:
    return files("yalu.scenario") / "data" / "shipped"


def _names() -> list[str]:
    found = [path.name for path in _folder().iterdir()]
    names = [name.removesuffix(".toml") for name in found if name.endswith(".toml")]
    return sorted(names, key=lambda name: (name != _BASELINE, name))
