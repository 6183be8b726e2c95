"""Measure the search for an equilibrium against gegravity, in one run.

``python benchmarks/impact.py --peers PATH`` asks gegravity in the interpreter at PATH
(by default this one) for the experiment of its documentation: an agreement between
Canada and Japan in its sample of 30 economies. The figures are printed and written to
``benchmarks/results-impact.md`` and ``.json``.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from impact_jax import measured as by_jax

from yalu.impact import Deficits, Economy, Shock, solve, solve_many

__all__: list[str] = []

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "tests" / "impact" / "reference"
PAIR = ("CAN", "JPN")
COEFFICIENTS = {
    "lndist": -0.3898623,
    "contiguous": 0.891577,
    "common_language": 0.0326249,
    "agreement": 0.4711383,
    "international": -3.412584,
    "constant": 16.32434,
}
THETA = 4.0
DRAWS, LARGE = 1_000, (200, 20)
_TIMES = 5


def main() -> None:
    """Ask both sides and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable, help="their interpreter")
    parser.add_argument("--seed", type=int, default=5, help="of the draws")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds a peer has")
    parser.add_argument("--results", type=Path, default=HERE / "results-impact.md")
    chosen = parser.parse_args()
    world = sample()
    held = {
        "day": str(datetime.now(tz=UTC).date()),
        "seed": chosen.seed,
        "ours": ours(world, np.random.default_rng(chosen.seed)),
        "gegravity": theirs(world, chosen.peers, chosen.limit),
    }
    text = page(held, world)
    chosen.results.write_text(text, encoding="utf-8")
    chosen.results.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n")
    print(text)


def sample() -> Economy:
    """Return the 30 economies as gegravity models their trade."""
    with np.load(REFERENCE / "equilibrium" / "agreement.npz") as held:
        return Economy(
            economies=tuple(str(name) for name in held["economies"]),
            sectors=("all",),
            flows=held["trade"][:, :, None],
            elasticities=np.array([THETA]),
            year=2006,
        )


def agreement(world: Economy) -> np.ndarray:
    """Return by how much trade grows at given prices, as a logarithm."""
    first, second = (world.at(name) for name in PAIR)
    logs = np.zeros(world.flows.shape[:2])
    logs[first, second] = logs[second, first] = COEFFICIENTS["agreement"]
    return logs


def timed(way: Callable[[], Any]) -> tuple[float, Any]:
    """Return the median seconds of several runs after a first one, and the answer."""
    answer = way()
    taken = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        answer = way()
        taken.append(time.perf_counter() - begun)
    return float(np.median(taken)), answer


def ours(world: Economy, rng: np.random.Generator) -> dict[str, Any]:
    """Return seconds of one, of a thousand and of a large one, and what came out."""
    logs, rule = agreement(world), Deficits.PROPORTIONAL
    shock = Shock(name="agreement", costs=np.exp(-logs / THETA)[:, :, None])
    found: dict[str, Any] = {}
    found["one"], one = timed(lambda: solve(world, shock, deficits=rule))
    found["real"] = (100 * (one.wages / one.price_index - 1)).tolist()
    found["residual"] = one.residual
    drawn = logs * rng.normal(1.0, 0.1076578 / 0.4711383, (DRAWS, 1, 1))
    costs = np.exp(-drawn / THETA)[..., None]
    found["batch"], many = timed(
        lambda: solve_many(world, Shock.none(), deficits=rule, costs=costs)
    )
    found["batch_residual"] = float(many.residual.max())
    jax = by_jax(world.flows[:, :, 0], drawn, _TIMES)
    if "wages" in jax:
        jax["difference"] = float(np.abs(np.array(jax.pop("wages")) - many.wages).max())
    found["jax"] = jax
    large = drawn_world(rng, *LARGE)
    hard = Shock(name="costs", costs=np.exp(rng.normal(0.0, 0.3, large.flows.shape)))
    found["large"], answer = timed(lambda: solve(large, hard))
    found["large_residual"] = answer.residual
    held_back = Shock.embargo(large, "0", enforcement=0.8)
    found["limits"], answer = timed(lambda: solve(large, held_back))
    found["limits_residual"] = answer.residual
    return found


def drawn_world(rng: np.random.Generator, n: int, k: int) -> Economy:
    """Return a large world, which is not balanced."""
    flows = rng.lognormal(0.0, 2.0, (n, n, k))
    flows[np.arange(n), np.arange(n)] *= 500.0
    return Economy(
        economies=tuple(str(at) for at in range(n)),
        sectors=tuple(str(at) for at in range(k)),
        flows=flows,
        elasticities=rng.uniform(3.0, 9.0, k),
        year=2015,
    )


