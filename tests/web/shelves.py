"""Shelves that are built in a moment: the law as it is, and a report of two blocks."""

from datetime import date
from decimal import Decimal

from yalu import library
from yalu.provenance import Evidence
from yalu.report import Cell, Figure, Grid, Panel, Section, Table
from yalu.report.brief import Brief, Highlight, Stretch, Unknown
from yalu.report.exports import Surroundings
from yalu.report.theme import chart_of, styled
from yalu.web import Part, Shelf
from yalu.web.parts import BLOCKS, FRONT, SECTIONS, Front

__all__ = ["CUSTOMS", "IdleShelf", "reported_shelf"]

CUSTOMS = library.load("dprk").sources["un-1718-page"]


class IdleShelf(Shelf):
    """A shelf on which nothing is built unless it is taken."""

    def start(self, *parts: Part[object]) -> None:
        """Build nothing."""


def reported_shelf() -> Shelf:
    """Return a shelf with a report of one figure and one table."""
    shelf = IdleShelf(seed=1)
    shelf.put(SECTIONS, _sections())
    shelf.put(
        FRONT,
        Front(
            question="Is <coal> bought?",
            answer="In part: 1 of 2.",
            brief=Brief(
                figures=(
                    Highlight(
                        question="How much?",
                        value="50 %",
                        words="of 4,470 t",
                        doubt="30 to 70 %",
                        see="coal-bought",
                        strip=(
                            Stretch(low=0.3, high=0.7, look="unverifiable"),
                            Stretch(low=0.5, high=0.5, look="mark estimated"),
                        ),
                        grades=(Evidence.ESTIMATED,),
                    ),
                ),
                unknown=(Unknown(words="What was smuggled.", see="coal-months"),),
            ),
            around=Surroundings(
                on=date(2020, 1, 1),
                hashes={"law": "a" * 64, "data": "b" * 64},
                known={CUSTOMS.id: CUSTOMS},
            ),
        ),
    )
    shelf.take(BLOCKS)
    return shelf


def _sections() -> tuple[Section, ...]:
    data = Grid(
        ("year", "tonnes", "note", "evidence", "sources"),
        (
            (2016, Decimal("22480.5"), "a, b", "official", (CUSTOMS.id,)),
            (2017, None, "", None, ()),
        ),
    )
    chart = chart_of([{"year": 2016, "tonnes": 22480.5}]).mark_bar()
    figure = Figure(
        id="coal-bought",
        title="Coal bought fell by 4,470 t",
        panels=(
            Panel(chart=styled(chart.encode(x="year:O", y="tonnes:Q"), height=80)),
        ),
        summary="One bar.",
        definition="Tonnes that customs recorded.",
        sources=(CUSTOMS.id,),
        grades=(Evidence.OFFICIAL,),
        data=data,
    )
    table = Table(
        id="coal-months",
        title="Months of coal",
        columns=("Month", "What", "Where"),
        rows=(
            (
                Cell(text="2016-12"),
                Cell(text="<script>alert(1)</script>", tone="unverifiable"),
                Cell(text="text", sources=(CUSTOMS.id,), see=("coal-bought",)),
            ),
        ),
        data=data,
    )
    return (
        Section(
            id="answer",
            heading="The answer",
            points=(Cell(text="Coal was bought.", see=("coal-bought",)),),
        ),
        Section(id="trade", heading="What was recorded", blocks=(figure, table)),
    )
