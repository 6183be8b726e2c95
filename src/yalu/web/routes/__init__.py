"""The routes: one file for each subject, pages and their interface for programs."""

from yalu.web.routes import (
    check,
    claims,
    figures,
    figures_api,
    forecast,
    index,
    interface,
    law,
    law_api,
    scenarios,
    scenarios_api,
    scorecard,
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
    scorecard.router,
    scorecard.api,
    forecast.router,
    forecast.api,
    claims.router,
    claims.api,
    scenarios.router,
    scenarios_api.router,
    screen.router,
    screen.api,
    sources.router,
    interface.router,
    static.router,
)
"""Every router of the app; the order matters only where addresses overlap."""
