"""Where each key of a TOML file stands, so that a fault can be told with its line.

The reader of TOML that comes with Python keeps no lines. This one keeps nothing else:
it follows headers, keys, strings and brackets, and leaves values alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

__all__ = ["Places"]

_Path = tuple[str | int, ...]
_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_KEYS})\s*\]")
_PAIR = re.compile(rf"\s*({_KEYS})\s*=")
_ONE_KEY = re.compile(_KEY)
_TOKEN = re.compile(
    r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]',
)
_CLOSING = {
    '"""': re.compile(r'(?:\\.|[^\\])*?"""'),
    "'''": re.compile(r".*?'''"),
}
_DEEPER, _HIGHER = "[{", "]}"


@dataclass(slots=True)
class _Value:
    """What is still open of a value that goes on over lines."""

    quote: str = ""
    depth: int = 0

    def follow(self, line: str, at: int) -> None:
        """Take in one line from a position on."""
        while at <= len(line):
            if self.quote:
                closing = _CLOSING[self.quote].match(line, at)
                if closing is None:
                    return
                self.quote, at = "", closing.end()
            token = _TOKEN.search(line, at)
            if token is None:
                return
            found, at = token.group(), token.end()
            if found in _CLOSING:
                self.quote = found
            self.depth += (found in _DEEPER) - (found in _HIGHER)

    @property
    def is_open(self) -> bool:
        return bool(self.quote) or self.depth > 0


@dataclass(frozen=True, slots=True)
class Places:
    r"""The line of every header and key of a TOML text.

    Attributes
    ----------
    lines : mapping of tuple to int
        Line, from 1, of each key by its path: the table, the number of its part from
        zero where it is a list, and the key.

    Examples
    --------
    >>> places = Places.of("title = 'A'\n[[law]]\nchange = 'repeal'\n")
    >>> places.line(("law", 0, "change")), places.line(("law", 0, "until"))
    (3, 2)
    >>> places.line(("question",)) is None
    True

    """

    lines: Mapping[_Path, int]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the places in a TOML document."""
        lines: dict[_Path, int] = {}
        table: _Path = ()
        counted: dict[_Path, int] = {}
        value = _Value()
        for number, line in enumerate(text.split("\n"), start=1):
            if value.is_open:
                value.follow(line, 0)
                continue
            header, pair = _HEADER.match(line), _PAIR.match(line)
            if header is not None:
                table = _names(header.group(2))
                if header.group(1) == "[[":
                    counted[table] = counted.get(table, -1) + 1
                    lines.setdefault(table, number)
                    table = (*table, counted[table])
                lines.setdefault(table, number)
            elif pair is not None:
                lines.setdefault((*table, *_names(pair.group(1))), number)
                value.follow(line, pair.end())
        return cls(lines)

    def line(self, path: _Path) -> int | None:
        """Return the line of a key, or of what it stands in; None where it is not."""
        for last in range(len(path), 0, -1):
            if path[:last] in self.lines:
                return self.lines[path[:last]]
        return None


def _names(keys: str) -> _Path:
    return tuple(one.group().strip("\"'") for one in _ONE_KEY.finditer(keys))
