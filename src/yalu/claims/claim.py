"""A claim: a checkable statement, the query that tests it, and what decides.

A query turns law and record into named *values*. The *rules* of a claim, tried in
order, say which values make it hold, hold with a caveat, or stay open; where no rule
fits, it does not hold. Rules are data, so that a reader can argue with a threshold
without reading code, and a verdict is never written down anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from yalu.errors import SchemaError

__all__ = ["Claim", "Condition", "Operator", "Rule", "Value", "Verdict"]

_NUMBERS = (int, float)
Value = float | int | bool | str | None


class Verdict(StrEnum):
    """What a check found."""

    HOLDS = "holds"
    HOLDS_WITH_CAVEAT = "holds_with_caveat"
    DOES_NOT_HOLD = "does_not_hold"
    CANNOT_BE_CHECKED = "cannot_be_checked"
    NOT_YET_TESTABLE = "not_yet_testable"


class Operator(StrEnum):
    """How a value is compared with a threshold."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    EQUALS = "equals"
    DIFFERS_FROM = "differs_from"


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a named value with a threshold.

    Raises
    ------
    SchemaError
        If an order is asked of something that is not a number.

    Examples
    --------
    >>> Condition("days", Operator.AT_MOST, 62).met_by(56)
    True

    """

    value: str
    operator: Operator
    threshold: Value

    def __post_init__(self) -> None:
        ordered = self.operator not in (Operator.EQUALS, Operator.DIFFERS_FROM)
        if ordered and not isinstance(self.threshold, _NUMBERS):
            msg = (
                f"Condition on {self.value}: found {self.operator} "
                f"{self.threshold!r}; expected a number. Use equals for words."
            )
            raise SchemaError(msg)

    def met_by(self, value: Value) -> bool:
        """Return whether a value meets it; an unknown value meets nothing."""
        if value is None:
            return False
        match self.operator:
            case Operator.EQUALS:
                return value == self.threshold
            case Operator.DIFFERS_FROM:
                return value != self.threshold
            case Operator.AT_LEAST:
                return _number(value) >= _number(self.threshold)
            case Operator.AT_MOST:
                return _number(value) <= _number(self.threshold)
            case Operator.ABOVE:
                return _number(value) > _number(self.threshold)
            case Operator.BELOW:
                return _number(value) < _number(self.threshold)
            case _:  # pragma: no cover - the type checker proves it
                assert_never(self.operator)

    def __str__(self) -> str:
        return f"{self.value} {self.operator.replace('_', ' ')} {self.threshold}"


def _number(value: Value) -> float:
    if isinstance(value, _NUMBERS):
        return value
    msg = f"Found {value!r} where a number is compared. Compare words with equals."
    raise SchemaError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The values that lead to one verdict.

    Attributes
    ----------
    verdict : Verdict
        The verdict if all conditions are met.
    when : tuple of Condition
        All must be met.
    note : str
        What to tell the reader then; may name values in braces.

    """

    verdict: Verdict
    when: tuple[Condition, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable statement of an article.

    Attributes
    ----------
    id : str
        Identifier, e.g. ``"C02"``.
    article : int
        Year of the article.
    paragraph : str
        Where in it, as a hint.
    statement : str
        The claim in our own words.
    query : str
        Name of the query; empty for a claim that cannot be tested yet.
    parameters : dict of str to object
        What the query is asked with.
    figure : str
        How the values are told, with their names in braces.
    rules : tuple of Rule
        Tried in order; the first that fits gives the verdict.
    otherwise : str
        What to tell the reader if none fits.
    note : str
        What to tell the reader in any case.
    waits_for : str
        What is missing for a test, or for more than a description.

    """

    id: str
    article: int
    paragraph: str
    statement: str
    query: str = ""
    parameters: Mapping[str, object]
    figure: str = ""
    rules: tuple[Rule, ...] = ()
    otherwise: str = ""
    note: str = ""
    waits_for: str = ""

    @property
    def testable(self) -> bool:
        """Whether a query tests it."""
        return bool(self.query)
