"""Small shelves, and visitors of the apps over them."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from tests.web.browser.small_shelf import small_shelf
from tests.web.shelves import IdleShelf, reported_shelf
from tests.web.visitors import Visitor
from yalu.web import Shelf, create_app


@pytest.fixture(scope="session")
def shelf() -> Iterator[Shelf]:
    """Return a shelf with the law alone, on which nothing else is ever built."""
    held = IdleShelf(seed=1)
    yield held
    held.close()


@pytest.fixture(scope="session")
def visitor(shelf: Shelf) -> Visitor:
    """Return somebody who asks the app over the shelf with the law alone."""
    return Visitor(create_app(shelf))


@pytest.fixture(scope="session")
def reader() -> Visitor:
    """Return somebody who asks the app over a small report."""
    return Visitor(create_app(reported_shelf()))


@pytest.fixture(scope="session")
def small_app() -> Iterator[FastAPI]:
    """Return the app over a shelf on which every page and every answer is ready."""
    shelf = small_shelf()
    yield create_app(shelf)
    shelf.close()
