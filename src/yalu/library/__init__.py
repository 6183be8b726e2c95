"""Encoded law that ships with the package: data, and one way to load it."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from yalu.errors import UnknownMeasureError
from yalu.regime import Regime, read_regime

__all__ = ["available", "folder_of", "load"]


def available() -> tuple[str, ...]:
    """Return the names of the regimes in the library, in alphabetical order.

    Examples
    --------
    >>> "dprk" in available()
    True

    """
    folder = files("yalu.library")
    found = [
        path for path in folder.iterdir() if path.joinpath("regime.yaml").is_file()
    ]
    return tuple(sorted(path.name for path in found))


def folder_of(name: str) -> Traversable:
    """Return the folder of one regime of the library, with its law and its cases.

    Parameters
    ----------
    name : str
        One of `available`.

    Raises
    ------
    UnknownMeasureError
        If the library holds no such regime.

    """
    if name not in available():
        msg = (
            f"regime: found {name!r}; the library holds {', '.join(available())}. "
            "Use one of these, or read a folder of your own with read_regime."
        )
        raise UnknownMeasureError(msg)
    return files("yalu.library").joinpath(name)


@cache
def load(name: str) -> Regime:
    """Return one regime of the library.

    Parameters
    ----------
    name : str
        One of `available`.

    Raises
    ------
    UnknownMeasureError
        If the library holds no such regime.
    InvalidLawError
        If its files break a rule of form.

    Examples
    --------
    >>> load("dprk").target
    'PRK'

    """
    return read_regime(folder_of(name))
