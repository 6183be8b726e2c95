r"""Trade, oil and income from month to month.

With base :math:`b_l` of line :math:`l`, its scale :math:`s`, the share :math:`c_{lt}`
that the law covers and the share :math:`e_{lt}` of it that is enforced, trade heads
for :math:`b_l s (1 - d_t)(1 - c_{lt} e_{lt})`, :math:`d_t` being what a closed border
stops, but for crude by pipeline, and closes half of the distance in `adjustment`
months. Of what is stopped the alternative patron stands in for a share, up to its
capacity.

Income lost heads for the toll :math:`T` of the law at that enforcement in the same way;
of what is lost, the share `recovery` is regained in a year:

.. math::

    L^+ = L + a (T - L), \qquad R^+ = R + \rho (L - R), \qquad
    \text{lost} = L - R, \qquad Y = e^{G}(1 - \text{lost}),

with :math:`G` the sum of trend and noise and :math:`R^+` never above :math:`L^+`.
Growth is that of a year's :math:`Y` over that of the year before, as it is printed. The
toll mixes what `yalu.impact` finds without and with the alternative patron by the share
that it replaces.
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jax import Array
from jax.scipy.special import ndtri

from yalu.scenario.chain.quarter import Turn
from yalu.scenario.chain.streams import Role
from yalu.scenario.chain.terms import Terms

__all__ = ["Economy", "begun", "grown", "trade"]

_QUARTERS = 4
_MONTHS = 3
_EDGE = 1e-6  # a normal number has no value at 0 or 1


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """Where the economy of each draw stands.

    Attributes
    ----------
    flows : Array, shape (n, L)
        Trade of each line in the last month, as a share of its base and scale.
    missed : Array, shape (n,)
        Revenue from exports lost since the start, million USD.
    lost, regained : Array, shape (n,)
        Income lost, and what was regained of it, as shares.
    drift : Array, shape (n,)
        Sum of trend and noise.
    incomes : Array, shape (n, 8)
        Income of the last eight quarters, the oldest first.

    """

    flows: Array
    missed: Array
    lost: Array
    regained: Array
    drift: Array
    incomes: Array

    @property
    def net(self) -> Array:
        """Share of income that is lost and not regained, shape (n,)."""
        return self.lost - self.regained


def begun(terms: Terms, values: dict[str, Array]) -> Economy:
    """Return the economy at the beginning, as the law until then has left it."""
    start, size = terms.start, values["adjustment"].shape[0]
    covered = start.covered
    read = start.enforcement
    enforced = jnp.where(jnp.isnan(read), values["unread"], jnp.full((size,), read))
    flows = 1 - covered * terms.gains.seen * enforced[:, None]
    lost = _toll(terms, values, enforced, jnp.zeros(size, int), jnp.zeros(size))
    regained = lost * (1 - (1 - values["recovery"]) ** start.years)
    back = jnp.arange(-2 * _QUARTERS, 0) + 1
    past = (1 + start.growth) ** (back / _QUARTERS)
    return Economy(
        flows=flows,
        missed=jnp.zeros(size),
        lost=lost,
        regained=regained,
        drift=jnp.zeros(size),
        incomes=(1 - lost + regained)[:, None] * past,
    )


def trade(
    terms: Terms, values: dict[str, Array], now: Economy, turn: Turn, quarter: Array
) -> tuple[Economy, dict[str, Array]]:
    """Return the three months of a quarter, each series of shape (n, 3)."""
    gains, found = terms.gains, []
    scale = (
        gains.weight * values["exports_scale"][:, None]
        + (1 - gains.weight) * values["imports_scale"][:, None]
    )
    tonnes = (
        gains.oil
        * (1 - gains.crude - gains.smuggled)
        * values["imports_scale"][:, None]
        + gains.crude * values["crude"][:, None] / 12
        + gains.smuggled * values["smuggled"][:, None] / 12
    )
    speed = 1 - 0.5 ** (1 / values["adjustment"])
    flows, missed = now.flows, now.missed
    for month in range(_MONTHS):
        at = quarter * _MONTHS + month
        covered = _covered(terms, turn, at)
        enforced = _enforced(terms, values, turn, at)
        stopped = covered * enforced
        shut = _shut(terms, values, at)
        # A pipeline runs on under a closed border, as it did from 2020 to 2023.
        passable = 1 - shut[:, None] * (1 - gains.crude)
        left = passable * (1 - stopped)
        flows = flows + speed[:, None] * (left - flows)
        is_oil = gains.oil + gains.crude + gains.smuggled > 0
        room = gains.capacity * values["capacity_scale"][:, None]
        whole = jnp.where(is_oil, tonnes, gains.base * scale)
        replaced = _replaced(terms, values, turn, at)
        # What a closed border stops nobody replaces, only what the law does.
        unmet = jnp.maximum(passable - flows, 0.0)
        other = jnp.minimum(replaced[:, None] * unmet * whole, room)
        money = gains.base * scale * flows
        gone = gains.weight * (gains.base * scale * (1 - flows) - other)
        missed = missed + jnp.sum(gone, axis=1)
        weight = gains.base * gains.recorded
        found.append(
            {
                "exports": money @ (gains.weight * gains.recorded),
                "imports": money @ ((1 - gains.weight) * gains.recorded),
                "oil": jnp.sum(jnp.where(is_oil, tonnes * flows + other, 0.0), axis=1),
                "revenue_lost": missed,
                "covered": covered @ weight / jnp.sum(weight),
                "enforcement": _mean(enforced, covered * weight, turn.enforcement),
            }
        )
    series = {
        name: jnp.stack([one[name] for one in found], axis=1) for name in found[0]
    }
    return _replace(now, flows=flows, missed=missed), series


def grown(
    terms: Terms,
    values: dict[str, Array],
    now: Economy,
    turn: Turn,
    *,
    quarter: Array,
    lots: Array,
) -> tuple[Economy, Array]:
    """Return the economy after a quarter, and growth over the last four quarters."""
    at = quarter * _MONTHS + _MONTHS - 1
    helped = _replaced(terms, values, turn, at)
    # A toll by fuel hangs on what is enforced of oil, whatever else is.
    telling = terms.gains.telling[values["toll_model"].astype(int)]
    lines = _enforced(terms, values, turn, at)
    enforced = _mean(lines, _covered(terms, turn, at) * telling, turn.enforcement)
    own = jnp.broadcast_to(terms.levers.law[at], enforced.shape)
    toll = _toll(terms, values, enforced, own, helped)
    rung = _toll(terms, values, enforced, terms.gains.rungs[turn.stringency], helped)
    raised = turn.stringency > terms.levers.stringency[quarter]
    toll = jnp.where(raised, jnp.maximum(toll, rung), toll)
    toll = jnp.maximum(toll, _shut_toll(terms, values, _shut(terms, values, at)))
    speed = 1 - 0.5 ** (_MONTHS / values["adjustment"])
    lost = now.lost + speed * (toll - now.lost)
    yearly = 1 - (1 - values["recovery"]) ** (1 / _QUARTERS)
    # No more can be regained than is lost: it stood in for what now comes back.
    regained = now.regained + yearly * (lost - now.regained)
    regained = jnp.minimum(regained, jnp.maximum(lost, 0.0))
    noise = ndtri(jnp.clip(lots[Role.GROWTH], _EDGE, 1 - _EDGE))
    step = values["trend"] / _QUARTERS + values["shock_growth"] * noise
    drift = now.drift + step / 100
    income = jnp.exp(drift) * (1 - lost + regained)
    incomes = jnp.concatenate([now.incomes[:, 1:], income[:, None]], axis=1)
    year, last = incomes[:, _QUARTERS:].sum(axis=1), incomes[:, :_QUARTERS].sum(axis=1)
    growth = year / last - 1
    then = _replace(now, lost=lost, regained=regained, drift=drift, incomes=incomes)
    return then, growth


def _replace(now: Economy, **changed: Array) -> Economy:
    names = ("flows", "missed", "lost", "regained", "drift", "incomes")
    return Economy(**{name: changed.get(name, getattr(now, name)) for name in names})


def _covered(terms: Terms, turn: Turn, at: Array) -> Array:
    """Return the share of each line that the law covers, new texts included, (n, L)."""
    own, ladder = terms.levers.covered[at], terms.gains.ladder[turn.stringency]
    raised = turn.stringency > terms.levers.stringency[at // _MONTHS]
    return jnp.where(raised[:, None], jnp.maximum(own, ladder), own)


def _enforced(terms: Terms, values: dict[str, Array], turn: Turn, at: Array) -> Array:
    """Return the share of each line's law that is carried out, (n, L)."""
    levers, place = terms.levers, values["enforced"][:, None]
    least, most = levers.least[at], levers.most[at]
    played = turn.enforcement[:, None] * terms.gains.seen
    rest = jnp.where(jnp.isnan(least), played, least + place * (most - least))
    alone, low, high = levers.alone[at], levers.alone_least[at], levers.alone_most[at]
    # Texts that are added never cover less, so that what is covered is never 0 here.
    covered = jnp.maximum(_covered(terms, turn, at), alone)
    stopped = rest * (covered - alone) + low + place * (high - low)
    return jnp.where(alone > 0, stopped / jnp.where(alone > 0, covered, 1.0), rest)


