"""From what people write to the one place they mean, or a question back.

Codes and names are matched whole, after folding case, accents and punctuation;
nothing is matched by likeness. A near miss only ever produces a suggestion,
because the two closest names in the table may be the two sides of an embargo.
"""

import difflib
import re
import unicodedata
from functools import cache

from yalu.errors import UnknownCodeError
from yalu.territories.table import Territory, by_iso3, rows

__all__ = ["territory"]

_M49_DIGITS = 3
_SUGGESTED = 3


def territory(code: str, *, place: str = "territory") -> Territory:
    """Return the state or area that a code or name stands for.

    Parameters
    ----------
    code : str
        ISO code of two or three letters, UN M49 number, or English name, in any
        case. ``WLD`` stands for all states together.
    place : str
        Name of the argument or field, for the message.

    Raises
    ------
    UnknownCodeError
        If nothing is written like that, or more than one place is. The message
        names the candidates.

    Examples
    --------
    >>> [territory(text).iso3 for text in ("KP", "408", "dprk", "North Korea")]
    ['PRK', 'PRK', 'PRK', 'PRK']
    >>> territory("Korea")
    Traceback (most recent call last):
    yalu.errors.UnknownCodeError: territory: found 'Korea', which may be PRK \
(Democratic People's Republic of Korea) or KOR (Republic of Korea); expected one \
place. Write the three-letter code of the one you mean.

    """
    folded = _fold(code)
    found = _spellings().get(
        folded.zfill(_M49_DIGITS) if folded.isdecimal() else folded
    )
    if found is not None:
        return by_iso3()[found]
    raise UnknownCodeError(_problem(code, folded, place))


def _fold(text: str) -> str:
    """Return a text without case, accents, punctuation and articles."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub("[.'`\u2019]", "", plain.replace("&", " and "))
    words = re.findall(r"[^\W_]+", plain)
    words = ["saint" if word == "st" and len(words) > 1 else word for word in words]
    return " ".join(word for word in words if word != "the" or len(words) == 1)


@cache
def _spellings() -> dict[str, str]:
    """Return folded codes and names, codes winning over names."""
    entries = by_iso3().values()
    spellings = {_fold(row["name"]): row["iso3"] for row in rows("names")}
    spellings.update((_fold(entry.name), entry.iso3) for entry in entries)
    for entry in entries:
        keys = (entry.m49, entry.iso2.lower(), entry.iso3.lower())
        spellings.update((key, entry.iso3) for key in keys if key)
    return spellings


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    return {
        _fold(row["name"]): tuple(row["candidates"].split())
        for row in rows("ambiguous")
    }


@cache
def _group_names() -> dict[str, str]:
    return {
        _fold(spelling): row["group"]
        for row in rows("groups")
        for spelling in (row["group"], row["name"])
    }


def _problem(code: str, folded: str, place: str) -> str:
    if not folded:
        return (
            f"{place}: found nothing; expected an ISO code, M49 number or English "
            "name. Write for example PRK, or WLD for all states together."
        )
    candidates = _ambiguous().get(folded)
    if candidates:
        listed = " or ".join(_labelled(iso3) for iso3 in candidates)
        return (
            f"{place}: found {code!r}, which may be {listed}; expected one place. "
            "Write the three-letter code of the one you mean."
        )
    group = _group_names().get(folded)
    if group:
        return (
            f"{place}: found {code!r}, a group of states; expected one place. Use "
            f"members({group!r}, on=...) and its states one by one."
        )
    near = _nearest(folded)
    advice = f"Did you mean {' or '.join(near)}? " if near else ""
    return (
        f"{place}: found {code!r}; expected an ISO code of two or three letters, a UN "
        f"M49 number or an English name. {advice}Write the three-letter code, for "
        "example PRK, or WLD for all states together."
    )


def _nearest(folded: str) -> list[str]:
    every = [*_spellings(), *_ambiguous()]
    near = difflib.get_close_matches(folded, every, n=2 * _SUGGESTED, cutoff=0.7)
    found: list[str] = []
    for spelling in near:
        for iso3 in _ambiguous().get(spelling) or (_spellings()[spelling],):
            found += [iso3, *_confusable().get(iso3, ())]
    return [_labelled(iso3) for iso3 in dict.fromkeys(found)][:_SUGGESTED]


def _confusable() -> dict[str, tuple[str, ...]]:
    """Return the places that share a name: near one Korea, both are shown."""
    return {iso3: group for group in _ambiguous().values() for iso3 in group}


def _labelled(iso3: str) -> str:
    return f"{iso3} ({by_iso3()[iso3].name})"
