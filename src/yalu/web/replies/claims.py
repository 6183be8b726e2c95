"""What programs are told of the claims."""

from pydantic import BaseModel, ConfigDict

from yalu.claims import Finding, Ledger, Verdict
from yalu.provenance import Evidence

__all__ = ["ClaimTold", "Claims", "claim_told", "claims_of"]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClaimTold(_Told):
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


class Claims(_Told):
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
