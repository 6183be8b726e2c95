"""Which scenario is asked for, and whether the answer is already stored."""

from dataclasses import dataclass, replace
from pathlib import Path

from yalu.cli.own_trade import DEFAULT_SEED
from yalu.report.supposing import Supposed, Supposing, supposing_of
from yalu.scenario.reading import read_scenario
from yalu.scenario.scenario import Scenario
from yalu.scenario.shipped import shipped_scenario

__all__ = ["Held", "Wish", "asked", "held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for; None where nothing was said.

    Attributes
    ----------
    name : str
        A shipped scenario, or a file.
    draws : int or None
        How many draws.
    seed : int or None
        Where chance begins.
    months : int or None
        How long the run is.

    """

    name: str
    draws: int | None = None
    seed: int | None = None
    months: int | None = None

    @property
    def chance(self) -> int:
        """Where chance begins, said or not."""
        return DEFAULT_SEED if self.seed is None else self.seed

    @property
    def is_file(self) -> bool:
        """Whether a file is meant, and not a scenario by its name."""
        return self.name.endswith(".toml") or "/" in self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is stored of a scenario that is asked for.

    Attributes
    ----------
    one : Supposed
        The scenario.
    among : Supposing
        All that is stored.

    """

    one: Supposed
    among: Supposing

    @property
    def made(self) -> str:
        """Where it comes from."""
        return (
            f"Stored with Yalu, seed {self.one.outcome.manifest.seed}; with --seed it "
            "is worked out anew."
        )


def asked(wish: Wish) -> Scenario:
    """Return the scenario that is meant, as long as it is asked for.

    Raises
    ------
    SchemaError, UnknownCodeError, UnusableFileError
        If there is no such scenario, or the file is none.

    """
    if wish.is_file:
        one = read_scenario(Path(wish.name))
    else:
        one = shipped_scenario(wish.name)
    return one if wish.months is None else replace(one, months=wish.months)


def held(wish: Wish) -> Held | None:
    """Return what is stored, if nothing else is asked for and it still stands."""
    if wish.is_file or (wish.draws, wish.seed, wish.months) != (None, None, None):
        return None
    scenario, among = asked(wish), supposing_of()
    plain = (among.baseline,) if among.baseline is not None else ()
    for one in (*plain, *among.scenarios):
        if one.scenario.id == scenario.id and one.outcome.is_current:
            return Held(one=one, among=among)
    return None
