"""The parts of the shelf about screening: the place for files, and compiled law."""

from yalu.errors import UnknownCodeError, nearest
from yalu.goods import Revision
from yalu.regime import coverage
from yalu.web.parts import LAW
from yalu.web.screenings import Law, Screenings
from yalu.web.shelf import Part, Shelf
from yalu.web.uploads import Uploads

__all__ = ["SCREENINGS", "law_named"]


def _screenings(shelf: Shelf) -> Screenings:
    del shelf
    return Screenings(Uploads())


SCREENINGS: Part[Screenings] = Part(
    name="screenings", words="The place for files", make=_screenings
)
"""Files that visitors sent, and what was found in them."""


def law_named(shelf: Shelf, name: str) -> Part[Law]:
    """Return the part that holds a regime, compiled for every edition of the codes.

    Raises
    ------
    UnknownCodeError
        If the library has no regime of that name.

    """
    known = shelf.take(LAW)
    if name not in known:
        msg = (
            f"regime: found {name!r}; expected one of {', '.join(known)}"
            f"{nearest(name, known)}. Choose one of these."
        )
        raise UnknownCodeError(msg)

    def compiled(shelf: Shelf) -> Law:
        regime = shelf.take(LAW)[name]
        editions = tuple(coverage(regime, revision=edition) for edition in Revision)
        return Law(regime=regime, compiled=editions)

    return Part(name=f"law {name}", words="The law, by goods code", make=compiled)
