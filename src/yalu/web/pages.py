"""Pages: from a template and what it shows to an answer that a browser can read."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from importlib.metadata import version

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from yalu import __version__
from yalu.report import numerals
from yalu.report.document import plainly
from yalu.report.drawing import LOCALE
from yalu.web.assets import Assets
from yalu.web.menu import Entry

__all__ = ["DRAWING", "Pages"]

DRAWING = f"/static/drawing-{version('vl-convert-python')}.js"
"""Where the drawing library is; it changes with the program that holds it."""
_FRESH = {"Cache-Control": "no-cache"}


class Pages:
    """The templates, and what all of them know.

    Parameters
    ----------
    assets : Assets
        The style and the scripts.
    menu : sequence of Entry
        The pages there are.

    """

    def __init__(self, assets: Assets, *, menu: Sequence[Entry]) -> None:
        self._environment = Environment(
            loader=PackageLoader("yalu.web"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.filters.update(plainly=plainly, spaced=numerals.spaced)
        self._environment.globals.update(
            asset=assets.address,
            drawing=DRAWING,
            menu=menu,
            locale=json.dumps(LOCALE),
            version=__version__,
        )

    def show(
        self,
        request: Request,
        template: str,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        headers: dict[str, str] | None = None,
        **shown: object,
    ) -> HTMLResponse:
        """Return a page.

        Parameters
        ----------
        request : Request
            What was asked.
        template : str
            Name of the template.
        status, headers
            Of the answer.
        **shown
            What the template shows; all is escaped.

        """
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        text = self._environment.get_template(template).render(here=here, **shown)
        return HTMLResponse(text, status, {**_FRESH, **(headers or {})})
