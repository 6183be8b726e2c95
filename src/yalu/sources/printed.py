"""What a printed number stands for: itself, give or take half its last digit.

A page that prints 215.97 says no more than that the figure lies between 215.965 and
215.975. A formula of printed numbers therefore gives a range, worked out by interval
arithmetic; a formula in which the same number stands twice gets a range that is too
wide rather than too narrow.

The zeros at the end of a whole number are taken for rounding: 3800000 has two digits
and stands for 3 750 000 to 3 850 000. A point behind them (``3800000.``) says that
they are printed digits. A nil (``0``), the whole of which a change is taken
(``1`` in ``1-0.774``) and whatever stands in ``exact(...)`` have no range.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

__all__ = ["Spread", "evaluate", "printed", "spread_of"]

SIGNIFICANT = 4
"""Digits kept of a result that undoes a printed percentage or share."""
_WHOLE = ("0", "1")
_EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Spread:
    """The numbers that a printed one may stand for.

    Attributes
    ----------
    low, high : Decimal
        The smallest and the largest of them.

    """

    low: Decimal
    high: Decimal

    def __add__(self, other: "Spread") -> "Spread":
        return Spread(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Spread") -> "Spread":
        return Spread(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Spread") -> "Spread":
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Spread(min(ends), max(ends))

    def __truediv__(self, other: "Spread") -> "Spread":
        if other.low <= 0 <= other.high:
            msg = f"division by a figure that may be zero, {other.low} to {other.high}"
            raise ZeroDivisionError(msg)
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Spread(min(ends), max(ends))

    def hull(self, *others: Decimal) -> "Spread":
        """Return the smallest spread that holds this one and some numbers."""
        return Spread(min((self.low, *others)), max((self.high, *others)))

    def outward(self, quantum: Decimal) -> "Spread":
        """Return the spread with fewer digits, never a narrower one."""
        return Spread(
            self.low.quantize(quantum, ROUND_FLOOR),
            self.high.quantize(quantum, ROUND_CEILING),
        )


def printed(text: str) -> Spread:
    """Return what one printed number stands for.

    Examples
    --------
    >>> printed("215.97")
    Spread(low=Decimal('215.965'), high=Decimal('215.975'))
    >>> printed("500000")
    Spread(low=Decimal('450000'), high=Decimal('550000'))
    >>> printed("500000.")
    Spread(low=Decimal('499999.5'), high=Decimal('500000.5'))

    """
    number = Decimal(text)
    if text in _WHOLE:
        return _alone(text)
    whole, point, decimals = text.partition(".")
    zeros = 0 if point else len(whole) - len(whole.rstrip("0"))
    half = Decimal(5).scaleb(zeros - len(decimals) - 1)
    # Adding nought turns 4.5E+5 into 450000.
    return Spread(number - half + Decimal(0), number + half + Decimal(0))


def evaluate(formula: str) -> Decimal:
    """Return the result of a formula of decimals and the four operations.

    A result that needs a multiplication or a division is a reading of rounded
    figures and keeps four significant digits; sums and differences are exact.

    Raises
    ------
    SyntaxError
        If the formula holds anything else.

    Examples
    --------
    >>> evaluate("47.09/(1-0.774)")
    Decimal('208.4')

    """
    result = _value(_parsed(formula), formula, _alone).low
    quantum = _quantum(formula, result)
    return result if quantum is None else result.quantize(quantum)


def spread_of(formula: str) -> Spread:
    """Return the range of a formula, each number give or take half its last digit.

    It always holds the result of `evaluate`. Where that keeps four digits, the ends
    keep one more and are rounded outward.

    Raises
    ------
    SyntaxError
        If the formula holds more than decimals, the four operations and ``exact``.
    ZeroDivisionError
        If a divisor may be zero.

    Examples
    --------
    >>> spread_of("47.09/(1-0.774)")
    Spread(low=Decimal('207.88'), high=Decimal('208.85'))

    """
    spread, result = _value(_parsed(formula), formula, printed), evaluate(formula)
    quantum = _quantum(formula, result)
    return (spread if quantum is None else spread.outward(quantum / 10)).hull(result)


def _parsed(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


def _quantum(formula: str, result: Decimal) -> Decimal | None:
    """Return the last digit kept of a result, None where all are."""
    if not {"*", "/"} & set(formula):
        return None
    return Decimal(1).scaleb(result.adjusted() - SIGNIFICANT + 1)


def _value(node: ast.expr, formula: str, read: Callable[[str], Spread]) -> Spread:
    """Return the range of a part of a formula, given how its numbers are read."""
    match node:
        case ast.Constant():
            return read(_text(node, formula))
        case ast.Call():
            return _alone(_text(_marked(node, formula), formula))
        case ast.BinOp(left, operator, right):
            one, other = (_value(side, formula, read) for side in (left, right))
            match operator:
                case ast.Add():
                    return one + other
                case ast.Sub():
                    return one - other
                case ast.Mult():
                    return one * other
                case ast.Div():
                    return one / other
    raise SyntaxError(formula)


def _alone(text: str) -> Spread:
    return Spread(Decimal(text), Decimal(text))


def _marked(node: ast.Call, formula: str) -> ast.Constant:
    """Return the number that a formula marks as exact."""
    match node:
        case ast.Call(ast.Name(name), [ast.Constant() as number], []):
            if name == _EXACT:
                return number
    raise SyntaxError(formula)


def _text(node: ast.Constant, formula: str) -> str:
    return ast.get_source_segment(formula, node) or ""
