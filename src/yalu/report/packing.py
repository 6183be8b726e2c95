"""Packing: what a page carries for its scripts, deflated, so that it can be sent.

The browser inflates it with what it has (`DecompressionStream`). What a reader sees
without scripts, words, tables and still pictures, is never packed.
"""

import base64
import json
import zlib

__all__ = ["pack", "unpack"]

_LEVEL = 9


def pack(value: object) -> str:
    """Return plain values as JSON, deflated (RFC 1950), in base64 (RFC 4648).

    Parameters
    ----------
    value : object
        Anything that is JSON; the keys of a mapping keep their order.

    Examples
    --------
    >>> len(pack("coal " * 1000)) < 100
    True

    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8"), _LEVEL)).decode("ascii")


def unpack(text: str) -> object:
    """Return the plain values that were packed.

    Raises
    ------
    ValueError
        If the text is not base64 of JSON; `zlib.error` if it is not deflated.

    Examples
    --------
    >>> unpack(pack({"share": [0.79, None]}))
    {'share': [0.79, None]}

    """
    held: object = json.loads(zlib.decompress(base64.b64decode(text, validate=True)))
    return held
