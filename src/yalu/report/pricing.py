"""Rows of what pressure costs: packages, prices, yardsticks and unknowns."""

from dataclasses import dataclass

from yalu.provenance import Evidence

__all__ = ["Influence", "PackageRow", "Price", "Yardstick"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    """A package of measures, and how much of the trade of the base year it covers.

    Attributes
    ----------
    package, label, short : str
        Identifier, and what readers are shown, in words and where room is scarce.
    group : str
        ``alone``, ``together`` or ``beyond``: of one text, of all up to one, or not the
        law of any day.
    instruments : tuple of str
        Symbols of the texts.
    sold_low, sold_high : float or None
        Share of what the target sold that it covers, 0 to 1.
    bought_low, bought_high : float or None
        Share of what the target bought.
    note : str
        What a reader should know, as why it costs nothing; often empty.

    """

    package: str
    label: str
    short: str
    group: str
    instruments: tuple[str, ...]
    sold_low: float | None
    sold_high: float | None
    bought_low: float | None
    bought_high: float | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a package costs the target by one model at one level of enforcement.

    Attributes
    ----------
    package, label, short, group : str
        As for `PackageRow`.
    model : str
        Name of the model.
    patron : str
        ISO3 code of the alternative patron; empty where none steps in.
    enforcement : float
        Share that is stopped, 0 to 1.
    median, low, high : float or None
        Share of a year's income lost; the middle 90 percent of the draws. None where
        there is no answer.
    draws, failed : int
        How many draws, and how many of them gave no answer.
    reason : str
        Why there is no answer, or not for every draw; empty otherwise.
    exceeds_low, exceeds_high : float or None
        Share of draws in which it is at least the deepest recorded fall of income in a
        year: those without an answer counted below it, and above. None without such
        a fall.

    """

    package: str
    label: str
    short: str
    group: str
    model: str
    patron: str
    enforcement: float
    median: float | None
    low: float | None
    high: float | None
    draws: int
    failed: int
    reason: str
    exceeds_low: float | None = None
    exceeds_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """A recorded fall of income that a cost can be held against.

    Attributes
    ----------
    name, label : str
        Identifier, and what readers are shown.
    first, last : int
        Years of the fall.
    low, high : float
        Share of income lost, 0.05 for five percent.
    sources : tuple of str
        Identifiers of the sources.
    evidence : Evidence
        Grade of the figures.
    compilers : tuple of str
        Whose figures they are.

    """

    name: str
    label: str
    first: int
    last: int
    low: float
    high: float
    sources: tuple[str, ...]
    evidence: Evidence
    compilers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How much of the spread of a cost one unknown quantity accounts for.

    Attributes
    ----------
    package, model : str
        Of which cost.
    what : str
        What is not known.
    low, high : float
        The range that it was drawn from.
    unit : str
        Unit of the range; empty for a pure number.
    correlation : float
        Rank correlation with the cost, -1 to 1.
    note : str
        How the range came about.
    sources : tuple of str
        Identifiers of the sources of the range.

    """

    package: str
    model: str
    what: str
    low: float
    high: float
    unit: str
    correlation: float
    note: str
    sources: tuple[str, ...] = ()
