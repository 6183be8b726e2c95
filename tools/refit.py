"""Fit the models anew to the embedded record, and store what comes with Yalu.

``python tools/refit.py`` refits everything; names refit only those. The same seed,
record and libraries give the same files. Of the cycle (``src/yalu/cycle/data/``) the
posterior needs the libraries of ``pip install 'yalu[posterior]'`` and takes some tens
of minutes on one core, the backtest with all its forms some minutes. Of the game of
patron, target and sender (``src/yalu/strategy/*/data/``) the fit, the cases left out
and the answers take about half an hour on two cores, and so does recovery; so do the
fits of past days from which hindcasts are run (``src/yalu/scenario/*/data/``), and some
minutes the scenarios, which need all of these.

A fit is added by a function in ``FITS``: it is given the seed, stores its files, and
returns a line for the screen.
"""

import argparse
import os
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
# More threads make sums of other rounding, and the work is too small to gain by them:
# on a busy machine they wait for each other many times as long as they work.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402 - it reads the lines above

from yalu import events  # noqa: E402 - ROOT must be on the path first
from yalu.cycle import sample  # noqa: E402
from yalu.cycle.backtest import (  # noqa: E402
    backtest_sha256,
    dprk_backtest,
    store_backtest,
)
from yalu.cycle.backtest.dprk import dprk_variants, dprk_watched  # noqa: E402
from yalu.cycle.storing import dprk_setting, posterior_sha256, store  # noqa: E402
from yalu.report.hindcasting import (  # noqa: E402
    refit_hindcast,
    refit_hindcast_fits,
)
from yalu.report.played import dprk_record  # noqa: E402
from yalu.report.supposing_runs import refit_scenarios  # noqa: E402
from yalu.strategy.answers.working import refit_answers  # noqa: E402
from yalu.strategy.estimation.refitting import refit, refit_recovery  # noqa: E402

__all__: list[str] = []

CHAINS, WARMUP, DRAWS = 4, 500, 1000
GAME_DRAWS, GAME_PRIOR_DRAWS, GAME_WORLDS = 160, 60, 24


def refit_posterior(seed: int) -> str:
    """Draw the posterior of the daily process and store it."""
    setting, code = dprk_setting(events.read()), posterior_sha256()
    posterior = sample(
        setting.process,
        setting.occurrences,
        rng=np.random.default_rng([seed, zlib.crc32(b"posterior")]),
        chains=CHAINS,
        warmup=WARMUP,
        draws=DRAWS,
        tell=_told,
    )
    store(posterior, setting, seed=seed, code=code)
    return str(posterior)


def refit_backtest(seed: int) -> str:
    """Issue every forecast since 2008 anew, also by other forms of the process."""
    log, code = events.read(), backtest_sha256()
    chance = [seed, zlib.crc32(b"backtest")]
    found = dprk_backtest(log, rng=np.random.default_rng(chance))
    labels, variants = dprk_variants(log, rng=np.random.default_rng(chance))
    store_backtest(
        found,
        variants=variants,
        variant_labels=labels,
        made_from=dprk_watched(log),
        seed=seed,
        code=code,
    )
    return str(found)


def refit_strategy(seed: int) -> str:
    """Fit the patron's game, foretell the cases left out, and work the answers out."""
    record = dprk_record()
    fitting = refit(record, seed=seed, count=GAME_DRAWS, tell=_told)
    found = refit_answers(
        fitting, record, seed=seed, prior=GAME_PRIOR_DRAWS, tell=_told
    )
    return str(found)


def refit_recovered(seed: int) -> str:
    """Simulate records of the patron's game and find their parameters again."""
    return refit_recovery(dprk_record(), seed=seed, worlds=GAME_WORLDS, tell=_told)


def refit_hindcasts(seed: int) -> str:
    """Fit the game as of past days, run from there, and hold it against what came."""
    fits = refit_hindcast_fits(seed, tell=_told)
    return f"{fits}\n{refit_hindcast(seed, tell=_told)}"


def refit_outcomes(seed: int) -> str:
    """Run the scenarios that come with Yalu."""
    return refit_scenarios(seed, tell=_told)


def _told(line: object) -> None:
    print(f"  {line}", flush=True)


# One line a fit; each has chance of its own, so that one alone gives the same.
FITS: Mapping[str, Callable[[int], str]] = {
    "posterior": refit_posterior,
    "backtest": refit_backtest,
    "strategy": refit_strategy,
    "recovery": refit_recovered,
    "hindcast": refit_hindcasts,
    "scenarios": refit_outcomes,
}


def main() -> None:
    """Refit what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fits", nargs="*", help=f"of {', '.join(FITS)}; by default all")
    parser.add_argument("--seed", type=int, default=2006, help="where chance begins")
    asked = parser.parse_args()
    unknown = [name for name in asked.fits if name not in FITS]
    if unknown:
        parser.error(f"found {', '.join(unknown)}; expected some of {', '.join(FITS)}")
    for name in asked.fits or FITS:
        begun = time.perf_counter()
        print(f"{name}:", flush=True)
        print(f"{FITS[name](asked.seed)} {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
