"""Everything that the report and the command line say of the cycle, gathered once.

What happened comes from the log. What a model says comes from a fit, a stored one or
one made for the question, and stands beside what the record alone says. How far a
forecast may be trusted comes from the backtest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from yalu.cycle.aftermath import Aftermath, aftermath
from yalu.cycle.anatomy import Anatomy, rounds
from yalu.cycle.backtest.backtest import Backtest
from yalu.cycle.backtest.keeping import stored_backtest
from yalu.cycle.backtest.naive import Climatology
from yalu.cycle.backtest.outlook import Group, Task
from yalu.cycle.effect import Effect, effect
from yalu.cycle.forecasting import DPRK_GROUPS, HORIZONS, forecast
from yalu.cycle.foreseen import Forecast
from yalu.cycle.occurrences import Occurrences, occurrences
from yalu.cycle.posterior import Posterior
from yalu.cycle.residuals import Residuals, residuals
from yalu.cycle.round import Terms
from yalu.cycle.stream import DPRK_STREAMS, Stream
from yalu.errors import ModelError
from yalu.events import EventLog
from yalu.periods import Interval
from yalu.report.chronicle import Lane, Turn, lanes, turns, window_of
from yalu.report.cycle_models import Model, stored_model

__all__ = [
    "PULLED",
    "Cycle",
    "ask",
    "cycle_of",
    "followed",
    "seen",
    "with_backtest",
    "with_stored",
]

_ACT, _OF = "resolutions", "tests"
_FORESEEN = {stream for group in DPRK_GROUPS.values() for stream in group}
_DRAWS = 200
_CHANCE = 1718  # where chance begins unless told, as for the command line
PULLED = (90, 365)
"""Days over which the effects of one event are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What happened, where today stands, what tends to follow and what may come.

    Attributes
    ----------
    log : EventLog
        The events.
    window : Interval
        The days looked at.
    streams : tuple of Stream
        What is counted together.
    lanes : tuple of Lane
        The events by stream.
    turns : tuple of Turn
        Days that part eras.
    anatomy : Anatomy or None
        The rounds; None where the log covers no provocation.
    record : Occurrences or None
        The log as numbers; None where no stream is covered.
    aftermath : tuple of Aftermath
        What the record alone says of the days after a resolution.
    model : Model or None
        The fit; None where there is none.
    effects : tuple of Effect
        What the model says of the same days.
    pulls : mapping of int to ndarray of float64, shape (draws, d, d)
        By horizon: events of each stream (rows) that one of each (columns) brings.
    residuals : Residuals or None
        How well the model fits.
    forecast : Forecast or None
        What it foresees.
    usual : mapping of (str, int) to float
        By group and horizon: what the rate of all history says.
    backtest : Backtest or None
        How forecasts fared on past days.
    stale_backtest : tuple of str
        Why the backtest no longer stands for the log or the code.
    missing : str
        Why there is no model, and what would bring one; empty where there is one.

    """

    log: EventLog
    window: Interval
    streams: tuple[Stream, ...]
    lanes: tuple[Lane, ...]
    turns: tuple[Turn, ...]
    anatomy: Anatomy | None
    record: Occurrences | None
    aftermath: tuple[Aftermath, ...] = ()
    model: Model | None = None
    effects: tuple[Effect, ...] = ()
    pulls: Mapping[int, np.ndarray] | None = None
    residuals: Residuals | None = None
    forecast: Forecast | None = None
    usual: Mapping[tuple[str, int], float] | None = None
    backtest: Backtest | None = None
    stale_backtest: tuple[str, ...] = ()
    missing: str = "No model was asked, so nothing is foreseen."

    @property
    def model_words(self) -> tuple[str, ...]:
        """What to know of the model, or of why there is none, in whole sentences."""
        if self.model is None:
            return (self.missing,)
        told = (self.model.told, self.model.outdated, self.model.caution)
        return tuple(words for words in told if words)

    @property
    def no_forecast(self) -> str:
        """Why nothing is foreseen, in a sentence; empty where something is."""
        if self.model is None:
            return self.missing
        if self.forecast is not None:
            return ""
        labels = (each.label for each in DPRK_STREAMS if each.name in _FORESEEN)
        return (
            f"Nothing is foreseen, since the log has none of {', '.join(labels)} that "
            "a model could follow."
        )

    @property
    def outdated_backtest(self) -> str:
        """That the backtest no longer stands, and why; empty if it does."""
        if not self.stale_backtest:
            return ""
        return (
            f"The backtest is stale: {'; '.join(self.stale_backtest)}. It tells of the "
            "model as it was; only running it again (`tools/refit.py backtest`) "
            "changes that."
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """Identifiers of all sources of the events of the streams."""
        marks = (mark for lane in self.lanes for mark in lane.marks)
        return tuple(sorted({name for mark in marks for name in mark.sources}))

    def label(self, stream: str) -> str:
        """Return what readers are shown for a stream, or a group of that name."""
        labels = {each.name: each.label for each in self.streams}
        return labels.get(stream, stream.replace("_", " "))

    @property
    def groups(self) -> str:
        """What groups of several streams are made of, in a sentence; or nothing."""
        told = [
            f"{name}: {' or '.join(self.label(stream) for stream in streams)}"
            for name, streams in DPRK_GROUPS.items()
            if len(streams) > 1
        ]
        return f"{'; '.join(told).capitalize()}." if told else ""


def followed(
    log: EventLog, streams: Sequence[Stream], window: Interval
) -> tuple[Stream, ...]:
    """Return the streams that a log knows of in a window, of the kinds it covers."""
    kept = []
    for stream in streams:
        spans = {kind: log.covered(kind) for kind in stream.kinds}
        kinds = tuple(kind for kind, span in spans.items() if span is not None)
        watched = all(span.overlaps(window) for span in spans.values() if span)
        if kinds and watched:
            kept.append(replace(stream, kinds=kinds))
    return tuple(stream for stream in kept if any(map(stream.holds, log)))


def seen(
    log: EventLog, streams: Sequence[Stream], *, until: date | None = None
) -> Cycle:
    """Return what a log says of the cycle, without a model.

    Parameters
    ----------
    log : EventLog
        The events.
    streams : sequence of Stream
        What is counted together.
    until : date, optional
        The last day to know of; that of the log by default.

    """
    window = window_of(log, until)
    known = followed(log, streams, window)
    anatomy = _anatomy(log, until)
    eras = () if anatomy is None else (*anatomy.leaders, *anatomy.course)
    record = occurrences(log, known, between=window) if known else None
    return Cycle(
        log=log,
        window=window,
        streams=known,
        lanes=lanes(log, known, window),
        turns=turns(eras, window),
        anatomy=anatomy,
        record=record,
        aftermath=_aftermath(record),
    )


def ask(
    cycle: Cycle, model: Model, *, on: date | None = None, rng: np.random.Generator
) -> Cycle:
    """Return a cycle with what a model says of it.

    Parameters
    ----------
    cycle : Cycle
        What was seen.
    model : Model
        What was fitted to it.
    on : date, optional
        The day to forecast from; the one after the last that is known by default.
    rng : numpy.random.Generator
        Where chance comes from. Each part has a child of it, by its seed alone: what
        was drawn from it before is of no matter, so that a question has one answer
        wherever it is asked.

    Raises
    ------
    ModelError
        If the model is of other streams.

    """
    names = model.posterior.names
    if cycle.record is None or cycle.record.names != names:
        msg = (
            f"The model is of {', '.join(names)}, and the log has other streams. Fit "
            "it to the log."
        )
        raise ModelError(msg)
    groups = {
        name: tuple(streams)
        for name, streams in DPRK_GROUPS.items()
        if set(streams) <= set(names)
    }
    start = on or cycle.window.end or cycle.window.start
    drawn = model.posterior.thinned(_DRAWS)
    middle = model.middle
    by_effect, by_fit, by_forecast, by_rate = rng.spawn(4)
    return replace(
        cycle,
        model=model,
        missing="",
        effects=_effects(drawn, model.record, by_effect),
        pulls={days: drawn.branching(horizon=days) for days in PULLED},
        residuals=residuals(middle, model.record, rng=by_fit),
        forecast=forecast(
            middle,
            cycle.record,
            on=start,
            rng=by_forecast,
            groups=groups,
            draws=drawn.parameters,
        )
        if groups
        else None,
        usual=_usual(_learnt(cycle, model), start, groups, by_rate),
    )


def cycle_of(
    log: EventLog,
    *,
    target: str,
    as_of: date | None,
    rng: np.random.Generator | None = None,
) -> Cycle | None:
    """Return the cycle of a target with the model and backtest that come with Yalu.

    Parameters
    ----------
    log : EventLog
        The embedded log.
    target : str
        ISO3 code; None is returned for one that the log is not about.
    as_of : date or None
        The last day to know of. Before the last day of the log no model is asked,
        since the one that is stored knows what came later.
    rng : numpy.random.Generator, optional
        Where chance comes from; by default from where `yalu cycle` begins unless told.

    """
    if target != Terms().target:
        return None
    cycle = seen(log, DPRK_STREAMS, until=as_of)
    whole = log.span is None or cycle.window.end == log.span.end
    chance = np.random.default_rng(_CHANCE) if rng is None else rng
    if whole:
        return with_stored(cycle, rng=chance)
    following = "" if as_of is None else as_of + timedelta(days=1)
    return replace(
        cycle,
        missing=(
            "Nothing is foreseen, since the fit that comes with Yalu knows what came "
            f"later. `yalu cycle --as-of {following}` fits the model to what was known."
        ),
    )


def with_stored(cycle: Cycle, *, rng: np.random.Generator) -> Cycle:
    """Return a cycle with the model and the backtest that come with Yalu.

    What is not stored, or not of streams of the log, is left out.
    """
    tried = with_backtest(cycle)
    model = stored_model(cycle.log)
    if model is not None:
        return ask(tried, model, rng=rng)
    return replace(
        tried,
        missing=(
            "Nothing is foreseen, since no fit that comes with Yalu is of this log. "
            "`yalu cycle --refit` fits the model to it now."
        ),
    )


def with_backtest(cycle: Cycle) -> Cycle:
    """Return a cycle with the backtest that comes with Yalu; as it is without one."""
    try:
        kept = stored_backtest(cycle.log)
    except ModelError:
        return cycle
    return replace(cycle, backtest=kept.backtest, stale_backtest=kept.stale)


def _anatomy(log: EventLog, until: date | None) -> Anatomy | None:
    try:
        return rounds(log, until=until)
    except ModelError:
        return None


def _aftermath(record: Occurrences | None) -> tuple[Aftermath, ...]:
    if record is None or not {_ACT, _OF} <= set(record.names):
        return ()
    triggers = [name for name in ("tests", "long_range") if name in record.names]
    try:
        return aftermath(record, cause=_ACT, of=_OF, triggers=triggers)
    except ModelError:
        return ()


def _effects(
    drawn: Posterior, record: Occurrences, rng: np.random.Generator
) -> tuple[Effect, ...]:
    if not {_ACT, _OF} <= set(drawn.names):
        return ()
    try:
        return effect(drawn, record, cause=_ACT, of=_OF, draws=_DRAWS, rng=rng)
    except ModelError:
        return ()


def _learnt(cycle: Cycle, model: Model) -> Occurrences:
    """Return what is known from the first day that the model was fitted to.

    The backtest begins there too, so that a rate means the same beside a forecast and
    beside its score.
    """
    days = Interval(model.posterior.by_day.days[0].astype(object), cycle.window.end)
    return occurrences(cycle.log, cycle.streams, between=days)


def _usual(
    record: Occurrences,
    on: date,
    groups: Mapping[str, Sequence[str]],
    rng: np.random.Generator,
) -> dict[tuple[str, int], float]:
    """Return what the rate of all history says, by group and horizon."""
    asked = tuple(Group(name=name, streams=tuple(s)) for name, s in groups.items())
    task = Task(history=record, on=on, groups=asked, horizons=HORIZONS, draws=1)
    places = [(group.name, days) for group in asked for days in HORIZONS]
    found = Climatology().outlooks(task, rng)
    return {
        place: outlook.probability for place, outlook in zip(places, found, strict=True)
    }
