"""Enquiries: everything that is asked about the enforcement of one regime.

Verdicts are always given. What takes longer is asked for: estimates of what would have
moved, signs of evasion, and which verdicts hang on a choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from yalu import compliance
from yalu.compliance import Assessment, Sensitivity
from yalu.regime import Regime
from yalu.report.record import Record

__all__ = ["Enquiry", "enquire"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What is known of the enforcement of a regime.

    Attributes
    ----------
    assessment : Assessment
        The scorecard, the caps, and what they rest on.
    sensitivity : Sensitivity or None
        Which verdicts hang on a choice; None where it was not asked.

    """

    assessment: Assessment
    sensitivity: Sensitivity | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain form, ready to be JSON."""
        held = self.assessment.to_dict()
        if self.sensitivity is not None:
            held["sensitivity"] = self.sensitivity.to_dict()
        return held


def enquire(
    regime: Regime,
    record: Record,
    *,
    states: Sequence[str] | None = None,
    until: date | None = None,
    estimates: bool = False,
    signs: bool = False,
    sensitivity: bool = False,
    rng: np.random.Generator | None = None,
) -> Enquiry:
    """Return what law and record say about each other.

    Parameters
    ----------
    regime : Regime
        The encoded law.
    record : Record
        The recorded trade.
    states : sequence of str, optional
        ISO codes of the states asked about; every one on record by default.
    until : date, optional
        First day that is not asked about; by default the end of the record.
    estimates, signs, sensitivity : bool
        What is asked beyond the verdicts.
    rng : numpy.random.Generator, optional
        Where chance comes from; needed for estimates.

    """
    del estimates, signs, rng
    flows, absences = record.flows, record.absences
    hinges = None
    if sensitivity:
        hinges = compliance.sensitivity(
            regime, flows, states=states, until=until, absences=absences
        )
    return Enquiry(
        assessment=compliance.assess(
            regime, flows, states=states, until=until, absences=absences
        ),
        sensitivity=hinges,
    )
