"""Runs of the scenarios that come with Yalu, stored for whoever tells of them."""

from pathlib import Path

from yalu.report.supposing import OUTCOMES_FOLDER

__all__ = ["refit_scenarios"]


def refit_scenarios(seed: int, folder: Path = OUTCOMES_FOLDER) -> str:
    """Run every scenario that comes with Yalu beside the baseline, and store them.

    Parameters
    ----------
    seed : int
        Where chance begins.
    folder : Path
        Where they go, one folder a scenario; by default in the package.

    Returns
    -------
    str
        How many were stored, in a line.

    """
    raise NotImplementedError
