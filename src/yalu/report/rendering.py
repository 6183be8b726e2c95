"""Rendering: from a dossier to one page and its CSV files on disk."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yalu import __version__
from yalu.errors import SchemaError
from yalu.report import document, numerals
from yalu.report.block import Section
from yalu.report.dossier import Dossier
from yalu.report.sections.caps import caps
from yalu.report.sections.dependence import dependence
from yalu.report.sections.law import law
from yalu.report.sections.references import doubts, receipt, references
from yalu.report.sections.trade import trade

__all__ = ["Report", "render", "sections_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report on disk.

    Attributes
    ----------
    page : Path
        The page; it needs no other file.
    data : tuple of Path
        One CSV file for each figure and table.
    sections : tuple of Section
        What stands in it.

    """

    page: Path
    data: tuple[Path, ...]
    sections: tuple[Section, ...]

    def __str__(self) -> str:
        size = self.page.stat().st_size / 1e6
        return f"{self.page} ({size:.1f} MB) and {len(self.data)} files of data"


def render(dossier: Dossier, folder: str | Path) -> Report:
    """Write the report on a dossier into a folder, which is made if missing.

    Parameters
    ----------
    dossier : Dossier
        What the report rests on.
    folder : str or Path
        Where ``index.html`` and ``data/*.csv`` go.

    Raises
    ------
    SchemaError
        If the folder cannot be written.

    """
    sections = sections_of(dossier)
    cited = sorted(_users(sections))
    html = document.compose(_page(dossier), sections, cited)
    place = Path(folder)
    try:
        (place / "data").mkdir(parents=True, exist_ok=True)
        page = place / "index.html"
        page.write_text(html, encoding="utf-8", newline="\n")
        data = []
        for block in document.blocks_of(sections):
            path = place / "data" / f"{block.id}.csv"
            path.write_text(block.data.csv, encoding="utf-8", newline="")
            data.append(path)
    except OSError as error:
        msg = (
            f"{place}: found that it cannot be written ({error.strerror}); expected a "
            "folder. Give another one with --output."
        )
        raise SchemaError(msg) from error
    return Report(page=page, data=tuple(data), sections=sections)


def sections_of(dossier: Dossier) -> tuple[Section, ...]:
    """Return the sections of the report in reading order."""
    body = [law(dossier)]
    if dossier.has_trade:
        body.append(caps(dossier, dossier.ledgers, dossier.record_gaps))
        body.append(trade(dossier))
    if dossier.profile is not None:
        body.append(dependence(dossier.profile))
    body.append(doubts(dossier))
    return (*body, references(dossier, _users(body)), receipt(dossier))


def _users(sections: Sequence[Section]) -> dict[str, set[str]]:
    users: dict[str, set[str]] = defaultdict(set)
    for block in document.blocks_of(sections):
        cells = [cell for row in getattr(block, "rows", ()) for cell in row]
        for name in (*block.sources, *(s for cell in cells for s in cell.sources)):
            users[name].add(block.id)
    for section in sections:
        for point in section.points:
            for name in point.sources:
                users[name].add(section.id)
    return dict(users)


def _page(dossier: Dossier) -> document.Page:
    regime = dossier.regime
    return document.Page(
        title=f"Is it enforced? {regime.name}",
        kicker=f"Yalu {__version__} \u00b7 report on the regime {regime.id}",
        standing=(
            f"Speaks of {numerals.day(dossier.on)}. Law last checked on "
            f"{numerals.day(regime.last_checked_on)}. Law {regime.digest[:12]}."
        ),
        colophon=(
            "Breaches named here are apparent: a record held against a text, by a "
            "program. An aid, not legal advice."
        ),
        version=__version__,
    )
