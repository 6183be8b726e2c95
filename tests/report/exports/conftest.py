"""One small figure and one small table, and what they stand in."""

from datetime import date
from decimal import Decimal

import pytest

from yalu.provenance import Evidence, Source
from yalu.report import theme
from yalu.report.block import Cell, Figure, Panel, Table
from yalu.report.exports import Surroundings
from yalu.report.grid import Grid


@pytest.fixture(scope="session")
def figure() -> Figure:
    """Return a figure with two panels, a legend and values of every kind."""
    points = [{"x": "2016-01-01", "y": 3}, {"x": "2017-01-01", "y": 5}]
    marks = theme.chart_of(points).mark_line().encode(x="x:T", y="y:Q")
    chart = theme.styled(marks, height=120)
    return Figure(
        id="coal",
        title="Coal fell by 69 % <in 2017> & stayed low",
        panels=(
            Panel(chart=chart, label="Customs", key=("recorded", "unverifiable")),
            Panel(chart=chart, label="Alleged by others"),
        ),
        summary="A line that rises.",
        definition="Counts months.",
        sources=("R1", "R2"),
        grades=(Evidence.OFFICIAL, Evidence.ALLEGED),
        data=Grid(
            ("day", "amount", "count", "sure", "codes", "word", "nothing"),
            (
                (date(2016, 1, 1), Decimal("1.5"), 3, True, ("27", "72"), "=1+1", None),
                (None, None, None, None, None, None, None),
            ),
        ),
    )


@pytest.fixture(scope="session")
def table(figure: Figure) -> Table:
    """Return a table with the numbers of the figure."""
    return Table(
        id="coal-table",
        title="Coal",
        columns=("day",),
        rows=((Cell(text="2016-01-01"),),),
        data=figure.data,
    )


@pytest.fixture(scope="session")
def around() -> Surroundings:
    """Return what they stand in; one of the two sources is known."""
    return Surroundings(
        on=date(2026, 11, 22),
        hashes={"law": "ab" * 32, "data": "cd" * 32},
        known={"R1": Source("R1", "A newspaper, 2018", "https://example.org/1")},
    )
