"""The addresses of every page, as the small shelf can answer them."""

from tests.web.browser.small_dossier import CLAIM
from tests.web.browser.small_shelf import FIGURE, SCENARIO, TABLE

__all__ = ["MEASURE", "PAGES"]

MEASURE = "UN-2371-8-coal"

PAGES = {
    "first": "/",
    "law": "/law?on=2017-09-01",
    "measure": f"/law/dprk/{MEASURE}",
    "check": "/check",
    "ruling": "/check?goods=270112&exporter=PRK&importer=CHN&on=2017-03-01",
    "scorecard": "/scorecard",
    "verdict": f"/scorecard/CHN/{MEASURE}",
    "screen": "/screen",
    "scenarios": "/scenarios",
    "scenario": f"/scenarios/{SCENARIO}",
    "sliders": "/scenarios/own",
    "sliders moved": "/scenarios/own?china=90&oil=0",
    "forecast": "/forecast",
    "claims": "/claims",
    "claim": f"/claims/{CLAIM}",
    "figures": "/figures",
    "figure": f"/figures/{FIGURE}",
    "table": f"/figures/{TABLE}",
    "sources": "/sources",
    "source": "/sources/USGS",
    "programs": "/api",
}
"""One address for each kind of page."""
