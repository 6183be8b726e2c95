"""Enquiries: everything that is asked about the enforcement of one regime.

Verdicts are always given. What takes longer is asked for: estimates of what would have
moved, signs of evasion, and which verdicts hang on a choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import Any

import numpy as np

from yalu.compliance import Assessment, Sensitivity, Signs
from yalu.compliance.assessment import assessment_of
from yalu.compliance.case import case
from yalu.compliance.counterfactual import Counterfactual
from yalu.compliance.counterfactual.measures import counterfactuals_of
from yalu.compliance.plain_form import plain
from yalu.compliance.sensitivity import sensitivity_of
from yalu.compliance.signs import signs_of
from yalu.provenance import Evidence
from yalu.regime import Regime
from yalu.report.outside import outside_of
from yalu.report.record import Record

__all__ = ["Enquiry", "enquire"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What is known of the enforcement of a regime.

    Attributes
    ----------
    assessment : Assessment
        The scorecard, the caps, and what they rest on.
    estimates : tuple of Counterfactual or None
        What would have moved without each measure; None where it was not asked.
    signs : Signs or None
        Signs of evasion; None where it was not asked.
    sensitivity : Sensitivity or None
        Which verdicts hang on a choice; None where it was not asked.

    """

    assessment: Assessment
    estimates: tuple[Counterfactual, ...] | None = None
    signs: Signs | None = None
    sensitivity: Sensitivity | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain form, ready to be JSON."""
        held = self.assessment.to_dict()
        if self.estimates is not None:
            held["estimates"] = [_plain_estimate(one) for one in self.estimates]
        if self.signs is not None:
            held["signs"] = self.signs.to_dict()
        if self.sensitivity is not None:
            held["sensitivity"] = self.sensitivity.to_dict()
        return held


def _plain_estimate(one: Counterfactual) -> dict[str, Any]:
    history = one.history
    fit = plain(one.fit)
    if fit is not None:
        # JSON has no number for an error that nothing can be a share of.
        fit = {n: v for n, v in fit.items() if not isinstance(v, float) or isfinite(v)}
    return {
        "state": history.state,
        "measure": history.measure,
        "goods": history.goods,
        "codes": list(history.codes),
        "direction": history.direction.value,
        "unit": history.unit.value,
        "compiler": history.compiler,
        "series": history.series.value,
        "learnt_before": one.before,
        "starts": one.starts,
        "until": one.until,
        "method": one.method.value,
        "scale": one.scale,
        "is_limited": one.is_limited,
        "whole": plain(one.whole),
        "by_year": plain(one.by_year),
        "months": plain(one.months),
        "fit": fit,
        "placebos": plain(one.placebos),
        "leave_one_out": plain(one.leave_one_out),
        "second_opinion": plain(one.second_opinion),
        "regressors": list(one.regressors),
        "evidence": Evidence.ESTIMATED,
        "sources": list(history.sources),
        "reasons": list(one.reasons),
    }


def enquire(
    regime: Regime,
    record: Record,
    *,
    states: Sequence[str] | None = None,
    until: date | None = None,
    estimates: bool = False,
    signs: bool = False,
    sensitivity: bool = False,
    horizon: date | None = None,
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
    horizon : date, optional
        Day from which another cause is at work, such as a closed border: nothing from
        then on is estimated.
    rng : numpy.random.Generator, optional
        Where chance comes from; without it nothing is estimated.

    """
    flows = record.flows
    held = case(regime, flows, states=states, until=until, absences=record.absences)
    reached, said = held.reached, held.near
    found = Enquiry(assessment=assessment_of(regime, held))
    if estimates and rng is not None:
        expected = counterfactuals_of(
            reached,
            said,
            states=held.states,
            until=held.until,
            horizon=horizon,
            outside=outside_of(regime, flows),
            rng=rng,
        )
        found = replace(found, estimates=expected)
    if signs:
        seen = signs_of(
            regime, reached, said, flows, states=held.states, until=held.until
        )
        found = replace(found, signs=seen)
    if sensitivity:
        hinges = sensitivity_of(held, found.estimates or ())
        found = replace(found, sensitivity=hinges)
    return found
