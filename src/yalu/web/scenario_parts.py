"""The parts of the shelf about scenarios: those that are stored, and the stage."""

from dataclasses import replace

from yalu.errors import ModelError, SchemaError
from yalu.report.block import Figure, Section
from yalu.report.scenarios import dprk_case
from yalu.report.sections.scenario import scenario_sections
from yalu.report.supposing import Supposing, supposing_of
from yalu.strategy.estimation.doubting import reservations
from yalu.strategy.estimation.storing import stored
from yalu.web.plates import Plate, plates_of
from yalu.web.shelf import Part, Shelf
from yalu.web.stage import Stage, staged

__all__ = ["DRAWS", "STAGE", "SUPPOSING", "TALES", "tale_plates"]

DRAWS = 6_000
"""How many draws each position of the sliders is played in, as at the terminal."""


def _supposing(shelf: Shelf) -> Supposing:
    del shelf
    return replace(supposing_of(), doubted="; ".join(_doubts()))


def _doubts() -> tuple[str, ...]:
    """Return why the fitted game is not to be relied on; empty if it is."""
    try:
        fit = stored()
    except (ModelError, SchemaError):
        return ("no fit can be read with which to check the draws",)
    return (*(f"the fit is stale: {words}" for words in fit.stale), *reservations(fit))


def _stage(shelf: Shelf) -> Stage:
    return staged(dprk_case, draws=DRAWS, seed=shelf.seed)


def _tales(shelf: Shelf) -> dict[str, Section]:
    found = shelf.take(SUPPOSING)
    return {section.id: section for section in scenario_sections(found)}


SUPPOSING: Part[Supposing] = Part(
    name="supposing", words="What is stored of scenarios", make=_supposing
)
"""What is stored of scenarios, and how far it can be trusted."""
TALES: Part[dict[str, Section]] = Part(
    name="tales", words="The pages of scenarios", make=_tales
)
"""What there is to tell of scenarios, section by section."""
STAGE: Part[Stage] = Part(
    name="stage", words="The case that sliders are played on", make=_stage
)
"""What sliders are played on."""


def tale_plates(shelf: Shelf, section: Section) -> dict[str, tuple[Plate, ...]]:
    """Return the charts of a section by its figures, drawn once for all readers."""
    part: Part[dict[str, tuple[Plate, ...]]] = Part(
        name=f"charts of {section.id}",
        words="The charts of a scenario",
        make=lambda _: {
            block.id: plates_of(block)
            for block in section.blocks
            if isinstance(block, Figure)
        },
    )
    return shelf.take(part)
