"""The key to a service: it goes into one header and nowhere else.

A key is never part of an address, since addresses end up in logs, caches and messages.
It has no form that can be printed by accident.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Never

from yalu.errors import SchemaError, UnusableFileError

__all__ = ["ENVIRONMENT", "ApiKey", "held_key"]

ENVIRONMENT = "COMTRADE_API_KEY"
"""The environment variable that holds the key to UN Comtrade."""

_HEADER = "Ocp-Apim-Subscription-Key"
_SHORTEST = 8
_LONGEST = 512
_BLOCK = 1 << 20


class ApiKey:
    """A key that can be sent and not be seen.

    Parameters
    ----------
    text : str
        The key; spaces around it are dropped.
    place : str
        Where it was found, for the message.

    Raises
    ------
    SchemaError
        If it is too short or too long or holds characters that no header may have. The
        message does not show it.

    Examples
    --------
    >>> print(ApiKey("0123456789abcdef", place="example"))
    (key hidden)

    """

    __slots__ = ("_text",)

    def __init__(self, text: str, *, place: str) -> None:
        held = text.strip()
        plain = (
            held.isascii() and held.isprintable() and not any(map(str.isspace, held))
        )
        if not plain or not _SHORTEST <= len(held) <= _LONGEST:
            msg = (
                f"{place}: found {len(held)} characters that cannot be a key (not "
                f"shown); expected {_SHORTEST} to {_LONGEST} letters and digits on one "
                "line. Copy the key again from comtradedeveloper.un.org."
            )
            raise SchemaError(msg)
        self._text = held

    def __repr__(self) -> str:
        return "(key hidden)"

    def __reduce__(self) -> Never:
        msg = "A key is not passed on. Read it anew where it is needed."
        raise TypeError(msg)

    def header(self) -> dict[str, str]:
        """Return the header that carries the key."""
        return {_HEADER: self._text}

    def is_in(self, path: Path) -> bool:
        """Return whether a file holds the key."""
        wanted, before = self._text.encode(), b""
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                if wanted in before + block:
                    return True
                before = block[-len(wanted) :]
        return False

    def hidden_in(self, text: str) -> str:
        """Return a text with every trace of the key taken out."""
        return text.replace(self._text, repr(self))


def held_key(file: Path | None, environment: Mapping[str, str]) -> ApiKey | None:
    """Return the key in a file, else the one in the environment, else None.

    Parameters
    ----------
    file : Path or None
        A file with the key as its only line.
    environment : mapping of str to str
        The environment variables.

    Raises
    ------
    UnusableFileError
        If the file cannot be read.
    SchemaError
        If what is found cannot be a key.

    """
    if file is not None:
        try:
            return ApiKey(file.read_text(encoding="utf-8"), place=str(file))
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            msg = (
                f"{file}: found no key that can be read ({reason}); expected a file "
                "whose only line is the key. Check the path."
            )
            raise UnusableFileError(msg) from None
    if environment.get(ENVIRONMENT, "").strip():
        return ApiKey(environment[ENVIRONMENT], place=f"environment {ENVIRONMENT}")
    return None
