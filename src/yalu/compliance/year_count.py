"""How many measures were kept in one year: what patterns are made of."""

from dataclasses import dataclass

__all__ = ["YearCount"]

_ALL, _SOME, _NONE = 2, 1, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """How many measures were kept in one year.

    Attributes
    ----------
    year : int
        Calendar year.
    kept, not_kept, unverifiable : tuple of str
        The measures in force, by what the record says of them.

    """

    year: int
    kept: tuple[str, ...] = ()
    not_kept: tuple[str, ...] = ()
    unverifiable: tuple[str, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether one measure is kept and another is not."""
        return bool(self.kept) and bool(self.not_kept)

    @property
    def decided(self) -> int:
        """How many measures the record decides."""
        return len(self.kept) + len(self.not_kept)

    @property
    def rank(self) -> int | None:
        """2 where all that is decided is kept, 0 where nothing, 1 between."""
        if not self.decided:
            return None
        return _SOME if self.is_partial else _ALL if self.kept else _NONE

    def __str__(self) -> str:
        return (
            f"{self.year}: {len(self.kept)} kept, {len(self.not_kept)} not kept, "
            f"{len(self.unverifiable)} unverifiable"
        )
