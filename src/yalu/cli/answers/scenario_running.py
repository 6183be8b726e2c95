"""Running scenarios at the terminal, always beside the baseline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
from rich.console import Console

from yalu.cli.answers.scenario import plain_scenario, print_doubts
from yalu.cli.answers.scenario_asked import Wish, asked, held
from yalu.cli.answers.strategy import folded
from yalu.cli.answers.strategy_fitted import reserved
from yalu.cli.output import console, print_json, print_list, print_table, progress
from yalu.cli.tables import write_table
from yalu.errors import SchemaError
from yalu.report.levers import levers
from yalu.report.scenarios import dprk_case
from yalu.report.supposing import supposing_of
from yalu.report.supposing_rows import ChanceRow, ChangeRow, chance_rows, change_rows
from yalu.report.supposing_told import Told, fresh
from yalu.report.supposing_trial import validated
from yalu.report.supposing_words import (
    between,
    chance,
    chance_change,
    named,
    ranged,
)
from yalu.scenario.case import Case
from yalu.scenario.chain.running import Prepared, outcome_of, prepare
from yalu.scenario.comparison import compare as held_against
from yalu.scenario.outcome import Outcome
from yalu.scenario.scenario import Scenario
from yalu.scenario.starting import started
from yalu.scenario.storing import Manifest, store

__all__ = ["compare", "prepared", "run"]


_DRAWS = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grounds:
    """What an answer was made from; `as_of` is None where that is not stored."""

    start: str
    months: tuple[str, ...]
    draws: int
    games: int
    seed: int
    digest: str
    case_digest: str
    versions: Mapping[str, str]
    as_of: date | None = None
    made: str = ""

    @classmethod
    def of(cls, case: Case, outcome: Outcome) -> Self:
        return cls(
            start=outcome.start.isoformat(),
            months=outcome.months,
            draws=outcome.draws,
            games=outcome.games,
            seed=outcome.seed,
            digest=outcome.digest,
            case_digest=case.digest,
            versions=outcome.versions,
            as_of=case.as_of,
        )

    @classmethod
    def stored(cls, manifest: Manifest, made: str) -> Self:
        return cls(
            start=manifest.start,
            months=manifest.months,
            draws=manifest.draws,
            games=manifest.games,
            seed=manifest.seed,
            digest=manifest.digest,
            case_digest=manifest.case_sha256,
            versions=manifest.versions,
            made=made,
        )

    @property
    def plain(self) -> dict[str, Any]:
        """Return it in plain form, with what it was validated on."""
        return {
            "months": list(self.months),
            "draws": self.draws,
            "games": self.games,
            "seed": self.seed,
            "digest": self.digest,
            "case": {
                "as_of": self.as_of,
                "start": self.start,
                "digest": self.case_digest,
            },
            "versions": dict(self.versions),
            "made": self.made,
            "validated": _validated().replace("\u00a0", " "),
            "doubts": list(reserved()),
            "evidence": "estimated",
        }


def prepared(
    scenarios: Sequence[Scenario], *, seed: int
) -> tuple[Case, tuple[Prepared, ...]]:
    """Return the case, and scenarios that are ready; the first is their baseline."""
    first = scenarios[0]
    baseline = Scenario.baseline(start=first.start, months=first.months)
    lengths = {(one.start, one.months) for one in scenarios}
    if len(lengths) > 1:
        told = ", ".join(f"{one.id} {one.months} months" for one in scenarios)
        msg = (
            f"Scenarios: found runs of other lengths or starts ({told}); expected the "
            "same, as draws are compared month by month. Give --months."
        )
        raise SchemaError(msg)
    with progress("Gathering trade") as stage:
        case = dprk_case(start=first.start, tell=stage)
        stage("Reading the law, and pricing it")
        plain = prepare(case, baseline, seed=seed)
        others = [prepare(case, one, seed=seed, beside=plain) for one in scenarios]
    return case, (plain, *others)


def run(wish: Wish, *, store_in: Path | None, csv: Path | None, as_json: bool) -> None:
    """Print what a scenario changes beside the baseline, running it if need be."""
    found = None if store_in or csv else held(wish)
    if found is not None and found.among.baseline is not None:
        outcome = found.one.outcome
        alone = outcome.differences == {}
        plain = outcome if alone else found.among.baseline.outcome
        grounds = _Grounds.stored(outcome.manifest, found.made)
        _tell(found.one.scenario, outcome, plain, grounds, as_json=as_json)
        return
    scenario = asked(wish)
    case, ready = prepared([scenario], seed=wish.chance)
    with progress("Compiling the chain, and drawing"):
        baseline, ran = (
            outcome_of(one, draws=wish.draws or _DRAWS, seed=wish.chance)
            for one in ready
        )
        own = fresh(ran, held_against(baseline, ran))
    if store_in is not None:
        _store(baseline, ran, store_in)
    if csv is not None:
        _write(baseline, ran, csv)
    grounds = _Grounds.of(case, ran)
    _tell(scenario, own, fresh(baseline), grounds, as_json=as_json)
    for path in () if as_json else (store_in, csv):
        if path is not None:
            console().print(f"Written: {path}", markup=False, soft_wrap=True)


def _tell(
    scenario: Scenario, own: Told, plain: Told, grounds: _Grounds, *, as_json: bool
) -> None:
    """Print what a scenario changes, or for whoever computes, all of it."""
    if as_json:
        print_json(
            {
                "scenario": plain_scenario(scenario),
                "statements": [asdict(row) for row in chance_rows(own)],
                "series": [asdict(row) for row in change_rows(own, plain)],
                **grounds.plain,
            }
        )
        return
    screen = console()
    _print_head(screen, scenario, grounds)
    print_doubts()
    screen.print()
    _print_chances(screen, chance_rows(own))
    rows = change_rows(own, plain)
    _print_changes(screen, rows, baseline=not scenario.is_baseline)
    _print_grounds(screen, grounds)


def compare(first: Wish, second: Wish, *, as_json: bool) -> None:
    """Run two scenarios beside one baseline and print what differs between them."""
    scenarios = [asked(first), asked(second)]
    case, ready = prepared(scenarios, seed=first.chance)
    with progress("Compiling the chain, and drawing"):
        baseline, one, other = (
            outcome_of(each, draws=first.draws or _DRAWS, seed=first.chance)
            for each in ready
        )
        sides = [fresh(each, held_against(baseline, each)) for each in (one, other)]
        between_them = fresh(other, held_against(one, other))
    grounds = _Grounds.of(case, other)
    if as_json:
        print_json(
            {
                "baseline": [asdict(row) for row in chance_rows(fresh(baseline))],
                **{
                    name: {
                        "scenario": plain_scenario(scenario),
                        "chances": [asdict(row) for row in chance_rows(side)],
                        "changes": [
                            asdict(row) for row in change_rows(side, fresh(baseline))
                        ],
                    }
                    for name, scenario, side in zip(
                        ("first", "second"), scenarios, sides, strict=True
                    )
                },
                "second_less_first": [
                    asdict(row) for row in change_rows(between_them, fresh(one))
                ],
                **grounds.plain,
            }
        )
        return
    screen = console()
    for scenario in scenarios:
        _print_head(screen, scenario, grounds)
    _print_three(screen, fresh(baseline), sides, between_them, scenarios)
    _print_grounds(screen, grounds)


def _store(baseline: Outcome, outcome: Outcome, folder: Path) -> None:
    """Store both runs; the folder that cannot be written is told."""
    try:
        store(baseline, folder / "baseline")
        store(outcome, folder / outcome.scenario.id, baseline=baseline)
    except OSError as error:
        msg = (
            f"--store {folder}: found that it cannot be written ({error.strerror}); "
            "expected a folder. Give another one."
        )
        raise SchemaError(msg) from error


def _write(baseline: Outcome, outcome: Outcome, path: Path) -> None:
    """Write the fans of both runs as one table."""
    tables = [
        each.table.append_column("run", pa.array([name] * each.table.num_rows))
        for name, each in (("baseline", baseline), ("scenario", outcome))
    ]
    write_table(pa.concat_tables(tables), path)


def _validated() -> str:
    return validated(supposing_of().trial)


def _print_head(screen: Console, one: Scenario, grounds: _Grounds) -> None:
    screen.print(f"[bold]{one.title}[/] ({one.id})", soft_wrap=True)
    folded(screen, one.question)
    if one.note:
        folded(screen, one.note)
    print_list("What it sets", levers(started(one, date.fromisoformat(grounds.start))))
    screen.print()


def _print_chances(screen: Console, rows: Sequence[ChanceRow]) -> None:
    if all(row.change is None for row in rows):
        print_table(
            "How likely it is (draws; between fitted games)",
            ("statement", "chance", "games"),
            [(named(row.words), chance(row.chance), _games(row)) for row in rows],
        )
        return
    print_table(
        "How likely it is",
        ("statement", "baseline", "with", "change, points *"),
        [
            (
                named(row.words),
                "" if row.baseline is None else chance(row.baseline),
                chance(row.chance),
                _change(row),
            )
            for row in rows
        ],
    )
    folded(
        screen,
        "* With the middle 90 % between fitted games; where these do not differ "
        "beyond chance, with what the number of draws leaves open, which shrinks with "
        "--draws.",
    )


def _games(row: ChanceRow) -> str:
    if row.games_low is None or row.games_high is None:
        return ""
    return between(row.games_low, row.games_high)


def _change(row: ChanceRow) -> str:
    if row.change is None:
        return ""
    low, high = row.change_games_low, row.change_games_high
    if low is None or high is None or low == high:
        low, high = row.change_low, row.change_high
    return chance_change(row.change, low or 0.0, high or 0.0)


def _print_changes(
    screen: Console, rows: Sequence[ChangeRow], *, baseline: bool
) -> None:
    last = max((row.months for row in rows), default=0)
    screen.print()
    heads = ("series", "baseline", "with", "change *") if baseline else ("series", "at")
    print_table(
        f"After {last} months: middle (middle 90 %)",
        heads,
        [
            (f"{row.series} ({row.unit})", *_cells(row))[: len(heads)]
            for row in rows
            if row.months == last
        ],
    )
    if baseline:
        folded(
            screen,
            "* Draw by draw, each against the same draw of the baseline. Of what is "
            "counted the mean instead of the median, and of a collapse the middle 90 % "
            "between fitted games.",
        )


def _cells(row: ChangeRow) -> tuple[str, str, str]:
    return (
        ranged(row.baseline, row.baseline_low, row.baseline_high),
        ranged(row.other, row.other_low, row.other_high),
        ranged(row.change, row.change_low, row.change_high, signed=True),
    )


def _print_three(
    screen: Console,
    baseline: Told,
    sides: Sequence[Told],
    between_them: Told,
    scenarios: Sequence[Scenario],
) -> None:
    names = [one.id for one in scenarios]
    plain, *both = (_by_id(chance_rows(one)) for one in (baseline, *sides))
    apart = _by_id(chance_rows(between_them))
    print_table(
        "How likely it is",
        ("statement", "baseline", *names, "second less first"),
        [
            (
                named(row.words),
                chance(row.chance),
                *(chance(side[name].chance) for side in both),
                _change(apart[name]),
            )
            for name, row in plain.items()
        ],
    )
    screen.print()
    rows = [change_rows(one, baseline, (0,)) for one in sides]
    last = change_rows(between_them, sides[0], (0,))
    print_table(
        "At the end: changes against the baseline, draw by draw (middle 90 %)",
        ("series", *names, "second less first"),
        [
            (
                f"{one.series} ({one.unit})",
                *(_cells(each)[2] for each in (one, other, less)),
            )
            for one, other, less in zip(*rows, last, strict=True)
        ],
    )


def _by_id(rows: Iterable[ChanceRow]) -> dict[str, ChanceRow]:
    return {row.id: row for row in rows}


def _print_grounds(screen: Console, grounds: _Grounds) -> None:
    screen.print()
    known = f", of what was known on {grounds.as_of}" if grounds.as_of else ""
    made = f" {grounds.made}" if grounds.made else ""
    folded(
        screen,
        f"Evidence: estimated by a model. {grounds.draws:,} draws of {grounds.games} "
        f"fitted games from {grounds.months[0]} to {grounds.months[-1]}, seed "
        f"{grounds.seed}{known}. Run {grounds.digest[:12]}: the same seed, data and "
        f"libraries give the same hash.{made}",
    )
    folded(screen, _validated())
