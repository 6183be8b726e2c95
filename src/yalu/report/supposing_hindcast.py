"""The stored hindcasts, as rows of a report. Slow to import: on first use only."""

from yalu.report.supposing_trial import ALL, Trial, TrialRow
from yalu.scenario.hindcast.keeping import StoredHindcast, stored_hindcast
from yalu.scenario.hindcast.tally import Against, Tally

__all__ = ["stored_trial", "trial_of"]


def stored_trial() -> Trial:
    """Return the hindcasts that come with Yalu.

    Raises
    ------
    ModelError
        If none are stored, or they cannot be read.

    """
    return trial_of(stored_hindcast())


def trial_of(hindcast: StoredHindcast) -> Trial:
    """Return hindcasts as rows, all starts together first."""
    return Trial(
        rows=tuple(_row(one) for one in hindcast.tallies),
        starts=tuple(day.isoformat() for day in hindcast.starts),
        months=hindcast.months,
        draws=hindcast.draws,
        stale=hindcast.stale,
    )


def _row(one: Tally) -> TrialRow:
    found = {each.forecaster.value: each for each in one.against}
    repeated, decade = found.get("repeated"), found.get("decade")
    return TrialRow(
        start=ALL if one.start is None else one.start.isoformat(),
        series=one.series,
        window=one.window.value,
        windows=one.windows,
        inside50=one.inside50,
        inside90=one.inside90,
        held50=one.held50,
        held90=one.held90,
        distance=one.crps,
        repeated=None if repeated is None else repeated.gain,
        repeated_verdict=_verdict(repeated),
        decade=None if decade is None else decade.gain,
        decade_verdict=_verdict(decade),
    )


def _verdict(one: Against | None) -> str:
    return "" if one is None else one.verdict.value
