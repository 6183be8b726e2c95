"""The answer: in one sentence, then finding by finding, each leading to its figure."""

from collections.abc import Sequence

from yalu import territories
from yalu.compliance import Verdict
from yalu.regime import Direction
from yalu.report import numerals, scoring
from yalu.report.block import Block, Cell, Section
from yalu.report.document import blocks_of
from yalu.report.dossier import Dossier

__all__ = ["answer", "headline", "question"]

# What a reader needs first; a name that ends in "-" stands for all that begin so.
_ORDER = (
    "scorecard-path",
    "banned-lines",
    "cap-",
    "lag",
    "patron-share",
    "other-patron",
    "claims-open",
)
_KEPT = (Verdict.ENFORCED, Verdict.MOSTLY)


def question(dossier: Dossier) -> str:
    """Return the question that the report answers."""
    name = dossier.regime.name
    if dossier.assessment is None:
        return name
    state = territories.territory(dossier.state).name
    return f"Does {state} enforce the {name[:1].lower()}{name[1:]}?"


def headline(dossier: Dossier) -> str:
    """Return the answer in a few clauses; empty where no record was judged."""
    if dossier.assessment is None:
        return ""
    bought, before, sold = _tallies(dossier)
    kept = sum(bought.counts[v] for v in _KEPT)
    broken = before.counts[Verdict.NOT_ENFORCED] + before.counts[Verdict.PARTLY]
    clauses = []
    if bought.decided:
        clauses.append(
            "what it may no longer buy, it no longer records buying"
            if kept == bought.decided
            else f"{bought.decided - kept} of {bought.decided} import bans still leak"
        )
    if broken:
        clauses.append("the looser rules that came before were not kept")
    if not sold.decided:
        clauses.append("what it sells, oil above all, cannot be verified")
    elif any(score.contested for score in sold.scores):
        clauses.append("what it sells is disputed")
    silent = sum(t.counts[Verdict.UNVERIFIABLE] for t in (bought, before, sold))
    every = bool(kept) and kept == bought.decided + before.decided + sold.decided
    word = "Yes" if every and not silent else "In part" if kept else "No"
    if not bought.decided + before.decided + sold.decided:
        word = "The record cannot tell"
    return f"{word}: {numerals.listing(clauses)}." if clauses else word


def answer(dossier: Dossier, sections: Sequence[Section]) -> Section:
    """Return the executive summary over the sections that follow.

    Parameters
    ----------
    dossier : Dossier
        The case.
    sections : sequence of Section
        The sections whose findings are told again here, in their own words.

    """
    state = territories.territory(dossier.state).name
    text = []
    if dossier.assessment is not None:
        bought, before, sold = _tallies(dossier)
        text.append(
            f"Held against the measures that bind all states, the record of {state} "
            f"decides {bought.decided} of {len(bought.scores)} bans on buying now in "
            f"force ({bought}), {before.decided} of {len(before.scores)} that were "
            f"replaced ({before}), and {sold.decided} of {len(sold.scores)} measures "
            f"on selling ({sold}). Where nobody published a figure the answer is "
            "unverifiable, which is not yes."
        )
    blocks = list(blocks_of(sections))
    points = tuple(_point(block) for name in _ORDER for block in _named(blocks, name))
    return Section(id="answer", heading="The answer", text=tuple(text), points=points)


def _tallies(dossier: Dossier) -> tuple[scoring.Tally, scoring.Tally, scoring.Tally]:
    state = dossier.state
    return (
        scoring.tally(dossier, state, direction=Direction.FROM_TARGET, still=True),
        scoring.tally(dossier, state, direction=Direction.FROM_TARGET, still=False),
        scoring.tally(dossier, state, direction=Direction.TO_TARGET, still=True),
    )


def _named(blocks: Sequence[Block], name: str) -> list[Block]:
    if name.endswith("-"):
        figures = [b for b in blocks if b.id.startswith(name) and hasattr(b, "panels")]
        return list(figures)
    return [block for block in blocks if block.id == name]


def _point(block: Block) -> Cell:
    ends = "" if block.title.endswith((".", "?")) else "."
    return Cell(text=f"{block.title}{ends}", see=block.id, grades=block.grades)
