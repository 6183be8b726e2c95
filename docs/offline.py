"""The promise that a built page asks no other host for anything."""

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

LOADS = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*"
    r"(?:src|srcset|data)\s*=\s*[\"'](?:https?:)?//[^\"']*"
    r"|<link\b[^>]*rel=[\"'](?:stylesheet|preload|preconnect|icon)[\"'][^>]*"
    r"href=[\"'](?:https?:)?//[^\"']*"
    r"|@import\s+(?:url\()?[\"']?(?:https?:)?//[^\"')]*"
    r"|url\([\"']?(?:https?:)?//[^\"')]*",
    re.IGNORECASE,
)


def loads_from_elsewhere(folder: Path) -> list[str]:
    """Return each place in a built site that would ask another host."""
    return [
        f"{path.relative_to(folder)}: {found[:120]}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".css"}
        for found in LOADS.findall(path.read_text(encoding="utf-8"))
    ]


def check(app: Sphinx, failure: Exception | None) -> None:
    """Stop the build where a page would ask another host."""
    if failure is None and app.builder.format == "html":
        found = loads_from_elsewhere(Path(app.outdir))
        if found:
            msg = "These pages ask another host when opened:\n  " + "\n  ".join(found)
            raise ExtensionError(msg)


def setup(app: Sphinx) -> None:
    """Connect the check."""
    app.connect("build-finished", check)
