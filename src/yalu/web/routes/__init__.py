"""The routes: one file for each subject, pages and their interface for programs."""

from yalu.web.routes import (
    check,
    figures,
    figures_api,
    index,
    interface,
    law,
    law_api,
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
    law_api.router,
    check.router,
    figures.router,
    figures_api.router,
    scenarios.router,
    scenarios_api.router,
    screen.router,
    screen.api,
    sources.router,
    interface.router,
    static.router,
)
"""Every router of the app; the order matters only where addresses overlap."""
