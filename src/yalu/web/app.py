"""The app: routes, guard and failures put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from yalu import __version__
from yalu.web import failures
from yalu.web.assets import Assets
from yalu.web.fields import require_known
from yalu.web.limits import Limits
from yalu.web.memory import Memory
from yalu.web.menu import menu_of
from yalu.web.pages import Pages
from yalu.web.routes import ROUTERS
from yalu.web.routes.law import today
from yalu.web.service import Service
from yalu.web.shelf import Shelf

__all__ = ["create_app"]

_SMALL = 1_000  # bytes that are not worth compressing


def create_app(shelf: Shelf, *, limits: Limits | None = None) -> FastAPI:
    """Return the web app over a shelf.

    Parameters
    ----------
    shelf : Shelf
        What it shows; parts that are not on it yet are built when first asked for.
    limits : Limits, optional
        How much one visitor may ask.

    """
    limits = limits or Limits()

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        del app
        # A page is arithmetic, and threads that reckon at once only hinder each other.
        to_thread.current_default_thread_limiter().total_tokens = limits.threads
        yield
        shelf.close()

    app = Service(
        lifespan=living,
        title="Yalu",
        summary="What sanctions law says, what moved, and what the two say together.",
        version=__version__,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(require_known)],
    )
    app.state.shelf = shelf
    app.state.limits = limits
    app.state.assets = Assets()
    app.state.pages = Pages(app.state.assets, menu=menu_of(shelf.regime))
    for router in ROUTERS:
        app.include_router(router)
    failures.tell(app)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALL, compresslevel=5)
    app.add_middleware(Memory, most_bytes=limits.memory_bytes, today=today)
    return app
