"""Agreement with others: other programs, published numbers, worlds with known truth.

Two kinds of evidence. Tests compare at every change; they are listed here from their
own names and reasons. Benchmarks compare and time on one machine; what they wrote is
taken over as it is.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "benchmarks"
AGAINST = {
    "another program": r"of_scipy|another_program|other_program|thirty_economies",
    "published numbers": r"published|as_printed|earthquake|eighteen",
    "a result in closed form": r"closed_form|autarky",
    "a truth that is known": r"known_truth|are_recovered|is_recovered|found_again",
    "work by hand": r"by_hand|worked_out|counted_by_hand",
}
PROGRAMS = r"(?i)gambit|sgamesolver|quantecon|statsmodels|pyfixest|salib|mesa|pysd"
NOT_COMPARED = (
    r"not_yet_published|published_later|published_nil|rely_on|without_pyfixest"
)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each text, and the text."""
    yield "tests", tests()
    yield "peers", peers()
    for path in sorted(MEASURED.glob("results*.md")):
        yield f"measured/{path.stem}", path.read_text(encoding="utf-8")
    names = sorted(path.stem for path in MEASURED.glob("results*.md"))
    yield "measured/index", index(names)


def index(names: list[str]) -> str:
    """Return the page that leads to all measurements."""
    listed = "\n".join(names)
    return (
        "# Measurements\n\nAs the benchmarks wrote them; `make bench` writes them anew "
        "on your machine.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n{listed}\n```\n"
    )


def tests() -> str:
    """Return the tests that hold a result against something else, by what that is."""
    found: dict[str, list[tuple[str, str, str]]] = {kind: [] for kind in AGAINST}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                reason = (ast.get_docstring(node) or "").partition("\n")[0]
                kind = _kind(f"{node.name} {path.stem}", reason)
                if kind:
                    place = path.relative_to(ROOT / "tests").with_suffix("")
                    row = (node.name[5:].replace("_", " "), reason, str(place))
                    found[kind].append(row)
    lines = []
    for kind, rows in found.items():
        lines += [f"### Against {kind}", "", f"{len(rows)} tests.", ""]
        lines += ["| promise | why | test |", "|---|---|---|"]
        lines += [f"| {' | '.join(map(_cell, row))} |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def _kind(name: str, reason: str) -> str:
    if re.search(NOT_COMPARED, name):
        return ""
    if re.search(PROGRAMS, f"{name} {reason}"):
        return next(iter(AGAINST))
    return next((k for k, pattern in AGAINST.items() if re.search(pattern, name)), "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def peers() -> str:
    """Return how far results are from those of other programs, as measured."""
    head = ("of ours", "beside", "how far apart", "how long")
    rows = (
        *_games(), *_trees(), *_crisis(), *_gravity(), *_trade(), *_scenario(),
    )  # fmt: skip
    every = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in every)


def _read(name: str) -> dict[str, Any]:
    path = MEASURED / f"results-{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _link(words: str, name: str) -> str:
    return f"[{words}](generated/knowing/measured/results-{name}.md)"


def _games() -> Iterator[tuple[str, ...]]:
    every = _read("strategy")["rows"]
    rows = [row for row in every if row["peer"].get("apart") is not None]
    apart = max(row["peer"]["apart"] for row in rows)
    ratios = [row["peer"]["seconds"] / row["seconds"] for row in rows]
    lost = len(every) - len(rows)
    told = f"chances differ by at most {apart:.0e}, in {len(rows)} games"
    if lost:
        told += f"; in {lost} more ours found none"
    speed = f"{min(ratios):.0f} to {max(ratios):.0f} times as fast"
    program = f"sgamesolver {rows[0]['peer']['version']}"
    yield (_link("stochastic games", "strategy"), program, told, speed)


def _trees() -> Iterator[tuple[str, ...]]:
    found = _read("trees")
    rows = [row for row in found["compared"] if row.get("apart") is not None]
    ratios = [row["recorded"] / row["seconds"] for row in rows]
    apart = max(row["apart"] for row in rows)
    told = f"chances differ by at most {apart:.0e}, in {len(rows)} trees"
    speed = f"{min(ratios):.0f} to {max(ratios):,.0f} times as fast"
    yield (_link("signalling trees", "trees"), found["program"], told, speed)


def _crisis() -> Iterator[tuple[str, ...]]:
    found = _read("crisis")
    beside = f"published estimates of {found['games']} crises; the likelihood by scipy"
    apart = max(found["resist"], found["firm"])
    told = f"chances within {apart:.0e} of the published; log-likelihood "
    told += f"{-found['ours']:.4f} and {-found['peer']:.4f}"
    speed = f"{found['peer_seconds'] / found['npl_seconds']:.0f} times as fast"
    yield (_link("crisis signalling", "crisis"), beside, told, speed)


def _gravity() -> Iterator[tuple[str, ...]]:
    found = _read("gravity")
    page = _link("gravity", "gravity")
    one, ranges = found["estimate"], found["ranges"]
    told = f"coefficients differ by at most {one['apart']:.0e}, {one['rows']:,} flows"
    speed = f"{one['statsmodels'] / one['ours']:,.0f} times as fast"
    yield (page, "statsmodels", told, speed)
    right, cases = found["separation"]["right"], found["separation"]["cases"]
    told = f"{len(right['ours'])} of {cases} right; pyfixest {len(right['pyfixest'])}"
    yield (page, "published cases of separation", told, "–")
    beside = f"trade of {len(ranges['targets'])} economies taken for unknown"
    told = f"{ranges['within']:.1%} of {ranges['flows']:,} flows within the range of "
    told += f"90 %; {ranges['within_large']:.1%} of the largest tenth"
    yield (page, beside, told, "–")


def _trade() -> Iterator[tuple[str, ...]]:
    found = _read("impact")
    ours, peer = found["ours"], found["gegravity"]
    pairs = zip(ours["real"], peer["real"], strict=True)
    apart = max(abs(mine - other) for mine, other in pairs)
    told = f"changes of real income differ by at most {apart:.2g} points of percent; "
    told += f"ours clear to {ours['residual']:.0e}"
    beside = f"gegravity {peer['version']}, whose markets clear less closely"
    speed = f"{peer['solve'] / ours['one']:.0f} times as fast"
    yield (_link("equilibrium of trade", "impact"), beside, told, speed)
    jax = ours["jax"]
    told = f"wages differ by at most {jax['difference']:.0e}"
    speed = f"{ours['batch'] / jax['seconds']:.2f} times as fast"
    yield ("the same", f"the same written in JAX {jax['version']}", told, speed)


def _scenario() -> Iterator[tuple[str, ...]]:
    found = _read("scenario")
    names = {name.partition(",")[0] for name in found["reduced"]}
    beside = ", ".join(sorted(names & {"Mesa", "PySD"}))
    told = f"means within {found['apart']:.1f} standard errors"
    yield (_link("scenarios, reduced", "scenario"), beside, told, "see there")
