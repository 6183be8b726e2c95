"""Ask the peers for the effect of an intervention; run by `counterfactuals.py`.

Reads a series, its regressors and the place of the intervention as JSON from standard
input and writes what each program that can be imported makes of it, as JSON, to
standard output. It may run in another interpreter than Yalu, and needs nothing of Yalu.
"""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

__all__: list[str] = []

LEVEL = 0.90


def main() -> None:
    """Answer with every peer that is there."""
    asked = json.load(sys.stdin)
    found: dict[str, Any] = {}
    for name, (module, ask) in PEERS.items():
        if name not in asked["peers"]:
            continue
        if importlib.util.find_spec(module) is None:
            found[name] = {"absent": f"{module} cannot be imported"}
            continue
        try:
            found[name] = ask(asked) | {"version": version(name)}
        except (ImportError, AttributeError, TypeError, ValueError) as error:
            found[name] = {"absent": f"{type(error).__name__}: {error}"}
    # Programs print what they like, so the answer is marked.
    print("\nANSWER" + json.dumps(found))


def frame(asked: dict[str, Any]) -> Any:  # noqa: ANN401 - pandas of the other interpreter
    """Return the series and its regressors by day of month."""
    import pandas as pd  # noqa: PLC0415 - only where a peer is there

    months = pd.date_range(asked["first"], periods=len(asked["amounts"]), freq="MS")
    columns = {"y": asked["amounts"]} | {
        f"x{place + 1}": values for place, values in enumerate(asked["regressors"])
    }
    return pd.DataFrame(columns, index=months)


def tfcausalimpact(asked: dict[str, Any], method: str) -> dict[str, Any]:
    """Return the mean effect by structural time series in TensorFlow Probability."""
    from causalimpact import CausalImpact  # noqa: PLC0415 - only where it is there

    data, place = frame(asked), asked["place"]
    days = [str(day.date()) for day in data.index]
    begun = time.perf_counter()
    impact = CausalImpact(
        data,
        [days[0], days[place - 1]],
        [days[place], days[-1]],
        alpha=1 - LEVEL,
        model_args={"fit_method": method},
    )
    summary = impact.summary_data["average"]
    seconds = time.perf_counter() - begun
    ends = sorted(
        (float(summary["abs_effect_lower"]), float(summary["abs_effect_upper"]))
    )
    return {
        "seconds": seconds,
        "effect": float(summary["abs_effect"]),
        "low": ends[0],
        "high": ends[1],
    }


def causalpy(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the mean effect by Bayesian regression in PyMC, default sampling."""
    import causalpy  # noqa: PLC0415 - only where it is there
    import numpy as np  # noqa: PLC0415 - as above

    data, place = frame(asked), asked["place"]
    terms = " + ".join(name for name in data.columns if name != "y")
    begun = time.perf_counter()
    result = causalpy.InterruptedTimeSeries(
        data,
        data.index[place],
        formula=f"y ~ 1 + {terms}",
        model=causalpy.pymc_models.LinearRegression(
            sample_kwargs={"progressbar": False, "random_seed": 1}
        ),
    )
    seconds = time.perf_counter() - begun
    impact = result.post_impact
    kept = [name for name in impact.dims if name in {"chain", "draw"}]
    draws = impact.mean([name for name in impact.dims if name not in kept])
    values = np.asarray(draws).ravel()
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return {
        "seconds": seconds,
        "effect": float(values.mean()),
        "low": float(low),
        "high": float(high),
    }


PEERS: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "tfcausalimpact": ("causalimpact", lambda asked: tfcausalimpact(asked, "vi")),
    "causalpy": ("causalpy", causalpy),
}


if __name__ == "__main__":
    main()
