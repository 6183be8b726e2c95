"""Pictures: a figure with its finding, legend, evidence and sources on it.

A picture travels without the page it stood on, so that what a reader needs to trust or
doubt it is drawn with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from textwrap import wrap

import vl_convert

from yalu.provenance import Source
from yalu.report import drawing, theme
from yalu.report.block import Figure, Panel
from yalu.report.exports import swatch

__all__ = ["figure_png", "figure_svg"]

_EDGE = 20
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_WIDE = 0.49  # mean width of a letter, as a share of its size
_BOLD = 0.53
_GAP = 18  # between entries of a legend
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def figure_svg(figure: Figure, *, known: Mapping[str, Source], foot: str) -> str:
    """Return a figure as one SVG picture, complete in itself.

    Parameters
    ----------
    figure : Figure
        What is drawn: its panels stand under one another.
    known : mapping of str to Source
        Publications by identifier; one that is not among them is named by that.
    foot : str
        The last line: where the picture comes from.

    """
    charts = [
        drawing.picture(drawing.vega(panel.chart), f"{figure.id}-{number}")
        for number, panel in enumerate(figure.panels)
    ]
    sizes = [_size(chart) for chart in charts]
    width = max(wide for wide, _ in sizes) + 2 * _EDGE
    sheet = _Sheet(width)
    sheet.text(figure.title, 17, bold=True)
    for panel, chart, (_, tall) in zip(figure.panels, charts, sizes, strict=True):
        _add(sheet, panel, chart, tall)
    sheet.skip(8)
    for line in _footing(figure, known, foot):
        sheet.text(line, 11, colour=theme.MUTED)
    return sheet.svg(figure.title, figure.summary)


def figure_png(
    figure: Figure, *, known: Mapping[str, Source], foot: str, scale: float = 2
) -> bytes:
    """Return a figure as a PNG picture.

    Parameters
    ----------
    figure, known, foot
        As for `figure_svg`.
    scale : float
        Dots for each pixel of the SVG picture.

    """
    svg = figure_svg(figure, known=known, foot=foot)
    png: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return png


def _add(sheet: "_Sheet", panel: Panel, chart: str, tall: float) -> None:
    if panel.label:
        sheet.skip(6)
        sheet.text(panel.label, 13, bold=True)
    if panel.key:
        sheet.legend(panel.key)
    sheet.skip(4)
    sheet.place(chart, tall)


def _footing(figure: Figure, known: Mapping[str, Source], foot: str) -> Iterator[str]:
    if figure.definition:
        yield figure.definition
    if figure.grades:
        yield f"Evidence: {', '.join(grade.value for grade in figure.grades)}."
    if figure.sources:
        yield f"Sources: {_named(figure.sources, known)}."
    yield foot


def _named(sources: Sequence[str], known: Mapping[str, Source]) -> str:
    """Return whose figures these are, a few lines of them, and how many more."""
    names = dict.fromkeys(known[s].publisher if s in known else s for s in sources)
    listed = list(names)
    room = 300
    told: list[str] = []
    for name in listed:
        room -= len(name) + 2
        if room < 0 and told:
            break
        told.append(name)
    more = len(listed) - len(told)
    return "; ".join(told) + (f"; and {more} more, listed with the data" * bool(more))


def _size(svg: str) -> tuple[float, float]:
    found = _SIZE.match(svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


class _Sheet:
    """A picture that grows downward."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._depth = float(_EDGE)
        self._parts: list[str] = []

    def skip(self, pixels: float) -> None:
        self._depth += pixels

    def text(
        self,
        words: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = theme.INK,
    ) -> None:
        """Add a paragraph."""
        letters = (self._width - 2 * _EDGE) / (size * (_BOLD if bold else _WIDE))
        lines = wrap(words, int(letters))
        weight = ' font-weight="700"' if bold else ""
        for line in lines:
            self._depth += size * 1.3
            self._parts.append(
                f'<text x="{_EDGE}" y="{self._depth:.1f}" font-size="{size}"{weight} '
                f'fill="{colour}">{escape(line)}</text>'
            )
        self._depth += size * 0.35

    def legend(self, looks: Sequence[str]) -> None:
        """Add the looks with their names, over as many lines as it takes."""
        across, size = float(_EDGE), 12
        self._depth += 4
        for look in looks:
            words = look.replace("-", " ")
            wide = swatch.WIDTH + 6 + len(words) * size * _WIDE
            if across > _EDGE and across + wide > self._width - _EDGE:
                across = float(_EDGE)
                self._depth += swatch.HEIGHT + 6
            start = across + swatch.WIDTH + 6
            self._parts.append(
                f'<g transform="translate({across:.1f} {self._depth:.1f})">'
                f"{swatch.swatch(look)}</g>"
                f'<text x="{start:.1f}" y="{self._depth + 10.5:.1f}" '
                f'font-size="{size}" fill="{theme.MUTED}">{escape(words)}</text>'
            )
            across += wide + _GAP
        self._depth += swatch.HEIGHT + 4

    def place(self, chart: str, tall: float) -> None:
        """Add a picture at the left edge."""
        moved = f'<svg x="{_EDGE}" y="{self._depth:.1f}" '
        self._parts.append(chart.replace("<svg ", moved, 1))
        self._depth += tall

    def svg(self, title: str, summary: str) -> str:
        """Return what was added."""
        wide, tall = f"{self._width:.0f}", f"{self._depth + _EDGE * 0.6:.0f}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" width="{wide}" '
            f'height="{tall}" viewBox="0 0 {wide} {tall}" font-family="{_FONT}" '
            f'role="img"><title>{escape(title)}</title><desc>{escape(summary)}</desc>'
            f'<rect width="{wide}" height="{tall}" fill="{theme.PAPER}"/>'
            f"{''.join(self._parts)}</svg>\n"
        )
