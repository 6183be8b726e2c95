"""From a chart to what a browser shows: a compiled specification and a still picture.

The charts are compiled here, so that the page carries only the drawing library. The
still pictures serve readers without scripts and the printer.
"""

import json
import re
from importlib.resources import files
from typing import Any

import vl_convert

from yalu.report.block import Chart
from yalu.report.numerals import spaced

__all__ = [
    "LOCALE",
    "library",
    "notices",
    "picture",
    "specification",
    "still",
    "vega",
]

_WIDTH = 640
LOCALE = {
    "decimal": ".",
    "thousands": "\u202f",
    "grouping": [3],
    "currency": ["", "\u00a0USD"],
}
"""How Vega writes numbers: as `yalu.report.numerals.spaced` does."""
_SHOWN = frozenset({"datasets", "values", "domain"})  # all else may be code
# The bundle's own `vega` is empty, so the charts are drawn through Vega-Embed.
_EXPOSE = "window.vegaEmbed = vegaEmbed;"


def library() -> str:
    """Return the drawing library (Vega-Embed) as one script without further needs."""
    bundle: str = vl_convert.javascript_bundle(_EXPOSE)
    return f"/*!\n{notices()}*/\n{bundle}"


def notices() -> str:
    """Return whose work the drawing library is, and on what terms it is passed on."""
    told = files("yalu.report").joinpath("templates", "notices.txt")
    return told.read_text(encoding="utf-8")


def vega(chart: Chart) -> dict[str, Any]:
    """Return the compiled form of a chart, which follows its container's width."""
    told = _neutral(specification(chart))
    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(told)
    return compiled


def still(compiled: dict[str, Any], name: str, *, width: int = _WIDTH) -> str:
    """Return a chart as SVG of fixed proportions that scales to its container.

    Parameters
    ----------
    compiled : dict
        What `vega` returned.
    name : str
        Prefix of the names inside, so that several pictures share a page.
    width : int
        Width of the plot in pixels, without its axes.

    """
    svg = picture(compiled, name, width=width)
    svg = re.sub(r'^<svg [^>]*?width="(\d+)[^"]*" height="(\d+)[^"]*"', _OPENING, svg)
    svg = re.sub(_NOISE, "", svg)
    return re.sub(r"(-?\d+\.\d\d)\d+", r"\1", svg)


def picture(compiled: dict[str, Any], name: str, *, width: int = _WIDTH) -> str:
    """Return a chart as SVG of a fixed size, complete in itself.

    Parameters
    ----------
    compiled, name, width
        As for `still`.

    """
    fixed = {"name": "width", "value": width}
    signals = [fixed if s["name"] == "width" else s for s in compiled["signals"]]
    svg: str = vl_convert.vega_to_svg(
        {**compiled, "signals": signals, "autosize": {"type": "pad"}},
        format_locale=LOCALE,
    )
    return _renamed(svg, name)


def _neutral(part: Any, *, shown: bool = False) -> Any:  # noqa: ANN401 - plain values
    """Return a specification whose labels part thousands as `LOCALE` does."""
    match part:
        case str():
            return spaced(part) if shown else part
        case list():
            return [_neutral(each, shown=shown) for each in part]
        case dict():
            return {
                name: _neutral(each, shown=shown or name in _SHOWN)
                for name, each in part.items()
            }
        case _:
            return part


def _renamed(svg: str, name: str) -> str:
    """Return a picture whose inner names count from nought: Vega counts for ever."""
    inner = list(dict.fromkeys(re.findall(r"\b(?:gradient_|clip)\d+\b", svg)))
    for number, old in enumerate(inner):
        svg = re.sub(rf"\b{old}\b", f"{name}-part-{number}", svg)
    return svg


# What the whole picture is anyway, by its opening or by the style sheet.
_NOISE = r' (?:font-family="[^"]*"|pointer-events="none"|opacity="1")'
_OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="still" aria-hidden="true" '
    'style="--drawn:\\1px"'
)


def specification(chart: Chart) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart as plain values."""
    # Altair has checked the parts already; checking the whole takes seconds.
    whole = json.dumps(chart.to_dict(validate=False), sort_keys=True)
    plain: dict[str, Any] = json.loads(whole)
    return plain
