"""The routes: one file for each subject, pages and their interface for programs."""

from yalu.web.routes import (
    check,
    figures,
    index,
    law,
    scenarios,
    scenarios_api,
    screen,
    sources,
    static,
)

__all__ = ["ROUTERS"]

ROUTERS = (
    index.router,
    law.router,
    check.router,
    figures.router,
    scenarios.router,
    scenarios_api.router,
    screen.router,
    screen.api,
    sources.router,
    static.router,
)
"""Every router of the app; the order matters only where addresses overlap."""