def theirs(world: Economy, interpreter: str, limit: float) -> dict[str, Any]:
    """Return what gegravity says; what went wrong where it says nothing."""
    path = REFERENCE / "gravity" / "thirty.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    sold, bought = world.sales[:, 0], world.spending[:, 0]
    for row in rows:
        for name in set(row) - {"exporter", "importer"}:
            row[name] = float(row[name])
        row["year"] = 2006
        row["Y"] = float(sold[world.at(row["exporter"])])
        row["E"] = float(bought[world.at(row["importer"])])
    given = {"rows": rows, "coefficients": COEFFICIENTS, "pair": PAIR, "times": _TIMES}
    try:
        done = subprocess.run(  # noqa: S603 - our own script, the caller's interpreter
            [interpreter, str(HERE / "impact_peers.py")],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return {"absent": f"stopped after {limit:.0f} s"}
    _, mark, answer = done.stdout.rpartition("ANSWER")
    last = (done.stderr.strip().splitlines() or ["no word"])[-1]
    return dict(json.loads(answer)) if mark else {"absent": last}


def page(held: dict[str, Any], world: Economy) -> str:
    """Return the results as a page."""
    own, peer = held["ours"], held["gegravity"]
    draw = own["batch"] / DRAWS
    n, k = LARGE
    rows = "\n".join(
        f"| {name} | {1e3 * seconds:.3f} |{_against(seconds, peer)}"
        for name, seconds in (("one", own["one"]), (f"one of {DRAWS:,} draws", draw))
    )
    return f"""# Benchmark of the equilibrium of trade

Written by `python benchmarks/impact.py` on {held["day"]}, seed {held["seed"]}:
{os.cpu_count()} processors, Python {sys.version.split()[0]}, NumPy {np.__version__};
gegravity {peer.get("version", peer.get("absent"))}. Medians of {_TIMES} runs.

The experiment of gegravity's documentation: an agreement between Canada and Japan, 30
economies. Its model is built once (*build*), which ours need not be, and then solved
(*solve*). A draw is another effect of the agreement.

| counterfactual | ours, ms | its solve, ms | ratio | build and solve, ms | ratio |
|:--|--:|--:|--:|--:|--:|
{rows}

Our markets clear to {own["residual"]:.0e}, in all draws to
{own["batch_residual"]:.0e}. {_compared(own, peer, world)}

{n} economies and {k} sectors, not balanced: {own["large"]:.2f} s with new costs (clears
to {own["large_residual"]:.0e}), {own["limits"]:.2f} s with an embargo of one of them of
which a fifth passes ({own["limits_residual"]:.0e}). Both close deficits first, which is
an equilibrium of its own.

{_jax(own, draw)}
"""


def _against(seconds: float, peer: dict[str, Any]) -> str:
    if "solve" not in peer:
        return f" {peer.get('absent', 'no answer')} | | | |"
    whole = peer["build"] + peer["solve"]
    cells = (
        f"{1e3 * peer['solve']:.0f}",
        f"{peer['solve'] / seconds:,.0f}",
        f"{1e3 * whole:.0f}",
        f"{whole / seconds:,.0f}",
    )
    return " " + " | ".join(cells) + " |"


def _compared(own: dict[str, Any], peer: dict[str, Any], world: Economy) -> str:
    if "real" not in peer:
        return ""
    there = dict(zip(peer["economies"], peer["real"], strict=True))
    here = dict(zip(world.economies, own["real"], strict=True))
    prices = dict(zip(peer["economies"], peer["price"], strict=True))
    sold = world.sales[:, 0]
    made = np.array(
        [s * (1 + prices[c] / 100) for c, s in zip(world.economies, sold, strict=True)]
    )
    after = np.array([peer["sold"][code] for code in world.economies])
    off = np.abs(after / made - 1.0).max()
    return (
        f"What gegravity's\neconomies sell misses what they make by up to {off:.1%}; "
        f"real income of Canada {there['CAN']:.3f} % there,\n{here['CAN']:.3f} % here."
    )


def _jax(own: dict[str, Any], draw: float) -> str:
    jax = own["jax"]
    if "seconds" not in jax:
        return f"JAX: {jax['absent']}."
    each = jax["seconds"] / DRAWS
    return (
        f"The same batch in JAX {jax['version']} ({jax['device']}, one compiled "
        f"program): {1e3 * each:.3f} ms a draw, ours {1e3 * draw:.3f} ms\n"
        f"(ratio {each / draw:.2f}); compilation takes {jax['first']:.1f} s; wages "
        f"differ by {jax['difference']:.0e} at most, its markets clear to "
        f"{jax['off']:.0e}."
    )


if __name__ == "__main__":
    main()
