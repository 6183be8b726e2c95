"""What a service answered when it did not answer, and what to do about it."""

import contextlib
import json
import re
from typing import Any

import httpx

from yalu.errors import UnusableFileError

__all__ = ["RefusedError", "ServiceError", "UnfitReplyError", "words_of"]

_MOST_WORDS = 4096
_SHOWN = 200


class ServiceError(UnusableFileError):
    """A service could not be reached, or gave nothing that can be used."""


class RefusedError(ServiceError):
    """A service read the request and would not answer it as it was put."""


class UnfitReplyError(ServiceError):
    """A reply came to its end and is not what was asked for; it may be next time."""


def words_of(response: httpx.Response) -> str:
    """Return what a refusal says of itself, shortened."""
    text = ""
    with contextlib.suppress(httpx.HTTPError):
        for block in response.iter_text():
            text += block
            if len(text) > _MOST_WORDS:
                break
    # Nested too deeply it is as little JSON as if it were malformed.
    with contextlib.suppress(ValueError, RecursionError):
        said: Any = json.loads(text)
        if isinstance(said, dict):
            text = str(said.get("message") or said.get("error") or text)
    plain = re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    shown = " ".join(plain.split())
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]} …"
