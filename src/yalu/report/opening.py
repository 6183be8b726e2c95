"""Openings: what of a section a reader with ten minutes reads, and what is folded.

The report says everything; few read all of it. Of each section the first words and the
leading figure stand open, and the rest waits folded right under them, for the screen as
for paper. Where nothing is named here, the first figure leads.
"""

from dataclasses import dataclass

from yalu.report import numerals
from yalu.report.block import Block, Cell, Figure, Section

__all__ = ["Opening", "opening_of", "words_open"]

_LEADS = {
    "answer": (),
    "scorecard-section": ("scorecard-path",),
    "caps": ("cap-refined-petroleum-products",),
    "signs": (),
    "trade": ("banned-lines",),
    "law": ("measures-in-force",),
    "dependence": ("patron-share",),
    "pressure": ("pressure-packages",),
    "cycle": ("rounds", "forecast"),
    "strategy": ("strategy-partial",),
    "scenarios": ("scenarios-all",),
    "claims": (),
    "doubts": (),
    "regimes": (),
}
# How many paragraphs stand open: the first so many, and the last so many.
_PARAGRAPHS = {
    "answer": (0, 0),
    "expected": (1, 0),
    "signs": (1, 0),
    "dependence": (1, 0),
    "pressure": (2, 0),
    "cycle": (1, 1),
    "strategy": (1, 2),
    "scenarios": (1, 1),
}
_POINTS = {"answer": 3}  # findings that stand open
_WHOLE = ("references", "receipt")  # looked up, not read
_LEADS_IN = ":"
_PAGES = "scenario-"  # one section each, folded but for its first words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A section, parted.

    Attributes
    ----------
    text : tuple of str
        Paragraphs that stand open.
    lead : tuple of Block
        Figures and tables that stand open.
    more : tuple of str
        Paragraphs that are folded.
    first : tuple of Cell
        Findings that stand open.
    points : tuple of Cell
        Findings that are folded.
    blocks : tuple of Block
        Figures and tables that are folded.
    is_looked_up : bool
        Whether nobody reads it from end to end.

    """

    text: tuple[str, ...]
    lead: tuple[Block, ...]
    more: tuple[str, ...]
    first: tuple[Cell, ...]
    points: tuple[Cell, ...]
    blocks: tuple[Block, ...]
    is_looked_up: bool = False

    @property
    def label(self) -> str:
        """What is folded, in words; empty where nothing is.

        Notes
        -----
        Figures and tables are counted apart, as they are numbered apart.

        """
        figures = sum(isinstance(block, Figure) for block in self.blocks)
        tables = len(self.blocks) - figures
        also = "more " if self.first else ""
        told = [
            *(
                [numerals.plural(len(self.points), f"{also}finding")]
                if self.points
                else []
            ),
            *(["notes"] if self.more else []),
            *([numerals.plural(figures, "figure")] if figures else []),
            *([numerals.plural(tables, "table")] if tables else []),
        ]
        return f"In depth: {numerals.listing(told)}" if told else ""


def opening_of(section: Section) -> Opening:
    """Return what of a section stands open and what is folded.

    Examples
    --------
    >>> one = Section(id="receipt", heading="Receipt", text=("Run twice.",))
    >>> opening_of(one).text, opening_of(one).label
    (('Run twice.',), '')

    """
    if section.id in _WHOLE:
        return Opening(
            text=section.text,
            lead=section.blocks,
            more=(),
            first=(),
            points=(),
            blocks=(),
            is_looked_up=True,
        )
    known = {block.id: block for block in section.blocks}
    page = section.id.startswith(_PAGES)
    named = () if page else _LEADS.get(section.id)
    lead = tuple(known[name] for name in named or () if name in known)
    if not lead and named != () and not page:
        lead = tuple(b for b in section.blocks if isinstance(b, Figure))[:1]
    count = len(section.text)
    first, last = (0, 0) if page else _PARAGRAPHS.get(section.id, (count, 0))
    shut = {*range(first, count - last)}
    if section.points and count and section.text[-1].endswith(_LEADS_IN):
        shut.add(count - 1)  # it belongs to the list that is folded after it
    open_points = _POINTS.get(section.id, 0)
    return Opening(
        text=tuple(t for n, t in enumerate(section.text) if n not in shut),
        lead=lead,
        more=tuple(section.text[n] for n in sorted(shut)),
        first=section.points[:open_points],
        points=section.points[open_points:],
        blocks=tuple(block for block in section.blocks if block not in lead),
    )


def words_open(opening: Opening) -> int:
    """Return how many words of a section stand open to be read, small print aside.

    What is only looked up, as the list of sources, does not count.

    Examples
    --------
    >>> words = "Ten texts bind all states."
    >>> [
    ...     words_open(opening_of(Section(id=name, heading="", text=(words,))))
    ...     for name in ("law", "receipt")
    ... ]
    [5, 0]

    """
    if opening.is_looked_up:
        return 0
    cells = (
        f"{cell.text} {cell.detail}"
        for block in opening.lead
        for row in getattr(block, "rows", ())
        for cell in row
    )
    titles = (block.title for block in opening.lead)
    findings = (point.text for point in opening.first)
    told = (*opening.text, *findings, *titles, *cells)
    return sum(len(part.split()) for part in told)
