"""The ledger of claims: each with its query, its figure and its evidence."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from yalu.claims import Finding, Ledger, Verdict
from yalu.claims.queries import QUERIES
from yalu.claims.reading import read
from yalu.errors import UnknownCodeError, nearest
from yalu.report import Block
from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.memory import settle
from yalu.web.parts import BLOCKS, DOSSIER, SOURCES
from yalu.web.replies.claims import Claims, ClaimTold, claim_told, claims_of
from yalu.web.shelf import Shelf

__all__ = ["api", "claim", "claims", "ledger_told", "router", "told"]

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1/claims", tags=["claims"])

_Verdict = Annotated[Verdict | None, Query(description="Only claims so judged.")]
_WORDS = {
    Verdict.DOES_NOT_HOLD: "do not hold",
    Verdict.HOLDS_WITH_CAVEAT: "hold with a caveat",
    Verdict.HOLDS: "hold",
    Verdict.CANNOT_BE_CHECKED: "cannot be checked with these data",
    Verdict.NOT_YET_TESTABLE: "are not yet testable",
}
_SHOWN_BY = {
    "calendar": ("lag", "events-timeline"),
    "cycle": ("events-timeline", "rounds"),
    "enforcement": ("scorecard-path", "scorecard"),
    "estimates": ("estimates",),
    "law": ("timeline", "measures-in-force"),
    "pressure": ("pressure-packages", "pressure-observed"),
    "reports": ("alleged-and-notified",),
    "scope": ("banned-lines", "timeline"),
    "strategy": ("strategy-partial", "strategy-signs"),
    "trade": ("patron-share", "other-patron"),
    "votes": ("makers", "lag"),
}


@router.get("/claims", response_class=HTMLResponse)
def claims(
    request: Request, shelf: ShelfOf, pages: PagesOf, verdict: _Verdict = None
) -> HTMLResponse:
    """Show every claim with what became of it."""
    ledger = _ledger(shelf)
    settle(request)
    return pages.show(
        request,
        "claims.html.j2",
        groups=[
            (one, words, [f for f in ledger if f.verdict is one])
            for one, words in _WORDS.items()
            if verdict in (None, one)
        ],
        counts={one: ledger.counts[one] for one in _WORDS},
        words=_WORDS,
        chosen=verdict,
        number=len(ledger.findings),
    )


@router.get("/claims/{name}", response_class=HTMLResponse)
def claim(name: str, request: Request, shelf: ShelfOf, pages: PagesOf) -> HTMLResponse:
    """Show one claim: its query, what was found, and what that rests on."""
    ledger = _ledger(shelf)
    finding = _finding(ledger, name)
    listed = [one.id for one in ledger]
    place = listed.index(finding.id)
    figures = _figures(finding, shelf.get(BLOCKS))
    settle(request)
    return pages.show(
        request,
        "claim.html.j2",
        found=finding,
        before=listed[place - 1] if place else "",
        after=listed[place + 1] if place + 1 < len(listed) else "",
        figures=figures,
        known=shelf.take(SOURCES),
    )


@api.get("")
def ledger_told(shelf: ShelfOf, verdict: _Verdict = None) -> Claims:
    """Return every claim with what became of it."""
    ledger = _ledger(shelf)
    chosen = tuple(one for one in ledger if verdict in (None, one.verdict))
    return claims_of(ledger, chosen)


@api.get("/{name}")
def told(name: str, shelf: ShelfOf) -> ClaimTold:
    """Return one claim with its query, figure and evidence."""
    return claim_told(_finding(_ledger(shelf), name))


def _ledger(shelf: Shelf) -> Ledger:
    dossier = shelf.get(DOSSIER)
    if dossier.ledger is None:
        msg = (
            f"claims: found none about {dossier.regime.id}; expected some, as about "
            "dprk. Start `yalu serve --regime dprk` for them."
        )
        raise UnknownCodeError(msg)
    return dossier.ledger


def _finding(ledger: Ledger, name: str) -> Finding:
    held = {one.id: one for one in ledger}
    if name.upper() not in held:
        msg = (
            f"claim: found {name!r}; expected one of {len(held)}, from {min(held)} to "
            f"{max(held)}{nearest(name.upper(), held)}. Choose one at /claims."
        )
        raise UnknownCodeError(msg)
    return held[name.upper()]


def _figures(finding: Finding, blocks: dict[str, Block]) -> list[Block]:
    """Return the figures and tables of the report that show the same record."""
    query = next((c.query for c in read().claims if c.id == finding.id), "")
    if query not in QUERIES:
        return []
    kind = QUERIES[query].__module__.rsplit(".", 1)[-1]
    return [blocks[name] for name in _SHOWN_BY.get(kind, ()) if name in blocks]
