"""A small shelf, and a visitor of the app over it."""

import pytest

from tests.web.visitors import Visitor
from yalu.web import Shelf, create_app


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """Return a shelf with the law alone."""
    return Shelf(seed=1)


@pytest.fixture(scope="session")
def visitor(shelf: Shelf) -> Visitor:
    """Return somebody who asks the app over the small shelf."""
    return Visitor(create_app(shelf))
