"""The ledger: every claim with its query, its figure and its verdict."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from yalu.claims.answer import Answer, Record
from yalu.claims.claim import Claim, Value, Verdict
from yalu.claims.judging import judge, tell
from yalu.claims.played import Played
from yalu.claims.pressed import Pressed
from yalu.claims.queries import QUERIES
from yalu.claims.reading import Book, read
from yalu.compliance import Assessment
from yalu.dependence import profile
from yalu.errors import UnknownCodeError, UnknownMeasureError
from yalu.events import EventLog
from yalu.flows import Repair
from yalu.provenance import Evidence
from yalu.regime import Regime

__all__ = ["Finding", "Ledger", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one claim.

    Attributes
    ----------
    id, statement, article, paragraph, waits_for
        As for `yalu.claims.Claim`.
    verdict : Verdict
        Computed from the values.
    figure : str
        What was found, with its unit; empty where nothing was.
    values : dict of str to value
        The numbers behind it.
    query : str
        What was asked: in words, then the function and what it was given.
    note : str
        Why the verdict is what it is.
    sources : tuple of str
        Identifiers of the sources used.
    evidence : Evidence or None
        Weakest grade among them.
    citations : tuple of str
        The same in words: paragraphs, publications.

    """

    id: str
    statement: str
    article: int
    paragraph: str
    verdict: Verdict
    figure: str
    values: dict[str, Value]
    query: str
    note: str
    sources: tuple[str, ...]
    evidence: Evidence | None
    citations: tuple[str, ...]
    waits_for: str

    def to_dict(self) -> dict[str, object]:
        """Return the finding as plain values, ready for JSON."""
        return {
            "id": self.id,
            "statement": self.statement,
            "verdict": self.verdict.value,
            "figure": self.figure,
            "query": self.query,
            "note": self.note,
            "article": self.article,
            "sources": list(self.sources),
            "evidence": None if self.evidence is None else self.evidence.value,
            "waits_for": self.waits_for,
        }

    def __str__(self) -> str:
        verdict = self.verdict.replace("_", " ")
        return f"{self.id} {verdict}: {self.statement} [{self.figure or 'no figure'}]"


@dataclass(frozen=True, slots=True)
class Ledger:
    """All findings, in order of their identifiers.

    Attributes
    ----------
    findings : tuple of Finding
        One for each claim.

    """

    findings: tuple[Finding, ...]

    def get(self, id: str) -> Finding:  # noqa: A002 - the field is called id
        """Return the finding on one claim.

        Raises
        ------
        UnknownCodeError
            If there is no such claim.

        """
        for finding in self.findings:
            if finding.id == id:
                return finding
        names = ", ".join(finding.id for finding in self.findings)
        msg = f"claim: found {id!r}; the ledger has {names}. Use one of these."
        raise UnknownCodeError(msg)

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims got each verdict, none left out."""
        found = Counter(finding.verdict for finding in self.findings)
        return {verdict: found[verdict] for verdict in Verdict}

    def to_rows(self) -> list[dict[str, object]]:
        """Return every finding as plain values, ready for JSON."""
        return [finding.to_dict() for finding in self.findings]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __str__(self) -> str:
        told = [f"{n} {v.replace('_', ' ')}" for v, n in self.counts.items() if n]
        return f"{len(self)} claims: {', '.join(told)}."


def check(
    *,
    regime: Regime,
    flows: pa.Table,
    partner_totals: pa.Table,
    estimates: pa.Table,
    events: EventLog,
    assessment: Assessment | None = None,
    pressure: Pressed | None = None,
    strategy: Played | None = None,
    matrix: Repair | None = None,
    book: Book | None = None,
) -> Ledger:
    """Return what became of every claim.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    flows : pyarrow.Table
        Recorded trade, in the canonical form of `yalu.flows`.
    partner_totals, estimates : pyarrow.Table
        The tables that `yalu.dependence.profile` reads.
    events : EventLog
        What happened when.
    assessment : Assessment or None
        What `yalu.compliance.assess` found; without it, claims about enforcement
        cannot be checked.
    pressure : Pressed or None
        What the models of pressure say; without it, claims about costs cannot be
        checked.
    strategy : Played or None
        What the game of the players says; without it, claims about why they act so
        cannot be checked.
    matrix : Repair or None
        World trade after repair; without it, years before the other compilers begin
        are not known.
    book : Book or None
        The claims; those that ship with the package by default.

    Raises
    ------
    SchemaError
        If a table or a claim has the wrong form.

    """
    asked = read() if book is None else book
    record = Record(
        regime=regime,
        flows=flows,
        estimates=estimates,
        profile=profile(partner_totals, estimates, trade=flows, matrix=matrix),
        events=events,
        assessment=assessment,
        pressure=pressure,
        strategy=strategy,
        no_witness=asked.no_witness,
        authorities=asked.authorities,
    )
    return Ledger(tuple(_find(claim, record) for claim in asked.claims))


def _find(claim: Claim, record: Record) -> Finding:
    if not claim.testable:
        answer, verdict = Answer(), Verdict.NOT_YET_TESTABLE
        note = f"Waits for {claim.waits_for}."
    else:
        answer = _ask(claim, record)
        verdict, note = judge(claim, answer)
    told = answer.values and not answer.missing
    return Finding(
        id=claim.id,
        statement=claim.statement,
        article=claim.article,
        paragraph=claim.paragraph,
        verdict=verdict,
        figure=tell(claim, claim.figure, answer) if told else "",
        values=dict(answer.values),
        query=_in_words(claim),
        note=" ".join(part for part in (note, claim.note) if part),
        sources=answer.sources,
        evidence=answer.evidence,
        citations=answer.citations,
        waits_for=claim.waits_for,
    )


def _ask(claim: Claim, record: Record) -> Answer:
    """Return the answer; what is not in the record is an answer too."""
    try:
        return QUERIES[claim.query](record, **claim.parameters)
    except (UnknownCodeError, UnknownMeasureError) as error:
        return Answer(missing=f"The data lack what it needs. {error}")


def _in_words(claim: Claim) -> str:
    if not claim.testable:
        return ""
    described = (QUERIES[claim.query].__doc__ or "").partition("\n")[0]
    described = described.removeprefix("Return ").rstrip(".")
    described = described[:1].upper() + described[1:]
    given = ", ".join(f"{name}={_plain(v)}" for name, v in claim.parameters.items())
    return f"{described}: {claim.query}({given})"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_plain(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    return str(value)
