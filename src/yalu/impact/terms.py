r"""A change of welfare told as terms of trade and volume of trade, to first order.

.. math::

    \frac{1}{I_n}\sum_{k,i}\big(E_{ni}^k\,\tilde c_n^k - M_{ni}^k\,\tilde c_i^k\big)
    \quad\text{and}\quad
    \frac{1}{I_n}\sum_{k,i} t_{ni}^k M_{ni}^k\big(\tilde M_{ni}^k-\tilde c_i^k\big),

with exports :math:`E`, imports :math:`M` and duties :math:`t` before the shock, income
:math:`I`, costs :math:`c`, and :math:`\tilde x=\hat x-1`. Their sum is what Caliendo
and Parro print as the change of welfare. It holds for small changes only: it counts
what more trade is worth at the old duties, although they go. `Equilibrium.welfare` is
exact.

References
----------
Caliendo, L. and Parro, F. (2015). Estimates of the trade and welfare effects of NAFTA.
*Review of Economic Studies* 82, 1–44, equation (16) and table 2.

"""

from dataclasses import dataclass

import numpy as np

from yalu.impact.economy import Floats
from yalu.impact.equilibrium import Equilibrium

__all__ = ["TradeTerms", "trade_terms"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TradeTerms:
    """The parts of a first-order change of welfare.

    Attributes
    ----------
    terms, volume : ndarray
        (N,): shares of income; above 0 for a gain.

    """

    terms: Floats
    volume: Floats

    @property
    def welfare(self) -> Floats:
        """Return (N,) the sum."""
        return np.asarray(self.terms + self.volume)


def trade_terms(found: Equilibrium) -> TradeTerms:
    """Return the change of welfare to first order, in its parts.

    Parameters
    ----------
    found : Equilibrium
        What a shock does; prices must be known for every sector that is an input.

    Returns
    -------
    TradeTerms
        Terms of trade and volume of trade.

    """
    economy = found.baseline
    n, k = economy.sales.shape
    labour = np.ones((n, k)) if economy.value_added is None else economy.value_added
    logs = labour * np.log(found.wages)[:, None]
    if economy.uses is not None:
        inputs = economy.uses * (1.0 - labour)[:, :, None]
        prices = np.log(np.nan_to_num(found.prices, nan=1.0))
        logs = logs + np.einsum("nks,ns->nk", inputs, prices)
    cost = np.expm1(logs)
    abroad = economy.flows.copy()
    abroad[np.arange(n), np.arange(n)] = 0.0
    duties = np.zeros_like(abroad) if economy.tariffs is None else economy.tariffs
    income = (labour * economy.sales).sum(axis=1)
    income = income + (duties * economy.flows).sum(axis=(0, 2))
    valued = abroad * cost[:, None, :]
    terms = valued.sum(axis=(1, 2)) - valued.sum(axis=(0, 2))
    more = np.where(abroad > 0, found.flows - economy.flows, 0.0)
    volume = (duties * (more - valued)).sum(axis=(0, 2))
    return TradeTerms(terms=terms / income, volume=volume / income)
