"""The page for programs: what can be asked, written from the service's description."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from yalu.web.asking import PagesOf

__all__ = ["interface", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operation:
    """One thing that can be asked.

    Attributes
    ----------
    way, address : str
        Method and path.
    words : str
        What it does.
    options : tuple of (str, str, bool)
        What may be given, what it means, and whether it must be.
    body : str
        Name of the form of what is sent; empty for nothing.

    """

    way: str
    address: str
    words: str
    options: tuple[tuple[str, str, bool], ...]
    body: str


@router.get("/api", response_class=HTMLResponse)
def interface(request: Request, pages: PagesOf) -> HTMLResponse:
    """Show everything that programs can ask."""
    described = request.app.openapi()
    groups: dict[str, list[_Operation]] = {}
    for address, ways in described["paths"].items():
        for way, operation in ways.items():
            group = operation.get("tags", ["other"])[0]
            groups.setdefault(group, []).append(_operation(way, address, operation))
    return pages.show(
        request,
        "interface.html.j2",
        groups=groups,
        host=request.headers.get("host", ""),
        forms=_forms(described["components"]["schemas"], groups),
    )


def _operation(way: str, address: str, operation: dict[str, Any]) -> _Operation:
    content = operation.get("requestBody", {}).get("content", {})
    sent = next((c["schema"].get("$ref", "a file") for c in content.values()), "")
    return _Operation(
        way=way.upper(),
        address=address,
        words=operation.get("description", operation["summary"]),
        options=tuple(
            (p["name"], p.get("description", ""), p.get("required", False))
            for p in operation.get("parameters", [])
        ),
        body=sent.rsplit("/", 1)[-1],
    )


def _forms(
    schemas: dict[str, Any], groups: dict[str, list[_Operation]]
) -> dict[str, list[tuple[str, str]]]:
    """Return the fields of what programs send, each with its meaning."""
    sent = {one.body for operations in groups.values() for one in operations}
    return {
        name: [
            (field, told.get("description", ""))
            for field, told in schemas[name].get("properties", {}).items()
        ]
        for name in sorted(sent & set(schemas))
    }
