"""The batch of the benchmark of impact, written for JAX; run by `impact.py`.

Newton's method in log wages with the analytic derivative, one sector, spending in
proportion to income, compiled as one program with a fixed number of steps.
"""

import importlib.util
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__: list[str] = []

STEPS = 4


def measured(
    flows: NDArray[np.float64], logs: NDArray[np.float64], times: int
) -> dict[str, Any]:
    """Return seconds of a batch by JAX, without compilation, and what it reached.

    `flows` is (N, N), `logs` (D, N, N): by how much trade grows at given prices.
    """
    if importlib.util.find_spec("jax") is None:
        return {"absent": "jax cannot be imported"}
    import jax  # noqa: PLC0415 - only where it is there
    import jax.numpy as jnp  # noqa: PLC0415 - as above

    jax.config.update("jax_enable_x64", val=True)
    theta = 4.0
    income, spent = flows.sum(axis=1), flows.sum(axis=0)
    shares = flows / spent

    def clear(log: Any) -> Any:  # noqa: ANN401 - a traced array
        weights = shares * jnp.exp(log)

        def sold(wages: Any) -> Any:  # noqa: ANN401 - as above
            offers = weights * jnp.exp(-theta * wages)[:, None]
            part = offers / offers.sum(axis=0)
            bought = spent * jnp.exp(wages)
            bought = bought * (income * jnp.exp(wages)).sum() / bought.sum()
            return part, part * bought, bought

        def step(wages: Any, _: None) -> Any:  # noqa: ANN401 - as above
            part, trade, bought = sold(wages)
            made, own = trade.sum(axis=1), income * jnp.exp(wages)
            slope = theta * trade @ part.T + trade - theta * jnp.diag(made)
            slope = slope + jnp.outer(made, own / own.sum() - bought / bought.sum())
            slope = slope - jnp.diag(own) + jnp.outer(made, income / income.sum())
            wages = wages + jnp.linalg.solve(slope, own - made)
            wages = wages - jnp.log((income * jnp.exp(wages)).sum() / income.sum())
            return wages, None

        wages, _ = jax.lax.scan(step, jnp.zeros(len(income)), None, length=STEPS)
        _, trade, _ = sold(wages)
        off = jnp.abs(trade.sum(axis=1) / (income * jnp.exp(wages)) - 1.0).max()
        return wages, off

    run = jax.jit(jax.vmap(clear))
    begun = time.perf_counter()
    _, off = run(logs)
    off.block_until_ready()
    first = time.perf_counter() - begun
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        wages, off = run(logs)
        off.block_until_ready()
        taken.append(time.perf_counter() - begun)
    return {
        "first": first,
        "seconds": float(np.median(taken)),
        "off": float(off.max()),
        "wages": np.exp(np.asarray(wages)).tolist(),
        "version": jax.__version__,
        "device": str(jax.devices()[0].platform),
    }
