"""Ask gegravity for a counterfactual; run by `impact.py`.

Reads a sample as JSON from standard input and writes times and results, as JSON, to
standard output. It may run in another interpreter than Yalu, and needs nothing of Yalu.
"""

import contextlib
import importlib.util
import io
import json
import statistics
import sys
import time
import warnings
from importlib.metadata import version
from typing import Any

__all__: list[str] = []

FACTORS = ["lndist", "contiguous", "common_language", "agreement", "international"]


def main() -> None:
    """Answer with gegravity."""
    warnings.simplefilter("ignore")  # it warns of its own code
    asked = json.load(sys.stdin)
    if importlib.util.find_spec("gegravity") is None:
        found: dict[str, Any] = {"absent": "gegravity cannot be imported"}
    else:
        with contextlib.redirect_stdout(io.StringIO()):
            found = answered(asked) | {"version": version("gegravity")}
    print("\nANSWER" + json.dumps(found))


def answered(asked: dict[str, Any]) -> dict[str, Any]:
    """Return seconds of building and of solving, and what came out."""
    built, solved = [], []
    for _ in range(asked["times"]):
        begun = time.perf_counter()
        model = build(asked)
        built.append(time.perf_counter() - begun)
        changed = model.baseline_data.copy()
        ends = changed["importer"].isin(asked["pair"])
        ends &= changed["exporter"].isin(asked["pair"])
        changed.loc[
            ends & (changed["importer"] != changed["exporter"]), "agreement"
        ] = 1
        model.define_experiment(changed)
        begun = time.perf_counter()
        model.simulate()
        solved.append(time.perf_counter() - begun)
    table = model.country_results
    trade = model.bilateral_trade_results
    name = "experiment trade"
    return {
        "build": statistics.median(built),
        "solve": statistics.median(solved),
        "economies": [str(code) for code in table.index],
        "real": [float(x) for x in table["GDP change (percent)"]],
        "price": [float(x) for x in table["factory gate price change (percent)"]],
        "sold": trade.groupby(level="exporter")[name].sum().to_dict(),
    }


def build(asked: dict[str, Any]) -> Any:  # noqa: ANN401 - it has no types
    """Return the model of the sample, with the coefficients of its documentation."""
    import gegravity as ge  # noqa: PLC0415 - only where it is there
    import pandas as pd  # noqa: PLC0415 - as above

    table = pd.DataFrame(asked["rows"])
    table["constant"] = 1
    given = asked["coefficients"]
    estimates = pd.DataFrame(
        {"var": list(given), "beta": list(given.values()), "stderr": 0.1}
    )
    model = ge.OneSectorGE(
        baseline=ge.BaselineData(
            table,
            imp_var_name="importer",
            exp_var_name="exporter",
            year_var_name="year",
            trade_var_name="trade",
            expend_var_name="E",
            output_var_name="Y",
        ),
        cost_coeff_values=ge.CostCoeffs(
            estimates=estimates,
            identifier_col="var",
            coeff_col="beta",
            stderr_col="stderr",
        ),
        cost_variables=[*FACTORS, "constant"],
        year="2006",
        reference_importer="DEU",
        sigma=5,
    )
    model.build_baseline(omr_rescale=1)
    return model


if __name__ == "__main__":
    main()
