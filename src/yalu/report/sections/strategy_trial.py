"""What the record taught, and how the game did on cases that it had not seen."""

from collections.abc import Iterator

from yalu.provenance import Evidence
from yalu.report import numerals
from yalu.report.block import Cell, Figure, Panel, Table
from yalu.report.figures.strategy import weights_chart
from yalu.report.grid import Grid
from yalu.report.playing import Playing
from yalu.report.playing_rows import CaseRow

__all__ = ["checks_table", "precedents_table", "trial_found", "weights_figure"]

_LITTLE = 0.1
_TAIL = 0.1


def trial_found(found: Playing) -> str:
    """Return whether the game foretells better than counts without a strategy."""
    if not found.baselines:
        return (
            "The game has not been tried on cases that it had not seen: nothing says "
            "that it foretells better than a plain count of what is usual"
        )
    beaten = all(one.gain > 0 for one in found.baselines)
    verb = "foretells better" if beaten else "does not foretell better"
    told = [
        f"{one.gain:+.1f}".replace("-", "\u2212")
        + f" in log score against {one.name} (better in {one.better} of {one.cases} "
        "cases)"
        for one in found.baselines
    ]
    return (
        f"On the precedents, each left out of the fit, the game {verb} than each of "
        f"the forecasts that know no strategy: {numerals.listing(told)}"
    )


def precedents_table(found: Playing) -> Table | None:
    """Return hits, misses and scores by precedent; None where none was tried."""
    if all(case.score is None for case in found.cases):
        return None
    return Table(
        id="strategy-precedents",
        title=_precedents_title(found),
        columns=("Case", "Foretold by the game", "Game", "What is usual", "As before"),
        rows=tuple(
            (
                Cell(text=case.title, detail=case.span),
                _foretold(case),
                Cell(text=_number(case.score), tone="figure"),
                _against(case, case.usual, case.usual_hits),
                _against(case, case.before, case.before_hits),
            )
            for case in found.cases
        ),
        definition=(
            "Each case was left out of the fit, and what was done in each quarter of "
            "it foretold, at the likeliest parameters, from what had come before, "
            "earlier quarters of the case included. Rates at which things move by "
            "themselves are stated once and not found anew without the case. A case "
            "whose own fit was not found is listed and not counted. A hit: the "
            "likeliest choice is what is recorded. "
            "A turn: the target does another thing than in the quarter before. A log "
            "score is the sum of the logarithms of the chances given to what came; "
            "nearer to zero is better. What is usual: shares of each choice in all "
            "other quarters. As before: shares after the same choice a quarter earlier."
        ),
        note=f"{trial_found(found)}.",
        look="scores",
        sources=found.leading,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(found.cases),
    )


def _precedents_title(found: Playing) -> str:
    hits, choices, turned, turns = (
        sum(getattr(case, name) for case in found.scored)
        for name in ("hits", "choices", "turn_hits", "turns")
    )
    better = [
        f"{one.better} of {one.cases} against {one.name}" for one in found.baselines
    ]
    if not better:
        return "Of no case left out was the fit found: nothing is counted"
    return (
        f"Of cases left out, the game had {hits} of {choices} choices as the likeliest "
        f"and {turned} of {turns} turns of the target; it scores better in "
        f"{numerals.listing(better)}"
    )


def _foretold(case: CaseRow) -> Cell:
    if case.score is None:
        return Cell(text="not scored", detail=case.note, tone="none")
    told = f"{case.turn_hits} of {case.turns} turns of the target"
    return Cell(
        text=f"{case.hits} hit, {case.choices - case.hits} missed",
        detail=f"{told}; {case.note}" if case.note else told,
    )


def _number(value: float | None) -> str:
    if value is None:
        return "\u2013"
    return f"{value:.1f}".replace("-", "\u2212")


def _against(case: CaseRow, other: float | None, hits: int) -> Cell:
    if case.score is None or other is None:
        return Cell(text="\u2013", tone="none")
    gain = case.score - other
    tone = "better" if gain > 0 else "worse" if gain < 0 else ""
    told = f"game {gain:+.1f}".replace("-", "\u2212")
    return Cell(
        text=_number(other),
        detail=f"{told}{f', {tone}' if tone else ''}; {hits} hit",
        tone=tone,
    )


def weights_figure(found: Playing) -> Figure | None:
    """Return what the record taught of each parameter; None without a fit."""
    if not found.weights:
        return None
    ranked = sorted(found.weights, key=lambda row: -row.learnt)
    little = [row for row in ranked if row.learnt < _LITTLE]
    return Figure(
        id="strategy-identification",
        title=(
            f"Of {len(ranked)} weights the record narrows "
            f"{len(ranked) - len(little)} by a tenth or more, and tells next to "
            f"nothing of {len(little) or 'none'}"
        ),
        panels=(Panel(chart=weights_chart(ranked)),),
        summary="; ".join(
            f"{row.meaning}: {row.prior_median:.3g} ({row.prior_low:.3g} to "
            f"{row.prior_high:.3g}) before, {row.median:.3g} ({row.low:.3g} to "
            f"{row.high:.3g}) given the record"
            for row in ranked
        )
        + ".",
        definition=" ".join(_meanings(found)),
        sources=found.leading,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(ranked),
    )


def _meanings(found: Playing) -> Iterator[str]:
    yield (
        "Each parameter on the scale of what was held of it before: 0 is the middle, "
        "\u22121 to 1 the middle 90 %. Dark: given the record. Dark as wide as pale: "
        "the record cannot tell. Most taught first; units and meanings are in the data."
    )
    bearing = [row for row in found.weights if row.claim]
    if bearing:
        yield (
            "Those on which a claim hangs: "
            + "; ".join(
                f"{row.name.replace('_', ' ')} ({row.claim})" for row in bearing
            )
            + "."
        )


def checks_table(found: Playing) -> Table | None:
    """Return counts of the record beside records that the game makes; or None."""
    if not found.checks:
        return None
    odd = [row for row in found.checks if row.tail < _TAIL]
    return Table(
        id="strategy-checks",
        title=(
            f"Of {len(found.checks)} counts of the record, {len(odd)} lie where "
            "records that the game makes seldom do"
        ),
        columns=(
            "Quarters with",
            "In the record",
            "In records of the game",
            "As far out",
        ),
        rows=tuple(
            (
                Cell(text=row.what),
                Cell(text=f"{row.observed:.0f} of {row.quarters}", tone="figure"),
                Cell(text=f"{row.median:.0f} ({row.low:.0f} to {row.high:.0f})"),
                Cell(text=numerals.percent(round(row.tail, 2))),
            )
            for row in found.checks
        ),
        definition=(
            "Records made anew by the fitted game, over its draws: the middle, and the "
            "middle 90 %. As far out: how often they lie as far from their middle, "
            "both sides taken together; small is a misfit."
        ),
        sources=found.leading,
        grades=(Evidence.ESTIMATED,),
        data=Grid.from_items(found.checks),
        folded=True,
    )
