"""Goods codes as people and spreadsheets write them, and what went wrong.

A code is text. A spreadsheet that takes it for a number drops its leading zero
(``030743`` becomes 30743), and a national tariff adds digits of its own after
the sixth. Neither is mended silently: a wrong guess would be another good.
"""

import re
from collections.abc import Sequence

from yalu.errors import SchemaError, UnknownCodeError
from yalu.goods.concordance import convert
from yalu.goods.nomenclature import expand, homes
from yalu.goods.revision import Revision

__all__ = ["parse_code"]

_DOTTED = re.compile(r"([0-9]{4})\.([0-9]{2})|([0-9]{2})\.([0-9]{2})")
_NUMBER = re.compile(r"([0-9]+)\.0*")
_SHORT_DOTTED = re.compile(r"([0-9]{3,4})\.([0-9]{1,2})")
_DIGITS = re.compile(r"[0-9]+")
_SUBHEADING = 6
_SHOWN = 8


def parse_code(
    text: str, *, revision: Revision | None = None, place: str = "goods code"
) -> str:
    """Return a goods code as plain digits, after checking that it exists.

    Parameters
    ----------
    text : str
        Two, four or six digits, with or without the official dot (``2701.12``).
    revision : Revision or None
        The edition the code must belong to; None accepts any that is held.
    place : str
        Name of the argument or field, for the message.

    Raises
    ------
    SchemaError
        If `text` has not the form of a code: empty, not digits, a leading zero
        lost, or a national code of more than six digits.
    UnknownCodeError
        If no edition has the code, or not the one asked for.

    Examples
    --------
    >>> parse_code("2701.12")
    '270112'
    >>> parse_code("30743")
    Traceback (most recent call last):
    yalu.errors.SchemaError: goods code: found '30743', which has 5 digits; \
expected 2, 4 or 6. A spreadsheet may have dropped the leading zero of '030743': \
if so write '030743', and store codes as text.

    """
    stripped = text.strip()
    dotted = _DOTTED.fullmatch(stripped)
    code = stripped.replace(".", "") if dotted else stripped
    if not _DIGITS.fullmatch(code):
        raise SchemaError(_not_digits(text, stripped, place))
    if len(code) not in {2, 4, _SUBHEADING}:
        raise SchemaError(_wrong_length(code, place))
    held = homes(code)
    if not held:
        raise UnknownCodeError(_unknown(code, place))
    if revision is not None and revision not in held:
        raise UnknownCodeError(_other_revision(code, revision, place))
    return code


def _not_digits(text: str, stripped: str, place: str) -> str:
    if not stripped:
        return (
            f"{place}: found nothing; expected a code of 2, 4 or 6 digits. Write for "
            "example 2701 for coal, or leave the whole row out."
        )
    start = f"{place}: found {text!r}; expected 2, 4 or 6 digits."
    number = _NUMBER.fullmatch(stripped)
    short = _SHORT_DOTTED.fullmatch(stripped)
    if number:
        return (
            f"{start} The code was read as a decimal number. Store codes as text and "
            f"write {number[1].zfill(len(number[1]) + len(number[1]) % 2)!r}."
        )
    if short:
        candidates = _alternatives(short[1].zfill(4) + short[2].ljust(2, "0"))
        return (
            f"{start} A spreadsheet may have dropped a zero at either end{candidates}. "
            "Write all digits and store codes as text."
        )
    return f"{start} Write the code alone, for example 270112 or 2701.12."


def _alternatives(candidate: str) -> str:
    return f" of {candidate!r}" if homes(candidate) else ""


def _wrong_length(code: str, place: str) -> str:
    start = f"{place}: found {code!r}, which has {len(code)} digit"
    start += "s; expected 2, 4 or 6." if len(code) > 1 else "; expected 2, 4 or 6."
    padded = f"0{code}" if len(code) % 2 else code
    mangled = (
        f"A spreadsheet may have dropped the leading zero of {padded!r}: if so write "
    )
    if len(code) < _SUBHEADING:
        if homes(padded):
            return f"{start} {mangled}{padded!r}, and store codes as text."
        return f"{start} Give the whole chapter, heading or subheading."
    national = "National tariffs add digits after the sixth"
    cut = code[:_SUBHEADING]
    if len(code) % 2 == 0:
        doubt = "" if homes(cut) else f", but no revision has {cut!r}: check it"
        return f"{start} {national}. Cut the code to its first six, {cut!r}{doubt}."
    cut = padded[:_SUBHEADING]
    if homes(cut):
        return f"{start} {national}. {mangled}{cut!r}, and store codes as text."
    return f"{start} {national}. Cut the code to its first six, {code[:_SUBHEADING]!r}."


def _unknown(code: str, place: str) -> str:
    start = f"{place}: found {code!r}; expected a code of {', '.join(Revision)}."
    chapter, heading = code[:2], code[:4]
    if chapter in {"98", "99"}:
        return (
            f"{start} Chapters 98 and 99 are left to each country and to goods not "
            "specified. Leave the row out, or count it with the total."
        )
    if chapter == "77":
        return f"{start} Chapter 77 is reserved and empty. Correct the first digits."
    for parent in (heading, chapter):
        having = homes(parent)
        if len(parent) < len(code) and having:
            below = len(parent) + 2
            near = sorted({c[:below] for r in having for c in expand(parent, r)})
            return (
                f"{start} {parent} exists and has {_listed(near)}. Use one of these, "
                f"or {parent} alone if no more is known."
            )
    return f"{start} There is no chapter {chapter}. Chapters run from 01 to 97."


def _other_revision(code: str, revision: Revision, place: str) -> str:
    held = homes(code)
    order = list(Revision)
    nearest = min(held, key=lambda r: abs(order.index(r) - order.index(revision)))
    partners = _listed(convert(code, nearest, revision))
    return (
        f"{place}: found {code!r}, which exists in {' and '.join(held)}; expected a "
        f"code of {revision}, which has not got it. What it stands for there is within "
        f"{partners}. Use one of these, or say that the code is written in {nearest}."
    )


def _listed(found: Sequence[str]) -> str:
    shown = ", ".join(found[:_SHOWN])
    rest = len(found) - _SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown
