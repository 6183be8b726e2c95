"""What goods a measure names: words first, codes as their reading.

Only one resolution in ten gives customs codes. Elsewhere the words are the law and
a code is somebody's reading of them, so a code here is one of three:

- `codes`: the whole of the code is meant;
- `parts`: only a named *item* within the code is meant (aviation fuel inside light
  oils), so that the code alone decides nothing;
- `disputed`: readers differ on whether the code is meant at all.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from yalu.regime.form import LawForm
from yalu.regime.vocabulary import CodeBasis, Origin

__all__ = ["DisputedCodes", "GoodsScope", "Part"]

HsPrefix = Annotated[str, StringConstraints(pattern=r"^(\*|\d{2}|\d{4}|\d{6})$")]
Item = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Part(LawForm):
    """An item that is only part of the codes it falls under.

    Attributes
    ----------
    item : str
        Name of the item, asserted by a user as the claim ``item:NAME``.
    codes : tuple of str
        HS prefixes it falls under; none for activities.
    above_usd : Decimal or None
        The item is meant only above this unit price, in US dollars a piece.
    disputed : str
        Why readers differ on whether the item is meant; empty where they agree.

    """

    item: Item
    codes: tuple[HsPrefix, ...] = ()
    above_usd: Decimal | None = None
    disputed: str = ""


class DisputedCodes(LawForm):
    """Codes that some readers count in and others do not."""

    codes: tuple[HsPrefix, ...] = Field(min_length=1)
    why: str


class GoodsScope(LawForm):
    """The goods of a measure.

    Attributes
    ----------
    words : str
        What is named, in our own words.
    revision : str
        HS edition in which `codes` are read.
    basis : CodeBasis
        Who gives the codes.
    codes, parts, disputed : tuple
        See the module.
    outside : tuple of str
        Items that fall under the same codes and are *not* meant, so that naming
        one decides the question.
    origin : Origin
        Where the goods must originate. Goods that leave the target are taken to
        originate there unless a foreign origin is asserted.
    exhaustive : bool
        False where the text gives examples: goods beside them stay undecided.

    """

    words: str
    revision: str = "HS2012"
    basis: CodeBasis = CodeBasis.ANALYST
    codes: tuple[HsPrefix, ...] = ()
    parts: tuple[Part, ...] = ()
    disputed: tuple[DisputedCodes, ...] = ()
    outside: tuple[Item, ...] = ()
    origin: Origin = Origin.ANY
    exhaustive: bool = True

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Every HS prefix mentioned, sure or not, without repeats."""
        named = (
            *self.codes,
            *(code for part in self.parts for code in part.codes),
            *(code for group in self.disputed for code in group.codes),
        )
        return tuple(dict.fromkeys(named))

    @property
    def items(self) -> frozenset[str]:
        """Every item name a user may assert against this measure."""
        return frozenset({*(part.item for part in self.parts), *self.outside})
