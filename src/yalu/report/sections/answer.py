"""The answer: in one sentence, then finding by finding, each leading to its figure."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from yalu.compliance import Score, Verdict
from yalu.report import lawmaking, numerals, scoring
from yalu.report.block import Block, Cell, Section
from yalu.report.document import blocks_of
from yalu.report.dossier import Dossier
from yalu.report.naming import state_in_prose
from yalu.report.sections.patterns import has_pattern

__all__ = ["answer", "headline", "question"]

# What a reader needs first; a name that ends in "-" stands for all that begin so.
_ORDER = (
    "scorecard-path",
    "patterns",
    "expected-",
    "breaks",
    "diversion",
    "banned-lines",
    "cap-",
    "lag",
    "patron-share",
    "other-patron",
    "pressure-packages",
    "pressure-curves",
    "rounds",
    "after-resolutions",
    "strategy-partial",
    "strategy-precedents",
    "claims-open",
)
_MOST = {"expected-": 3}  # of figures of one kind, where the section has more
_LAW_ALONE = ("measures-in-force", "timeline")
_BROKEN = (Verdict.PARTLY, Verdict.NOT_ENFORCED)
_MEASURES = ("measure on goods", "measures on goods")
_DEGREES = {
    Verdict.ENFORCED: "fully",
    Verdict.MOSTLY: "mostly",
    Verdict.PARTLY: "partly",
    Verdict.NOT_ENFORCED: "not",
}


def question(dossier: Dossier) -> str:
    """Return the question that the report answers."""
    name = dossier.regime.name
    if dossier.assessment is None:
        return name
    state = state_in_prose(dossier.state)
    if name.startswith("Sanctions"):
        return f"Does {state} enforce the {name[:1].lower()}{name[1:]}?"
    return f"{name}: does {state} keep the law?"


def headline(dossier: Dossier) -> str:
    """Return the answer in a few clauses; empty where no record was judged."""
    if dossier.assessment is None:
        return ""
    whole = scoring.whole(dossier)
    kept = sum(whole.counts[verdict] for verdict in scoring.KEPT)
    if not whole.decided:
        word = "The record cannot tell"
    elif kept == len(whole.scores):
        word = "Yes"
    else:
        word = "In part" if kept or whole.counts[Verdict.PARTLY] else "No"
    parts = scoring.tallies(dossier)
    number = numerals.part(whole.decided, len(whole.scores), *_MEASURES)
    summed = f"{number} can be judged. " if len(parts) > 1 and whole.decided else ""
    clauses = [
        _clause(dossier, tally, what, verb="" if summed else " can be judged")
        for what, tally in parts.items()
    ]
    told = "; ".join(clauses) or "no measure on goods binds it"
    told = f"{summed}{numerals.opened(told)}" if summed else told
    return f"{word}: {told}."


def _clause(
    dossier: Dossier, tally: scoring.Tally, what: tuple[str, str], *, verb: str
) -> str:
    """Return what a record says of some measures, in one clause."""
    broken = [s for s in tally.scores if s.verdict in _BROKEN]
    names = lawmaking.class_names(dossier.regime)
    goods = dict.fromkeys(names.get(s.measure, s.goods) for s in broken)
    good = tally.decided - len(broken)
    single = _single_years(tally, names)
    of = numerals.part(tally.decided, len(tally.scores), *what)
    if not tally.decided:
        return f"{of} can be verified{single}"
    kept = [s for s in tally.scores if s.verdict in scoring.KEPT]
    parts = [f"{good} {_degree(kept)}{_where_on_record(kept)}"] if good else []
    if broken:
        number = f"{len(broken)} " if good else ""
        parts.append(f"{number}{_degree(broken)} ({numerals.listing(list(goods))})")
    told = ", ".join(parts)
    return f"{of}{verb}: {told}{single}"


def _single_years(tally: scoring.Tally, names: Mapping[str, str]) -> str:
    """Return in which single years the record shows open measures to be kept."""
    told = []
    for score in tally.scores:
        years = scoring.kept_years(score)
        if years:
            goods = names.get(score.measure, score.goods)
            told.append(f"{goods} in {numerals.listing(list(map(str, years)))}")
    return f", apart from single years (kept: {'; '.join(told)})" if told else ""


def _degree(scores: Sequence[Score]) -> str:
    """Return how far measures are kept that are all kept, or all are not."""
    found = {score.verdict for score in scores}
    words = [word for verdict, word in _DEGREES.items() if verdict in found]
    return f"{' or '.join(words)} kept".removeprefix("fully ")


def _where_on_record(kept: Sequence[Score]) -> str:
    """Return that measures are kept only where there is a record, and how little."""
    silent = [score for score in kept if score.silent]
    if not silent:
        return ""
    least = min(silent, key=lambda s: s.months / (s.months + s.silent))
    return (
        f" in the months on record (as few as {least.months} of "
        f"{least.months + least.silent} months)"
    )


def answer(dossier: Dossier, sections: Sequence[Section]) -> Section:
    """Return the executive summary over the sections that follow.

    Parameters
    ----------
    dossier : Dossier
        The case.
    sections : sequence of Section
        The sections whose findings are told again here, in their own words.

    """
    text = []
    if dossier.record is not None and dossier.record.is_own:
        files = numerals.listing([Path(n).name for n in dossier.record.files])
        text.append(
            f"The record is not the one that comes with Yalu: read from {files}. "
            f"{dossier.record.kept:,} of {dossier.record.read:,} records could be used."
        )
    if dossier.assessment is not None:
        text.append(_decided(dossier))
    blocks = [b for b in blocks_of(sections) if b.id != "patterns" or has_pattern(b)]
    names = _ORDER if dossier.assessment is not None else _LAW_ALONE
    points = tuple(
        _point(block)
        for name in names
        for block in _named(blocks, name)[: _MOST.get(name)]
    )
    return Section(id="answer", heading="The answer", text=tuple(text), points=points)


def _decided(dossier: Dossier) -> str:
    """Return how much of the common law one state's record decides."""
    state = state_in_prose(dossier.state)
    parts = [
        numerals.part(tally.decided, len(tally.scores), *what)
        + (f" ({tally})" if tally.decided else "")
        for what, tally in scoring.tallies(dossier).items()
    ]
    whole = scoring.whole(dossier)
    return (
        f"The record of {state} decides "
        f"{numerals.part(whole.decided, len(whole.scores), *scoring.unit(dossier))}: "
        f"{numerals.listing(parts)}. Where nobody published a figure the answer is "
        "unverifiable, which is not yes."
    )


def _named(blocks: Sequence[Block], name: str) -> list[Block]:
    if name.endswith("-"):
        figures = [b for b in blocks if b.id.startswith(name) and hasattr(b, "panels")]
        return list(figures)
    return [block for block in blocks if block.id == name]


def _point(block: Block) -> Cell:
    ends = "" if block.title.endswith((".", "?")) else "."
    return Cell(text=f"{block.title}{ends}", see=(block.id,), grades=block.grades)
