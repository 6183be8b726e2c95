r"""The same economy with goods made from goods, if that is to be tried.

What sectors of a closed country buy from each other nobody has recorded. How much it
would matter can be tried with one number, the share of value added in what is sold, and
one assumption, that inputs are bought in the same proportions as everything else. Then
an economy on its own loses

.. math::

    1 - \prod_k \lambda_{jj}^{k\;\alpha_j^k/(\theta_k v)},

with :math:`v` the share of value added: each saving is passed on :math:`1/v` times
(Costinot and Rodríguez-Clare 2014, with one :math:`v` and inputs like purchases).

References
----------
Costinot, A. and Rodríguez-Clare, A. (2014). Trade theory with numbers. *Handbook of
International Economics* 4, 197–261.

"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from yalu.errors import Problem, SchemaError, describe
from yalu.impact.economy import Economy

__all__ = ["with_inputs"]


def with_inputs(
    economy: Economy, value_added: float, *, incomes: Collection[str] = ()
) -> Economy:
    """Return the economy with inputs that are bought like everything else.

    Parameters
    ----------
    economy : Economy
        Without inputs.
    value_added : float
        Share of value added in what each sector of each economy sells, above 0 to 1.
    incomes : collection of str
        Economies of which the sales are income. Their sales at home are raised in
        proportion until value added, and not sales, is what it was; trade stays. The
        sales of the others count inputs already.

    Returns
    -------
    Economy
        With `value_added` and `uses`; `solve` takes it, `solve_many` does not.

    Raises
    ------
    SchemaError
        If the share is out of its range, or there are inputs already.
    UnknownCodeError
        If an economy is not known.

    Examples
    --------
    Half of what is sold is inputs. If the sales on record count them, closure costs
    about twice as much; if they are income, about the same.

    >>> import numpy as np
    >>> from yalu.impact import Shock, solve
    >>> both = Economy(
    ...     economies=("AAA", "BBB"), sectors=("all",), year=2015,
    ...     flows=np.array([[[90.0], [10.0]], [[10.0], [40.0]]]),
    ...     elasticities=np.array([4.0]),
    ... )
    >>> for incomes in ((), ("BBB",)):
    ...     world = with_inputs(both, 0.5, incomes=incomes)
    ...     print(round(solve(world, Shock.embargo(world, "BBB")).loss("BBB"), 4))
    0.1056
    0.0513

    """
    problems = []
    if not 0 < value_added <= 1:
        found = f"found {value_added}; expected above 0 to 1"
        problems.append(Problem("value_added", found, "0.5 is half of what is sold"))
    if economy.value_added is not None:
        found = "has inputs already; expected none"
        problems.append(Problem("economy", found, "give the one without"))
    if problems:
        raise SchemaError(describe("Inputs cannot be added", problems))
    flows = economy.flows.copy()
    for name in incomes:
        at = economy.at(name)
        more = flows[at].sum() * (1.0 / value_added - 1.0)
        flows[at, at] *= 1.0 + more / flows[at, at].sum()
    bought = replace(economy, flows=flows).spending
    shares = bought / bought.sum(axis=1, keepdims=True)
    n, k = bought.shape
    return replace(
        economy,
        flows=flows,
        value_added=np.full((n, k), value_added),
        uses=np.repeat(shares[:, None, :], k, axis=1),
    )
