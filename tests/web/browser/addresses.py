"""The addresses of every page, as the small shelf can answer them."""

from tests.web.browser.small_shelf import FIGURE, SCENARIO, TABLE

__all__ = ["PAGES"]

PAGES = {
    "first": "/",
    "law": "/law?on=2017-09-01",
    "measure": "/law/dprk/UN-2397-4",
    "check": "/check",
    "ruling": "/check?goods=270112&exporter=PRK&importer=CHN&on=2017-03-01",
    "screen": "/screen",
    "scenarios": "/scenarios",
    "scenario": f"/scenarios/{SCENARIO}",
    "sliders": "/scenarios/own?china=90&oil=0",
    "figures": "/figures",
    "figure": f"/figures/{FIGURE}",
    "table": f"/figures/{TABLE}",
    "sources": "/sources",
    "programs": "/api",
}
"""One address for each kind of page."""
