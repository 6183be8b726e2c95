"""How often the estimates of this package are right, where the truth is known.

Worlds with known truth are simulated, and each estimator is asked about them as it is
asked about trade (``make calibrate``); `yalu.calibration` tells how figures are kept.
"""

from pathlib import Path

from yalu.calibration import Calibration, CalibrationRecord

__all__ = ["RECORD", "calibrations"]

# One line for each estimator that is calibrated.
RECORD = CalibrationRecord(
    folder=Path(__file__).resolve().parent,
    files={
        "breaks": ("breaks.py", "data/break_levels.csv"),
        "counterfactual": ("counterfactual/estimating.py",),
        "diversion": ("diversion/*.py",),
        "mirror": ("mirror_outlier.py",),
        "synthetic": ("counterfactual/synthetic.py",),
    },
)


def calibrations(estimator: str | None = None) -> tuple[Calibration, ...]:
    """Return the figures about one estimator, or all that are embedded.

    Raises
    ------
    SchemaError
        If nothing is embedded about an estimator of that name.

    """
    return RECORD.calibrations(estimator)
