"""One number in the form that all results of a dependence share."""

from dataclasses import dataclass

from yalu.dependence.figures import Status
from yalu.provenance import Evidence

__all__ = ["Line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number of a profile, in the form that all of them share.

    Attributes
    ----------
    figure : str
        ``share``, ``printed_share``, ``bound``, ``concentration``, ``largest``,
        ``alternative``, ``repair``, ``check``, ``criticality``, ``asymmetry`` or
        ``outside_option``.
    year : int
        Calendar year.
    compiler : str
        Whose figures; empty for a bound over all of them.
    flow : str
        ``total``, ``exports`` or ``imports``, seen from the target.
    subject : str
        Whose number it is: a partner, or what is concentrated.
    good : str
        Section of goods or goods code that it is about; empty for all goods.
    low, high : float or None
        The number, or the range it lies in.
    unit : str
        ``share`` (0 to 1), ``index`` (0 to 1), ``ratio``, ``USD`` or ``t``.
    status : Status
        Whether it could be had.
    basis : str
        What is counted and how it was had; why not, where it could not be.
    sources : tuple of str
        Identifiers of the sources.
    evidence : Evidence or None
        Weakest grade among them; None where there are none.

    """

    figure: str
    year: int
    compiler: str
    flow: str
    subject: str
    low: float | None
    high: float | None
    unit: str
    status: Status
    basis: str
    sources: tuple[str, ...]
    evidence: Evidence | None
    good: str = ""
