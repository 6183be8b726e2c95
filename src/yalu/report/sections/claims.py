"""The section on claims: what was written, and whether it is so."""

from collections.abc import Sequence

from yalu.claims import Finding, Ledger, Verdict
from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Cell, Section, Table
from yalu.report.grid import Grid

__all__ = ["claims", "unclaimed"]

_COLUMNS = (
    "id",
    "statement",
    "article",
    "paragraph",
    "verdict",
    "figure",
    "query",
    "note",
    "evidence",
    "waits_for",
    "sources",
    "citations",
)
_MANY = {
    Verdict.HOLDS: "hold",
    Verdict.HOLDS_WITH_CAVEAT: "hold with a caveat",
    Verdict.DOES_NOT_HOLD: "do not hold",
    Verdict.CANNOT_BE_CHECKED: "cannot be checked with these data",
    Verdict.NOT_YET_TESTABLE: "are not yet testable",
}
_FIRST = (Verdict.DOES_NOT_HOLD, Verdict.HOLDS_WITH_CAVEAT)
_ARTICLES = frozenset({"A2016", "A2018"})
_MEMORY = frozenset({"GK", "general-knowledge"})  # the encoder's, never checked
_LAST = (Verdict.CANNOT_BE_CHECKED, Verdict.NOT_YET_TESTABLE)


def claims(ledger: Ledger) -> Section:
    """Return the section on the claims ledger."""
    counts = ledger.counts
    tested = sum(n for v, n in counts.items() if v not in _LAST)
    groups = (
        ("claims-open", _FIRST, "do not hold, or only with a caveat", False),
        ("claims-holding", (Verdict.HOLDS,), "hold", True),
        ("claims-untested", _LAST, "cannot be checked, or not yet", True),
    )
    tables = [
        _table(name, _of(ledger, verdicts), tested, words, folded=folded)
        for name, verdicts, words, folded in groups
        if _of(ledger, verdicts)
    ]
    told = [f"{n} {_MANY[v]}" for v, n in counts.items() if n]
    text = (
        f"{len(ledger)} checkable claims of two articles, in our own words: "
        f"{numerals.listing(told)}. Every verdict is computed from the law and the "
        "record by a named query; none is typed. Claims name their own days, so all "
        "the law that is encoded is asked. What rests on the article alone proves "
        "nothing."
    )
    if any("impact model" in finding.waits_for for finding in ledger):
        text += (
            " Some claims wait for the impact model: a way to work out what a change "
            "in trade does to revenue, prices and lives in the target, which is not "
            "part of this version."
        )
    return Section(
        id="claims", heading="What was claimed", text=(text,), blocks=tuple(tables)
    )


def unclaimed() -> Section:
    """Return the section for law that the claims are not about."""
    text = (
        "The claims that come with the program are about the DPRK regime of the "
        "library. This report is on another law, or on an edited copy, so that none "
        "is tested here."
    )
    return Section(id="claims", heading="What was claimed", text=(text,))


def _of(ledger: Ledger, verdicts: Sequence[Verdict]) -> list[Finding]:
    found = [finding for finding in ledger if finding.verdict in verdicts]
    return sorted(found, key=lambda finding: verdicts.index(finding.verdict))


def _words(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def _table(
    name: str, found: Sequence[Finding], tested: int, words: str, *, folded: bool
) -> Table:
    of = f" of {tested} tested claims" if found[0].verdict not in _LAST else " claims"
    return Table(
        id=name,
        title=f"{len(found)}{of} {words}",
        columns=("Claim", "Verdict", "What was found", "How it was tested"),
        rows=tuple(_row(finding) for finding in found),
        sources=tuple(sorted({s for finding in found for s in finding.sources})),
        grades=tuple(
            g for g in Evidence if g in {finding.evidence for finding in found}
        ),
        data=Grid.of(({n: _value(f, n) for n in _COLUMNS} for f in found), _COLUMNS),
        folded=folded,
        printed=True,
        look="claims",
    )


def _row(finding: Finding) -> tuple[Cell, ...]:
    grade = f" [{_grade(finding)}]" if finding.evidence else ""
    waits = f" Waits for {finding.waits_for}." if finding.waits_for else ""
    note = (
        finding.note if finding.note.startswith("Waits for") else finding.note + waits
    )
    return (
        Cell(
            text=finding.statement,
            detail=f"{finding.id}, article of {finding.article}, {finding.paragraph}",
        ),
        Cell(text=_words(finding.verdict), tone=f"claim {finding.verdict.value}"),
        Cell(text=f"{finding.figure or 'no figure'}{grade}", detail=note.strip()),
        Cell(text="", detail=finding.query, sources=finding.sources),
    )


def _grade(finding: Finding) -> str:
    """Return the grade in words, with what cannot witness for itself."""
    grade = finding.evidence.value if finding.evidence else ""
    used = {*finding.sources}
    if used and used <= _ARTICLES:
        return "article only"
    if used and used <= _ARTICLES | _MEMORY:
        return "article and memory only" if used & _ARTICLES else "from memory"
    parts = [grade]
    if used & _MEMORY:
        parts.append("partly from memory")
    if used & _ARTICLES:
        parts.append("partly from the article")
    return ", ".join(parts)


def _value(finding: Finding, name: str) -> object:
    value = getattr(finding, name)
    return value.value if isinstance(value, Verdict | Evidence) else value
