"""Assets: the style, the scripts and their addresses, which change when they do.

An address holds a hash of what it leads to, so that a browser may keep it for ever.
"""

import gzip
import hashlib
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["Asset", "Assets"]

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_REPORT_STYLE = "report.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it travels.

    Attributes
    ----------
    media_type : str
        What it is.
    digest : str
        First half of the SHA-256 of its bytes.
    plain, packed : bytes
        As it is, and compressed by gzip.

    """

    media_type: str
    digest: str
    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> "Asset":
        """Return a file as it travels, from its name and bytes."""
        return cls(
            media_type=_TYPES[name.rsplit(".", 1)[-1]],
            digest=hashlib.sha256(content).hexdigest()[:16],
            plain=content,
            packed=gzip.compress(content, mtime=0),
        )


class Assets:
    """Every file that pages load, but the drawing library.

    Examples
    --------
    >>> address = Assets().address("web.css")
    >>> address.startswith("/static/") and address.endswith("/web.css")
    True

    """

    def __init__(self) -> None:
        folder = files("yalu.web").joinpath("static")
        look = files("yalu.report").joinpath("templates", _REPORT_STYLE)
        found = {"htmx.min.js": folder.joinpath("vendor", "htmx.min.js").read_bytes()}
        found[_REPORT_STYLE] = look.read_bytes()
        for entry in folder.iterdir():
            if entry.is_file():
                found[entry.name] = entry.read_bytes()
        self._held = {name: Asset.of(name, content) for name, content in found.items()}

    def address(self, name: str) -> str:
        """Return where a file is served."""
        return f"/static/{self._held[name].digest}/{name}"

    def find(self, digest: str, name: str) -> Asset | None:
        """Return a file by its address; None where there is none."""
        asset = self._held.get(name)
        return asset if asset is not None and asset.digest == digest else None
