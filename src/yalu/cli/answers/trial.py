"""Whether encoded law says what its author expects, case by case."""

from collections.abc import Mapping, Sequence
from typing import Any

from yalu.cli.answers.encoded import load_regime, regime_folder
from yalu.cli.output import console, print_json, print_list
from yalu.errors import InvalidLawError, SchemaError
from yalu.regime import CaseResult, check_cases, read_cases

__all__ = ["answer"]


def answer(regime: str, unused: Mapping[str, str | None], *, as_json: bool) -> None:
    """Print how many cases of a regime hold, and each that does not.

    Parameters
    ----------
    regime : str
        Its name in the library or its folder.
    unused : mapping of str to str or None
        Options that say nothing about cases, with what was given.
    as_json : bool
        Whether to print JSON.

    Raises
    ------
    InvalidLawError
        If the law or a case cannot be read, or a case does not hold.
    SchemaError
        If an option was given that says nothing about cases.

    """
    given = [name for name, value in unused.items() if value is not None]
    if given:
        msg = (
            f"{', '.join(given)}: found beside --cases; a case states its own days and "
            "bodies. Leave it out."
        )
        raise SchemaError(msg)
    results = check_cases(load_regime(regime), read_cases(regime_folder(regime)))
    failed = [result for result in results if not result.passed]
    counts = {
        "cases": len(results),
        "hold": len(results) - len(failed),
        "fail": len(failed),
    }
    if as_json:
        print_json(
            {"regime": regime, **counts, "failed": [_plain(each) for each in failed]}
        )
    else:
        _print(counts, failed)
    if failed:
        msg = (
            f"--cases: found {len(failed):,} of {len(results):,} cases that do not "
            "hold; expected all of them to. Mend the law, or the case if the law is "
            "right."
        )
        raise InvalidLawError(msg)


def _print(counts: Mapping[str, int], failed: Sequence[CaseResult]) -> None:
    console().print(
        f"{counts['cases']:,} cases, a day each: {counts['hold']:,} hold, "
        f"{counts['fail']:,} do not.",
        markup=False,
    )
    for result in failed:
        lines = [f"{result.case.file}: {result.case.name}"]
        for mismatch in result.mismatches:
            lines.append(str(mismatch))
            lines += [f"since {step}" for step in mismatch.because]
        print_list(result.case.id, lines)


def _plain(result: CaseResult) -> dict[str, Any]:
    return {
        "case": result.case.id,
        "file": result.case.file,
        "name": result.case.name,
        "mismatches": [
            {
                "part": each.part,
                "expected": each.expected,
                "found": each.found,
                "because": list(each.because),
            }
            for each in result.mismatches
        ],
    }
