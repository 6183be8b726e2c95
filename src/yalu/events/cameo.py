"""Which codes CAMEO has.

A code has two digits (one of twenty roots), three or four. How far the third and the
fourth digit run is that of the codebook (Schrodt 2012) and of the list that GDELT
hands out beside its data. A longer or unknown code is no finer telling of a shorter
one: ``0163`` is not ``01``, it is most likely ``163`` with a zero too many.
"""

__all__ = ["has_code", "hint"]

_THIRD = {
    "01": 9, "02": 8, "03": 9, "04": 6, "05": 7, "06": 4, "07": 5, "08": 7, "09": 4,
    "10": 8, "11": 6, "12": 9, "13": 9, "14": 5, "15": 5, "16": 6, "17": 6, "18": 6,
    "19": 6, "20": 4,
}  # fmt: skip
"""The highest third digit of each root; the lowest is 0."""
_FOURTH = {
    "021": 4, "023": 4, "024": 4, "025": 6, "031": 4, "033": 4, "034": 4, "035": 6,
    "081": 4, "083": 4, "084": 2, "086": 3, "087": 4, "101": 4, "103": 4, "104": 4,
    "105": 6, "112": 5, "121": 2, "122": 4, "123": 4, "124": 6, "131": 3, "132": 4,
    "138": 5, "141": 4, "142": 4, "143": 4, "144": 4, "145": 4, "162": 3, "166": 3,
    "171": 2, "172": 4, "182": 3, "183": 4, "195": 2, "204": 2,
}  # fmt: skip
"""The highest fourth digit of each code that has finer ones; the lowest is 1."""
_LENGTHS = (2, 3, 4)


def has_code(text: str) -> bool:
    """Return whether CAMEO has this code.

    Examples
    --------
    >>> [has_code(text) for text in ("16", "163", "1621", "0163", "42", "16300")]
    [True, True, True, False, False, False]

    """
    if len(text) not in _LENGTHS or not (text.isascii() and text.isdecimal()):
        return False
    root, third, fourth = text[:2], text[2:3], text[3:]
    return (
        root in _THIRD
        and int(third or 0) <= _THIRD[root]
        and (not fourth or 1 <= int(fourth) <= _FOURTH.get(text[:3], 0))
    )


def hint(text: str) -> str:
    """Return what may have been meant by digits that are no code of CAMEO.

    Returns
    -------
    str
        A clause without a full stop; empty where nothing comes near.

    Examples
    --------
    >>> hint("42")
    'a spreadsheet may have dropped the zero of 042'
    >>> hint("0163")
    'one zero is too many if 163 is meant'

    """
    if not (text.isascii() and text.isdecimal()):
        return ""
    if has_code(f"0{text}"):
        return f"a spreadsheet may have dropped the zero of 0{text}"
    bare = text.lstrip("0")
    if bare != text and has_code(bare):
        return f"one zero is too many if {bare} is meant"
    shorter = [text[:length] for length in (4, 3, 2) if has_code(text[:length])]
    return f"the nearest that CAMEO has is {shorter[0]}" if shorter else ""
