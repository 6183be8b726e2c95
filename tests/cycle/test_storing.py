"""What stored fits promise: what went in comes out, and what is old says why."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from yalu.cycle import storing
from yalu.cycle.baseline import Baseline
from yalu.cycle.daily import arrange
from yalu.cycle.posterior import Diagnostics, Posterior
from yalu.cycle.storing import Setting, dprk_setting, seen_sha256, store, stored
from yalu.errors import ModelError
from yalu.events import EventKind, EventLog, read

SEED = 11


@pytest.fixture(scope="module")
def setting() -> Setting:
    """Return what is fitted to the embedded log."""
    return dprk_setting(read())


@pytest.fixture(scope="module")
def posterior(setting: Setting) -> Posterior:
    """Return numbers in the form of draws, which nothing was fitted for."""
    by_day = arrange(setting.process, setting.occurrences)
    d, p = len(by_day.names), len(by_day.design.names)
    m = len(setting.process.half_lives)
    rng = np.random.default_rng(1)
    good = {"r_hat": 1.001, "ess": 900.0, "divergences": 0}
    return Posterior(
        process=setting.process,
        by_day=by_day,
        baseline=rng.normal(size=(50, d, p)),
        weights=rng.normal(size=(50, d, d, m)) * by_day.acts[:, :, None],
        strengths=rng.random((50, d, m)),
        diagnostics=tuple(Diagnostics(target=n, **good) for n in by_day.names),  # type: ignore[arg-type]
        chains=2,
    )


@pytest.fixture
def folder(tmp_path: Path, posterior: Posterior, setting: Setting) -> Path:
    """Return a folder in which the draws are stored."""
    code = storing.posterior_sha256()
    store(posterior, setting, seed=SEED, code=code, kept=20, folder=tmp_path)
    return tmp_path


def without_a_test(log: EventLog) -> EventLog:
    """Return the log without one of its nuclear tests."""
    kept = tuple(one for one in log if one.id != "test-2013-02-12")
    return replace(log, events=kept)


def test_what_was_stored_is_read(folder: Path, posterior: Posterior) -> None:
    """Draws are kept as far as single precision goes."""
    found = stored(folder=folder)

    assert found.posterior.weights == pytest.approx(
        posterior.thinned(20).weights, rel=1e-6
    )
    assert found.posterior.diagnostics == posterior.diagnostics
    assert (found.seed, found.drawn) == (SEED, 50)
    assert "20 of 50 draws are stored" in str(found)


def test_a_fit_of_this_log_and_code_is_current(folder: Path) -> None:
    """Nothing has changed between storing and reading."""
    assert stored(folder=folder).is_current


def test_another_log_makes_it_stale_and_says_so(folder: Path) -> None:
    """One event less is another record."""
    found = stored(without_a_test(read()), folder=folder)

    assert not found.is_current
    assert "Stale because the events or the baseline are not those" in str(found)


def test_a_stale_fit_keeps_the_rates_it_was_fitted_with(
    folder: Path, posterior: Posterior
) -> None:
    """Draws are relative to the mean rates of their own record."""
    found = stored(without_a_test(read()), folder=folder)

    assert found.posterior.by_day.scales == pytest.approx(posterior.by_day.scales)


def test_other_code_makes_it_stale_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure never outlives its estimator."""
    monkeypatch.setattr(storing, "posterior_sha256", lambda: "other")

    assert "the code that drew it has changed" in str(stored(folder=folder))


def test_what_did_not_converge_is_not_stored(
    posterior: Posterior, setting: Setting, tmp_path: Path
) -> None:
    """Nobody downstream would see that the chains disagree."""
    bad = replace(posterior.diagnostics[0], r_hat=1.2)
    wrong = replace(posterior, diagnostics=(bad,))
    with pytest.raises(ModelError, match="did not converge"):
        store(wrong, setting, seed=SEED, code="", folder=tmp_path)


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    """The next step is in the message."""
    with pytest.raises(ModelError, match=r"Run tools/refit\.py"):
        stored(folder=tmp_path)


def test_draws_of_another_baseline_are_refused(
    folder: Path, setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Coefficients of other columns mean nothing."""
    plain = replace(setting.process, baseline=Baseline())
    other = replace(setting, process=plain)
    monkeypatch.setattr(storing, "dprk_setting", lambda _: other)
    with pytest.raises(ModelError, match="another baseline"):
        stored(read(), folder=folder)


def test_the_hash_sees_events_and_not_the_last_digit(setting: Setting) -> None:
    """Machines differ in the last digit of a sine, and in nothing else."""
    occurrences = setting.occurrences
    moved = replace(occurrences, times=occurrences.times + 0.25)
    fewer = occurrences.before(float(occurrences.times[-1]))

    assert seen_sha256(replace(setting, occurrences=moved)) == seen_sha256(setting)
    assert seen_sha256(replace(setting, occurrences=fewer)) != seen_sha256(setting)


def test_the_days_begin_with_the_first_launch_and_end_while_all_is_covered(
    setting: Setting,
) -> None:
    """Later, silence of the log would pass for quiet."""
    log = read()
    covered = log.covered(EventKind.CONDEMNATION)

    assert setting.between.start == date(1998, 1, 1)
    assert covered is not None
    assert covered.end is not None
    assert setting.between.end is not None
    assert setting.between.end <= covered.end
    assert (
        setting.occurrences.windows[:, 1] == setting.occurrences.windows[0, 1]
    ).all()


def test_a_log_without_launches_has_nothing_to_fit() -> None:
    """The message says what is missing."""
    log = read()
    kept = tuple(one for one in log if one.kind is not EventKind.LONG_RANGE_LAUNCH)
    ids = {one.id for one in kept}
    plain = tuple(replace(e, rivals=tuple(set(e.rivals) & ids)) for e in kept)
    with pytest.raises(ModelError, match="first long-range launch"):
        dprk_setting(replace(log, events=plain))
