"""Plates: the charts of a figure, made ready for a page.

A plate holds a chart twice: as a still picture, which is there at once, prints and
needs no script, and as a compiled specification, from which the browser draws it anew
in the width that it has.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from yalu.report import Figure, drawing
from yalu.web.parts import BLOCKS
from yalu.web.shelf import Part, Shelf

__all__ = ["Plate", "plate_of", "plates_of", "plates_on"]

_OPENING = re.compile(r'^<svg ([^>]*?)style="--drawn:(\d+(?:\.\d+)?)px"')


@dataclass(frozen=True, slots=True)
class Plate:
    """One chart as a page holds it.

    Attributes
    ----------
    live : Markup
        Its compiled specification as JSON that may stand inside a script element.
    still : Markup
        Its picture as SVG, without any style of its own.

    """

    live: Markup
    still: Markup


def plates_of(figure: Figure) -> tuple[Plate, ...]:
    """Return the charts of a figure, one for each panel.

    Parameters
    ----------
    figure : Figure
        Whose panels are drawn; a tenth of a second each.

    """
    return tuple(
        plate_of(drawing.vega(panel.chart), f"{figure.id}-{number}")
        for number, panel in enumerate(figure.panels)
    )


def plate_of(chart: dict[str, Any], name: str, *, still: int | None = 640) -> Plate:
    """Return a compiled chart as a page holds it.

    Parameters
    ----------
    chart : dict
        What `yalu.report.drawing.vega` returned.
    name : str
        Prefix of the names inside, so that several pictures share a page.
    still : int or None
        Width of the picture in pixels, without its axes; None for none, so that only
        scripts show anything.

    """
    live = json.dumps(chart, sort_keys=True, separators=(",", ":"))
    return Plate(
        live=_ours(live.replace("<", "\\u003c")),
        # No page may carry styles inside: a width says the same.
        still=_ours(
            ""
            if still is None
            else _OPENING.sub(
                r'<svg \1width="\2"', drawing.still(chart, name, width=still)
            )
        ),
    )


def plates_on(shelf: Shelf, name: str) -> tuple[Plate, ...]:
    """Return the charts of a figure of the report, drawn once for all readers.

    Parameters
    ----------
    shelf : Shelf
        Whose report is ready.
    name : str
        Identifier of the figure; a table has no charts.

    """

    def drawn(shelf: Shelf) -> tuple[Plate, ...]:
        block = shelf.take(BLOCKS)[name]
        return plates_of(block) if isinstance(block, Figure) else ()

    part: Part[tuple[Plate, ...]] = Part(
        name=f"plates {name}", words="The charts of a figure", make=drawn
    )
    return shelf.take(part)


def _ours(text: str) -> Markup:
    """Return what this package drew, which must not be escaped."""
    return Markup(text)  # noqa: S704 - never anything a user wrote
