"""How often the estimates of the cycle are right, where the truth is known.

Events are drawn from processes that are known, and each estimator is asked about them
as it is asked about the log (``make calibrate``); `yalu.calibration` tells how figures
are kept.
"""

from pathlib import Path

from yalu.calibration import Calibration, CalibrationRecord

__all__ = ["RECORD", "calibrations"]

# One line for each estimator that is calibrated.
RECORD = CalibrationRecord(
    folder=Path(__file__).resolve().parent,
    files={
        "backtest": ("backtest/paired.py",),
        "hawkes": ("hawkes/*.py",),
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
