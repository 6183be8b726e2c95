"""Asking: what a route may ask of the app that it belongs to."""

from typing import Annotated

from fastapi import Depends, Request

from yalu.web.limits import Limits
from yalu.web.pages import Pages
from yalu.web.shelf import Shelf

__all__ = ["LimitsOf", "PagesOf", "ShelfOf"]


def _shelf(request: Request) -> Shelf:
    found: Shelf = request.app.state.shelf
    return found


def _pages(request: Request) -> Pages:
    found: Pages = request.app.state.pages
    return found


def _limits(request: Request) -> Limits:
    found: Limits = request.app.state.limits
    return found


ShelfOf = Annotated[Shelf, Depends(_shelf)]
"""The shelf of the app."""
PagesOf = Annotated[Pages, Depends(_pages)]
"""The templates of the app."""
LimitsOf = Annotated[Limits, Depends(_limits)]
"""How much one visitor may ask of the app."""
