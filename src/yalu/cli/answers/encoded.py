"""The law a command is asked about: of the library, or of a folder."""

from pathlib import Path

from yalu import library
from yalu.errors import UnknownMeasureError
from yalu.regime import Regime, read_regime

__all__ = ["load_regime"]


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
    folder = Path(name)
    if folder.is_dir():
        return read_regime(folder)
    names = ", ".join(library.available())
    msg = (
        f"--regime: found {name!r}, which is neither a folder nor in the library; it "
        f"holds {names}. Use one of these, or the folder of your own regime."
    )
    raise UnknownMeasureError(msg)
