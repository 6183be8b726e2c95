"""What programs are told of the claims."""

from yalu.claims import Finding, Ledger, Verdict
from yalu.provenance import Evidence
from yalu.web.replies.reply import Reply

__all__ = ["ClaimTold", "Claims", "claim_told", "claims_of"]


class ClaimTold(Reply):
    """What became of one claim; its verdict is computed from the values."""

    id: str
    statement: str
    article: int
    paragraph: str
    verdict: Verdict
    figure: str
    values: dict[str, str]
    query: str
    note: str
    evidence: Evidence | None
    sources: list[str]
    citations: list[str]
    waits_for: str


class Claims(Reply):
    """The ledger of claims."""

    counts: dict[Verdict, int]
    claims: list[ClaimTold]


def claim_told(finding: Finding) -> ClaimTold:
    """Return what became of a claim in plain form; values are told as text."""
    return ClaimTold(
        id=finding.id,
        statement=finding.statement,
        article=finding.article,
        paragraph=finding.paragraph,
        verdict=finding.verdict,
        figure=finding.figure,
        values={name: str(value) for name, value in finding.values.items()},
        query=finding.query,
        note=finding.note,
        evidence=finding.evidence,
        sources=list(finding.sources),
        citations=list(finding.citations),
        waits_for=finding.waits_for,
    )


def claims_of(ledger: Ledger, findings: tuple[Finding, ...]) -> Claims:
    """Return some claims of a ledger, with the counts of all."""
    return Claims(counts=ledger.counts, claims=list(map(claim_told, findings)))
