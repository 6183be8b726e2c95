"""Ask a peer for the parameters of a Hawkes process; run by `cycle.py`.

Reads events as JSON from standard input and writes what the program made of them, as
JSON, to standard output. It may run in another interpreter than Yalu, and needs nothing
of Yalu. What is compiled is compiled on a few events before the clock starts.
"""

import functools
import importlib.util
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

__all__: list[str] = []

FEW = 40
STEPS = (1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5)
REPEATED, QUICK = 3, 1.0
EVALUATIONS = 50


def main() -> None:
    """Answer with one peer."""
    warnings.simplefilter("ignore")  # they warn of their own code
    asked = json.load(sys.stdin)
    name = asked["peer"]
    module, ask = PEERS[name]
    if importlib.util.find_spec(module) is None:
        found = {"absent": f"{module} cannot be imported"}
    else:
        try:
            found = ask(asked) | {"version": version(name)}
        except (ImportError, AttributeError, TypeError, ValueError) as error:
            found = {"absent": f"{type(error).__name__}: {error}"}
    # Programs print what they like, so the answer is marked.
    print("\nANSWER" + json.dumps(found))


def timed(ask: Callable[[], Any]) -> tuple[float, Any]:
    """Return seconds and answer; the median of three where one is quick."""
    taken = []
    while len(taken) < REPEATED and (not taken or taken[0] < QUICK):
        begun = time.perf_counter()
        answer = ask()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken), answer


def hawkesbook(asked: dict[str, Any]) -> dict[str, Any]:
    """Return its maximum of the likelihood, decays searched for."""
    import hawkesbook as hawkes  # noqa: PLC0415 - only where it is there
    import numpy as np  # noqa: PLC0415 - as above

    times, streams = np.array(asked["times"]), np.array(asked["streams"])
    end, d = asked["end"], asked["d"]
    rates = np.bincount(streams, minlength=d) / end
    decay = len(times) / end

    def search(n: int, until: float) -> tuple[Any, float]:
        if d == 1:
            start = np.array([rates[0] / 2, decay / 2, decay])
            best = hawkes.exp_mle(times[:n], until, start)
            return best, float(hawkes.exp_log_likelihood(times[:n], until, best))
        begin = (rates / 2, np.full((d, d), decay / (2 * d)), np.full(d, decay))
        return hawkes.mutual_exp_mle(times[:n], streams[:n], until, begin)

    search(FEW, float(times[FEW]))
    seconds, (best, likelihood) = timed(lambda: search(len(times), end))
    base, jumps, decays = (np.asarray(part) for part in best)
    return {
        "seconds": seconds,
        "log_likelihood": float(likelihood),
        "mu": np.ravel(base).tolist(),
        # Its jumps are by source, then by stream; ours the other way round.
        "weights": (jumps.reshape(d, d) / np.ravel(decays)).T.tolist(),
        "decays": np.ravel(decays).tolist(),
    }


def tick(asked: dict[str, Any]) -> dict[str, Any]:
    """Return its maximum of the likelihood, decays given, by the best of its steps."""
    import numpy as np  # noqa: PLC0415 - only where it is there
    from tick.hawkes import (  # noqa: PLC0415 - as above
        HawkesExpKern,
        ModelHawkesExpKernLogLik,
    )

    times, streams = np.array(asked["times"]), np.array(asked["streams"])
    d = asked["d"]
    rates = np.bincount(streams, minlength=d) / asked["end"]
    # Its own start lets it diverge at most steps.
    start = np.concatenate([rates / 2, np.full(d * d, 0.5 / d)])
    apart = [np.ascontiguousarray(times[streams == k]) for k in range(d)]
    tries = []
    for step in STEPS:
        learner = HawkesExpKern(
            asked["decay"],
            gofit="likelihood",
            penalty="none",
            solver="svrg",
            step=step,
            max_iter=300,
            tol=1e-8,
            random_state=1,
        )
        try:
            seconds, _ = timed(functools.partial(learner.fit, apart, start=start))
        except RuntimeError:  # it walked out of where there is a likelihood
            continue
        found = {
            "step": step,
            "seconds": seconds,
            "mu": learner.baseline.tolist(),
            "weights": learner.adjacency.tolist(),
            "decays": [asked["decay"]] * d,
        }
        if np.isfinite(learner.baseline).all() and np.isfinite(learner.adjacency).all():
            tries.append(found)
    model = ModelHawkesExpKernLogLik(asked["decay"])
    model.fit(apart, asked["end"])
    place = np.full(model.n_coeffs, 0.1)
    model.loss_and_grad(place)
    taken = []
    for _ in range(EVALUATIONS):
        begun = time.perf_counter()
        model.loss_and_grad(place)
        taken.append(time.perf_counter() - begun)
    each = statistics.median(taken)
    return {"tries": tries, "evaluation": each}


PEERS: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "hawkesbook": ("hawkesbook", hawkesbook),
    "tick": ("tick", tick),
}


if __name__ == "__main__":
    main()
