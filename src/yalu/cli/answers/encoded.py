"""The law a command is asked about: of the library, or of a folder."""

from importlib.resources.abc import Traversable
from pathlib import Path

from yalu import library
from yalu.errors import UnknownMeasureError
from yalu.regime import Regime, read_regime

__all__ = ["load_regime", "regime_folder"]


def load_regime(name: str) -> Regime:
    """Return a regime by its name in the library or by its folder.

    Raises
    ------
    UnknownMeasureError
        If the name is neither.
    InvalidLawError
        If its files break a rule of form.

    """
    if name in library.available():
        return library.load(name)
    return read_regime(regime_folder(name))


def regime_folder(name: str) -> Path | Traversable:
    """Return the folder of a regime by its name in the library or as it is given.

    Raises
    ------
    UnknownMeasureError
        If the name is neither.

    """
    if name in library.available():
        return library.folder_of(name)
    folder = Path(name)
    if folder.is_dir():
        return folder
    names = ", ".join(library.available())
    msg = (
        f"--regime: found {name!r}, which is neither a folder nor in the library; it "
        f"holds {names}. Use one of these, or the folder of your own regime."
    )
    raise UnknownMeasureError(msg)
