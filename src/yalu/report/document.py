"""From sections to one page: nothing in it is loaded from elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from yalu.report import drawing, numerals, packing
from yalu.report.block import Block, Figure, Section
from yalu.report.brief import Brief
from yalu.report.opening import Opening, opening_of, words_open

__all__ = ["Page", "blocks_of", "compose", "plainly"]


_WORDS_A_MINUTE = 240  # silent reading of non-fiction (Brysbaert 2019: 238)
_MINUTES_A_FIGURE = 0.2
_FEW = 3  # sources of a number that are named beside it
_MOST = 12  # sources of a figure that are not folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands around the sections.

    Attributes
    ----------
    title, kicker, standing, colophon : str
        Headline; the line above it, the line below it, and the last line.
    version : str
        Version of the program.
    answer : str
        The answer in a sentence, under the headline; may be empty.
    brief : Brief
        The page before all others.

    """

    title: str
    kicker: str
    standing: str
    colophon: str
    version: str
    answer: str = ""
    brief: Brief = field(default_factory=Brief)


def blocks_of(sections: Iterable[Section]) -> Iterator[Block]:
    """Yield every figure and table in reading order."""
    for section in sections:
        yield from section.blocks


def compose(page: Page, sections: Sequence[Section], cited: Sequence[str]) -> str:
    """Return the page as HTML.

    Parameters
    ----------
    page : Page
        What stands around the sections.
    sections : sequence of Section
        In reading order.
    cited : sequence of str
        Identifiers of the sources that the page lists; every source named in a
        block must be among them.

    """
    blocks = list(blocks_of(sections))
    figures = [block for block in blocks if isinstance(block, Figure)]
    compiled = {
        figure.id: [drawing.vega(panel.chart) for panel in figure.panels]
        for figure in figures
    }
    environment = Environment(
        loader=FunctionLoader(_resource),
        autoescape=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["plainly"] = plainly
    environment.filters["spaced"] = numerals.spaced
    openings = {section.id: opening_of(section) for section in sections}
    return environment.get_template("report.html.j2").render(
        **{name: getattr(page, name) for name in Page.__slots__},
        sections=sections,
        openings=openings,
        minutes=_minutes(page, list(openings.values())),
        numbers=_numbers(blocks),
        labels=_labels(blocks),
        anchors={name: _anchor(name) for name in cited},
        lists=_lists(blocks),
        few=_FEW,
        most=_MOST,
        stills={name: _stills(name, charts) for name, charts in compiled.items()},
        charts=packing.pack(compiled),
        data=packing.pack({block.id: block.data.csv for block in blocks}),
        style=_trusted(_resource("report.css")),
        script=_trusted(_resource("report.js")),
        library=packing.pack(drawing.library()),
        notices=drawing.notices(),
    )


def _minutes(page: Page, openings: Sequence[Opening]) -> int:
    """Return how long what stands open takes to read, a look at each figure in it."""
    told = [(one.value, one.words, one.doubt) for one in page.brief.figures]
    brief = " ".join([page.answer, *(part for parts in told for part in parts)])
    brief += " ".join(one.words for one in page.brief.unknown)
    words = len(brief.split()) + sum(map(words_open, openings))
    figures = sum(isinstance(b, Figure) for one in openings for b in one.lead)
    return max(1, round(words / _WORDS_A_MINUTE + figures * _MINUTES_A_FIGURE))


def _anchor(source: str) -> str:
    """Return the name of a source in addresses."""
    return "".join(c if c.isalnum() else "-" for c in source).lower()


def _resource(name: str) -> str:
    path = files("yalu.report").joinpath("templates", name)
    return path.read_text(encoding="utf-8")


def _trusted(text: str) -> Markup:
    """Return text of this package, or drawn by it, that must not be escaped."""
    return Markup(text)  # noqa: S704 - never anything a user wrote


def _stills(name: str, charts: Sequence[dict[str, Any]]) -> list[Markup]:
    return [
        _trusted(drawing.still(chart, f"{name}-{number}"))
        for number, chart in enumerate(charts)
    ]


def _numbers(blocks: Sequence[Block]) -> dict[str, int]:
    figures = [b.id for b in blocks if isinstance(b, Figure)]
    tables = [b.id for b in blocks if not isinstance(b, Figure)]
    return {
        name: n for names in (figures, tables) for n, name in enumerate(names, start=1)
    }


def _labels(blocks: Sequence[Block]) -> dict[str, str]:
    numbers = _numbers(blocks)
    return {block.id: f"{type(block).__name__} {numbers[block.id]}" for block in blocks}


def _lists(blocks: Sequence[Block]) -> dict[str, str]:
    """Return where the sources of each block are listed: at itself, if not before."""
    first: dict[tuple[str, ...], str] = {}
    return {
        block.id: first.setdefault(block.sources, block.id)
        if len(block.sources) > _MOST
        else block.id
        for block in blocks
    }


def plainly(value: object) -> str:
    """Return a value of a grid in words, a missing one as a dash.

    Examples
    --------
    >>> plainly(Decimal("12500.50")), plainly(True), plainly(("a", "b"))
    ('12,500.5', 'yes', 'a, b')

    """
    match value:
        case None:
            return "\u2013"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{numerals.sensible(value).normalize():,f}"
        case float():
            return f"{value:,.4g}"
        case date():
            return value.isoformat()
        case tuple() | list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
