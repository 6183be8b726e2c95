"""Each claim of the two articles, its figure and its verdict."""

import numpy as np

from yalu import events, library, sources
from yalu.claims import Finding, check, read
from yalu.cli.output import console, print_folded, print_json, print_table
from yalu.cli.own_trade import DEFAULT_SEED
from yalu.compliance import assess
from yalu.report.played import dprk_record
from yalu.report.playing import playing_of
from yalu.report.pressing import pressure_of
from yalu.report.pressure_scope import CLAIMED
from yalu.report.stakes import embedded_case

__all__ = ["answer"]

_COLOURS = {
    "holds": "green",
    "holds_with_caveat": "yellow",
    "does_not_hold": "red",
    "cannot_be_checked": "magenta",
    "not_yet_testable": "blue",
}


def answer(claim: str | None, *, as_json: bool) -> None:
    """Print the ledger, or one claim with its query and its evidence."""
    wanted = None if claim is None else claim.upper()
    if wanted is not None:
        read().require(wanted)  # all below takes seconds
    regime, trade = library.load("dprk"), sources.load("trade")
    matrix = sources.repaired_trade(target=regime.target)
    asked = pressure_of(
        regime, rng=np.random.default_rng(DEFAULT_SEED), scope=CLAIMED, matrix=matrix
    )
    log = events.read()
    judged = assess(regime, trade, states=("CHN",), absences=sources.load("absences"))
    recorded = dprk_record(log=log, assessment=judged, case=embedded_case(matrix))
    ledger = check(
        regime=regime,
        flows=trade,
        partner_totals=sources.load("partner_totals"),
        estimates=sources.load("estimates"),
        events=log,
        assessment=judged,
        pressure=asked.pressed,
        strategy=playing_of(recorded).played,
        matrix=matrix,
    )
    chosen: tuple[Finding, ...] = (
        ledger.findings if wanted is None else (ledger.get(wanted),)
    )
    if as_json:
        print_json([finding.to_dict() for finding in chosen])
        return
    if claim is not None:
        _print_one(chosen[0].to_dict(), chosen[0].citations)
        return
    print_table(
        str(ledger),
        ("id", "verdict", "claim", "figure"),
        [
            (
                finding.id,
                f"[{_COLOURS[finding.verdict]}]{_words(finding.verdict)}[/]",
                finding.statement,
                finding.figure,
            )
            for finding in chosen
        ],
    )
    console().print("\nOne claim with its query and evidence: yalu claims C02")


def _print_one(found: dict[str, object], citations: tuple[str, ...]) -> None:
    screen = console()
    verdict = str(found["verdict"])
    screen.print(
        f"[{_COLOURS[verdict]}]{_words(verdict).upper()}[/]  {found['id']}, "
        f"article of {found['article']}"
    )
    lines = [
        ("Claim", found["statement"]),
        ("Figure", found["figure"]),
        ("Note", found["note"]),
        ("Query", found["query"]),
        ("Evidence", found["evidence"]),
        ("Waits for", found["waits_for"]),
    ]
    for name, words in lines:
        if words:
            print_folded(f"{name}: {words}", first="", rest="  ")
    for citation in citations:
        print_folded(citation, first="  - ")


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")
