"""The sections at the end: doubts, sources, and the receipt."""

from collections.abc import Iterable, Mapping

from yalu import __version__
from yalu.report import numerals
from yalu.report.block import Block, Cell, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.grid import Grid
from yalu.report.recorded import split

__all__ = ["doubts", "receipt", "references"]


def doubts(dossier: Dossier) -> Section:
    """Return the section on what the law and the record leave open."""
    law, conflicts = _doubts_of_law(dossier), _conflicts(dossier)
    opening = (
        f"The encoding records {len(law.rows)} points on which the law, its readers "
        "or the sources disagree. A shipment that turns on one is called undecidable, "
        "or its doubt is printed with the ruling."
    )
    text = [opening]
    blocks: tuple[Block, ...] = (law,)
    if conflicts.rows:
        text.append(
            f"{len(conflicts.rows)} figures of the trade record contradict another "
            "statement about the same flow and period. Both are kept."
        )
        blocks += (conflicts,)
    return Section(id="doubts", heading="Doubts", text=tuple(text), blocks=blocks)


def _doubts_of_law(dossier: Dossier) -> Table:
    regime = dossier.regime
    found = [
        (m, regime.citation(m), words, kind)
        for m in regime.measures.values()
        for words, kind in (
            *((d.words, "text") for d in m.doubts),
            *((d.why, "codes") for d in m.goods.disputed),
            *((p.disputed, "item") for p in m.goods.parts if p.disputed),
        )
    ]
    return Table(
        id="law-doubts",
        title="Points of law that are open",
        columns=("Where", "What is open", "Confidence"),
        rows=tuple(
            (
                Cell(text=str(citation), detail=m.id),
                Cell(text=" ".join(words.split()), sources=m.sources),
                Cell(text=m.confidence.measure.value),
            )
            for m, citation, words, _ in found
        ),
        sources=tuple(sorted({s for m, _, _, _ in found for s in m.sources})),
        data=Grid(
            ("measure", "where", "kind", "doubt", "confidence", "sources"),
            tuple(
                (m.id, str(c), kind, w, m.confidence.measure.value, m.sources)
                for m, c, w, kind in found
            ),
        ),
        folded=True,
    )


_CONFLICT_COLUMNS = (
    "reporter",
    "partner",
    "direction",
    "period_start",
    "period_end",
    "hs_code",
    "commodity",
    "series",
    "compiler",
    "value_usd",
    "quantity",
    "unit",
    "evidence",
    "confidence",
    "source",
    "note",
)


def _conflicts(dossier: Dossier) -> Table:
    rows = [row for row in dossier.trade.to_pylist() if row["conflict"]]
    rows.sort(key=lambda r: (r["hs_code"], r["direction"], r["period_start"]))
    return Table(
        id="data-conflicts",
        title="Figures that contradict another statement about the same flow",
        columns=("Flow and period", "Compiler", "Value", "Quantity", "Note"),
        rows=tuple(
            (
                Cell(
                    text=f"{row['reporter']} {row['direction']}s, {row['commodity']}",
                    detail=f"{row['period_start']} to {row['period_end']}",
                ),
                Cell(text=row["compiler"], detail=row["series"]),
                Cell(text=_known(row["value_usd"], "USD"), tone="figure"),
                Cell(text=_known(row["quantity"], row["unit"]), tone="figure"),
                Cell(text=row["note"] or "", sources=split(row["source"])),
            )
            for row in rows
        ),
        definition="Statements that differ by more than 1 %, or exclude each other.",
        data=Grid.of(rows, _CONFLICT_COLUMNS),
        folded=True,
    )


def _known(value: object, unit: object) -> str:
    return "\u2013" if value is None else numerals.amount(value, str(unit), digits=4)  # type: ignore[arg-type]


def references(dossier: Dossier, used: Mapping[str, Iterable[str]]) -> Section:
    """Return the list of every source used.

    Parameters
    ----------
    dossier : Dossier
        What the report rests on.
    used : mapping of str to iterable of str
        Identifiers of sources, and the figures and tables that use each.

    """
    names = sorted(used, key=str.lower)
    known = dossier.publications
    rows = []
    for name in names:
        source = known.get(name)
        publisher = source.publisher if source else "not described"
        url = source.url if source else ""
        rows.append((name, publisher, url, tuple(sorted(used[name]))))
    table = Table(
        id="sources",
        title="Every source that a figure or table of this report rests on",
        columns=("Source", "Publisher", "Used in"),
        rows=tuple(
            (
                Cell(text=name),
                Cell(text=publisher, href=url)
                if url
                else Cell(text=publisher, detail="no address"),
                Cell(text=", ".join(where).replace("-", " ")),
            )
            for name, publisher, url, where in rows
        ),
        data=Grid(("source", "publisher", "url", "used_in"), tuple(rows)),
    )
    text = (
        f"{len(rows)} sources. A figure stands on the identifiers in its source line. "
        "Single facts were transcribed; no text was copied."
    )
    return Section(id="references", heading="Sources", text=(text,), blocks=(table,))


def receipt(dossier: Dossier) -> Section:
    """Return the section that says from what exactly the report was made."""
    regime = dossier.regime
    facts = [
        ("Regime", f"{regime.name} ({regime.id})"),
        ("Law, SHA-256", regime.digest),
        ("Law last checked on", numerals.day(regime.last_checked_on)),
        ("Law known as of", numerals.day(dossier.as_of) if dossier.as_of else "all"),
        ("Report speaks of", numerals.day(dossier.on)),
        ("Program", f"yalu {__version__}"),
        *((f"Data, {n}, SHA-256", digest) for n, digest in dossier.hashes.items()),
    ]
    table = Table(
        id="receipt-facts",
        title="The same inputs give the same report, byte for byte",
        columns=("Input", "Value"),
        rows=tuple((Cell(text=n), Cell(text=v, tone="hash")) for n, v in facts),
        data=Grid(("input", "value"), tuple(facts)),
    )
    return Section(id="receipt", heading="Receipt", blocks=(table,))
