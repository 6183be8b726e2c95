"""Ask Mesa and PySD for the reduced model; run by `scenario.py`.

Reads the figures of the model as JSON from standard input and writes times and results,
as JSON, to standard output. It may run in another interpreter than Yalu, and needs
nothing of Yalu.
"""

import contextlib
import importlib.util
import io
import json
import random
import sys
import tempfile
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__: list[str] = []

STOCKS = """{UTF-8}
SUBSCRIPT
half WHERE= 6 ~~|
toll WHERE= 0.1 ~~|
recovery WHERE= 0.1 ~~|
covered= COVERED ~~|
speed WHERE= 1-2^(-1/half WHERE) ~~|
enforcement WHERE= IF THEN ELSE(strict WHERE>0.5, HIGH, LOW) ~~|
trade WHERE= INTEG(speed WHERE*((1-covered*enforcement WHERE)-trade WHERE), 1) ~~|
lost WHERE= INTEG((toll WHERE*(1-trade WHERE)-lost WHERE)/12
 -recovery WHERE*lost WHERE/12, 0) ~~|
happened WHERE= IF THEN ELSE(RANDOM UNIFORM(0,1,0)
 < CHANCE/(1+DAMPING*lost WHERE), 1, 0) ~~|
tests WHERE= INTEG(happened WHERE, 0) ~~|
turned WHERE= IF THEN ELSE(RANDOM UNIFORM(0,1,0)
 < IF THEN ELSE(strict WHERE>0.5, 1-RELAX, STIFFEN+ANSWER*happened WHERE), 1, 0) ~~|
strict WHERE= INTEG(turned WHERE-strict WHERE, 0) ~~|
INITIAL TIME= 0 ~~|
FINAL TIME= MONTHS ~~|
TIME STEP= 1 ~~|
SAVEPER= 1 ~~|
"""
KNOWN = ("half", "toll", "recovery")


def main() -> None:
    """Answer with both."""
    warnings.simplefilter("ignore")  # they warn of their own code
    asked = json.load(sys.stdin)
    found: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for name, program, way in WAYS:
            if importlib.util.find_spec(program) is None:
                found[name] = {"absent": f"{program} cannot be imported"}
            else:
                found[name] = way(asked) | {"version": version(program)}
    print("\nANSWER" + json.dumps(found))


def mesa_courses(asked: dict[str, Any]) -> dict[str, Any]:
    """Return courses in Mesa: an agent is a course, which is its fastest way."""
    import mesa  # noqa: PLC0415 - only where it is there

    given = asked["model"]

    class Course(mesa.Agent):  # type: ignore[misc, unused-ignore]
        """One course."""

        def __init__(self, model: Any) -> None:  # noqa: ANN401 - it has no types
            super().__init__(model)
            half, toll, recovery = (
                model.random.uniform(*given[name]) for name in KNOWN
            )
            self.speed, self.toll, self.recovery = 1 - 2 ** (-1 / half), toll, recovery
            self.trade, self.lost, self.tests, self.strict = 1.0, 0.0, 0, False

        def step(self) -> None:
            """Pass a month."""
            model = self.model
            level = given["high"] if self.strict else given["low"]
            trade, lost = self.trade, self.lost
            chance = given["chance"] / (1 + given["damping"] * lost)
            happened = model.random.random() < chance
            turned = (
                1 - given["relax"]
                if self.strict
                else given["stiffen"] + given["answer"] * happened
            )
            self.trade = trade + self.speed * ((1 - model.covered * level) - trade)
            cost = self.toll * (1 - trade)
            self.lost = lost + (cost - lost) / 12 - self.recovery * lost / 12
            self.tests += happened
            self.strict = model.random.random() < turned

    class Courses(mesa.Model):  # type: ignore[misc, unused-ignore]
        """All courses."""

        def __init__(self, count: int, seed: int) -> None:
            super().__init__(seed=seed)
            self.month = 0
            Course.create_agents(self, count)

        def step(self) -> None:
            """Pass a month."""
            self.covered = [s for since, s in given["covered"] if since <= self.month][
                -1
            ]
            self.agents.do("step")
            self.month += 1

    model = Courses(asked["mesa"], asked["seed"])
    begun = time.perf_counter()
    for _ in range(given["months"]):
        model.step()
    taken = time.perf_counter() - begun
    rows = [
        [float(getattr(one, name)) for one in model.agents]
        for name in given["outcomes"]
    ]
    return {"courses": asked["mesa"], "seconds": taken, "rows": rows}


