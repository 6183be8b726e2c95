"""What comes with Yalu is of the log and the code that come with it."""

from yalu.cycle.storing import stored


def test_the_stored_posterior_is_of_this_log_and_this_code() -> None:
    """If not, run tools/refit.py: figures must not outlive what they are about."""
    assert stored().stale == ()


def test_the_stored_chains_agree() -> None:
    """Nothing that did not converge is shipped."""
    assert stored().posterior.status == "converged"


def test_enough_draws_are_kept_for_an_interval() -> None:
    """Of 400 draws, 20 lie beyond each end of an interval of 90 percent."""
    assert len(stored().posterior.weights) == 400
