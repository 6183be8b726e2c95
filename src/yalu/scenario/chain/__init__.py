"""The chain of a scenario: law, players, trade and income, month by month."""

from yalu.scenario.chain.ensemble import run_chunk
from yalu.scenario.chain.running import (
    CHUNK,
    Engine,
    Prepared,
    outcome_of,
    prepare,
    run,
)
from yalu.scenario.chain.terms import Terms

__all__ = [
    "CHUNK",
    "Engine",
    "Prepared",
    "Terms",
    "outcome_of",
    "prepare",
    "run",
    "run_chunk",
]
