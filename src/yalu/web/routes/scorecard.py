"""The scorecard: each state, measure and year, down to the rows of the record."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from yalu.compliance import Amount, Score, Verdict
from yalu.compliance.score import Step
from yalu.report import lawmaking, numerals, scoring
from yalu.report.block import Block
from yalu.report.capping import share_words
from yalu.report.dossier import Dossier
from yalu.report.naming import state_name
from yalu.web.asking import PagesOf, ShelfOf
from yalu.web.memory import settle
from yalu.web.parts import BLOCKS, DOSSIER, SOURCES
from yalu.web.plates import plates_on
from yalu.web.replies.scorecard import (
    Evidenced,
    Scorecard,
    breach_told,
    row_told,
    score_told,
    verdicts_of,
)
from yalu.web.shelf import Shelf
from yalu.web.witnesses import WITNESSES

__all__ = ["api", "evidenced", "router", "scorecard", "scores", "verdict"]

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1/scorecard", tags=["scorecard"])

_PATH = "scorecard-path"
_TABLES = ("patterns", "sensitivity", "apparent-breaches", "scorecard-others")
_FIRST, _LAST = 1950, 2150
_Year = Annotated[int | None, Query(ge=_FIRST, le=_LAST, description="Calendar year.")]
_State = Annotated[str | None, Query(max_length=8, description="ISO3 code, or WLD.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One row of the scorecard."""

    score: Score
    goods: str
    citation: str
    words: str
    bounds: str


@router.get("/scorecard", response_class=HTMLResponse)
def scorecard(
    request: Request, shelf: ShelfOf, pages: PagesOf, state: _State = None
) -> HTMLResponse:
    """Show the verdicts on one state, measure by measure and year by year."""
    found, dossier = shelf.get(WITNESSES), shelf.get(DOSSIER)
    chosen = state or dossier.state
    lines = [_line(dossier, score) for score in found.scores(chosen)]
    undecided = [x for x in lines if x.score.verdict is Verdict.UNVERIFIABLE]
    blocks = shelf.get(BLOCKS)
    settle(request)
    return pages.show(
        request,
        "scorecard.html.j2",
        regime=dossier.regime,
        chosen=chosen,
        name=state_name(chosen),
        states={one: state_name(one) for one in found.states},
        decided=[x for x in lines if x not in undecided],
        undecided=undecided,
        makers={
            lawmaking.named(dossier.regime.bodies[body]): tally
            for body, tally in scoring.by_maker(
                dossier, (x.score for x in lines)
            ).items()
        },
        verdict_words=scoring.words,
        path=blocks.get(_PATH) if chosen == dossier.state else None,
        plates=_plates(shelf, blocks, chosen == dossier.state),
        more=[blocks[name] for name in _TABLES if name in blocks],
        known=shelf.take(SOURCES),
    )


@router.get("/scorecard/{state}/{measure}", response_class=HTMLResponse)
def verdict(
    *,
    state: str,
    measure: str,
    request: Request,
    shelf: ShelfOf,
    pages: PagesOf,
    year: _Year = None,
) -> HTMLResponse:
    """Show one verdict: why, year by year, and the rows of the record behind it."""
    found, dossier = shelf.get(WITNESSES), shelf.get(DOSSIER)
    score = found.score(state, measure)
    settle(request)
    return pages.show(
        request,
        "verdict.html.j2",
        regime=dossier.regime,
        line=_line(dossier, score),
        name=state_name(state),
        score=score,
        year=year,
        steps=[_step(step) for step in score.path if year in (None, *_years(step))],
        breaches=found.breaches(score, year),
        rows=found.rows(score, year),
        name_of=state_name,
        told=_told,
        verdict_words=scoring.words,
        known=shelf.take(SOURCES),
    )


@api.get("")
def scores(shelf: ShelfOf, state: _State = None) -> Scorecard:
    """Return the verdicts on one state; on the patron if none is named."""
    found, dossier = shelf.get(WITNESSES), shelf.get(DOSSIER)
    return Scorecard(
        regime=dossier.regime.id,
        law_sha256=dossier.regime.digest,
        states=[
            verdicts_of(
                one, state_name(one), scoring.by_maker(dossier, found.scores(one))
            )
            for one in found.states
        ],
        scores=list(map(score_told, found.scores(state or dossier.state))),
    )


@api.get("/{state}/{measure}")
def evidenced(
    state: str, measure: str, shelf: ShelfOf, year: _Year = None
) -> Evidenced:
    """Return one verdict with the rows of the record behind it."""
    found = shelf.get(WITNESSES)
    score = found.score(state, measure)
    return Evidenced(
        score=score_told(score),
        apparent_breaches=list(map(breach_told, found.breaches(score, year))),
        rows=list(map(row_told, found.rows(score, year))),
    )


def _plates(shelf: Shelf, blocks: dict[str, Block], wanted: bool) -> object:  # noqa: FBT001
    return plates_on(shelf, _PATH) if wanted and _PATH in blocks else ()


def _line(dossier: Dossier, score: Score) -> _Line:
    measure = dossier.regime.measure(score.measure)
    return _Line(
        score=score,
        goods=lawmaking.short_goods(measure.goods.words),
        citation=str(dossier.regime.citation(measure)),
        words=scoring.words(score.verdict),
        bounds=scoring.told(score),
    )


def _years(step: Step) -> range:
    last = step.period.last
    return range(step.period.start.year, (last.year if last else _LAST) + 1)


def _step(step: Step) -> dict[str, object]:
    """Return what a page tells of one stretch, beside the step itself."""
    unit = "" if step.unit is None else step.unit.value
    share = ""
    if step.low is not None:
        low = share_words(step.low)
        share = (
            f"at least {low}"
            if step.high is None
            else numerals.span(low, share_words(step.high))
        )
    return {
        "step": step,
        "share": share,
        "observed": _told(step.observed, unit),
        "expected": _told(step.expected, unit),
    }


def _told(amount: Amount | None, unit: str) -> str:
    """Return an amount with its range and unit; a dash where none is known."""
    if amount is None:
        return "\u2013"
    low = numerals.amount(amount.low, unit)
    if amount.high is None:
        return f"at least {low}"
    return numerals.span(low, numerals.amount(amount.high, unit))
