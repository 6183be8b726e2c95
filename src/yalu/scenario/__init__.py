"""What if: the law, the players and the shocks changed, and what follows.

A `Scenario` says what is set; a `Case` holds all that is known. `yalu.scenario.chain`
runs the one on the other, which needs JAX and is imported by itself.
"""

from yalu.scenario.case import Case, PrintedGrowth
from yalu.scenario.comparison import Difference, compare
from yalu.scenario.line import Flow, Line
from yalu.scenario.outcome import Outcome
from yalu.scenario.play import Play
from yalu.scenario.reading import read_scenario, scenario_of
from yalu.scenario.rhythm import Rhythm
from yalu.scenario.scenario import (
    Closure,
    EnforcementPath,
    ForcedMove,
    Held,
    LawChange,
    LawChangeKind,
    MoveKind,
    Scenario,
)
from yalu.scenario.series import SERIES, Series
from yalu.scenario.shipped import shipped, shipped_scenario
from yalu.scenario.statement import Statement
from yalu.scenario.storing import store, stored
from yalu.scenario.uncertainty import Uncertainty, uncertainties
from yalu.scenario.writing import toml_of

__all__ = [
    "SERIES",
    "Case",
    "Closure",
    "Difference",
    "EnforcementPath",
    "Flow",
    "ForcedMove",
    "Held",
    "LawChange",
    "LawChangeKind",
    "Line",
    "MoveKind",
    "Outcome",
    "Play",
    "PrintedGrowth",
    "Rhythm",
    "Scenario",
    "Series",
    "Statement",
    "Uncertainty",
    "compare",
    "read_scenario",
    "scenario_of",
    "shipped",
    "shipped_scenario",
    "store",
    "stored",
    "toml_of",
    "uncertainties",
]
