"""The routes: one file for each subject, pages and their interface for programs."""

from yalu.web.routes import figures, index, static

__all__ = ["ROUTERS"]

ROUTERS = (
    index.router,
    figures.router,
    static.router,
)
"""Every router of the app; the order matters only where addresses overlap."""
