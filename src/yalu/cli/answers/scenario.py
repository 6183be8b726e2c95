"""Scenarios without running any: the list, the files, and how past runs fared."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from yalu.cli.answers.refitting import how_to_refit
from yalu.cli.answers.strategy import folded
from yalu.cli.answers.strategy_fitted import reserved
from yalu.cli.output import console, print_json, print_list, print_table
from yalu.errors import ModelError
from yalu.report.levers import levers
from yalu.report.supposing import Supposing, supposing_of
from yalu.report.supposing_rows import HEADS, head_change, head_told
from yalu.report.supposing_trial import ALL, Trial, gain, titled, validated
from yalu.report.supposing_words import chance, number, ranged
from yalu.scenario.reading import read_scenario
from yalu.scenario.scenario import Scenario
from yalu.scenario.shipped import shipped, shipped_file

__all__ = [
    "check",
    "hindcast",
    "overview",
    "plain_scenario",
    "print_doubts",
    "print_trust",
    "show",
]

_COLUMNS = ("oil,\nkt a month", "income,\npoints lost", "test or launch,\n24 months",
            "talks,\n24 months")  # fmt: skip
_TRIED = ("series", "by", "n", "in 90 %\n(should)", "distance", "than year\nbefore *",
          "than ten\nyears *")  # fmt: skip
_SHOWN = HEADS[: len(_COLUMNS)]


def overview(*, as_json: bool) -> None:
    """Print the scenarios that come with Yalu, each with what it changes."""
    found = supposing_of()
    if as_json:
        print_json(_told(found))
        return
    screen = console()
    _print_stale(screen, found)
    print_doubts()
    print_list(
        "Scenarios: yalu scenario run NAME, or a file of your own",
        (f"{one.id}: {one.question}" for one in shipped()),
    )
    screen.print()
    if found.baseline is None:
        for words in found.missing:
            folded(screen, words)
        return
    made = found.baseline.outcome.manifest
    print_table(
        f"What each changes against the baseline, by {made.months[-1]}",
        ("scenario", *_COLUMNS),
        [
            ("baseline *", *(head_told(found.baseline.outcome, one) for one in _SHOWN)),
            *(
                (one.scenario.id, *(_change(one.outcome, head) for head in _SHOWN))
                for one in found.scenarios
            ),
        ],
        apart=True,
    )
    folded(
        screen,
        f"{made.draws:,} draws each. * As it is; all others as changes, draw by draw. "
        "Oil and income: in the last month, median and middle 90 % of the draws; the "
        "range alone where the median lies at its end. Nuclear test or long-range "
        "launch, and talks: points of a hundred, with the middle 90 % between fitted "
        "games.",
    )
    folded(screen, f"\n{validated(found.trial)}")


def _change(outcome: Any, head: Any) -> str:  # noqa: ANN401 - as head_change has them
    found = head_change(outcome, head)
    return "\u2013" if found is None else ranged(*found, signed=True)


def _told(found: Supposing) -> dict[str, Any]:
    return {
        "scenarios": [
            {
                **plain_scenario(one),
                "changes": _changes(found, one.id),
            }
            for one in shipped()
        ],
        "baseline": {}
        if found.baseline is None
        else {
            head.id: head_told(found.baseline.outcome, head).replace("\u00a0", " ")
            for head in HEADS
        },
        "validated": validated(found.trial).replace("\u00a0", " "),
        "doubts": list(reserved()),
        "missing": list(found.missing),
        "stale": list(found.stale),
    }


def plain_scenario(one: Scenario) -> dict[str, Any]:
    """Return what a scenario is, in plain form."""
    return {
        "id": one.id,
        "title": one.title,
        "question": one.question,
        "note": one.note,
        "months": one.months,
        "levers": [words.replace("\u00a0", " ") for words in levers(one)],
        "sources": list(one.sources),
        "digest": one.digest,
    }


def _changes(found: Supposing, name: str) -> Mapping[str, Any]:
    held = next((one for one in found.scenarios if one.scenario.id == name), None)
    if held is None:
        return {}
    changes = {head.id: head_change(held.outcome, head) for head in HEADS}
    return {
        name: dict(zip(("middle", "low", "high"), change, strict=True))
        for name, change in changes.items()
        if change is not None
    }


def print_doubts() -> None:
    """Print why the game that plays in every run is not to be built upon, if so."""
    print_list(
        "The fitted game is NOT to be built upon (tests, talks, resolutions, "
        "enforcement)",
        (f"{words[:1].upper()}{words[1:]}." for words in reserved()),
    )


def print_trust(screen: Console) -> None:
    """Print how runs from past days fared, and why the game is not to be relied on."""
    folded(screen, f"\n{validated(supposing_of().trial)}")
    print_doubts()


def _print_stale(screen: Console, found: Supposing) -> None:
    if found.stale:
        folded(
            screen,
            f"STALE, not to be relied on: {'; '.join(found.stale)}. {how_to_refit()}",
        )


def check(file: Path, *, as_json: bool) -> None:
    """Print what a file sets; what is wrong with it is raised, all at once.

    Raises
    ------
    SchemaError, UnusableFileError
        If it is no scenario.

    """
    one = read_scenario(file)
    if as_json:
        print_json(plain_scenario(one))
        return
    screen = console()
    folded(screen, f"{file}: understood. {one.title}. {one.question}")
    if one.is_baseline:
        folded(screen, "It sets nothing: running it gives the baseline.")
    print_list("What it sets", levers(one))


def show(name: str) -> None:
    """Print the file of a shipped scenario, as it is.

    Raises
    ------
    UnknownCodeError
        If none is called so.

    """
    text = shipped_file(name).read_text(encoding="utf-8")
    console().print(text.rstrip("\n"), markup=False, soft_wrap=True)


def hindcast(*, as_json: bool) -> None:
    """Print how runs from past days fared.

    Raises
    ------
    ModelError
        If none are stored.

    """
    found = supposing_of().trial
    if found is None:
        # Asked again for the reason, which the overview only lists among others.
        from yalu.report.supposing_hindcast import stored_trial  # noqa: PLC0415

        found = stored_trial()
    if as_json:
        print_json({**asdict(found), "words": validated(found).replace("\u00a0", " ")})
        return
    if not found.rows:
        msg = "The stored hindcasts hold no forecast. Run tools/refit.py hindcast."
        raise ModelError(msg)
    _print_trial(console(), found)


def _print_trial(screen: Console, found: Trial) -> None:
    folded(screen, validated(found))
    for start in (ALL, *found.starts):
        rows = [row for row in found.rows if row.start == start]
        if not rows:
            continue
        screen.print()
        print_table(
            "All starts together" if start == ALL else f"From {start}",
            _TRIED,
            [
                (
                    titled(row.series),
                    row.window,
                    row.windows,
                    f"{chance(row.inside90)} ({chance(row.held90)})",
                    number(row.distance),
                    gain(row.repeated, row.repeated_verdict),
                    gain(row.decade, row.decade_verdict),
                )
                for row in rows
            ],
            close=True,
        )
    screen.print()
    folded(
        screen,
        "in 90 %: how often the 90 % interval held what happened, and how often it "
        "should. distance: mean distance from what happened (CRPS), in the unit of the "
        "series. * By what share it is nearer than a forecast that the year before, or "
        "any time of the ten years before, comes again.",
    )
