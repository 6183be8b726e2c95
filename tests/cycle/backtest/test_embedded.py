"""What the backtest that comes with Yalu promises."""

from yalu.cycle.backtest import Score, stored_backtest


def test_it_is_of_the_log_and_the_code_that_come_with_it() -> None:
    """If not, run tools/refit.py backtest: figures must not outlive their subject."""
    assert stored_backtest().stale == ()


def test_every_question_has_a_verdict_against_climatology_and_the_last_year() -> None:
    """Tests, launches and resolutions within 30, 90 and 365 days, by every score."""
    verdicts = stored_backtest().backtest.verdict()

    assert [(one.group.name, one.horizon) for one in verdicts] == [
        (group, horizon)
        for group in ("tests", "launches", "resolutions")
        for horizon in (30, 90, 365)
    ]
    for verdict in verdicts:
        for reference in ("climatology", "last_year", "weibull", "log_normal"):
            assert all(verdict.against(reference, score) for score in Score)


def test_whoever_does_not_beat_climatology_says_so() -> None:
    """There is a caution exactly where the interval does not speak for the model."""
    for verdict in stored_backtest().backtest.verdict():
        assert bool(verdict.caution) is not verdict.beats_climatology