def pysd_courses(asked: dict[str, Any]) -> dict[str, Any]:
    """Return courses in PySD: a run is a course."""
    import numpy as np  # noqa: PLC0415 - comes with PySD

    given = asked["model"]
    model = loaded(given, "")
    np.random.seed(asked["seed"])  # noqa: NPY002 - the generator that PySD draws from
    chance = random.Random(asked["seed"])  # noqa: S311 - a simulation
    rows: list[list[float]] = []
    begun = time.perf_counter()
    for _ in range(asked["pysd"]):
        table = model.run(
            params={name: chance.uniform(*given[name]) for name in KNOWN},
            return_columns=given["outcomes"],
            return_timestamps=[given["months"]],
        )
        rows.append([float(table[name].iloc[-1]) for name in given["outcomes"]])
    taken = time.perf_counter() - begun
    return {
        "courses": asked["pysd"],
        "seconds": taken,
        "rows": [*map(list, zip(*rows, strict=True))],
    }


def pysd_subscripts(asked: dict[str, Any]) -> dict[str, Any]:
    """Return courses in PySD: one run, in which a subscript counts courses."""
    import numpy as np  # noqa: PLC0415 - comes with PySD
    import xarray as xr  # noqa: PLC0415 - as above

    given, count = asked["model"], asked["subscripts"]
    model = loaded(given, f"draw: (d1-d{count}) ~~|\n")
    np.random.seed(asked["seed"] + 1)  # noqa: NPY002 - as above
    rng = np.random.default_rng(asked["seed"])
    names = {"draw": [f"d{place}" for place in range(1, count + 1)]}
    begun = time.perf_counter()
    model.set_components(
        {
            name: xr.DataArray(rng.uniform(*given[name], count), names, ["draw"])
            for name in KNOWN
        }
    )
    table = model.run(
        return_columns=given["outcomes"],
        return_timestamps=[given["months"]],
        flatten_output=False,
    )
    taken = time.perf_counter() - begun
    rows = [
        np.asarray(table[name].iloc[-1]).ravel().tolist() for name in given["outcomes"]
    ]
    return {"courses": count, "seconds": taken, "rows": rows}


def loaded(given: dict[str, Any], subscript: str) -> Any:  # noqa: ANN401 - no types
    """Return the model of stocks and flows, with or without a subscript."""
    import pysd  # noqa: PLC0415 - only where it is there

    steps = str(given["covered"][0][1])
    for since, share in given["covered"][1:]:
        steps = f"IF THEN ELSE(Time>={since}, {share}, {steps})"
    text = STOCKS.replace("SUBSCRIPT\n", subscript).replace("COVERED", steps)
    text = text.replace(" WHERE", "[draw]" if subscript else "")
    for name in (
        "low",
        "high",
        "chance",
        "damping",
        "relax",
        "stiffen",
        "answer",
        "months",
    ):
        text = text.replace(name.upper(), str(given[name]))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "reduced.mdl"
        path.write_text(text, encoding="utf-8")
        return pysd.read_vensim(str(path))


WAYS = (
    ("Mesa, an agent a course", "mesa", mesa_courses),
    ("PySD, a run a course", "pysd", pysd_courses),
    ("PySD, a subscript counts courses", "pysd", pysd_subscripts),
)

if __name__ == "__main__":
    main()
