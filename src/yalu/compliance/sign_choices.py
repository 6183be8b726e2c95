"""Every number that a break or a sign of evasion turns on, to be read and changed.

None of them is law. What they cost in false alarms is measured, and printed with the
methods.
"""

from dataclasses import dataclass

from yalu.errors import Problem, SchemaError, describe

__all__ = ["SignChoices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignChoices:
    """Where a break, an outlier or a jump begins to be told.

    Attributes
    ----------
    false_alarms : float
        Largest share of false alarms wanted, of series without a break and of
        placebo lines without a jump; between 0 and 1.
    dating : float
        Coverage wanted of the months a break may lie in; between 0 and 1.
    window_months : int
        Months before a measure starts, and after its days of grace, that are searched.
    attribution_months : int
        Furthest a break may lie from those days and still be put down to the law.
    fewest_months : int
        Months that must be on record on either side before anything is said.
    shortest_months : int
        Recorded months that a level must last to count as one.
    most_breaks : int
        Most breaks looked for in one window.
    step_named, step_searched : float
        What a step must add to a trend to be no drift, as twice a log-likelihood: in a
        month that the law names, and in one that was searched for (see `drift`).
    jump : float
        Smallest rise told, as a factor.
    newcomer : float
        Smallest rise, as a factor, of another state that had next to no such trade.
    floor : float
        Trade too small to matter, as a share of the trade that the measure met; it
        keeps a line of a few dollars from leaping a thousandfold.
    material : float
        Smallest rise told, as a share of the trade that the measure met.
    fewest_placebo : int
        Placebo lines below which a rank means little, and is told to.
    outlier : float
        Robust standard deviations from which an asymmetry is an outlier.
    fewest_pairs : int
        Pairs of figures that an asymmetry is compared with at the least.
    late_days : int
        Days after the end of a month from which its figure counts as late.

    Raises
    ------
    SchemaError
        If a number is outside what is said of it. All are listed.

    References
    ----------
    The outlier of 3.5 robust standard deviations is that of B. Iglewicz and D. C.
    Hoaglin, How to Detect and Handle Outliers (1993).

    Examples
    --------
    >>> SignChoices(jump=3).jump
    3

    """

    false_alarms: float = 0.05
    dating: float = 0.90
    window_months: int = 24
    attribution_months: int = 12
    fewest_months: int = 6
    shortest_months: int = 3
    most_breaks: int = 3
    step_named: float = 3.84
    step_searched: float = 8.68
    jump: float = 2.0
    newcomer: float = 10.0
    floor: float = 0.001
    material: float = 0.01
    fewest_placebo: int = 19
    outlier: float = 3.5
    fewest_pairs: int = 20
    late_days: int = 60

    def __post_init__(self) -> None:
        problems = [
            Problem(name, f"found {getattr(self, name)}; expected {rule}", "change it")
            for names, fits, rule in (
                (("false_alarms", "dating"), _is_share, "a number between 0 and 1"),
                (_COUNTS, _is_count, "1 or more"),
                (("jump", "newcomer"), _is_count, "a factor of 1 or more"),
                (_POSITIVE, _is_positive, "more than 0"),
            )
            for name in names
            if not fits(getattr(self, name))
        ]
        if self.fewest_months < self.shortest_months:
            finding = f"found {self.fewest_months}; expected {self.shortest_months} up"
            remedy = "ask for as many months as a level must last"
            problems.append(Problem("fewest_months", finding, remedy))
        if problems:
            raise SchemaError(describe("Choices cannot be used", problems))


_COUNTS = (
    "window_months",
    "attribution_months",
    "shortest_months",
    "most_breaks",
    "fewest_placebo",
    "fewest_pairs",
    "late_days",
)

_POSITIVE = ("floor", "material", "outlier", "step_named", "step_searched")


def _is_share(number: float) -> bool:
    return 0 < number < 1


def _is_count(number: float) -> bool:
    return number >= 1


def _is_positive(number: float) -> bool:
    return number > 0
