"""Briefs: one page for those who read one page.

A brief has a few figures, each one number with its range and its evidence, drawn on a
strip that runs from nought to a hundred percent where the number is a share, and a few
sentences on what is not known. Each number leads to the figure or table below that it
was read from, and each sentence to the one that shows it, where there is one.
"""

from dataclasses import dataclass

from yalu.errors import SchemaError
from yalu.provenance import Evidence

__all__ = ["Brief", "Highlight", "Stretch", "Unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a strip.

    Attributes
    ----------
    low, high : float
        Its ends, as shares from 0 to 1; the same for a mark.
    look : str
        Its name in the style sheet.

    Raises
    ------
    SchemaError
        If it is not on the strip.

    Examples
    --------
    >>> one = Stretch(low=0.25, high=0.75, look="estimated")
    >>> one.start, one.extent
    (25.0, 50.0)

    """

    low: float
    high: float
    look: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            msg = (
                f"Stretch of {self.look}: found {self.low} to {self.high}; expected "
                "shares from 0 to 1, the lower first. Mend the figure."
            )
            raise SchemaError(msg)

    @property
    def start(self) -> float:
        """Where it begins, in percent of the strip."""
        return round(100 * self.low, 2)

    @property
    def extent(self) -> float:
        """How long it is, in percent of the strip."""
        return round(100 * (self.high - self.low), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """One number that the report found.

    Attributes
    ----------
    question : str
        What it answers, in a few words.
    value : str
        The number, with its unit.
    words : str
        What it is a number of.
    doubt : str
        Its range, and what stands against it.
    strip : tuple of Stretch
        The same drawn; empty where it is no share.
    see : str
        The figure or table that it was read from.
    grades : tuple of Evidence
        Kinds of evidence that these sources are of.
    sources : tuple of str
        Identifiers of all sources of this number, not of all that the figure shows.

    """

    question: str
    value: str
    words: str
    doubt: str
    see: str
    strip: tuple[Stretch, ...] = ()
    grades: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One thing that is not known.

    Attributes
    ----------
    words : str
        A sentence.
    see : str
        The figure or table that shows it; empty where none does.

    """

    words: str
    see: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The page before all others.

    Attributes
    ----------
    figures : tuple of Highlight
        At most five.
    unknown : tuple of Unknown
        At most six.

    """

    figures: tuple[Highlight, ...] = ()
    unknown: tuple[Unknown, ...] = ()
