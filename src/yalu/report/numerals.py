"""Numbers as a reader expects them: few digits, units, ranges, days in words.

Missing numbers are said to be missing; they are never written as zero.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

__all__ = [
    "amount",
    "count",
    "day",
    "listing",
    "money",
    "month",
    "months",
    "opened",
    "part",
    "percent",
    "plural",
    "sensible",
    "spaced",
    "span",
]

MISSING = "not known"
_EXACT_PLACES = 6  # nothing that is printed has more
_DIGITS = 6
_GAP = "\u00a0"  # keeps a number and its unit on one line
_THIN = "\u202f"
_LONG = re.compile(r"(?<![\w,.])\d{1,3}(?:,\d{3})+(?!\d|,\d)")
_DASH = "\u2013"
_BOTH = 2
_SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

Number = Decimal | float | int


def amount(value: Number | None, unit: str = "", *, digits: int = 3) -> str:
    """Return an amount in words, with at least `digits` significant digits.

    Examples
    --------
    >>> amount(22_486_129, "t").replace(_GAP, " ")
    '22.5 million t'
    >>> amount(4_470, "t").replace(_GAP, " ")
    '4,470 t'
    >>> amount(None, "t")
    'not known'

    """
    if value is None:
        return MISSING
    exact = Decimal(str(value))
    for scale, word in _SCALES:
        if abs(exact) >= scale:
            return _joined(_significant(exact / scale, digits), word, unit)
    return _joined(_significant(exact, digits), unit)


def money(value: Number | None, *, digits: int = 3) -> str:
    """Return an amount of US dollars in words.

    Examples
    --------
    >>> money(Decimal("213150000"), digits=5).replace(_GAP, " ")
    '213.15 million USD'

    """
    return amount(value, "USD", digits=digits)


def percent(share: Number | None, *, digits: int = 2) -> str:
    """Return a share between 0 and 1 as a percentage.

    Examples
    --------
    >>> percent(0.791).replace(_GAP, " "), percent(0.0001).replace(_GAP, " ")
    ('79 %', '0.01 %')

    """
    if share is None:
        return MISSING
    value = Decimal(str(share)) * 100
    return f"{_significant(value, digits)}{_GAP}%"


def span(low: str, high: str) -> str:
    """Return two written numbers as a range, or one if they read the same.

    Examples
    --------
    >>> span("76 %", "88 %").replace(_DASH, "-"), span("5", "5")
    ('76-88 %', '5')
    >>> span("less than 1 %", "88 %")
    'less than 1 % to 88 %'

    """
    if low == high:
        return low
    first, _, unit = low.partition(_GAP if _GAP in low else " ")
    if unit and high.endswith(unit) and _is_number(first) and _is_number(high, unit):
        return f"{first}{_DASH}{high}"
    return f"{low} to {high}"


def spaced(text: str) -> str:
    r"""Return a text whose long numbers read the same in every language.

    A comma parts thousands for some and decimals for others; a narrow space parts
    thousands for all (ISO 80000-1).

    Examples
    --------
    >>> spaced("4,470 t of 22.5 million t; HS 2701,2702")
    '4\u202f470 t of 22.5 million t; HS 2701,2702'

    """
    return _LONG.sub(lambda found: found[0].replace(",", _THIN), text)


def sensible(value: Decimal) -> Decimal:
    """Return a number as it is, or six digits of one that a division made long.

    Examples
    --------
    >>> print(sensible(Decimal("201.2257385104499503430029594")))
    201.226
    >>> print(sensible(Decimal("53495894.25")))
    53495894.25

    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -_EXACT_PLACES or not value:
        return value
    return round(value, max(_DIGITS - 1 - value.adjusted(), 0))


def count(number: int) -> str:
    """Return a small number as a word, a larger one in figures.

    Examples
    --------
    >>> count(4), count(1718)
    ('four', '1,718')

    """
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def plural(number: int, one: str, many: str = "") -> str:
    """Return a counted noun.

    Examples
    --------
    >>> plural(1, "measure"), plural(3, "body", "bodies")
    ('one measure', 'three bodies')

    """
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def part(number: int, whole: int, one: str, many: str = "") -> str:
    """Return how many of some things; the verb is plural from two of them on.

    Examples
    --------
    >>> part(3, 12, "ban"), part(12, 12, "ban"), part(0, 12, "ban")
    ('3 of 12 bans', 'all 12 bans', 'none of 12 bans')
    >>> part(2, 2, "class", "classes"), part(1, 1, "ban"), part(0, 1, "ban")
    ('both classes', 'the one ban', 'no ban')

    """
    noun = one if whole == 1 else many or one + "s"
    if whole <= 1:
        return f"the one {noun}" if number else f"no {noun}"
    if number == whole:
        return f"both {noun}" if whole == _BOTH else f"all {whole:,} {noun}"
    return f"{f'{number:,}' if number else 'none'} of {whole:,} {noun}"


def opened(words: str) -> str:
    """Return words as they open a sentence; what follows stays as it is written.

    Examples
    --------
    >>> opened("both measures of the UN")
    'Both measures of the UN'

    """
    return f"{words[:1].upper()}{words[1:]}"


def day(value: date | None) -> str:
    """Return a day in words.

    Examples
    --------
    >>> day(date(2016, 3, 2)).replace(_GAP, " ")
    '2 March 2016'

    """
    return MISSING if value is None else f"{value.day}{_GAP}{value:%B} {value.year}"


def month(value: date) -> str:
    """Return the month of a day in words.

    Examples
    --------
    >>> month(date(2016, 12, 1)).replace(_GAP, " ")
    'December 2016'

    """
    return f"{value:%B}{_GAP}{value.year}"


def months(first: date, last: date) -> str:
    """Return from which month to which, or the one in which both days lie.

    Examples
    --------
    >>> months(date(2012, 2, 22), date(2012, 2, 22)).replace(_GAP, " ")
    'in February 2012'
    >>> months(date(2012, 2, 22), date(2016, 3, 2)).replace(_GAP, " ")
    'from February 2012 to March 2016'

    """
    ends = month(first), month(last)
    return f"in {ends[0]}" if ends[0] == ends[1] else f"from {ends[0]} to {ends[1]}"


def listing(words: Sequence[str], *, last: str = "and") -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listing(["coal", "iron", "seafood"])
    'coal, iron and seafood'

    """
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _significant(value: Decimal, digits: int) -> str:
    if value == 0:
        return "0"
    places = max(digits - 1 - value.adjusted(), 0)
    rounded = round(value, places)
    text = f"{rounded:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _joined(*parts: str) -> str:
    return _GAP.join(part for part in parts if part)


def _is_number(text: str, unit: str = "") -> bool:
    number = text.removesuffix(unit).strip()
    return number.replace(",", "").replace(".", "").isdigit()
