"""The stage: the case, its baseline and the laws that sliders choose from, kept warm.

To put the case together takes ten seconds, to read and price a law a second or two,
and the first run compiles the chain. All of that is done once. What is left for each
position of the sliders is to play it and to hold it against the baseline, draw by draw.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from yalu.report.supposing_told import Told, fresh
from yalu.scenario.case import Case
from yalu.scenario.chain.compiling import Law, compiled
from yalu.scenario.chain.running import Prepared, outcome_of, prepare
from yalu.scenario.comparison import compare
from yalu.scenario.outcome import Outcome
from yalu.scenario.scenario import Scenario
from yalu.scenario.starting import started
from yalu.web.sliders import CAPS, LIFTED, LONGEST, Settings, law_of, scenario_of

__all__ = ["BusyError", "Played", "Stage", "staged"]

_KEPT = 256
_WAITING = 4


class BusyError(Exception):
    """Too many runs are asked for at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Played:
    """What follows from one position of the sliders.

    Attributes
    ----------
    settings : Settings
        Where they stand.
    scenario : Scenario
        What that sets.
    told : Told
        What came of it, and what differs from the baseline.
    plain : Told
        The baseline of the same length.
    months : tuple of str
        The months of the run.
    draws, games, seed : int
        How many draws of how many fitted games, and where chance begins.
    digest, case_digest : str
        SHA-256 of all draws, and of the case: the same settings, data and libraries
        give the same.

    """

    settings: Settings
    scenario: Scenario
    told: Told
    plain: Told
    months: tuple[str, ...]
    draws: int
    games: int
    seed: int
    digest: str
    case_digest: str


@dataclass(slots=True, kw_only=True, eq=False)
class Stage:
    """A case on which sliders are played.

    Runs are made one at a time, each on both processors; an answer that was given is
    kept. A shorter run is the beginning of a longer, to the bit, so that one baseline
    serves all that are no longer.

    Attributes
    ----------
    case : Case
        What is known.
    baseline : Prepared
        Its baseline, as long as the longest run that is asked for.
    laws : mapping of int to Law
        What the law covers and costs, by position of the slider for oil.
    draws, seed : int
        How many draws are made, and where chance begins.

    """

    case: Case
    baseline: Prepared
    laws: Mapping[int, Law]
    draws: int
    seed: int
    _kept: OrderedDict[Settings, Played] = field(default_factory=OrderedDict)
    _plain: dict[int, tuple[Outcome, Told]] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _door: threading.Semaphore = field(
        default_factory=lambda: threading.Semaphore(_WAITING)
    )

    def play(self, settings: Settings) -> Played:
        """Return what follows from a position of the sliders.

        Parameters
        ----------
        settings : Settings
            Where they stand.

        Raises
        ------
        BusyError
            If too many wait for their turn already.

        """
        found = self._kept.get(settings)
        if found is not None:
            return found
        if not self._door.acquire(blocking=False):
            msg = "sliders: found too many runs at once. Ask again in a few seconds."
            raise BusyError(msg)
        try:
            with self._turn:
                found = self._kept.get(settings) or self._played(settings)
                self._kept[settings] = found
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
                return found
        finally:
            self._door.release()

    def prepared(self, settings: Settings) -> Prepared:
        """Return a position of the sliders, ready to be played.

        It is what `yalu.scenario.chain.running.prepare` returns, but for the law, which
        is not read and priced again.
        """
        asked = scenario_of(settings)
        begun = started(replace(asked, months=self.baseline.months), self.case.start)
        held = self.laws[settings.oil]
        # No lever of the sliders is about measures by name.
        alone = (None,) * len(begun.enforcement)
        law = replace(held, path=replace(held.path, alone=alone))
        before = self.baseline.law if begun.law else law
        return Prepared(
            case=self.case,
            scenario=asked,
            terms=compiled(self.case, begun, law=law, before=before),
            law=law,
            months=settings.months,
            seed=self.seed,
        )

    def _played(self, settings: Settings) -> Played:
        plain, plain_told = self._baseline(settings.months)
        ready = self.prepared(settings)
        ran = outcome_of(ready, draws=self.draws, seed=self.seed)
        return Played(
            settings=settings,
            scenario=ready.scenario,
            told=fresh(ran, compare(plain, ran)),
            plain=plain_told,
            months=ran.months,
            draws=ran.draws,
            games=ran.games,
            seed=ran.seed,
            digest=ran.digest,
            case_digest=self.case.digest,
        )

    def _baseline(self, months: int) -> tuple[Outcome, Told]:
        if months not in self._plain:
            scenario = Scenario.baseline(months=months)
            ready = replace(self.baseline, scenario=scenario, months=months)
            ran = outcome_of(ready, draws=self.draws, seed=self.seed)
            self._plain[months] = ran, fresh(ran)
        return self._plain[months]


def staged(
    make: Callable[[], Case], *, draws: int, seed: int, warm: bool = True
) -> Stage:
    """Return a stage on which every position of the sliders can be played.

    Parameters
    ----------
    make : callable
        Puts the case together.
    draws : int
        How many draws each run makes.
    seed : int
        Where chance begins.
    warm : bool
        Whether one run is made at once, so that the first visitor need not wait for
        the chain to be compiled.

    """
    case = make()
    baseline = prepare(case, Scenario.baseline(months=LONGEST), seed=seed)
    laws = {}
    for oil in (*CAPS, LIFTED):
        changes = law_of(oil)
        one = Scenario(id="law", title="", question="", months=LONGEST, law=changes)
        ready = prepare(case, one, seed=seed, beside=baseline) if changes else baseline
        laws[oil] = ready.law
    stage = Stage(case=case, baseline=baseline, laws=laws, draws=draws, seed=seed)
    if warm:
        stage.play(Settings(china=0))
    return stage
