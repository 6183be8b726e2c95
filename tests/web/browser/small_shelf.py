"""A small shelf: real law, a report of two figures, one stored scenario, no fits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from tests.report import worlds
from tests.web.browser.small_dossier import small_dossier
from yalu.provenance import Evidence
from yalu.report.block import Cell, Figure, Panel, Section, Table
from yalu.report.brief import Brief, Highlight, Stretch, Unknown
from yalu.report.exports import Surroundings
from yalu.report.figures import law, scorecard
from yalu.report.grid import Grid
from yalu.report.sections.cycle import cycle_section
from yalu.report.supposing import Supposing, supposing_of
from yalu.scenario.shipped import shipped
from yalu.web import Shelf
from yalu.web.parts import BLOCKS, DOSSIER, FRONT, LAW, SECTIONS, SOURCES, Front
from yalu.web.scenario_parts import STAGE, SUPPOSING, TALES
from yalu.web.sliders import Settings, scenario_of
from yalu.web.stage import Played, Stage
from yalu.web.witnesses import WITNESSES

__all__ = ["FIGURE", "SCENARIO", "TABLE", "fill", "small_shelf"]

SCENARIO = "oil-embargo"
FIGURE, TABLE = "timeline", "findings-in-words"

_ON = date(2026, 10, 1)
_ROWS = (("coal", "UN", Decimal("3.50"), None), ("coal", "China", Decimal(2), "a, b"))


def small_shelf() -> Shelf:
    """Return a shelf whose pages answer at once."""
    shelf = Shelf(seed=1)
    fill(shelf)
    return shelf


def fill(shelf: Shelf) -> None:
    """Put on a shelf all that pages show."""
    known = shelf.take(SOURCES)
    cited = tuple(sorted(known)[:3])
    shelf.put(
        FRONT,
        Front(
            question="Who kept to the law?",
            answer="Coal moved; of oil nobody says.",
            brief=_brief(),
            around=Surroundings(on=_ON, hashes={"law dprk": "a" * 64}, known=known),
        ),
    )
    dossier = small_dossier(shelf.take(LAW)[shelf.regime], known)
    shelf.put(DOSSIER, dossier)
    assert dossier.cycle is not None
    told = cycle_section(dossier.cycle)
    assert told is not None
    shelf.put(SECTIONS, (*_sections(cited), told))
    found = _supposing()
    shelf.put(SUPPOSING, found)
    shelf.put(STAGE, cast("Stage", _Stage(found)))
    for part in (BLOCKS, WITNESSES, TALES):
        shelf.take(part)


def _brief() -> Brief:
    strip = (
        Stretch(low=0.2, high=0.6, look="interval-of-90-percent"),
        Stretch(low=0.4, high=0.4, look="mark estimated"),
    )
    return Brief(
        figures=(
            Highlight(
                question="How much crossed",
                value="40 %",
                words="of the coal that was banned",
                doubt="20 to 60 %",
                strip=strip,
                see=FIGURE,
                grades=(Evidence.ESTIMATED,),
            ),
        ),
        unknown=(Unknown(words="What crossed at sea.", see=TABLE),),
    )


class _Stage:
    """Answers every position of the sliders with the same stored run."""

    def __init__(self, found: Supposing) -> None:
        self.found = found

    def play(self, settings: Settings) -> Played:
        """Return a stored run as if it had been asked for."""
        told, plain = self.found.scenarios[0].outcome, self.found.baseline
        assert plain is not None
        made = told.manifest
        return Played(
            settings=settings,
            scenario=scenario_of(settings),
            told=told,
            plain=plain.outcome,
            months=made.months,
            draws=made.draws,
            games=made.games,
            seed=made.seed,
            digest=made.digest,
            case_digest=made.case_sha256,
        )


def _supposing() -> Supposing:
    asked = [one for one in shipped() if one.is_baseline or one.id == SCENARIO]
    return replace(supposing_of(scenarios=asked), doubted="two checks of the fit fail")


def _sections(cited: tuple[str, ...]) -> tuple[Section, ...]:
    point = Cell(
        text="Coal crossed after the ban",
        detail="The mirror records say so.",
        sources=cited[:1],
        see=(FIGURE,),
        grades=(Evidence.REPORTED, Evidence.ESTIMATED),
    )
    return (
        Section(
            id="answer",
            heading="The answer",
            text=("What the record says, in one paragraph.",),
            points=(point,),
        ),
        Section(
            id="law",
            heading="The law",
            text=("Two figures of it.",),
            blocks=(_figure(cited), _table(point, cited)),
        ),
    )


def _figure(cited: tuple[str, ...]) -> Figure:
    return Figure(
        id=FIGURE,
        title="Coal came under two bans",
        panels=(
            Panel(chart=law.timeline_chart(worlds.BARS, (), worlds.WINDOW)),
            Panel(
                chart=scorecard.path_chart(worlds.SQUARES),
                label="By year",
                key=("unverifiable",),
            ),
        ),
        summary="Bars show when a ban on coal was in force.",
        definition="A bar is what one paragraph does to coal.",
        sources=cited,
        grades=(Evidence.REPORTED, Evidence.ALLEGED),
        data=Grid(("goods", "maker", "share", "note"), _ROWS),
    )


def _table(point: Cell, cited: tuple[str, ...]) -> Table:
    rows = (
        (Cell(text="Coal"), Cell(text="no", tone="not-enforced"), point),
        (Cell(text="Oil"), Cell(text="?", tone="unverifiable"), Cell(text=cited[1])),
    )
    return Table(
        id=TABLE,
        title="What was found, in words",
        columns=("Goods", "Enforced", "Finding"),
        rows=rows,
        definition="One row for a class of goods.",
        sources=cited,
        grades=(Evidence.REPORTED,),
        data=Grid(("goods", "maker", "share", "note"), _ROWS),
        note="Missing is never zero.",
    )
