"""Observations and forecasts to be judged, made by hand."""

from datetime import date

from yalu.scenario.hindcast import Forecaster, Mark, Observation, Window


def year_of(
    series: str, year: int, low: float, high: float | None = None
) -> Observation:
    """Return what a series did in a calendar year."""
    return Observation(
        series=series,
        window=Window.YEAR,
        since=date(year, 1, 1),
        until=date(year + 1, 1, 1),
        low=low,
        high=low if high is None else high,
    )


def mark_of(
    year: int, crps: float, forecaster: Forecaster = Forecaster.CHAIN, start: int = 2016
) -> Mark:
    """Return the mark of a forecast of one year, all but its distance made up."""
    return Mark(
        start=date(start, 1, 1),
        forecaster=forecaster,
        series="tests",
        window=Window.YEAR,
        since=date(year, 1, 1),
        until=date(year + 1, 1, 1),
        low=1.0,
        high=1.0,
        median=1.0,
        low50=0.0,
        high50=1.0,
        low90=0.0,
        high90=4.0,
        inside50=float(crps < 1),
        inside90=1.0,
        held50=0.6,
        held90=0.95,
        crps=crps,
    )
