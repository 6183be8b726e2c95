r"""Drawing from the posterior of a daily process, by NUTS.

The likelihood, the features and the priors are those of `yalu.cycle.daily_fit`, but for
one thing: how strong the weights of a target are by each kernel is learnt, so that few
events are shared among many weights,

.. math::

    w_{ijm} = \kappa_{im} z_{ijm} \frac{\tau_i}{r_{jm}}, \qquad
    z_{ijm} \sim N(0, 1), \qquad
    \kappa_{im} \sim \text{half-normal}(1).

With :math:`\kappa = 1` it is the posterior of which the fit is the mode, and the mean
of :math:`\kappa^2` is one. Given the record, what one target answers to says nothing of
another, so each has chains of its own.

The libraries that draw are not needed to use what they drew. They are imported only
inside `sample` and installed by ``pip install 'yalu[posterior]'``.

References
----------
Hoffman, M. D. & Gelman, A. (2014). The No-U-Turn sampler. *Journal of Machine Learning
Research* 15, 1593–1623.

Betancourt, M. & Girolami, M. (2015). Hamiltonian Monte Carlo for hierarchical models.
In *Current Trends in Bayesian Methodology with Applications*. (Why :math:`z` is drawn
and not :math:`w`.)

"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.cycle.daily import ByDay, DailyProcess, Link, arrange
from yalu.cycle.daily_fit import prior_widths
from yalu.cycle.occurrences import Occurrences
from yalu.cycle.posterior import Diagnostics, Posterior
from yalu.errors import ModelError, Problem, SchemaError, describe

__all__ = ["sample"]

Array = NDArray[np.float64]


def sample(
    process: DailyProcess,
    occurrences: Occurrences,
    *,
    rng: np.random.Generator,
    chains: int = 4,
    warmup: int = 500,
    draws: int = 500,
    shrink: bool = True,
    tell: Callable[[Diagnostics], None] | None = None,
) -> Posterior:
    """Return draws from the posterior of a daily process, by NUTS on the processor.

    Parameters
    ----------
    process : DailyProcess
        What to draw of.
    occurrences : Occurrences
        The record.
    rng : numpy.random.Generator
        Where chance comes from.
    chains, warmup, draws : int
        How many chains a target, how many steps each tunes itself, and how many it
        keeps. Two chains are needed to see whether they agree.
    shrink : bool
        Whether the strengths are learnt; else they are those of the fit.
    tell : callable, optional
        Is given the diagnostics of each target once it is done.

    Raises
    ------
    ModelError
        If JAX or NumPyro is not installed.
    SchemaError
        If a number is too small, or a term of the baseline has no prior.

    """
    by_day = arrange(process, occurrences)
    _require(by_day, chains=chains, warmup=warmup, draws=draws)
    _installed()
    sampler = _sampler(_model(process.link, shrink=shrink), chains, warmup, draws)
    found = []
    diagnostics = []
    for target, name in enumerate(by_day.names):
        seed = int(rng.integers(2**31))
        kept, diverged = _drawn(sampler, _data(process, by_day, target), seed)
        diagnostics.append(_diagnose(name, kept, diverged))
        if tell is not None:
            tell(diagnostics[-1])
        flat = {key: part.reshape(-1, *part.shape[2:]) for key, part in kept.items()}
        found.append(_unscaled(process, by_day, target, flat))
    baseline, weights, strengths = (
        np.stack(parts, axis=1) for parts in zip(*found, strict=True)
    )
    return Posterior(
        process=process,
        by_day=by_day,
        baseline=baseline,
        weights=weights,
        strengths=strengths,
        diagnostics=tuple(diagnostics),
        chains=chains,
    )


def _sampler(model: Callable[..., None], chains: int, warmup: int, draws: int) -> Any:  # noqa: ANN401 - of another library
    """Return a sampler, which serves all targets one after the other."""
    from numpyro import infer  # noqa: PLC0415 - an extra

    return infer.MCMC(
        infer.NUTS(model, target_accept_prob=0.9),
        num_warmup=warmup,
        num_samples=draws,
        num_chains=chains,
        chain_method="sequential",
        progress_bar=False,
    )


def _drawn(
    sampler: Any,  # noqa: ANN401 - of another library
    data: Mapping[str, Any],
    seed: int,
) -> tuple[dict[str, Array], int]:
    """Return draws by name, each (chains, draws, ...), and the divergences."""
    import jax  # noqa: PLC0415 - an extra

    with jax.enable_x64(True):  # noqa: FBT003 - the signature is theirs
        sampler.run(jax.random.PRNGKey(seed), **data)
        kept = sampler.get_samples(group_by_chain=True)
        lost = sampler.get_extra_fields()["diverging"]
        return {name: np.asarray(part) for name, part in kept.items()}, int(lost.sum())


def _require(by_day: ByDay, **numbers: int) -> None:
    least = {"chains": 2, "warmup": 1, "draws": 4}
    problems = [
        Problem(name, f"found {number}; expected {least[name]} or more", "raise it")
        for name, number in numbers.items()
        if number < least[name]
    ]
    problems += [
        Problem(f"baseline {name}", "its prior has no width", "give it a finite one")
        for name, width in zip(by_day.design.names, by_day.design.widths, strict=True)
        if not np.isfinite(width)
    ]
    if problems:
        raise SchemaError(describe("The posterior cannot be drawn", problems))


def _installed() -> None:
    """Refuse to go on without the libraries that draw.

    Raises
    ------
    ModelError
        If one of them is missing.

    """
    try:
        import jax  # noqa: F401, PLC0415 - an extra
        import numpyro  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        msg = (
            f"Drawing a posterior needs {error.name}, which is not installed. Run "
            "pip install 'yalu[posterior]'. What comes with Yalu was drawn already; "
            "yalu.cycle.stored() reads it."
        )
        raise ModelError(msg) from error


def _data(process: DailyProcess, by_day: ByDay, target: int) -> dict[str, Any]:
    """Return what the density of one target is a function of, beside parameters."""
    centre = np.zeros(len(by_day.design.names))
    centre[0] = process.link.centre
    rows = by_day.span(target)
    past = by_day.features[rows].reshape(rows.stop - rows.start, -1)
    columns = np.hstack([by_day.design.values[rows], past])
    happened = by_day.happened[rows, target] > 0
    return {
        # One row a column: the sums over thousands of days are quicker that way.
        "quiet": np.ascontiguousarray(columns[~happened].T),
        "eventful": np.ascontiguousarray(columns[happened].T),
        "scale": by_day.scales[target],
        "centre": centre,
        "widths": by_day.design.widths,
        "reach": by_day.acts[target][:, None] * prior_widths(process, by_day)[target],
    }


def _model(link: Link, *, shrink: bool) -> Callable[..., None]:
    """Return the model of one target, for NumPyro."""
    import jax.numpy as jnp  # noqa: PLC0415 - an extra
    import numpyro  # noqa: PLC0415 - an extra
    from numpyro import distributions as dist  # noqa: PLC0415 - an extra

    def linked(sums: Any) -> Any:  # noqa: ANN401 - arrays of another library
        if link is Link.LOG:
            return jnp.exp(sums)
        return jnp.maximum(sums, 0.0) + jnp.log1p(jnp.exp(-jnp.abs(sums)))

    def model(
        *,
        quiet: Any,  # noqa: ANN401 - arrays of another library
        eventful: Any,  # noqa: ANN401
        scale: Any,  # noqa: ANN401
        centre: Any,  # noqa: ANN401
        widths: Any,  # noqa: ANN401
        reach: Any,  # noqa: ANN401
    ) -> None:
        kernels = reach.shape[1]
        level = dist.Normal(0.0, 1.0).expand(centre.shape).to_event(1)
        coefficients = centre + widths * numpyro.sample("level", level)
        unit = dist.HalfNormal(1.0).expand((kernels,)).to_event(1)
        common = numpyro.sample("common", unit) if shrink else jnp.ones(kernels)
        single = dist.Normal(0.0, 1.0).expand(reach.shape).to_event(2)
        weights = common * numpyro.sample("single", single) * reach
        all_of_them = jnp.concatenate([coefficients, weights.ravel()])
        without = scale * linked(all_of_them @ quiet)
        having = scale * linked(all_of_them @ eventful)
        numpyro.factor("quiet", -jnp.sum(without))
        numpyro.factor("eventful", jnp.sum(jnp.log(-jnp.expm1(-having))))

    return model


def _diagnose(name: str, kept: Mapping[str, Array], diverged: int) -> Diagnostics:
    from numpyro import diagnostics  # noqa: PLC0415 - an extra

    r_hat = [np.max(diagnostics.split_gelman_rubin(part)) for part in kept.values()]
    ess = [np.min(diagnostics.effective_sample_size(part)) for part in kept.values()]
    return Diagnostics(
        target=name,
        r_hat=float(max(r_hat)),
        ess=float(min(ess)),
        divergences=diverged,
    )


def _unscaled(
    process: DailyProcess, by_day: ByDay, target: int, kept: Mapping[str, Array]
) -> tuple[Array, Array, Array]:
    """Return coefficients, weights and strengths of one target."""
    data = _data(process, by_day, target)
    baseline = data["centre"] + data["widths"] * kept["level"]
    ones = np.ones((len(baseline), len(process.half_lives)))
    strengths = kept.get("common", ones)
    weights = strengths[:, None, :] * kept["single"] * data["reach"]
    return baseline, weights, strengths
