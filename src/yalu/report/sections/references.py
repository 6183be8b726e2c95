"""The sections at the end: doubts, sources, and the receipt."""

from collections.abc import Iterable, Mapping, Sequence

from yalu import __version__
from yalu.regime import Measure
from yalu.report import numerals
from yalu.report.block import Block, Cell, Section, Table
from yalu.report.dossier import Dossier
from yalu.report.grid import Grid
from yalu.report.naming import state_in_prose
from yalu.report.recorded import split
from yalu.report.sections.breaches import set_aside, silence

__all__ = ["doubts", "receipt", "references"]


def doubts(dossier: Dossier) -> Section:
    """Return the section on what the law and the record leave open."""
    law, conflicts = _doubts_of_law(dossier), _conflicts(dossier)
    opening = (
        f"The encoding records {numerals.plural(len(law.rows), 'point')} on which the "
        "law, its readers or the sources disagree. A shipment that turns on one is "
        "called undecidable, or its doubt is printed with the ruling."
    )
    text = [opening]
    blocks: tuple[Block, ...] = (law,) if law.rows else ()
    found = dossier.assessment
    if found is not None:
        told = (set_aside(found), None if _is_told(dossier) else silence(found))
        blocks += tuple(b for b in told if b is not None)
    if found is not None and not found.mirror:
        text.append(_unmirrored(dossier))
    if conflicts.rows:
        text.append(
            f"Figures of the trade record that contradict another statement about the "
            f"same flow and period: {len(conflicts.rows)}. Both are kept."
        )
        blocks += (conflicts,)
    return Section(id="doubts", heading="Doubts", text=tuple(text), blocks=blocks)


def _is_told(dossier: Dossier) -> bool:
    """Return whether the silences stand in the section on signs already."""
    return dossier.enquiry is not None and dossier.enquiry.signs is not None


def _unmirrored(dossier: Dossier) -> str:
    """Return that nothing on record is told from both sides, and why if plain."""
    target = state_in_prose(dossier.regime.target)
    mute = dossier.regime.target not in dossier.trade["reporter"].to_pylist()
    reason = f": the record holds no figure published by {target}" if mute else ""
    return f"No movement can be checked against its mirror image{reason}."


def _doubts_of_law(dossier: Dossier) -> Table:
    regime = dossier.regime
    found: dict[tuple[str, str], list[Measure]] = {}
    for m in regime.measures.values():
        for words, kind in (
            *((d.words, "text") for d in m.doubts),
            *((d.why, "codes") for d in m.goods.disputed),
            *((p.disputed, "item") for p in m.goods.parts if p.disputed),
        ):
            found.setdefault((" ".join(words.split()), kind), []).append(m)
    return Table(
        id="law-doubts",
        title="Points of law that are open",
        columns=("Where", "What is open", "Confidence"),
        rows=tuple(
            (
                Cell(text=_where(dossier, measures), detail=_ids(measures)),
                Cell(text=words, sources=_sources(measures)),
                Cell(text=_confidence(measures)),
            )
            for (words, _), measures in found.items()
        ),
        sources=_sources([m for measures in found.values() for m in measures]),
        data=Grid(
            ("measures", "kind", "doubt", "confidence", "sources"),
            tuple(
                (
                    tuple(m.id for m in measures),
                    kind,
                    words,
                    _confidence(measures),
                    _sources(measures),
                )
                for (words, kind), measures in found.items()
            ),
        ),
        folded=True,
        printed=True,
    )


def _where(dossier: Dossier, measures: Sequence[Measure]) -> str:
    cited = [str(dossier.regime.citation(m)) for m in measures]
    texts = {dossier.regime.instrument_of(m).symbol for m in measures}
    if len(set(cited)) > 1 and len(texts) == 1:
        return f"{texts.pop()}, {len(cited)} measures"
    return "; ".join(dict.fromkeys(cited))


def _ids(measures: Sequence[Measure]) -> str:
    return ", ".join(m.id for m in measures)


def _sources(measures: Sequence[Measure]) -> tuple[str, ...]:
    return tuple(sorted({s for m in measures for s in m.sources}))


def _confidence(measures: Sequence[Measure]) -> str:
    return ", ".join(sorted({m.confidence.measure.value for m in measures}))


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
        Identifiers of sources, and the figures and tables that use each, in order.

    """
    names = sorted(used, key=str.lower)
    known = dossier.publications
    rows = []
    for name in names:
        source = known.get(name)
        publisher = source.publisher if source else "not described"
        url = source.url if source else ""
        rows.append((name, publisher, url, tuple(used[name])))
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
                Cell(text="", see=where),
            )
            for name, publisher, url, where in rows
        ),
        data=Grid(("id", "publisher", "url", "used_in"), tuple(rows)),
        folded=True,
        printed=True,
    )
    text = (
        f"{numerals.plural(len(rows), 'source').capitalize()}. A figure stands on "
        "the identifiers in its source line. Single facts were "
        "transcribed; no text was copied."
    )
    return Section(id="references", heading="Sources", text=(text,), blocks=(table,))


def _own_files(dossier: Dossier) -> list[tuple[str, str]]:
    """Return what is known of the files that a user gave; nothing without any."""
    record = dossier.record
    if record is None or not record.is_own:
        return []
    return [
        *((f"Own file, {n}, SHA-256", digest) for n, digest in record.hashes.items()),
        ("Own records", f"{record.read:,} read, {record.kept:,} kept"),
        ("Put aside", f"{record.quarantined:,} records"),
        ("Summed to", f"{record.cells:,} cells, {record.nils:,} nils added"),
        *(("Note", note) for note in record.notes),
    ]


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
        *_own_files(dossier),
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
