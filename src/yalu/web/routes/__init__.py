"""The routes: one file for each subject, pages and their interface for programs."""

from yalu.web.routes import (
    figures,
    index,
    law,
    scenarios,
    scenarios_api,
    static,
)

__all__ = ["ROUTERS"]

ROUTERS = (
    index.router,
    law.router,
    figures.router,
    scenarios.router,
    scenarios_api.router,
    static.router,
)
"""Every router of the app; the order matters only where addresses overlap."""
