"""Time sgamesolver on a stochastic game that is handed over as arrays.

``benchmarks/strategy.py`` runs this with a Python that has sgamesolver 1.0.2, and
NumPy below 2: ``sgamesolver_timing.py GAME PRECISION`` reads ``GAME``, an ``.npz`` of
payoffs (player, state, choices) and chances (state, choices, next state), and says
after the word ANSWER how long it took and what was found. It needs nothing of Yalu.
"""

import json
import sys
import time
from importlib.metadata import version

import numpy as np
import sgamesolver

__all__: list[str] = []


def main() -> None:
    """Solve the game and say so."""
    with np.load(sys.argv[1]) as held:
        payoffs, chances = held["payoffs"], held["chances"]
        discount = float(held["discount"])
    begun = time.perf_counter()
    game = sgamesolver.SGame(np.moveaxis(payoffs, 0, 1), chances, discount)
    way = sgamesolver.homotopy.QRE(game)
    way.solver_setup(target_lambda=float(sys.argv[2]))
    way.solver.verbose = 0
    way.solve()
    taken = time.perf_counter() - begun
    answer = {
        "seconds": taken,
        "steps": int(way.solver.step),
        "at": float(way.equilibrium.homotopy_parameter),
        "choices": way.equilibrium.strategies.tolist(),
        "version": version("sgamesolver"),
    }
    print("ANSWER" + json.dumps(answer))


if __name__ == "__main__":
    main()