def _replaced(terms: Terms, values: dict[str, Array], turn: Turn, at: Array) -> Array:
    """Return the share of what is stopped that the alternative patron replaces."""
    least, most = terms.levers.others_least[at], terms.levers.others_most[at]
    refused = least + values["enforced"] * (most - least)
    return terms.gains.replaced[turn.support] * (1 - refused)


def _shut(terms: Terms, values: dict[str, Array], at: Array) -> Array:
    """Return the share of all trade that a closed border stops, shape (n,)."""
    depth = terms.levers.depth[at]
    deep = jnp.where(jnp.isnan(depth), values["closure"], depth)
    return terms.levers.closed[at] * deep


def _mean(enforced: Array, weight: Array, played: Array) -> Array:
    """Return enforcement over all that is covered; as played where nothing is."""
    whole = jnp.sum(weight, axis=1)
    mean = jnp.sum(enforced * weight, axis=1) / jnp.where(whole > 0, whole, 1.0)
    return jnp.where(whole > 0, mean, played)


def _toll(
    terms: Terms, values: dict[str, Array], enforced: Array, law: Array, helped: Array
) -> Array:
    """Return the toll of laws at an enforcement, shape (n,), between what is tabled."""
    gains = terms.gains
    model = values["toll_model"].astype(int)
    draw = values["toll_quantile"] * (gains.tolls.shape[-1] - 1)
    near = jnp.minimum(draw.astype(int), gains.tolls.shape[-1] - 2)
    part = draw - near
    high = jnp.clip(
        jnp.searchsorted(gains.levels, enforced), 1, gains.levels.shape[0] - 1
    )
    low, top = gains.levels[high - 1], gains.levels[high]
    along = jnp.clip((enforced - low) / (top - low), 0.0, 1.0)

    def at(with_help: int, level: Array) -> Array:
        one = gains.tolls[law, model, with_help, level, near]
        two = gains.tolls[law, model, with_help, level, near + 1]
        return (1 - part) * one + part * two

    def between(with_help: int) -> Array:
        return (1 - along) * at(with_help, high - 1) + along * at(with_help, high)

    return (1 - helped) * between(0) + helped * between(1)


def _shut_toll(terms: Terms, values: dict[str, Array], shut: Array) -> Array:
    """Return the toll of a closed border, the last of all laws, at that depth."""
    last = jnp.full(shut.shape, terms.gains.tolls.shape[0] - 1)
    return _toll(terms, values, shut, last, jnp.zeros_like(shut))
