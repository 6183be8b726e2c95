"""The whole case on one page that needs no network."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import typer

from yalu.cli.answers.encoded import load_regime
from yalu.cli.answers.own_record import OwnTrade, plain, read_record
from yalu.cli.options import day
from yalu.cli.output import console, print_folded, print_json, progress
from yalu.files import require_folder
from yalu.report import Dossier, gather, render
from yalu.report.ranging import Range
from yalu.territories import territory

__all__ = ["answer", "range_between"]


def answer(
    output: Path,
    trade: OwnTrade,
    *,
    as_of: str | None,
    on: str | None,
    since: str | None,
    until: str | None,
    state: str | None,
    regime: str,
    seed: int,
    show: bool,
    as_json: bool,
) -> None:
    """Write the report and print where it is."""
    encoded = load_regime(regime)
    require_folder(output)
    asked = None if state is None else territory(state, place="--state").iso3
    with progress("Gathering the law and the record") as stage:
        dossier = gather(
            encoded,
            as_of=day(as_of, "--as-of"),
            on=day(on, "--on"),
            asked=range_between(since, until),
            state=asked,
            record=read_record(trade, encoded),
            rng=np.random.default_rng(seed),
        )
        stage("Drawing the figures")
        written = render(dossier, output)
    others = sorted(set(written.data[0].parent.glob("*.csv")) - set(written.data))
    if as_json:
        print_json(
            {
                "page": str(written.page),
                "bytes": written.page.stat().st_size,
                "data": [str(path) for path in written.data],
                "not_of_this_report": [str(path) for path in others],
                "sections": [section.id for section in written.sections],
                "record": None if dossier.record is None else plain(dossier.record),
                "seed": seed,
            }
        )
    else:
        _print(dossier)
        console().print(str(written), markup=False, soft_wrap=True)
        if others:
            many = "files" if len(others) > 1 else "file"
            print_folded(
                f"{others[0].parent} holds {len(others)} {many} more that this report "
                f"did not write, such as {others[0].name}.",
                first="",
                rest="",
            )
    if show:
        typer.launch(str(written.page.resolve()))


def range_between(since: str | None, until: str | None) -> Range:
    """Return the days between two options, both of which are meant."""
    last = day(until, "--to")
    after = None if last is None else last + timedelta(days=1)
    return Range(since=day(since, "--from"), until=after)


def _print(dossier: Dossier) -> None:
    if dossier.record is None:
        console().print(
            f"No trade of {dossier.regime.target} comes with Yalu: the report is on "
            "the law alone. Give your own with --flows FILE."
        )
    elif dossier.record.is_own:
        console().print(str(dossier.record), markup=False)
