"""Rendering: from a dossier to one page and its CSV files on disk."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from yalu import __version__
from yalu.files import make_folder, write_text
from yalu.report import document, numerals
from yalu.report.block import Section, cited_in
from yalu.report.dossier import Dossier
from yalu.report.naming import state_in_prose
from yalu.report.sections.answer import answer, headline, question
from yalu.report.sections.brief import brief
from yalu.report.sections.caps import caps
from yalu.report.sections.claims import claims, unclaimed
from yalu.report.sections.cycle import cycle_section
from yalu.report.sections.dependence import dependence
from yalu.report.sections.estimates import estimates
from yalu.report.sections.law import law
from yalu.report.sections.library import other_regimes
from yalu.report.sections.pressure import pressure_section
from yalu.report.sections.references import doubts, receipt, references
from yalu.report.sections.scenario import scenario_sections
from yalu.report.sections.scorecard import scorecard
from yalu.report.sections.signs import signs
from yalu.report.sections.strategy import strategy_section
from yalu.report.sections.trade import trade

__all__ = ["Report", "recorded_sections", "render", "sections_of"]


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
    UnusableFileError
        If the folder cannot be written.

    """
    sections = sections_of(dossier)
    cited = sorted(_users(sections))
    html = document.compose(_page(dossier, sections), sections, cited)
    beside = make_folder(Path(folder) / "data")
    data = []
    for block in document.blocks_of(sections):
        path = beside / f"{block.id}.csv"
        write_text(path, block.data.csv)
        data.append(path)
    page = Path(folder) / "index.html"
    write_text(page, html)  # last: where it is new, so are the files beside it
    return Report(page=page, data=tuple(data), sections=sections)


def sections_of(dossier: Dossier) -> tuple[Section, ...]:
    """Return the sections of the report in reading order."""
    body = list(_body(dossier))
    listed = references(dossier, _users(body))
    return (answer(dossier, body), *body, listed, receipt(dossier))


def recorded_sections(dossier: Dossier) -> Iterator[Section]:
    """Yield the sections that rest on law and record alone, each as it is needed.

    They are the same whether or not the dossier has answers of models and claims.
    """
    yield from _enforcement(dossier)
    yield law(dossier)
    if dossier.profile is not None:
        yield dependence(dossier.profile)


def _body(dossier: Dossier) -> Iterator[Section]:
    ledger = dossier.ledger
    yield from recorded_sections(dossier)
    if dossier.pressure is not None:
        yield pressure_section(dossier.pressure)
    cycle, scenarios = dossier.cycle, dossier.scenarios
    told = None if cycle is None else cycle_section(cycle, scenarios)
    if told is not None:
        yield told
    if dossier.strategy is not None:
        yield strategy_section(dossier.strategy)
    if scenarios is not None:
        yield from scenario_sections(scenarios)
    if ledger is not None:
        yield claims(ledger)
    elif dossier.assessment is not None and dossier.asked.is_whole:
        yield unclaimed()
    yield doubts(dossier)
    others = other_regimes(dossier)
    if others is not None:
        yield others


def _enforcement(dossier: Dossier) -> Iterator[Section]:
    """Yield what law and record say about each other; nothing without a record."""
    found, asked = dossier.assessment, dossier.enquiry
    if found is None:
        return
    yield scorecard(dossier)
    if any(m.cap is not None for m in dossier.regime.known()):
        yield caps(dossier, found)
    if asked is not None and asked.estimates is not None:
        yield estimates(dossier, asked.estimates)
    if asked is not None and asked.signs is not None:
        yield signs(dossier, asked.signs, found)
    moved = trade(dossier)
    if moved is not None:
        yield moved


def _users(sections: Sequence[Section]) -> dict[str, dict[str, None]]:
    """Return the figures and tables that rest on each source, in reading order."""
    users: dict[str, dict[str, None]] = defaultdict(dict)
    for block in document.blocks_of(sections):
        for name in cited_in(block):
            users[name][block.id] = None
    for section in sections:
        for point in section.points:
            for name in point.sources:
                users[name][section.id] = None
    return dict(users)


def _scope(dossier: Dossier) -> str:
    """Return what days are spoken of, and what is therefore left out."""
    checked = dossier.regime.last_checked_on
    told = f"Speaks of {numerals.day(dossier.on)}, "
    if dossier.on == checked:
        told += "the day the law was last checked, and not of the day it was made. "
    else:
        told += (
            "and not of the day it was made; the law was last checked on "
            f"{numerals.day(checked)}. "
        )
    if (last := _last_recorded(dossier)) is not None:
        state = state_in_prose(dossier.state)
        told += f"The record of {state} ends in {numerals.month(last)}. "
    if dossier.as_of is not None:
        told += (
            f"Knows law and events as of {numerals.day(dossier.as_of)}"
            f"{_trade_known(dossier)}. "
        )
    if not dossier.asked.is_whole:
        told += (
            f"About {dossier.asked} only: claims, cost, game and scenarios, which "
            "rest on the whole record, are left out. "
        )
    return told


def _last_recorded(dossier: Dossier) -> date | None:
    """Return the last day of which the record of the state says anything."""
    reporters, ends = (dossier.trade[n].to_pylist() for n in ("reporter", "period_end"))
    own = [e for r, e in zip(reporters, ends, strict=True) if r == dossier.state]
    return max(own) - timedelta(days=1) if own else None


def _trade_known(dossier: Dossier) -> str:
    """Return up to when trade is told: the record has no days of publication."""
    last = dossier.asked.last
    if dossier.record is None:
        return ""
    if last is None:
        return "; trade is the whole record of today, later years too (--to cuts it)"
    return f"; trade is the record of today up to {numerals.day(last)}"


def _page(dossier: Dossier, sections: Sequence[Section]) -> document.Page:
    regime = dossier.regime
    return document.Page(
        title=question(dossier),
        answer=headline(dossier),
        kicker=f"Yalu {__version__} \u00b7 report on the regime {regime.id}",
        standing=f"{_scope(dossier)}Law {regime.digest[:12]}.",
        brief=brief(dossier, list(document.blocks_of(sections))),
        colophon=(
            "Numbers have a point before decimals and a thin space between thousands; "
            "in the data they have a point and nothing else, and days stand as in ISO "
            "8601 (2016-03-02). Breaches named here are apparent: a record held "
            "against a text, by a program. An aid, not legal advice."
        ),
        version=__version__,
    )
